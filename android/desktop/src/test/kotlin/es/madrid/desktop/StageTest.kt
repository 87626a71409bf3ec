// What is on a stage is found by its words, touched, written into and waited for.

package es.madrid.desktop

import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Spacer
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.foundation.layout.height
import androidx.compose.foundation.lazy.LazyColumn
import androidx.compose.material3.Button
import androidx.compose.material3.Text
import androidx.compose.material3.TextField
import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.setValue
import androidx.compose.ui.Modifier
import androidx.compose.ui.unit.dp
import kotlinx.coroutines.delay
import org.junit.jupiter.api.Test
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertFalse
import kotlin.test.assertTrue

class StageTest {
    private fun on(paper: Paper = Paper(), screen: @Composable () -> Unit, look: Stage.() -> Unit) =
        drawing { Stage(paper, content = screen).use { it.look() } }

    @Composable
    private fun Question() = Column {
        var name by remember { mutableStateOf("") }
        var greeting by remember { mutableStateOf<String?>(null) }
        TextField(name, { name = it }, label = { Text("Nombre") })
        Button({ greeting = "Hola, $name" }) { Text("Saludar") }
        greeting?.let { Text(it) }
    }

    @Test
    fun `a form is filled in and sent`() = on(screen = { Question() }) {
        await("the form") { say("Saludar") }
        nodes.write("Nombre", "Carmen")
        frame()
        nodes.touch("Saludar")
        await("the greeting") { say("Hola, Carmen") }
        assertFailsWith<NeverCame> { nodes.touch("Salir") }
    }

    @Test
    fun `what comes later is waited for, and is not there at the beginning`() = on(screen = {
        var words by remember { mutableStateOf("Cargando") }
        LaunchedEffect(Unit) {
            delay(200)
            words = "Listo"
        }
        Text(words)
    }) {
        begin()
        assertTrue(nodes.say("Cargando"))
        await("the end") { say("Listo") }
        assertFalse(nodes.say("Cargando"))
    }

    @Test
    fun `a list is unrolled to its end, and no further than the paper allows`() {
        fun height(rows: Int, longest: Int): Int {
            var height = 0
            on(Paper(longest = longest, density = 1f), {
                LazyColumn(Modifier.fillMaxSize()) { items(rows) { Spacer(Modifier.height(100.dp)) ; Text("$it") } }
            }) {
                await("the list")
                unroll()
                height = draw().use { it.height }
            }
            return height
        }
        assertEquals(892, height(rows = 2, longest = 3_000))
        assertTrue(height(rows = 20, longest = 3_000) in 2_000..2_700, "${height(rows = 20, longest = 3_000)}")
        assertEquals(1_500, height(rows = 90, longest = 1_500))
    }
}
