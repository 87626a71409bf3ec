//! What the person sees before a card is shown to anybody, and what became of it.

use std::collections::BTreeMap;

use madrid_core::text::{self, keys};
use madrid_core::wallet::presentation::{Answered, CardShown, Certainty, ClaimShown, Question, Wanted, Warning};
use madrid_core::wallet::{CardsShown, Choice, Labels, told_below};

use super::qr::QrView;
use super::words::{Reader, spoken};
use crate::error::AppError;
use crate::view::{EmptyView, FactView};

/// How sure it is who asks, for colour and icon.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum ConsentCertainty {
    /// Nobody vouches for it.
    Unknown,
    /// It is who it says.
    Certified,
    /// The same, and what it may ask for is known.
    Registered,
}

/// A card for something that is asked for.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct ConsentPick {
    /// What is asked for, by the name that who asks gave to it.
    pub asked: String,
    /// The card, by its number.
    pub card: i64,
}

/// What the person chooses to share. A shell makes none itself: it hands back one of those that it was given.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct ConsentChoice {
    /// For each group of what is asked for, which alternative; -1 leaves the group out.
    pub options: Vec<i32>,
    /// The cards.
    pub picks: Vec<ConsentPick>,
}

/// Something that would be seen.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct ConsentClaimView {
    /// What it is about.
    pub label: String,
    /// What it says.
    pub value: String,
    /// That it is more than they may ask for, or that they will keep it.
    pub note: Option<String>,
    /// Whether it is more than they may ask for.
    pub is_beyond: bool,
}

/// A card that would be shown.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct ConsentCardView {
    /// Its name.
    pub name: String,
    /// The colour of its ground, `#rrggbb`.
    pub background: Option<String>,
    /// The colour of its letters, `#rrggbb`.
    pub foreground: Option<String>,
    /// What they asked for of it. Where there is nothing, `card_only` says so.
    pub claims: Vec<ConsentClaimView>,
    /// That they see that the person has the card and nothing more, where it is so.
    pub card_only: Option<String>,
    /// The words above `also`.
    pub also_title: String,
    /// What they see besides, since the card cannot be shown without.
    pub also: Vec<FactView>,
}

/// Another way to answer.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct ConsentAlternativeView {
    /// Its words.
    pub label: String,
    /// For `look`.
    pub choice: ConsentChoice,
}

/// The screen on which the person says yes or no.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct ConsentView {
    /// For `look`, `approve` and `decline`.
    pub id: i64,
    /// Its name.
    pub title: String,
    /// Who asks.
    pub who: String,
    /// How sure that is.
    pub certainty: ConsentCertainty,
    /// The same in words.
    pub certainty_label: String,
    /// Where the answer goes.
    pub to_label: String,
    /// The words above `why`.
    pub why_title: String,
    /// What they want it for, as they have registered it.
    pub why: Option<String>,
    /// Where they say what they do with it.
    pub policy_url: Option<String>,
    /// The words of the button that opens that.
    pub policy_label: String,
    /// The words above the cards.
    pub sees_title: String,
    /// The cards that would be shown.
    pub cards: Vec<ConsentCardView>,
    /// The words above `alternatives`.
    pub alternatives_title: String,
    /// Other ways to answer.
    pub alternatives: Vec<ConsentAlternativeView>,
    /// The words above `warnings`.
    pub warnings_title: String,
    /// What the person must have read before their yes counts.
    pub warnings: Vec<String>,
    /// For `approve`: what these warnings are.
    pub accepts: Vec<String>,
    /// What is shown now, for `approve`; none where nothing can be.
    pub choice: Option<ConsentChoice>,
    /// That there is nothing to show, where it is so.
    pub nothing: Option<EmptyView>,
    /// The words of the button that says yes.
    pub share_label: String,
    /// The words of the button that says no.
    pub refuse_label: String,
    /// The beginning of it for a screen reader.
    pub accessibility_label: String,
}

/// What became of it.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct SharedView {
    /// In a few words.
    pub headline: String,
    /// What that means.
    pub body: String,
    /// Where who asked wants the person to go on.
    pub page_url: Option<String>,
    /// That, in words, with the host.
    pub page_label: Option<String>,
    /// The words of the button that goes there.
    pub page_action_label: String,
    /// Codes to be shown in turn to the person who asked, where there is no network between the two phones.
    pub codes: Vec<QrView>,
}

