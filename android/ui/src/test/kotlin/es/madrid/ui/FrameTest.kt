// The tabs: always there but below a sheet, the one in front is marked, and long words have room.

@file:OptIn(ExperimentalTestApi::class)

package es.madrid.ui

import androidx.compose.ui.test.ExperimentalTestApi
import androidx.compose.ui.test.assertIsNotSelected
import androidx.compose.ui.test.assertIsSelected
import androidx.compose.ui.test.onNodeWithText
import org.junit.jupiter.api.Test
import kotlin.test.assertEquals

class FrameTest {
    private val done = mutableListOf<Tab>()

    @Test
    fun `each tab is reached, and the one in front is marked`() = stage({ Frame(Tab.PLACES, { done += it }) {} }) {
        onNodeWithText("Lugares").assertIsSelected()
        onNodeWithText("Inicio").assertIsNotSelected()
        for (words in listOf("Inicio", "Agenda", "Lugares", "Perfil")) touch(words)
        assertEquals(Tab.entries.toList(), done)
    }

    @Test
    fun `a sheet has the whole screen`() = stage({ Frame(Tab.HOME, turn = null) {} }) { assertNotThere("Inicio") }
}
