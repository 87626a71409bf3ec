//! An event as the city sends it, and its way into the model. The only file that knows the city's spelling.

use chrono::{NaiveDate, NaiveTime, Weekday};
use serde::Deserialize;

use super::model::{
    Address, Audience, AudienceSet, BadSchedule, Event, EventId, EventKind, EventSummary, Schedule, Weekdays,
};
use crate::kernel::{GeoPoint, InvalidLocation};

/// A row of `GET /v1/events`. Fields the city does not know are absent.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct EventWire {
    id: i64,
    version: i64,
    title: String,
    kind: String,
    #[serde(default)]
    audiences: Vec<String>,
    free: bool,
    price: Option<String>,
    summary: Option<String>,
    first_day: NaiveDate,
    last_day: NaiveDate,
    time: Option<String>,
    ends: Option<String>,
    days: Option<Vec<String>>,
    interval: Option<u32>,
    #[serde(default)]
    excluded: Vec<NaiveDate>,
    venue: Option<String>,
    place_id: Option<i64>,
    lat: Option<f64>,
    lon: Option<f64>,
    street: Option<String>,
    postal_code: Option<String>,
    district_code: Option<String>,
    district: Option<String>,
    neighbourhood_code: Option<String>,
    neighbourhood: Option<String>,
    url: Option<String>,
    source: String,
    source_date: Option<NaiveDate>,
}

/// A checked row, ready to be kept. It remembers the city's own words, so that a later app may understand more of them.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(try_from = "EventWire")]
pub struct EventRow {
    pub(super) version: i64,
    pub(super) kind_code: String,
    pub(super) audience_codes: String,
    pub(super) district_code: Option<String>,
    pub(super) neighbourhood_code: Option<String>,
    pub(super) event: Event,
}

