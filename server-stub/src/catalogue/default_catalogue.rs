//! The catalogue the city starts with when no file is given: well-known places of every kind, written by hand.
//!
//! Names, addresses, hours and equipment are facts; positions are good to about ten metres. For development only.

use super::assemble::FIRST_OWN_ID;
use super::districts::barrio_by_code;
use super::facility::FacilityKind::{self, CitizenOffice, CulturalCentre, Library, Museum, Park, SportsCentre};
use super::facility::Feature::{self, BikeParking, DogArea, IndoorPool, OutdoorPool, PartlyAccessible, PlayArea};
use super::facility::Feature::{SportsCourts, StepFree, StudyRoom, Wifi};
use super::facility::{Facility, SOURCE};

/// One place: name, street, postal code, barrio, latitude and longitude, hours (blank if they vary), features.
type Row = (
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    (f64, f64),
    &'static str,
    &'static [Feature],
);

/// The hand-written places, with ids from [`FIRST_OWN_ID`] on in the order of this file: add new ones at the end of
/// the last group, so that ids stay.
#[must_use]
pub fn default_catalogue() -> Vec<Facility> {
    let rows = GROUPS
        .iter()
        .flat_map(|(kind, rows)| rows.iter().map(move |row| (*kind, row)));
    (FIRST_OWN_ID..)
        .zip(rows)
        .map(|(id, (kind, row))| facility(id, kind, row))
        .collect()
}

fn facility(id: i64, kind: FacilityKind, row: &Row) -> Facility {
    let (name, street, postal_code, barrio, (lat, lon), hours, features) = *row;
    let known = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let barrio = barrio_by_code(barrio);
    let is_office = kind == CitizenOffice;
    Facility {
        id,
        kind,
        name: name.to_owned(),
        lat,
        lon,
        summary: None,
        street: known(street),
        postal_code: known(postal_code),
        district_code: barrio.as_ref().map(|barrio| barrio.district.code.to_owned()),
        district: barrio.as_ref().map(|barrio| barrio.district.name.to_owned()),
        neighbourhood: barrio.as_ref().map(|barrio| barrio.name.to_owned()),
        neighbourhood_code: barrio.map(|barrio| barrio.code),
        phone: is_office.then(|| "+34 914 800 010".to_owned()),
        email: None,
        url: is_office.then(|| "https://www.madrid.es/lineamadrid".to_owned()),
        hours: known(hours),
        transport: None,
        equipment: None,
        features: features.iter().copied().collect(),
        source: SOURCE.to_owned(),
        source_date: None,
    }
}

const GROUPS: [(FacilityKind, &[Row]); 6] = [
    (SportsCentre, &SPORTS),
    (Library, &LIBRARIES),
    (Park, &PARKS),
    (CulturalCentre, &CULTURE),
    (Museum, &MUSEUMS),
    (CitizenOffice, &OFFICES),
];

