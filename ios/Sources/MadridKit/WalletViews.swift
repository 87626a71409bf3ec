// What a screen may see of the person's cards, as `Views.swift` says for everything else.

import MadridCore

// Cards that are here.

/// Every card, what is on its way, and who asks.
public typealias WalletView = MadridCore.WalletView
/// A card.
public typealias CardView = MadridCore.CardView
/// Whether it counts.
public typealias CardStatus = MadridCore.CardStatus
/// Somebody who asks for a card and waits.
public typealias AskedView = MadridCore.AskedView
/// A card with what it says and what happened with it.
public typealias CardDetailView = MadridCore.CardDetailView

// Cards that are offered.

/// What the city has to give.
public typealias AddCardView = MadridCore.AddCardView
/// A card that can be asked for.
public typealias AddableView = MadridCore.AddableView
/// A card that is offered, or on its way.
public typealias OfferView = MadridCore.OfferView
/// How far it has come.
public typealias OfferStage = MadridCore.OfferStage
/// A field for a code that somebody gave to the person.
public typealias CodeFieldView = MadridCore.CodeFieldView

/// The words of the screen where a code is read.
public typealias ScanFormView = MadridCore.ScanFormView

// Cards that are asked for.

/// What the person says yes or no to.
public typealias ConsentView = MadridCore.ConsentView
/// How sure it is who asks.
public typealias ConsentCertainty = MadridCore.ConsentCertainty
/// A card that would be shown.
public typealias ConsentCardView = MadridCore.ConsentCardView
/// Something that would be seen.
public typealias ConsentClaimView = MadridCore.ConsentClaimView
/// Another way to answer.
public typealias ConsentAlternativeView = MadridCore.ConsentAlternativeView
/// What the person chooses to share.
public typealias ConsentChoice = MadridCore.ConsentChoice
/// What became of it.
public typealias SharedView = MadridCore.SharedView
/// A code to be drawn: dark squares on white.
public typealias QrView = MadridCore.QrView

// What happened with cards, and cards that change phones.

/// All that happened.
public typealias HistoryView = MadridCore.HistoryView
/// One thing that did.
public typealias HistoryEntryView = MadridCore.HistoryEntryView
/// The words of the screen where cards change phones.
public typealias MovingView = MadridCore.MovingView
/// What came of opening a file of an older phone.
public typealias MovedView = MadridCore.MovedView

// Somebody else's card.

/// What can be asked of somebody who stands there.
public typealias ReaderView = MadridCore.ReaderView
/// A question to choose, with its words.
public typealias ReaderQuestionView = MadridCore.ReaderQuestionView
/// Which question.
public typealias ReaderQuestion = MadridCore.ReaderQuestion
/// What is held to the other person.
public typealias ReaderAskView = MadridCore.ReaderAskView
/// What was made of their answer.
public typealias ReadingView = MadridCore.ReadingView
/// The same in one word.
public typealias ReaderVerdict = MadridCore.ReaderVerdict
