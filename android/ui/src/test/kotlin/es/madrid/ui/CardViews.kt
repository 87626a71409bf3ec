// Cards as the core gives them, for the tests of their screens.

package es.madrid.ui

import es.madrid.kit.AddCardView
import es.madrid.kit.AddableView
import es.madrid.kit.AskedView
import es.madrid.kit.CardDetailView
import es.madrid.kit.CardHistoryEntryView
import es.madrid.kit.CardHistoryView
import es.madrid.kit.CardStatus
import es.madrid.kit.CardView
import es.madrid.kit.CodeFieldView
import es.madrid.kit.ConfirmView
import es.madrid.kit.ConsentAlternativeView
import es.madrid.kit.ConsentCardView
import es.madrid.kit.ConsentCertainty
import es.madrid.kit.ConsentChoice
import es.madrid.kit.ConsentClaimView
import es.madrid.kit.ConsentView
import es.madrid.kit.FactView
import es.madrid.kit.MovedView
import es.madrid.kit.MovingView
import es.madrid.kit.OfferStage
import es.madrid.kit.OfferView
import es.madrid.kit.QrView
import es.madrid.kit.ReaderAskView
import es.madrid.kit.ReaderQuestion
import es.madrid.kit.ReaderQuestionView
import es.madrid.kit.ReaderVerdict
import es.madrid.kit.ReaderView
import es.madrid.kit.ReadingView
import es.madrid.kit.ScanFormView
import es.madrid.kit.SharedView
import es.madrid.kit.WalletView

internal fun card(status: CardStatus = CardStatus.VALID, background: String? = "#0a5c4a", foreground: String? = "#ffffff") = CardView(
    id = 3, name = "Tarjeta madridmayor", holder = "De Antonio", issuer = "Ayuntamiento de Madrid", background = background,
    foreground = foreground, status = status, statusLabel = "Vale. Mirado hoy a las 12:00", untilLabel = "Hasta el 1 de enero",
    tierLabel = "Ligada a este móvil", accessibilityLabel = "Tarjeta madridmayor. De Antonio. Vale",
)

internal val offer = OfferView(
    id = 4, title = "Una tarjeta para ti", name = "Abono Deporte", about = "Para entrar en las piscinas", issuer = "Ayuntamiento",
    host = "sede.madrid.es", isVouched = true, vouchedLabel = "Comprobado: es quien dice.", background = null, foreground = null,
    body = "Te la ofrece el Ayuntamiento.",
    tierLabel = "Ligada a este móvil", stage = OfferStage.OFFERED, headline = "Te espera", trouble = null,
    code = CodeFieldView("Código que te han dado", "6 cifras", isNumeric = true), opensPage = false, acceptLabel = "Recibirla",
    cancelLabel = "No, gracias", card = null, accessibilityLabel = "Abono Deporte. Te espera",
)

private val confirm = ConfirmView("¿Quitarla?", "Se borra de este móvil.", "Dejarla")

private val entry = CardHistoryEntryView(
    "Enseñada a la piscina", "Hoy a las 12:00", listOf("Mayor de 65 años"), isTrouble = true, accessibilityLabel = "Enseñada hoy",
)

internal val wallet = WalletView(
    title = "Tarjetas", cards = listOf(card()), empty = null, torn = "Una no se lee.", offersTitle = "En camino", offers = listOf(offer),
    askedTitle = "Alguien pregunta", asked = listOf(AskedView(5, "Piscina de la Elipa")), answerLabel = "Responder",
    addLabel = "Añadir una tarjeta", scanLabel = "Leer un código", readerLabel = "Comprobar otra tarjeta", historyLabel = "Historial",
    movingLabel = "Cambiar de móvil",
)

internal val cardDetail = CardDetailView(
    card(), "Para mayores de 65 años", "Qué dice", listOf(FactView("Mayor de 65 años", "Sí")), "Ha cambiado", listOf("Nuevo: Foto"),
    "Sobre la tarjeta", listOf(FactView("La da", "Ayuntamiento de Madrid")), "Dónde la usaste", listOf(entry),
    listOf("Pueden saber que eres la misma persona."), "Comprobar ahora", "Quitar del móvil", confirm,
)

internal val addCard = AddCardView(
    "Añadir una tarjeta", "Estas son las de Madrid.",
    listOf(AddableView("senior", "Tarjeta madridmayor", "Para mayores", null, null, "Ligada a este móvil", "Ya la tienes", "Tarjeta")),
    null,
)

internal val scanForm = ScanFormView("Leer un código", "Sirve para recibir o enseñar.", "El texto del código", "Seguir", "Abrir una imagen")

internal val consent = ConsentView(
    id = 5, title = "Te piden una tarjeta", who = "Piscina de la Elipa", certainty = ConsentCertainty.UNKNOWN,
    certaintyLabel = "Nadie responde por quien te pregunta.", toLabel = "La respuesta va a madrid.es", whyTitle = "Para qué",
    why = "Para la entrada reducida", policyUrl = "https://piscina.example", policyLabel = "Qué harán con ello", seesTitle = "Verán",
    cards = listOf(
        ConsentCardView(
            "Tarjeta madridmayor", "#ffff00", "#ffffff",
            listOf(ConsentClaimView("Mayor de 65 años", "Sí", "No tenían permiso para pedirlo", isBeyond = true)), null, "También se ve",
            listOf(FactView("Número", "12345678")),
        ),
    ),
    alternativesTitle = "Puedes elegir", alternatives = listOf(ConsentAlternativeView("Sin ella", ConsentChoice(listOf(1), emptyList()))),
    warningsTitle = "Antes de compartir", warnings = listOf("No se sabe quién es."), accepts = listOf("unknown"),
    choice = ConsentChoice(listOf(0), emptyList()), nothing = null, shareLabel = "Compartir", refuseLabel = "No compartir",
    accessibilityLabel = "Piscina de la Elipa te pide una tarjeta",
)

/** Squares like those of a chessboard. */
internal fun qr(text: String) = QrView(21u, ByteArray(441) { (it % 2).toByte() }, text)

internal val shared = SharedView("Enseña la pantalla", "Van cambiando solos.", null, null, "Ir a la página", listOf(qr("a"), qr("b")))

internal val cardHistory = CardHistoryView(
    "Historial de tarjetas", "Alguien lo ha cambiado.", listOf(entry), listOf("Pueden saber que eres la misma persona."), null, "Qué vieron",
    "Guardar una copia", "Borrar el historial", confirm,
)

internal val moving = MovingView(
    "Cambiar de móvil", "Llévate un archivo.", "Una frase", "Al menos 12 letras.", "Hacer el archivo", "Abrir el archivo",
)

internal val moved = MovedView(listOf(FactView("Tarjetas que puedes recibir", "2")), "Abre el archivo más tarde.")

internal val cardReader = ReaderView(
    "Comprobar una tarjeta", "Elige qué quieres saber.",
    listOf(ReaderQuestionView(ReaderQuestion.SENIOR, "Mayor de 65", "¿Tiene la rebaja?")),
)

internal val cardQuestion = ReaderAskView("question", "Que lo lea", "La otra persona lo lee.", qr("openid4vp://?x"))

internal val reading = ReadingView(
    "Qué dice la tarjeta", ReaderVerdict.UNSURE, "Parece buena", listOf("No se sabe si la retiraron."), listOf(FactView("Mayor de 65 años", "Sí")), "Parece buena",
)
