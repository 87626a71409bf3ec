//! What people ask a neighbour for: each the least that answers the question, of one kind of card of Madrid.

use madrid_credentials::dcql::Format;
use serde_json::{Value, json};

/// A question that is asked again and again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Preset {
    /// May this car stand here (EU 2024/2841)?
    Parking,
    /// Is this pass good for the pool?
    SportsPass,
    /// Is this person over 65?
    Senior,
    /// May this family have the reduction?
    LargeFamily,
    /// To whose card are the books lent?
    Library,
    /// Does this person live in Madrid?
    Resident,
}

impl Preset {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Parking,
        Self::SportsPass,
        Self::Senior,
        Self::LargeFamily,
        Self::Library,
        Self::Resident,
    ];

    /// How the card is written.
    #[must_use]
    pub const fn format(self) -> Format {
        Format::SdJwt
    }

    /// What kind of card it is.
    #[must_use]
    pub const fn kind(self) -> &'static str {
        match self {
            Self::Parking => "es.madrid.parking_card.1",
            Self::SportsPass => "es.madrid.sports_pass.1",
            Self::Senior => "es.madrid.senior_card.1",
            Self::LargeFamily => "es.madrid.large_family.1",
            Self::Library => "es.madrid.library_card.1",
            Self::Resident => "es.madrid.padron_certificate.1",
        }
    }

    /// What of it.
    #[must_use]
    pub fn claims(self) -> Vec<Value> {
        match self {
            Self::Parking => vec![json!(["card_number"]), json!(["expiry_date"])],
            Self::SportsPass => vec![json!(["modality"]), json!(["expiry_date"])],
            Self::Senior => vec![json!(["age_over_65"])],
            Self::LargeFamily => vec![json!(["category"]), json!(["expiry_date"])],
            Self::Library => vec![json!(["card_number"])],
            Self::Resident => vec![json!(["address", "municipality"])],
        }
    }

    /// Whether it must be bound to a phone: a library card is shown by whoever has it, like one of cardboard.
    #[must_use]
    pub const fn is_bound(self) -> bool {
        !matches!(self, Self::Library)
    }
}
