//! Taxes, out of the mainframe's listing.

use chrono::NaiveDate;
use serde::Serialize;

use super::words::{cents, day, without_shouting};
use super::{Answer, PAID, all, printed};
use crate::calendar::today;
use crate::citizens::Persona;
use crate::sectors::{SectorFailure, tax as system};
use crate::state::CityState;

/// A receipt in the words of the contract.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(super) struct Item {
    pub(super) id: String,
    pub(super) kind: &'static str,
    pub(super) name: String,
    pub(super) object: Option<String>,
    pub(super) amount_cents: i64,
    pub(super) due: NaiveDate,
    pub(super) status: &'static str,
}

/// What is to be paid, and what is paid by direct debit.
pub async fn tax(city: &CityState, person: &Persona) -> Result<Answer, SectorFailure> {
    let as_of = city.clock().now();
    let listing = system::listing(city, person).await?;
    let mut items = read(&listing).ok_or(SectorFailure::Down)?;
    items.retain(|item| item.status != PAID);
    items.sort_by_key(|item| item.due);
    let printed = items.iter().map(|item| printed::of_tax(item, today(as_of)));
    Ok(Answer::new(as_of, &items)?.with_references(printed))
}

/// The receipts of a listing that is whole: its foot must have counted as many as there are.
pub(super) fn read(listing: &str) -> Option<Vec<Item>> {
    let lines: Vec<&str> = listing.lines().collect();
    let (head, rest) = lines.split_first()?;
    let (foot, receipts) = rest.split_last()?;
    let counted: usize = foot.strip_prefix("P;")?.parse().ok()?;
    if !head.starts_with("C;TRIB0010;") || counted != receipts.len() {
        return None;
    }
    all(receipts, |line| receipt(line)).ok()
}

fn receipt(line: &str) -> Option<Item> {
    let fields: Vec<&str> = line.split(';').collect();
    let [kind, id, concept, title, object, amount, surcharge, due, state] = fields.try_into().ok()?;
    let (tax, name) = match concept {
        "204" => ("ibi", "Impuesto sobre bienes inmuebles (IBI)".to_owned()),
        "208" => ("ivtm", "Impuesto sobre vehículos (IVTM)".to_owned()),
        "210" => ("tgr", "Tasa de gestión de residuos (TGR)".to_owned()),
        "301" => ("iae", "Impuesto sobre actividades económicas (IAE)".to_owned()),
        _ => ("other", without_shouting(title)),
    };
    (kind == "D").then_some(())?;
    Some(Item {
        id: id.to_owned(),
        kind: tax,
        name,
        object: (!object.is_empty()).then(|| without_shouting(object)),
        amount_cents: cents(amount)?.checked_add(cents(surcharge)?)?,
        due: day(due, "%d%m%Y")?,
        status: match state {
            "V" => "voluntary",
            "D" => "direct_debit",
            "E" => "enforcement",
            "P" => PAID,
            _ => return None,
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINE: &str = "D;0004417203391;204;BIENES INMUEBLES URBANA;CALLE DE ALCALÁ, 402;386,50;38,65;04122026;E";

    #[test]
    fn a_receipt_is_put_into_words_and_its_surcharge_added() {
        let item = receipt(LINE).unwrap();
        assert_eq!(
            (item.kind, item.status, item.amount_cents),
            ("ibi", "enforcement", 42_515)
        );
        assert_eq!(
            (item.object.as_deref(), item.due.to_string().as_str()),
            (Some("Calle de Alcalá, 402"), "2026-12-04")
        );
        let other = receipt("D;1;407;PASOS DE VEHICULOS;;10,00;0,00;04122026;V").unwrap();
        assert_eq!(
            (other.kind, other.name.as_str(), other.object),
            ("other", "Pasos de Vehiculos", None)
        );
    }

    #[test]
    fn a_listing_that_is_not_whole_is_no_listing() {
        let listing = |lines: &[&str]| read(&lines.join("\n")).map(|items| items.len());
        assert_eq!(listing(&["C;TRIB0010;X;Y", LINE, "P;0001"]), Some(1));
        assert_eq!(listing(&["C;TRIB0010;X;Y", "P;0000"]), Some(0));
        assert_eq!(listing(&["C;TRIB0010;X;Y", LINE, "P;0002"]), None);
        assert_eq!(listing(&["C;TRIB0010;X;Y", LINE]), None);
        assert_eq!(listing(&["ABEND S0C7"]), None);
        assert_eq!(listing(&["C;TRIB0010;X;Y", "D;1;204", "P;0001"]), None);
    }
}
