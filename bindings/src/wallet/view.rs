//! What a screen draws of cards that are here.

use madrid_core::text::keys;
use madrid_core::wallet::issuance::Offered;
use madrid_core::wallet::log::{Entry, LoggedParty};
use madrid_core::wallet::{Card, CardShown, CardsShown, Change, ClaimShown, Labels, Method, Standing, said};

use super::adding::OfferView;
use super::history::{self, HistoryEntryView};
use super::words::{Reader, spoken, tier};
use crate::view::{ConfirmView, EmptyView, FactView};

/// Whether a card counts, for colour and icon.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum CardStatus {
    /// It does.
    Valid,
    /// Nobody could be asked yet.
    Unknown,
    /// Not for now.
    Suspended,
    /// Not any more: it was taken back.
    Revoked,
    /// Not any more: its time is over.
    Over,
}

/// A card.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct CardView {
    /// For `card`, `refresh` and `delete`.
    pub id: i64,
    /// Its name.
    pub name: String,
    /// Whose it is, where it says so.
    pub holder: Option<String>,
    /// Who gives it.
    pub issuer: String,
    /// The colour of its ground, `#rrggbb`, as its issuer wants it.
    pub background: Option<String>,
    /// The colour of its letters, `#rrggbb`.
    pub foreground: Option<String>,
    /// Whether it counts.
    pub status: CardStatus,
    /// The same in words, with how fresh that is.
    pub status_label: String,
    /// Until when it lasts, in words.
    pub until_label: Option<String>,
    /// How closely it is bound to the phone, in words.
    pub tier_label: String,
    /// All of it for a screen reader.
    pub accessibility_label: String,
}

/// Somebody who asks for a card and waits.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct AskedView {
    /// For `look`.
    pub id: i64,
    /// Who.
    pub who: String,
}

/// The screen of all cards.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct WalletView {
    /// Its name.
    pub title: String,
    /// The cards, the first one first.
    pub cards: Vec<CardView>,
    /// What to show where there is none.
    pub empty: Option<EmptyView>,
    /// That some cannot be read, where it is so.
    pub torn: Option<String>,
    /// The words above `offers`.
    pub offers_title: String,
    /// Cards that are offered or on their way.
    pub offers: Vec<OfferView>,
    /// The words above `asked`.
    pub asked_title: String,
    /// Who waits for an answer.
    pub asked: Vec<AskedView>,
    /// The words of the button at each of them.
    pub answer_label: String,
    /// The words of the button that adds a card.
    pub add_label: String,
    /// The words of the button that reads a code.
    pub scan_label: String,
    /// The words of the button that checks somebody else's card.
    pub reader_label: String,
    /// The words of the button that shows what happened.
    pub history_label: String,
    /// The words of the button that moves to another phone.
    pub moving_label: String,
}

/// The screen of one card.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct CardDetailView {
    /// The card.
    pub card: CardView,
    /// What it is for, in its issuer's words.
    pub about: Option<String>,
    /// The words above `claims`.
    pub claims_title: String,
    /// What it says, in its issuer's order.
    pub claims: Vec<FactView>,
    /// The words above `changes`.
    pub changes_title: String,
    /// What it says otherwise since it was renewed.
    pub changes: Vec<String>,
    /// The words above `facts`.
    pub facts_title: String,
    /// Who gives it, how it is kept and how it is shown.
    pub facts: Vec<FactView>,
    /// The words above `history`.
    pub history_title: String,
    /// What happened with it, the last thing first.
    pub history: Vec<HistoryEntryView>,
    /// Who can find out together that it was the same person, a sentence for each copy.
    pub linked: Vec<String>,
    /// The words of the button that asks for news of it.
    pub refresh_label: String,
    /// The words of the button that deletes it.
    pub delete_label: String,
    /// The question before that.
    pub delete: ConfirmView,
}

