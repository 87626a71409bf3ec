//! The agenda the city starts with when no file is given: invented events at the well-known places of
//! [`super::default_catalogue()`], around the day on which the city starts. For development only.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};

use super::assemble::FIRST_OWN_ID;
use super::event::Audience::{self, Children, Families, Seniors, Women, Young};
use super::event::EventKind::{
    self, Cinema, CircusMagic, Contest, Course, Dance, Exhibition, Fair, Music, Other, Party, Reading, Sport,
    StoryTelling, Talk, Theatre, Tour, Workshop,
};
use super::event::Weekday::{self, Fr, Mo, Sa, Su, Th, Tu, We};
use super::event::{Event, EventKind as Kind};
use super::facility::{Facility, SOURCE};

/// One event: title, kind, place, first and last day counted from today, days of the week, hours (begin, end; blank if
/// there are none), price (blank: free), for whom.
type Row = (
    &'static str,
    EventKind,
    &'static str,
    (i64, i64),
    &'static [Weekday],
    (&'static str, &'static str),
    &'static str,
    &'static [Audience],
);

/// The invented events around a day. The same day and places always give the same events; ids follow the order of this
/// file. A row whose place is not among `places` is left out.
#[must_use]
pub fn default_agenda(today: NaiveDate, places: &[Facility]) -> Vec<Event> {
    let by_name: BTreeMap<&str, &Facility> = places.iter().map(|place| (place.name.as_str(), place)).collect();
    let rows = (FIRST_OWN_ID..).zip(&ROWS);
    rows.filter_map(|(id, row)| Some(event(id, row, by_name.get(row.2)?, today)))
        .collect()
}

fn event(id: i64, row: &Row, place: &Facility, today: NaiveDate) -> Event {
    let (title, kind, _, (first, last), days, (time, ends), price, audiences) = *row;
    let known = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let recurs = !days.is_empty();
    Event {
        id,
        title: title.to_owned(),
        kind,
        audiences: audiences.iter().copied().collect(),
        free: price.is_empty(),
        price: known(price),
        summary: Some(format!("{} en {}. {}", name_of(kind), place.name, INVENTED)),
        first_day: moved(today, first),
        last_day: moved(today, last),
        time: known(time),
        ends: known(ends),
        days: days.iter().copied().collect(),
        interval: recurs.then_some(if kind == Reading { 2 } else { 1 }),
        // Whatever meets every week skips one.
        excluded: (recurs && last > 20).then(|| moved(today, 14)).into_iter().collect(),
        venue: Some(place.name.clone()),
        place_id: Some(place.id),
        lat: Some(place.lat),
        lon: Some(place.lon),
        street: place.street.clone(),
        postal_code: place.postal_code.clone(),
        district_code: place.district_code.clone(),
        district: place.district.clone(),
        neighbourhood_code: place.neighbourhood_code.clone(),
        neighbourhood: place.neighbourhood.clone(),
        url: Some("https://www.madrid.es/agenda".to_owned()),
        source: SOURCE.to_owned(),
        source_date: Some(today),
    }
}

const INVENTED: &str = "Inventado para la ciudad de pruebas.";

fn moved(day: NaiveDate, days: i64) -> NaiveDate {
    let distance = Days::new(days.unsigned_abs());
    let moved = if days < 0 {
        day.checked_sub_days(distance)
    } else {
        day.checked_add_days(distance)
    };
    moved.unwrap_or(day)
}

const fn name_of(kind: Kind) -> &'static str {
    match kind {
        Exhibition => "Exposición",
        Music => "Concierto",
        Theatre => "Teatro",
        Dance => "Danza",
        Cinema => "Cine",
        Talk => "Charla",
        Workshop => "Taller",
        Reading => "Encuentro de lectura",
        StoryTelling => "Cuentos",
        Sport => "Deporte",
        Tour => "Visita guiada",
        Fair => "Feria",
        CircusMagic => "Circo y magia",
        Party => "Fiesta",
        Course => "Curso",
        Contest => "Concurso",
        Kind::Children => "Actividad infantil",
        Other => "Actividad",
    }
}

const WEEKDAYS: &[Weekday] = &[Mo, Tu, We, Th, Fr];
const CLOSED_MONDAYS: &[Weekday] = &[Tu, We, Th, Fr, Sa, Su];
const WEEKEND: &[Weekday] = &[Sa, Su];
const NO_DAYS: &[Weekday] = &[];
const ALL_DAY: (&str, &str) = ("", "");
const FREE: &str = "";

