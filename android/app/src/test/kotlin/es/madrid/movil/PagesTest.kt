// The check of libraries that phones with memory pages of 16 KB can load.

package es.madrid.movil

import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import java.io.File
import java.nio.file.Path
import kotlin.test.assertEquals
import kotlin.test.assertTrue

class PagesTest {
    private fun run(vararg command: String): Int =
        ProcessBuilder(*command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor()

    private fun library(home: Path, vararg flags: String): String {
        val source = File("$home", "empty.c").apply { writeText("int nothing;") }
        val made = File("$home", "lib${flags.joinToString("").hashCode()}.so")
        assertEquals(0, run("cc", "-shared", "-fPIC", *flags, "-o", made.path, source.path))
        return made.path
    }

    private fun check(file: String): Int = run("../scripts/pages.sh", file)

    @Test
    fun `only a library for large pages passes`(@TempDir home: Path) {
        assertEquals(0, check(library(home, "-Wl,-z,max-page-size=16384")))
        assertTrue(check(library(home, "-Wl,-z,max-page-size=4096")) != 0)
        assertTrue(check("../scripts/pages.sh") != 0)
    }

    @Test
    fun `the script that builds for phones asks the linker for large pages, and checks`() {
        val script = File("../scripts/libraries.sh").readText()
        assertTrue("-z,max-page-size=16384" in script)
        assertTrue("pages.sh" in script)
        val abis = Regex("--target ([\\w-]+)").findAll(script).map { it.groupValues[1] }.toSet()
        val wanted = File("build.gradle.kts").readText().substringAfter("abiFilters").substringBefore("\n")
        assertTrue(abis.isNotEmpty() && abis.all { "\"$it\"" in wanted }, "$abis, $wanted")
    }
}
