// Views of the city around the person as the core would make them, for the tests of the screens.

package es.madrid.ui

import es.madrid.kit.AboutRequest
import es.madrid.kit.AboutView
import es.madrid.kit.ActionKind
import es.madrid.kit.ActionView
import es.madrid.kit.AgeBand
import es.madrid.kit.AgendaDayView
import es.madrid.kit.AgendaFilterView
import es.madrid.kit.AgendaListView
import es.madrid.kit.AgendaQuestion
import es.madrid.kit.AudienceView
import es.madrid.kit.BookableView
import es.madrid.kit.BookablesView
import es.madrid.kit.BookingActionKind
import es.madrid.kit.BookingActionView
import es.madrid.kit.BookingGroup
import es.madrid.kit.BookingGroupView
import es.madrid.kit.BookingState
import es.madrid.kit.BookingView
import es.madrid.kit.BookingsView
import es.madrid.kit.ChoiceView
import es.madrid.kit.ConfirmView
import es.madrid.kit.DebtKind
import es.madrid.kit.DistrictView
import es.madrid.kit.EventAudience
import es.madrid.kit.EventKind
import es.madrid.kit.EventKindView
import es.madrid.kit.EventPinView
import es.madrid.kit.EventRowView
import es.madrid.kit.EventView
import es.madrid.kit.FactView
import es.madrid.kit.ForYouActionKind
import es.madrid.kit.ForYouActionView
import es.madrid.kit.ForYouItemView
import es.madrid.kit.ForYouKind
import es.madrid.kit.ForYouScreen
import es.madrid.kit.ForYouView
import es.madrid.kit.InterestLevel
import es.madrid.kit.InterestView
import es.madrid.kit.InterestWish
import es.madrid.kit.InterestsView
import es.madrid.kit.MapView
import es.madrid.kit.OutlineView
import es.madrid.kit.PayOfferView
import es.madrid.kit.PeopleView
import es.madrid.kit.PlaceKind
import es.madrid.kit.PlacePinView
import es.madrid.kit.SavedView
import es.madrid.kit.SlotDayView
import es.madrid.kit.SlotView
import es.madrid.kit.SlotsView
import es.madrid.kit.StandView
import es.madrid.kit.WhenView
import es.madrid.kit.WhyLineView
import es.madrid.kit.WhyView

internal fun suggested(id: String, kind: ForYouKind = ForYouKind.PLACE, isSaved: Boolean = false): ForYouItemView {
    val keep = if (isSaved) ForYouActionKind.UNSAVE to "Quitar de guardados" else ForYouActionKind.SAVE to "Guardar"
    val actions = listOf(ForYouActionKind.SEE to "Ver", keep, ForYouActionKind.NOT_THIS to "No me interesa", ForYouActionKind.WHY to "¿Por qué lo veo?")
    return ForYouItemView(
        id = "place:$id",
        kind = kind,
        screen = if (kind == ForYouKind.EVENT) ForYouScreen.EVENT else ForYouScreen.PLACE,
        target = id,
        title = "Cosa $id",
        kindLabel = "Biblioteca",
        detail = "Calle $id",
        distanceLabel = "a $id m en línea recta",
        reason = "Está cerca: $id",
        moreReason = "Te interesa: Lectura",
        isSaved = isSaved,
        actions = actions.map { (done, label) -> ForYouActionView(done, label, "$label: Cosa $id") },
        accessibilityLabel = "Cosa $id entera",
    )
}

internal val forYou = ForYouView(
    title = "Para ti",
    body = "Se calcula en tu móvil.",
    switch = switch("Propuestas para ti", isOn = true),
    from = "Distancias desde tu casa",
    notice = "Esta lista solo mira el lugar.",
    freshness = fresh,
    items = listOf(suggested("1"), suggested("2", isSaved = true)),
    empty = null,
)

internal val why = WhyView(
    title = "Por qué lo ves",
    name = "Cosa 1",
    body = "Estas son todas las razones.",
    lines = listOf(WhyLineView("distance", "Distancia", "suma mucho", "Está cerca", "Distancia. Suma mucho. Está cerca")),
)

internal val saved = SavedView("Guardados", listOf(suggested("2", isSaved = true)), "Algo que guardaste ya no está.", null)