#[rustfmt::skip]
const SPORTS: [Row; 14] = [
    ("Centro Deportivo Municipal Aluche", "Avenida de las Águilas, 14", "28044", "107", (40.3827, -3.7737),
        "", &[BikeParking, IndoorPool, OutdoorPool, SportsCourts, StepFree]),
    ("Centro Deportivo Municipal Barceló", "Calle de Barceló, 6", "28004", "014", (40.4267, -3.6988),
        "", &[SportsCourts]),
    ("Centro Deportivo Municipal Cerro Almodóvar", "Calle Cerro de Almodóvar, 9", "28031", "182", (40.3817, -3.6023),
        "", &[IndoorPool, OutdoorPool, SportsCourts, StepFree]),
    ("Centro Deportivo Municipal Chamartín", "Avenida de Pío XII, 2", "28016", "055", (40.4611, -3.6762),
        "", &[BikeParking, IndoorPool, SportsCourts, StepFree]),
    ("Centro Deportivo Municipal Concepción", "Calle de José del Hierro, 5", "28027", "154", (40.4373, -3.6484),
        "", &[BikeParking, IndoorPool, OutdoorPool, SportsCourts]),
    ("Centro Deportivo Municipal Casa de Campo", "Paseo de la Puerta del Ángel, 7", "28011", "091", (40.4161, -3.7335),
        "", &[BikeParking, IndoorPool, OutdoorPool, StepFree]),
    ("Centro Deportivo Municipal La Elipa",
        "Calle del Alcalde Garrido Juaristi, 17", "28030", "144", (40.4143, -3.6559),
        "", &[BikeParking, OutdoorPool, SportsCourts, StepFree]),
    ("Centro Deportivo Municipal Moratalaz", "Calle de Valdebernardo, 2", "28030", "141", (40.3989, -3.6324),
        "", &[BikeParking, IndoorPool, OutdoorPool, SportsCourts, StepFree]),
    ("Centro Deportivo Municipal Vallehermoso", "Avenida de Filipinas, 7", "28003", "076", (40.4406, -3.7091),
        "", &[BikeParking, IndoorPool, OutdoorPool, SportsCourts, StepFree]),
    ("Centro Deportivo Municipal Francisco Fernández Ochoa",
        "Calle de las Catorce Olivas, 1", "28054", "116", (40.3658, -3.7409),
        "", &[BikeParking, IndoorPool, SportsCourts, StepFree]),
    ("Centro Deportivo Municipal San Blas", "Avenida de Hellín, 47", "28037", "202", (40.4289, -3.6152),
        "", &[BikeParking, IndoorPool, OutdoorPool, SportsCourts, StepFree]),
    ("Centro Deportivo Municipal Peñuelas", "Calle de Arganda, 25", "28005", "022", (40.3987, -3.7050),
        "", &[BikeParking, OutdoorPool, StepFree]),
    ("Centro Deportivo Municipal Triángulo de Oro", "Calle de Bravo Murillo, 376", "28020", "063", (40.4651, -3.6928),
        "", &[BikeParking, IndoorPool, SportsCourts, StepFree]),
    ("Centro Deportivo Municipal Gallur", "Calle de Gallur, 2", "28047", "101", (40.3985, -3.7354),
        "", &[BikeParking, IndoorPool, SportsCourts, StepFree]),
];

#[rustfmt::skip]
const LIBRARIES: [Row; 11] = [
    ("Biblioteca Eugenio Trías", "Paseo de Fernán Núñez, 24", "28009", "035", (40.4166, -3.6796),
        "De lunes a viernes, de 8:30 a 21 h; sábados y domingos, de 8:30 a 15 h", &[StepFree, StudyRoom, Wifi]),
    ("Biblioteca Iván de Vargas", "Calle de San Justo, 5", "28005", "011", (40.4141, -3.7099),
        "De lunes a viernes, de 8:30 a 21 h; sábados y domingos, de 8:30 a 15 h", &[StepFree, StudyRoom, Wifi]),
    ("Biblioteca Benito Pérez Galdós", "Calle del Conde Duque, 9", "28015", "015", (40.4274, -3.7106),
        "De lunes a viernes, de 8:30 a 21 h; sábados y domingos, de 8:30 a 15 h", &[StepFree, StudyRoom, Wifi]),
    ("Biblioteca Mario Vargas Llosa", "Calle de Barceló, 4", "28004", "014", (40.4266, -3.6997),
        "De lunes a viernes, de 8:30 a 21 h", &[StepFree, StudyRoom, Wifi]),
    ("Biblioteca Elena Fortún", "Calle del Doctor Esquerdo, 189", "28007", "032", (40.4036, -3.6724),
        "De lunes a viernes, de 9 a 21 h; sábados, de 9 a 14 h", &[StepFree, Wifi]),
    ("Biblioteca José Hierro (Usera)", "Avenida de Rafaela Ybarra, 43", "28026", "127", (40.3819, -3.7106),
        "De lunes a viernes, de 9 a 21 h; fines de semana y festivos, de 11 a 19 h", &[StepFree, Wifi]),
    ("Biblioteca María Moliner", "Calle de Villalonso, 16", "28021", "171", (40.3495, -3.7101),
        "De lunes a viernes, de 9 a 21 h; sábados, de 9 a 14 h", &[StepFree, Wifi]),
    ("Biblioteca Ángel González", "Calle de Granja de Torrehermosa, 1", "28024", "104", (40.3971, -3.7665),
        "De lunes a viernes, de 8:30 a 21 h; sábados y domingos, de 8:30 a 15 h", &[StepFree, StudyRoom, Wifi]),
    ("Biblioteca Rafael Alberti", "Calle de Sangenjo, 38", "28034", "085", (40.4879, -3.6986),
        "De lunes a viernes, de 9 a 21 h; sábados, de 9 a 14 h", &[StepFree, Wifi]),
    ("Biblioteca Ana María Matute", "Calle de Isaac Albéniz, 1", "28019", "113", (40.3979, -3.7201),
        "De lunes a viernes, de 8:30 a 21 h", &[StepFree, StudyRoom, Wifi]),
    ("Biblioteca Francisco Ayala", "Bulevar de Indalecio Prieto, 21", "28032", "192", (40.3998, -3.6213),
        "De lunes a viernes, de 8:30 a 21 h", &[StepFree, StudyRoom, Wifi]),
];

