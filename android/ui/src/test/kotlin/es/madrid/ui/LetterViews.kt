// Views of letters, several debts and refunds as the core would make them, for the tests of the screens.

package es.madrid.ui

import es.madrid.kit.DebtKind
import es.madrid.kit.ExplanationView
import es.madrid.kit.FactView
import es.madrid.kit.LetterFormView
import es.madrid.kit.NotPayableView
import es.madrid.kit.PayOfferView
import es.madrid.kit.PaymentStage
import es.madrid.kit.RefundActionKind
import es.madrid.kit.RefundActionView
import es.madrid.kit.RefundCause
import es.madrid.kit.RefundCauseView
import es.madrid.kit.RefundFormView
import es.madrid.kit.RefundStage
import es.madrid.kit.RefundStepView
import es.madrid.kit.RefundView
import es.madrid.kit.RefundsView
import es.madrid.kit.SeveralOfferView
import es.madrid.kit.SeveralView

internal val letterForm = LetterFormView("Pagar una carta", "Escribe la referencia.", "Referencia", "Ver cuánto es", "Leer el código")

internal val severalOffer = SeveralOfferView(
    title = "Pagar varios",
    body = "Marca lo que quieres pagar.",
    lookLabel = "Ver el total",
    debts = listOf("1", "2").map {
        item(it).copy(pay = PayOfferView(DebtKind.FINE, it, label = "Pagar", accessibilityLabel = "Pagar: multa $it"))
    },
)

internal val several = SeveralView(
    title = "Pagar varios",
    headline = "Son 200,00 € en total.",
    total = "200,00 €",
    payments = listOf(payment(PaymentStage.SETTLED, id = 6), payment(PaymentStage.PREPARED)),
    notPayable = listOf(
        NotPayableView(DebtKind.TAX, "9", "Número: 9", ExplanationView("Ya está pagado", "Nada más.", "Mira el recibo.", "payment.paid")),
    ),
    next = 7,
    nextLabel = "Ir al próximo pago",
)

internal val refundForm = RefundFormView(
    title = "Pedir una devolución",
    body = "Dinos por qué.",
    causesTitle = "Por qué",
    causes = listOf(
        RefundCauseView(RefundCause.UNDUE, "Pagué de más"),
        RefundCauseView(RefundCause.ANNULLED, "Me quitaron la multa"),
    ),
    accountLabel = "IBAN de tu cuenta",
    sendLabel = "Enviar la petición",
)

internal fun refund(stage: RefundStage) = RefundView(
    id = 2,
    title = "Multa 470118263",
    amount = "100,00 €",
    stage = stage,
    headline = "Estado ${stage.name.lowercase()}",
    body = "Qué significa.",
    late = "La ciudad va tarde.".takeIf { stage == RefundStage.AGREED },
    steps = listOf(RefundStepView("Pedida", "24 de noviembre", true), RefundStepView("Aceptada", "Pendiente", false)),
    facts = listOf(FactView("Cuenta acabada en", "1332")),
    receipt = "E-2026-0000002",
    trouble = null,
    actions = if (stage != RefundStage.NOT_TAKEN) emptyList() else listOf(
        RefundActionView(RefundActionKind.AGAIN, "Pedir otra vez"),
        RefundActionView(RefundActionKind.DISMISS, "Entendido"),
    ),
    accessibilityLabel = "Devolución entera",
)

internal val refunds = RefundsView("Dinero de vuelta", listOf(refund(RefundStage.AGREED)), refundForm.causes, null, fresh, null)
