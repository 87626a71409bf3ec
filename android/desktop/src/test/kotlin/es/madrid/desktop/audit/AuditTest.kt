// The audit finds what it is there to find: screens that are wrong on purpose.

package es.madrid.desktop.audit

import androidx.compose.foundation.background
import androidx.compose.foundation.clickable
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.foundation.layout.height
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.requiredWidth
import androidx.compose.foundation.layout.size
import androidx.compose.foundation.layout.width
import androidx.compose.foundation.text.BasicTextField
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.draw.clipToBounds
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.semantics.Role
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.font.FontWeight
import androidx.compose.ui.text.style.TextOverflow
import androidx.compose.ui.unit.dp
import androidx.compose.ui.unit.sp
import es.madrid.desktop.Paper
import es.madrid.desktop.Stage
import es.madrid.desktop.drawing
import org.junit.jupiter.api.Test
import kotlin.test.assertEquals
import kotlin.test.assertTrue

class AuditTest {
    private fun audit(screen: @Composable () -> Unit): Audit {
        val audit = Audit()
        drawing {
            Stage(Paper()) { Box(Modifier.fillMaxSize().background(Color.White)) { screen() } }.use {
                it.await("the screen")
                audit.look("screen", it)
            }
        }
        return audit
    }

    private fun rules(screen: @Composable () -> Unit) = audit(screen).findings.map { it.rule }

    @Composable
    private fun Button(words: String, size: Int = 48, role: Role? = Role.Button) = Box(
        Modifier.size(size.dp).clickable(role = role) {}.semantics { if (words.isNotEmpty()) contentDescription = words },
    )

    @Test
    fun `a good screen is left alone, and measured`() {
        val audit = audit {
            Column {
                Text("Madrid", color = Color.Black)
                Button("Entrar")
            }
        }
        assertEquals(emptyList(), audit.findings)
        assertEquals(listOf(1, 1, 1), listOf(audit.screens, audit.touched, audit.texts))
        assertEquals(48f, audit.smallest?.value)
        assertTrue((audit.faintest?.value ?: 0f) > 20f, "${audit.faintest}")
    }

    @Test
    fun `what can be touched needs words and a role`() {
        assertEquals(listOf(Rule.LABEL), rules { Button("") })
        assertEquals(listOf(Rule.ROLE), rules { Button("Entrar", role = null) })
        assertEquals(listOf(Rule.LABEL), rules { BasicTextField("", {}, Modifier.size(100.dp)) })
    }

    @Test
    fun `a small target reaches out to a finger, unless another one is in its way`() {
        assertEquals(emptyList(), rules { Box(Modifier.padding(40.dp)) { Button("Entrar", size = 30) } })
        val crowded = rules {
            Row(Modifier.padding(40.dp)) {
                Button("Entrar", size = 30)
                Button("Salir", size = 48)
            }
        }
        assertEquals(listOf(Rule.TARGET), crowded)
    }

    @Test
    fun `pale letters are found, and large ones may be paler`() {
        val grey = Color(0xFF888888)
        assertEquals(listOf(Rule.CONTRAST), rules { Text("Madrid", color = grey, fontSize = 16.sp) })
        assertEquals(listOf(Rule.CONTRAST), rules { Text("Madrid", color = grey, fontSize = 20.sp) })
        assertEquals(emptyList(), rules { Text("Madrid", color = grey, fontSize = 20.sp, fontWeight = FontWeight.Bold) })
        assertEquals(emptyList(), rules { Text("Madrid", color = grey, fontSize = 24.sp) })
        assertEquals(listOf(Rule.CONTRAST), rules { Text("Madrid", color = Color.White, fontSize = 24.sp) })
    }

    @Test
    fun `words that are not all there are found`() {
        val long = "Impuesto sobre bienes inmuebles"
        val black = Color.Black
        val left = rules { Text(long, Modifier.width(90.dp), black, maxLines = 1, overflow = TextOverflow.Ellipsis) }
        assertEquals(listOf(Rule.CLIPPED), left)
        assertEquals(listOf(Rule.CLIPPED), rules { Text(long, Modifier.width(90.dp).height(20.dp), black) })
        val cut = rules { Box(Modifier.width(90.dp).clipToBounds()) { Text(long, Modifier.requiredWidth(300.dp), black) } }
        assertEquals(listOf(Rule.CLIPPED), cut)
        val beyond = rules { Text(long, Modifier.padding(start = 300.dp).requiredWidth(300.dp), black) }
        assertEquals(listOf(Rule.CLIPPED), beyond)
    }

    @Test
    fun `a word that is broken in two is found, and not one that ends a line`() {
        assertEquals(listOf(Rule.BROKEN), rules { Text("Lugares", Modifier.width(40.dp), Color.Black) })
        assertEquals(emptyList(), rules { Text("Los lugares de Madrid", Modifier.width(70.dp), Color.Black) })
        assertEquals(emptyList(), rules { Text("carmen@example.org", Modifier.width(90.dp), Color.Black) })
    }

    @Test
    fun `words on words are found`() {
        val two = rules {
            Text("Madrid", color = Color.Black)
            Text("Madrid", color = Color.Black)
        }
        assertEquals(listOf(Rule.OVERLAP), two)
    }
}
