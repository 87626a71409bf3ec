// Views of fines as the core would make them, for the tests of the screens.

package es.madrid.ui

import es.madrid.kit.DraftState
import es.madrid.kit.FactView
import es.madrid.kit.FineActionKind
import es.madrid.kit.FineAllegationsView
import es.madrid.kit.FineChoiceView
import es.madrid.kit.FineDriverView
import es.madrid.kit.FineEvidenceView
import es.madrid.kit.FineGroup
import es.madrid.kit.FineGroupView
import es.madrid.kit.FinePaperView
import es.madrid.kit.FinePhotoView
import es.madrid.kit.FineRowView
import es.madrid.kit.FineState
import es.madrid.kit.FineStepView
import es.madrid.kit.FineView
import es.madrid.kit.FinesView
import es.madrid.kit.VerifyFormView
import es.madrid.kit.VerifyOutcome
import es.madrid.kit.VerifyView

private fun row(id: String, state: FineState) = FineRowView(
    id = id,
    title = "Multa por velocidad",
    detail = "Plaza Elíptica, el 28 de octubre · 4821LKM",
    state = state,
    label = "Estado de $id",
    amount = "100,00 €",
    daysLeft = "Quedan 2 días",
    draft = "Sin enviar",
    accessibilityLabel = "Multa $id entera",
)

internal val fines = FinesView(
    title = "Multas",
    groups = listOf(
        FineGroupView(FineGroup.OPEN, "Por decidir", listOf(row("1", FineState.NOTIFIED), row("2", FineState.ENFORCEMENT))),
        FineGroupView(FineGroup.DONE, "Cerradas", listOf(row("3", FineState.PAID))),
    ),
    freshness = fresh,
    trouble = null,
    empty = null,
)

private fun choice(kind: FineActionKind, title: String, saves: String, label: String) = FineChoiceView(
    kind = kind,
    title = title,
    savesTitle = "Qué ganas",
    saves = listOf(saves),
    givesUpTitle = "A qué renuncias",
    givesUp = listOf("Renuncia de $title."),
    until = "Hasta el 26 de noviembre. Quedan 2 días",
    actionLabel = label,
    accessibilityLabel = "$title entero",
)

internal val choices = listOf(
    choice(FineActionKind.PAY, "Pagar ahora", "Pagas 100,00 € y ahorras 100,00 €.", "Pagar 100,00 €"),
    choice(FineActionKind.ALLEGE, "Alegar", "Dices por qué está mal. Si la ciudad te da la razón, no pagas nada.", "Escribir alegaciones"),
    choice(FineActionKind.NAME_DRIVER, "Decir quién conducía", "La multa y sus puntos pasan a quien conducía.", "Decir quién"),
)

internal fun allegations(state: DraftState = DraftState.WRITING): FineAllegationsView {
    val canChange = state != DraftState.WAITING && state != DraftState.FILED
    return FineAllegationsView(
        title = "Lo que alegas",
        hint = "Alegar es explicar por qué la multa está mal.",
        papersHint = "Puedes añadir hasta cinco archivos.",
        text = "El coche estaba en el taller.",
        papers = listOf(FinePaperView(7, "factura.pdf", "Quitar factura.pdf".takeIf { canChange })),
        state = state,
        label = "Escrito ${state.name.lowercase()}",
        trouble = null,
        sendLabel = "Enviar".takeIf { canChange },
        attachLabel = "Añadir archivo".takeIf { canChange },
        discardLabel = "Borrar lo escrito".takeIf { canChange },
    )
}

internal val driver = FineDriverView(
    title = "Quién conducía",
    hint = "Escribe su nombre, su NIF o NIE y su dirección.",
    nameLabel = "Nombre y apellidos",
    name = "Julia",
    documentLabel = "NIF o NIE",
    document = "",
    addressLabel = "Dirección",
    address = "",
    licenceLabel = "Permiso, si lo sabes",
    licence = "",
    canChange = true,
    state = DraftState.WRITING,
    label = "Sin enviar",
    trouble = null,
    sendLabel = "Enviar",
    discardLabel = "Borrar lo escrito",
)

internal fun fine(state: FineState = FineState.NOTIFIED) = FineView(
    id = "482190375",
    title = "Multa por velocidad",
    rule = "Solo se puede ir a 50.",
    state = state,
    label = "Con descuento",
    body = "Pagas 100,00 € hasta el 26 de noviembre.",
    amount = "100,00 €",
    choicesTitle = "Qué puedes hacer",
    choices = choices,
    stepsTitle = "Cuánto cuesta",
    steps = listOf(
        FineStepView("Con descuento", "100,00 €", "Hasta el 26 de noviembre", isNow = true, nowLabel = "Hoy"),
        FineStepView("Precio entero", "200,00 €", "Desde el 27 de noviembre", isNow = false, nowLabel = null),
    ),
    facts = listOf(FactView("Matrícula", "4821LKM")),
    evidence = FineEvidenceView(
        title = "Pruebas",
        description = "La cámara lo vio.",
        facts = listOf(FactView("Aparato", "Cámara CM-1")),
        photos = listOf(FinePhotoView(1u, "Foto 1")),
        noPhotos = null,
    ),
    filedTitle = "Lo que presentaste",
    filed = emptyList(),
    allegations = allegations(),
    driver = driver,
    askingLabel = "Preguntamos a la ciudad",
    freshness = fresh,
    trouble = null,
    accessibilityLabel = "Multa entera",
)

internal val verifyForm = VerifyFormView(
    title = "¿Es real esta multa?",
    hint = "Copia el boletín y la matrícula del papel.",
    bulletinLabel = "Número de boletín",
    plateLabel = "Matrícula",
    actionLabel = "Comprobar",
    askingLabel = "Preguntamos a la ciudad",
)

internal val verified = VerifyView(
    outcome = VerifyOutcome.REAL,
    title = "Es real",
    body = "Esta multa es del Ayuntamiento.",
    facts = listOf(FactView("", "Hoy cuesta 100,00 €")),
    trouble = null,
    accessibilityLabel = "Es real, entero",
)
