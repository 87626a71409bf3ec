//! An event as a file has it: named texts, nothing decided. Every format ends here.

use super::super::position::RawPosition;

/// The cells of one event. `None`: the format or the row has no such field; blank: the row left it empty.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(in super::super) struct RawEvent {
    pub(in super::super) id: Option<String>,
    pub(super) title: Option<String>,
    pub(super) price: Option<String>,
    pub(super) free: Option<String>,
    /// `M,X,J` or `TU,WE,TH`.
    pub(super) days: Option<String>,
    pub(super) interval: Option<String>,
    /// `23/9/2025;30/9/2025;`
    pub(super) excluded: Option<String>,
    pub(super) first_day: Option<String>,
    pub(super) last_day: Option<String>,
    pub(super) time: Option<String>,
    pub(super) description: Option<String>,
    pub(super) url: Option<String>,
    pub(super) venue: Option<String>,
    /// The City's key of the venue; the table has none.
    pub(super) venue_id: Option<String>,
    /// `CALLE ALISEDA 4`
    pub(super) street: Option<String>,
    pub(super) district: Option<String>,
    pub(super) barrio: Option<String>,
    pub(super) postal_code: Option<String>,
    pub(super) x: Option<String>,
    pub(super) y: Option<String>,
    pub(super) lat: Option<String>,
    pub(super) lon: Option<String>,
    pub(super) type_path: Option<String>,
    /// What it is a part of: `Itinerarios guiados por El Retiro`. The JSON has only its page.
    pub(super) activity: Option<String>,
    /// `/usuario/Niños,/usuario/Familias` or `Niños,Familias`.
    pub(super) audience: Option<String>,
}

impl RawEvent {
    /// From the portal's names of columns. The table and the XML differ in some.
    pub(in super::super) fn from_columns(cell: impl Fn(&str) -> Option<String>) -> Self {
        let either = |one: &str, other: &str| cell(one).or_else(|| cell(other));
        let street = [
            either("CLASE-VIAL-INSTALACION", "CLASE-VIAL"),
            either("NOMBRE-VIA-INSTALACION", "NOMBRE-VIA"),
            either("NUM-INSTALACION", "NUM"),
        ];
        Self {
            id: cell("ID-EVENTO"),
            title: cell("TITULO"),
            price: cell("PRECIO"),
            free: cell("GRATUITO"),
            days: cell("DIAS-SEMANA"),
            interval: None,
            excluded: either("DIAS-EXCLUIDOS", "DIAS-EXCLUIDOS-TEXT"),
            first_day: either("FECHA", "FECHA-EVENTO"),
            last_day: either("FECHA-FIN", "FECHA-FIN-EVENTO"),
            time: either("HORA", "HORA-EVENTO"),
            description: cell("DESCRIPCION"),
            url: cell("CONTENT-URL"),
            venue: cell("NOMBRE-INSTALACION"),
            venue_id: cell("ID-INSTALACION"),
            street: joined(&street),
            district: either("DISTRITO-INSTALACION", "DISTRITO"),
            barrio: either("BARRIO-INSTALACION", "BARRIO"),
            postal_code: either("CODIGO-POSTAL-INSTALACION", "CODIGO-POSTAL"),
            x: cell("COORDENADA-X"),
            y: cell("COORDENADA-Y"),
            lat: cell("LATITUD"),
            lon: cell("LONGITUD"),
            type_path: cell("TIPO"),
            activity: cell("TITULO-ACTIVIDAD"),
            audience: cell("AUDIENCIA"),
        }
    }

    /// What a field of the published row was made of, as the file has it.
    pub(in super::super) fn published(&self, field: &str) -> String {
        let cell = match field {
            "id" => &self.id,
            "name" => &self.title,
            "first_day" => &joined(&[self.first_day.clone(), self.last_day.clone()]),
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
}

/// The filled ones with a blank between them.
fn joined(cells: &[Option<String>]) -> Option<String> {
    let filled: Vec<&str> = cells
        .iter()
        .flatten()
        .map(|cell| cell.trim())
        .filter(|cell| !cell.is_empty())
        .collect();
    (!filled.is_empty()).then(|| filled.join(" "))
}
