// Somebody else's card is checked: what to ask, the question for their phone, and what was made of their answer.

package es.madrid.ui

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.size
import androidx.compose.foundation.lazy.items
import androidx.compose.material3.Icon
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.semantics.LiveRegionMode
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.liveRegion
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.dp
import es.madrid.kit.Block
import es.madrid.kit.ReaderAskView
import es.madrid.kit.ReaderQuestion
import es.madrid.kit.ReaderVerdict
import es.madrid.kit.ReaderView
import es.madrid.kit.ReadingView
import es.madrid.kit.ScanFormView

/** What can be asked. */
@Composable
fun ReaderScreen(
    form: ReaderView,
    around: AroundPayments = AroundPayments(),
    actions: PaymentsActions = PaymentsActions(),
    ask: (ReaderQuestion) -> Unit = {},
) = Own(form.title, Block.Shown(form), around, actions, hasNews = false) { view ->
    item(key = "body") { WideCard { CardText(view.body) } }
    items(view.questions, key = { it.question }) { question ->
        Touched("${question.label}. ${question.body}", { ask(question.question) }) {
            Text(question.label, style = MaterialTheme.typography.titleMedium, color = Palette.ink)
            CardText(question.body, Palette.quietInk)
        }
    }
}

/**
 * The answer, as far as it was read.
 *
 * @property progress how many codes were read, in words.
 * @property reading what was made of them.
 */
class ReadSoFar(val progress: String? = null, val reading: ReadingView? = null)

/** The question, to be held to the other phone, and below it what reads the codes of the answer. */
@Composable
fun ReaderAskScreen(
    question: Block<ReaderAskView>,
    form: ScanFormView,
    read: ReadSoFar = ReadSoFar(),
    around: AroundPayments = AroundPayments(),
    actions: ScanActions = ScanActions(),
) = Own(read.reading?.title ?: asked(question), question, around, actions.around, hasNews = false) { view ->
    read.reading?.let { item(key = "reading") { Reading(it) } }
    if (read.reading == null) {
        item(key = "question") { WideCard { CardText(view.body) } }
        item(key = "code") { Qr(view.code) }
        read.progress?.let { item(key = "progress") { Progress(it) } }
        item(key = "form") { Scan(form, isAsking = false, actions) }
    }
}

@Composable
private fun asked(question: Block<ReaderAskView>): String =
    (question as? Block.Shown)?.view?.title ?: LocalWords.current.wallet

/** Read out when it changes. */
@Composable
private fun Progress(words: String) = WideCard {
    Column(Modifier.semantics { liveRegion = LiveRegionMode.Polite }) { CardTitle(words) }
}

/** The words say it, the picture too; the colour repeats it. It is read out when it comes. */
@Composable
private fun Reading(view: ReadingView) {
    val isGood = view.verdict == ReaderVerdict.GOOD
    WideCard(
        page = if (isGood) Palette.page else Palette.noticePage,
        line = if (isGood) Palette.accent else Palette.noticeMark,
    ) {
        Column(
            Modifier.semantics(mergeDescendants = true) {
                contentDescription = view.accessibilityLabel
                liveRegion = LiveRegionMode.Polite
            },
            verticalArrangement = Arrangement.spacedBy(12.dp),
        ) {
            Row(horizontalArrangement = Arrangement.spacedBy(12.dp), verticalAlignment = Alignment.CenterVertically) {
                Icon(
                    picture(view.verdict),
                    contentDescription = null,
                    Modifier.size(40.dp),
                    tint = if (isGood) Palette.accent else Palette.noticeMark,
                )
                Text(view.headline, style = MaterialTheme.typography.headlineSmall, color = Palette.ink)
            }
            view.findings.forEach { CardText(it) }
            Facts(view.facts)
        }
    }
}

private fun picture(verdict: ReaderVerdict) = when (verdict) {
    ReaderVerdict.GOOD -> check
    ReaderVerdict.UNSURE -> warning
    ReaderVerdict.BAD -> Pictograms.close
}
