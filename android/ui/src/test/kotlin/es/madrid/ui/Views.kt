// Views as the core would make them, for the tests of the screens.

package es.madrid.ui

import es.madrid.kit.AccessLevel
import es.madrid.kit.ActionKind
import es.madrid.kit.ActionView
import es.madrid.kit.ArrangeRowView
import es.madrid.kit.ArrangeView
import es.madrid.kit.BlockId
import es.madrid.kit.BlockView
import es.madrid.kit.ContactView
import es.madrid.kit.EmptyView
import es.madrid.kit.ExplanationView
import es.madrid.kit.FactView
import es.madrid.kit.FreshnessState
import es.madrid.kit.FreshnessView
import es.madrid.kit.HelpView
import es.madrid.kit.HiddenBlockView
import es.madrid.kit.HomeItemView
import es.madrid.kit.HomeView
import es.madrid.kit.KindView
import es.madrid.kit.Language
import es.madrid.kit.LanguageChoiceView
import es.madrid.kit.NeedView
import es.madrid.kit.NextActionKind
import es.madrid.kit.NextStepView
import es.madrid.kit.PartView
import es.madrid.kit.PaymentView
import es.madrid.kit.PendingActionKind
import es.madrid.kit.PendingActionView
import es.madrid.kit.PendingState
import es.madrid.kit.PendingView
import es.madrid.kit.PlaceKind
import es.madrid.kit.PlaceListView
import es.madrid.kit.PlaceNeed
import es.madrid.kit.PlaceRowView
import es.madrid.kit.PlaceView
import es.madrid.kit.PlacesFilterView
import es.madrid.kit.PointView
import es.madrid.kit.PreferencesView
import es.madrid.kit.ProfileView
import es.madrid.kit.SectionId
import es.madrid.kit.SessionActionKind
import es.madrid.kit.SessionActionView
import es.madrid.kit.SessionState
import es.madrid.kit.SessionView
import es.madrid.kit.SettingsView
import es.madrid.kit.SignInView
import es.madrid.kit.SubjectView
import es.madrid.kit.SwitchView
import es.madrid.kit.WelcomeView

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
        invitation = invitation.takeIf { state == SessionState.SIGNED_OUT },
    )
}

internal fun item(id: String, pressing: Boolean = false) = HomeItemView(
    id = id,
    title = "Multa $id",
    detail = "Hasta el día $id",
    amount = "10$id,00 €",
    note = "Nota $id",
    pressing = "Corre prisa".takeIf { pressing },
    pay = null,
    door = null,
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
        several = null,
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
    payments: List<PaymentView> = emptyList(),
) = HomeView(
    greeting = if (state == SessionState.SIGNED_OUT || state == SessionState.LOCKED) "" else "Hola, Carmen",
    actingFor = actingFor,
    subjectsTitle = "Para quién",
    subjects = subjects,
    blocks = blocks,
    hidden = hidden,
    payments = payments,
    paymentsTrouble = null,
    pending = pending,
    trouble = trouble,
    session = session(state),
    empty = null,
    arrange = arrange.takeIf { state == SessionState.SIGNED_IN },
    help = help,
)

internal val arrange = ArrangeView(
    label = "Ordenar la pantalla",
    title = "Ordena tu pantalla",
    body = "No se borra nada.",
    doneLabel = "Listo",
    rows = listOf(
        ArrangeRowView(BlockId.OWE, "Lo que debes", isHidden = false, null, "Bajar: debes", "Ocultar: debes"),
        ArrangeRowView(BlockId.HAVE, "Lo que tienes", isHidden = true, "Subir: tienes", null, "Mostrar: tienes"),
    ),
)

internal val help = HelpView(
    title = "Hazlo con la ciudad",
    body = "Todavía no se hace en la app.",
    actions = listOf(
        ActionView(ActionKind.OPEN_WEB, "Abrir la sede", "https://sede.example.org"),
        ActionView(ActionKind.CALL, "Llamar al 010", "tel:010"),
    ),
)

internal fun switch(title: String, isOn: Boolean) = SwitchView(title, "Qué es $title", isOn, "$title. Qué es $title")

private fun letters(chosen: Language) = listOf(Language.ES to "Español", Language.EN to "English")
    .map { (language, label) -> LanguageChoiceView(language, label, language == chosen) }

