// What surrounds every screen: the tabs below it, and room for the keyboard and the edges of the phone.

package es.madrid.ui

import androidx.compose.foundation.background
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.IntrinsicSize
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.RowScope
import androidx.compose.foundation.layout.fillMaxHeight
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.height
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.layout.imePadding
import androidx.compose.foundation.layout.navigationBarsPadding
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.size
import androidx.compose.foundation.layout.widthIn
import androidx.compose.foundation.selection.selectable
import androidx.compose.foundation.selection.selectableGroup
import androidx.compose.foundation.shape.RoundedCornerShape
import androidx.compose.material3.HorizontalDivider
import androidx.compose.material3.Icon
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.draw.clip
import androidx.compose.ui.graphics.vector.ImageVector
import androidx.compose.ui.semantics.Role
import androidx.compose.ui.text.font.FontWeight
import androidx.compose.ui.text.style.TextAlign
import androidx.compose.ui.unit.dp
import es.madrid.kit.WordsView

/** A [screen] with the tabs below it; no tabs without [turn]. */
@Composable
internal fun Frame(tab: Tab, turn: ((Tab) -> Unit)?, screen: @Composable () -> Unit) {
    Column(Modifier.fillMaxSize().background(Palette.page).imePadding()) {
        Box(Modifier.weight(1f)) { screen() }
        if (turn != null) Tabs(tab, turn)
    }
}

@Composable
private fun Tabs(tab: Tab, turn: (Tab) -> Unit) {
    HorizontalDivider(color = Palette.line)
    // Large letters have no room for all of them beside each other: then two and two.
    val rows = if (hasLargeLetters) Tab.entries.chunked(2) else listOf(Tab.entries)
    Box(Modifier.fillMaxWidth().navigationBarsPadding(), contentAlignment = Alignment.Center) {
        Column(Modifier.widthIn(max = Sizes.column).selectableGroup()) {
            rows.forEach { row ->
                // All as high as the highest: a label may need more than one line.
                Row(Modifier.height(IntrinsicSize.Min)) { row.forEach { one -> TabDoor(one, one == tab) { turn(one) } } }
            }
        }
    }
}

@Composable
private fun RowScope.TabDoor(tab: Tab, isChosen: Boolean, turn: () -> Unit) {
    val door = Modifier
        .weight(1f)
        .fillMaxHeight()
        .heightIn(min = touch)
        .selectable(isChosen, role = Role.Tab, onClick = turn)
    if (hasLargeLetters) {
        Row(
            door.padding(horizontal = 4.dp),
            horizontalArrangement = Arrangement.spacedBy(4.dp, Alignment.CenterHorizontally),
            verticalAlignment = Alignment.CenterVertically,
        ) { TabFace(tab, isChosen) }
    } else {
        Column(
            door.padding(vertical = 8.dp),
            verticalArrangement = Arrangement.spacedBy(2.dp),
            horizontalAlignment = Alignment.CenterHorizontally,
        ) { TabFace(tab, isChosen) }
    }
}

/** Not the colour alone: the chosen one stands on a disc and its words are bold. */
@Composable
private fun TabFace(tab: Tab, isChosen: Boolean) {
    val ink = if (isChosen) Palette.accent else Palette.quietInk
    val side = if (hasLargeLetters) 6.dp else 18.dp
    Box(
        Modifier.clip(RoundedCornerShape(14.dp)).background(if (isChosen) Palette.pale else Palette.page)
            .padding(horizontal = side, vertical = 3.dp),
    ) { Icon(sign(tab), contentDescription = null, Modifier.size(24.dp), tint = ink) }
    Text(
        words(LocalWords.current, tab),
        style = MaterialTheme.typography.labelMedium,
        fontWeight = if (isChosen) FontWeight.SemiBold else FontWeight.Normal,
        color = ink,
        textAlign = TextAlign.Center,
    )
}

private fun sign(tab: Tab): ImageVector = when (tab) {
    Tab.HOME -> Pictograms.home
    Tab.AGENDA -> Pictograms.calendar
    Tab.PLACES -> pin
    Tab.PROFILE -> somebody
}

private fun words(words: WordsView, tab: Tab): String = when (tab) {
    Tab.HOME -> words.home
    Tab.AGENDA -> words.agenda
    Tab.PLACES -> words.places
    Tab.PROFILE -> words.profile
}
