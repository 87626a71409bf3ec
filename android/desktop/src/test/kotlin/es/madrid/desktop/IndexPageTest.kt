// The page over the pictures shows each of them, says what it is of, and needs nothing from elsewhere.

package es.madrid.desktop

import es.madrid.kit.Language
import org.junit.jupiter.api.Test
import kotlin.test.assertContains
import kotlin.test.assertEquals
import kotlin.test.assertFalse

class IndexPageTest {
    private val home = Sight("home", "Home & <more>", isMain = true)
    private val looks = home.languages.flatMap { language -> home.papers.map { Look(home, language, it) } }
    private val page = indexPage(looks + Look(Sight("other", "Other"), Language.ES, Paper()))

    @Test
    fun `a main screen has eight looks, each with a file of its own`() {
        assertEquals(8, looks.map { it.file }.distinct().size)
        assertContains(looks.map { it.file }, "home-en-dark-200")
    }

    @Test
    fun `each picture is there once, with words for who cannot see it`() {
        assertEquals(9, Regex("<img ").findAll(page).count())
        assertEquals(9, Regex("""alt="[^"]+"""").findAll(page).count())
        assertContains(page, """src="home-es-light-100.png" alt="Home &amp; &lt;more&gt;: Spanish, light, 100 %"""")
        assertContains(page, "2 screens, 9 pictures")
    }

    @Test
    fun `it is in one language, in order, and asks nobody for anything`() {
        assertContains(page, "<html lang=\"en\">")
        assertFalse(Regex("""(src|href)="(https?:|//)""").containsMatchIn(page))
        assertFalse("<script" in page)
    }
}
