//! How sure the city must be of who is asking (eIDAS levels of assurance, as Cl@ve grades them).

use serde::{Deserialize, Serialize};

/// A level of access. Asked for only when something needs it: the map and the agenda need none at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Access {
    /// One factor, eIDAS "low": enough to look at one's own data.
    Light,
    /// Two factors, eIDAS "substantial": to change something or to sign.
    Strong,
}

impl Access {
    /// The level as OpenID Connect's `acr` names it (Regulation (EU) 2015/1502).
    #[must_use]
    pub const fn acr(self) -> &'static str {
        match self {
            Self::Light => "http://eidas.europa.eu/LoA/low",
            Self::Strong => "http://eidas.europa.eu/LoA/substantial",
        }
    }

    /// The level behind an `acr`; eIDAS "high" is more than enough. Anything else proves nothing to us.
    #[must_use]
    pub fn from_acr(acr: &str) -> Option<Self> {
        match acr {
            "http://eidas.europa.eu/LoA/low" => Some(Self::Light),
            "http://eidas.europa.eu/LoA/substantial" | "http://eidas.europa.eu/LoA/high" => Some(Self::Strong),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_are_ordered_and_named_as_eidas_does() {
        assert!(Access::Strong > Access::Light);
        for level in [Access::Light, Access::Strong] {
            assert_eq!(Access::from_acr(level.acr()), Some(level));
        }
        assert_eq!(
            Access::from_acr("http://eidas.europa.eu/LoA/high"),
            Some(Access::Strong)
        );
        assert_eq!(Access::from_acr("gold"), None);
    }
}
