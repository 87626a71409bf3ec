// One fine: how it stands, what can be done about it at the same size, what it costs, and what there is to prove it.

package es.madrid.ui

import androidx.compose.foundation.Image
import androidx.compose.foundation.background
import androidx.compose.foundation.border
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.BoxWithConstraints
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.IntrinsicSize
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.Spacer
import androidx.compose.foundation.layout.fillMaxHeight
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.height
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.lazy.LazyListScope
import androidx.compose.material3.HorizontalDivider
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.draw.clip
import androidx.compose.ui.graphics.ImageBitmap
import androidx.compose.ui.layout.ContentScale
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.font.FontWeight
import androidx.compose.ui.unit.dp
import es.madrid.kit.Block
import es.madrid.kit.DraftState
import es.madrid.kit.ExplanationView
import es.madrid.kit.FineActionKind
import es.madrid.kit.FineChoiceView
import es.madrid.kit.FineEvidenceView
import es.madrid.kit.FineState
import es.madrid.kit.FineStepView
import es.madrid.kit.FineView

/** The least width in which the words of a choice can be read beside another. */
private val choiceWidth = 150.dp

/** A fine in each of its states. */
@Composable
fun FineScreen(
    fine: Block<FineView>,
    around: AroundFines = AroundFines(),
    actions: FinesActions = FinesActions(),
) = FinePage(LocalWords.current.fines, fine, { it.freshness }, { it.trouble }, around, actions) { view ->
    item(key = "fine") { Standing(view) }
    drafts(view, actions)
    if (view.choices.isNotEmpty()) {
        item(key = "choices-title") { GroupTitle(view.choicesTitle) }
        item(key = "choices") { SideBySide(view.choices) { actions.choose(view.id, it) } }
    }
    if (view.filed.isNotEmpty()) {
        item(key = "filed") {
            WideCard {
                CardTitle(view.filedTitle)
                Facts(view.filed)
            }
        }
    }
    if (view.steps.isNotEmpty()) item(key = "steps") { Prices(view) }
    item(key = "evidence") { Evidence(view.evidence, around.photos) }
    item(key = "facts") {
        WideCard {
            CardText(view.rule)
            Facts(view.facts)
        }
    }
}

/** What it is for, what it costs today, how it stands and what that means. It is read out when it changes. */
@Composable
private fun Standing(view: FineView) {
    val isWrong = view.state == FineState.ENFORCEMENT
    StandingCard(view.accessibilityLabel, isWrong) {
        CardTitle(view.title)
        view.amount?.let { Amount(it) }
        Text(view.label, style = MaterialTheme.typography.titleMedium, color = ink(view.state))
        CardText(view.body)
    }
}

/** What the person has written, as far as it has come: also where it cannot be sent any more. */
private fun LazyListScope.drafts(view: FineView, actions: FinesActions) {
    val allegations = view.allegations
    if (allegations.state != DraftState.EMPTY) {
        item(key = "allegations") {
            Draft(allegations.title, allegations.label, allegations.trouble) { actions.choose(view.id, FineActionKind.ALLEGE) }
        }
    }
    val driver = view.driver
    if (driver.state != DraftState.EMPTY) {
        item(key = "driver") {
            Draft(driver.title, driver.label, driver.trouble) { actions.choose(view.id, FineActionKind.NAME_DRIVER) }
        }
    }
}

@Composable
private fun Draft(title: String, label: String?, trouble: ExplanationView?, open: () -> Unit) =
    Touched(listOfNotNull(title, label, trouble?.title).joinToString(". "), open) {
        Text(title, style = MaterialTheme.typography.titleMedium, color = Palette.ink)
        label?.let { CardText(it) }
        trouble?.let { Text(it.title, style = MaterialTheme.typography.labelLarge, color = Palette.danger) }
    }