impl CardView {
    pub(super) fn new(shown: &CardShown, claims: &[ClaimShown], reader: Reader) -> Self {
        let card = &shown.card;
        let status = status(shown, reader);
        let (name, issuer) = (reader.name_of(card), reader.issuer_of(card));
        let holder = holder(claims).map(|name| reader.with(keys::CARD_OF, "name", &name));
        let status_label = match status {
            CardStatus::Over => reader.say(keys::CARD_OVER),
            _ => reader.standing(shown.judged),
        };
        let until = shown.until.filter(|_| status != CardStatus::Over);
        let until_label = until.map(|at| reader.with(keys::CARD_UNTIL, "day", &reader.day_of(at)));
        let parts = [&name, holder.as_ref().unwrap_or(&String::new()), &status_label]
            .map(String::clone)
            .into_iter()
            .chain(until_label.clone());
        let parts: Vec<String> = parts.collect();
        Self {
            id: card.id,
            accessibility_label: spoken(parts.iter().map(String::as_str)),
            background: card.look.background.clone(),
            foreground: card.look.text.clone(),
            tier_label: reader.say(tier(card.tier, card.higher.is_some()).0),
            name,
            holder,
            issuer,
            status,
            status_label,
            until_label,
        }
    }
}

fn status(shown: &CardShown, reader: Reader) -> CardStatus {
    match shown.judged.standing {
        Standing::Suspended => CardStatus::Suspended,
        Standing::Revoked => CardStatus::Revoked,
        _ if shown.usable == 0 || shown.until.is_some_and(|until| until <= reader.now.timestamp()) => CardStatus::Over,
        Standing::Valid => CardStatus::Valid,
        Standing::Unknown => CardStatus::Unknown,
    }
}

/// Whose card it is, where it says so: what all cards of Madrid call a first name.
fn holder(claims: &[ClaimShown]) -> Option<String> {
    let is_name = |claim: &&ClaimShown| {
        let last = claim.place.last();
        matches!(last, Some(madrid_core::wallet::Step::Name(name)) if name == "given_name")
    };
    let found = claims.iter().find(is_name)?;
    match said(&found.value) {
        madrid_core::wallet::Said::Text(name) => Some(name),
        _ => None,
    }
}

/// Everything that is here, on its way or asked for.
pub(super) struct Everything {
    pub cards: CardsShown,
    pub claims: Vec<Vec<ClaimShown>>,
    pub offers: Vec<Offered>,
    pub asked: Vec<(i64, LoggedParty)>,
}

impl WalletView {
    pub(super) fn new(all: &Everything, reader: Reader) -> Self {
        let shown = all.cards.cards.iter().zip(&all.claims);
        let cards: Vec<CardView> = shown
            .map(|(shown, claims)| CardView::new(shown, claims, reader))
            .collect();
        let is_empty = cards.is_empty() && all.offers.is_empty();
        Self {
            title: reader.say(keys::WALLET_TITLE),
            empty: is_empty.then(|| EmptyView {
                title: reader.say(keys::WALLET_EMPTY_TITLE),
                body: reader.say(keys::WALLET_EMPTY_BODY),
            }),
            cards,
            torn: (all.cards.torn > 0).then(|| reader.say(keys::WALLET_TORN)),
            offers_title: reader.say(keys::WALLET_WAITING_TITLE),
            offers: all
                .offers
                .iter()
                .map(|offered| OfferView::new(offered, reader))
                .collect(),
            asked_title: reader.say(keys::WALLET_ASKED_TITLE),
            asked: all
                .asked
                .iter()
                .map(|(id, party)| AskedView {
                    id: *id,
                    who: history::who(party, reader),
                })
                .collect(),
            answer_label: reader.say(keys::ACTION_CARD_ANSWER),
            add_label: reader.say(keys::ACTION_CARD_ADD),
            scan_label: reader.say(keys::ACTION_CARD_SCAN),
            reader_label: reader.say(keys::ACTION_CARD_READ),
            history_label: reader.say(keys::ACTION_CARD_HISTORY),
            moving_label: reader.say(keys::ACTION_CARD_MOVE),
        }
    }
}

/// A card with all that is known of it.
pub(super) struct Detail {
    pub shown: CardShown,
    pub claims: Vec<ClaimShown>,
    pub all: usize,
    pub entries: Vec<Entry>,
    pub linked: Vec<madrid_core::wallet::log::Linkable>,
}

