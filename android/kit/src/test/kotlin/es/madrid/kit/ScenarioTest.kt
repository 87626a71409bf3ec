// Plays the files of tests/scenarios: a test for each, as the Rust and Swift runners do.

package es.madrid.kit

import es.madrid.core.AppException
import kotlinx.coroutines.delay
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withTimeout
import kotlinx.serialization.json.Json
import org.junit.jupiter.api.DynamicTest
import org.junit.jupiter.api.DynamicTest.dynamicTest
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.TestFactory
import java.nio.file.Path
import kotlin.io.path.listDirectoryEntries
import kotlin.io.path.nameWithoutExtension
import kotlin.io.path.readText
import kotlin.test.assertEquals
import kotlin.test.assertTrue
import kotlin.time.Duration
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.seconds
import kotlin.time.TimeSource

/** How long something may take to be seen. */
private val PATIENCE = 20.seconds

/** How often a screen is looked at. */
private val GLANCE = 20.milliseconds

/** How long something must stay unseen when nothing is under way any more. */
private val CALM = 300.milliseconds

class ScenarioTest {
    private val folder = Path.of(checkNotNull(System.getProperty("madrid.scenarios")))
    private val files = folder.listDirectoryEntries("*.json").sorted()

    @TestFactory
    fun scenario(): List<DynamicTest> = files.map { dynamicTest(it.nameWithoutExtension) { play(it) } }

    @Test
    fun `every file is played`() {
        assertTrue(files.size >= 12, "the folder of the scenarios has gone")
        assertEquals(files.map { it.nameWithoutExtension }, scenario().map { it.displayName })
    }

    @Test
    fun `what is broken fails`() {
        val all = read(folder.resolve("runner/broken.json")).fields("before", "broken")
        stage(Language.ES, GLANCE) {
            (all["before"] as List<*>).forEach { step(it) }
            for (step in all["broken"] as List<*>) {
                assertTrue(runCatching { step(step) }.isFailure, "it went well: $step")
            }
        }
    }

    private fun play(file: Path) {
        val script = read(file).fields("name", "given", "steps")
        val given = (script["given"] ?: emptyMap<String, Any?>()).fields("language", "signed_in")
        stage(word(given["language"] ?: "es"), PATIENCE) {
            for ((number, step) in (begin(given["signed_in"]) + script["steps"] as List<*>).withIndex()) {
                runCatching { step(step) }.onFailure {
                    throw AssertionError("«${script["name"]}», step ${number + 1}, $step: ${it.message}", it)
                }
            }
        }
    }

    private fun read(file: Path) = Json.parseToJsonElement(file.readText()).plain()

    private fun stage(language: Language, patience: Duration, play: suspend Play.() -> Unit) =
        Stage(language).use { stage ->
            runBlocking {
                withTimeout(60.seconds) {
                    stage.open()
                    Play(stage, patience).play()
                }
            }
        }

    /** What it takes until that person sees what is theirs. */
    private fun begin(who: Any?): List<Any> = if (who == null) {
        emptyList()
    } else {
        listOf(
            mapOf("do" to "sign_in", "with" to who),
            mapOf("do" to "sync"),
            mapOf("see" to "home.blocks[*].freshness.state", "every" to "fresh"),
        )
    }
}

/** A scenario under way. */
private class Play(private val stage: Stage, private val patience: Duration) {
    private val kept = mutableMapOf<String, Any?>()

    suspend fun step(step: Any?) {
        val all = step.fields("do", "with", "fails", "city", "body", "see", "keep", "as", "never", *CHECKS)
        when {
            "do" in all -> step.fields("do", "with", "fails").let { perform(it) }
            "city" in all -> step.fields("city", "body").let { stage.admin(it["city"] as String, it["body"]) }
            "keep" in all -> step.fields("keep", "as").let {
                see(it["keep"] as String, Check("absent", false))
                kept[it["as"] as String] = find(it["keep"] as String)
            }
            "see" in all -> see(all["see"] as String, check(step, "see"))
            "never" in all -> {
                see("status.running", Check("is", false))
                staysUnseen(all["never"] as String, check(step, "never"))
            }
            else -> error("not a step")
        }
    }

    private fun check(step: Any?, name: String): Check {
        val (kind, wanted) = (step.fields(name, *CHECKS) - name).entries.single()
        return Check(kind, wanted)
    }

    private suspend fun perform(step: Map<String, Any?>) {
        val wanted = step["fails"]?.fields("kind", "code")
        val failed = try {
            stage.perform(step["do"] as String, Arguments(step["with"]))
            null
        } catch (error: AppException) {
            error
        }
        val ended = failed?.let { value(it) as Map<*, *> }
        val fits = ended?.get("case") == wanted?.get("kind") && wanted?.get("code") in listOf(null, ended?.get("code"))
        check(fits) { "it ended with $failed" }
    }

    private suspend fun see(path: String, check: Check) {
        val until = within(patience)
        while (!check.holds(find(path), kept)) {
            check(until.hasNotPassedNow()) { "there is ${find(path)}" }
            delay(GLANCE)
        }
    }

    private suspend fun staysUnseen(path: String, check: Check) {
        val until = within(CALM)
        while (until.hasNotPassedNow()) {
            val found = find(path)
            check(!check.holds(found, kept)) { "there is $found" }
            delay(GLANCE)
        }
    }

    /** What stands at `home.blocks`, or in the city's own books at `city.ledger.entries`. */
    private suspend fun find(path: String): Any? {
        val (name, rest) = first(path)
        if (name != "city") return find(stage.view(name), rest)
        val (book, inside) = first(rest)
        return find(stage.admin("GET $book", null), inside)
    }

    /** The first name of a path, and what follows. */
    private fun first(path: String) = path.substringBefore('.') to path.substringAfter('.', "")

    private fun within(time: Duration) = TimeSource.Monotonic.markNow() + time
}