#[rustfmt::skip]
const PARKS: [Row; 13] = [
    ("Parque de El Retiro", "Plaza de la Independencia, 7", "28001", "035", (40.4196, -3.6879),
        "", &[DogArea, PartlyAccessible, PlayArea, SportsCourts]),
    ("Casa de Campo", "Paseo de la Puerta del Ángel, 1", "28011", "091", (40.4147, -3.7302),
        "", &[PartlyAccessible]),
    ("Parque del Oeste", "Paseo de Camoens", "28008", "091", (40.4318, -3.7282),
        "", &[PartlyAccessible, PlayArea, SportsCourts]),
    ("Madrid Río", "Paseo de las Yeserías", "28019", "111", (40.3982, -3.7125),
        "", &[DogArea, PartlyAccessible, PlayArea, SportsCourts]),
    ("Parque Juan Carlos I", "Glorieta de Don Juan de Borbón y Battemberg, 5", "28042", "215", (40.4600, -3.6149),
        "", &[DogArea, PartlyAccessible, PlayArea, SportsCourts]),
    ("Parque de El Capricho", "Paseo de la Alameda de Osuna, 25", "28042", "211", (40.4545, -3.6001),
        "", &[PartlyAccessible]),
    ("Quinta de los Molinos", "Calle de Alcalá, 527", "28027", "208", (40.4425, -3.6217),
        "Todos los días, de 6:30 a 22 h", &[PartlyAccessible, SportsCourts]),
    ("Jardines de Sabatini", "Calle de Bailén, 2", "28013", "011", (40.4199, -3.7132),
        "", &[PartlyAccessible]),
    ("Parque de Enrique Tierno Galván", "Calle de Meneses, 4", "28045", "024", (40.3921, -3.6816),
        "", &[DogArea, PartlyAccessible, PlayArea, SportsCourts]),
    ("Parque del Cerro del Tío Pío", "Calle de Benjamín Palencia, 2", "28038", "136", (40.3970, -3.6552),
        "", &[PartlyAccessible, PlayArea, SportsCourts]),
    ("Dehesa de la Villa", "Carretera de la Dehesa de la Villa, 1", "28040", "093", (40.4582, -3.7207),
        "", &[PartlyAccessible, PlayArea, SportsCourts]),
    ("Parque de Pradolongo", "Avenida de Rafaela Ybarra, 85", "28026", "127", (40.3756, -3.7120),
        "", &[PartlyAccessible, PlayArea, SportsCourts]),
    ("Quinta de la Fuente del Berro", "Calle de Enrique D'Almonte, 1", "28028", "043", (40.4230, -3.6625),
        "", &[PartlyAccessible, PlayArea, SportsCourts]),
];