impl From<Choice> for ConsentChoice {
    fn from(choice: Choice) -> Self {
        let option = |option: &Option<usize>| option.and_then(|one| i32::try_from(one).ok()).unwrap_or(-1);
        let picks = choice.cards.iter().flat_map(|(asked, cards)| {
            cards.iter().map(|card| ConsentPick {
                asked: asked.clone(),
                card: card.parse().unwrap_or_default(),
            })
        });
        Self {
            options: choice.options.iter().map(option).collect(),
            picks: picks.collect(),
        }
    }
}

impl From<ConsentChoice> for Choice {
    fn from(choice: ConsentChoice) -> Self {
        let mut cards: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for pick in choice.picks {
            cards.entry(pick.asked).or_default().push(pick.card.to_string());
        }
        Self {
            options: choice
                .options
                .iter()
                .map(|option| usize::try_from(*option).ok())
                .collect(),
            cards,
        }
    }
}

/// A warning as text, to be handed back.
fn code(warning: &Warning) -> String {
    match warning {
        Warning::Unknown => "unknown".to_owned(),
        Warning::RegistrationFailed => "registration".to_owned(),
        Warning::Beyond => "beyond".to_owned(),
        Warning::Policy(card) => format!("policy {card}"),
        Warning::SeenBefore(card) => format!("seen {card}"),
    }
}

/// The warning of such a text. What is none is nothing that the person has accepted.
pub(super) fn warning(code: &str) -> Option<Warning> {
    match (code, code.split_once(' ')) {
        ("unknown", _) => Some(Warning::Unknown),
        ("registration", _) => Some(Warning::RegistrationFailed),
        ("beyond", _) => Some(Warning::Beyond),
        (_, Some(("policy", card))) => Some(Warning::Policy(card.to_owned())),
        (_, Some(("seen", card))) => Some(Warning::SeenBefore(card.to_owned())),
        _ => None,
    }
}

/// What a view of consent is made from.
#[derive(Clone, Copy)]
pub(super) struct Asked<'a> {
    pub question: &'a Question,
    pub cards: &'a CardsShown,
    pub reader: Reader,
}

