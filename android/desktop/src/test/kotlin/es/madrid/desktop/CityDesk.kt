// The city's desks of cards in a real browser, led by lines (tests/web/desk.mjs).

package es.madrid.desktop

import java.io.Writer
import java.nio.file.Files
import java.nio.file.Path
import java.util.concurrent.CompletableFuture
import java.util.concurrent.TimeUnit
import kotlin.io.path.readBytes

/** For how long a page may take, on a machine that is busy. */
private const val PATIENCE_S = 120L

/** What is on the desk's screen: a picture of it, and what the browser tells of it, as JSON. */
internal class Screenful(val picture: Path, val told: String) {
    /** The picture as a camera has it. */
    fun bytes(): ByteArray = picture.readBytes()
}

/** An official at a screen. Their pictures go into [pictures]. */
internal class CityDesk(city: String, pictures: Path) : AutoCloseable {
    private val pictures = Files.createDirectories(pictures)
    private val process = ProcessBuilder("node", program()).apply {
        environment()["MADRID_CITY"] = city
        environment()["MADRID_CHROMIUM"] = property("madrid.browser")
    }.redirectError(ProcessBuilder.Redirect.INHERIT).start()
    private val words: Writer = process.outputWriter()
    private val answers = process.inputReader()

    /** Gives somebody a card. */
    fun counter(person: String, card: String): Screenful = act("counter", "desk-counter", "person" to person, "card" to card)

    /** Asks whoever is there. */
    fun ask(question: String): Screenful = act("ask", "desk-question", "question" to question)

    /** What has come of the question. */
    fun answer(picture: String): Screenful = act("answer", picture)

    /** Takes the card back that was given last. */
    fun revoke(): Screenful = act("revoke", "desk-revoked")

    private fun act(name: String, picture: String, vararg more: Pair<String, String>): Screenful {
        val file = pictures.resolve("$picture.png")
        val all = listOf("act" to name, "picture" to "$file", *more)
        words.write(all.joinToString(",", "{", "}\n") { (key, value) -> "${quoted(key)}:${quoted(value)}" })
        words.flush()
        // A browser that hangs must not hang whoever waits for it.
        val answer = CompletableFuture.supplyAsync(answers::readLine).get(PATIENCE_S, TimeUnit.SECONDS)
        return Screenful(file, checkNotNull(answer) { "the desk's browser has ended" })
    }

    override fun close() {
        words.close()
        if (!process.waitFor(20, TimeUnit.SECONDS)) process.destroyForcibly()
    }

    private fun quoted(text: String) = "\"${text.replace("\\", "\\\\").replace("\"", "\\\"")}\""

    private fun program(): String = property("madrid.desk").also {
        check(Files.exists(Path.of(it))) { "$it is not there: cargo xtask test --only kotlin brings it" }
    }

    private fun property(name: String): String = checkNotNull(System.getProperty(name)) { "$name is not set" }
}
