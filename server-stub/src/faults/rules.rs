//! The rules a tester writes.

use std::time::Duration;

use axum::http::StatusCode;
use serde::{Deserialize, Serialize};

/// What goes wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FaultKind {
    /// The answer comes late.
    Delay,
    /// The connection breaks before the city has done anything.
    DropBefore,
    /// The connection breaks after the city has done everything.
    DropAfter,
    /// The city fails (500, or `status`).
    Status,
    /// The city asks to wait (429, or 503 by `status`).
    Busy,
    /// The connection breaks in the middle of the answer.
    Truncate,
    /// A Wi-Fi login page answers instead of the city.
    WrongContent,
    /// The answer is complete as far as HTTP can tell, but its JSON stops in the middle.
    BrokenJson,
    /// The city no longer knows the cursor. Concerns only requests that carry one.
    LostCursor,
    /// The network delivers the request twice; the phone sees the second answer.
    Duplicate,
}

impl FaultKind {
    /// Each of them.
    pub const ALL: [Self; 10] = [
        Self::Delay,
        Self::DropBefore,
        Self::DropAfter,
        Self::Status,
        Self::Busy,
        Self::Truncate,
        Self::WrongContent,
        Self::BrokenJson,
        Self::LostCursor,
        Self::Duplicate,
    ];

    /// As rules write it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Delay => "delay",
            Self::DropBefore => "drop_before",
            Self::DropAfter => "drop_after",
            Self::Status => "status",
            Self::Busy => "busy",
            Self::Truncate => "truncate",
            Self::WrongContent => "wrong_content",
            Self::BrokenJson => "broken_json",
            Self::LostCursor => "lost_cursor",
            Self::Duplicate => "duplicate",
        }
    }
}

/// One rule.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FaultRule {
    /// What goes wrong.
    pub fault: FaultKind,
    /// Paths that begin with this.
    #[serde(default = "every_api_path")]
    pub path: String,
    /// How likely, from 0 to 1.
    #[serde(default = "always")]
    pub probability: f64,
    /// How many more times; no limit if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub times: Option<u32>,
    /// For `delay`; 500 if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delay_ms: Option<u64>,
    /// For `status` (500 if absent) and `busy` (429 if absent).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
    /// For `busy`; 1 if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_after_s: Option<u64>,
}

fn every_api_path() -> String {
    "/v1/".to_owned()
}

const fn always() -> f64 {
    1.0
}

/// A rule that cannot be carried out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadRule {
    /// The probability is not from 0 to 1.
    #[error("probability must be from 0 to 1")]
    Probability,
    /// The status is not one of an error.
    #[error("status must be from 400 to 599, and 429 or 503 for busy")]
    Status,
}

impl FaultRule {
    /// Refuses what cannot be carried out.
    pub fn check(&self) -> Result<(), BadRule> {
        if !(0.0..=1.0).contains(&self.probability) {
            return Err(BadRule::Probability);
        }
        let fits = match self.status {
            Some(status) if self.fault == FaultKind::Busy => matches!(status, 429 | 503),
            Some(status) => (400..=599).contains(&status),
            None => true,
        };
        if fits { Ok(()) } else { Err(BadRule::Status) }
    }

    /// Whether the rule is about such a request and still has times left.
    #[must_use]
    pub fn concerns(&self, path: &str, has_cursor: bool) -> bool {
        let cursor_fits = has_cursor || self.fault != FaultKind::LostCursor;
        self.times != Some(0) && path.starts_with(&self.path) && cursor_fits
    }

    /// How long the answer is held up.
    #[must_use]
    pub fn delay(&self) -> Duration {
        Duration::from_millis(self.delay_ms.unwrap_or(500))
    }

    /// The status to answer with.
    #[must_use]
    pub fn status_or(&self, default: StatusCode) -> StatusCode {
        self.status
            .and_then(|status| StatusCode::from_u16(status).ok())
            .unwrap_or(default)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(json: &str) -> Result<FaultRule, serde_json::Error> {
        serde_json::from_str(json)
    }

    #[test]
    fn a_rule_needs_no_more_than_its_fault() {
        let rule = rule(r#"{"fault":"drop_before"}"#).unwrap();
        assert_eq!((rule.path.as_str(), rule.probability, rule.times), ("/v1/", 1.0, None));
        assert!(rule.concerns("/v1/places", false) && !rule.concerns("/health", false));
    }

    #[test]
    fn only_what_carries_a_cursor_can_lose_it() {
        let rule = rule(r#"{"fault":"lost_cursor"}"#).unwrap();
        assert!(rule.concerns("/v1/places", true) && !rule.concerns("/v1/places", false));
    }

    #[test]
    fn each_is_named_as_rules_write_it() {
        for kind in FaultKind::ALL {
            assert_eq!(serde_json::json!(kind), kind.name());
        }
    }

    #[test]
    fn nonsense_is_refused() {
        assert!(rule(r#"{"fault":"earthquake"}"#).is_err());
        assert!(rule(r#"{"fault":"delay","delay":5}"#).is_err());
        let check = |json| rule(json).unwrap().check();
        assert_eq!(
            check(r#"{"fault":"delay","probability":1.1}"#),
            Err(BadRule::Probability)
        );
        assert_eq!(check(r#"{"fault":"status","status":200}"#), Err(BadRule::Status));
        assert_eq!(check(r#"{"fault":"busy","status":500}"#), Err(BadRule::Status));
        assert_eq!(check(r#"{"fault":"busy","status":503}"#), Ok(()));
    }
}
