// Views as the core would make them, for the tests of the screens.

package es.madrid.ui

import es.madrid.kit.AccessLevel
import es.madrid.kit.BlockId
import es.madrid.kit.BlockView
import es.madrid.kit.ContactView
import es.madrid.kit.ExplanationView
import es.madrid.kit.FreshnessState
import es.madrid.kit.FreshnessView
import es.madrid.kit.HiddenBlockView
import es.madrid.kit.HomeItemView
import es.madrid.kit.HomeView
import es.madrid.kit.Language
import es.madrid.kit.NextActionKind
import es.madrid.kit.NextStepView
import es.madrid.kit.PartView
import es.madrid.kit.PendingActionKind
import es.madrid.kit.PendingActionView
import es.madrid.kit.PendingState
import es.madrid.kit.PendingView
import es.madrid.kit.PreferencesView
import es.madrid.kit.ProfileFactView
import es.madrid.kit.ProfileView
import es.madrid.kit.SectionId
import es.madrid.kit.SessionActionKind
import es.madrid.kit.SessionActionView
import es.madrid.kit.SessionState
import es.madrid.kit.SessionView
import es.madrid.kit.SubjectView

internal val fresh =
    FreshnessView(FreshnessState.FRESH, "2026-11-24T10:00:00Z", "Al día: hoy a las 11:00", "Ayuntamiento")

internal fun session(state: SessionState): SessionView {
    val actions = when (state) {
        SessionState.SIGNED_OUT -> listOf(SessionActionKind.SIGN_IN to "Entrar con Cl@ve")
        SessionState.LOCKED -> listOf(SessionActionKind.UNLOCK to "Desbloquear")
        SessionState.SIGNED_IN -> listOf(SessionActionKind.LOCK to "Bloquear", SessionActionKind.SIGN_OUT to "Salir")
        SessionState.SIGN_IN_AGAIN ->
            listOf(SessionActionKind.SIGN_IN to "Entrar otra vez", SessionActionKind.SIGN_OUT to "Salir")
    }
    return SessionView(
        state = state,
        access = AccessLevel.LIGHT.takeIf { state == SessionState.SIGNED_IN },
        appLock = false,
        title = "Título de $state",
        body = "Texto de $state",
        actions = actions.map { (kind, label) -> SessionActionView(kind, label) },
    )
}

internal fun item(id: String, pressing: Boolean = false) = HomeItemView(
    id = id,
    title = "Multa $id",
    detail = "Hasta el día $id",
    amount = "10$id,00 €",
    note = "Nota $id",
    pressing = "Corre prisa".takeIf { pressing },
    accessibilityLabel = "Multa $id entera",
)

private fun part(notice: String?): PartView {
    val trouble = ExplanationView("Falta una parte", "No contesta.", "Llama al 010", "home.section_down")
    return PartView(SectionId.FINES, "Multas", fresh, notice, trouble.takeIf { notice != null })
}

internal fun block(id: BlockId, items: List<HomeItemView> = emptyList(), notice: String? = null, next: String? = null) =
    BlockView(
        id = id,
        title = "Bloque $id",
        freshness = fresh,
        parts = listOf(part(notice)),
        total = "Por pagar: 1 €".takeIf { items.isNotEmpty() },
        items = items,
        next = next?.let { NextStepView(NextActionKind.SEE_FINE, it, "Ver la multa", "Ver la multa $it") },
        empty = "Nada en $id".takeIf { items.isEmpty() },
    )

internal val change = PendingView(
    id = 7,
    title = "Nuevo teléfono",
    state = PendingState.CONFLICT,
    label = "Cambió en dos sitios",
    since = "hoy a las 10:00",
    actions = listOf(
        PendingActionView(PendingActionKind.KEEP_MINE, "Quedarme con el mío"),
        PendingActionView(PendingActionKind.DISCARD, "Dejar el otro"),
    ),
)

internal fun home(
    state: SessionState = SessionState.SIGNED_IN,
    blocks: List<BlockView> = emptyList(),
    subjects: List<SubjectView> = emptyList(),
    actingFor: String? = null,
    pending: List<PendingView> = emptyList(),
    hidden: List<HiddenBlockView> = emptyList(),
    trouble: ExplanationView? = null,
) = HomeView(
    greeting = if (state == SessionState.SIGNED_OUT || state == SessionState.LOCKED) "" else "Hola, Carmen",
    actingFor = actingFor,
    subjects = subjects,
    blocks = blocks,
    hidden = hidden,
    pending = pending,
    trouble = trouble,
    session = session(state),
    empty = null,
)

internal fun profile(pending: List<PendingView> = emptyList()) = ProfileView(
    title = "Tus datos",
    name = "Carmen Ortega",
    facts = listOf("Nombre" to "Carmen", "Teléfono" to "+34600", "Correo" to "c@example.org", "Idioma" to "Español",
        "Avisos" to "Sí", "Uso" to "No").map { (label, value) -> ProfileFactView(label, value) },
    contact = ContactView("+34600", "c@example.org"),
    preferences = PreferencesView(Language.ES, reminders = true, analytics = false),
    pending = pending,
    freshness = fresh,
    empty = null,
)
