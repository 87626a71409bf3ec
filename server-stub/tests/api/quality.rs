//! The quality report: the document and the page say the same of the files.

use madrid_server_stub::CityOptions;
use serde_json::{Value, json};

use crate::support::{Tester, options, shared};

const TABLE: &str =
    "PK;NOMBRE;LATITUD;LONGITUD;TELEFONO\n1;\"Uno &amp; dos <b>\";40.43;-3.65;llame al 914800010\n1;b;40.4;-3.7;\n";

async fn page(tester: &Tester) -> String {
    let answer = tester.get("/quality").await;
    assert_eq!(answer.status(), 200);
    answer.text().await.unwrap()
}

#[tokio::test]
async fn the_built_in_catalogue_has_nothing_to_tell() {
    let tester = Tester::start(options(0)).await;
    assert_eq!(tester.json("/v1/quality").await["files"], json!([]));
    assert!(page(&tester).await.contains("No files were given"));
    let console = tester.get("/console").await.text().await.unwrap();
    assert!(console.contains("href=\"/quality\""));
}

#[tokio::test]
async fn the_document_and_the_page_tell_rows_reasons_and_examples() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("places.csv"), TABLE).unwrap();
    let tester = Tester::start(CityOptions {
        catalogue: vec![folder.path().to_owned()],
        ..options(0)
    })
    .await;
    let mut quality = tester.json("/v1/quality").await;
    let mut file = quality["files"][0].take();
    let reasons = file["reasons"].take();
    let expected = json!({ "file": "places.csv", "format": "facility_csv", "rows": 2, "kept": 1, "repaired": 1,
        "flagged": 0, "rejected": 1, "reasons": null });
    assert_eq!(file, expected);
    let words: Vec<(&str, &str)> = reasons
        .as_array()
        .unwrap()
        .iter()
        .map(|reason| (reason["what"].as_str().unwrap(), reason["reason"].as_str().unwrap()))
        .collect();
    assert_eq!(
        words,
        [
            ("rejected", "duplicate_id"),
            ("repaired", "html_entity"),
            ("repaired", "phone_extra_text")
        ]
    );
    assert_eq!(
        reasons[0]["examples"],
        json!([{ "id": "1", "field": "id", "published": "1", "became": null }])
    );
    let page = page(&tester).await;
    for shown in [
        "places.csv",
        "duplicate_id",
        "phone_extra_text",
        "“+34 914 800 010”",
        "Uno &amp;amp; dos &lt;b&gt;",
    ] {
        assert!(page.contains(shown), "{shown}: {page}");
    }
    assert!(!page.contains("<b>"), "what is published is shown as text");
    let path = folder.path().display().to_string();
    assert!(!page.contains(&path), "where the files lie is nobody's business");
}

#[tokio::test]
async fn the_real_files_have_their_numbers() {
    let Some(shared) = shared() else { return };
    let tester = Tester::start(CityOptions {
        catalogue: vec![shared.join("madrid-data")],
        ..options(0)
    })
    .await;
    let quality = tester.json("/v1/quality").await;
    let files = quality["files"].as_array().unwrap();
    assert_eq!(files.len(), 13);
    let reason = |file: &str, word: &str| -> Value {
        let file = files
            .iter()
            .find(|found| found["file"].as_str().unwrap().contains(file))
            .unwrap();
        let reasons = file["reasons"].as_array().unwrap();
        reasons
            .iter()
            .find(|reason| reason["reason"] == word)
            .cloned()
            .unwrap_or_default()
    };
    // X/Y far from latitude and longitude: 5 of 81, 2 of 50 and 2 of 120, of which one is 5.7 km away.
    assert_eq!(reason("polideportivos", "coordinates_ed50_shift")["rows"], 5);
    assert_eq!(reason("bibliotecas", "coordinates_ed50_shift")["rows"], 2);
    assert_eq!(reason("centros-culturales", "coordinates_ed50_shift")["rows"], 1);
    assert_eq!(reason("centros-culturales", "coordinates_far_apart")["rows"], 1);
    let split = reason("polideportivos", "neighbourhood_disagrees");
    assert_eq!((&split["what"], &split["rows"]), (&json!("flagged"), &json!(1)));
    let example = &split["examples"][0];
    assert_eq!(
        (&example["id"], &example["became"]),
        (&json!("120275"), &json!("Valdebernardo"))
    );
    assert!(page(&tester).await.len() > 20_000);
}