impl CardDetailView {
    pub(super) fn new(detail: &Detail, reader: Reader) -> Self {
        let card = &detail.shown.card;
        let labels = Labels::of(&card.labels);
        let told: Vec<_> = detail
            .claims
            .iter()
            .map(|claim| (claim.place.clone(), said(&claim.value)))
            .collect();
        let own = card.id.to_string();
        let name = reader.name_of(card);
        let entries = detail.entries.iter();
        let of_card = entries.filter(|entry| entry.cards.iter().any(|logged| logged.card == own));
        Self {
            card: CardView::new(&detail.shown, &detail.claims, reader),
            about: reader.of(&card.look.about),
            claims_title: reader.say(keys::CARD_SAYS_TITLE),
            claims: reader.facts(&labels, &told),
            changes_title: reader.say(keys::CARD_CHANGED_TITLE),
            changes: changes(card, reader),
            facts_title: reader.say(keys::CARD_ABOUT_TITLE),
            facts: facts(detail, reader),
            history_title: reader.say(keys::CARD_HISTORY_TITLE),
            history: of_card
                .map(|entry| HistoryEntryView::of_card(entry, card, reader))
                .collect(),
            linked: detail
                .linked
                .iter()
                .filter(|linked| linked.card == own)
                .map(|linked| history::linked(linked, &name, reader))
                .collect(),
            refresh_label: reader.say(keys::ACTION_CARD_REFRESH),
            delete_label: reader.say(keys::ACTION_CARD_DELETE),
            delete: ConfirmView {
                title: reader.say(keys::CARD_DELETE_TITLE),
                body: reader.say(keys::CARD_DELETE_BODY),
                keep_label: reader.say(keys::CARD_DELETE_KEEP),
            },
        }
    }
}

fn changes(card: &Card, reader: Reader) -> Vec<String> {
    let labels = Labels::of(&card.labels);
    let change = |difference: &madrid_core::wallet::Difference| {
        let key = match difference.change {
            Change::Added => keys::CARD_CHANGED_ADDED,
            Change::Removed => keys::CARD_CHANGED_REMOVED,
            Change::Altered => keys::CARD_CHANGED_ALTERED,
        };
        reader.with(key, "name", &reader.label(&labels, &difference.place()))
    };
    let mut all: Vec<String> = card.differences.iter().map(change).collect();
    all.dedup();
    all
}

fn facts(detail: &Detail, reader: Reader) -> Vec<FactView> {
    let (shown, card) = (&detail.shown, &detail.shown.card);
    let fact = |label, value: String| FactView {
        label: reader.say(label),
        value,
    };
    let mut facts = vec![
        fact(keys::CARD_ISSUER, reader.issuer_of(card)),
        fact(keys::CARD_TIER, reader.say(tier(card.tier, card.higher.is_some()).1)),
        fact(keys::CARD_REUSE, reader.say(reuse(card.reuse.method))),
    ];
    if matches!(card.reuse.method, Method::Once | Method::PerVerifier) {
        let values = [("fresh", shown.fresh.to_string()), ("all", detail.all.to_string())];
        let values = values.each_ref().map(|(name, value)| (*name, value.as_str().into()));
        let value = madrid_core::text::with(reader.language, keys::CARD_COPIES_VALUE, &values);
        facts.push(fact(keys::CARD_COPIES, value));
    }
    facts.push(fact(keys::CARD_ADDED, reader.day_of(card.added_s)));
    if card.renewed_s > card.added_s {
        facts.push(fact(keys::CARD_RENEWED, reader.day_of(card.renewed_s)));
    }
    facts
}

const fn reuse(method: Method) -> madrid_core::text::Key {
    match method {
        Method::Once => keys::CARD_REUSE_ONCE,
        Method::Limited => keys::CARD_REUSE_LIMITED,
        Method::Rotating => keys::CARD_REUSE_ROTATING,
        Method::PerVerifier => keys::CARD_REUSE_PER_VERIFIER,
    }
}