private fun choice(code: String, label: String, isChosen: Boolean = false) = ChoiceView(code, label, isChosen)

internal val about = AboutView(
    title = "Sobre ti",
    body = "Cuenta solo lo que quieras.",
    told = AboutRequest(AgeBand.ADULT, withChildren = false, stepFree = true, littleSpanish = false, emptyList(), emptyList()),
    ages = listOf(choice("adult", "De 27 a 64 años", isChosen = true), choice("senior", "65 años o más")),
    withChildren = choice("with_children", "Salgo con niños"),
    stepFree = choice("step_free", "Necesito entrar sin escalones", isChosen = true),
    littleSpanish = choice("little_spanish", "Hablo poco español"),
    cards = listOf(choice("large_family", "Familia numerosa")),
    life = listOf(choice("job_search", "buscar trabajo")),
)

internal val interests = InterestsView(
    title = "Lo que te interesa",
    body = "Esto es lo que la app ha aprendido.",
    switch = switch("Propuestas para ti", isOn = true),
    interests = listOf(
        InterestView("music", "Música", InterestLevel.MUCH, "has pedido más", InterestWish.MORE, canForget = true, "Música: más"),
        InterestView("dance", "Danza", InterestLevel.UNKNOWN, "aún no lo sabemos", null, canForget = false, "Danza"),
    ),
    reach = "Te parece lejos lo que está a más de 2 kilómetros",
    about = about,
    moreLabel = "Más",
    lessLabel = "Menos",
    forgetLabel = "Olvidar",
    eraseLabel = "Borrar lo aprendido",
    eraseBody = "Se borra lo que la app ha aprendido.",
)

internal fun eventRow(id: String) = EventRowView(
    id = id,
    kind = EventKind.MUSIC,
    title = "Concierto $id",
    kindLabel = "Música",
    whenLabel = "Hoy a las 19:00 ($id)",
    placeLabel = "Teatro Español",
    distanceLabel = "350 m",
    priceLabel = "Gratis",
    isFree = true,
    accessibilityLabel = "Concierto $id entero",
)

internal val agenda = AgendaListView(
    title = "Hoy",
    freshness = fresh,
    days = listOf(
        AgendaDayView("Hoy, sábado 25 de octubre", listOf(eventRow("1"), eventRow("2"))),
        AgendaDayView("Mañana, domingo 26 de octubre", listOf(eventRow("3"))),
    ),
    empty = null,
)

internal val agendaFilter = AgendaFilterView(
    title = "Filtros",
    searchLabel = "Busca en la agenda",
    clearLabel = "Borrar lo escrito",
    whenTitle = "Cuándo",
    times = listOf(WhenView(AgendaQuestion.TODAY, "Hoy")),
    days = listOf(WhenView(AgendaQuestion.on("2025-10-27"), "Lunes 27 de octubre")),
    kindTitle = "Qué",
    anyKindLabel = "Todo",
    kinds = listOf(EventKindView(EventKind.MUSIC, "Música")),
    audienceTitle = "Para quién",
    anyAudienceLabel = "Todo el mundo",
    audiences = listOf(AudienceView(EventAudience.FAMILIES, "Familias")),
    freeLabel = "Gratis",
    nearLabel = "A menos de 3 km",
    districtTitle = "Distrito",
    anyDistrictLabel = "Toda la ciudad",
    districts = listOf(DistrictView("03", "Retiro")),
    doneLabel = "Ver la agenda",
    resetLabel = "Quitar filtros",
)

internal val event = EventView(
    id = "9",
    kind = EventKind.MUSIC,
    title = "Concierto de otoño",
    kindLabel = "Música",
    whenLabel = "Hoy a las 19:00",
    isFree = true,
    summary = "Obras de Falla.",
    facts = listOf(FactView("Dónde", "Teatro Español")),
    actions = listOf(ActionView(ActionKind.DIRECTIONS, "Ver el camino", "geo:40.4,-3.7")),
    placeId = "7",
    placeLabel = "Ver el lugar",
    calendarLabel = "Añadir al calendario",
    shareLabel = "Compartir",
    shareText = "Concierto de otoño, hoy",
    freshness = fresh,
    accessibilityLabel = "Concierto de otoño. Música",
)

