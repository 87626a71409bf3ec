//! The catalogue over the City's real files: exact numbers, each found by other means first, and what damage does.

#[cfg(test)]
#[path = "common/mod.rs"]
mod common;

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::path::{Path, PathBuf};

    use madrid_server_stub::catalogue::{
        CheckArgs, Facility, FacilityKind, Feature, FileReport, Loaded, Report, check, load, run_check,
    };

    use crate::common::real_data;

    const SPORTS: &str = "200186-0-polideportivos.2025-10.csv";
    const LIBRARIES: &str = "201747-0-bibliobuses-bibliotecas.2025-10.csv";
    const PARKS: &str = "200761-0-parques-jardines.2025-10.csv";
    const CULTURE: &str = "200304-0-centros-culturales.2023-10.csv";
    const MUSEUMS: &str = "201132-0-museos.2023-10.csv";
    const OFFICES: &str = "200149-2-oficinas-linea-madrid.2026-02.json";
    const ALL: [&str; 6] = [SPORTS, LIBRARIES, PARKS, CULTURE, MUSEUMS, OFFICES];

    fn facilities() -> Option<PathBuf> {
        real_data().map(|data| data.join("facilities"))
    }

    fn words(counts: &impl serde::Serialize) -> BTreeMap<String, usize> {
        serde_json::from_value(serde_json::to_value(counts).unwrap()).unwrap()
    }

    fn report_of(report: &Report, name: &str) -> FileReport {
        report
            .files
            .iter()
            .find(|file| file.file.ends_with(name))
            .unwrap()
            .clone()
    }

    /// Rows and repairs of each file. Nothing is rejected: the City's own places are all in Madrid.
    const EXPECTED: [(&str, usize, &str); 6] = [
        (
            SPORTS,
            81,
            "area_codes_missing 4, coordinates_ed50_shift 5, double_encoded_entity 10, email_extra_text 2,
            embedded_line_break 9, neighbourhood_extra_words 1, neighbourhood_former_name 2,
            neighbourhood_name_variant 7, neighbourhood_not_official 2, phone_extra_text 21, placeholder_district 1",
        ),
        (
            LIBRARIES,
            50,
            "area_codes_missing 2, coordinates_ed50_shift 2, double_encoded_entity 7, embedded_line_break 1,
            neighbourhood_name_variant 5, phone_extra_text 3",
        ),
        (
            PARKS,
            203,
            "area_codes_missing 12, coordinates_disagree 3, double_encoded_entity 163, email_extra_text 1,
            embedded_line_break 2, neighbourhood_former_name 2, neighbourhood_name_variant 26,
            neighbourhood_not_official 5, neighbourhood_outside_district 1, phone_extra_text 4,
            placeholder_district 2",
        ),
        (
            CULTURE,
            120,
            "area_codes_missing 2, coordinates_ed50_shift 1, coordinates_far_apart 1, double_encoded_entity 7,
            embedded_line_break 1, neighbourhood_former_name 2, neighbourhood_name_variant 13,
            phone_extra_text 33, trailing_separator 120",
        ),
        (
            MUSEUMS,
            68,
            "area_codes_missing 1, coordinates_disagree 2, double_encoded_entity 8, email_extra_text 1,
            embedded_line_break 1, neighbourhood_not_official 1, phone_extra_text 13, phone_unreadable 1,
            trailing_separator 68",
        ),
        (
            OFFICES,
            26,
            "html_entity 26, neighbourhood_name_variant 6, phone_extra_text 26",
        ),
    ];

    fn counts(text: &str) -> BTreeMap<String, usize> {
        let pairs = text.split(',').map(|pair| pair.trim().split_once(' ').unwrap());
        pairs
            .map(|(word, number)| (word.to_owned(), number.parse().unwrap()))
            .collect()
    }

    #[test]
    fn every_file_is_read_whole_and_every_defect_has_its_number() {
        let Some(folder) = facilities() else { return };
        let report = check(&folder).unwrap();
        assert_eq!(report.files.len(), 6);
        for (name, read, repaired) in EXPECTED {
            let file = report_of(&report, name);
            assert_eq!((file.read, file.kept), (read, read), "{name}");
            assert!(file.rejected.is_empty(), "{name}: {:?}", file.rejected);
            assert_eq!(words(&file.repaired), counts(repaired), "{name}");
        }
    }

    #[test]
    fn the_whole_folder_of_downloads_can_be_checked_and_loaded_as_it_is() {
        let Some(data) = real_data() else { return };
        let report = check(&data).unwrap();
        let mut formats: BTreeMap<&str, usize> = BTreeMap::new();
        report
            .files
            .iter()
            .for_each(|file| *formats.entry(file.format.as_str()).or_default() += 1);
        let expected = [
            ("agenda_csv", 1),
            ("agenda_json_ld", 1),
            ("agenda_xml", 1),
            ("boundaries", 2),
            ("facility_csv", 5),
            ("offices_items", 1),
            ("unsupported:catalogue_list", 1),
            ("unsupported:documentation", 1),
        ];
        assert_eq!(formats, expected.into());
        let loaded = load(std::slice::from_ref(&data)).unwrap();
        assert_eq!((loaded.facilities.len(), loaded.areas.len()), (548, 152));
        assert_eq!(loaded.report, report);
        let nothing = load(&[data.join("catalogue")]).unwrap_err();
        assert_eq!(nothing.bad_files().first().unwrap().problem.code(), "nothing_to_load");
    }

    /// What the boundaries say of each file that its rows alone do not: found with another program first.
    const BY_POSITION: [(&str, &str); 6] = [
        (
            SPORTS,
            "area_from_position 2, boundaries_disagree 3, neighbourhood_disagrees 1",
        ),
        (LIBRARIES, "boundaries_disagree 1"),
        (
            PARKS,
            "area_from_position 10, boundaries_disagree 20, district_disagrees 1, neighbourhood_disagrees 4",
        ),
        (CULTURE, "boundaries_disagree 6"),
        (
            MUSEUMS,
            "area_from_position 1, boundaries_disagree 7, district_disagrees 1, neighbourhood_disagrees 2",
        ),
        (OFFICES, ""),
    ];

    #[test]
    fn district_and_barrio_follow_the_position_and_each_disagreement_has_its_number() {
        let Some(data) = real_data() else { return };
        let loaded = load(&[data.join("facilities"), data.join("boundaries")]).unwrap();
        for ((name, by_position), (_, _, alone)) in BY_POSITION.into_iter().zip(EXPECTED) {
            let file = report_of(&loaded.report, name);
            let mut expected = counts(alone);
            if !by_position.is_empty() {
                expected.extend(counts(by_position));
            }
            assert_eq!(words(&file.repaired), expected, "{name}");
        }
        let of = |id| loaded.facilities.iter().find(|facility| facility.id == id).unwrap();
        let code = |id: i64| of(id).neighbourhood_code.as_deref();
        assert_eq!(code(120_275), Some("192"), "Valdebernardo, split off in 2017");
        assert_eq!(
            (code(2_058), of(2_058).district.as_deref()),
            (Some("035"), Some("Retiro")),
            "the Prado"
        );
        assert_eq!(code(4_688), Some("191"), "Ambroz is no barrio");
        let amposta = loaded.areas.iter().find(|area| area.code == "203").unwrap();
        let district = loaded
            .areas
            .iter()
            .find(|area| area.code == amposta.district_code)
            .unwrap();
        assert_eq!(district.name, "San Blas - Canillejas", "the file says San Bals");
        assert!(
            loaded
                .facilities
                .iter()
                .all(|facility| facility.neighbourhood_code.is_some())
        );
    }

    fn loaded(name: &str) -> Option<Loaded> {
        facilities().map(|folder| load(&[folder.join(name)]).unwrap())
    }

    fn count(loaded: &Loaded, is: impl Fn(&Facility) -> bool) -> usize {
        loaded.facilities.iter().filter(|facility| is(facility)).count()
    }

    #[test]
    fn every_row_gets_the_kind_of_what_it_is() {
        let expected = [
            (SPORTS, FacilityKind::SportsCentre, 81),
            (LIBRARIES, FacilityKind::Library, 50),
            (PARKS, FacilityKind::Park, 203),
            (CULTURE, FacilityKind::CulturalCentre, 120),
            (MUSEUMS, FacilityKind::Museum, 66),
            (OFFICES, FacilityKind::CitizenOffice, 26),
        ];
        for (name, kind, rows) in expected {
            let Some(loaded) = loaded(name) else { return };
            assert_eq!(count(&loaded, |facility| facility.kind == kind), rows, "{name}");
        }
        // The list of museums also holds a parish church and a cultural centre in a monument.
        let museums = loaded(MUSEUMS).unwrap();
        let kind = |id| {
            museums
                .facilities
                .iter()
                .find(|facility| facility.id == id)
                .unwrap()
                .kind
        };
        assert_eq!(
            (kind(3362), kind(103_331)),
            (FacilityKind::Other, FacilityKind::CulturalCentre)
        );
    }

    #[test]
    fn pools_and_other_features_of_the_sports_centres() {
        let Some(loaded) = loaded(SPORTS) else { return };
        let with = |feature| count(&loaded, |facility| facility.features.contains(&feature));
        assert_eq!(with(Feature::IndoorPool), 52);
        assert_eq!(with(Feature::OutdoorPool), 27);
        let any = count(&loaded, |f| {
            f.features
                .iter()
                .any(|f| matches!(f, Feature::IndoorPool | Feature::OutdoorPool))
        });
        assert_eq!(
            any, 60,
            "58 mention a pool in their equipment, two in their description only"
        );
        assert_eq!(with(Feature::StepFree), 68);
        assert_eq!(with(Feature::PartlyAccessible), 5);
        let closed = loaded.facilities.iter().find(|facility| facility.id == 4699).unwrap();
        assert!(closed.features.contains(&Feature::OutdoorPool));
        assert!(
            !closed.features.contains(&Feature::IndoorPool),
            "it is closed for works"
        );
    }

    #[test]
    fn rows_known_by_hand_read_as_a_person_would_write_them() {
        let Some(culture) = loaded(CULTURE) else { return };
        let calero = culture.facilities.iter().find(|facility| facility.id == 2389).unwrap();
        assert_eq!(calero.street.as_deref(), Some("Calle Jose del Hierro, 3"));
        assert_eq!(calero.district.as_deref(), Some("Ciudad Lineal"));
        assert_eq!(calero.neighbourhood_code.as_deref(), Some("154"));
        assert_eq!(calero.neighbourhood.as_deref(), Some("La Concepción"));
        assert_eq!(calero.phone.as_deref(), Some("+34 917 654 317"));
        let gloria = culture
            .facilities
            .iter()
            .find(|facility| facility.id == 70_243)
            .unwrap();
        assert_eq!(gloria.street.as_deref(), Some("Avenida Logroño, 179"));
        let offices = loaded(OFFICES).unwrap();
        assert!(
            offices
                .facilities
                .iter()
                .all(|facility| facility.phone.as_deref() == Some("+34 914 800 010"))
        );
        let sports = loaded(SPORTS).unwrap();
        let barcelo = sports
            .facilities
            .iter()
            .find(|facility| facility.id == 10_051_058)
            .unwrap();
        assert_eq!(
            (barcelo.district.as_deref(), barcelo.neighbourhood.as_deref()),
            (Some("Centro"), Some("Justicia"))
        );
    }

    #[test]
    fn no_text_that_reaches_a_phone_is_coded_blank_or_broken() {
        let Some(folder) = facilities() else { return };
        for facility in load(&[folder]).unwrap().facilities {
            let row = serde_json::to_value(&facility).unwrap();
            for (field, text) in row
                .as_object()
                .unwrap()
                .iter()
                .filter_map(|(k, v)| Some((k, v.as_str()?)))
            {
                let is_tidy = !text.is_empty() && text == text.trim() && !text.contains(['\n', '\r', '\t', '\u{a0}']);
                assert!(is_tidy, "{} {field} {text:?}", facility.id);
                let coded = ["&amp;", "&nbsp;", "&sup2;", "&ldquo;", "&Ntilde;", "&times;", "&ndash;"];
                assert!(
                    !coded.iter().any(|entity| text.contains(entity)),
                    "{} {field} {text:?}",
                    facility.id
                );
            }
            assert_ne!(facility.district.as_deref(), Some("DISTRITO"));
        }
    }

    #[test]
    fn the_same_files_twice_are_duplicates() {
        let Some(folder) = facilities() else { return };
        let twice = load(&[folder.join(MUSEUMS), folder.clone()]).unwrap();
        assert_eq!(twice.facilities.len(), 548);
        let again = twice
            .report
            .files
            .iter()
            .rfind(|file| file.file.ends_with(MUSEUMS))
            .unwrap();
        assert_eq!((again.read, again.kept), (68, 0));
        assert_eq!(words(&again.rejected), [("duplicate_id".to_owned(), 68)].into());
    }

    #[test]
    fn the_command_writes_the_agreed_json() {
        let Some(folder) = facilities() else { return };
        let (mut out, mut err) = (Vec::new(), Vec::new());
        assert_eq!(
            run_check(
                &CheckArgs {
                    paths: vec![folder],
                    json: true
                },
                &mut out,
                &mut err
            ),
            0
        );
        let report: serde_json::Value = serde_json::from_slice(&out).unwrap();
        let reads: Vec<u64> = report["files"]
            .as_array()
            .unwrap()
            .iter()
            .map(|file| file["read"].as_u64().unwrap())
            .collect();
        assert_eq!(reads, [26, 81, 120, 203, 68, 50], "in the order of names");
        assert!(err.is_empty());
    }

    /// `SplitMix64`: the same cuts on every run.
    struct Dice(u64);

    impl Dice {
        fn roll(&mut self, below: usize) -> usize {
            self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
            let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
            let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
            usize::try_from((z ^ (z >> 31)) % u64::try_from(below).unwrap()).unwrap()
        }
    }

    /// A file cut at `at` is refused, or it is exactly the first rows of the whole file.
    fn assert_honest_cut(whole: &Loaded, bytes: &[u8], at: usize, scratch: &Path) -> bool {
        std::fs::write(scratch, &bytes[..at]).unwrap();
        let Ok(cut) = load(&[scratch.to_owned()]) else {
            return false;
        };
        let file = cut.report.files.first().unwrap();
        assert_eq!(file.read, file.kept + file.rejected.values().sum::<usize>());
        assert_eq!(cut.facilities, whole.facilities[..cut.facilities.len()], "cut at {at}");
        let rest_is_blank = bytes[at..].iter().all(|byte| b" ;\r\n".contains(byte));
        let at_row_end = bytes[..at].ends_with(b"\n") || bytes[..at].ends_with(b"\"") || bytes[..at].ends_with(b" ");
        assert!(rest_is_blank || at_row_end, "cut at {at} was not noticed");
        true
    }

    #[test]
    fn a_file_cut_anywhere_is_refused_or_shorter_never_wrong() {
        let Some(folder) = facilities() else { return };
        let scratch = tempfile::NamedTempFile::new().unwrap();
        let mut dice = Dice(2026);
        for name in ALL {
            let bytes = std::fs::read(folder.join(name)).unwrap();
            let whole = load(&[folder.join(name)]).unwrap();
            let unnoticed = (0..200)
                .filter(|_| assert_honest_cut(&whole, &bytes, dice.roll(bytes.len()), scratch.path()))
                .count();
            // A row takes hundreds of bytes, of which at most four are an end: a random cut hardly ever hits one.
            assert!(unnoticed <= 6, "{name}: {unnoticed} of 200 cuts were not noticed");
        }
    }

    #[test]
    fn a_table_cut_between_two_rows_is_the_one_cut_that_cannot_be_seen() {
        let Some(folder) = facilities() else { return };
        let scratch = tempfile::NamedTempFile::new().unwrap();
        let bytes = std::fs::read(folder.join(SPORTS)).unwrap();
        let whole = load(&[folder.join(SPORTS)]).unwrap();
        let ends: Vec<usize> = (1..bytes.len()).filter(|at| bytes[..*at].ends_with(b"\"\n")).collect();
        let unnoticed = ends
            .iter()
            .filter(|at| assert_honest_cut(&whole, &bytes, **at, scratch.path()))
            .count();
        assert!(unnoticed >= 25, "{unnoticed} of {} row ends", ends.len());
    }

    #[test]
    fn a_cut_json_file_is_always_refused() {
        let Some(folder) = facilities() else { return };
        let scratch = tempfile::NamedTempFile::new().unwrap();
        let bytes = std::fs::read(folder.join(OFFICES)).unwrap();
        let whole = load(&[folder.join(OFFICES)]).unwrap();
        let end = bytes.iter().rposition(|byte| *byte == b'}').unwrap();
        let mut dice = Dice(7);
        for at in (0..200).map(|_| dice.roll(end)).chain([0, 1, end]) {
            assert!(!assert_honest_cut(&whole, &bytes, at, scratch.path()), "cut at {at}");
        }
    }

    #[test]
    fn flipped_bits_never_crash_and_the_sums_hold() {
        let Some(folder) = facilities() else { return };
        let scratch = tempfile::NamedTempFile::new().unwrap();
        let mut dice = Dice(99);
        let (mut refused, mut read) = (0, 0);
        for name in ALL {
            let bytes = std::fs::read(folder.join(name)).unwrap();
            for round in 0..15 {
                let mut damaged = bytes.clone();
                for _ in 0..=(4 * round) {
                    let at = dice.roll(damaged.len());
                    damaged[at] ^= 1 << dice.roll(8);
                }
                std::fs::write(scratch.path(), &damaged).unwrap();
                match check(scratch.path()) {
                    Err(_) => refused += 1,
                    Ok(report) => {
                        read += 1;
                        let file = report.files.first().unwrap();
                        assert_eq!(file.read, file.kept + file.rejected.values().sum::<usize>());
                    }
                }
            }
        }
        assert!(refused > 0 && read > 0, "{refused} refused, {read} read");
    }
}
