//! Who may have which card: what the sectoral systems say today, put into the words of the cards.

use chrono::{DateTime, Datelike as _, NaiveDate};
use serde_json::{Map, Value, json};

use super::KINDS;
use super::kind::Kind;
use crate::calendar::today;
use crate::citizens::{Persona, Relation, by_id};
use crate::sectors::SectorFailure;
use crate::sectors::padron::{Ficha, Titulo, look_up};
use crate::sectors::sport::{Abono, Lector, carnes};
use crate::state::CityState;

/// A card that somebody may have.
#[derive(Debug, Clone)]
pub struct Holding {
    /// Its type.
    pub kind: &'static Kind,
    /// What it says.
    pub claims: Map<String, Value>,
    /// The last day of what it is about, if it ends.
    pub until: Option<NaiveDate>,
}

/// All cards of a person.
pub async fn holdings(city: &CityState, person: &'static Persona) -> Result<Vec<Holding>, SectorFailure> {
    let (sport, padron) = tokio::try_join!(carnes(city, person), look_up(city, person))?;
    let day = today(city.clock().now());
    let mut all: Vec<Holding> = certificate(person, &padron.ficha, day).into_iter().collect();
    all.extend(sport.lectores.iter().filter_map(|lector| library(person, lector)));
    all.extend(sport.abonos.iter().filter_map(|abono| pass(person, abono, day)));
    let titles = padron.ficha.titulos.iter();
    all.extend(titles.filter_map(|titulo| title(person, titulo, &padron.ficha, day)));
    all.retain(|holding| holding.until.is_none_or(|until| until >= day));
    Ok(one_of_each(all))
}

/// The person and everybody they may act for who may have all of these cards.
pub async fn holders_of(
    city: &CityState,
    person: &'static Persona,
    kinds: &[&'static str],
) -> Result<Vec<&'static Persona>, SectorFailure> {
    let others = person.represents.iter().filter_map(|other| by_id(other.person));
    let mut found = Vec::new();
    for holder in std::iter::once(person).chain(others) {
        let holds = holdings(city, holder).await?;
        if kinds
            .iter()
            .all(|kind| holds.iter().any(|holding| holding.kind.id == *kind))
        {
            found.push(holder);
        }
    }
    Ok(found)
}

/// One of each type: the one that is good for longest.
fn one_of_each(all: Vec<Holding>) -> Vec<Holding> {
    let mut kept: Vec<Holding> = Vec::new();
    for next in all {
        // Without an end is for longest.
        let lasts = |holding: &Holding| holding.until.unwrap_or(NaiveDate::MAX);
        match kept.iter_mut().find(|other| other.kind.id == next.kind.id) {
            Some(other) if lasts(&next) > lasts(other) => *other = next,
            Some(_) => {}
            None => kept.push(next),
        }
    }
    kept
}

fn holding(id: &str, until: Option<NaiveDate>, claims: Value) -> Option<Holding> {
    let kind = KINDS.iter().find(|kind| kind.id == id)?;
    let mut claims = claims.as_object().cloned()?;
    if let Some(until) = until {
        claims.insert("expiry_date".to_owned(), json!(until.to_string()));
    }
    Some(Holding { kind, claims, until })
}

fn last_day(second: i64) -> Option<NaiveDate> {
    DateTime::from_timestamp(second, 0).map(today)
}

fn library(person: &Persona, lector: &Lector) -> Option<Holding> {
    let claims = json!({
        "card_number": lector.lector.to_string(),
        "holder": { "given_name": person.given_name, "family_name": person.family_name },
        "services": ["books", "music_and_films", "study_rooms"],
    });
    holding("library_card", Some(last_day(lector.fin)?), claims)
}

fn pass(person: &Persona, abono: &Abono, day: NaiveDate) -> Option<Holding> {
    let (modality, activities) = match abono.modalidad {
        1 => ("abono_deporte", json!(["pools", "fitness", "classes"])),
        2 => ("escuela_deportiva", json!(["school"])),
        _ => return None,
    };
    let claims = json!({
        "pass_number": abono.carne.to_string(), "modality": modality, "activities": activities,
        "given_name": person.given_name, "family_name": person.family_name, "birth_date": person.birth_date,
        "age_over_18": age(person, day) >= 18,
    });
    holding("sports_pass", Some(last_day(abono.fin)?), claims)
}

fn certificate(person: &Persona, ficha: &Ficha, day: NaiveDate) -> Option<Holding> {
    let claims = json!({
        "given_name": person.given_name, "family_name": person.family_name, "document_number": person.nif,
        "birth_date": person.birth_date, "minors_in_care": ficha.menores, "issue_date": day.to_string(),
        "address": {
            "street": person.street, "postal_code": person.postal_code, "district": person.district,
            "municipality": "Madrid",
        },
    });
    holding("padron_certificate", None, claims)
}

