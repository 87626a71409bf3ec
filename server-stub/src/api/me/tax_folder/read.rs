//! Reads the mainframe's long listing and puts it into the words of the contract.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Serialize;

use crate::api::me::sections::words::{cents, day, without_shouting};

/// As the mainframe writes days.
const DAY: &str = "%d%m%Y";

/// A receipt.
#[derive(Debug, Serialize)]
pub struct ReceiptWire {
    pub(super) id: String,
    tax: &'static str,
    pub(super) name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    object: Option<String>,
    year: i32,
    #[serde(skip_serializing_if = "Option::is_none")]
    term: Option<u8>,
    pub(super) amount_cents: i64,
    surcharge_cents: i64,
    total_cents: i64,
    pub(super) state: &'static str,
    from: NaiveDate,
    until: NaiveDate,
    #[serde(skip_serializing_if = "Option::is_none")]
    notified: Option<NaiveDate>,
    if_unpaid: Vec<StepWire>,
    #[serde(skip_serializing_if = "Option::is_none")]
    direct_debit: Option<DebitWire>,
    debit_options: Vec<OptionWire>,
    #[serde(skip_serializing_if = "Option::is_none")]
    instalments: Option<InstalmentsWire>,
    instalment_options: Vec<Vec<PartWire>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) paid: Option<PaidWire>,
}

/// What it costs later.
#[derive(Debug, Serialize)]
struct StepWire {
    percent: u8,
    amount_cents: i64,
    from: NaiveDate,
    certain: bool,
}

/// The bank is charged.
#[derive(Debug, Serialize)]
struct DebitWire {
    iban: String,
    mode: &'static str,
    saves_cents: i64,
    change_until: NaiveDate,
    charges: Vec<PartWire>,
}

/// A way to be charged.
#[derive(Debug, Serialize)]
struct OptionWire {
    mode: &'static str,
    saves_cents: i64,
    ask_until: NaiveDate,
    charges: Vec<PartWire>,
}

/// Parts that were asked for.
#[derive(Debug, Serialize)]
struct InstalmentsWire {
    state: &'static str,
    parts: Vec<PartWire>,
}

/// A part.
#[derive(Debug, Serialize)]
struct PartWire {
    date: NaiveDate,
    amount_cents: i64,
    paid: bool,
}

/// How it was paid.
#[derive(Debug, Serialize)]
pub struct PaidWire {
    pub(super) date: NaiveDate,
    pub(super) method: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) receipt: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) code: Option<String>,
}

/// What the cadastre has told and no receipt shows yet.
#[derive(Debug, Serialize)]
pub struct ChangeWire {
    kind: &'static str,
    reference: String,
    object: String,
    known: NaiveDate,
    shows: NaiveDate,
}

/// Everything of a listing.
#[derive(Debug)]
pub struct Folder {
    pub(super) receipts: Vec<ReceiptWire>,
    pub(super) changes: Vec<ChangeWire>,
}

/// A listing that is whole: its foot must have counted as many lines as there are.
pub fn folder(listing: &str) -> Option<Folder> {
    let lines: Vec<&str> = listing.lines().collect();
    let (head, rest) = lines.split_first()?;
    let (foot, facts) = rest.split_last()?;
    let counted: usize = foot.strip_prefix("P;")?.parse().ok()?;
    if !head.starts_with("C;TRIB0020;") || counted != facts.len() {
        return None;
    }
    let (changes, facts): (Vec<&str>, Vec<&str>) = facts.iter().partition(|line| line.starts_with("A;"));
    Some(Folder {
        receipts: receipts(&facts)?,
        changes: changes.into_iter().map(change).collect::<Option<_>>()?,
    })
}

/// The receipts of some lines, each with what follows it.
pub fn receipts(lines: &[&str]) -> Option<Vec<ReceiptWire>> {
    let mut order = Vec::new();
    let mut facts: BTreeMap<&str, Vec<Vec<&str>>> = BTreeMap::new();
    for line in lines {
        let fields: Vec<&str> = line.split(';').collect();
        let number = *fields.get(1)?;
        if !facts.contains_key(number) {
            order.push(number);
        }
        facts.entry(number).or_default().push(fields);
    }
    order.into_iter().map(|number| receipt(facts.get(number)?)).collect()
}