#[rustfmt::skip]
const CULTURE: [Row; 11] = [
    ("Matadero Madrid", "Plaza de Legazpi, 8", "28045", "023", (40.3913, -3.6958),
        "", &[StepFree]),
    ("Centro Conde Duque", "Calle del Conde Duque, 9", "28015", "015", (40.4274, -3.7106),
        "", &[StepFree, Wifi]),
    ("CentroCentro", "Plaza de Cibeles, 1", "28014", "035", (40.4190, -3.6922),
        "De martes a domingo, de 10 a 20 h", &[StepFree, StudyRoom, Wifi]),
    ("Fernán Gómez. Centro Cultural de la Villa", "Plaza de Colón, 4", "28001", "041", (40.4250, -3.6899),
        "", &[StepFree]),
    ("Centro Cultural Casa de Vacas", "Paseo de Colombia, 1", "28009", "035", (40.4191, -3.6841),
        "Todos los días, de 10 a 21 h", &[StepFree]),
    ("Centro Cultural Galileo", "Calle de Galileo, 39", "28015", "072", (40.4337, -3.7105),
        "", &[StepFree, StudyRoom]),
    ("Centro Cultural Lavapiés", "Calle del Olivar, 46", "28012", "012", (40.4097, -3.7016),
        "", &[StepFree, Wifi]),
    ("Centro Cultural Buenavista", "Avenida de los Toreros, 5", "28028", "044", (40.4320, -3.6709),
        "", &[PartlyAccessible]),
    ("Espacio Cultural Serrería Belga", "Calle de la Alameda, 15", "28014", "013", (40.4106, -3.6938),
        "", &[StepFree]),
    ("Centro Cultural El Torito", "Avenida de Moratalaz, 130", "28030", "146", (40.4061, -3.6465),
        "", &[StepFree, StudyRoom, Wifi]),
    ("Centro Cultural Alfredo Kraus", "Glorieta de la Pradera de Vaquerizas, 9", "28035", "087", (40.4908, -3.7216),
        "", &[StepFree, StudyRoom, Wifi]),
];

#[rustfmt::skip]
const MUSEUMS: [Row; 13] = [
    ("Museo Nacional del Prado", "Paseo del Prado", "28014", "013", (40.4140, -3.6922),
        "De lunes a sábado, de 10 a 20 h; domingos y festivos, de 10 a 19 h", &[StepFree]),
    ("Museo Nacional Centro de Arte Reina Sofía", "Calle de Santa Isabel, 52", "28012", "012", (40.4086, -3.6940),
        "", &[StepFree]),
    ("Museo Nacional Thyssen-Bornemisza", "Paseo del Prado, 8", "28014", "013", (40.4160, -3.6947),
        "", &[StepFree]),
    ("Museo Arqueológico Nacional", "Calle de Serrano, 13", "28001", "041", (40.4233, -3.6884),
        "De martes a sábado, de 9:30 a 20 h; domingos y festivos, de 9:30 a 15 h", &[StepFree]),
    ("Museo Sorolla", "Paseo del General Martínez Campos, 37", "28010", "074", (40.4353, -3.6926),
        "De martes a sábado, de 9:30 a 20 h; domingos y festivos, de 10 a 15 h", &[PartlyAccessible]),
    ("Museo de Historia de Madrid", "Calle de Fuencarral, 78", "28004", "014", (40.4258, -3.7008),
        "De martes a domingo, de 10 a 20 h", &[StepFree, Wifi]),
    ("Museo del Romanticismo", "Calle de San Mateo, 13", "28004", "014", (40.4259, -3.6988),
        "", &[StepFree]),
    ("Museo del Traje", "Avenida de Juan de Herrera, 2", "28040", "093", (40.4397, -3.7278),
        "", &[StepFree]),
    ("Museo del Ferrocarril", "Paseo de las Delicias, 61", "28045", "025", (40.4003, -3.6938),
        "", &[StepFree]),
    ("Museo Naval", "Paseo del Prado, 3", "28014", "035", (40.4178, -3.6927),
        "De martes a domingo, de 10 a 19 h", &[StepFree]),
    ("Museo de San Isidro", "Plaza de San Andrés, 2", "28005", "011", (40.4121, -3.7108),
        "", &[PartlyAccessible, Wifi]),
    ("Planetario de Madrid", "Avenida del Planetario, 16", "28045", "024", (40.3923, -3.6850),
        "", &[StepFree, Wifi]),
    ("Templo de Debod", "Calle de Ferraz, 1", "28008", "091", (40.4243, -3.7165),
        "", &[Wifi]),
];

