//! Questions to a small city: what is found, what is not, and in which order.

use super::super::model::{KindSet, Need, NeedSet, PlaceId, PlaceKind};
use super::super::rules::{Marks, Wanted};
use super::*;
use crate::kernel::{GeoPoint, Language};
use crate::text;

struct City {
    builder: IndexBuilder,
}

impl City {
    fn new() -> Self {
        Self {
            builder: IndexBuilder::default(),
        }
    }

    fn with(mut self, id: i64, kind: PlaceKind, needs: &[Need], name: &str, street: &str, said: &str) -> Self {
        let needs: NeedSet = needs.iter().copied().collect();
        self.builder.add(&Text {
            id: PlaceId::from_city(id),
            kind,
            marks: Marks::of(kind, needs),
            location: GeoPoint::new(40.4, -3.7 + id as f64 / 100.0).unwrap(),
            name,
            street,
            areas: ["Retiro", "Jerónimos", "28009"],
            texts: [said, ""],
        });
        self
    }

    fn park(self, id: i64, name: &str) -> Self {
        self.with(id, PlaceKind::Park, &[], name, "", "")
    }

    fn find(self, text: &str) -> Vec<i64> {
        find(&self.builder.build(), text, Wanted::default(), None)
    }
}

fn find(index: &Index, text: &str, wanted: Wanted, from: Option<GeoPoint>) -> Vec<i64> {
    let found = index.find(&question(text).unwrap(), wanted, from, 10);
    found.into_iter().map(PlaceId::get).collect()
}

fn madrid() -> City {
    City::new()
        .with(
            1,
            PlaceKind::Library,
            &[Need::Wifi],
            "Biblioteca Eugenio Trías",
            "Paseo de Fernán Núñez, 24",
            "",
        )
        .with(
            2,
            PlaceKind::SportsCentre,
            &[Need::IndoorPool],
            "Centro Deportivo Peñuelas",
            "Calle Arganda, 25",
            "",
        )
        .with(
            3,
            PlaceKind::Museum,
            &[],
            "Museo del Ferrocarril",
            "Paseo de las Delicias, 61",
            "Locomotoras y vagones",
        )
        .with(
            4,
            PlaceKind::Park,
            &[Need::DogArea],
            "Parque de la Dehesa",
            "Calle de Ibiza, 8",
            "Cerca del museo",
        )
}

#[test]
fn names_streets_and_areas_are_found_by_their_beginnings() {
    for (text, expected) in [
        ("eugenio trias", vec![1]),
        ("EUGENIO TRI", vec![1]),
        ("nuñez 24", vec![1]),
        ("ibiza 8", vec![4]),
        ("ferro", vec![3]),
        ("jeronimos", vec![1, 2, 3, 4]),
        ("28009 dehesa", vec![4]),
        ("zarzuela", vec![]),
    ] {
        assert_eq!(madrid().find(text), expected, "{text}");
    }
}

#[test]
fn everyday_words_mean_kinds_and_needs() {
    for (text, expected) in [
        ("nadar", vec![2]),
        ("dónde puedo nadar en el retiro", vec![2]),
        ("poli", vec![2]),
        ("biblio", vec![1]),
        ("libros", vec![1]),
        ("internet", vec![1]),
        ("pasear al perro", vec![4]),
        ("trenes", vec![3]),
        ("railway museum", vec![3]),
    ] {
        assert_eq!(madrid().find(text), expected, "{text}");
    }
    let school = City::new().with(7, PlaceKind::Other, &[], "Colegio Público Lope de Vega", "", "");
    assert_eq!(school.find("cole"), [7]);
}

#[test]
fn every_name_that_the_app_gives_to_a_kind_or_a_need_finds_it() {
    for language in Language::ALL {
        let kinds = PlaceKind::ALL.into_iter().filter(|kind| *kind != PlaceKind::Other);
        for kind in kinds {
            let label = text::plain(language, kind.label());
            let city = City::new()
                .with(1, kind, &[], "X", "", "")
                .with(2, PlaceKind::Other, &[], "X", "", "");
            assert_eq!(city.find(&label), [1], "{label}");
        }
        for need in Need::ALL {
            let label = text::plain(language, need.label());
            let city =
                City::new()
                    .with(1, PlaceKind::Other, &[need], "X", "", "")
                    .with(2, PlaceKind::Other, &[], "X", "", "");
            assert_eq!(city.find(&label), [1], "{label}");
        }
    }
}