fn receipt(facts: &[Vec<&str>]) -> Option<ReceiptWire> {
    let of = |kind: &'static str| facts.iter().filter(move |fact| fact.first() == Some(&kind));
    let one = |kind| of(kind).next();
    let [_, id, concept, title, object, amount, surcharge, until, state] = fields(one("D")?)?;
    let [_, _, year, term, from, notified, total] = fields(one("E")?)?;
    let (tax, name) = named(concept, title);
    let surcharge_cents = cents(surcharge)?;
    let (offered, asked): (Vec<_>, Vec<_>) = of("F").partition(|fact| fact.get(2) == Some(&"O"));
    let instalments = match asked.first() {
        Some(asked) => Some(instalments(asked)?),
        None => None,
    };
    let paid = match one("G") {
        Some(paid) => Some(self::paid(paid)?),
        None => None,
    };
    Some(ReceiptWire {
        id: id.to_owned(),
        tax,
        name,
        object: (!object.is_empty()).then(|| without_shouting(object)),
        year: year.parse().ok()?,
        term: term.parse().ok().filter(|term| *term > 0),
        amount_cents: cents(amount)?.checked_add(surcharge_cents)?,
        surcharge_cents,
        total_cents: cents(total)?,
        state: self::state(state, instalments.is_some())?,
        from: day(from, DAY)?,
        until: day(until, DAY)?,
        notified: day(notified, DAY),
        if_unpaid: of("R").map(step).collect::<Option<_>>()?,
        direct_debit: match one("B") {
            Some(debit) => Some(direct_debit(debit, one("Q"))?),
            None => None,
        },
        debit_options: of("M").map(option).collect::<Option<_>>()?,
        instalments,
        instalment_options: offered
            .into_iter()
            .map(|offer| parts(offer.get(3)?))
            .collect::<Option<_>>()?,
        paid,
    })
}

fn state(letter: &str, is_in_parts: bool) -> Option<&'static str> {
    match letter {
        "V" if is_in_parts => Some("instalments"),
        "V" => Some("voluntary"),
        "D" => Some("direct_debit"),
        "E" => Some("enforcement"),
        "P" => Some("paid"),
        _ => None,
    }
}

/// A tax of the mainframe, for a contract and for a citizen.
pub fn named(concept: &str, title: &str) -> (&'static str, String) {
    match concept {
        "204" => ("ibi", "Impuesto sobre bienes inmuebles (IBI)".to_owned()),
        "208" => ("ivtm", "Impuesto sobre vehículos (IVTM)".to_owned()),
        "210" => ("tgr", "Tasa de gestión de residuos (TGR)".to_owned()),
        "301" => ("iae", "Impuesto sobre actividades económicas (IAE)".to_owned()),
        "407" => ("vehicle_crossing", "Tasa por paso de vehículos".to_owned()),
        "501" => ("self_assessment", "Plusvalía: autoliquidación (IIVTNU)".to_owned()),
        _ => ("other", without_shouting(title)),
    }
}

fn fields<'a, const N: usize>(fact: &[&'a str]) -> Option<[&'a str; N]> {
    fact.to_vec().try_into().ok()
}

fn step(fact: &Vec<&str>) -> Option<StepWire> {
    let [_, _, percent, amount, from, certain] = fields(fact)?;
    Some(StepWire {
        percent: percent.parse().ok()?,
        amount_cents: cents(amount)?,
        from: day(from, DAY)?,
        certain: certain == "C",
    })
}

fn mode(name: &str) -> Option<&'static str> {
    match name {
        "UNI" => Some("single"),
        "SEP" => Some("sep"),
        "PAC" => Some("pac"),
        _ => None,
    }
}

fn direct_debit(debit: &[&str], charges: Option<&Vec<&str>>) -> Option<DebitWire> {
    let [_, _, iban, way, saved, until] = fields(debit)?;
    Some(DebitWire {
        iban: iban.to_owned(),
        mode: mode(way)?,
        saves_cents: cents(saved)?,
        change_until: day(until, DAY)?,
        charges: match charges {
            Some(charges) => parts(charges.get(2)?)?,
            None => Vec::new(),
        },
    })
}

fn option(fact: &Vec<&str>) -> Option<OptionWire> {
    let [_, _, way, saved, until, charges] = fields(fact)?;
    Some(OptionWire {
        mode: mode(way)?,
        saves_cents: cents(saved)?,
        ask_until: day(until, DAY)?,
        charges: parts(charges)?,
    })
}