impl Asked<'_> {
    fn name(self, card: &str) -> String {
        let found = self.cards.cards.iter().find(|shown| shown.card.id.to_string() == card);
        found.map_or_else(String::new, |shown| self.reader.name_of(&shown.card))
    }

    /// The view of a choice; of what is proposed where there is none, or one that cannot be.
    pub fn view(self, choice: Option<Choice>) -> ConsentView {
        let (consent, reader) = (&self.question.consent, self.reader);
        let choice = choice.or_else(|| consent.proposal.clone());
        let party = &consent.party;
        let warnings = choice
            .as_ref()
            .map(|choice| consent.warnings(choice))
            .unwrap_or_default();
        let who = if party.name.is_empty() {
            reader.say(keys::CONSENT_NEARBY)
        } else {
            party.name.clone()
        };
        let (certainty, certainty_key) = certainty(party.certainty);
        let certainty_label = reader.say(certainty_key);
        ConsentView {
            id: self.question.id,
            title: reader.say(keys::CONSENT_TITLE),
            accessibility_label: spoken([who.as_str(), &certainty_label]),
            who,
            certainty,
            certainty_label,
            to_label: if party.host.is_empty() {
                reader.say(keys::CONSENT_NEARBY_TO)
            } else {
                reader.with(keys::CONSENT_TO, "host", &party.host)
            },
            why_title: reader.say(keys::CONSENT_WHY),
            why: purpose(&party.purposes, reader),
            policy_url: party.policy.clone(),
            policy_label: reader.say(keys::CONSENT_POLICY),
            sees_title: reader.say(keys::CONSENT_SEES_TITLE),
            cards: choice.as_ref().map(|choice| self.shown(choice)).unwrap_or_default(),
            alternatives_title: reader.say(keys::CONSENT_CHOOSE_TITLE),
            alternatives: choice
                .as_ref()
                .map(|choice| self.alternatives(choice))
                .unwrap_or_default(),
            warnings_title: reader.say(keys::CONSENT_WARNING_TITLE),
            warnings: warnings.iter().map(|warning| self.warned(warning)).collect(),
            accepts: warnings.iter().map(code).collect(),
            nothing: choice.is_none().then(|| self.nothing()),
            choice: choice.map(ConsentChoice::from),
            share_label: reader.say(keys::ACTION_CARD_SHARE),
            refuse_label: reader.say(keys::ACTION_CARD_REFUSE),
        }
    }

    fn nothing(self) -> EmptyView {
        let (title, body) = if self.question.is_lower_here {
            (keys::CONSENT_LOWER_TITLE, keys::CONSENT_LOWER_BODY)
        } else {
            (keys::CONSENT_NOTHING_TITLE, keys::CONSENT_NOTHING_BODY)
        };
        EmptyView {
            title: self.reader.say(title),
            body: self.reader.say(body),
        }
    }

    fn warned(self, warning: &Warning) -> String {
        let reader = self.reader;
        match warning {
            Warning::Unknown => reader.say(keys::CONSENT_WARN_UNKNOWN),
            Warning::RegistrationFailed => reader.say(keys::CONSENT_WARN_REGISTRATION),
            Warning::Beyond => reader.say(keys::CONSENT_WARN_BEYOND),
            Warning::Policy(card) => reader.with(keys::CONSENT_WARN_POLICY, "card", &self.name(card)),
            Warning::SeenBefore(card) => reader.with(keys::CONSENT_WARN_SEEN, "card", &self.name(card)),
        }
    }

    fn shown(self, choice: &Choice) -> Vec<ConsentCardView> {
        let wanted = self.question.consent.wanted.iter();
        wanted
            .flat_map(|wanted| {
                let chosen = choice.cards.get(&wanted.id).cloned().unwrap_or_default();
                let cards = wanted.cards.iter().filter(move |card| chosen.contains(&card.card));
                cards.map(|card| self.card(card)).collect::<Vec<_>>()
            })
            .collect()
    }

    fn card(self, shown: &CardShown) -> ConsentCardView {
        let reader = self.reader;
        let found = self
            .cards
            .cards
            .iter()
            .find(|one| one.card.id.to_string() == shown.card);
        let card = found.map(|found| &found.card);
        let labels = card.map(|card| card.labels.clone()).unwrap_or_default();
        let labels = Labels::of(&labels);
        let claims: Vec<ConsentClaimView> = shown
            .claims
            .iter()
            .flat_map(|claim| claim_views(claim, &labels, reader))
            .collect();
        let also: Vec<_> = shown
            .also
            .iter()
            .flat_map(|also| told_below(&also.place, &also.value))
            .collect();
        ConsentCardView {
            name: self.name(&shown.card),
            background: card.and_then(|card| card.look.background.clone()),
            foreground: card.and_then(|card| card.look.text.clone()),
            card_only: (claims.is_empty() && also.is_empty()).then(|| reader.say(keys::CONSENT_CARD_ONLY)),
            claims,
            also_title: reader.say(keys::CONSENT_ALSO_TITLE),
            also: reader.facts(&labels, &also),
        }
    }

    /// Other cards for the same question, and other groups of questions.
    fn alternatives(self, choice: &Choice) -> Vec<ConsentAlternativeView> {
        let consent = &self.question.consent;
        let mut all = Vec::new();
        for wanted in &consent.wanted {
            let Some(chosen) = choice.cards.get(&wanted.id) else {
                continue;
            };
            for card in wanted.cards.iter().filter(|card| !chosen.contains(&card.card)) {
                let mut other = choice.clone();
                other.cards.insert(wanted.id.clone(), vec![card.card.clone()]);
                let label = self
                    .reader
                    .with(keys::CONSENT_CHOOSE_CARD, "card", &self.name(&card.card));
                all.push(ConsentAlternativeView {
                    label,
                    choice: other.into(),
                });
            }
        }
        for (position, set) in consent.sets.iter().enumerate() {
            let now = choice.options.get(position).copied().flatten();
            let mut ways: Vec<Option<usize>> = (0..set.options.len()).map(Some).collect();
            ways.extend((!set.required).then_some(None));
            for way in ways.into_iter().filter(|way| *way != now) {
                all.extend(self.other_group(choice, position, (now, way)));
            }
        }
        all
    }

    fn other_group(
        self,
        choice: &Choice,
        position: usize,
        (now, way): (Option<usize>, Option<usize>),
    ) -> Option<ConsentAlternativeView> {
        let consent = &self.question.consent;
        let mut options = choice.options.clone();
        *options.get_mut(position)? = way;
        let asked: Vec<&Wanted> = consent
            .sets
            .iter()
            .zip(&options)
            .filter_map(|(set, option)| set.options.get((*option)?))
            .flatten()
            .filter_map(|index| consent.wanted.get(*index))
            .collect();
        let card = |wanted: &&Wanted| {
            let known = choice.cards.get(&wanted.id).cloned();
            let first = || Some(vec![wanted.cards.first()?.card.clone()]);
            Some((wanted.id.clone(), known.or_else(first)?))
        };
        let cards: BTreeMap<String, Vec<String>> = asked.iter().filter_map(card).collect();
        if cards.is_empty() {
            return None;
        }
        let set = consent.sets.get(position)?;
        let names = |option: usize| {
            let wanted = set
                .options
                .get(option)?
                .iter()
                .filter_map(|index| consent.wanted.get(*index));
            let names: Vec<String> = wanted
                .filter_map(|wanted| Some(self.name(&wanted.cards.first()?.card)))
                .collect();
            Some(text::listing(self.reader.language, &names))
        };
        let (key, names) = match (now, way) {
            (Some(_), Some(way)) => (keys::CONSENT_CHOOSE_OTHER, names(way)?),
            (Some(now), None) => (keys::CONSENT_CHOOSE_WITHOUT, names(now)?),
            (None, Some(way)) => (keys::CONSENT_CHOOSE_WITH, names(way)?),
            (None, None) => return None,
        };
        Some(ConsentAlternativeView {
            label: self.reader.with(key, "cards", &names),
            choice: Choice { options, cards }.into(),
        })
    }
}

