//! What can be owed to the City, by the name under which every part of the app speaks of it.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Which part of the City a debt is with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DebtKind {
    /// A receipt or an assessment of a tax.
    Tax,
    /// A traffic fine.
    Fine,
    /// A bath or a court that is kept for the person until it is paid.
    Booking,
}

impl DebtKind {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::Tax, Self::Fine, Self::Booking];

    /// The word on the wire, on the disk and on the command line.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Tax => "tax",
            Self::Fine => "fine",
            Self::Booking => "booking",
        }
    }
}

/// One debt. Its number is personal data: a log sees only the kind.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct DebtRef {
    /// With which part of the City.
    pub kind: DebtKind,
    /// The number under which that part knows it.
    pub id: String,
}

impl fmt::Debug for DebtRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DebtRef({} …)", self.kind.code())
    }
}