#[test]
fn an_enye_is_a_letter_and_an_n_may_mean_it() {
    let parks = || City::new().park(1, "Peñuelas").park(2, "Penuelas").park(3, "Pozuelo");
    assert_eq!(parks().find("penuelas"), [2, 1]);
    assert_eq!(parks().find("penu"), [2, 1]);
    assert_eq!(parks().find("peñuelas"), [1]);
    let joined = City::new()
        .park(1, "Peñagrande")
        .park(2, "Peña del Grande")
        .park(3, "Peña");
    assert_eq!(joined.find("pena grande"), [2, 1]);
    let year = City::new().park(1, "Parque del Año").park(2, "Parque de Ana");
    assert_eq!(year.find("ano"), [1]);
}

#[test]
fn slips_are_forgiven_only_where_nothing_was_found() {
    for (text, expected) in [
        ("bibloteca", vec![1]),
        ("pisicna", vec![2]),
        ("ferrocaril", vec![3]),
        ("eugenio tiras", vec![1]),
        ("polideprotivo penuelas", vec![2]),
        ("xyzzy", vec![]),
        ("1234", vec![]),
    ] {
        assert_eq!(madrid().find(text), expected, "{text}");
    }
    let parks = City::new().park(1, "Parque Casal").park(2, "Parque Canal");
    assert_eq!(parks.find("canal"), [2]);
}

#[test]
fn where_no_place_has_every_word_most_of_them_will_do() {
    assert_eq!(madrid().find("museo xyzzy"), [3, 4]);
    assert_eq!(madrid().find("trias xyzzy qwerty"), [0_i64; 0]);
    assert_eq!(madrid().find("trías\" OR zz NEAR(ñ*)"), [0_i64; 0]);
}

#[test]
fn what_is_named_so_comes_before_what_only_speaks_of_it() {
    let city = City::new()
        .with(
            1,
            PlaceKind::Park,
            &[],
            "Parque de Juan",
            "",
            "Junto al Matadero, frente al Matadero",
        )
        .with(2, PlaceKind::Park, &[], "Parque de Luis", "Calle del Matadero, 3", "")
        .with(3, PlaceKind::CulturalCentre, &[], "Medialab en Matadero", "", "")
        .with(4, PlaceKind::CulturalCentre, &[], "Matadero", "", "");
    assert_eq!(city.find("matadero"), [4, 3, 2, 1]);
}

#[test]
fn only_what_is_wanted_and_the_nearer_of_two_equals() {
    let library = |city: City, id, needs: &[Need]| city.with(id, PlaceKind::Library, needs, "Biblioteca", "", "");
    let city = library(library(City::new(), 1, &[]), 2, &[Need::Wifi]).park(3, "Parque");
    let index = library(city, 4, &[Need::Wifi]).builder.build();
    let at = |lon| Some(GeoPoint::new(40.4, lon).unwrap());
    assert_eq!(find(&index, "biblioteca", Wanted::default(), None), [1, 2, 4]);
    assert_eq!(find(&index, "biblioteca", Wanted::default(), at(-3.66)), [4, 2, 1]);
    let wifi = Wanted::new(KindSet::default(), NeedSet::default().with(Need::Wifi));
    assert_eq!(find(&index, "biblioteca", wifi, at(-3.7)), [2, 4]);
    let parks = Wanted::new(KindSet::default().with(PlaceKind::Park), NeedSet::default());
    assert_eq!(find(&index, "biblioteca", parks, None), [0_i64; 0]);
    let two = index.find(&question("biblioteca").unwrap(), Wanted::default(), at(-3.66), 2);
    assert_eq!(two.into_iter().map(PlaceId::get).collect::<Vec<_>>(), [4, 2]);
}

#[test]
fn an_empty_city_answers_nothing() {
    assert_eq!(City::new().find("biblioteca"), [0_i64; 0]);
    assert_eq!(City::new().find("pisicna"), [0_i64; 0]);
}