const fn certainty(certainty: Certainty) -> (ConsentCertainty, text::Key) {
    match certainty {
        Certainty::Unknown => (ConsentCertainty::Unknown, keys::CONSENT_WHO_UNKNOWN),
        Certainty::Certified => (ConsentCertainty::Certified, keys::CONSENT_WHO_CERTIFIED),
        Certainty::Registered => (ConsentCertainty::Registered, keys::CONSENT_WHO_REGISTERED),
    }
}

/// In the person's language, else in whatever there is.
fn purpose(purposes: &[(String, String)], reader: Reader) -> Option<String> {
    let own = match reader.language {
        madrid_core::kernel::Language::Es => "es",
        madrid_core::kernel::Language::En => "en",
    };
    let found = purposes.iter().find(|(language, _)| language.starts_with(own));
    found.or_else(|| purposes.first()).map(|(_, text)| text.clone())
}

fn claim_views(claim: &ClaimShown, labels: &Labels<'_>, reader: Reader) -> Vec<ConsentClaimView> {
    let note = match (claim.beyond, claim.retained) {
        (true, _) => Some(reader.say(keys::CONSENT_BEYOND)),
        (false, true) => Some(reader.say(keys::CONSENT_KEPT)),
        (false, false) => None,
    };
    let told = told_below(&claim.place, &claim.value);
    let facts = reader.facts(labels, &told).into_iter();
    facts
        .map(|fact| ConsentClaimView {
            label: fact.label,
            value: fact.value,
            note: note.clone(),
            is_beyond: claim.beyond,
        })
        .collect()
}

impl SharedView {
    pub(super) fn new(answered: &Answered, reader: Reader) -> Result<Self, AppError> {
        let page_action_label = reader.say(keys::ACTION_CARD_OPEN_PAGE);
        match answered {
            Answered::Sent(ending) => Ok(Self {
                headline: reader.say(keys::CONSENT_SENT),
                body: reader.say(keys::CONSENT_SENT_BODY),
                page_url: ending.redirect.as_ref().map(|page| page.text().to_owned()),
                page_label: ending
                    .redirect
                    .as_ref()
                    .map(|page| reader.with(keys::CONSENT_LEADS, "host", page.host())),
                page_action_label,
                codes: Vec::new(),
            }),
            Answered::ToHold(text) => Ok(Self {
                headline: reader.say(keys::CONSENT_HOLD),
                body: reader.say(keys::CONSENT_HOLD_BODY),
                page_url: None,
                page_label: None,
                page_action_label,
                codes: super::reader::codes(text)?,
            }),
        }
    }

    pub(super) fn refused(reader: Reader) -> Self {
        Self {
            headline: reader.say(keys::CONSENT_REFUSED),
            body: reader.say(keys::CONSENT_REFUSED_BODY),
            page_url: None,
            page_label: None,
            page_action_label: reader.say(keys::ACTION_CARD_OPEN_PAGE),
            codes: Vec::new(),
        }
    }
}