fn instalments(fact: &Vec<&str>) -> Option<InstalmentsWire> {
    let [_, _, state, list] = fields(fact)?;
    Some(InstalmentsWire {
        state: match state {
            "P" => "asked",
            "C" => "agreed",
            _ => return None,
        },
        parts: parts(list)?,
    })
}

fn parts(list: &str) -> Option<Vec<PartWire>> {
    let part = |text: &str| {
        let [date, amount, paid] = fields(&text.split(':').collect::<Vec<_>>())?;
        Some(PartWire {
            date: day(date, DAY)?,
            amount_cents: cents(amount)?,
            paid: paid == "S",
        })
    };
    list.split('|').map(part).collect()
}

fn paid(fact: &Vec<&str>) -> Option<PaidWire> {
    let [_, _, date, how] = fields(fact)?;
    Some(PaidWire {
        date: day(date, DAY)?,
        method: if how == "D" { "direct_debit" } else { "bank" },
        receipt: None,
        code: None,
    })
}

fn change(line: &str) -> Option<ChangeWire> {
    let [_, reference, object, kind, known, shows] = fields(&line.split(';').collect::<Vec<_>>())?;
    Some(ChangeWire {
        kind: match kind {
            "TITULAR" => "owner",
            "REFORMA" => "works",
            "USO" => "use",
            _ => return None,
        },
        reference: reference.to_owned(),
        object: without_shouting(object),
        known: day(known, DAY)?,
        shows: day(shows, DAY)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const LISTING: &str = "C;TRIB0020;17320508J
D;0004417203391;208;VEHICULOS TRACCION MECANICA;4821LKM;129,00;0,00;12122026;V
E;0004417203391;2026;0;12102026;;129,00
R;0004417203391;5;135,45;13122026;C
M;0004417203391;UNI;0,00;22112026;12122026:129,00:N
F;0004417203391;O;21122026:64,50:N|20012027:64,50:N
D;0004417203392;204;BIENES INMUEBLES URBANA;;298,77;0,00;04122026;D
E;0004417203392;2026;2;04102026;01102026;639,08
B;0004417203392;ES•• •••• •••• •••• •••• 1332;SEP;20,77;27062026
Q;0004417203392;07072026:319,54:S|04122026:298,77:N
A;1234567VK471234567;CALLE DE TOLEDO, 41;TITULAR;25102026;01032027
P;0010
";

    #[test]
    fn a_listing_becomes_a_document() {
        let folder = folder(LISTING).unwrap();
        let [car, home] = folder.receipts.try_into().unwrap_or_else(|_| panic!("two"));
        assert_eq!(
            (car.tax, car.state, car.amount_cents, car.term),
            ("ivtm", "voluntary", 12_900, None)
        );
        assert_eq!(
            (
                car.if_unpaid.len(),
                car.debit_options.len(),
                car.instalment_options.len()
            ),
            (1, 1, 1)
        );
        assert_eq!(
            (home.state, home.total_cents, home.term, home.object.as_deref()),
            ("direct_debit", 63_908, Some(2), None)
        );
        let debit = home.direct_debit.unwrap();
        assert_eq!((debit.mode, debit.saves_cents, debit.charges.len()), ("sep", 2_077, 2));
        assert!(debit.charges[0].paid && !debit.charges[1].paid);
        assert_eq!(
            (folder.changes[0].kind, folder.changes[0].shows.to_string().as_str()),
            ("owner", "2027-03-01")
        );
    }

    #[test]
    fn a_listing_that_is_not_whole_is_no_listing() {
        for (from, to) in [
            ("P;0010", "P;0011"),
            ("TRIB0020", "TRIB0010"),
            (";V\n", ";X\n"),
            ("E;0004417203391", "E;0004417203393"),
            ("12122026:129,00:N", "12122026:129:N"),
            (";SEP;", ";SAP;"),
            (";O;", ";X;"),
            ("TITULAR", "NADIE"),
        ] {
            assert!(folder(&LISTING.replace(from, to)).is_none(), "{to}");
        }
        assert_eq!(folder("C;TRIB0020;X\nP;0000\n").unwrap().receipts.len(), 0);
    }
}
