//! One debt, read from the system that has it in the same words as the summary of them all: what it costs now, and what the
//! notice of it said.

use chrono::{DateTime, NaiveDate, Utc};
use rusqlite::Connection;

use super::{PAID, Printed, fines, printed, tax};
use crate::calendar::{today, wall};
use crate::sectors;
use crate::sectors::sport::bookings::{self, Estado, Reserva};
use crate::store::StoreError;
use crate::treasury::{Debt, DebtKind, DebtRef, Standing, euros, on_paper};

/// What whoever pays with the reduction gives up (RDL 6/2015, art. 94). Later there is nothing left to give up.
const GIVEN_UP: &[&str] = &["allegations", "appeal"];

/// What whoever pays before their allegations are decided gives up: what they said counts as not said.
const GIVEN_UP_WHILE_CONTESTED: &[&str] = &["allegations"];

/// Somebody's debt as it is at a moment, or `None` if they have no such debt.
pub fn owed(
    connection: &Connection,
    nif: &str,
    debt: &DebtRef,
    now: DateTime<Utc>,
) -> Result<Option<Debt>, StoreError> {
    let today = today(now);
    match debt.kind {
        DebtKind::Booking => {
            let found = bookings::find(connection, nif, &debt.id)?;
            Ok(found
                .filter(|booking| booking.importe > 0)
                .map(|found| booking(&found, now)))
        }
        DebtKind::Fine => {
            let xml = sectors::fines::print(connection, nif, today)?;
            let items = fines::read(&xml, today).map_err(|_| StoreError::Damaged)?;
            Ok(items
                .into_iter()
                .find(|item| item.id == debt.id)
                .map(|item| fine(item, today)))
        }
        DebtKind::Tax => {
            let listing = sectors::tax::print(connection, nif, "")?;
            let items = tax::read(&listing).ok_or(StoreError::Damaged)?;
            Ok(items
                .into_iter()
                .find(|item| item.id == debt.id)
                .map(|item| receipt(item, today)))
        }
    }
}

/// Owed as long as it is kept for the person; nobody begins to pay it in the last minutes of that.
fn booking(booking: &Reserva, now: DateTime<Utc>) -> Debt {
    let until = booking.pay_until();
    let begins = wall(booking.begins());
    Debt {
        name: format!("Reserva: {}", booking.recurso.nombre),
        amount: booking.importe,
        full: None,
        reduced_until: None,
        standing: match booking.estado(now) {
            Estado::Reservada => Standing::Paid,
            Estado::PorPagar if until.is_some_and(|until| now < until) => Standing::Payable,
            Estado::PorPagar => Standing::Closing,
            Estado::Anulada | Estado::Caducada => Standing::NotPayable,
        },
        payable_until: until,
        gives_up: &[],
        notice: vec![
            format!("Reserva {}", booking.reserva),
            booking.recurso.nombre.clone(),
            booking.recurso.nombre_centro.clone(),
            format!("Día y hora: {}, {}", on_paper(begins.date()), begins.format("%H:%M")),
            format!("Personas: {}", booking.personas),
            format!("Importe: {}", euros(booking.importe)),
        ],
    }
}

fn fine(item: fines::Item, today: NaiveDate) -> Debt {
    let is_reduced = item.reduced_cents.is_some();
    Debt {
        notice: with_reference(notice_of_fine(&item), printed::of_fine(&item, today)),
        name: format!("Multa {}", item.id),
        amount: item.reduced_cents.unwrap_or(item.amount_cents),
        full: is_reduced.then_some(item.amount_cents),
        reduced_until: item.reduced_until.filter(|_| is_reduced),
        standing: match item.status {
            PAID => Standing::Paid,
            // Another person's now, or nobody's.
            "driver_named" | "nothing_owed" => Standing::NotPayable,
            _ => Standing::Payable,
        },
        payable_until: None,
        gives_up: match item.status {
            _ if is_reduced => GIVEN_UP,
            "contested" => GIVEN_UP_WHILE_CONTESTED,
            _ => &[],
        },
    }
}

fn notice_of_fine(item: &fines::Item) -> Vec<String> {
    let what = match item.kind {
        "speed" => "Exceso de velocidad",
        "parking" => "Estacionamiento indebido",
        "low_emission_zone" => "Entrada en una zona de bajas emisiones",
        "red_light" => "Semáforo en rojo",
        _ => "Infracción de tráfico",
    };
    let mut notice = vec![
        format!("Multa. Boletín {}", item.id),
        format!("{what}: {}, {}", item.place, on_paper(item.date)),
        format!("Matrícula: {}", item.plate),
        format!("Notificada: {}", on_paper(item.notified)),
        format!("Importe: {}", euros(item.amount_cents)),
    ];
    if let (Some(reduced), Some(until)) = (item.reduced_cents, item.reduced_until) {
        notice.push(format!(
            "Con reducción hasta el {}: {}",
            on_paper(until),
            euros(reduced)
        ));
    }
    notice
}

fn receipt(item: tax::Item, today: NaiveDate) -> Debt {
    let printed = printed::of_tax(&item, today);
    let mut notice = vec![item.name.clone(), format!("Recibo: {}", item.id)];
    notice.extend(item.object.map(|object| format!("Objeto: {object}")));
    notice.push(format!("Importe: {}", euros(item.amount_cents)));
    notice.push(format!("Vence: {}", on_paper(item.due)));
    Debt {
        name: item.name,
        amount: item.amount_cents,
        full: None,
        reduced_until: None,
        standing: match item.status {
            PAID => Standing::Paid,
            "direct_debit" => Standing::NotPayable,
            _ => Standing::Payable,
        },
        payable_until: None,
        gives_up: &[],
        notice: with_reference(notice, printed),
    }
}

