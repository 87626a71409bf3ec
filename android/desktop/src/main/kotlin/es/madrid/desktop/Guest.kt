// Who comes along on the tour: one takes pictures, another compares them, a third looks for what somebody would stumble
// over.

package es.madrid.desktop

import es.madrid.kit.Language
import java.nio.file.Path
import java.util.concurrent.Executors
import java.util.concurrent.Future
import kotlin.io.path.createDirectories
import kotlin.io.path.writeBytes
import kotlin.io.path.writeText

/** Somebody who is shown every look of every screen. */
internal fun interface Guest {
    /** The screen is on [stage], on the paper of [look] and as long as that allows. */
    fun see(look: Look, stage: Stage)

    /** The phones on which they want to see it. */
    fun papers(sight: Sight, language: Language): List<Paper> = sight.papers
}

/** Writes each look into [folder] as a PNG, and in the end the page over them. */
internal class Photographer(private val folder: Path) : Guest, AutoCloseable {
    private val looks = mutableListOf<Look>()
    // Packing a picture takes longer than drawing it: the tour goes on meanwhile.
    private val darkroom = Executors.newSingleThreadExecutor()
    private val exposed = mutableListOf<Future<*>>()

    override fun see(look: Look, stage: Stage) {
        val image = stage.draw()
        looks += look
        exposed += darkroom.submit { image.use { folder.resolve("${look.file}.png").writeBytes(png(it)) } }
    }

    /** Waits for the last picture, and writes the page. */
    fun finish() {
        exposed.forEach { it.get() }
        folder.resolve("index.html").writeText(indexPage(looks))
    }

    override fun close() {
        darkroom.shutdownNow()
    }

    init {
        folder.createDirectories()
    }
}
