//! The City's agenda in its three formats: the same events field by field, and every difference explained and counted.

#[cfg(test)]
#[path = "common/mod.rs"]
mod common;

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};
    use std::sync::OnceLock;

    use madrid_server_stub::catalogue::{Event, EventKind, Loaded, load};
    use serde_json::Value;

    use crate::common::real_data;

    const CSV: &str = "agenda/300107-0-agenda-actividades-eventos.2025-10.csv";
    const JSON: &str = "agenda/300107-0-agenda-actividades-eventos.2025-10.json";
    const XML: &str = "agenda/300107-0-agenda-actividades-eventos.2025-10.xml";

    /// One format with all places and boundaries, so that venues and areas are joined too. Each is read once for all tests.
    fn loaded(format: &str) -> Option<&'static Loaded> {
        static EACH: [OnceLock<Loaded>; 3] = [const { OnceLock::new() }; 3];
        let data = real_data()?;
        let place = [CSV, JSON, XML].iter().position(|name| *name == format).unwrap();
        let paths = ["facilities", "boundaries", format].map(|name| data.join(name));
        Some(EACH[place].get_or_init(|| load(&paths).unwrap()))
    }

    type Rows = BTreeMap<i64, BTreeMap<String, Value>>;

    fn rows(format: &str) -> Option<Rows> {
        let fields = |event: &Event| match serde_json::to_value(event).unwrap() {
            Value::Object(fields) => fields.into_iter().collect(),
            other => panic!("{other}"),
        };
        let events = &loaded(format)?.events;
        Some(events.iter().map(|event| (event.id, fields(event))).collect())
    }

    /// The ids whose rows differ, by field.
    fn differences(one: &Rows, other: &Rows) -> BTreeMap<String, BTreeSet<i64>> {
        let mut found: BTreeMap<String, BTreeSet<i64>> = BTreeMap::new();
        for (id, row) in one {
            let Some(same) = other.get(id) else { continue };
            for field in row.keys().chain(same.keys()) {
                if row.get(field) != same.get(field) {
                    found.entry(field.clone()).or_default().insert(*id);
                }
            }
        }
        found
    }

    fn counts(found: &BTreeMap<String, BTreeSet<i64>>) -> BTreeMap<&str, usize> {
        found.iter().map(|(field, ids)| (field.as_str(), ids.len())).collect()
    }

    /// What is left of a text once everything is taken out that a writer of Latin-1 turns into a question mark, letters and
    /// the rarer blanks.
    fn what_latin_1_keeps(text: &str) -> String {
        text.chars()
            .filter(|letter| u32::from(*letter) < 256 && *letter != '?' && !letter.is_whitespace())
            .collect()
    }

    #[test]
    fn each_format_holds_1001_events() {
        for format in [CSV, JSON, XML] {
            let Some(loaded) = loaded(format) else { return };
            let file = loaded.report.files.last().unwrap();
            assert_eq!(
                (file.read, file.kept, loaded.events.len()),
                (1_001, 1_001, 1_001),
                "{format}"
            );
            assert!(file.rejected.is_empty());
        }
    }

    #[test]
    fn the_table_is_the_json_but_for_letters_streets_keys_and_activities_that_one_of_them_lacks() {
        let (Some(table), Some(json)) = (rows(CSV), rows(JSON)) else {
            return;
        };
        assert_eq!(table.keys().collect::<Vec<_>>(), json.keys().collect::<Vec<_>>());
        let found = differences(&json, &table);
        let expected = [
            ("kind", 38),
            ("place_id", 18),
            ("postal_code", 5),
            ("street", 6),
            ("summary", 61),
            ("title", 7),
        ];
        assert_eq!(counts(&found), expected.into());
        assert_told_by_the_activity(&found["kind"], &json, &table);
        // The table was written in Latin-1.
        for field in ["summary", "title"] {
            for id in &found[field] {
                let (whole, poor) = (json[id][field].as_str().unwrap(), table[id][field].as_str().unwrap());
                assert_ne!(whole, poor);
                assert_eq!(what_latin_1_keeps(whole), what_latin_1_keeps(poor), "{id} {field}");
                assert!(poor.contains('?'), "{id} {field}");
            }
        }
        // The JSON has street and postal code inside the barrio, and these six have no barrio.
        for id in found["street"].union(&found["postal_code"]) {
            assert!(
                !json[id].contains_key("street") && !json[id].contains_key("postal_code"),
                "{id}"
            );
            assert!(table[id].contains_key("street"), "{id}");
        }
        // The table has no key of the venue; these are called otherwise in the list of facilities.
        assert!(found["place_id"].iter().all(|id| !table[id].contains_key("place_id")));
        assert_eq!(json.values().filter(|row| row.contains_key("place_id")).count(), 595);
    }

    /// Of these the JSON does not tell the kind: what they are a part of does, and there it is only the address of a page.
    fn assert_told_by_the_activity(ids: &BTreeSet<i64>, json: &Rows, other: &Rows) {
        for id in ids {
            let kind = json[id]["kind"].as_str().unwrap();
            assert!(["other", "children"].contains(&kind), "{id}: {kind}");
            assert_ne!(other[id]["kind"], "other", "{id}");
        }
    }

    #[test]
    fn the_xml_was_written_a_day_later_and_is_the_json_but_for_two_events_changed_meanwhile() {
        let (Some(xml), Some(json)) = (rows(XML), rows(JSON)) else {
            return;
        };
        let gone = json.keys().filter(|id| !xml.contains_key(id)).count();
        let come = xml.keys().filter(|id| !json.contains_key(id)).count();
        assert_eq!((gone, come), (62, 62), "939 are in both");
        let mut found = differences(&json, &xml);
        // As in the table, the XML has streets where there is no barrio.
        for field in ["street", "postal_code"] {
            let lacking = found.get_mut(field).unwrap();
            lacking.retain(|id| json[id].contains_key(field));
        }
        assert_told_by_the_activity(&found.remove("kind").unwrap(), &json, &xml);
        let changed: BTreeSet<i64> = found.values().flatten().copied().collect();
        assert_eq!(changed.len(), 2, "{found:?}");
        assert!(changed.contains(&50_067_530), "it moved to another parish");
    }

    #[test]
    fn all_three_together_are_each_event_once_from_the_format_that_says_most() {
        let Some(data) = real_data() else { return };
        let all = load(&[data.join("agenda"), data.join("facilities"), data.join("boundaries")]).unwrap();
        assert_eq!(all.events.len(), 1_063);
        let kept: BTreeMap<&str, usize> = all
            .report
            .files
            .iter()
            .filter(|file| file.format.starts_with("agenda"))
            .map(|file| (file.format.as_str(), file.kept))
            .collect();
        assert_eq!(
            kept,
            [("agenda_csv", 0), ("agenda_json_ld", 62), ("agenda_xml", 1_001)].into()
        );
    }

    fn event(loaded: &Loaded, id: i64) -> &Event {
        loaded.events.iter().find(|event| event.id == id).unwrap()
    }

    #[test]
    fn events_known_by_hand_read_as_a_person_would_write_them() {
        let Some(loaded) = loaded(JSON) else { return };
        let books = event(loaded, 50_066_046);
        assert_eq!(
            (books.title.as_str(), books.kind, books.free),
            ("100 Libros juntas", EventKind::Cinema, true)
        );
        assert_eq!(
            (books.first_day.to_string().as_str(), books.time.as_deref()),
            ("2025-10-25", Some("19:00"))
        );
        assert_eq!(
            (books.street.as_deref(), books.ends.as_deref()),
            (Some("Calle Aliseda, 4"), None)
        );
        assert_eq!(books.neighbourhood_code.as_deref(), Some("115"));
        assert_eq!(books.place_id, Some(4_703_422));
        let play = event(loaded, 50_042_045);
        assert_eq!((play.days.len(), play.interval, play.free), (6, Some(1), false));
    }

    /// The events of which nothing in their row tells what they are.
    fn of_no_kind(loaded: &Loaded) -> usize {
        let kinds = loaded.events.iter().map(|event| event.kind);
        kinds.filter(|kind| *kind == EventKind::Other).count()
    }

    #[test]
    fn the_formats_that_name_the_activity_tell_more_kinds() {
        let (Some(xml), Some(table)) = (loaded(XML), loaded(CSV)) else {
            return;
        };
        assert_eq!((of_no_kind(xml), of_no_kind(table)), (140, 144));
    }

    #[test]
    fn what_the_events_say_in_numbers() {
        let Some(loaded) = loaded(JSON) else { return };
        let count = |is: fn(&Event) -> bool| loaded.events.iter().filter(|event| is(event)).count();
        assert_eq!(count(|event| event.free), 738);
        assert_eq!(count(|event| event.price.is_some()), 147);
        assert_eq!(count(|event| !event.days.is_empty()), 355);
        assert_eq!(count(|event| event.lat.is_none()), 95);
        assert_eq!(count(|event| !event.excluded.is_empty()), 63);
        assert_eq!(count(|event| event.audiences.is_empty()), 688 + 6 + 5);
        let first = loaded.events.iter().map(|event| event.first_day).min().unwrap();
        let last = loaded.events.iter().map(|event| event.last_day).max().unwrap();
        assert_eq!(
            (first.to_string().as_str(), last.to_string().as_str()),
            ("2022-12-14", "2032-04-30")
        );
        assert_eq!(of_no_kind(loaded), 181);
    }
}
