// Views of taxes as the core would make them, for the tests of the screens.

package es.madrid.ui

import es.madrid.kit.ConfirmView
import es.madrid.kit.DebitMode
import es.madrid.kit.FactView
import es.madrid.kit.TaxAccountView
import es.madrid.kit.TaxActionKind
import es.madrid.kit.TaxActionView
import es.madrid.kit.TaxCalendarView
import es.madrid.kit.TaxCertificateView
import es.madrid.kit.TaxChangeView
import es.madrid.kit.TaxDateView
import es.madrid.kit.TaxDebitView
import es.madrid.kit.TaxFolderView
import es.madrid.kit.TaxGroup
import es.madrid.kit.TaxGroupView
import es.madrid.kit.TaxPaperView
import es.madrid.kit.TaxReceiptView
import es.madrid.kit.TaxReminderChoiceView
import es.madrid.kit.TaxRemindersView
import es.madrid.kit.TaxRowView
import es.madrid.kit.TaxState
import es.madrid.kit.TaxStepView
import es.madrid.kit.TaxStepsView
import es.madrid.kit.TaxWayKind
import es.madrid.kit.TaxWayView
import es.madrid.kit.TaxWaysView

private val confirm = ConfirmView("¿Dejar de domiciliar?", "Tendrás que pagarlo tú.", "Dejarlo como está")

private fun action(kind: TaxActionKind, label: String) =
    TaxActionView(kind, label, confirm.takeIf { kind == TaxActionKind.END_DIRECT_DEBIT })

internal val endDebit = action(TaxActionKind.END_DIRECT_DEBIT, "Dejar de domiciliar")
internal val dismiss = action(TaxActionKind.DISMISS, "Entendido")

internal val toPay = TaxRowView(
    id = "0001",
    title = "Tasa de residuos",
    `object` = "Paseo de las Delicias, 87",
    amount = "141,20 €",
    `when` = "Págalo hasta el 19 de diciembre",
    state = TaxState.VOLUNTARY,
    label = "Por pagar",
    waiting = null,
    trouble = null,
    receipt = null,
    actions = listOf(
        action(TaxActionKind.PAY, "Pagar"),
        action(TaxActionKind.SET_DIRECT_DEBIT, "Domiciliar"),
        action(TaxActionKind.ASK_INSTALMENTS, "Pedir plazos"),
        action(TaxActionKind.REMIND, "Avisarme"),
        action(TaxActionKind.ADD_TO_CALENDAR, "Llevar al calendario"),
    ),
    accessibilityLabel = "Residuos entero",
)

private val byBank = toPay.copy(
    id = "0002",
    title = "IBI",
    state = TaxState.DIRECT_DEBIT,
    label = "Domiciliado",
    actions = listOf(action(TaxActionKind.SET_DIRECT_DEBIT, "Cambiar la cuenta"), endDebit),
    accessibilityLabel = "IBI entero",
)

internal val paidBill = toPay.copy(
    id = "0003",
    title = "IVTM",
    state = TaxState.PAID,
    label = "Pagado",
    receipt = "R-2026-0000001",
    actions = listOf(action(TaxActionKind.SEE_RECEIPT, "Ver el justificante")),
    accessibilityLabel = "IVTM entero",
)

internal val taxes = TaxFolderView(
    title = "Tus impuestos",
    groups = listOf(
        TaxGroupView(TaxGroup.TO_PAY, "Por pagar ahora", listOf(toPay)),
        TaxGroupView(TaxGroup.BY_BANK, "Los paga tu banco", listOf(byBank)),
        TaxGroupView(TaxGroup.PAID, "Pagados", listOf(paidBill)),
    ),
    changesTitle = "Cambios que ya sabemos",
    changes = listOf(TaxChangeView("Nuevo dueño", "Calle de Alcalá, 45", "Se verá desde marzo.", "Cambio entero")),
    reminders = emptyList(),
    freshness = fresh,
    trouble = null,
    empty = null,
)

private fun way(kind: TaxWayKind, title: String, label: String?, mode: DebitMode? = null, parts: UInt? = null) = TaxWayView(
    kind = kind,
    mode = mode,
    parts = parts,
    title = title,
    body = "Qué significa",
    charges = listOf("el 19 de diciembre: 141,20 €"),
    until = "Se pide hasta el 9 de diciembre",
    isPossible = label != null,
    actionLabel = label,
    actionSpoken = label?.let { "$it: $title" },
    accessibilityLabel = "$title entero",
)

internal val notToldOf = TaxReminderChoiceView(null, "Sin aviso")

private val reminders = TaxRemindersView(
    "Aviso en tu calendario", "El aviso viaja con la fecha.", listOf(notToldOf, TaxReminderChoiceView(3u, "3 días antes")),
)

internal val bill = TaxReceiptView(
    row = toPay,
    facts = listOf(FactView("Número de recibo", "0004417203391")),
    steps = TaxStepsView(
        "Si no lo pagas", "Un recargo es dinero de más.",
        listOf(TaxStepView("Desde el 20 de diciembre: 148,26 €", "5 % más.", "La fecha es aproximada.", "Paso entero")),
    ),
    ways = TaxWaysView(
        "Cómo puedes pagarlo",
        listOf(
            way(TaxWayKind.YOURSELF, "Pagarlo tú", "Pagar"),
            way(TaxWayKind.DIRECT_DEBIT, "Tu banco, una vez", "Domiciliar", DebitMode.SINGLE),
            way(TaxWayKind.DIRECT_DEBIT, "Tu banco, en dos", null, DebitMode.SEP),
            way(TaxWayKind.INSTALMENTS, "En 3 plazos", "Pedir plazos", parts = 3u),
        ),
    ),
    debit = null,
    parts = emptyList(),
    reminder = notToldOf,
    reminders = reminders,
    account = TaxAccountView(
        "Cuenta para el cargo", "El IBAN es el número largo.", "Número de cuenta (IBAN)", "Domiciliar en esta cuenta", "Cancelar",
    ),
    freshness = fresh,
)

internal val charged = bill.copy(
    row = byBank,
    steps = null,
    ways = null,
    debit = TaxDebitView(
        "Tu banco lo paga", "Se cobra en la cuenta ES•• 1332.", DebitMode.SEP, "Ahorras 4,59 €",
        listOf("el 22 de julio: 70,60 €"), "Puedes cambiarlo hasta el 9 de diciembre",
    ),
    reminders = null,
)

internal val taxCalendar = TaxCalendarView(
    title = "Calendario de impuestos",
    dates = listOf(
        TaxDateView(
            "ibi-pay-2026", "IBI", "Pago: desde el 1 de octubre hasta el 1 de diciembre", notToldOf, reminders, "Avisarme",
            "Avisarme: IBI", "IBI, fecha entera",
        ),
    ),
    toCalendarLabel = "Llevar al calendario",
    freshness = fresh,
    trouble = null,
    empty = null,
)

internal val certificate = TaxCertificateView(
    title = "Certificado de deudas",
    body = "No debes nada fuera de plazo.",
    facts = listOf(FactView("Código de verificación", "ABCD-2345-EFGH-6789")),
    owed = emptyList(),
    paper = TaxPaperView("C-2026-0000001.pdf", byteArrayOf(37, 80), "Abrir el certificado"),
    asOfLabel = "hoy a las 11:00",
    trouble = null,
    accessibilityLabel = "Certificado entero",
)
