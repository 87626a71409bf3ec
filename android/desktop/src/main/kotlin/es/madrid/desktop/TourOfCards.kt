// The part of the tour about cards: taken, offered, asked for, shown to somebody beside, and checked.

package es.madrid.desktop

import es.madrid.kit.Block
import es.madrid.kit.ConsentView
import es.madrid.kit.Destination
import es.madrid.kit.ReaderQuestion
import es.madrid.kit.WalletView
import es.madrid.kit.addableCards
import es.madrid.kit.askNeighbour
import es.madrid.kit.cardHistory
import es.madrid.kit.cards
import es.madrid.kit.movingForm
import es.madrid.kit.readerForm
import es.madrid.kit.scanForm
import kotlinx.coroutines.flow.first

/** Is this person over 65? */
private const val OVER_65 = """{"dcql_query":{"credentials":[{"id":"senior","format":"dc+sd-jwt",
    "meta":{"vct_values":["es.madrid.senior_card.1"]},"claims":[{"path":["age_over_65"]}]}]}}"""

/** Which large family is it? */
private const val LARGE_FAMILY = """{"question":"large_family"}"""

/** Somebody who has no cards: what there is, and what a question means to them. */
internal suspend fun TourPhone.noCards(city: MockCity) {
    show(Sights.noCards, Destination.Wallet) { await(checkNotNull(madrid.cards().first().empty).title) }
    show(Sights.addCard, Destination.Wallet) { opening({ it.addLabel }) { await(madrid.addableCards().body) } }
    show(Sights.cardScan, Destination.Wallet) { opening({ it.scanLabel }) { await(madrid.scanForm().body) } }
    show(Sights.cardMoving, Destination.Wallet) { opening({ it.movingLabel }) { await(madrid.movingForm().body) } }
    show(Sights.cardReader, Destination.Wallet) { opening({ it.readerLabel }) { await(madrid.readerForm().body) } }
    show(Sights.cardLacking, Destination.Wallet) { following(city.ask(OVER_65)) { it.refuseLabel } }
}

/** Somebody with cards, at a counter and at a desk. */
internal suspend fun TourPhone.cards(city: MockCity, person: Persona) {
    for (card in listOf("large_family_sd_jwt", "library_card_sd_jwt")) take(card, person)
    val link = city.counter(person.id, "large_family_sd_jwt")
    show(Sights.cardOffer, Destination.Wallet) { offered(link) }
    show(Sights.cardWrongCode, Destination.Wallet) {
        offered(link)
        val field = checkNotNull(madrid.cards().first().offers.first().code)
        write(field.label, "000000")
        touch(checkNotNull(madrid.cards().first().offers.first().acceptLabel))
        stage.await("the answer") { app.wallet.taken.value?.trouble != null }
        awaitAnywhere(field.label)
    }
    app.wallet.cancel(madrid.cards().first().offers.first().id)
    show(Sights.cardShare, Destination.Wallet) { following(city.ask(LARGE_FAMILY)) { it.shareLabel } }
    show(Sights.cardShared, Destination.Wallet) {
        following(city.ask(LARGE_FAMILY)) { it.shareLabel }
        touch(share().shareLabel)
        stage.await("the answer") { app.wallet.shared.value != null }
        await(checkNotNull(app.wallet.shared.value).body)
    }
    show(Sights.cards, Destination.Wallet) { awaitAnywhere(madrid.cards().first().cards.last().name) }
    show(Sights.card, Destination.Wallet) {
        val card = madrid.cards().first().cards.first()
        awaitAnywhere(card.name)
        touch(card.accessibilityLabel)
        stage.await("the card") { app.wallet.card.value is Block.Shown }
        awaitAnywhere(checkNotNull(app.wallet.card.value as? Block.Shown).view.claimsTitle)
    }
    beside()
    show(Sights.cardHistory, Destination.Wallet) {
        opening({ it.historyLabel }) { awaitAnywhere(madrid.cardHistory().entries.first().title) }
    }
}

/** The same phone asks, shows and checks: what matters is what each screen looks like. */
private suspend fun TourPhone.beside() {
    show(Sights.cardCodes, Destination.Wallet) {
        following(madrid.askNeighbour(ReaderQuestion.LARGE_FAMILY).code.text) { it.shareLabel }
        touch(share().shareLabel)
        stage.await("the codes") { app.wallet.shared.value?.codes?.isNotEmpty() == true }
        await(checkNotNull(app.wallet.shared.value).body)
    }
    show(Sights.cardQuestion, Destination.Wallet) { asking() }
    show(Sights.cardReading, Destination.Wallet) {
        asking()
        val question = checkNotNull(app.reader.question.value as? Block.Shown).view.code.text
        val asked = app.wallet.scan(question)?.consent ?: throw TourEnds("nobody reads the question: ${app.wallet.failure.value}")
        if (!app.wallet.approve(asked)) throw TourEnds("nothing is shown: ${app.wallet.failure.value}")
        app.reader.take(checkNotNull(app.wallet.shared.value).codes.map { it.text })
        stage.await("the verdict") { app.reader.reading.value != null }
        awaitAnywhere(checkNotNull(app.reader.reading.value).headline)
    }
}

private suspend fun TourPhone.take(card: String, person: Persona) {
    val offer = app.wallet.askFor(card) ?: throw TourEnds("there is no $card: ${app.wallet.failure.value}")
    if (!app.wallet.accept(offer, null, person)) throw TourEnds("$card does not come: ${app.wallet.failure.value}")
    app.wallet.taken.value?.card ?: throw TourEnds("$card did not come: ${app.wallet.taken.value}")
}

private suspend fun Step.opening(label: (WalletView) -> String, wait: suspend () -> Unit) {
    val words = label(madrid.cards().first())
    awaitAnywhere(words)
    touch(words)
    wait()
}

/** What a code says is pasted. */
private suspend fun Step.pasting(text: String) = opening({ it.scanLabel }) {
    val form = madrid.scanForm()
    await(form.body)
    write(form.fieldLabel, text)
    touch(form.goLabel)
}

private suspend fun Step.offered(link: String) {
    pasting(link)
    stage.await("the offer") { app.wallet.taken.value != null }
    awaitAnywhere(checkNotNull(app.wallet.taken.value).cancelLabel)
}

private suspend fun Step.following(link: String, label: (ConsentView) -> String) {
    pasting(link)
    stage.await("the question") { app.wallet.consent.value is Block.Shown }
    awaitAnywhere(label(share()))
}

private fun Step.share() = checkNotNull(app.wallet.consent.value as? Block.Shown).view

private suspend fun Step.asking() = opening({ it.readerLabel }) {
    val question = madrid.readerForm().questions.first { it.question == ReaderQuestion.LARGE_FAMILY }
    await(question.body)
    touch("${question.label}. ${question.body}")
    stage.await("the question") { app.reader.question.value is Block.Shown }
    await(checkNotNull(app.reader.question.value as? Block.Shown).view.body)
}
