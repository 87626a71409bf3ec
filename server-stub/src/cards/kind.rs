//! What a card of Madrid is: its type, what it says and in which words, how surely it is bound to a device, and how its copies are used.

use serde_json::{Map, Value, json};

use super::sd_jwt::EACH;

/// How a card is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// SD-JWT VC.
    SdJwt,
    /// ISO mdoc.
    Mdoc,
}

impl Format {
    /// As OpenID4VCI names it (1.0, appendix A).
    pub const fn name(self) -> &'static str {
        match self {
            Self::SdJwt => "dc+sd-jwt",
            Self::Mdoc => "mso_mdoc",
        }
    }

    /// What the name of a configuration ends with.
    const fn ending(self) -> &'static str {
        match self {
            Self::SdJwt => "_sd_jwt",
            Self::Mdoc => "_mdoc",
        }
    }
}

/// How surely a card belongs to one device. Each step needs what the one before needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tier {
    /// Not at all: it is shown by whoever has it, like one of cardboard. No wallet has to be attested to get it.
    None,
    /// To a key of any wallet: nobody vouches for either. So comes a card of a higher tier to whoever cannot have that.
    Basic,
    /// To a key of an attested wallet.
    Software,
    /// To a key that the wallet provider says is kept in hardware.
    Hardware,
}

impl Tier {
    /// The one of a name; the lowest where there is no such name.
    pub fn of(name: &str) -> Self {
        let all = [Self::Basic, Self::Software, Self::Hardware];
        all.into_iter().find(|tier| tier.name() == name).unwrap_or(Self::None)
    }

    /// As the metadata says it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Basic => "basic",
            Self::Software => "software",
            Self::Hardware => "hardware",
        }
    }
}

/// How a wallet uses the copies of a card (ETSI TS 119 472-3, 4.2.4.2; methods A to D of the ARF, topic 10).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reuse {
    /// As often as the holder likes.
    Free,
    /// Each once, and more are fetched when few are left; without a network and without copies, any of them for a while.
    Once {
        /// How many are given at a time.
        batch: u16,
        /// How few are left when more are fetched.
        low: u16,
    },
    /// One for as long as it is good, and another one some time before it ends.
    Limited {
        /// How many seconds before.
        left: i64,
    },
    /// All of them in turn, in an order nobody can foresee.
    Rotating {
        /// How many are given at a time.
        batch: u16,
        /// How many seconds before the end they are replaced.
        left: i64,
    },
    /// A different one for each verifier.
    PerVerifier {
        /// How many are given at a time.
        batch: u16,
        /// How few are left when more are fetched.
        low: u16,
    },
}

impl Reuse {
    /// The same with few copies, which are replaced soon before their short life ends: for a card of the basic tier.
    const fn few(self) -> Self {
        match self {
            Self::Free => Self::Free,
            Self::Once { .. } => Self::Once { batch: FEW, low: 1 },
            Self::Limited { .. } => Self::Limited { left: 2 * DAY },
            Self::Rotating { .. } => Self::Rotating {
                batch: FEW,
                left: 2 * DAY,
            },
            Self::PerVerifier { .. } => Self::PerVerifier { batch: FEW, low: 1 },
        }
    }

    /// How many copies may be asked for at once.
    pub const fn batch(self) -> usize {
        match self {
            Self::Free | Self::Limited { .. } => 1,
            Self::Once { batch, .. } | Self::Rotating { batch, .. } | Self::PerVerifier { batch, .. } => batch as usize,
        }
    }

    /// As the metadata of the issuer says it; nothing where everything is allowed. The best method stands first.
    pub fn policy(self) -> Option<Value> {
        let options = match self {
            Self::Free => return None,
            // What is used once falls back to what is used for a while (ARF, ISSU_41).
            Self::Once { batch, low } => json!([
                { "details": ["once_only"], "batch_size": batch, "reissue_trigger_unused": low },
                { "details": ["limited_time"], "reissue_trigger_lifetime_left": DAY },
            ]),
            Self::Limited { left } => json!([{ "details": ["limited_time"], "reissue_trigger_lifetime_left": left }]),
            Self::Rotating { batch, left } => json!([
                { "details": ["rotating-batch"], "batch_size": batch, "reissue_trigger_lifetime_left": left },
            ]),
            Self::PerVerifier { batch, low } => json!([
                { "details": ["per-relying-party"], "batch_size": batch, "reissue_trigger_unused": low,
                  "reissue_trigger_lifetime_left": DAY },
            ]),
        };
        Some(json!({ "id": "arf_annex_ii", "options": options }))
    }
}