/// Why a row cannot be kept. It names the field, never its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadEvent {
    /// Ids and versions are positive.
    #[error("id, version and place must be positive")]
    Number,
    /// An event has a title.
    #[error("the title is empty")]
    Title,
    /// An hour is one of a clock.
    #[error("no hour of a clock")]
    Hour,
    /// An event is on the globe or nowhere.
    #[error(transparent)]
    Location(#[from] InvalidLocation),
    /// Days and hours make sense together.
    #[error(transparent)]
    Schedule(#[from] BadSchedule),
}

impl TryFrom<EventWire> for EventRow {
    type Error = BadEvent;

    fn try_from(wire: EventWire) -> Result<Self, BadEvent> {
        if wire.id <= 0 || wire.version <= 0 || wire.place_id.is_some_and(|place| place <= 0) {
            return Err(BadEvent::Number);
        }
        if wire.title.trim().is_empty() {
            return Err(BadEvent::Title);
        }
        let summary = EventSummary {
            id: EventId::from_city(wire.id),
            kind: EventKind::from_code(&wire.kind),
            audiences: audiences(&wire.audiences),
            free: wire.free,
            schedule: schedule(&wire)?,
            location: location(wire.lat, wire.lon)?,
            price: wire.price,
            title: wire.title,
            venue: wire.venue,
            district: wire.district,
        };
        let event = Event {
            summary,
            description: wire.summary,
            place: wire.place_id,
            address: Address {
                street: wire.street,
                postal_code: wire.postal_code,
                neighbourhood: wire.neighbourhood,
            },
            url: wire.url.filter(|url| is_web(url)),
            source: wire.source,
            source_date: wire.source_date,
        };
        Ok(Self {
            version: wire.version,
            kind_code: wire.kind,
            audience_codes: wire.audiences.join(" "),
            district_code: wire.district_code,
            neighbourhood_code: wire.neighbourhood_code,
            event,
        })
    }
}

fn audiences(words: &[String]) -> AudienceSet {
    Audience::ALL
        .into_iter()
        .filter(|audience| words.iter().any(|word| word == audience.code()))
        .collect()
}

fn schedule(wire: &EventWire) -> Result<Schedule, BadEvent> {
    let schedule = Schedule::new(wire.first_day, wire.last_day)?
        .at(hour(wire.time.as_deref())?, hour(wire.ends.as_deref())?)?
        .on(weekdays(wire.days.as_deref())?, wire.interval.unwrap_or(1))?;
    Ok(schedule.except(wire.excluded.clone()))
}

fn hour(text: Option<&str>) -> Result<Option<NaiveTime>, BadEvent> {
    let hour = text.map(|text| NaiveTime::parse_from_str(text, "%H:%M")).transpose();
    hour.map_err(|_| BadEvent::Hour)
}

fn weekdays(codes: Option<&[String]>) -> Result<Option<Weekdays>, BadSchedule> {
    let Some(codes) = codes else { return Ok(None) };
    let days: Option<Vec<Weekday>> = codes.iter().map(|code| weekday(code)).collect();
    let weekdays = days.and_then(Weekdays::new).ok_or(BadSchedule::Weekdays)?;
    Ok(Some(weekdays))
}

fn weekday(code: &str) -> Option<Weekday> {
    let known = Weekdays::ALL.into_iter().find(|(_, known)| *known == code);
    known.map(|(day, _)| day)
}

fn location(lat: Option<f64>, lon: Option<f64>) -> Result<Option<GeoPoint>, InvalidLocation> {
    match (lat, lon) {
        (Some(lat), Some(lon)) => GeoPoint::new(lat, lon).map(Some),
        (None, None) => Ok(None),
        _ => Err(InvalidLocation),
    }
}

/// The shell opens this address as it is and calendars keep it, so nothing but one of the web may be behind it.
fn is_web(url: &str) -> bool {
    let web = url.starts_with("https://") || url.starts_with("http://");
    web && !url.contains(|c: char| c.is_whitespace() || c.is_control())
}

#[cfg(test)]
mod tests {
    use super::*;

    const LEAST: &str = r#"{"id":7,"version":9,"kind":"music","title":"Concierto","free":true,"first_day":"2026-11-30",
        "last_day":"2026-12-28","audiences":["young","martians"],"source":"Ayuntamiento de Madrid"}"#;

    fn read(json: &str) -> Result<EventRow, serde_json::Error> {
        serde_json::from_str(json)
    }

    fn with(more: &str) -> Result<EventRow, serde_json::Error> {
        read(&LEAST.replace("\"source\"", &format!("{more},\"source\"")))
    }

    #[test]
    fn what_is_absent_is_none_and_unknown_words_are_kept_but_not_understood() {
        let row = read(LEAST).unwrap();
        let summary = &row.event.summary;
        assert_eq!(summary.kind, EventKind::Music);
        assert_eq!(summary.audiences, AudienceSet::default().with(Audience::Young));
        assert_eq!(row.audience_codes, "young martians");
        assert_eq!((summary.location, &summary.venue, row.event.place), (None, &None, None));
        assert_eq!(row.event.address, Address::default());
        assert_eq!((summary.schedule.begins(), summary.schedule.interval()), (None, 1));
        let newer = read(&LEAST.replace("music", "moon_landing")).unwrap();
        assert_eq!(
            (newer.event.summary.kind, newer.kind_code.as_str()),
            (EventKind::Other, "moon_landing")
        );
    }

    #[test]
    fn a_schedule_is_read_whole() {
        let row = with(
            r#""time":"18:30","ends":"20:00","days":["MO","WE"],"interval":2,"excluded":["2026-12-16","2026-12-02"]"#,
        );
        let schedule = row.unwrap().event.summary.schedule;
        let days: Vec<String> = schedule
            .days_from(schedule.first_day())
            .map(|day| day.to_string())
            .collect();
        assert_eq!(days, ["2026-11-30", "2026-12-14", "2026-12-28"]);
        assert_eq!(schedule.begins(), NaiveTime::from_hms_opt(18, 30, 0));
        assert_eq!(schedule.ends(), NaiveTime::from_hms_opt(20, 0, 0));
    }

    #[test]
    fn what_cannot_be_kept_is_not_read() {
        for (from, to) in [
            ("\"id\":7", "\"id\":-7"),
            ("Concierto", "  "),
            ("2026-12-28", "2026-11-29"),
            ("2026-12-28", "soon"),
        ] {
            assert!(read(&LEAST.replace(from, to)).is_err(), "{to}");
        }
        for bad in [
            r#""lat":40.4"#,
            r#""lat":140.4,"lon":-3.7"#,
            r#""time":"25:00""#,
            r#""time":"18:30:00""#,
            r#""ends":"18:30""#,
            r#""days":[]"#,
            r#""days":["LU"]"#,
            r#""interval":0"#,
            r#""excluded":["16/12/2026"]"#,
            r#""place_id":0"#,
        ] {
            assert!(with(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn only_the_web_is_behind_a_link() {
        let url = |url: &str| with(&format!("\"url\":\"{url}\"")).unwrap().event.url;
        assert_eq!(
            url("https://www.madrid.es/x?a=b").as_deref(),
            Some("https://www.madrid.es/x?a=b")
        );
        assert_eq!(url("javascript:alert(1)"), None);
        assert_eq!(url("https://www.madrid.es/x\\r\\nATTACH:y"), None);
    }
}