#[rustfmt::skip]
const ROWS: [Row; 42] = [
    ("Goya y su Madrid", Exhibition, "Museo de Historia de Madrid", (-40, 60), CLOSED_MONDAYS, ALL_DAY, FREE, &[]),
    ("Trajes de un siglo", Exhibition, "Museo del Traje", (-20, 45), CLOSED_MONDAYS, ALL_DAY, "3 euros; domingos, gratis", &[]),
    ("Planos de la ciudad", Exhibition, "CentroCentro", (-10, 90), CLOSED_MONDAYS, ALL_DAY, FREE, &[]),
    ("Fotografías del río", Exhibition, "Matadero Madrid", (-5, 30), NO_DAYS, ALL_DAY, FREE, &[Families]),
    ("Trenes en miniatura", Exhibition, "Museo del Ferrocarril", (0, 50), WEEKEND, ("10:00", "15:00"), "4 euros", &[Children, Families]),
    ("Concierto de mediodía", Music, "Fernán Gómez. Centro Cultural de la Villa", (-7, 49), &[Su], ("12:00", "13:30"), FREE, &[]),
    ("Jazz en el patio", Music, "Centro Conde Duque", (1, 43), &[Fr], ("20:00", "22:00"), "Desde 12 euros", &[Young]),
    ("Coro del distrito", Music, "Centro Cultural Galileo", (3, 3), NO_DAYS, ("19:00", "20:30"), FREE, &[]),
    ("Guitarra española", Music, "Centro Cultural Buenavista", (9, 9), NO_DAYS, ("19:30", ""), "5 euros", &[]),
    ("La banda en el quiosco", Music, "Parque de El Retiro", (0, 70), &[Su], ("11:30", "13:00"), FREE, &[Families]),
    ("Teatro de barrio", Theatre, "Centro Cultural Lavapiés", (-3, 25), &[Fr, Sa], ("19:30", "21:00"), "8 euros; carné joven, 6 euros", &[]),
    ("Comedia en una hora", Theatre, "Centro Cultural El Torito", (2, 2), NO_DAYS, ("18:30", ""), FREE, &[Seniors]),
    ("Los clásicos para todos", Theatre, "Centro Cultural Alfredo Kraus", (12, 14), NO_DAYS, ("19:00", ""), "6 euros", &[]),
    ("Flamenco en la plaza", Dance, "Espacio Cultural Serrería Belga", (5, 5), NO_DAYS, ("20:30", "22:00"), FREE, &[]),
    ("Baile para mayores", Dance, "Centro Cultural Casa de Vacas", (-60, 60), &[Th], ("17:30", "19:30"), FREE, &[Seniors]),
    ("Cine de verano y de invierno", Cinema, "Matadero Madrid", (-14, 56), &[We, Sa], ("18:00", "20:00"), "3,50 euros", &[]),
    ("Cine en familia", Cinema, "Centro Cultural Buenavista", (4, 4), NO_DAYS, ("11:30", ""), FREE, &[Children, Families]),
    ("Cortos hechos en Madrid", Cinema, "Centro Conde Duque", (7, 7), NO_DAYS, ("19:00", ""), FREE, &[Young]),
    ("Historia de las calles", Talk, "Museo de San Isidro", (-30, 60), &[Tu], ("19:00", "20:30"), FREE, &[]),
    ("Cómo ahorrar agua en casa", Talk, "Biblioteca José Hierro (Usera)", (6, 6), NO_DAYS, ("18:00", ""), FREE, &[]),
    ("El cielo de este mes", Talk, "Planetario de Madrid", (-50, 50), WEEKEND, ("12:00", "13:00"), "3,60 euros", &[Families]),
    ("Taller de barro", Workshop, "Centro Cultural Galileo", (1, 1), NO_DAYS, ("10:30", "12:30"), "10 euros con materiales", &[Women]),
    ("Robots de cartón", Workshop, "Biblioteca Rafael Alberti", (4, 4), NO_DAYS, ("17:00", "18:30"), FREE, &[Children]),
    ("El móvil sin miedo", Workshop, "Biblioteca Ana María Matute", (-21, 49), &[Mo, We], ("10:00", "11:30"), FREE, &[Seniors]),
    ("Club de lectura de misterio", Reading, "Biblioteca Ángel González", (-28, 84), &[Th], ("18:30", "20:00"), FREE, &[]),
    ("Poesía a viva voz", Reading, "Biblioteca Francisco Ayala", (8, 8), NO_DAYS, ("19:00", ""), FREE, &[]),
    ("Escritoras de Madrid", Reading, "Biblioteca María Moliner", (-14, 70), &[Tu], ("18:00", "19:30"), FREE, &[Women]),
    ("Cuentos con títeres", StoryTelling, "Biblioteca Ángel González", (-10, 60), &[Sa], ("12:00", "13:00"), FREE, &[Children, Families]),
    ("La hora del cuento", StoryTelling, "Biblioteca Rafael Alberti", (-10, 60), &[Fr], ("18:00", "19:00"), FREE, &[Children, Families]),
    ("Carrera del parque", Sport, "Casa de Campo", (11, 11), NO_DAYS, ("09:00", "13:00"), "12 euros; menores, 5 euros", &[]),
    ("Gimnasia al aire libre", Sport, "Parque de Pradolongo", (-90, 90), WEEKDAYS, ("09:30", "10:30"), FREE, &[Seniors]),
    ("Bautismo de patines", Sport, "Madrid Río", (3, 3), NO_DAYS, ("11:00", ""), FREE, &[Young]),
    ("Árboles singulares", Tour, "Parque de El Retiro", (-30, 60), WEEKEND, ("11:00", "12:30"), FREE, &[]),
    ("El jardín escondido", Tour, "Parque de El Capricho", (-30, 60), &[Sa], ("10:30", "12:00"), FREE, &[Families]),
    ("Egipto en Madrid", Tour, "Templo de Debod", (0, 40), &[Sa], ("17:00", "18:00"), FREE, &[]),
    ("Mercado de artesanía", Fair, "Parque Juan Carlos I", (2, 4), NO_DAYS, ("10:00", "20:00"), FREE, &[]),
    ("Feria del trueque", Fair, "Parque de Enrique Tierno Galván", (-20, 80), &[Su], ("11:00", "14:00"), FREE, &[]),
    ("Magia de cerca", CircusMagic, "Centro Cultural Lavapiés", (6, 6), NO_DAYS, ("18:00", "19:15"), "4 euros", &[Children, Families]),
    ("Fiesta del barrio", Party, "Quinta de la Fuente del Berro", (10, 11), NO_DAYS, ("12:00", "23:00"), FREE, &[Families]),
    ("Español para empezar", Course, "Biblioteca Francisco Ayala", (-40, 100), &[Mo, We], ("16:00", "17:30"), FREE, &[]),
    ("Concurso de microrrelatos", Contest, "Biblioteca José Hierro (Usera)", (-15, 15), NO_DAYS, ALL_DAY, FREE, &[Young]),
    ("Días sin cole", Kind::Children, "Centro Deportivo Municipal Aluche", (13, 17), NO_DAYS, ("09:00", "14:00"), "15 euros al día", &[Children]),
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::catalogue::default_catalogue;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn every_event_is_at_a_place_of_the_catalogue_and_none_is_over() {
        let places = default_catalogue();
        let ids: BTreeSet<i64> = places.iter().map(|place| place.id).collect();
        let today = day("2026-11-24");
        let events = default_agenda(today, &places);
        assert_eq!(events.len(), ROWS.len());
        for event in &events {
            assert!(ids.contains(&event.place_id.unwrap()), "{}", event.title);
            assert!(
                event.first_day <= event.last_day && event.last_day >= today,
                "{}",
                event.title
            );
            assert_eq!(event.free, event.price.is_none(), "{}", event.title);
        }
        assert!(events.iter().any(|event| event.first_day <= today));
        assert!(events.iter().map(|event| event.kind).collect::<BTreeSet<_>>().len() > 15);
    }

    #[test]
    fn the_events_move_with_the_day() {
        let places = default_catalogue();
        let on = |text: &str| default_agenda(day(text), &places);
        assert_eq!(on("2026-11-24"), on("2026-11-24"));
        let (one, next) = (on("2026-11-24").remove(7), on("2026-11-25").remove(7));
        assert_eq!((one.first_day, next.first_day), (day("2026-11-27"), day("2026-11-28")));
    }
}