/// A day in seconds.
const DAY: i64 = 86_400;
/// How many copies of a card of the basic tier are given at a time.
const FEW: u16 = 3;
/// For how many days such a copy is good: its key may be copied and nobody would know, so a thief shall not have it for long.
const BASIC_DAYS: i64 = 7;
/// What the name of a basic configuration ends with.
const BASIC: &str = ".basic";

/// A text in the two languages of the city.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Words {
    /// In Spanish.
    pub es: &'static str,
    /// In English.
    pub en: &'static str,
}

/// Something a card says.
#[derive(Debug, Clone, Copy)]
pub struct Claim {
    /// Where it stands; [`EACH`] is every element of a list.
    pub path: &'static [&'static str],
    /// What people call it.
    pub words: Words,
    /// Whether the holder may keep it back.
    pub hidden: bool,
    /// What people call its values, where it has a few that are words for programs.
    pub values: &'static [(&'static str, Words)],
}

/// A type of card.
#[derive(Debug)]
pub struct Kind {
    /// Its name in addresses, and of its status list.
    pub id: &'static str,
    /// Its name for everybody: `vct` of an SD-JWT VC, `docType` and name space of an mdoc.
    pub typ: &'static str,
    /// What people call it.
    pub words: Words,
    /// What it is for.
    pub about: Words,
    /// Background and text.
    pub colours: (&'static str, &'static str),
    /// What it says.
    pub claims: &'static [Claim],
    /// How surely it is bound.
    pub tier: Tier,
    /// How it can be written.
    pub formats: &'static [Format],
    /// For how many days a copy is good, at most.
    pub days: i64,
    /// How copies are used.
    pub reuse: Reuse,
    /// Who may ask for it, if not everybody: the `embedded_disclosure_policy`.
    pub only_for: Option<&'static [Party]>,
    /// Whether an official looks at the request first.
    pub checked_first: bool,
}

impl Kind {
    /// What the holder may keep back.
    pub fn hidden(&self) -> Vec<&'static [&'static str]> {
        let hidden = self.claims.iter().filter(|claim| claim.hidden);
        hidden.map(|claim| claim.path).collect()
    }
}

/// Somebody who may ask for a card that is not for everybody.
#[derive(Debug, Clone, Copy)]
pub struct Party {
    /// Its number in a register, as its access certificate has it.
    pub number: &'static str,
}

/// A card in one of its formats: what a wallet asks for.
#[derive(Debug, Clone, Copy)]
pub struct Configuration {
    /// The type.
    pub kind: &'static Kind,
    /// The format.
    pub format: Format,
    /// Whether it is the basic one of a card of a higher tier.
    pub basic: bool,
}

impl PartialEq for Configuration {
    fn eq(&self, other: &Self) -> bool {
        self.is_of_same_card(*other) && self.basic == other.basic
    }
}

impl Configuration {
    /// Its name, which is its scope as well.
    pub fn id(self) -> String {
        let level = if self.basic { BASIC } else { "" };
        format!("{}{}{level}", self.kind.id, self.format.ending())
    }

    /// Whether both are one card in one format, at whatever tier: who may have it at one may have it at any that they can show.
    pub fn is_of_same_card(self, other: Self) -> bool {
        self.kind.id == other.kind.id && self.format == other.format
    }

    /// The basic one of the same card; `None` for a basic one, and for a card that is bound to nothing.
    pub fn lower(self) -> Option<Self> {
        let has_lower = !self.basic && self.kind.tier > Tier::Basic;
        has_lower.then_some(Self { basic: true, ..self })
    }

    /// How surely it is bound.
    pub const fn tier(self) -> Tier {
        if self.basic { Tier::Basic } else { self.kind.tier }
    }

