// Under the curtain nothing is drawn, read aloud or touched, and nothing of it is lost.

@file:OptIn(ExperimentalTestApi::class)

package es.madrid.movil

import androidx.compose.foundation.background
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.material3.Text
import androidx.compose.material3.TextButton
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableIntStateOf
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.setValue
import androidx.compose.ui.Modifier
import androidx.compose.ui.geometry.Offset
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.graphics.toPixelMap
import androidx.compose.ui.test.ComposeUiTest
import androidx.compose.ui.test.ExperimentalTestApi
import androidx.compose.ui.test.assertIsDisplayed
import androidx.compose.ui.test.captureToImage
import androidx.compose.ui.test.click
import androidx.compose.ui.test.onNodeWithText
import androidx.compose.ui.test.onRoot
import androidx.compose.ui.test.performTouchInput
import androidx.compose.ui.test.v2.runComposeUiTest
import es.madrid.kit.ExplanationView
import es.madrid.ui.MadridTheme
import org.junit.jupiter.api.Test
import kotlin.test.assertEquals

class CurtainTest {
    private var cover by mutableStateOf<Cover>(Cover.None)

    /** A red screen with one button in its corner, which counts. */
    private fun screen(check: ComposeUiTest.() -> Unit) = runComposeUiTest {
        setContent {
            MadridTheme {
                Under(cover) {
                    var touched by remember { mutableIntStateOf(0) }
                    Box(Modifier.fillMaxSize().background(Color.Red)) {
                        TextButton({ touched++ }) { Text("Debo $touched") }
                    }
                }
            }
        }
        check()
    }

    private fun ComposeUiTest.touchCorner() = onRoot().performTouchInput { click(Offset(20f, 20f)) }

    private fun ComposeUiTest.redPixels(): Int {
        val map = onRoot().captureToImage().toPixelMap()
        return (0..<map.height step 8).sumOf { y -> (0..<map.width step 8).count { x -> map[x, y] == Color.Red } }
    }

    @Test
    fun `nothing behind the curtain is seen, read or touched`() = screen {
        touchCorner()
        onNodeWithText("Debo 1").assertIsDisplayed()
        assertEquals(true, redPixels() > 1_000)
        cover = Cover.Curtain
        waitForIdle()
        onNodeWithText("Debo 1").assertDoesNotExist()
        assertEquals(0, redPixels())
        touchCorner()
        cover = Cover.None
        waitForIdle()
        onNodeWithText("Debo 1").assertIsDisplayed()
        touchCorner()
        onNodeWithText("Debo 2").assertIsDisplayed()
    }

    @Test
    fun `what could not be decided is said in its place`() = screen {
        cover = Cover.Stuck(ExplanationView("No se puede abrir", "No se pierde nada.", "Vuelve luego.", "storage.open"))
        waitForIdle()
        onNodeWithText("No se puede abrir").assertIsDisplayed()
        onNodeWithText("storage.open").assertIsDisplayed()
        onNodeWithText("Debo 0").assertDoesNotExist()
        assertEquals(0, redPixels())
    }
}