fn title(person: &Persona, titulo: &Titulo, ficha: &Ficha, day: NaiveDate) -> Option<Holding> {
    let until = match titulo.caduca.as_str() {
        "" => None,
        written => Some(NaiveDate::parse_from_str(written, "%Y-%m-%d").ok()?),
    };
    let (id, own) = match titulo.clase.as_str() {
        "FN" => ("large_family", family(person, titulo, ficha)),
        "TE" => ("parking_card", parking(person, titulo)),
        "MM" => (
            "senior_card",
            json!({ "card_number": titulo.numero, "birth_date": person.birth_date,
                "age_over_65": age(person, day) >= 65 }),
        ),
        _ => return None,
    };
    let mut claims = own.as_object().cloned()?;
    for (name, value) in [("given_name", person.given_name), ("family_name", person.family_name)] {
        claims.insert(name.to_owned(), json!(value));
    }
    holding(id, until, Value::Object(claims))
}

/// The card of Directive (EU) 2024/2841: what the front and the back of the one of plastic say.
fn parking(person: &Persona, titulo: &Titulo) -> Value {
    json!({
        "card_number": titulo.numero, "birth_date": person.birth_date,
        "issuing_authority": "Ayuntamiento de Madrid (ciudad de pruebas)", "issuing_country": "ES",
        "rights": ["reserved_spaces", "regulated_parking", "low_emission_zone"],
    })
}

fn family(person: &Persona, titulo: &Titulo, ficha: &Ficha) -> Value {
    let children = person
        .represents
        .iter()
        .filter(|other| other.relation == Relation::Child);
    let members: Vec<Value> = children
        .filter_map(|other| by_id(other.person))
        .map(|child| json!({ "given_name": child.given_name, "birth_date": child.birth_date }))
        .collect();
    // Five children and more are the special category (Ley 40/2003, art. 4).
    let category = if ficha.menores >= 5 { "especial" } else { "general" };
    json!({ "title_number": titulo.numero, "category": category, "children": ficha.menores, "members": members })
}

/// In whole years.
fn age(person: &Persona, day: NaiveDate) -> i32 {
    let born = NaiveDate::parse_from_str(person.birth_date, "%Y-%m-%d").unwrap_or(day);
    let had_birthday = (day.month(), day.day()) >= (born.month(), born.day());
    day.year() - born.year() - i32::from(!had_birthday)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cards::KEY_TIER;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn years_are_full_on_the_birthday() {
        let lucia = by_id("p-lucia").unwrap();
        assert_eq!(age(lucia, day("2022-05-13")), 17);
        assert_eq!(age(lucia, day("2022-05-14")), 18);
    }

    #[test]
    fn every_claim_that_is_made_is_announced() {
        let carmen = by_id("p-carmen").unwrap();
        let ficha = Ficha {
            volante: None,
            titulos: Vec::new(),
            menores: 3,
        };
        let titulo = |clase: &str| Titulo {
            clase: clase.to_owned(),
            numero: "N1".to_owned(),
            caduca: "2027-01-01".to_owned(),
        };
        let (abono, lector) = (
            Abono {
                carne: 1,
                modalidad: 1,
                fin: 1_800_000_000,
            },
            Lector {
                lector: 1,
                fin: 1_800_000_000,
            },
        );
        let now = day("2026-11-24");
        let all = [
            certificate(carmen, &ficha, now),
            library(carmen, &lector),
            pass(carmen, &abono, now),
            title(carmen, &titulo("FN"), &ficha, now),
            title(carmen, &titulo("TE"), &ficha, now),
            title(carmen, &titulo("MM"), &ficha, now),
        ];
        for holding in all.map(Option::unwrap) {
            for name in holding.claims.keys() {
                let known = holding.kind.claims.iter().any(|claim| claim.path == [name.as_str()]);
                assert!(known || name == "expiry_date", "{} {name}", holding.kind.id);
            }
            // How well its key is kept is no matter of the person's.
            let own = holding.kind.claims.iter().filter(|claim| claim.path != [KEY_TIER]);
            for claim in own.filter(|claim| claim.path.len() == 1) {
                assert!(holding.claims.contains_key(claim.path[0]), "{:?}", claim.path);
            }
        }
    }

    #[test]
    fn of_two_of_a_type_the_one_that_lasts_is_taken() {
        let carmen = by_id("p-carmen").unwrap();
        let with = |carne, fin| Abono {
            carne,
            modalidad: 1,
            fin,
        };
        let now = day("2026-11-24");
        let both = [with(1, 1_800_000_000), with(2, 1_900_000_000), with(3, 1_850_000_000)];
        let kept = one_of_each(both.iter().filter_map(|abono| pass(carmen, abono, now)).collect());
        assert_eq!((kept.len(), &kept[0].claims["pass_number"]), (1, &json!("2")));
    }
}
