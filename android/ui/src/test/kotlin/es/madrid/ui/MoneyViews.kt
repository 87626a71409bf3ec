// Views of payments and receipts as the core would make them, for the tests of the screens.

package es.madrid.ui

import es.madrid.kit.DebtKind
import es.madrid.kit.FactView
import es.madrid.kit.PaymentActionKind
import es.madrid.kit.PaymentActionView
import es.madrid.kit.PaymentMethod
import es.madrid.kit.PaymentMethodView
import es.madrid.kit.PaymentStage
import es.madrid.kit.PaymentView
import es.madrid.kit.PaymentsView
import es.madrid.kit.ReceiptView
import es.madrid.kit.ReceiptsView

internal val receipt = ReceiptView(
    number = "R-2026-0000001",
    title = "Multa 482190375",
    amount = "100,00 €",
    facts = listOf(FactView("Pagado", "hoy"), FactView("Código de verificación", "ABCD 2345 EFGH 6789")),
    noticeTitle = "Qué se pagó",
    notice = listOf("Multa por velocidad", "Matrícula 1234BCD"),
    checkTitle = "Es auténtico",
    checkBody = "Con el código se puede comprobar.",
    paperLabel = "Recibo en papel",
    askBackLabel = "Pedir una devolución",
    shareLabel = "Compartir",
    shareText = "Multa 482190375, ABCD 2345 EFGH 6789",
    accessibilityLabel = "Justificante entero",
)

private val labels = mapOf(
    PaymentActionKind.PAY to "Pagar 100 €",
    PaymentActionKind.OPEN_PAGE to "Ir al banco",
    PaymentActionKind.CHECK to "Comprobar ahora",
    PaymentActionKind.GIVE_UP to "No pagar ahora",
    PaymentActionKind.SEE_RECEIPT to "Ver el justificante",
    PaymentActionKind.AGAIN to "Empezar otra vez",
)

private fun kinds(stage: PaymentStage): List<PaymentActionKind> = when (stage) {
    PaymentStage.PREPARED, PaymentStage.NOT_FOUND -> listOf(PaymentActionKind.PAY, PaymentActionKind.GIVE_UP)
    PaymentStage.AWAITING_PAYER -> listOf(PaymentActionKind.OPEN_PAGE, PaymentActionKind.CHECK, PaymentActionKind.GIVE_UP)
    PaymentStage.SUBMITTING, PaymentStage.UNKNOWN -> listOf(PaymentActionKind.CHECK)
    PaymentStage.SETTLED -> listOf(PaymentActionKind.SEE_RECEIPT)
    PaymentStage.REJECTED, PaymentStage.CLOSED, PaymentStage.EXPIRED -> listOf(PaymentActionKind.AGAIN)
}

/** How a payment stands, in words. */
internal fun standing(stage: PaymentStage) = "Estado ${stage.name.lowercase().replace('_', ' ')}"

internal fun payment(stage: PaymentStage, id: Long = 7): PaymentView {
    val isNew = stage == PaymentStage.PREPARED
    val ways = listOf(PaymentMethod.CARD to "Pagar con tarjeta", PaymentMethod.BIZUM to "Pagar con Bizum")
    return PaymentView(
        id = id,
        kind = DebtKind.FINE,
        debt = "482190375",
        title = "Multa 482190375",
        amount = "100,00 €",
        stage = stage,
        headline = standing(stage),
        body = "Qué significa.",
        since = "hoy a las 10:00",
        savingTitle = "Si pagas ahora",
        saving = "Después son 200,00 €.".takeIf { isNew },
        givesUpTitle = "A qué renuncias",
        givesUp = listOf("Ya no podrás alegar.", "El caso se cierra hoy.").filter { isNew },
        method = PaymentMethod.CARD,
        methodLabel = "Tarjeta",
        methodsTitle = "Cómo quieres pagar",
        methods = ways.filter { isNew }.map { (way, label) -> PaymentMethodView(way, label, "$label: 100,00 €") },
        url = "https://banco.example.org/1".takeIf { stage == PaymentStage.AWAITING_PAYER },
        receipt = receipt.number.takeIf { stage == PaymentStage.SETTLED },
        trouble = null,
        askingLabel = "Preguntamos a la ciudad",
        lookAgainSeconds = null,
        seeLabel = "Ver cómo va",
        actions = kinds(stage).map { PaymentActionView(it, labels.getValue(it)) },
        accessibilityLabel = "Pago $id entero",
    )
}

internal val receipts = ReceiptsView("Pagos hechos", listOf(receipt), torn = null, empty = null)

internal val payments = PaymentsView("Pagos", listOf(payment(PaymentStage.UNKNOWN), payment(PaymentStage.SETTLED, id = 6)), null)
