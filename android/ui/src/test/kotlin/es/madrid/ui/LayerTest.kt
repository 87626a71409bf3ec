// The screens know the kit and nothing below it, and nothing of Android: DESIGN section 3.

package es.madrid.ui

import org.junit.jupiter.api.Test
import java.io.File
import kotlin.test.assertEquals
import kotlin.test.assertTrue

class LayerTest {
    private val below = Regex("""^import (es\.madrid\.core|android|androidx\.activity|com\.sun\.jna)\b""")

    private fun wrong(lines: List<String>) = lines.filter { below.containsMatchIn(it) }

    @Test
    fun `no screen reaches past the kit or imports Android`() {
        val files = File("src/main/kotlin").walk().filter { it.extension == "kt" }.toList()
        assertTrue(files.isNotEmpty(), "no sources found")
        assertEquals(emptyList(), files.flatMap { file -> wrong(file.readLines()).map { "${file.name}: $it" } })
    }

    @Test
    fun `the rule sees what it forbids`() {
        val bad = listOf("import es.madrid.core.App", "import android.content.Context")
        assertEquals(bad, wrong(bad + "import androidx.compose.runtime.Composable" + "import es.madrid.kit.Block"))
    }
}