private fun square(code: String, name: String, left: Float) = OutlineView(
    code = code,
    name = name,
    rings = listOf(listOf(left, 0.4f, left + 0.2f, 0.4f, left + 0.2f, 0.6f, left, 0.6f)),
    labelX = left + 0.1f,
    labelY = 0.5f,
    accessibilityLabel = "Distrito de $name",
)

internal val cityMap = MapView(
    title = "Mapa",
    districts = listOf(square("01", "Centro", 0.3f), square("03", "Retiro", 0.5f)),
    neighbourhoods = listOf(square("011", "Palacio", 0.3f)),
    placePins = listOf(PlacePinView("7", PlaceKind.LIBRARY, 0.4f, 0.5f, "Biblioteca", "Biblioteca entera")),
    eventPins = listOf(EventPinView("9", EventKind.MUSIC, 0.6f, 0.5f, "Concierto", "Hoy a las 19:00", "Concierto entero")),
    here = StandView(0.5f, 0.5f, "Estás en Ibiza"),
    freshness = fresh,
    placesFreshness = fresh,
    eventsFreshness = fresh,
    empty = null,
    accessibilityLabel = "Mapa. 2 cosas señaladas",
    zoomInLabel = "Acercar",
    zoomOutLabel = "Alejar",
    wholeLabel = "Ver toda la ciudad",
)

internal val bookable = BookableView(
    id = "75",
    place = "7",
    name = "Pista polideportiva",
    placeName = "CDM Aluche",
    detail = "Gratis · 60 minutos",
    rules = "Trae tu material.",
    note = null,
    accessibilityLabel = "Pista polideportiva entera",
)

internal val bookables = BookablesView("Reservar", listOf(bookable), fresh, null)

private fun slot(id: String, time: String, left: String, price: String, action: String?) = SlotView(
    slot = id,
    timeLabel = time,
    leftLabel = left,
    priceLabel = price,
    actionLabel = action,
    accessibilityLabel = "$time. $left",
)

internal val slots = SlotsView(
    bookable = bookable,
    title = "Elige una hora",
    days = listOf(SlotDayView("2026-12-01", "mañana", isChosen = true), SlotDayView("2026-12-02", "el 2 de diciembre", false)),
    slots = listOf(
        slot("75-20261201T1000", "De 10:00 a 11:00", "Quedan 2 pistas", "7,00 €", "Reservar"),
        slot("75-20261201T1100", "De 11:00 a 12:00", "Completo", "Gratis", null),
    ),
    people = listOf(PeopleView(1u, "Para 1 persona"), PeopleView(2u, "Para 2 personas")),
    freshness = fresh,
    empty = null,
)

internal fun booking(id: Long, state: BookingState): BookingView {
    val confirm = ConfirmView("¿Anular la reserva?", "Tu sitio queda libre.", "No anular")
    val cancel = BookingActionView(BookingActionKind.CANCEL, "Anular reserva", confirm)
    val dismiss = BookingActionView(BookingActionKind.DISMISS, "Entendido", null)
    return BookingView(
        id = id,
        place = "7",
        title = "Pista polideportiva",
        detail = "CDM Aluche, mañana a las 10:00",
        state = state,
        label = "Estado de $id",
        price = null,
        pay = null,
        facts = listOf(FactView("Código", "AB$id"), FactView("", "Para 2 personas")),
        trouble = null,
        actions = listOf(if (state == BookingState.REFUSED) dismiss else cancel),
        accessibilityLabel = "Reserva $id entera",
    )
}

/** One that is kept until it is paid. */
internal val bookingToPay = booking(3, BookingState.TO_PAY).copy(
    price = "7,00 €",
    pay = PayOfferView(DebtKind.BOOKING, "4", "Pagar", "Pagar: Pista polideportiva"),
)

internal val bookings = BookingsView(
    title = "Tus reservas",
    groups = listOf(
        BookingGroupView(BookingGroup.REFUSED, "No han salido", listOf(booking(1, BookingState.REFUSED))),
        BookingGroupView(BookingGroup.UPCOMING, "Próximas", listOf(booking(2, BookingState.BOOKED))),
    ),
    freshness = fresh,
    trouble = null,
    empty = null,
)
