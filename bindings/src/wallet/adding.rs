//! What a screen draws of cards that are offered, can be asked for, or are on their way.

use madrid_core::text::{self, Key, keys};
use madrid_core::wallet::issuance::{Offered, Progress, TxCode, Wanted};
use madrid_core::wallet::{CardsShown, Format};

use super::words::{Reader, host_of, spoken, tier};
use crate::view::{EmptyView, ExplanationView};

/// How far a card has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum OfferStage {
    /// The person is to say yes.
    Offered,
    /// The person is to go on at the issuer's page.
    Browsing,
    /// It goes on by itself when there is a network.
    UnderWay,
    /// Its issuer needs time; it is asked again by itself.
    PutOff,
    /// It is here.
    Kept,
    /// It will not come.
    Failed,
}

/// A field for a code that somebody gave to the person.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct CodeFieldView {
    /// Its words.
    pub label: String,
    /// How the code looks, or its issuer's word on where it is.
    pub hint: String,
    /// Whether it has digits only, for the keyboard.
    pub is_numeric: bool,
}

/// A card that is offered, or on its way.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct OfferView {
    /// For `accept` and `cancel`.
    pub id: i64,
    /// The name of the screen.
    pub title: String,
    /// The card's name.
    pub name: String,
    /// What it is for, in its issuer's words.
    pub about: Option<String>,
    /// Who gives it, and the host that it comes from.
    pub issuer: String,
    /// The host that it comes from: what a person can know somebody by.
    pub host: String,
    /// Whether somebody whom the City names vouches for who gives it.
    pub is_vouched: bool,
    /// The same in words.
    pub vouched_label: String,
    /// The colour of its ground, `#rrggbb`.
    pub background: Option<String>,
    /// The colour of its letters, `#rrggbb`.
    pub foreground: Option<String>,
    /// What follows if the person says yes.
    pub body: String,
    /// How closely it is bound to the phone, in words.
    pub tier_label: String,
    /// How far it has come.
    pub stage: OfferStage,
    /// The same in words.
    pub headline: String,
    /// Why it does not go on, with what to do.
    pub trouble: Option<ExplanationView>,
    /// What the person types, where they have to.
    pub code: Option<CodeFieldView>,
    /// Whether `accept` opens its issuer's page.
    pub opens_page: bool,
    /// The words of the button that says yes; none where there is nothing to say yes to.
    pub accept_label: Option<String>,
    /// The words of the button that gives it up.
    pub cancel_label: String,
    /// The number of the card, once it is here.
    pub card: Option<i64>,
    /// All of it for a screen reader.
    pub accessibility_label: String,
}

/// A card that can be asked for.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct AddableView {
    /// For `ask_for`.
    pub configuration: String,
    /// Its name.
    pub name: String,
    /// What it is for.
    pub about: Option<String>,
    /// The colour of its ground, `#rrggbb`.
    pub background: Option<String>,
    /// The colour of its letters, `#rrggbb`.
    pub foreground: Option<String>,
    /// How closely it is bound to the phone, in words.
    pub tier_label: String,
    /// That the person has one already, where it is so.
    pub here_label: Option<String>,
    /// All of it for a screen reader.
    pub accessibility_label: String,
}

/// The screen where a card is added.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct AddCardView {
    /// Its name.
    pub title: String,
    /// What happens.
    pub body: String,
    /// The cards.
    pub cards: Vec<AddableView>,
    /// What to show where there is none.
    pub empty: Option<EmptyView>,
}

impl OfferView {
    pub(super) fn new(offered: &Offered, reader: Reader) -> Self {
        let host = host_of(&offered.issuer);
        let issuer = reader.of(&offered.issuer_name).unwrap_or_else(|| host.clone());
        let name = reader.of(&offered.look.name).unwrap_or_default();
        let vouched = if offered.is_vouched {
            keys::OFFER_VOUCHED
        } else {
            keys::OFFER_UNVOUCHED
        };
        let vouched_label = reader.say(vouched);
        let (stage, headline, trouble) = progress(offered, reader);
        let body = match (offered.replaces, offered.opens_page) {
            (Some(_), _) => keys::OFFER_BODY_AGAIN,
            (None, true) => keys::OFFER_BODY_PAGE,
            (None, false) => keys::OFFER_BODY,
        };
        let (accept, cancel) = choices(stage);
        let is_open = matches!(stage, OfferStage::Offered);
        Self {
            id: offered.id,
            title: reader.say(keys::OFFER_TITLE),
            accessibility_label: spoken([name.as_str(), &issuer, &vouched_label, &headline]),
            about: reader.of(&offered.look.about),
            background: offered.look.background.clone(),
            foreground: offered.look.text.clone(),
            body: reader.with(body, "issuer", &issuer),
            tier_label: reader.say(tier(offered.tier, offered.is_lower).0),
            code: offered
                .tx_code
                .as_ref()
                .filter(|_| is_open)
                .map(|code| field(code, reader)),
            opens_page: offered.opens_page,
            accept_label: accept.map(|key| reader.say(key)),
            cancel_label: reader.say(cancel),
            card: match offered.progress {
                Progress::Kept(card) => Some(card),
                _ => None,
            },
            name,
            issuer,
            host,
            is_vouched: offered.is_vouched,
            vouched_label,
            stage,
            headline,
            trouble,
        }
    }
}