/** In one row where there is room for all of them, else below each other: always in the same card, the same letters and buttons. */
@Composable
private fun SideBySide(choices: List<FineChoiceView>, choose: (FineActionKind) -> Unit) {
    val isLarge = hasLargeLetters
    BoxWithConstraints(Modifier.padding(start = 12.dp, end = 12.dp, top = 12.dp)) {
        if (choices.size == 1 || isLarge || maxWidth / choices.size < choiceWidth) {
            Column(verticalArrangement = Arrangement.spacedBy(12.dp)) {
                choices.forEach { Choice(it, Modifier.fillMaxWidth(), choose) }
            }
        } else {
            Row(Modifier.height(IntrinsicSize.Max), horizontalArrangement = Arrangement.spacedBy(12.dp)) {
                choices.forEach { Choice(it, Modifier.weight(1f).fillMaxHeight(), choose, isTall = true) }
            }
        }
    }
}

/** What it brings and what it takes, in the same letters. Beside others its button stands at the bottom. */
@Composable
private fun Choice(choice: FineChoiceView, place: Modifier, choose: (FineActionKind) -> Unit, isTall: Boolean = false) {
    val shape = Corners.card
    Column(
        place.background(Palette.page, shape).border(1.dp, Palette.line, shape).padding(14.dp),
        verticalArrangement = Arrangement.spacedBy(12.dp),
    ) {
        Column(
            Modifier.semantics(mergeDescendants = true) { contentDescription = choice.accessibilityLabel },
            verticalArrangement = Arrangement.spacedBy(6.dp),
        ) {
            Text(choice.title, style = MaterialTheme.typography.titleMedium, color = Palette.ink)
            Side(choice.savesTitle, choice.saves)
            Side(choice.givesUpTitle, choice.givesUp)
            choice.until?.let { Text(it, style = MaterialTheme.typography.bodyMedium, color = Palette.quietInk) }
        }
        if (isTall) Spacer(Modifier.weight(1f))
        OtherChoice(choice.actionLabel) { choose(choice.kind) }
    }
}

@Composable
private fun Side(title: String, lines: List<String>) {
    if (lines.isEmpty()) return
    Text(title, style = MaterialTheme.typography.labelLarge, color = Palette.ink)
    lines.forEach { CardText(it) }
}

/** What it costs and will cost. */
@Composable
private fun Prices(view: FineView) = WideCard {
    CardTitle(view.stepsTitle)
    view.steps.forEachIndexed { place, step ->
        if (place > 0) HorizontalDivider(color = Palette.line)
        Price(step)
    }
}

@Composable
private fun Price(step: FineStepView) = Column(
    Modifier.semantics(mergeDescendants = true) {},
    verticalArrangement = Arrangement.spacedBy(2.dp),
) {
    step.nowLabel?.let { Text(it, style = MaterialTheme.typography.labelLarge, color = Palette.accent) }
    Text(
        step.amount,
        style = MaterialTheme.typography.titleMedium,
        fontWeight = if (step.isNow) FontWeight.Bold else null,
        color = Palette.ink,
    )
    CardText(step.label)
    Text(step.`when`, style = MaterialTheme.typography.bodyMedium, color = Palette.quietInk)
}

/** What was seen, with what, and the photos. */
@Composable
private fun Evidence(evidence: FineEvidenceView, photos: Map<UInt, Block<ImageBitmap>>) = WideCard {
    CardTitle(evidence.title)
    CardText(evidence.description)
    Facts(evidence.facts)
    evidence.noPhotos?.let { CardText(it, Palette.quietInk) }
    evidence.photos.forEach { photo ->
        Column(verticalArrangement = Arrangement.spacedBy(4.dp)) {
            Text(photo.label, style = MaterialTheme.typography.labelLarge, color = Palette.ink)
            Photo(photo.label, photos[photo.number] ?: Block.Loading)
        }
    }
}

@Composable
private fun Photo(label: String, photo: Block<ImageBitmap>) = when (photo) {
    is Block.Loading -> CardText(LocalWords.current.loading, Palette.quietInk)
    is Block.Failed -> Remark(listOf(photo.explanation.title, photo.explanation.nextStep))
    is Block.Shown -> Image(
        photo.view,
        contentDescription = label,
        Modifier.fillMaxWidth().clip(Corners.badge),
        contentScale = ContentScale.FillWidth,
    )
}
