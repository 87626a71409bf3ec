// The Android shell on a desktop: in a window, or drawn into files with --headless.

package es.madrid.desktop

import es.madrid.kit.AppException
import es.madrid.kit.ExplanationView
import es.madrid.kit.Madrid
import es.madrid.kit.Platform
import kotlinx.coroutines.runBlocking
import java.nio.file.Path
import kotlin.system.exitProcess

/** Exit code 0 when it went well, 1 when the app cannot be opened or the tour ends early, 2 for a bad call. */
fun main(args: Array<String>) {
    val code = try {
        run(arguments(args))
    } catch (bad: BadCall) {
        complain("${bad.message}\n$USAGE", 2)
    }
    // The core's threads would keep the process alive.
    exitProcess(code)
}

private fun run(arguments: Arguments): Int {
    // Without a window, a display is not even looked for.
    if (arguments.out != null || arguments.until != null) System.setProperty("java.awt.headless", "true")
    if (arguments.out != null) return draw(arguments, arguments.out)
    if (arguments.until == Until.NOTHING) return drawing { drawNothing() }
    val config = arguments.config
    val madrid = try {
        runBlocking { Madrid.open(config, Platform.desktop(config.homeDir)) }
    } catch (failure: AppException) {
        return cannotOpen(Madrid.explain(failure, config.language))
    }
    return madrid.use {
        if (arguments.until == Until.HOME) return@use drawing { drawHome(it, arguments) }
        showWindow(it, arguments)
        0
    }
}

/** The whole tour in pictures. */
private fun draw(arguments: Arguments, out: Path): Int = try {
    Photographer(out).use {
        drawing { Tour(arguments.config, MockCity(arguments.config.cityUrl), it).walk() }
        it.finish()
    }
    0
} catch (ended: TourEnds) {
    complain("the citizen's tour ended: ${ended.message}", 1)
} catch (missing: NeverCame) {
    complain("the citizen's tour ended: ${missing.message}", 1)
} catch (other: NoMockCity) {
    complain("the citizen's tour needs the mock city: ${other.message}", 1)
}

/** The person sees why. */
private fun cannotOpen(why: ExplanationView): Int {
    showFailure(why)
    return complain("the app cannot be opened: ${why.title} (${why.code})", 1)
}

private fun complain(text: String, code: Int): Int {
    System.err.println(text)
    return code
}
