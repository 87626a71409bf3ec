// What a screen may see of the core about the person's cards.

package es.madrid.kit

/** Every card, what is on its way, and who asks. */
typealias WalletView = es.madrid.core.WalletView

/** A card. */
typealias CardView = es.madrid.core.CardView

/** Whether it counts. */
typealias CardStatus = es.madrid.core.CardStatus

/** One card with what it says and what happened with it. */
typealias CardDetailView = es.madrid.core.CardDetailView

/** Somebody who asks for a card and waits. */
typealias AskedView = es.madrid.core.AskedView

/** A card that is offered, or on its way. */
typealias OfferView = es.madrid.core.OfferView

/** How far it has come. */
typealias OfferStage = es.madrid.core.OfferStage

/** A field for a code that somebody gave to the person. */
typealias CodeFieldView = es.madrid.core.CodeFieldView

/** The cards that can be asked for. */
typealias AddCardView = es.madrid.core.AddCardView

/** One of them. */
typealias AddableView = es.madrid.core.AddableView

/** What a code was that somebody scanned or opened. */
typealias ScannedView = es.madrid.core.ScannedView

/** The words around reading a code. */
typealias ScanFormView = es.madrid.core.ScanFormView

/** The screen on which the person says yes or no. */
typealias ConsentView = es.madrid.core.ConsentView

/** How sure it is who asks. */
typealias ConsentCertainty = es.madrid.core.ConsentCertainty

/** What the person chooses to share. */
typealias ConsentChoice = es.madrid.core.ConsentChoice

/** A card that would be shown. */
typealias ConsentCardView = es.madrid.core.ConsentCardView

/** Something that would be seen. */
typealias ConsentClaimView = es.madrid.core.ConsentClaimView

/** Another way to answer. */
typealias ConsentAlternativeView = es.madrid.core.ConsentAlternativeView

/** What became of it. */
typealias SharedView = es.madrid.core.SharedView

/** A code to be drawn. */
typealias QrView = es.madrid.core.QrView

/** What happened with cards. */
typealias CardHistoryView = es.madrid.core.HistoryView

/** Something that happened. */
typealias CardHistoryEntryView = es.madrid.core.HistoryEntryView

/** The words of the screen where cards change phones. */
typealias MovingView = es.madrid.core.MovingView

/** What came of opening a file of another phone. */
typealias MovedView = es.madrid.core.MovedView

/** What can be asked of somebody who stands there. */
typealias ReaderView = es.madrid.core.ReaderView

/** A question to choose. */
typealias ReaderQuestionView = es.madrid.core.ReaderQuestionView

/** Which that is. */
typealias ReaderQuestion = es.madrid.core.ReaderQuestion

/** A question that is held to the other phone. */
typealias ReaderAskView = es.madrid.core.ReaderAskView

/** What was made of a card. */
typealias ReadingView = es.madrid.core.ReadingView

/** Whether it counts. */
typealias ReaderVerdict = es.madrid.core.ReaderVerdict
