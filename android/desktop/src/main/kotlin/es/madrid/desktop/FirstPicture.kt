// How long a person waits for the first picture: from the start of the process until it is drawn.

package es.madrid.desktop

import androidx.compose.material3.Surface
import es.madrid.kit.AppModel
import es.madrid.kit.Block
import es.madrid.kit.Madrid
import es.madrid.ui.MadridApp

/** Where whoever starts the process says when that was, in milliseconds since 1970. */
private const val STARTED = "MADRID_STARTED"

/** Draws the first screen of the person who has signed in on this phone, and prints how long that took. */
internal fun drawHome(madrid: Madrid, arguments: Arguments): Int {
    val app = AppModel(madrid)
    Stage(Paper()) { MadridApp(app, DesktopHands({ _, _ -> null }, arguments.here)) }.use { stage ->
        while (true) {
            stage.frame()
            val block = (app.home.home.value as? Block.Shown)?.view?.blocks?.firstOrNull()
            if (block != null && stage.nodes.say(block.title)) break
            Thread.sleep(1)
        }
        stage.draw().close()
    }
    return sayHowLong("from the start of the process to home drawn")
}

/** The same for a screen with nothing on it: what the machine takes for itself. */
internal fun drawNothing(): Int {
    Stage(Paper()) { Surface {} }.use { stage ->
        stage.frame()
        stage.draw().close()
    }
    return sayHowLong("to an empty screen drawn")
}

private fun sayHowLong(name: String): Int {
    val started = System.getenv(STARTED)?.toLongOrNull() ?: throw BadCall("$STARTED does not say when the process was started")
    val milliseconds = System.currentTimeMillis() - started
    println("""{"name":"$name","ours_ms":$milliseconds}""")
    return 0
}
