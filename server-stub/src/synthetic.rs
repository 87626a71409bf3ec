//! Invented places, as many as wanted, that look like Madrid: for lists of 10,000 and more, where the real ones end.

use std::collections::BTreeSet;

use crate::catalogue::{Facility, FacilityKind, Feature, SOURCE};
use crate::random::Dice;

/// Invented places get ids from here on. The City's own are far smaller, so the two never meet.
pub const FIRST_ID: i64 = 1_000_000_000;

/// Keeps the dice of the places apart from all other uses of the seed.
const PURPOSE: u64 = 0x51AC;

/// A district: code, name, roughly where its middle is, and how many degrees it spreads.
struct District(&'static str, &'static str, f64, f64, f64);

const DISTRICTS: [District; 21] = [
    District("01", "Centro", 40.4153, -3.7074, 0.008),
    District("02", "Arganzuela", 40.3989, -3.6987, 0.008),
    District("03", "Retiro", 40.4113, -3.6761, 0.008),
    District("04", "Salamanca", 40.4300, -3.6780, 0.008),
    District("05", "Chamartín", 40.4600, -3.6770, 0.012),
    District("06", "Tetuán", 40.4600, -3.6990, 0.009),
    District("07", "Chamberí", 40.4350, -3.7030, 0.008),
    District("08", "Fuencarral-El Pardo", 40.4980, -3.7090, 0.030),
    District("09", "Moncloa-Aravaca", 40.4420, -3.7450, 0.025),
    District("10", "Latina", 40.3930, -3.7480, 0.018),
    District("11", "Carabanchel", 40.3790, -3.7380, 0.014),
    District("12", "Usera", 40.3820, -3.7060, 0.010),
    District("13", "Puente de Vallecas", 40.3870, -3.6600, 0.012),
    District("14", "Moratalaz", 40.4060, -3.6440, 0.009),
    District("15", "Ciudad Lineal", 40.4480, -3.6500, 0.014),
    District("16", "Hortaleza", 40.4740, -3.6400, 0.018),
    District("17", "Villaverde", 40.3460, -3.7040, 0.013),
    District("18", "Villa de Vallecas", 40.3680, -3.6140, 0.018),
    District("19", "Vicálvaro", 40.4010, -3.6020, 0.018),
    District("20", "San Blas-Canillejas", 40.4340, -3.6120, 0.016),
    District("21", "Barajas", 40.4730, -3.5840, 0.015),
];

/// South, north, west, east of everything invented: the municipality's own box.
const BOX: (f64, f64, f64, f64) = (40.312, 40.643, -3.888, -3.518);

const STREETS: [&str; 16] = [
    "Calle de Alcalá",
    "Calle del General Ricardos",
    "Avenida de la Albufera",
    "Calle de Bravo Murillo",
    "Paseo de las Delicias",
    "Calle de Arturo Soria",
    "Calle de López de Hoyos",
    "Avenida de Oporto",
    "Calle de Marcelo Usera",
    "Calle de la Princesa",
    "Paseo de Extremadura",
    "Calle de Embajadores",
    "Avenida de Nuestra Señora de Valvanera",
    "Calle de Santa María de la Cabeza",
    "Calle del Doctor Esquerdo",
    "Avenida del Mediterráneo",
];

const HOURS: [&str; 4] = [
    "De lunes a viernes, de 8:30 a 21 horas. Sábados, de 9 a 14 horas.",
    "De lunes a domingo, de 7 a 23 horas.",
    "De martes a domingo, de 10 a 19 horas. Lunes cerrado.",
    "Abierto todos los días, a todas horas.",
];

/// A kind, the first words of its names, how many of a hundred places are of it, and what such a place may offer.
struct Sort(FacilityKind, &'static str, usize, &'static [Feature]);

const SORTS: [Sort; 7] = [
    Sort(
        FacilityKind::Park,
        "Parque",
        34,
        &[Feature::PlayArea, Feature::DogArea, Feature::BikeParking],
    ),
    Sort(
        FacilityKind::CulturalCentre,
        "Centro Cultural",
        20,
        &[Feature::StudyRoom, Feature::Wifi],
    ),
    Sort(
        FacilityKind::SportsCentre,
        "Centro Deportivo Municipal",
        15,
        &[
            Feature::IndoorPool,
            Feature::OutdoorPool,
            Feature::SportsCourts,
            Feature::BikeParking,
        ],
    ),
    Sort(FacilityKind::Museum, "Museo", 8, &[Feature::Wifi]),
    Sort(
        FacilityKind::Library,
        "Biblioteca Pública",
        12,
        &[Feature::StudyRoom, Feature::Wifi, Feature::BikeParking],
    ),
    Sort(
        FacilityKind::CitizenOffice,
        "Oficina de Atención a la Ciudadanía",
        4,
        &[Feature::Wifi],
    ),
    Sort(FacilityKind::Other, "Mercado Municipal", 7, &[Feature::BikeParking]),
];