internal fun row(id: String, kind: PlaceKind) = PlaceRowView(
    id = id,
    kind = kind,
    name = "Lugar $id",
    kindLabel = "Clase $id",
    placeLabel = "Calle $id",
    distanceLabel = "$id m",
    needs = listOf("Sin escalones $id"),
    accessibilityLabel = spoken(id),
)

internal fun spoken(id: String) = "Lugar $id. Clase $id. A $id metros"

internal fun list(items: List<PlaceRowView>, empty: EmptyView? = null) =
    PlaceListView(title = "En el centro", freshness = fresh, items = items, empty = empty)

internal val place = PlaceView(
    id = "7",
    kind = PlaceKind.LIBRARY,
    name = "Biblioteca Iván de Vargas",
    kindLabel = "Biblioteca",
    summary = "Junto a la plaza de la Villa.",
    facts = listOf(FactView("Dirección", "Calle San Justo 5"), FactView("Horario", "De 9 a 21")),
    actions = listOf(
        ActionView(ActionKind.CALL, "Llamar", "tel:+34910000000"),
        ActionView(ActionKind.DIRECTIONS, "Ver el camino", "geo:40.4,-3.7"),
    ),
    needs = listOf("Accesible"),
    freshness = fresh,
    accessibilityLabel = "Biblioteca Iván de Vargas. Biblioteca",
)

internal val filter = PlacesFilterView(
    title = "Filtros",
    searchLabel = "Busca un lugar",
    clearLabel = "Borrar lo escrito",
    hereLabel = "Cerca de mí",
    kindTitle = "Tipo de lugar",
    anyKindLabel = "Todos",
    kinds = listOf(KindView(PlaceKind.LIBRARY, "Biblioteca"), KindView(PlaceKind.PARK, "Parque")),
    needsTitle = "Que tenga",
    needs = listOf(NeedView(PlaceNeed.WIFI, "Wifi gratis"), NeedView(PlaceNeed.STEP_FREE, "Accesible")),
    doneLabel = "Ver lugares",
    resetLabel = "Quitar filtros",
)

internal val welcome = WelcomeView(
    title = "Madrid en tu móvil",
    body = "Todo en un sitio.",
    points = listOf(PointView("De un vistazo", "Lo que debes."), PointView("Cerca", "Piscinas y parques.")),
    languages = letters(Language.ES),
    signInLabel = "Entrar con Cl@ve",
    lookAroundLabel = "Mirar sin entrar",
)

internal val invitation = SignInView(
    title = "Entra con Cl@ve",
    body = "La página se abre en el navegador.",
    steps = listOf("Se abre la página.", "Escribes tu contraseña.", "Vuelves aquí."),
    appLock = switch("Bloqueo", isOn = false),
    actionLabel = "Entrar",
)

internal val settings = SettingsView(
    title = "Ajustes",
    languagesTitle = "Idioma de la app",
    languages = letters(Language.ES),
    appLock = switch("Bloqueo", isOn = false),
    phoneTitle = "En este móvil",
    phone = listOf(FactView("Lugares", "300 lugares guardados")),
    aboutTitle = "Sobre la app",
    about = listOf(FactView("Versión", "0.1.0")),
)

internal fun profile(pending: List<PendingView> = emptyList()) = ProfileView(
    title = "Tus datos",
    name = "Carmen Ortega",
    facts = listOf(FactView("Nombre", "Carmen Ortega"), FactView("Documento", "27182818S")),
    contact = ContactView(
        title = "Tu contacto",
        phoneLabel = "Teléfono",
        phone = "+34600",
        emailLabel = "Correo",
        email = "c@example.org",
        noEmailLabel = "Sin correo",
        editLabel = "Cambiar",
        saveLabel = "Guardar",
        cancelLabel = "Cancelar",
    ),
    preferences = PreferencesView(
        title = "Permisos y avisos",
        body = "Tú decides.",
        language = Language.ES,
        lettersTitle = "Idioma de las cartas",
        letters = letters(Language.ES),
        reminders = switch("Avisos", isOn = true),
        analytics = switch("Uso", isOn = false),
    ),
    pending = pending,
    freshness = fresh,
    empty = null,
)