    /// For how many days a copy is good, at most.
    pub const fn days(self) -> i64 {
        if self.basic && self.kind.days > BASIC_DAYS {
            BASIC_DAYS
        } else {
            self.kind.days
        }
    }

    /// How copies are used.
    pub const fn reuse(self) -> Reuse {
        if self.basic {
            self.kind.reuse.few()
        } else {
            self.kind.reuse
        }
    }

    /// The one of a name.
    pub fn of(id: &str) -> Option<Self> {
        Self::all().find(|configuration| configuration.id() == id)
    }

    /// Those that people choose from: each card in each format, at its own tier.
    pub fn own() -> impl Iterator<Item = Self> {
        super::KINDS.iter().flat_map(|kind| {
            let formats = kind.formats.iter();
            formats.map(move |format| Self {
                kind,
                format: *format,
                basic: false,
            })
        })
    }

    /// All of them.
    pub fn all() -> impl Iterator<Item = Self> {
        Self::own().flat_map(|one| [Some(one), one.lower()].into_iter().flatten())
    }

    /// What the metadata says of each claim (OpenID4VCI 1.0, B.2). An mdoc has elements only, and no word for what is inside one. The standard
    /// has no words for values: `madrid_values` is the mock city's own.
    pub fn claims(self) -> Vec<Value> {
        let claims = self.kind.claims.iter();
        let claims = claims.filter(|claim| self.format == Format::SdJwt || claim.path.len() == 1);
        let described = claims.map(|claim| {
            let own = claim.path.iter().map(|step| match *step {
                EACH => Value::Null,
                name => json!(name),
            });
            let space = (self.format == Format::Mdoc).then(|| json!(self.kind.typ));
            let path: Vec<Value> = space.into_iter().chain(own).collect();
            let mut described = json!({ "path": path, "display": claim.words.display() });
            let values = claim
                .values
                .iter()
                .map(|(value, words)| ((*value).to_owned(), words.display()));
            let values: Map<String, Value> = values.collect();
            if let Some(described) = described.as_object_mut().filter(|_| !values.is_empty()) {
                described.insert("madrid_values".to_owned(), Value::Object(values));
            }
            described
        });
        described.collect()
    }
}

impl Words {
    /// As metadata has names.
    pub fn display(self) -> Value {
        json!([{ "name": self.es, "locale": "es-ES" }, { "name": self.en, "locale": "en-GB" }])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cards::KINDS;

    #[test]
    fn no_card_tells_everything_to_everybody_and_none_hides_all() {
        for kind in KINDS.iter() {
            let hidden = kind.hidden().len();
            assert!(hidden > 0 && hidden < kind.claims.len(), "{}", kind.id);
        }
    }

    #[test]
    fn names_are_unique_and_found_again() {
        let mut ids: Vec<_> = Configuration::all().map(Configuration::id).collect();
        let all = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), all);
        for id in ids {
            assert_eq!(Configuration::of(&id).map(Configuration::id), Some(id));
        }
        assert!(Configuration::of("sports_pass").is_none());
    }

    #[test]
    fn every_bound_card_has_a_basic_one_that_is_worth_less() {
        for own in Configuration::own() {
            let Some(lower) = own.lower() else {
                assert_eq!(own.tier(), Tier::None, "{}", own.id());
                continue;
            };
            assert_eq!(lower.id(), format!("{}.basic", own.id()));
            assert!(lower.tier() < own.tier() && lower.is_of_same_card(own) && lower != own);
            assert!(lower.days() <= 7 && lower.reuse().batch() <= 3, "{}", lower.id());
            assert!(lower.lower().is_none());
        }
        assert_eq!(Configuration::all().count(), 2 * Configuration::own().count() - 1);
    }

    #[test]
    fn cards_of_both_formats_are_bound_to_a_device() {
        for kind in KINDS.iter() {
            assert!(kind.tier > Tier::None || kind.formats == [Format::SdJwt], "{}", kind.id);
            assert!(kind.reuse.batch() <= super::super::MOST_COPIES, "{}", kind.id);
        }
    }
}
