// The phone's own way back: a gesture, a button or a key leads where the app says, and out of it where there is nothing.

@file:OptIn(ExperimentalTestApi::class)

package es.madrid.ui

import androidx.compose.runtime.CompositionLocalProvider
import androidx.compose.ui.test.ComposeUiTest
import androidx.compose.ui.test.ExperimentalTestApi
import androidx.compose.ui.test.v2.runComposeUiTest
import androidx.navigationevent.DirectNavigationEventInput
import androidx.navigationevent.NavigationEvent
import androidx.navigationevent.NavigationEventDispatcher
import androidx.navigationevent.NavigationEventDispatcherOwner
import androidx.navigationevent.compose.LocalNavigationEventDispatcherOwner
import org.junit.jupiter.api.Test
import kotlin.test.assertEquals

class BackTest {
    private val done = mutableListOf<String>()

    private fun phone(isPossible: Boolean, use: ComposeUiTest.(DirectNavigationEventInput) -> Unit) = runComposeUiTest {
        val dispatcher = NavigationEventDispatcher { done += "left the app" }
        val phone = object : NavigationEventDispatcherOwner {
            override val navigationEventDispatcher = dispatcher
        }
        val input = DirectNavigationEventInput().also { dispatcher.addInput(it) }
        setContent {
            CompositionLocalProvider(LocalNavigationEventDispatcherOwner provides phone) {
                Back(isPossible) { done += "back" }
            }
        }
        waitForIdle()
        runOnUiThread { input.backStarted(NavigationEvent()) }
        use(input)
    }

    @Test
    fun `the gesture goes back once it is finished`() = phone(isPossible = true) { input ->
        assertEquals(emptyList(), done)
        runOnUiThread { input.backCompleted() }
        waitForIdle()
        assertEquals(listOf("back"), done)
    }

    @Test
    fun `a gesture that is taken back does nothing`() = phone(isPossible = true) { input ->
        runOnUiThread { input.backCancelled() }
        waitForIdle()
        assertEquals(emptyList(), done)
    }

    @Test
    fun `where there is no way back the phone leaves the app`() = phone(isPossible = false) { input ->
        runOnUiThread { input.backCompleted() }
        waitForIdle()
        assertEquals(listOf("left the app"), done)
    }
}
