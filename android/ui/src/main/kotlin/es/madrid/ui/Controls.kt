// What is chosen, switched on, or opened: rows and chips, each with its role and words for a screen reader.

package es.madrid.ui

import androidx.compose.foundation.background
import androidx.compose.foundation.border
import androidx.compose.foundation.clickable
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.ExperimentalLayoutApi
import androidx.compose.foundation.layout.FlowRow
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.size
import androidx.compose.foundation.selection.selectable
import androidx.compose.foundation.selection.toggleable
import androidx.compose.material3.Icon
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.RadioButton
import androidx.compose.material3.Switch
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.draw.clip
import androidx.compose.ui.graphics.vector.ImageVector
import androidx.compose.ui.semantics.Role
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.TextStyle
import androidx.compose.ui.unit.dp
import es.madrid.kit.SwitchView

/** One of several: exactly one is chosen. */
@Composable
internal fun ChoiceRow(words: String, isChosen: Boolean, choose: () -> Unit) {
    Row(
        Modifier
            .fillMaxWidth()
            .heightIn(min = touch)
            .clip(Corners.badge)
            .selectable(isChosen, role = Role.RadioButton, onClick = choose)
            .padding(vertical = 8.dp),
        horizontalArrangement = Arrangement.spacedBy(12.dp),
        verticalAlignment = Alignment.CenterVertically,
    ) {
        RadioButton(isChosen, onClick = null)
        CardText(words)
    }
}

/** The same with [content] instead of words; [spoken] is what a screen reader says of it. */
@Composable
internal fun Chosen(isChosen: Boolean, spoken: String, choose: () -> Unit, content: @Composable () -> Unit) {
    Row(
        Modifier
            .fillMaxWidth()
            .heightIn(min = touch)
            .clip(Corners.badge)
            .selectable(isChosen, role = Role.RadioButton, onClick = choose)
            .semantics { contentDescription = spoken },
        horizontalArrangement = Arrangement.spacedBy(12.dp),
        verticalAlignment = Alignment.CenterVertically,
    ) {
        RadioButton(isChosen, onClick = null)
        content()
    }
}

/** Something that is on or off, and what that means. Large letters need the whole width: the switch stands below them. */
@Composable
internal fun SwitchRow(view: SwitchView, change: (Boolean) -> Unit) {
    val touched = Modifier
        .fillMaxWidth()
        .heightIn(min = touch)
        .clip(Corners.badge)
        .toggleable(view.isOn, role = Role.Switch, onValueChange = change)
        .semantics { contentDescription = view.accessibilityLabel }
        .padding(vertical = 8.dp)
    if (hasLargeLetters) {
        Column(touched, verticalArrangement = Arrangement.spacedBy(8.dp)) {
            SwitchText(view, MaterialTheme.typography.labelLarge)
            Switch(view.isOn, onCheckedChange = null)
        }
    } else {
        Row(
            touched,
            horizontalArrangement = Arrangement.spacedBy(16.dp),
            verticalAlignment = Alignment.CenterVertically,
        ) {
            Box(Modifier.weight(1f)) { SwitchText(view, MaterialTheme.typography.titleMedium) }
            Switch(view.isOn, onCheckedChange = null)
        }
    }
}

@Composable
private fun SwitchText(view: SwitchView, title: TextStyle) = Column(verticalArrangement = Arrangement.spacedBy(4.dp)) {
    Text(view.title, style = title, color = Palette.ink)
    Text(view.body, style = MaterialTheme.typography.bodyMedium, color = Palette.quietInk)
}

/** Opens another screen. */
@Composable
internal fun Door(picture: ImageVector, words: String, open: () -> Unit) {
    val shape = Corners.card
    Row(
        Modifier
            .fillMaxWidth()
            .padding(start = 12.dp, end = 12.dp, top = 12.dp)
            .clip(shape)
            .background(Palette.page)
            .border(1.dp, Palette.line, shape)
            .clickable(role = Role.Button, onClick = open)
            .heightIn(min = touch)
            .padding(16.dp),
        horizontalArrangement = Arrangement.spacedBy(14.dp),
        verticalAlignment = Alignment.CenterVertically,
    ) {
        Icon(picture, contentDescription = null, Modifier.size(26.dp), tint = Palette.accent)
        Text(words, Modifier.weight(1f), style = MaterialTheme.typography.titleMedium, color = Palette.ink)
        if (!hasLargeLetters) Icon(forward, contentDescription = null, Modifier.size(24.dp), tint = Palette.accent)
    }
}

/** Chips beside and below each other, as the width allows. */
@OptIn(ExperimentalLayoutApi::class)
@Composable
internal fun Chips(modifier: Modifier = Modifier, content: @Composable () -> Unit) = FlowRow(
    modifier,
    horizontalArrangement = Arrangement.spacedBy(8.dp),
    verticalArrangement = Arrangement.spacedBy(8.dp),
) { content() }

/** One of several chips: exactly one is chosen. */
@Composable
internal fun ChoiceChip(words: String, isChosen: Boolean, choose: () -> Unit) = Chip(
    words,
    check.takeIf { isChosen },
    isChosen,
    Modifier.selectable(isChosen, role = Role.RadioButton, onClick = choose),
)

/**
 * A chip that is on or off by itself. [picture] stands before its words while it is off, [spoken] is what a screen reader says
 * where the words alone are too short.
 */
@Composable
internal fun ToggleChip(
    words: String,
    isOn: Boolean,
    picture: ImageVector? = null,
    spoken: String = words,
    change: (Boolean) -> Unit,
) = Chip(
    words,
    if (isOn) check else picture,
    isOn,
    Modifier.toggleable(isOn, role = Role.Checkbox, onValueChange = change).said(spoken.takeIf { it != words }),
)

/** A chip that does something. [spoken] is what a screen reader says where the words alone are too short. */
@Composable
internal fun ActionChip(words: String, picture: ImageVector, spoken: String = words, done: () -> Unit) = Chip(
    words,
    picture,
    isOn = false,
    Modifier.clickable(role = Role.Button, onClick = done).said(spoken.takeIf { it != words }),
)

/** Says [words] instead of what is written, if there are some. */
private fun Modifier.said(words: String?) = if (words == null) this else semantics { contentDescription = words }

@Composable
private fun Chip(words: String, picture: ImageVector?, isOn: Boolean, touched: Modifier) {
    val shape = Corners.sheet
    val (page, ink) = if (isOn) Palette.accent to Palette.onAccent else Palette.page to Palette.ink
    Row(
        Modifier
            .clip(shape)
            .background(page)
            .border(1.dp, if (isOn) Palette.accent else Palette.outline, shape)
            .then(touched)
            .heightIn(min = touch)
            .padding(horizontal = 14.dp, vertical = 10.dp),
        horizontalArrangement = Arrangement.spacedBy(8.dp),
        verticalAlignment = Alignment.CenterVertically,
    ) {
        if (picture != null) Icon(picture, contentDescription = null, Modifier.size(20.dp), tint = ink)
        Text(words, style = MaterialTheme.typography.labelLarge, color = ink)
    }
}