/// The invented place of this id. The same seed and id always give the same place.
#[must_use]
pub fn place(seed: u64, id: i64) -> Facility {
    let mut dice = Dice::for_purpose(seed ^ PURPOSE, id.unsigned_abs());
    let District(code, district, lat, lon, spread) = dice.pick(&DISTRICTS).unwrap_or(&DISTRICTS[0]);
    let Sort(kind, prefix, _, offers) = sort(dice.below(100));
    let barrio = 1 + dice.below(6);
    Facility {
        id,
        kind: *kind,
        name: format!("{prefix} {} ({district})", id % FIRST_ID),
        lat: rounded((lat + dice.bell() * spread).clamp(BOX.0, BOX.1)),
        lon: rounded((lon + dice.bell() * spread * 1.3).clamp(BOX.2, BOX.3)),
        summary: Some(format!(
            "{prefix} del distrito de {district}. Inventado para la ciudad de pruebas."
        )),
        street: dice.pick(&STREETS).map(|street| format!("{street}, {}", 1 + id % 180)),
        postal_code: Some(format!("280{code}")),
        district_code: Some((*code).to_owned()),
        district: Some((*district).to_owned()),
        neighbourhood_code: Some(format!("{code}{barrio}")),
        neighbourhood: None,
        phone: Some(format!("+34 915 {:03} {:03}", dice.below(1_000), dice.below(1_000))),
        email: None,
        url: None,
        hours: dice.pick(&HOURS).map(|hours| (*hours).to_owned()),
        transport: Some(format!(
            "Metro: línea {}. Bus: {}.",
            1 + dice.below(12),
            1 + dice.below(180)
        )),
        equipment: None,
        features: features(&mut dice, offers),
        source: SOURCE.to_owned(),
        source_date: Some("2026-10-01".to_owned()),
    }
}

/// The sort that this place in a hundred falls on.
fn sort(mut of_hundred: usize) -> &'static Sort {
    for sort in &SORTS {
        if of_hundred < sort.2 {
            return sort;
        }
        of_hundred -= sort.2;
    }
    &SORTS[0]
}

/// Most places can be entered without a step, as the City says of most of its own; the rest by chance.
fn features(dice: &mut Dice, offers: &[Feature]) -> BTreeSet<Feature> {
    let access = match dice.below(10) {
        0..=6 => Some(Feature::StepFree),
        7..=8 => Some(Feature::PartlyAccessible),
        _ => None,
    };
    let offered = offers.iter().copied().filter(|_| dice.below(2) == 0);
    offered.collect::<Vec<_>>().into_iter().chain(access).collect()
}

/// Six decimals are ten centimetres.
fn rounded(degrees: f64) -> f64 {
    (degrees * 1e6).round() / 1e6
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn shares_add_up_to_a_hundred() {
        assert_eq!(SORTS.iter().map(|sort| sort.2).sum::<usize>(), 100);
    }

    #[test]
    fn the_same_seed_and_id_give_the_same_place() {
        assert_eq!(place(7, FIRST_ID + 3), place(7, FIRST_ID + 3));
        assert_ne!(place(7, FIRST_ID + 3), place(8, FIRST_ID + 3));
    }

    #[test]
    fn they_lie_in_madrid_in_clusters_and_are_of_every_kind() {
        let mut kinds: BTreeMap<FacilityKind, usize> = BTreeMap::new();
        let mut near_sol = 0;
        for n in 0..2_000 {
            let place = place(1, FIRST_ID + n);
            assert!(
                (BOX.0..=BOX.1).contains(&place.lat) && (BOX.2..=BOX.3).contains(&place.lon),
                "{place:?}"
            );
            assert_eq!(place.postal_code.as_ref().map(String::len), Some(5));
            *kinds.entry(place.kind).or_default() += 1;
            near_sol += usize::from((place.lat - 40.4169).abs() < 0.02 && (place.lon + 3.7035).abs() < 0.02);
        }
        assert_eq!(kinds.len(), SORTS.len());
        // The square of 4.4 by 3.4 km around Sol is under 2 % of the box but holds the densest districts.
        assert!(near_sol > 150, "{near_sol}");
    }
}
