//! What a sports centre has to offer, out of what the catalogue says of it. Prices and rules are invented.

use serde::Deserialize;

use crate::catalogue::{FacilityKind, Feature};

/// What kind of thing it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Clase {
    /// A bath in the covered pool.
    Cubierta,
    /// A bath in the open-air pool: in summer only.
    Verano,
    /// A court.
    Pista,
}

/// Something that can be booked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recurso {
    /// The centre's number and one digit.
    pub recurso: i64,
    /// The centre, as the catalogue numbers it.
    pub centro: i64,
    /// Its name.
    pub nombre_centro: String,
    /// What it is.
    pub clase: Clase,
    /// What it is called.
    pub nombre: String,
    /// The sport, of a court.
    pub modalidad: Option<String>,
    /// How much of it there is at a time: people in a pool, courts.
    pub aforo: i64,
    /// How long it is had.
    pub minutos: i64,
    /// In cents, for one person or one court.
    pub precio: i64,
}

impl Clase {
    /// As the records say it.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Cubierta => "CUBIERTA",
            Self::Verano => "VERANO",
            Self::Pista => "PISTA",
        }
    }

    /// What the records say.
    pub(super) fn of(name: &str) -> Option<Self> {
        [Self::Cubierta, Self::Verano, Self::Pista]
            .into_iter()
            .find(|class| class.name() == name)
    }
}

impl Recurso {
    /// How much of it so many people take: a bath each, but one court together.
    #[must_use]
    pub const fn places_for(&self, people: i64) -> i64 {
        match self.clase {
            Clase::Cubierta | Clase::Verano => people,
            Clase::Pista => 1,
        }
    }

    /// What to know before one comes.
    #[must_use]
    pub const fn rules(&self) -> &'static str {
        match self.clase {
            Clase::Cubierta => "Trae gorro y chanclas. Hasta 4 personas por reserva.",
            Clase::Verano => "Trae chanclas y crema. Hasta 4 personas por reserva.",
            Clase::Pista => "Trae tu material. Hasta 4 personas en la pista.",
        }
    }
}

/// What matters of a place. The rest of it is not the desk's affair.
#[derive(Debug, Deserialize)]
struct Centre {
    id: i64,
    kind: FacilityKind,
    name: String,
    features: Vec<Feature>,
    #[serde(default)]
    equipment: String,
}

/// A line of the offer: its digit, what it is, its name, sport, how much of it, for how long, at what price, and what the
/// centre must have.
struct Line(
    i64,
    Clase,
    &'static str,
    Option<&'static str>,
    i64,
    i64,
    i64,
    Feature,
    /// A word of the equipment without which there is none; blank for none.
    &'static str,
);

/// The digits stay: phones know what can be booked by them.
#[rustfmt::skip]
const OFFER: [Line; 7] = [
    Line(1, Clase::Cubierta, "Piscina cubierta", None, 60, 120, 450, Feature::IndoorPool, ""),
    Line(2, Clase::Cubierta, "Piscina cubierta, entrada gratuita", None, 12, 60, 0, Feature::IndoorPool, ""),
    Line(3, Clase::Verano, "Piscina de verano", None, 200, 240, 450, Feature::OutdoorPool, ""),
    Line(4, Clase::Verano, "Piscina de verano, entrada gratuita", None, 20, 120, 0, Feature::OutdoorPool, ""),
    Line(5, Clase::Pista, "Pista polideportiva", Some("multisport"), 2, 60, 0, Feature::SportsCourts, ""),
    Line(6, Clase::Pista, "Pista de pádel", Some("padel"), 3, 90, 700, Feature::SportsCourts, "pádel"),
    Line(7, Clase::Pista, "Pista de tenis", Some("tennis"), 2, 60, 600, Feature::SportsCourts, "tenis"),
];

/// What can be booked at a place of the catalogue, given as it is published; nothing anywhere but at a sports centre.
#[must_use]
pub fn offered_by(place: &str) -> Vec<Recurso> {
    let Ok(centre) = serde_json::from_str::<Centre>(place) else {
        return Vec::new();
    };
    if centre.kind != FacilityKind::SportsCentre {
        return Vec::new();
    }
    let equipment = centre.equipment.to_lowercase();
    let has = |line: &&Line| centre.features.contains(&line.7) && equipment.contains(line.8);
    OFFER
        .iter()
        .filter(has)
        .map(|line| Recurso {
            recurso: centre.id * 10 + line.0,
            centro: centre.id,
            nombre_centro: centre.name.clone(),
            clase: line.1,
            nombre: line.2.to_owned(),
            modalidad: line.3.map(str::to_owned),
            aforo: line.4,
            minutos: line.5,
            precio: line.6,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(place: &str) -> Vec<String> {
        offered_by(place).into_iter().map(|resource| resource.nombre).collect()
    }

    #[test]
    fn a_centre_offers_what_it_has_and_other_places_nothing() {
        let centre = |features: &str, equipment: &str| {
            format!(
                r#"{{"id":7,"kind":"sports_centre","name":"CDM","features":[{features}],"equipment":"{equipment}"}}"#
            )
        };
        assert_eq!(
            names(&centre(r#""indoor_pool","wifi""#, "")),
            ["Piscina cubierta", "Piscina cubierta, entrada gratuita"]
        );
        assert_eq!(
            names(&centre(r#""sports_courts""#, "2 pistas de PÁDEL")),
            ["Pista polideportiva", "Pista de pádel"]
        );
        assert_eq!(names(&centre("", "tenis")), Vec::<String>::new());
        let park = centre(r#""sports_courts""#, "").replace("sports_centre", "park");
        assert_eq!(names(&park), Vec::<String>::new());
        assert_eq!(names("{}"), Vec::<String>::new());
        let ids: Vec<_> = offered_by(&centre(r#""sports_courts""#, ""))
            .iter()
            .map(|r| r.recurso)
            .collect();
        assert_eq!(ids, [75]);
    }
}