/// The lines of a notice, and below them the reference with which anybody can pay who holds it.
fn with_reference(mut notice: Vec<String>, printed: Option<Printed>) -> Vec<String> {
    notice.extend(printed.map(|printed| format!("Referencia para pagar: {}", in_fours(&printed.digits))));
    notice
}

/// As it stands on paper, so that it can be copied and breaks where a line ends: `9058 4280 79`.
fn in_fours(digits: &str) -> String {
    let signs: Vec<char> = digits.chars().collect();
    let groups: Vec<String> = signs.chunks(4).map(|group| group.iter().collect()).collect();
    groups.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sectors::settle;
    use crate::store::{Data, Store};
    use chrono::{DateTime, Utc};

    #[test]
    fn a_reference_is_printed_in_groups_of_four() {
        assert_eq!(
            (in_fours("9058428079"), in_fours("")),
            ("9058 4280 79".to_owned(), String::new())
        );
    }

    const MARTA: &str = "17320508J";

    fn start() -> DateTime<Utc> {
        DateTime::parse_from_rfc3339("2026-11-24T10:00:00Z").unwrap().to_utc()
    }

    /// A city's records on its first day, and the numbers of somebody's debts of a kind.
    fn founded(kind: DebtKind, nif: &str) -> (Store, Vec<DebtRef>) {
        let store = Store::open(&Data::Memory).unwrap();
        store.write(|tx| settle(tx, 1, start())).unwrap();
        let ids = store.read(|connection| {
            let today = crate::calendar::today(start());
            Ok(match kind {
                DebtKind::Booking => Vec::new(),
                DebtKind::Fine => fines::read(&sectors::fines::print(connection, nif, today)?, today)
                    .unwrap()
                    .into_iter()
                    .map(|item| item.id)
                    .collect::<Vec<_>>(),
                DebtKind::Tax => tax::read(&sectors::tax::print(connection, nif, "")?)
                    .unwrap()
                    .into_iter()
                    .map(|item| item.id)
                    .collect(),
            })
        });
        let debts = ids.unwrap().into_iter().map(|id| DebtRef { kind, id }).collect();
        (store, debts)
    }

    fn on(store: &Store, nif: &str, debt: &DebtRef, days: i64) -> Option<Debt> {
        let now = start() + chrono::TimeDelta::days(days);
        store.read(|connection| owed(connection, nif, debt, now)).unwrap()
    }

    #[test]
    fn a_fine_costs_half_until_its_twentieth_day_and_takes_rights_only_then() {
        let (store, fines) = founded(DebtKind::Fine, MARTA);
        // Notified 18 days before the city was founded.
        let of = |days| {
            let debt = on(&store, MARTA, &fines[0], days).unwrap();
            (
                debt.amount,
                debt.full,
                debt.reduced_until.is_some(),
                debt.gives_up.len(),
                debt.notice.len(),
            )
        };
        assert_eq!(of(0), (10_000, Some(20_000), true, 2, 7));
        assert_eq!(of(2), (10_000, Some(20_000), true, 2, 7));
        assert_eq!(of(3), (20_000, None, false, 0, 6));
        assert_eq!(of(27), (20_000, None, false, 0, 6));
        // The time to pay is over: five per cent on top.
        assert_eq!(of(28), (21_000, None, false, 0, 5));
    }

    #[test]
    fn what_is_paid_is_no_longer_owed_and_nobody_has_the_debts_of_others() {
        for (kind, nif) in [(DebtKind::Fine, MARTA), (DebtKind::Tax, MARTA)] {
            let (store, debts) = founded(kind, nif);
            let payable = debts
                .iter()
                .find(|debt| on(&store, nif, debt, 0).unwrap().standing == Standing::Payable);
            let payable = payable.unwrap();
            assert_eq!(on(&store, "27182818S", payable, 0), None);
            store
                .write(|tx| match kind {
                    DebtKind::Fine => sectors::fines::pay(tx, &payable.id, 10_000),
                    DebtKind::Tax | DebtKind::Booking => sectors::tax::pay(tx, &payable.id),
                })
                .unwrap();
            assert_eq!(on(&store, nif, payable, 0).unwrap().standing, Standing::Paid);
            assert!(on(&store, nif, payable, 0).unwrap().amount > 0);
        }
    }

    #[test]
    fn a_tax_that_the_bank_pays_cannot_be_paid_and_a_surcharge_is_part_of_the_price() {
        let (store, debts) = founded(DebtKind::Tax, MARTA);
        let standings = debts.iter().map(|debt| on(&store, MARTA, debt, 0).unwrap());
        let mut found: Vec<_> = standings.map(|debt| (debt.amount, debt.standing)).collect();
        found.sort_by_key(|(amount, _)| *amount);
        assert_eq!(found, [(12_900, Standing::Payable), (120_456, Standing::NotPayable)]);
        let (store, debts) = founded(DebtKind::Tax, crate::citizens::by_id("p-antonio").unwrap().nif);
        let nif = crate::citizens::by_id("p-antonio").unwrap().nif;
        let amounts = debts.iter().map(|debt| on(&store, nif, debt, 0).unwrap().amount);
        assert!(amounts.into_iter().any(|amount| amount == 38_650 + 7_730));
    }
}
