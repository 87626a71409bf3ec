//! What a screen draws of what happened with cards.

use madrid_core::text::{self, keys};
use madrid_core::wallet::log::{Attribute, Entry, Linkable, LoggedCard, LoggedParty, Outcome, What};
use madrid_core::wallet::{Card, CardsShown, JournalShown, Labels, Step};

use super::words::{Reader, spoken};
use crate::view::{ConfirmView, EmptyView};

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct HistoryEntryView {
    /// What, and with whom.
    pub title: String,
    /// When.
    pub when_label: String,
    /// The names of what they saw, never what it says.
    pub attributes: Vec<String>,
    /// Whether it went wrong, or nobody knows.
    pub is_trouble: bool,
    /// All of it for a screen reader.
    pub accessibility_label: String,
}

/// The screen of the history.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct HistoryView {
    /// Its name.
    pub title: String,
    /// That somebody has changed it, where it is so.
    pub damaged: Option<String>,
    /// The last thing first.
    pub entries: Vec<HistoryEntryView>,
    /// Who can find out together that it was the same person, a sentence for each copy.
    pub linked: Vec<String>,
    /// What to show where there is nothing.
    pub empty: Option<EmptyView>,
    /// The words above what somebody saw.
    pub attributes_title: String,
    /// The words of the button that saves a copy.
    pub export_label: String,
    /// The words of the button that deletes it.
    pub delete_label: String,
    /// The question before that.
    pub delete: ConfirmView,
}

impl HistoryEntryView {
    /// Among what happened with one card, which need not be named again.
    pub(super) fn of_card(entry: &Entry, card: &Card, reader: Reader) -> Self {
        let own = card.id.to_string();
        Self::told(entry, None, |logged| (logged.card == own).then_some(card), reader)
    }

    /// Among all that happened, with the cards that it is about.
    fn named(entry: &Entry, cards: &CardsShown, reader: Reader) -> Self {
        let here = |logged: &LoggedCard| {
            let mut all = cards.cards.iter().map(|shown| &shown.card);
            all.find(|card| card.id.to_string() == logged.card)
        };
        Self::told(entry, about(entry, here, reader), here, reader)
    }

    /// With the names that the issuers of cards that are `here` give to what was seen.
    fn told<'c>(
        entry: &Entry,
        about: Option<String>,
        here: impl Fn(&LoggedCard) -> Option<&'c Card>,
        reader: Reader,
    ) -> Self {
        let (key, is_trouble) = match (&entry.outcome, entry.what) {
            (Outcome::Done, What::Issuance) => (keys::HISTORY_RECEIVED, false),
            (Outcome::Done, What::Presentation) => (keys::HISTORY_SHOWN, false),
            (Outcome::Declined, _) => (keys::HISTORY_DECLINED, false),
            (Outcome::Failed(_), _) => (keys::HISTORY_FAILED, true),
            (Outcome::Unknown, _) => (keys::HISTORY_UNSURE, true),
        };
        let what = reader.with(key, "who", &who(&entry.party, reader));
        let title = about.map_or(what.clone(), |card| {
            let values = [("card", card.into()), ("what", what.into())];
            text::with(reader.language, keys::HISTORY_ABOUT, &values)
        });
        let when_label = text::sentence(&reader.moment(entry.at));
        let mut attributes: Vec<String> = entry
            .cards
            .iter()
            .filter(|_| entry.what == What::Presentation)
            .flat_map(|logged| {
                let labels = Labels::of(here(logged).map_or(&[], |card| &card.labels));
                let named = |attribute: &Attribute| reader.label(&labels, &place(attribute));
                logged.attributes.iter().map(named).collect::<Vec<_>>()
            })
            .collect();
        attributes.dedup();
        let parts = [title.as_str(), &when_label]
            .into_iter()
            .chain(attributes.iter().map(String::as_str));
        Self {
            accessibility_label: spoken(parts),
            title,
            when_label,
            attributes,
            is_trouble,
        }
    }
}

/// What the cards are called that an entry is about: as they were called then, else as they are called now; `None` where nobody knows.
fn about<'c>(entry: &Entry, here: impl Fn(&LoggedCard) -> Option<&'c Card>, reader: Reader) -> Option<String> {
    let name = |logged: &LoggedCard| {
        let now = || here(logged).map(|card| reader.name_of(card));
        reader.of(&logged.name).or_else(now)
    };
    let mut names: Vec<String> = entry.cards.iter().filter_map(name).collect();
    names.dedup();
    (!names.is_empty()).then(|| text::sentence(&text::listing(reader.language, &names)))
}

/// Where an attribute stood; whichever element of an array is as good as the first.
fn place(attribute: &Attribute) -> Vec<Step> {
    let step = |name: &String| match name.as_str() {
        "*" => Step::Index(0),
        name => Step::Name(name.to_owned()),
    };
    attribute.names().iter().map(step).collect()
}

/// What to call who asked.
pub fn who(party: &LoggedParty, reader: Reader) -> String {
    if party.name.is_empty() {
        reader.say(keys::HISTORY_NEARBY)
    } else {
        party.name.clone()
    }
}

/// Who can find out together that it was the same person.
pub fn linked(linked: &Linkable, card: &str, reader: Reader) -> String {
    let parties: Vec<String> = linked.parties.iter().map(|party| who(party, reader)).collect();
    let parties = text::sentence(&text::listing(reader.language, &parties));
    let values = [("parties", parties.into()), ("card", card.into())];
    text::with(reader.language, keys::HISTORY_LINKED, &values)
}

impl HistoryView {
    pub(super) fn new(shown: &JournalShown, linkable: &[Linkable], cards: &CardsShown, reader: Reader) -> Self {
        let name = |id: &str| {
            let found = cards.cards.iter().find(|shown| shown.card.id.to_string() == id);
            found.map_or_else(String::new, |shown| reader.name_of(&shown.card))
        };
        let entries = shown.entries.iter();
        Self {
            title: reader.say(keys::HISTORY_TITLE),
            damaged: shown.is_damaged.then(|| reader.say(keys::HISTORY_DAMAGED)),
            entries: entries
                .map(|entry| HistoryEntryView::named(entry, cards, reader))
                .collect(),
            linked: linkable
                .iter()
                .map(|one| linked(one, &name(&one.card), reader))
                .collect(),
            empty: shown.entries.is_empty().then(|| EmptyView {
                title: reader.say(keys::HISTORY_EMPTY_TITLE),
                body: reader.say(keys::HISTORY_EMPTY_BODY),
            }),
            attributes_title: reader.say(keys::HISTORY_WHAT),
            export_label: reader.say(keys::ACTION_HISTORY_EXPORT),
            delete_label: reader.say(keys::ACTION_HISTORY_DELETE),
            delete: ConfirmView {
                title: reader.say(keys::HISTORY_DELETE_TITLE),
                body: reader.say(keys::HISTORY_DELETE_BODY),
                keep_label: reader.say(keys::HISTORY_DELETE_KEEP),
            },
        }
    }
}
