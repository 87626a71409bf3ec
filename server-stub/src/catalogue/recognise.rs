//! What a file is, told by its content and never by its name, and its rows if it holds facilities.

use serde_json::Value;

use super::csv::Table;
use super::error::FileProblem;
use super::raw::RawFacility;
use super::report::Reject;
use super::{json, json_ld, offices};

/// Rows as read; a row that its format cannot make sense of is rejected already.
pub(super) type Rows = Vec<Result<RawFacility, Reject>>;

/// A file that is known here.
#[derive(Debug)]
pub(super) enum Recognised {
    /// It holds facilities.
    Facilities {
        /// `facility_csv`, `json_ld` or `offices_items`.
        format: &'static str,
        /// Its rows.
        rows: Rows,
    },
    /// Another dataset of the City, which is not loaded.
    Unsupported(&'static str),
}

/// Columns by which a table of facilities is known, even if some are missing.
const FACILITY_COLUMNS: [&str; 8] = [
    "PK",
    "NOMBRE",
    "EQUIPAMIENTO",
    "ACCESIBILIDAD",
    "NOMBRE-VIA",
    "LATITUD",
    "COORDENADA-X",
    "TRANSPORTE",
];

/// Reads a text, whatever it is.
pub(super) fn recognise(text: &str) -> Result<Recognised, FileProblem> {
    let start = text.trim_start();
    if start.starts_with(['{', '[']) {
        return in_json(&json::read(start)?);
    }
    if start.starts_with('<') {
        return in_xml(start);
    }
    if start.starts_with("# ") {
        return Ok(Recognised::Unsupported("documentation"));
    }
    in_table(text)
}

fn in_json(document: &Value) -> Result<Recognised, FileProblem> {
    if let Some(graph) = document.get("@graph").and_then(Value::as_array) {
        return in_graph(graph);
    }
    if let Some(items) = document.get("items").and_then(Value::as_array) {
        return facilities("offices_items", items, offices::is_facility, offices::facility);
    }
    if document.get("type").and_then(Value::as_str) == Some("FeatureCollection") {
        return Ok(Recognised::Unsupported("boundaries"));
    }
    Err(FileProblem::Unrecognised(
        "JSON with neither @graph nor items".to_owned(),
    ))
}

fn in_graph(graph: &[Value]) -> Result<Recognised, FileProblem> {
    if graph.iter().any(json_ld::is_event) {
        return Ok(Recognised::Unsupported("agenda"));
    }
    facilities("json_ld", graph, json_ld::is_facility, json_ld::facility)
}

fn facilities(
    format: &'static str,
    items: &[Value],
    is_facility: fn(&Value) -> bool,
    facility: fn(&Value) -> RawFacility,
) -> Result<Recognised, FileProblem> {
    if items.is_empty() {
        return Err(FileProblem::Empty("its list has no member"));
    }
    if !items.iter().any(is_facility) {
        return Err(FileProblem::Unrecognised(
            "JSON whose members are no facilities".to_owned(),
        ));
    }
    Ok(Recognised::Facilities {
        format,
        rows: items.iter().map(|item| Ok(facility(item))).collect(),
    })
}

/// No XML is loaded: the agenda's is known, so that a folder of downloads can be checked as it is.
fn in_xml(text: &str) -> Result<Recognised, FileProblem> {
    if !text.contains("<Contenidos>") {
        return Err(FileProblem::Unrecognised(
            "XML or HTML that is no export of the portal".to_owned(),
        ));
    }
    if !text.trim_end().ends_with("</Contenidos>") {
        return Err(FileProblem::CutShort("the XML document does not end".to_owned()));
    }
    let is_agenda = text.contains("\"ID-EVENTO\"");
    Ok(Recognised::Unsupported(if is_agenda { "agenda" } else { "xml" }))
}

fn in_table(text: &str) -> Result<Recognised, FileProblem> {
    let first_line = text.trim_start().lines().next().unwrap_or_default();
    if !first_line.contains(';') {
        let beginning: String = first_line.chars().take(40).collect();
        return Err(FileProblem::Unrecognised(format!("it begins with {beginning:?}")));
    }
    let table = Table::read(text)?;
    let has = |name: &str| table.heading().iter().any(|column| column == name);
    if has("ID-EVENTO") {
        return Ok(Recognised::Unsupported("agenda"));
    }
    if has("NOMBRE") && has("SECTOR") && has("FORMATOS") {
        return Ok(Recognised::Unsupported("catalogue_list"));
    }
    if FACILITY_COLUMNS.iter().filter(|name| has(name)).count() < 3 {
        return Err(FileProblem::Unrecognised(
            "a table without the columns of facilities".to_owned(),
        ));
    }
    let mut missing: Vec<&str> = ["PK", "NOMBRE"].into_iter().filter(|name| !has(name)).collect();
    let has_position = (has("LATITUD") && has("LONGITUD")) || (has("COORDENADA-X") && has("COORDENADA-Y"));
    if !has_position {
        missing.push("LATITUD, LONGITUD");
    }
    if !missing.is_empty() {
        return Err(FileProblem::MissingColumns(missing.join(", ")));
    }
    Ok(Recognised::Facilities {
        format: "facility_csv",
        rows: table.facilities()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> String {
        match recognise(text) {
            Ok(Recognised::Facilities { format, rows }) => format!("{format} {}", rows.len()),
            Ok(Recognised::Unsupported(what)) => format!("unsupported:{what}"),
            Err(problem) => problem.code().to_owned(),
        }
    }

    #[test]
    fn the_three_formats_of_facilities() {
        assert_eq!(of("PK;NOMBRE;LATITUD;LONGITUD\n1;a;40;-3\n"), "facility_csv 1");
        assert_eq!(
            of("NOMBRE;PK;COORDENADA-X;COORDENADA-Y;TRANSPORTE\na;1;4;4;x\n"),
            "facility_csv 1"
        );
        assert_eq!(
            of(r#"{"@context":{},"@graph":[{"title":"a","location":{}},{"title":"b"}]}"#),
            "json_ld 2"
        );
        assert_eq!(
            of(r#"{"metadata":{},"items":[{"NOMBRE":"a","ID-ENTIDAD":"1"}]}"#),
            "offices_items 1"
        );
    }

    #[test]
    fn other_datasets_of_the_city() {
        assert_eq!(of(" ID-EVENTO;TITULO;PRECIO\n1;\"a\";\"\"\n"), "unsupported:agenda");
        assert_eq!(
            of("{\"@graph\":[{\"title\":\"uno\ndos\",\"dtstart\":\"2025\"}]}"),
            "unsupported:agenda"
        );
        let xml = "<?xml version=\"1.0\"?><Contenidos><atributo nombre=\"ID-EVENTO\">1</atributo></Contenidos>\n";
        assert_eq!(of(xml), "unsupported:agenda");
        assert_eq!(of(&xml.replace("ID-EVENTO", "ID-ENTIDAD")), "unsupported:xml");
        assert_eq!(
            of(r#"{"type":"FeatureCollection","features":[]}"#),
            "unsupported:boundaries"
        );
        assert_eq!(
            of("Nombre;Sector;Formatos;URL\na;b;c;d\n"),
            "unsupported:catalogue_list"
        );
        assert_eq!(of("# Sources\n\nText.\n"), "unsupported:documentation");
    }

    #[test]
    fn what_is_known_but_cut_empty_or_incomplete() {
        assert_eq!(of("<?xml?><Contenidos><contenido>"), "cut_short");
        assert_eq!(of(r#"{"@graph":[{"title":"a""#), "cut_short");
        assert_eq!(of(r#"{"@graph":[]}"#), "empty");
        assert_eq!(of(r#"{"metadata":{},"items":[]}"#), "empty");
        assert_eq!(of("PK;NOMBRE;LATITUD;LONGITUD\n"), "empty");
        assert_eq!(of("PK;NOMBRE;TRANSPORTE\n1;a;b\n"), "missing_columns");
        assert_eq!(of("NOMBRE;LATITUD;LONGITUD;TRANSPORTE\na;1;2;b\n"), "missing_columns");
    }

    #[test]
    fn what_is_unknown() {
        assert_eq!(of("hello"), "unrecognised");
        assert_eq!(of("a,b,c\n1,2,3\n"), "unrecognised");
        assert_eq!(of("a;b\n1;2\n"), "unrecognised");
        assert_eq!(of("{}"), "unrecognised");
        assert_eq!(of(r#"{"@graph":[{"a":1}]}"#), "unrecognised");
        assert_eq!(of(r#"{"items":[1,2]}"#), "unrecognised");
        assert_eq!(of("[]"), "unrecognised");
        assert_eq!(of("<html><body>Wi-Fi</body></html>"), "unrecognised");
    }
}
