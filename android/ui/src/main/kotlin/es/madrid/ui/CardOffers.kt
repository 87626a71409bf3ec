// How a card comes to the phone: chosen from what the City has, offered by somebody, or read from a code.

package es.madrid.ui

import androidx.compose.foundation.lazy.items
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import androidx.compose.ui.Modifier
import androidx.compose.ui.semantics.LiveRegionMode
import androidx.compose.ui.semantics.liveRegion
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.input.KeyboardType
import es.madrid.kit.AddCardView
import es.madrid.kit.Block
import es.madrid.kit.CodeFieldView
import es.madrid.kit.OfferStage
import es.madrid.kit.OfferView
import es.madrid.kit.ScanFormView

/** The code of the mistake that is about the code that the person typed. */
private const val WRONG_CODE = "wallet.tx_code"

/** What the person can do about cards that are not here yet. [accept] gets the code that they typed, where there is a field. */
class OffersActions(
    val choose: (String) -> Unit = {},
    val accept: (Long, String?) -> Unit = { _, _ -> },
    val cancel: (Long) -> Unit = {},
    val open: (Long) -> Unit = {},
    val around: PaymentsActions = PaymentsActions(),
)

/** The cards that the City has to give. */
@Composable
fun AddCardScreen(
    addable: Block<AddCardView>,
    around: AroundPayments = AroundPayments(),
    actions: OffersActions = OffersActions(),
) = Own((addable as? Block.Shown)?.view?.title ?: LocalWords.current.wallet, addable, around, actions.around) { view ->
    item(key = "body") { WideCard { CardText(view.body) } }
    view.empty?.let { item(key = "empty") { Empty(it, Pictograms.card) } }
    items(view.cards, key = { it.configuration }) { card ->
        val colours = cardColours(card.background, card.foreground)
        Face(colours, card.accessibilityLabel, { actions.choose(card.configuration) }) {
            FaceName(card.name, colours)
            card.about?.let { Text(it, style = MaterialTheme.typography.bodyLarge, color = colours.ink) }
            Text(card.tierLabel, style = MaterialTheme.typography.bodyMedium, color = colours.ink)
            card.hereLabel?.let { Text(it, style = MaterialTheme.typography.labelLarge, color = colours.ink) }
        }
    }
}

/** A card that somebody offers: who, what follows from a yes, and how far it has come. [isAsking] is while it is under way. */
@Composable
fun OfferScreen(
    offer: Block<OfferView>,
    isAsking: Boolean = false,
    around: AroundPayments = AroundPayments(),
    actions: OffersActions = OffersActions(),
) {
    var code by rememberSaveable { mutableStateOf("") }
    Own((offer as? Block.Shown)?.view?.title ?: LocalWords.current.wallet, offer, around, actions.around) { view ->
        val accept = { actions.accept(view.id, code.takeIf { view.code != null }) }
        item(key = "card") { Offered(view) }
        view.trouble?.takeIf { it.code != WRONG_CODE }?.let { item(key = "trouble") { Trouble(it) } }
        view.code?.let { field -> item(key = "code") { Code(field, code, view, accept) { code = it } } }
        item(key = "do") {
            if (isAsking) Below { Asked() } else Below {
                view.card?.let { card -> FirstChoice(view.cancelLabel) { actions.open(card) } }
                view.acceptLabel?.let { FirstChoice(it, done = accept) }
                if (view.stage != OfferStage.KEPT) OtherChoice(view.cancelLabel, page = Palette.page) { actions.cancel(view.id) }
            }
        }
    }
}

@Composable
private fun Offered(view: OfferView) {
    val colours = cardColours(view.background, view.foreground)
    Face(colours, view.accessibilityLabel, open = null) {
        FaceName(view.name, colours)
        view.about?.let { Text(it, style = MaterialTheme.typography.bodyLarge, color = colours.ink) }
        Text(view.issuer, style = MaterialTheme.typography.bodyMedium, color = colours.ink)
    }
    WideCard {
        Text(
            view.headline,
            Modifier.semantics { liveRegion = LiveRegionMode.Polite },
            style = MaterialTheme.typography.titleMedium,
            color = if (view.stage == OfferStage.FAILED) Palette.noticeMark else Palette.accent,
        )
        if (view.stage == OfferStage.OFFERED) CardText(view.body)
        CardText(view.vouchedLabel, if (view.isVouched) Palette.ink else Palette.noticeMark)
        CardText(view.host, Palette.quietInk)
        CardText(view.tierLabel, Palette.quietInk)
    }
}

@Composable
private fun Code(field: CodeFieldView, code: String, view: OfferView, done: () -> Unit, write: (String) -> Unit) = WideCard {
    val keyboard = if (field.isNumeric) KeyboardType.Number else KeyboardType.Ascii
    Written(field.label, code, keyboard, view.trouble?.takeIf { it.code == WRONG_CODE }, done, write)
    CardText(field.hint, Palette.quietInk)
}

/** What reads codes here. [read] gets what a code says; [camera] and [picture] hand it on, and are missing where there is no such thing. */
class ScanActions(
    val read: (String) -> Unit = {},
    val camera: (() -> Unit)? = null,
    val picture: (() -> Unit)? = null,
    val around: PaymentsActions = PaymentsActions(),
)

/** A code is read, or what it says is pasted. */
@Composable
fun ScanScreen(
    form: ScanFormView,
    isAsking: Boolean = false,
    around: AroundPayments = AroundPayments(),
    actions: ScanActions = ScanActions(),
) = Own(form.title, Block.Shown(form), around, actions.around, hasNews = false) { view ->
    item(key = "body") { WideCard { CardText(view.body) } }
    item(key = "form") { Scan(view, isAsking, actions) }
}

/** The ways to read a code. */
@Composable
internal fun Scan(form: ScanFormView, isAsking: Boolean, actions: ScanActions) = WideCard {
    var text by rememberSaveable { mutableStateOf("") }
    val read = {
        actions.read(text)
        text = ""
    }
    actions.camera?.let { FirstChoice(form.title, done = it) }
    actions.picture?.let { OtherChoice(form.pictureLabel, done = it) }
    Written(form.fieldLabel, text, KeyboardType.Uri, null, read) { text = it }
    if (isAsking) Asked() else OtherChoice(form.goLabel) { if (text.isNotBlank()) read() }
}
