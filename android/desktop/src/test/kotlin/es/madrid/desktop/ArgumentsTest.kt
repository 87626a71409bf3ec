// The command line is understood, or it is said what is wrong with it.

package es.madrid.desktop

import es.madrid.kit.Language
import org.junit.jupiter.api.Test
import java.nio.file.Path
import kotlin.test.assertContains
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertNull

class ArgumentsTest {
    private fun read(call: String) = arguments(call.split(' ').toTypedArray())

    @Test
    fun `a window needs the city and a folder, and is in Spanish at the Puerta del Sol`() {
        val arguments = read("--city http://127.0.0.1:1 --home /tmp/h")
        assertNull(arguments.out)
        assertEquals("http://127.0.0.1:1", arguments.config.cityUrl)
        assertEquals("/tmp/h", arguments.config.homeDir)
        assertEquals(Language.ES, arguments.config.language)
        assertEquals(40.4169, arguments.here.lat)
        assertEquals("p-carmen", arguments.persona)
        assertNull(arguments.until)
        assertEquals(Until.HOME, read("--city u --home h --until home").until)
    }

    @Test
    fun `pictures have a folder, a language and a place`() {
        val call = "--headless --out /tmp/o --city u --home h --lang en --as p-marta --lat 40.5 --lon -3.5"
        val arguments = read(call)
        assertEquals(Path.of("/tmp/o"), arguments.out)
        assertEquals(Language.EN, arguments.config.language)
        assertEquals("p-marta", arguments.persona)
        assertEquals(40.5 to -3.5, arguments.here.lat to arguments.here.lon)
    }

    @Test
    fun `a bad call says what is wrong`() {
        val bad = mapOf(
            "--home h" to "--city is missing",
            "--city u" to "--home is missing",
            "--city u --home h --headless" to "--out is missing",
            "--city u --home" to "--home has no value",
            "--city u --home h --lang fr" to "not fr",
            "--city u --home h --lat north" to "not north",
            "--city u --home h --until noon" to "not noon",
            "--city u --home h --zoom 3" to "--zoom is not known",
        )
        for ((call, why) in bad) assertContains(assertFailsWith<BadCall>(call) { read(call) }.message.orEmpty(), why)
    }
}
