//! A row as a file has it: named texts, nothing decided. Every format ends here.

use super::position::RawPosition;

/// The cells of one facility. `None`: the format or the file has no such field; blank: the row left it empty.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct RawFacility {
    pub(super) id: Option<String>,
    pub(super) name: Option<String>,
    pub(super) entity_description: Option<String>,
    pub(super) description: Option<String>,
    pub(super) hours: Option<String>,
    pub(super) equipment: Option<String>,
    pub(super) transport: Option<String>,
    pub(super) accessibility: Option<String>,
    pub(super) url: Option<String>,
    pub(super) street_class: Option<String>,
    pub(super) street_name: Option<String>,
    pub(super) number_kind: Option<String>,
    pub(super) number: Option<String>,
    pub(super) floor: Option<String>,
    pub(super) door: Option<String>,
    /// The whole address in one text, where the format does not take it apart.
    pub(super) street_line: Option<String>,
    pub(super) postal_code: Option<String>,
    pub(super) barrio_code: Option<String>,
    pub(super) barrio: Option<String>,
    pub(super) district_code: Option<String>,
    pub(super) district: Option<String>,
    pub(super) x: Option<String>,
    pub(super) y: Option<String>,
    pub(super) lat: Option<String>,
    pub(super) lon: Option<String>,
    pub(super) phone: Option<String>,
    pub(super) email: Option<String>,
    pub(super) type_path: Option<String>,
    /// The line had one more separator than the heading has columns.
    pub(super) trailing_separator: bool,
}

impl RawFacility {
    /// From a row of a table.
    pub(super) fn from_table(cell: &dyn Fn(&str) -> Option<String>, trailing_separator: bool) -> Self {
        Self {
            trailing_separator,
            ..Self::from_columns(cell)
        }
    }

    /// What a field of the published row was made of, as the file has it.
    pub(super) fn published(&self, field: &str) -> String {
        let cell = match field {
            "id" => &self.id,
            "name" => &self.name,
            _ => return self.position().shown(),
        };
        cell.clone().unwrap_or_default()
    }

    /// The cells that say where it is.
    pub(super) fn position(&self) -> RawPosition<'_> {
        RawPosition {
            lat: self.lat.as_deref(),
            lon: self.lon.as_deref(),
            x: self.x.as_deref(),
            y: self.y.as_deref(),
        }
    }

    /// From the portal's column names, which the CSV and the re-keyed JSON share.
    pub(super) fn from_columns(cell: impl Fn(&str) -> Option<String>) -> Self {
        Self {
            id: cell("PK").or_else(|| cell("ID-ENTIDAD")),
            name: cell("NOMBRE"),
            entity_description: cell("DESCRIPCION-ENTIDAD"),
            description: cell("DESCRIPCION"),
            hours: cell("HORARIO"),
            equipment: cell("EQUIPAMIENTO"),
            transport: cell("TRANSPORTE"),
            accessibility: cell("ACCESIBILIDAD"),
            url: cell("CONTENT-URL"),
            street_class: cell("CLASE-VIAL"),
            street_name: cell("NOMBRE-VIA"),
            number_kind: cell("TIPO-NUM"),
            number: cell("NUM"),
            floor: cell("PLANTA"),
            door: cell("PUERTA"),
            street_line: None,
            postal_code: cell("CODIGO-POSTAL"),
            barrio_code: cell("COD-BARRIO"),
            barrio: cell("BARRIO"),
            district_code: cell("COD-DISTRITO"),
            district: cell("DISTRITO"),
            x: cell("COORDENADA-X"),
            y: cell("COORDENADA-Y"),
            lat: cell("LATITUD"),
            lon: cell("LONGITUD"),
            phone: cell("TELEFONO"),
            email: cell("EMAIL"),
            type_path: cell("TIPO"),
            trailing_separator: false,
        }
    }
}
