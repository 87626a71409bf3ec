//! Cards: what the sport desk and the padrón give out, together or not at all. As old as the older of the two.

use chrono::{DateTime, NaiveDate};
use serde::Serialize;

use super::words::day;
use super::{Answer, all};
use crate::calendar::today;
use crate::citizens::Persona;
use crate::sectors::SectorFailure;
use crate::sectors::padron::{Ficha, Titulo, look_up};
use crate::sectors::sport::{Abono, Carnes, Lector, carnes};
use crate::state::CityState;

#[derive(Debug, PartialEq, Eq, Serialize)]
struct Item {
    id: String,
    kind: &'static str,
    name: String,
    number: String,
    valid_until: Option<NaiveDate>,
}

/// What somebody can show.
pub async fn cards(city: &CityState, person: &Persona) -> Result<Answer, SectorFailure> {
    let now = city.clock().now();
    let (sport, padron) = tokio::try_join!(carnes(city, person), look_up(city, person))?;
    let mut items = of_the_desk(&sport)?;
    items.extend(of_the_padron(&padron.ficha)?);
    Answer::new(now.min(padron.hecha), &items)
}

fn of_the_desk(carnes: &Carnes) -> Result<Vec<Item>, SectorFailure> {
    let mut items = all(&carnes.abonos, pass)?;
    items.extend(all(&carnes.lectores, reader)?);
    Ok(items)
}

fn pass(abono: &Abono) -> Option<Item> {
    let name = match abono.modalidad {
        1 => "Abono Deporte Madrid",
        2 => "Escuela deportiva municipal",
        _ => return None,
    };
    Some(Item {
        id: format!("sport-{}", abono.carne),
        kind: "sport",
        name: name.to_owned(),
        number: abono.carne.to_string(),
        valid_until: Some(last_day(abono.fin)?),
    })
}

fn reader(lector: &Lector) -> Option<Item> {
    Some(Item {
        id: format!("library-{}", lector.lector),
        kind: "library",
        name: "Carné de bibliotecas".to_owned(),
        number: lector.lector.to_string(),
        valid_until: Some(last_day(lector.fin)?),
    })
}

fn last_day(second: i64) -> Option<NaiveDate> {
    DateTime::from_timestamp(second, 0).map(today)
}

fn of_the_padron(ficha: &Ficha) -> Result<Vec<Item>, SectorFailure> {
    let mut items = all(&ficha.titulos, |titulo| title(titulo, ficha.menores))?;
    if let Some((number, until)) = &ficha.volante {
        items.push(Item {
            id: format!("padron-{number}"),
            kind: "padron",
            name: "Volante de empadronamiento".to_owned(),
            number: number.clone(),
            valid_until: Some(day(until, "%Y-%m-%d").ok_or(SectorFailure::Down)?),
        });
    }
    Ok(items)
}

fn title(titulo: &Titulo, children: i64) -> Option<Item> {
    let (kind, name) = match titulo.clase.as_str() {
        "FN" => ("large_family", format!("Título de familia numerosa: {children} hijos")),
        "TE" => (
            "disabled_parking",
            "Tarjeta de estacionamiento para movilidad reducida".to_owned(),
        ),
        "MM" => ("senior", "Tarjeta madridmayor".to_owned()),
        _ => return None,
    };
    let valid_until = match titulo.caduca.as_str() {
        "" => None,
        written => Some(day(written, "%Y-%m-%d")?),
    };
    Some(Item {
        id: format!("title-{}", titulo.numero),
        kind,
        name,
        number: titulo.numero.clone(),
        valid_until,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn titulo(clase: &str, caduca: &str) -> Titulo {
        Titulo {
            clase: clase.to_owned(),
            numero: "N1".to_owned(),
            caduca: caduca.to_owned(),
        }
    }

    #[test]
    fn seconds_are_days_in_madrid() {
        // 2027-03-01T22:59:59Z is the last second of the first of March there.
        assert_eq!(last_day(1_803_942_999 - 1_000).unwrap().to_string(), "2027-03-01");
        assert_eq!(last_day(i64::MAX), None);
    }

    #[test]
    fn titles_are_named_and_may_be_held_for_good() {
        let family = title(&titulo("FN", "2026-12-14"), 3).unwrap();
        assert_eq!(
            (family.kind, family.name.as_str()),
            ("large_family", "Título de familia numerosa: 3 hijos")
        );
        assert_eq!(title(&titulo("MM", ""), 0).unwrap().valid_until, None);
        assert_eq!(title(&titulo("??", ""), 0), None);
        assert_eq!(title(&titulo("TE", "soon"), 0), None);
    }
}
