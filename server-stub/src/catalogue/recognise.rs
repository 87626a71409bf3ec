//! What a file is, told by its content and never by its name, and its rows.

use serde_json::Value;

use super::agenda::{self, RawEvent};
use super::boundaries::{self, RawBoundary};
use super::csv::Table;
use super::error::FileProblem;
use super::raw::RawFacility;
use super::report::Reject;
use super::{json, json_ld, offices};

/// A row as read; one that its format cannot make sense of is rejected already.
pub(super) type Row<T> = Result<T, Reject>;

/// A file that is known here. In the order in which files are taken: what others are joined with comes first, and of two
/// formats of the same dataset the one that says more.
#[derive(Debug)]
pub(super) enum Recognised {
    /// Outlines of districts and barrios.
    Boundaries(Vec<RawBoundary>),
    /// Facilities: `facility_csv`, `json_ld` or `offices_items`.
    Facilities(&'static str, Vec<Row<RawFacility>>),
    /// Events: `agenda_xml`, `agenda_json_ld` or `agenda_csv`.
    Events(&'static str, Vec<Row<RawEvent>>),
    /// Another dataset of the City, which is not loaded.
    Unsupported(&'static str),
}

impl Recognised {
    /// What it is, in a word.
    pub(super) fn format(&self) -> String {
        match self {
            Self::Boundaries(_) => "boundaries".to_owned(),
            Self::Facilities(format, _) | Self::Events(format, _) => (*format).to_owned(),
            Self::Unsupported(what) => format!("unsupported:{what}"),
        }
    }

    /// Which comes first, the smallest number doing so.
    pub(super) fn rank(&self) -> u8 {
        match self {
            Self::Boundaries(_) => 0,
            Self::Facilities("facility_csv", _) => 1,
            Self::Facilities("json_ld", _) => 2,
            Self::Facilities(..) => 3,
            Self::Events("agenda_xml", _) => 4,
            Self::Events("agenda_json_ld", _) => 5,
            Self::Events(..) => 6,
            Self::Unsupported(_) => 7,
        }
    }
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
    if let Some(features) = document.get("features").and_then(Value::as_array) {
        return in_features(features);
    }
    Err(FileProblem::Unrecognised(
        "JSON with neither @graph nor items nor features".to_owned(),
    ))
}

fn in_features(features: &[Value]) -> Result<Recognised, FileProblem> {
    if features.is_empty() {
        return Err(FileProblem::Empty("its list has no member"));
    }
    if !features.iter().any(boundaries::is_area) {
        return Ok(Recognised::Unsupported("geojson"));
    }
    Ok(Recognised::Boundaries(
        features.iter().map(boundaries::feature).collect(),
    ))
}

fn in_graph(graph: &[Value]) -> Result<Recognised, FileProblem> {
    if graph.iter().any(json_ld::is_event) {
        let rows = graph.iter().map(|item| Ok(agenda::json_ld::event(item)));
        return Ok(Recognised::Events("agenda_json_ld", rows.collect()));
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
    Ok(Recognised::Facilities(
        format,
        items.iter().map(|item| Ok(facility(item))).collect(),
    ))
}

/// Of the portal's XML only the agenda is loaded; another dataset is known, so that a folder of downloads can be checked as
/// it is.
fn in_xml(text: &str) -> Result<Recognised, FileProblem> {
    if !text.contains("<Contenidos>") {
        return Err(FileProblem::Unrecognised(
            "XML or HTML that is no export of the portal".to_owned(),
        ));
    }
    let items = agenda::xml::items(text)?;
    if items.is_empty() {
        return Err(FileProblem::Empty("there is no item in it"));
    }
    if !items.iter().any(|item| item.contains_key("ID-EVENTO")) {
        return Ok(Recognised::Unsupported("xml"));
    }
    Ok(Recognised::Events(
        "agenda_xml",
        items.iter().map(|item| Ok(agenda::xml::event(item))).collect(),
    ))
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
        require(&["TITULO", "FECHA"], has)?;
        let rows = table.rows(|cell, _| RawEvent::from_columns(cell))?;
        return Ok(Recognised::Events("agenda_csv", rows));
    }
    if has("NOMBRE") && has("SECTOR") && has("FORMATOS") {
        return Ok(Recognised::Unsupported("catalogue_list"));
    }
    if FACILITY_COLUMNS.iter().filter(|name| has(name)).count() < 3 {
        return Err(FileProblem::Unrecognised(
            "a table without the columns of facilities".to_owned(),
        ));
    }
    let has_position = (has("LATITUD") && has("LONGITUD")) || (has("COORDENADA-X") && has("COORDENADA-Y"));
    require(&["PK", "NOMBRE", "LATITUD, LONGITUD"], |name| {
        has(name) || (has_position && name.contains(", "))
    })?;
    Ok(Recognised::Facilities(
        "facility_csv",
        table.rows(RawFacility::from_table)?,
    ))
}

fn require(columns: &[&str], has: impl Fn(&str) -> bool) -> Result<(), FileProblem> {
    let missing: Vec<&str> = columns.iter().filter(|name| !has(name)).copied().collect();
    if missing.is_empty() {
        Ok(())
    } else {
        Err(FileProblem::MissingColumns(missing.join(", ")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> String {
        match recognise(text) {
            Ok(Recognised::Facilities(format, rows)) => format!("{format} {}", rows.len()),
            Ok(Recognised::Events(format, rows)) => format!("{format} {}", rows.len()),
            Ok(Recognised::Boundaries(features)) => format!("boundaries {}", features.len()),
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
    fn the_three_formats_of_the_agenda() {
        assert_eq!(of(" ID-EVENTO;TITULO;FECHA\n1;\"a\";\"\"\n"), "agenda_csv 1");
        assert_eq!(
            of("{\"@graph\":[{\"title\":\"uno\ndos\",\"dtstart\":\"2025\"}]}"),
            "agenda_json_ld 1"
        );
        assert_eq!(of(XML), "agenda_xml 1");
    }

    const XML: &str = "<?xml version=\"1.0\"?><Contenidos><contenido><atributo nombre=\"ID-EVENTO\">1</atributo></contenido>\
        </Contenidos>\n";

    #[test]
    fn boundaries_and_other_geometry() {
        let of_feature = |properties: &str| {
            of(&format!(
                r#"{{"type":"FeatureCollection","features":[{{"properties":{properties},"geometry":null}}]}}"#
            ))
        };
        assert_eq!(of_feature(r#"{"COD_BAR":"011"}"#), "boundaries 1");
        assert_eq!(of_feature(r#"{"name":"Tetuan"}"#), "boundaries 1");
        assert_eq!(of_feature(r#"{"name":"BiciMAD 7"}"#), "unsupported:geojson");
    }

    #[test]
    fn other_datasets_of_the_city() {
        assert_eq!(of(&XML.replace("ID-EVENTO", "ID-ENTIDAD")), "unsupported:xml");
        assert_eq!(
            of("Nombre;Sector;Formatos;URL\na;b;c;d\n"),
            "unsupported:catalogue_list"
        );
        assert_eq!(of("# Sources\n\nText.\n"), "unsupported:documentation");
    }

    #[test]
    fn what_is_known_but_cut_empty_or_incomplete() {
        assert_eq!(of("<?xml?><Contenidos><contenido>"), "cut_short");
        assert_eq!(of("<Contenidos></Contenidos>"), "empty");
        assert_eq!(of(r#"{"type":"FeatureCollection","features":[]}"#), "empty");
        assert_eq!(of("ID-EVENTO;TITULO\n1;a\n"), "missing_columns");
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