#[rustfmt::skip]
const OFFICES: [Row; 8] = [
    ("Oficina de Línea Madrid Arganzuela", "Paseo de la Chopera, 10", "28045", "023", (40.3931, -3.6990),
        "De lunes a jueves, de 8:30 a 17 h; viernes, de 8:30 a 14 h", &[StepFree, Wifi]),
    ("Oficina de Línea Madrid Barajas", "Plaza del Mercurio, 1", "28042", "213", (40.4748, -3.5778),
        "De lunes a jueves, de 8:30 a 17 h; viernes, de 8:30 a 14 h", &[StepFree, Wifi]),
    ("Oficina de Línea Madrid Carabanchel", "Calle de Utebo, 8", "28025", "114", (40.3870, -3.7387),
        "De lunes a jueves, de 8:30 a 17 h; viernes, de 8:30 a 14 h", &[StepFree, Wifi]),
    ("Oficina de Línea Madrid Chamartín", "Calle del Príncipe de Vergara, 142", "28002", "053", (40.4449, -3.6781),
        "De lunes a jueves, de 8:30 a 17 h; viernes, de 8:30 a 14 h", &[StepFree, Wifi]),
    ("Oficina de Línea Madrid Centro", "Calle de Velázquez, 52", "28001", "041", (40.4288, -3.6836),
        "De lunes a jueves, de 8:30 a 17 h; viernes, de 8:30 a 14 h", &[StepFree, Wifi]),
    ("Oficina de Línea Madrid Hortaleza", "Carretera de Canillas, 2", "28043", "163", (40.4630, -3.6571),
        "De lunes a jueves, de 8:30 a 17 h; viernes, de 8:30 a 14 h", &[StepFree, Wifi]),
    ("Oficina de Línea Madrid Moncloa - Aravaca", "Plaza de la Moncloa, 1", "28008", "092", (40.4352, -3.7189),
        "De lunes a jueves, de 8:30 a 17 h; viernes, de 8:30 a 14 h", &[StepFree, Wifi]),
    ("Oficina de Línea Madrid Puente de Vallecas", "Avenida de la Albufera, 42", "28038", "132", (40.3967, -3.6663),
        "De lunes a jueves, de 8:30 a 17 h; viernes, de 8:30 a 14 h", &[StepFree, Wifi]),
];

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;

    #[test]
    fn some_sixty_places_of_all_kinds_each_with_its_own_id() {
        let places = default_catalogue();
        let mut kinds: BTreeMap<FacilityKind, usize> = BTreeMap::new();
        places
            .iter()
            .for_each(|place| *kinds.entry(place.kind).or_default() += 1);
        assert!((55..=75).contains(&places.len()), "{}", places.len());
        assert!(kinds.len() == 6 && kinds.values().all(|count| *count >= 8), "{kinds:?}");
        assert_eq!(
            places.iter().map(|place| place.id).collect::<BTreeSet<_>>().len(),
            places.len()
        );
        assert!(places.iter().all(|place| place.id >= FIRST_OWN_ID));
        assert_eq!(
            places.iter().map(|place| &place.name).collect::<BTreeSet<_>>().len(),
            places.len()
        );
    }

    #[test]
    fn every_place_is_in_madrid_and_has_an_address() {
        for place in default_catalogue() {
            assert!(
                (40.30..40.66).contains(&place.lat) && (-3.90..-3.50).contains(&place.lon),
                "{}",
                place.name
            );
            assert!(
                place.neighbourhood.is_some() && place.street.is_some(),
                "{}",
                place.name
            );
            assert!(place.postal_code.unwrap().starts_with("280"), "{}", place.name);
        }
    }

    #[test]
    fn there_are_sports_centres_with_and_without_pools() {
        let pools = |place: &Facility| place.features.iter().any(|f| matches!(f, IndoorPool | OutdoorPool));
        let (with, without): (Vec<_>, Vec<_>) = default_catalogue()
            .into_iter()
            .filter(|place| place.kind == SportsCentre)
            .partition(pools);
        assert!(with.len() >= 5 && !without.is_empty());
    }
}
