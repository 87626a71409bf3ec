// One block of the first screen: what it costs, until when, and what to do come first.

package es.madrid.ui

import androidx.compose.foundation.background
import androidx.compose.foundation.border
import androidx.compose.foundation.clickable
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.ExperimentalLayoutApi
import androidx.compose.foundation.layout.FlowRow
import androidx.compose.foundation.layout.IntrinsicSize
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxHeight
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.height
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.size
import androidx.compose.foundation.layout.width
import androidx.compose.foundation.shape.RoundedCornerShape
import androidx.compose.material3.HorizontalDivider
import androidx.compose.material3.Icon
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.draw.clip
import androidx.compose.ui.semantics.Role
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.font.FontWeight
import androidx.compose.ui.unit.dp
import es.madrid.kit.BlockView
import es.madrid.kit.HiddenBlockView
import es.madrid.kit.HomeItemView
import es.madrid.kit.NextStepView
import es.madrid.kit.PartView

/**
 * The card of a block. [open] opens one thing by its `id`; [seeAll], if there is one, the screen behind the card; [several] that
 * where several of its things are paid.
 */
@Composable
internal fun BlockCard(
    block: BlockView,
    seeAll: (() -> Unit)? = null,
    several: () -> Unit = {},
    open: (String) -> Unit,
) = WideCard {
    Head(block, seeAll)
    PartNotices(block.parts)
    block.total?.let { Total(it) }
    block.items.forEachIndexed { place, item ->
        if (place > 0) HorizontalDivider(color = Palette.line)
        ItemRow(item) { open(item.id) }
        // The button stands below what it is about, so that its few words are enough.
        block.next?.takeIf { it.item == item.id }?.let { NextStep(it, open) }
    }
    block.several?.let { OtherChoice(it.title, Pictograms.euro, done = several) }
    block.empty?.let { CardText(it, Palette.quietInk) }
}

@Composable
private fun Head(block: BlockView, open: (() -> Unit)?) {
    val touched = open?.let { Modifier.clickable(role = Role.Button, onClick = it).heightIn(min = touch) } ?: Modifier
    Row(
        touched.fillMaxWidth(),
        horizontalArrangement = Arrangement.spacedBy(12.dp),
        verticalAlignment = Alignment.CenterVertically,
    ) {
        Column(Modifier.weight(1f), verticalArrangement = Arrangement.spacedBy(4.dp)) {
            CardTitle(block.title)
            CardFreshness(block.freshness)
        }
        if (open != null) Icon(forward, contentDescription = null, Modifier.size(26.dp), tint = Palette.accent)
    }
}

@Composable
private fun Total(total: String) = Text(
    total,
    style = MaterialTheme.typography.titleLarge,
    fontWeight = FontWeight.Bold,
    color = Palette.total,
)

/** What the parts of the city could not do, and below it, once, what the person can. */
@Composable
private fun PartNotices(parts: List<PartView>) {
    val silent = parts.filter { it.notice != null }
    if (silent.isEmpty()) return
    Remark(silent.mapNotNull { it.notice } + silent.mapNotNull { it.trouble?.nextStep }.distinct())
}

@Composable
private fun NextStep(step: NextStepView, open: (String) -> Unit) =
    FirstChoice(step.label, spoken = step.accessibilityLabel) { open(step.item) }

/** One thing. A screen reader hears the sentence that the core made for all of it; touching it opens its screen. */
@Composable
private fun ItemRow(item: HomeItemView, open: () -> Unit) {
    Row(
        Modifier
            .fillMaxWidth()
            .heightIn(min = touch)
            .clip(Corners.badge)
            .clickable(role = Role.Button, onClick = open)
            .semantics { contentDescription = item.accessibilityLabel },
        horizontalArrangement = Arrangement.spacedBy(12.dp),
        verticalAlignment = Alignment.CenterVertically,
    ) {
        Column(Modifier.weight(1f)) { ItemText(item) }
        if (!hasLargeLetters) Icon(forward, contentDescription = null, Modifier.size(22.dp), tint = Palette.quietInk)
    }
}

/** What there is to say about one thing. */
@Composable
internal fun ItemText(item: HomeItemView, isAlone: Boolean = false) {
    Column(verticalArrangement = Arrangement.spacedBy(6.dp)) {
        if (isAlone) {
            CardTitle(item.title)
        } else {
            Text(item.title, style = MaterialTheme.typography.titleMedium, color = Palette.ink)
        }
        AmountAndHurry(item)
        if (item.detail.isNotEmpty()) CardText(item.detail, Palette.quietInk)
        // As large as what it takes back: nobody may overlook it.
        item.note?.let { Note(it) }
    }
}

@Composable
private fun Note(note: String) {
    Box(Modifier.padding(top = 4.dp).height(IntrinsicSize.Min)) {
        Box(Modifier.fillMaxHeight().width(4.dp).background(Palette.noticeMark, RoundedCornerShape(2.dp)))
        Box(Modifier.padding(start = 12.dp)) { CardText(note) }
    }
}

@OptIn(ExperimentalLayoutApi::class)
@Composable
private fun AmountAndHurry(item: HomeItemView) {
    if (item.amount == null && item.pressing == null) return
    FlowRow(
        horizontalArrangement = Arrangement.spacedBy(12.dp),
        verticalArrangement = Arrangement.spacedBy(4.dp),
        itemVerticalAlignment = Alignment.CenterVertically,
    ) {
        item.amount?.let {
            Text(
                it,
                style = MaterialTheme.typography.titleLarge,
                fontWeight = FontWeight.Bold,
                color = Palette.ink,
            )
        }
        item.pressing?.let { Badge(it) }
    }
}

/** Words and a mark: the colour only repeats them. */
@Composable
private fun Badge(words: String) {
    Row(
        Modifier
            .background(Palette.pressingPage, Corners.badge)
            .padding(horizontal = 10.dp, vertical = 4.dp),
        horizontalArrangement = Arrangement.spacedBy(6.dp),
        verticalAlignment = Alignment.CenterVertically,
    ) {
        Icon(warning, contentDescription = null, Modifier.size(18.dp), tint = Palette.danger)
        Text(words, style = MaterialTheme.typography.labelLarge, color = Palette.danger)
    }
}

/** A block that the person hid. Touching it brings it back. */
@Composable
internal fun Hidden(block: HiddenBlockView, show: () -> Unit) {
    val shape = Corners.card
    Row(
        Modifier
            .fillMaxWidth()
            .padding(start = 12.dp, end = 12.dp, top = 12.dp)
            .clip(shape)
            .clickable(role = Role.Button, onClick = show)
            .border(1.dp, Palette.outline, shape)
            .heightIn(min = touch)
            .padding(horizontal = 16.dp, vertical = 12.dp),
        horizontalArrangement = Arrangement.spacedBy(10.dp),
        verticalAlignment = Alignment.CenterVertically,
    ) {
        Icon(plus, contentDescription = null, Modifier.size(22.dp), tint = Palette.quietInk)
        CardText(block.title, Palette.quietInk)
    }
}
