//! What all answers of the CRM have in common: their wrapping, and times without a zone.

use chrono::{DateTime, NaiveDateTime, Utc};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::calendar::moment;
use crate::sectors::SectorFailure;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Wrapping<T> {
    total_size: usize,
    done: bool,
    records: Vec<T>,
}

/// The records, if they are all there.
pub fn unwrap_records<T: DeserializeOwned>(answer: &str) -> Result<Vec<T>, SectorFailure> {
    let wrapping: Wrapping<T> = serde_json::from_str(answer).map_err(|_| SectorFailure::Down)?;
    if wrapping.done && wrapping.total_size == wrapping.records.len() {
        Ok(wrapping.records)
    } else {
        Err(SectorFailure::Down)
    }
}

/// The moment of a time on the walls of Madrid.
pub fn instant(written: &str) -> Option<DateTime<Utc>> {
    NaiveDateTime::parse_from_str(written, "%d/%m/%Y %H:%M")
        .ok()
        .map(moment)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_an_answer_is_none() {
        let read = |answer: &str| unwrap_records::<i64>(answer);
        assert_eq!(read(r#"{"totalSize":2,"done":true,"records":[1,2]}"#), Ok(vec![1, 2]));
        for wrong in [
            r#"{"totalSize":3,"done":true,"records":[1,2]}"#,
            r#"{"totalSize":2,"done":false,"records":[1,2]}"#,
            r#"[{"errorCode":"INVALID_SESSION_ID"}]"#,
        ] {
            assert_eq!(read(wrong), Err(SectorFailure::Down), "{wrong}");
        }
    }

    #[test]
    fn times_are_those_of_madrid() {
        let at = |written| instant(written).map(|time| time.to_rfc3339());
        assert_eq!(at("24/11/2026 10:30").as_deref(), Some("2026-11-24T09:30:00+00:00"));
        assert_eq!(at("24/07/2026 10:30").as_deref(), Some("2026-07-24T08:30:00+00:00"));
        assert_eq!(at("24/07/2026"), None);
    }
}
