//! The long listing: everything the mainframe has of somebody, each fact a line of its own kind after the line of its receipt.

use chrono::NaiveDate;
use rusqlite::Connection;

use super::rules::{Modalidad, Plazo, Recargo, charges, instalments, saving, surcharges};
use super::store::{self, DAY, Ficha, Oferta};
use crate::calendar::later;
use crate::iban::masked;
use crate::sectors::cents;
use crate::store::StoreError;

/// The listing on a day, for instance:
///
/// ```text
/// C;TRIB0020;17320508J
/// D;0004417203391;208;VEHICULOS TRACCION MECANICA;4821LKM;129,00;0,00;12122026;V
/// E;0004417203391;2026;0;13102026;;129,00
/// R;0004417203391;5;135,45;13122026;C
/// M;0004417203391;UNI;0,00;22112026;12122026:129,00:N
/// F;0004417203391;O;21122026:64,50:N|20012027:64,50:N
/// P;0005
/// ```
///
/// E: period, first day, day of the notice, the whole. R: surcharge, price, from when, C certain or P planned. M: a way to be charged
/// by the bank, what it saves, last day to ask, charges. B: the one that was asked for. Q: its charges. F: instalments, O offered, P asked for, C
/// agreed. G: when it was paid and how. A: a change that the cadastre has told.
pub fn print(connection: &Connection, nif: &str, today: NaiveDate) -> Result<String, StoreError> {
    let mut lines = Vec::new();
    for ficha in store::fichas(connection, nif)? {
        lines.extend(lines_of(connection, &ficha, today)?);
    }
    lines.extend(store::changes(connection, nif)?);
    let mut listing = format!("C;TRIB0020;{nif}\n");
    for line in &lines {
        listing.push_str(line);
        listing.push('\n');
    }
    listing.push_str(&format!("P;{:04}\n", lines.len()));
    Ok(listing)
}

/// The lines of one receipt.
pub fn lines_of(connection: &Connection, ficha: &Ficha, today: NaiveDate) -> Result<Vec<String>, StoreError> {
    let number = &ficha.num_fijo;
    let notified = ficha.notified.map(day).unwrap_or_default();
    let mut lines = vec![
        ficha.line.clone(),
        format!(
            "E;{number};{};{};{};{notified};{}",
            ficha.ejercicio,
            ficha.periodo,
            day(ficha.from),
            amount(ficha.total)
        ),
    ];
    if let Some((paid, how)) = &ficha.paid {
        lines.push(format!("G;{number};{};{how}", day(*paid)));
    }
    let asked = store::instalments_asked(connection, number)?;
    match (ficha.situacion.as_str(), asked) {
        ("D", _) => lines.extend(charged(connection, ficha)?),
        ("V", Some(asked)) => {
            // The mainframe looks at what was asked for in the night.
            let state = if asked < today { 'C' } else { 'P' };
            let parts = store::parts(connection, number)?;
            lines.push(format!("F;{number};{state};{}", list(&parts)));
        }
        ("V", None) => {
            lines.extend(steps(connection, ficha)?);
            for offer in store::offers(connection, &ficha.concepto)? {
                lines.push(offered(ficha, offer));
            }
            for parts in offered_instalments(connection, ficha, today)? {
                lines.push(format!("F;{number};O;{}", list(&parts)));
            }
        }
        ("E", _) => lines.extend(steps(connection, ficha)?),
        _ => {}
    }
    Ok(lines)
}

fn charged(connection: &Connection, ficha: &Ficha) -> Result<Vec<String>, StoreError> {
    let number = &ficha.num_fijo;
    let Some((iban, mode, saved)) = store::debit(connection, number)? else {
        return Ok(Vec::new());
    };
    let mut lines = vec![format!(
        "B;{number};{};{};{};{}",
        masked(&iban),
        mode.name(),
        amount(saved),
        day(last_day_to_ask(connection, ficha, mode)?)
    )];
    let parts = store::parts(connection, number)?;
    if !parts.is_empty() {
        lines.push(format!("Q;{number};{}", list(&parts)));
    }
    Ok(lines)
}

/// Until when a receipt may be given to the bank so, or taken back from it.
pub fn last_day_to_ask(connection: &Connection, ficha: &Ficha, mode: Modalidad) -> Result<NaiveDate, StoreError> {
    let offers = store::offers(connection, &ficha.concepto)?;
    let offer = offers.iter().find(|offer| offer.mode == mode);
    Ok(later(ficha.until, -offer.map_or(0, |offer| offer.days)))
}

fn steps(connection: &Connection, ficha: &Ficha) -> Result<Vec<String>, StoreError> {
    let Some(owed) = cents(&ficha.importe) else {
        return Err(StoreError::Damaged);
    };
    let planned = later(ficha.until, store::norm(connection, "DIAS_PROVIDENCIA")?);
    let order = ficha.order.unwrap_or(planned);
    let step = |step: Recargo| {
        format!(
            "R;{};{};{};{};{}",
            ficha.num_fijo,
            step.percent,
            amount(step.cents),
            day(step.from),
            if step.is_certain { 'C' } else { 'P' }
        )
    };
    Ok(surcharges(owed, ficha.until, order, ficha.order.is_some())
        .map(step)
        .into())
}

fn offered(ficha: &Ficha, offer: Oferta) -> String {
    let saved = saving(ficha.total, offer.share, offer.cap);
    let parts = charges(offer.mode, ficha.total, saved, ficha.until);
    format!(
        "M;{};{};{};{};{}",
        ficha.num_fijo,
        offer.mode.name(),
        amount(saved),
        day(later(ficha.until, -offer.days)),
        list(&parts)
    )
}

/// The ways to pay a receipt by instalments: as long as it may be paid without a surcharge, and from an amount on.
pub fn offered_instalments(
    connection: &Connection,
    ficha: &Ficha,
    today: NaiveDate,
) -> Result<Vec<Vec<Plazo>>, StoreError> {
    if today > ficha.until || ficha.total < store::norm(connection, "FRACCIONAMIENTO_MINIMO")? {
        return Ok(Vec::new());
    }
    let counts = store::counts_of_instalments(connection)?;
    Ok(counts
        .into_iter()
        .map(|count| instalments(ficha.total, count, today))
        .collect())
}

fn list(parts: &[Plazo]) -> String {
    let part = |part: &Plazo| {
        let paid = if part.is_paid { 'S' } else { 'N' };
        format!("{}:{}:{paid}", day(part.day), amount(part.cents))
    };
    parts.iter().map(part).collect::<Vec<_>>().join("|")
}

fn day(day: NaiveDate) -> String {
    day.format(DAY).to_string()
}

fn amount(cents: i64) -> String {
    format!("{},{:02}", cents / 100, (cents % 100).abs())
}