/// What the person can say: yes, where there is something to say yes to, and no.
fn choices(stage: OfferStage) -> (Option<Key>, Key) {
    let accept = match stage {
        OfferStage::Offered => Some(keys::ACTION_CARD_ACCEPT),
        OfferStage::Browsing => Some(keys::ACTION_CARD_GO_ON),
        _ => None,
    };
    let cancel = match stage {
        OfferStage::Failed | OfferStage::Kept => keys::ACTION_CARD_UNDERSTOOD,
        _ => keys::ACTION_CARD_NOT_NOW,
    };
    (accept, cancel)
}

fn progress(offered: &Offered, reader: Reader) -> (OfferStage, String, Option<ExplanationView>) {
    let explained = |code: &str| Some(ExplanationView::new(code, reader.language));
    match offered.progress {
        Progress::Offered(why) => (
            OfferStage::Offered,
            reader.say(keys::OFFER_WAITING),
            why.and_then(|why| explained(why.code())),
        ),
        Progress::Browsing => (OfferStage::Browsing, reader.say(keys::OFFER_BROWSING), None),
        Progress::UnderWay => (OfferStage::UnderWay, reader.say(keys::OFFER_UNDER_WAY), None),
        Progress::PutOff(until) => {
            let when = chrono::DateTime::from_timestamp(until, 0).unwrap_or(reader.now);
            let today = madrid_core::kernel::madrid_day(reader.now);
            let when = text::appointment(reader.language, when, today);
            (
                OfferStage::PutOff,
                reader.with(keys::OFFER_PUT_OFF, "when", &when),
                None,
            )
        }
        Progress::Kept(_) if offered.is_lower => (OfferStage::Kept, reader.say(keys::OFFER_KEPT_LOWER), None),
        Progress::Kept(_) => (OfferStage::Kept, reader.say(keys::OFFER_KEPT), None),
        Progress::Failed(why) => (
            OfferStage::Failed,
            reader.say(keys::OFFER_FAILED),
            explained(why.code()),
        ),
    }
}

fn field(code: &TxCode, reader: Reader) -> CodeFieldView {
    let shape = match code.length {
        None => reader.say(keys::OFFER_CODE_ANY),
        Some(length) => {
            let key = if code.is_numeric {
                keys::OFFER_CODE_DIGITS
            } else {
                keys::OFFER_CODE_SIGNS
            };
            reader.with(key, "count", &length.to_string())
        }
    };
    CodeFieldView {
        label: reader.say(keys::OFFER_CODE),
        hint: code
            .description
            .clone()
            .map_or(shape.clone(), |said| format!("{said} ({shape})")),
        is_numeric: code.is_numeric,
    }
}

impl AddCardView {
    /// The same card in another form is one card to a person: they get the one that a neighbour's phone reads too.
    pub(super) fn new(kinds: &[Wanted], here: &CardsShown, reader: Reader) -> Self {
        let mut cards: Vec<AddableView> = Vec::new();
        let is_text = |kind: &&Wanted| kind.format == Format::SdJwt;
        let others = kinds.iter().filter(|kind| !is_text(kind));
        for kind in kinds.iter().filter(is_text).chain(others) {
            let card = addable(kind, here, reader);
            if cards.iter().all(|known| known.name != card.name) {
                cards.push(card);
            }
        }
        Self {
            title: reader.say(keys::CARD_ADD_TITLE),
            body: reader.say(keys::CARD_ADD_BODY),
            empty: cards.is_empty().then(|| EmptyView {
                title: reader.say(keys::CARD_ADD_EMPTY_TITLE),
                body: reader.say(keys::CARD_ADD_EMPTY_BODY),
            }),
            cards,
        }
    }
}

fn addable(kind: &Wanted, here: &CardsShown, reader: Reader) -> AddableView {
    let name = reader.of(&kind.look.name).unwrap_or_else(|| kind.kind.clone());
    let about = reader.of(&kind.look.about);
    let is_here = here.cards.iter().any(|shown| shown.card.kind == kind.kind);
    let here_label = is_here.then(|| reader.say(keys::CARD_ADD_HERE));
    let parts = [Some(name.as_str()), about.as_deref(), here_label.as_deref()];
    AddableView {
        configuration: kind.configuration.clone(),
        accessibility_label: spoken(parts.into_iter().flatten()),
        background: kind.look.background.clone(),
        foreground: kind.look.text.clone(),
        tier_label: reader.say(tier(kind.tier, false).0),
        name,
        about,
        here_label,
    }
}
