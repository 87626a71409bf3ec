// Every screen of the tour, with the real core and a running city: it looks as it did, and nobody stumbles over anything.

package es.madrid.desktop

import es.madrid.desktop.audit.Audit
import es.madrid.kit.AppConfig
import es.madrid.kit.Language
import org.junit.jupiter.api.BeforeAll
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.TestInstance
import org.junit.jupiter.api.io.TempDir
import java.nio.file.Path
import kotlin.io.path.Path
import kotlin.test.assertEquals
import kotlin.test.assertTrue

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ScreensTest {
    private val goldens = Goldens(
        kept = Path("src/test/resources/screens"),
        out = Path(System.getProperty("madrid.differences")),
        isUpdating = System.getProperty("madrid.screens") == "update",
    )
    private val audit = Audit()
    private val seen = mutableSetOf<Sight>()

    @BeforeAll
    fun walk(@TempDir home: Path) = runningCity("--clock", TOUR_HOUR, "--hold-clock") { url ->
        val config = AppConfig("$home", url, Language.ES, rootsPem = null, pins = emptyList(), pinsExpire = null)
        drawing { Tour(config, MockCity(url), Judge()).walk() }
        goldens.tidy()
        println("figure: ${audit.figures}")
        println("figure: ${goldens.compared} kept pictures compared, ${goldens.differences.size} differ")
    }

    /** Looks at every look twice as large as life; every second one is held against the kept picture in life size. */
    private inner class Judge : Guest {
        override fun papers(sight: Sight, language: Language): List<Paper> =
            sight.papers + sight.papers.filter { sight.isAlwaysTheSame && isKept(it, language) }.map {
                it.copy(density = 1f, longest = minOf(it.longest, LONGEST_KEPT))
            }

        override fun see(look: Look, stage: Stage) {
            seen += look.sight
            if (look.paper.density > 1f) audit.look(look.file, stage)
            else goldens.compare(look.file, stage.draw().use { Pixels.of(it) })
        }

        /** Spanish as most people have it, English as it is hardest. */
        private fun isKept(paper: Paper, language: Language) =
            if (language == Language.ES) paper.letters == 1f && !paper.dark else paper.letters > 1f && paper.dark
    }

    private companion object {
        /** How much of a long screen is kept, in dp: the rest is made of the same pieces. */
        const val LONGEST_KEPT = 1_200
    }

    @Test
    fun `every screen looks as it did`() = assertTrue(
        goldens.differences.isEmpty(),
        "${goldens.differences.joinToString("\n")}\nThe pictures are in ${System.getProperty("madrid.differences")}. " +
            "If that is meant: cargo xtask screens",
    )

    @Test
    fun `no kept picture is of a screen that there is no more`() = assertEquals(emptyList(), goldens.orphans)

    @Test
    fun `nobody stumbles over anything`() {
        assertTrue(audit.touched > 1_000 && audit.texts > 3_000, audit.figures)
        assertEquals("", audit.findings.joinToString("\n"))
    }

    @Test
    fun `the tour comes to every screen`() {
        val all = Sights::class.java.declaredFields.filter { it.type == Sight::class.java }
            .onEach { it.isAccessible = true }.map { it.get(Sights) as Sight }
        assertTrue(all.size > 30, "${all.size}")
        assertEquals(emptyList(), all - seen)
    }
}
