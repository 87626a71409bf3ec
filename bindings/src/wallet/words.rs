//! Words that several views of cards share.

use chrono::{DateTime, NaiveDate, Utc};
use madrid_core::kernel::{Language, madrid_day};
use madrid_core::text::{self, Key, keys};
use madrid_core::wallet::{Card, Judged, Labels, Said, Standing, Step, Tier, Words};

use crate::view::FactView;

/// What a view is written in, and when.
#[derive(Clone, Copy)]
pub struct Reader {
    /// The person's language.
    pub language: Language,
    /// When.
    pub now: DateTime<Utc>,
}

impl Reader {
    /// A sentence.
    pub fn say(self, key: Key) -> String {
        text::plain(self.language, key)
    }

    /// A sentence with one value.
    pub fn with(self, key: Key, name: &'static str, value: &str) -> String {
        text::with(self.language, key, &[(name, value.into())])
    }

    /// A moment in seconds since 1970, as people say it.
    pub fn moment(self, at: i64) -> String {
        DateTime::from_timestamp(at, 0)
            .map(|at| text::moment(self.language, at, self.now))
            .unwrap_or_default()
    }

    /// The day of such a moment.
    pub fn day_of(self, at: i64) -> String {
        let day = DateTime::from_timestamp(at, 0).map(madrid_day);
        day.map(|day| self.day(day)).unwrap_or_default()
    }

    /// A day, as people say it.
    pub fn day(self, day: NaiveDate) -> String {
        text::day(self.language, day, madrid_day(self.now))
    }

    /// An issuer's words.
    pub fn of(self, words: &Words) -> Option<String> {
        words.in_language(self.language).map(str::to_owned)
    }

    /// What a card is called.
    pub fn name_of(self, card: &Card) -> String {
        self.of(&card.look.name).unwrap_or_else(|| card.kind.clone())
    }

    /// Who gives it: by name, else by host.
    pub fn issuer_of(self, card: &Card) -> String {
        self.of(&card.issuer_name).unwrap_or_else(|| host_of(&card.issuer))
    }

    /// What a card says somewhere; `None` where that is nothing.
    pub fn said(self, said: &Said) -> Option<String> {
        match said {
            Said::Text(text) => Some(text.clone()),
            Said::Day(day) => Some(text::sentence(&self.day(*day))),
            Said::Truth(true) => Some(self.say(keys::CARD_YES)),
            Said::Truth(false) => Some(self.say(keys::CARD_NO)),
            Said::Number(number) => Some(number.clone()),
            Said::Nothing => None,
        }
    }

    /// What the issuer calls what stands there; else its own name, made readable.
    pub fn label(self, labels: &Labels<'_>, place: &[Step]) -> String {
        let named = labels.best(place).and_then(|(_, words)| self.of(words));
        named.unwrap_or_else(|| {
            let name = place.iter().rev().find_map(|step| match step {
                Step::Name(name) => Some(name.replace(['_', '-'], " ")),
                Step::Index(_) => None,
            });
            text::sentence(&name.unwrap_or_default())
        })
    }

    /// What the issuer calls a value; else a word for programs is made readable, and everything else is left as it is: whoever compares a
    /// number, or looks at a card of somebody else's, needs what stands there.
    fn value(self, labels: &Labels<'_>, place: &[Step], text: &str) -> String {
        let named = labels.value(place, text).and_then(|words| self.of(words));
        named.unwrap_or_else(|| {
            let is_for_programs = |sign: char| sign.is_ascii_lowercase() || sign == '_';
            if !labels.is_empty() && text.contains('_') && text.chars().all(is_for_programs) {
                text::sentence(&text.replace('_', " "))
            } else {
                text.to_owned()
            }
        })
    }

    /// Each single thing below a place, with its name.
    pub fn facts(self, labels: &Labels<'_>, told: &[(Vec<Step>, Said)]) -> Vec<FactView> {
        let fact = |(place, said): &(Vec<Step>, Said)| {
            let value = match said {
                Said::Text(text) => self.value(labels, place, text),
                other => self.said(other)?,
            };
            Some(FactView {
                label: self.label(labels, place),
                value,
            })
        };
        told.iter().filter_map(fact).collect()
    }

    /// Whether a card counts, and since when that is known.
    pub fn standing(self, judged: Judged) -> String {
        let when = judged.as_of.map(|at| self.moment(at));
        let (key, when) = match (judged.standing, when) {
            (Standing::Valid, None) => return self.say(keys::CARD_VALID),
            (Standing::Unknown, _) | (_, None) => return self.say(keys::CARD_UNKNOWN),
            (Standing::Valid, Some(when)) => (keys::CARD_VALID_AS_OF, when),
            (Standing::Suspended, Some(when)) => (keys::CARD_SUSPENDED_AS_OF, when),
            (Standing::Revoked, Some(when)) => (keys::CARD_REVOKED_AS_OF, when),
        };
        self.with(key, "when", &when)
    }
}

/// How closely a card is bound to the phone, or came lower than it was asked for: in few words, and in a sentence.
pub const fn tier(tier: Tier, is_lower: bool) -> (Key, Key) {
    match tier {
        Tier::Software if is_lower => (keys::CARD_TIER_LOWER, keys::CARD_TIER_LOWER_BODY),
        Tier::None => (keys::CARD_TIER_NONE, keys::CARD_TIER_NONE_BODY),
        Tier::Software => (keys::CARD_TIER_SOFTWARE, keys::CARD_TIER_SOFTWARE_BODY),
        Tier::Hardware => (keys::CARD_TIER_HARDWARE, keys::CARD_TIER_HARDWARE_BODY),
    }
}

/// The host of an address: what a person can know somebody by.
pub fn host_of(address: &str) -> String {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    rest.split(['/', '?', '#']).next().unwrap_or_default().to_owned()
}

/// Sentences, one after the other, for a screen reader.
pub fn spoken<'a>(parts: impl IntoIterator<Item = &'a str>) -> String {
    let parts: Vec<&str> = parts
        .into_iter()
        .map(|part| part.trim_end_matches('.'))
        .filter(|part| !part.is_empty())
        .collect();
    parts.join(". ")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use madrid_core::wallet::Label;

    use super::*;

    #[test]
    fn values_for_programs_are_made_readable_and_others_left_as_they_are() {
        let reader = Reader {
            language: Language::Es,
            now: DateTime::UNIX_EPOCH,
        };
        let told = |text: &str| (vec![Step::Name("x".to_owned())], Said::Text(text.to_owned()));
        let told = ["music_and_films", "ab_12", "BIC_3", "a_Núñez", "plain"].map(told);
        let own = [Label {
            path: vec!["y"].into(),
            words: Words::default(),
            values: BTreeMap::new(),
        }];
        let values = |labels| -> Vec<String> {
            let facts = reader.facts(&Labels::of(labels), &told);
            facts.into_iter().map(|fact| fact.value).collect()
        };
        assert_eq!(values(&own), ["Music and films", "ab_12", "BIC_3", "a_Núñez", "plain"]);
        // Of somebody else's card nothing is guessed.
        assert_eq!(values(&[]), ["music_and_films", "ab_12", "BIC_3", "a_Núñez", "plain"]);
    }
}
