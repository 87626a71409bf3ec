// The part of the tour about fines: how they stand, what is answered to one, and whether a paper is real.

package es.madrid.desktop

import es.madrid.kit.Block
import es.madrid.kit.ChosenFile
import es.madrid.kit.Destination
import es.madrid.kit.DriverRequest
import es.madrid.kit.FineActionKind
import es.madrid.kit.FineRowView
import es.madrid.kit.FineState
import es.madrid.kit.FineView
import es.madrid.kit.VerifyFormView
import es.madrid.kit.fine
import es.madrid.kit.fines
import es.madrid.kit.verifyForm
import kotlinx.coroutines.flow.first

/** Nobody has signed in: a paper is checked. */
internal suspend fun TourPhone.paper(bulletin: String, plate: String) {
    app.settings.endWelcome()
    show(Sights.verifyFine, Destination.VerifyFine) { await(madrid.verifyForm().hint) }
    show(Sights.verifyReal, Destination.VerifyFine) { check(bulletin, plate) }
    show(Sights.verifyNotOurs, Destination.VerifyFine) { check("000000000", plate) }
    show(Sights.verifyWrong, Destination.VerifyFine) { check("12", plate) }
}

/** The same where nobody can be asked. */
internal suspend fun TourPhone.paperOffline(bulletin: String, plate: String) {
    app.settings.endWelcome()
    show(Sights.verifyUnknown, Destination.VerifyFine) { check(bulletin, plate) }
}

/** Somebody who has no fines. */
internal suspend fun TourPhone.noFines() =
    show(Sights.noFines, Destination.Fines) { await(checkNotNull(madrid.fines().first().empty).title) }

/** Fines in every state, and what is written about one. The number of its report, and the plate. */
internal suspend fun TourPhone.fines(): Pair<String, String> {
    show(Sights.fines, Destination.Fines) { await(madrid.fines().first().groups.first().title) }
    show(Sights.fineContested, Destination.Fines) { toAFine(FineState.CONTESTED) }
    show(Sights.fineEnforcement, Destination.Fines) { toAFine(FineState.ENFORCEMENT) }
    val one = madrid.fine(row(FineState.NOTIFIED).id)
    app.fines.type(one.id, "El coche estaba en el taller ese día. Mando la factura.")
    app.fines.keep()
    app.fines.attach(one.id, ChosenFile("factura.pdf", "%PDF-1.4".toByteArray()))
    show(Sights.fineAllege, Destination.Fines) { toWhatIsWritten() }
    app.fines.type(DriverRequest(one.id, "Julia Prado Gil", "12345678A", "Calle de Alcalá, 1", ""))
    app.fines.keep()
    show(Sights.fineDriver, Destination.Fines) { toTheDriver() }
    show(Sights.fineDriverWrong, Destination.Fines) {
        toTheDriver()
        touch(checkNotNull(madrid.fine(one.id).driver.sendLabel))
        stage.await("the mistake") { app.fines.failure.value != null }
        awaitAnywhere(checkNotNull(app.fines.failure.value).title)
    }
    app.fines.discard(one.id, FineActionKind.NAME_DRIVER)
    return one.id to one.facts.first { it.value.matches(Regex("[0-9]{4}[A-Z]{3}")) }.value
}

/** What was written is sent where nobody can be reached. */
internal suspend fun TourPhone.sendingOffline() {
    app.fines.send(row(FineState.NOTIFIED).id)
    show(Sights.fineWaiting, Destination.Fines) {
        toWhatIsWritten()
        refreshInVain()
    }
}

/** Waits for a fine and its photos. */
internal suspend fun Step.awaitFine(id: String): FineView {
    val view = madrid.fine(id)
    await(view.body)
    stage.await("the photos") { app.fines.photos.value.let { all -> all.fine == id && all.photos.values.none { it is Block.Loading } } }
    return view
}

private suspend fun TourPhone.row(state: FineState): FineRowView = madrid.fines().first().groups.flatMap { it.fines }.firstOrNull { it.state == state }
    ?: throw TourEnds("no fine is $state")

private suspend fun Step.toAFine(state: FineState): FineView {
    val row = madrid.fines().first().groups.flatMap { it.fines }.firstOrNull { it.state == state } ?: throw TourEnds("no fine is $state")
    awaitAnywhere(row.title)
    touch(row.accessibilityLabel)
    return awaitFine(row.id)
}

private suspend fun Step.toWhatIsWritten() {
    val view = toAFine(FineState.NOTIFIED)
    touch(view.allegations.title)
    await(view.allegations.hint)
}

private suspend fun Step.toTheDriver() {
    val view = toAFine(FineState.NOTIFIED)
    touch(view.driver.title)
    await(view.driver.hint)
}

private fun Step.check(bulletin: String, plate: String) {
    val form: VerifyFormView = madrid.verifyForm()
    await(form.hint)
    write(form.bulletinLabel, bulletin)
    write(form.plateLabel, plate)
    touch(form.actionLabel)
    stage.await("the answer") { app.fines.verified.value != null }
    awaitAnywhere(checkNotNull(app.fines.verified.value).title)
}
