//! The catalogue over small files made by hand: every format, every reason to reject, every way a file can be bad.

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::fs;
    use std::path::PathBuf;

    use madrid_server_stub::catalogue::{CheckArgs, Facility, FacilityKind, Feature, check, load, run_check};

    const HEADING: &str = "PK;NOMBRE;EQUIPAMIENTO;CLASE-VIAL;NOMBRE-VIA;NUM;COD-BARRIO;BARRIO;COD-DISTRITO;DISTRITO;\
        COORDENADA-X;COORDENADA-Y;LATITUD;LONGITUD;TELEFONO;EMAIL;TIPO";

    /// A row that needs no repair.
    const GOOD: &str = "4700;\"Centro Deportivo Municipal X\";\"Zona wifi\";CALLE;MAYOR;3;4;\"LA CONCEPCION\";15;\
        \"CIUDAD LINEAL\";444836;4476387;40.43629956;-3.65040961;914800010;a@madrid.es;\
        \"/contenido/entidadesYorganismos/CentrosEspaciosDeporte/Gimnasios\"";

    struct Folder(tempfile::TempDir);

    impl Folder {
        fn new() -> Self {
            Self(tempfile::tempdir().unwrap())
        }

        fn with(self, name: &str, bytes: impl AsRef<[u8]>) -> Self {
            fs::write(self.path(name), bytes).unwrap();
            self
        }

        fn path(&self, name: &str) -> PathBuf {
            self.0.path().join(name)
        }

        fn root(&self) -> PathBuf {
            self.0.path().to_owned()
        }
    }

    fn table(rows: &[String]) -> String {
        format!("{HEADING}\n{}\n", rows.join("\n"))
    }

    type Counts = BTreeMap<String, u64>;

    fn counts(value: &serde_json::Value) -> Counts {
        serde_json::from_value(value.clone()).unwrap()
    }

    /// What `check` says of one file: format, read, kept, repaired, rejected.
    fn checked(bytes: impl AsRef<[u8]>) -> (String, u64, u64, Counts, Counts) {
        let folder = Folder::new().with("file", bytes);
        let report = serde_json::to_value(check(&folder.path("file")).unwrap()).unwrap();
        let file = &report["files"][0];
        let number = |name: &str| file[name].as_u64().unwrap();
        let format = file["format"].as_str().unwrap().to_owned();
        (
            format,
            number("read"),
            number("kept"),
            counts(&file["repaired"]),
            counts(&file["rejected"]),
        )
    }

    fn only(word: &str) -> Counts {
        [(word.to_owned(), 1)].into()
    }

    fn loaded(bytes: impl AsRef<[u8]>) -> Vec<Facility> {
        let folder = Folder::new().with("file", bytes);
        load(&[folder.path("file")]).unwrap().facilities
    }

    fn code(bytes: impl AsRef<[u8]>) -> String {
        let folder = Folder::new().with("file", bytes);
        let error = check(&folder.path("file")).unwrap_err();
        let shown = error.to_string();
        assert!(
            shown.contains(&folder.path("file").display().to_string()),
            "the file is named: {shown}"
        );
        error.bad_files().first().unwrap().problem.code().to_owned()
    }

    #[test]
    fn a_good_row_needs_no_repair_and_becomes_a_place() {
        let text = table(&[GOOD.to_owned()]);
        assert_eq!(
            checked(&text),
            ("facility_csv".to_owned(), 1, 1, Counts::new(), Counts::new())
        );
        let place = loaded(&text).remove(0);
        assert_eq!((place.id, place.kind), (4700, FacilityKind::SportsCentre));
        assert_eq!(place.street.as_deref(), Some("Calle Mayor, 3"));
        assert_eq!(place.features, [Feature::Wifi].into());
    }

    /// What is changed in the good row, and the one reason that follows.
    const REPAIRS: [(&str, &str, &str); 21] = [
        ("\"CIUDAD LINEAL\"", "DISTRITO", "placeholder_district"),
        ("\"CIUDAD LINEAL\"", "LATINA", "district_contradicts_code"),
        ("\"LA CONCEPCION\"", "CONCEPCION", "neighbourhood_name_variant"),
        (
            ";4;\"LA CONCEPCION\";15;",
            ";;\"LA CONCEPCION\";;",
            "area_codes_missing",
        ),
        (";4;\"LA CONCEPCION\"", ";44;\"LA CONCEPCION\"", "area_code_unknown"),
        ("Zona wifi", "Zona wifi de 5 m&sup2;", "html_entity"),
        ("Zona wifi", "Zona wifi de 5 m&amp;sup2;", "double_encoded_entity"),
        ("Zona wifi", "Zona\nwifi", "embedded_line_break"),
        ("Zona wifi", "Zona\u{7}wifi", "control_character"),
        ("444836;4476387", "444946;4476595", "coordinates_ed50_shift"),
        ("444836;4476387", "444936;4476387", "coordinates_disagree"),
        ("444836;4476387", "444836;4482387", "coordinates_far_apart"),
        ("40.43629956;-3.65040961", ";", "position_from_xy"),
        (
            "40.43629956;-3.65040961",
            "-3.65040961;40.43629956",
            "coordinates_swapped",
        ),
        ("40.43629956;-3.65040961", "40,43629956;-3,65040961", "decimal_comma"),
        (
            "40.43629956;-3.65040961",
            "\"40º 26,178' N\";\"3º 39,025' O\"",
            "coordinates_degrees_minutes",
        ),
        ("914800010", "914800010 / 914800011", "phone_extra_text"),
        ("914800010", "no hay", "phone_unreadable"),
        ("a@madrid.es", "a@madrid.es o b@madrid.es", "email_extra_text"),
        ("a@madrid.es", "no hay", "email_unreadable"),
        ("Gimnasios\"", "Gimnasios\"; ", "trailing_separator"),
    ];

    #[test]
    fn each_repair_has_its_own_reason() {
        for (from, to, word) in REPAIRS {
            assert!(GOOD.contains(from), "{from}");
            let text = table(&[GOOD.replace(from, to)]);
            assert_eq!(
                checked(&text),
                ("facility_csv".to_owned(), 1, 1, only(word), Counts::new()),
                "{word}"
            );
        }
        for (barrio, word) in [
            ("\"LA CONCEPCION/ CIUDAD LINEAL\"", "neighbourhood_extra_words"),
            ("AMBROZ", "neighbourhood_not_official"),
            ("\"LAS AGUILAS\"", "neighbourhood_outside_district"),
        ] {
            let text = table(&[GOOD.replace(";4;\"LA CONCEPCION\"", &format!(";;{barrio}"))]);
            let expected = [(word.to_owned(), 1), ("area_codes_missing".to_owned(), 1)].into();
            assert_eq!(checked(&text).3, expected, "{barrio}");
        }
    }

    #[test]
    fn each_reject_has_its_own_reason_and_costs_one_row() {
        let cases = [
            ("4700;", ";", "id_missing"),
            ("4700;", "x47;", "id_unreadable"),
            ("\"Centro Deportivo Municipal X\"", "\" \"", "name_missing"),
            ("444836;4476387;40.43629956;-3.65040961", ";;;", "coordinates_missing"),
            (
                "444836;4476387;40.43629956;-3.65040961",
                ";;norte;sur",
                "coordinates_unreadable",
            ),
            (
                "444836;4476387;40.43629956;-3.65040961",
                ";;41.38;2.17",
                "coordinates_outside_madrid",
            ),
            ("CALLE;MAYOR", "CALLE;MAYOR;otra", "wrong_number_of_columns"),
            ("CALLE;MAYOR;", "CALLE;", "wrong_number_of_columns"),
        ];
        for (from, to, word) in cases {
            let text = table(&[GOOD.replace(from, to), GOOD.replace("4700", "4701")]);
            assert_eq!(
                checked(&text),
                ("facility_csv".to_owned(), 2, 1, Counts::new(), only(word)),
                "{word}"
            );
        }
        let twice = table(&[GOOD.to_owned(), GOOD.replace('X', "Y")]);
        assert_eq!(checked(&twice).4, only("duplicate_id"));
        assert_eq!(
            loaded(&twice).first().unwrap().name,
            "Centro Deportivo Municipal X",
            "the first wins"
        );
    }

    #[test]
    fn encodings_marks_and_line_ends_do_not_matter() {
        let text = table(&[GOOD.replace("Municipal X", "Peñuelas")]);
        let (latin, _, _) = encoding_rs::WINDOWS_1252.encode(&text);
        let expected = loaded(&text);
        assert_eq!(expected.first().unwrap().name, "Centro Deportivo Peñuelas");
        assert_eq!(loaded(latin), expected);
        assert_eq!(loaded(format!("\u{feff}{text}")), expected);
        assert_eq!(loaded(text.replace('\n', "\r\n")), expected);
        assert_eq!(
            loaded(text.trim_end()),
            expected,
            "the last line break may be missing after a quote"
        );
    }

    const JSON_LD: &str = r#"{"@context":{"c":"x"},"@graph":[{
        "@id":"https://datos.madrid.es/egob/catalogo/tipo/entidadesyorganismos/58353-espacio.json",
        "@type":"https://datos.madrid.es/egob/kos/entidadesYorganismos/Museos",
        "id":"58353","title":"Espacio &amp;ndash; X",
        "relation":"http://www.madrid.es/x","address":{
          "district":{"@id":"https://datos.madrid.es/egob/kos/Provincia/Madrid/Municipio/Madrid/Distrito/Centro"},
          "area":{"@id":"https://datos.madrid.es/egob/kos/Provincia/Madrid/Distrito/Centro/Barrio/Universidad"},
          "locality":"MADRID","postal-code":"28004","street-address":"CALLE FUENCARRAL 3"},
        "location":{"latitude":40.42042,"longitude":-3.70159},
        "organization":{"organization-desc":"Metro: Gran Vía","accesibility":"1","schedule":"De 11 a 20 h",
          "services":"Zona wifi"}}]}"#;

    #[test]
    fn the_json_ld_export_new_and_old() {
        let expected = ("json_ld".to_owned(), 1, 1, only("double_encoded_entity"), Counts::new());
        assert_eq!(checked(JSON_LD), expected);
        let new = loaded(JSON_LD).remove(0);
        assert_eq!(
            (new.id, new.kind, new.name.as_str()),
            (58353, FacilityKind::Museum, "Espacio – X")
        );
        assert_eq!(new.neighbourhood_code.as_deref(), Some("015"));
        assert_eq!(new.street.as_deref(), Some("Calle Fuencarral, 3"));
        let old = JSON_LD
            .replace("\"id\":\"58353\",", "")
            .replace("\"@id\"", "\"id\"")
            .replace("\"@type\"", "\"type\"");
        assert_eq!(loaded(old).remove(0), new);
        let bare_break = JSON_LD.replace("De 11", "De\n11");
        assert_eq!(checked(&bare_break).3.get("embedded_line_break"), Some(&1));
        assert_eq!(loaded(bare_break).remove(0), new);
    }

    #[test]
    fn the_offices_form() {
        let text = r#"{"metadata":{"id":"200149-0"},"items":[{"tipo":"EntidadesYOrganismos","ID-ENTIDAD":"332",
            "NOMBRE":"Oficina de Atención a la Ciudadanía","ACCESIBILIDAD":"1","HORARIO":"De 8:30 a 17 h",
            "LOCALIZACION":{"NOMBRE-VIA":"ZARZA","CLASE-VIAL":"CALLE","TIPO-NUM":"V","NUM":"20","COD-BARRIO":"7",
            "BARRIO":"ARAVACA","COD-DISTRITO":"9","DISTRITO":"MONCLOA-ARAVACA","LATITUD":"40.45843",
            "LONGITUD":"-3.78585"},
            "DATOSCONTACTOS":{"TELEFONO":"010"},"TIPO":"/contenido/x/OficinasMunicipalesRegistro"},3]}"#;
        assert_eq!(
            checked(text),
            ("offices_items".to_owned(), 2, 1, Counts::new(), only("id_missing"))
        );
        let office = loaded(text).remove(0);
        assert_eq!(
            (office.kind, office.phone.as_deref()),
            (FacilityKind::CitizenOffice, Some("010"))
        );
        assert_eq!(office.neighbourhood.as_deref(), Some("Aravaca"));
    }

    #[test]
    fn every_way_a_file_can_be_bad() {
        let good = table(&[GOOD.to_owned()]);
        let half = good.as_bytes().get(..good.len() - 40).unwrap().to_vec();
        let utf16: Vec<u8> = good.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let cases: [(&str, Vec<u8>); 13] = [
            ("empty", vec![]),
            ("empty", b" \n\n".to_vec()),
            ("empty", format!("{HEADING}\n").into_bytes()),
            ("empty", br#"{"@graph":[]}"#.to_vec()),
            ("cut_short", half),
            (
                "cut_short",
                JSON_LD.as_bytes().get(..JSON_LD.len() - 5).unwrap().to_vec(),
            ),
            ("broken_json", JSON_LD.replace("\"title\":", "\"title\"").into_bytes()),
            ("compressed", b"\x1f\x8b\x08\x00\x00\x00".to_vec()),
            ("binary", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR".to_vec()),
            ("binary", good.replace("MAYOR", "MA\0OR").into_bytes()),
            ("utf16", utf16),
            (
                "missing_columns",
                good.replace("LATITUD", "LAT").replace("COORDENADA-X", "X").into_bytes(),
            ),
            ("unrecognised", b"hola\n".to_vec()),
        ];
        for (expected, bytes) in cases {
            assert_eq!(
                code(&bytes),
                expected,
                "{:?}",
                String::from_utf8_lossy(&bytes).chars().take(40).collect::<String>()
            );
        }
        let folder = Folder::new();
        assert_eq!(
            check(&folder.root())
                .unwrap_err()
                .bad_files()
                .first()
                .unwrap()
                .problem
                .code(),
            "nothing_to_load"
        );
        let missing = check(&folder.path("none")).unwrap_err();
        assert_eq!(missing.bad_files().first().unwrap().problem.code(), "unreadable");
    }

    #[test]
    fn one_bad_file_and_nothing_is_loaded_and_all_bad_ones_are_named() {
        let folder = Folder::new()
            .with("a.csv", table(&[GOOD.to_owned()]))
            .with("b.csv", "")
            .with("c.csv", "\u{7f}ELF\0\0")
            .with("d.md", "# Fuentes\n");
        let error = load(&[folder.root()]).unwrap_err();
        let named: Vec<PathBuf> = error.bad_files().iter().map(|bad| bad.file.clone()).collect();
        assert_eq!(named, [folder.path("b.csv"), folder.path("c.csv")]);
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let args = CheckArgs {
            paths: vec![folder.root()],
            json: true,
        };
        assert_eq!(run_check(&args, &mut out, &mut err), 1);
        assert!(out.is_empty());
        let errors: serde_json::Value = serde_json::from_slice(&err).unwrap();
        assert_eq!(errors["errors"][0]["code"], "empty");
        assert_eq!(errors["errors"][1]["code"], "binary");
        err.clear();
        assert_eq!(run_check(&CheckArgs { json: false, ..args }, &mut out, &mut err), 1);
        assert_eq!(String::from_utf8(err).unwrap().lines().count(), 2);
    }

    #[test]
    fn a_facility_file_of_a_dataset_never_seen_is_loaded_as_other() {
        let markets = "NOMBRE;PK;LONGITUD;LATITUD;TRANSPORTE;PUESTOS;TIPO\n\
            \"Mercado de Ejemplo\";55;-3.65;40.43;Metro;120;\"/contenido/entidadesYorganismos/Mercados\"\n";
        let stations = r#"{"@graph":[{"@id":"https://datos.madrid.es/egob/catalogo/tipo/entidadesyorganismos/77-punto.json",
            "@type":"https://datos.madrid.es/egob/kos/entidadesYorganismos/PuntosLimpios","title":"Punto limpio",
            "location":{"latitude":40.43,"longitude":-3.65}}]}"#;
        let folder = Folder::new().with("one", markets).with("other", stations);
        let loaded = load(&[folder.root()]).unwrap();
        let shown: Vec<_> = loaded
            .facilities
            .iter()
            .map(|place| (place.id, place.kind, place.name.as_str()))
            .collect();
        assert_eq!(
            shown,
            [
                (55, FacilityKind::Other, "Mercado de Ejemplo"),
                (77, FacilityKind::Other, "Punto limpio")
            ]
        );
    }

    #[test]
    fn neither_names_of_files_nor_their_order_matter() {
        let folder = Folder::new()
            .with("z.json", table(&[GOOD.replace('X', "Y")]))
            .with("a.xml", table(&[GOOD.to_owned(), GOOD.replace("4700", "4701")]));
        let both = load(&[folder.root()]).unwrap();
        assert_eq!(both.facilities.len(), 2);
        let duplicates: usize = both
            .report
            .files
            .iter()
            .map(|file| file.rejected.values().sum::<usize>())
            .sum();
        assert_eq!(duplicates, 1);
        let other_order = load(&[folder.path("z.json"), folder.path("a.xml")]).unwrap();
        assert_eq!(other_order.facilities, both.facilities);
        let named: Vec<bool> = other_order
            .report
            .files
            .iter()
            .map(|file| file.file.ends_with("z.json"))
            .collect();
        assert_eq!(named, [true, false], "the report is in the order given");
    }

    #[test]
    fn the_table_for_people_names_file_and_reasons() {
        let folder = Folder::new().with("a.csv", table(&[GOOD.replace("914800010", "no hay")]));
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let args = CheckArgs {
            paths: vec![folder.path("a.csv")],
            json: false,
        };
        assert_eq!(run_check(&args, &mut out, &mut err), 0);
        let table = String::from_utf8(out).unwrap();
        assert!(table.contains("a.csv") && table.contains("phone_unreadable"), "{table}");
    }
}
