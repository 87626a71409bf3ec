//! What the caller files about a fine: `POST /v1/me/fines/{id}/allegations` and `/driver`. Each is done once for a key, and answered
//! with the number of the registry.

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, Utc};
use rusqlite::Transaction;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::super::keyed::{Asked, Verdict, once, read};
use crate::api::Problem;
use crate::clock::rfc3339;
use crate::identity::Caller;
use crate::sectors::Sector;
use crate::sectors::fines::{self, Driver, Paper, Refusal};
use crate::state::CityState;
use crate::store::StoreError;

/// In characters.
const LONGEST_TEXT: usize = 5_000;
const LONGEST_LINE: usize = 200;
/// How many papers come with allegations.
const MOST_PAPERS: usize = 5;
/// In bytes: one paper, and all of them.
const LARGEST_PAPER: usize = 1_024 * 1_024;
const ALL_PAPERS: usize = 2 * 1_024 * 1_024;

/// What kinds of papers there are, and what each begins with.
const KINDS: [(&str, &[u8]); 3] = [
    ("application/pdf", b"%PDF-"),
    ("image/jpeg", b"\xff\xd8\xff"),
    ("image/png", b"\x89PNG\r\n\x1a\n"),
];

/// What somebody says against a fine.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct AllegationsWish {
    text: String,
    attachments: Vec<AttachmentWish>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct AttachmentWish {
    name: String,
    r#type: String,
    data: String,
}

/// Who was at the wheel.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct DriverWish {
    name: String,
    document: String,
    address: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    licence: Option<String>,
}

/// What was registered.
#[derive(Debug, Serialize)]
struct FiledWire {
    fine: String,
    kind: &'static str,
    registry: String,
    filed: String,
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Unknown => Self::FINE_UNKNOWN,
            Refusal::TooLate => Self::FINE_TOO_LATE,
            Refusal::AlreadyPaid => Self::FINE_PAID,
            Refusal::AlreadyFiled => Self::FINE_FILED,
            Refusal::NotNow => Self::FINE_NOT_NOW,
        }
    }
}

/// `POST /v1/me/fines/{id}/allegations`
pub async fn allege(
    State(city): State<CityState>,
    caller: Caller,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Problem> {
    let (now, nif) = (city.clock().now(), caller.person.nif);
    let asked = Asked {
        person: caller.person,
        headers: &headers,
        kind: "fine_allegations",
        about: &[id.as_bytes(), b"\n", &body].concat(),
        sector: Sector::Fines,
    };
    once(&city, asked, || {
        let wish = read::<AllegationsWish>(&headers, &body)?.and_then(checked);
        Ok(wish.map(|(text, papers)| {
            move |tx: &Transaction<'_>| {
                let filed = fines::allege(tx, (nif, &id), &text, &papers, now)?;
                answer(filed, id, "allegations", now)
            }
        }))
    })
    .await
}

/// `POST /v1/me/fines/{id}/driver`
pub async fn name_driver(
    State(city): State<CityState>,
    caller: Caller,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Problem> {
    let (now, nif) = (city.clock().now(), caller.person.nif);
    let asked = Asked {
        person: caller.person,
        headers: &headers,
        kind: "fine_driver",
        about: &[id.as_bytes(), b"\n", &body].concat(),
        sector: Sector::Fines,
    };
    once(&city, asked, || {
        let driver = read::<DriverWish>(&headers, &body)?.and_then(known);
        Ok(driver.map(|driver| {
            move |tx: &Transaction<'_>| {
                let filed = fines::name_driver(tx, (nif, &id), &driver, now)?;
                answer(filed, id, "driver", now)
            }
        }))
    })
    .await
}

fn answer(
    filed: Result<String, Refusal>,
    fine: String,
    kind: &'static str,
    now: DateTime<Utc>,
) -> Result<Verdict, StoreError> {
    Ok(match filed {
        Err(refusal) => Verdict::Refused(refusal.into()),
        Ok(registry) => {
            let wire = FiledWire {
                fine,
                kind,
                registry,
                filed: rfc3339(now),
            };
            Verdict::Done(StatusCode::CREATED, serde_json::to_string(&wire)?)
        }
    })
}

fn checked(wish: AllegationsWish) -> Result<(String, Vec<Paper>), Problem> {
    let text = line(&wish.text, "text", LONGEST_TEXT)?;
    if wish.attachments.len() > MOST_PAPERS {
        return Err(Problem::TOO_BIG);
    }
    let papers = wish.attachments.into_iter().map(paper).collect::<Result<Vec<_>, _>>()?;
    let all: usize = papers.iter().map(|paper| paper.bytes.len()).sum();
    if all > ALL_PAPERS {
        return Err(Problem::TOO_BIG);
    }
    Ok((text, papers))
}

fn paper(wish: AttachmentWish) -> Result<Paper, Problem> {
    let bytes = STANDARD.decode(&wish.data).map_err(|_| wrong("attachments"))?;
    let (kind, begins) = KINDS
        .into_iter()
        .find(|(kind, _)| *kind == wish.r#type)
        .ok_or(Problem::WRONG_TYPE)?;
    // What it is, whatever it says it is.
    if !bytes.starts_with(begins) {
        return Err(Problem::WRONG_TYPE);
    }
    if bytes.len() > LARGEST_PAPER {
        return Err(Problem::TOO_BIG);
    }
    Ok(Paper {
        name: line(&wish.name, "attachments", LONGEST_LINE)?,
        kind,
        bytes,
    })
}

fn known(wish: DriverWish) -> Result<Driver, Problem> {
    let document = identity(&wish.document).ok_or(Problem::IDENTITY_WRONG)?;
    let licence = wish.licence.map(|licence| line(&licence, "licence", LONGEST_LINE));
    Ok(Driver {
        name: line(&wish.name, "name", LONGEST_LINE)?,
        document,
        address: line(&wish.address, "address", LONGEST_LINE)?,
        licence: licence.transpose()?,
    })
}

/// Words that somebody wrote, without blanks around them: at least one sign that can be seen.
fn line(text: &str, field: &'static str, longest: usize) -> Result<String, Problem> {
    let is_blank = text.chars().all(|sign| sign.is_whitespace() || sign.is_control());
    let text = text.trim();
    let fits = !is_blank && text.chars().count() <= longest;
    fits.then(|| text.to_owned()).ok_or_else(|| wrong(field))
}

fn wrong(field: &'static str) -> Problem {
    Problem::FILING_INVALID.with("field", json!(field))
}

/// A NIF or NIE whose letter belongs to its number, as it is printed: nine characters.
fn identity(typed: &str) -> Option<String> {
    const LETTERS: &[u8] = b"TRWAGMYFPDXBNJZSQVHLCKE";
    let bare: String = typed.chars().filter(char::is_ascii_alphanumeric).collect();
    let bare = bare.to_ascii_uppercase();
    let (body, letter) = bare.split_at_checked(8)?;
    let number = match body.split_at_checked(1)? {
        ("X", rest) => format!("0{rest}"),
        ("Y", rest) => format!("1{rest}"),
        ("Z", rest) => format!("2{rest}"),
        ("K" | "L" | "M", rest) => rest.to_owned(),
        _ => body.to_owned(),
    };
    let is_number = number.bytes().all(|digit| digit.is_ascii_digit());
    let number: usize = number.parse().ok().filter(|_| is_number)?;
    let belongs = LETTERS.get(number % LETTERS.len()).copied();
    (letter.as_bytes() == belongs.as_slice()).then_some(bare)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn attachment(kind: &str, bytes: &[u8]) -> AttachmentWish {
        AttachmentWish {
            name: "factura.pdf".to_owned(),
            r#type: kind.to_owned(),
            data: STANDARD.encode(bytes),
        }
    }

    fn code(problem: Problem) -> String {
        let body: serde_json::Value = serde_json::from_str(&problem.body().unwrap()).unwrap();
        body["code"].as_str().unwrap().to_owned()
    }

    fn alleged(text: &str, attachments: Vec<AttachmentWish>) -> Result<usize, String> {
        let wish = AllegationsWish {
            text: text.to_owned(),
            attachments,
        };
        checked(wish).map(|(_, papers)| papers.len()).map_err(code)
    }

    #[test]
    fn papers_are_what_they_say_and_no_larger_than_they_may_be() {
        let pdf = |size: usize| attachment("application/pdf", &[b"%PDF-".as_slice(), &vec![0; size]].concat());
        assert_eq!(alleged("No era yo", vec![pdf(9), pdf(9)]), Ok(2));
        assert_eq!(alleged("No era yo", Vec::new()), Ok(0));
        for blank in ["", " \n ", "\u{12}", "\u{99}\r"] {
            assert_eq!(
                alleged(blank, Vec::new()),
                Err("filing_invalid".to_owned()),
                "{blank:?}"
            );
        }
        assert_eq!(
            alleged(&"a".repeat(5_001), Vec::new()),
            Err("filing_invalid".to_owned())
        );
        let too_big = Err("too_big".to_owned());
        assert_eq!(alleged("No", vec![pdf(LARGEST_PAPER)]), too_big);
        assert_eq!(
            alleged("No", vec![pdf(9), pdf(9), pdf(9), pdf(9), pdf(9), pdf(9)]),
            too_big
        );
        let million = || pdf(LARGEST_PAPER - 5);
        assert_eq!(alleged("No", vec![million(), million()]), Ok(2));
        assert_eq!(alleged("No", vec![million(), million(), pdf(1)]), too_big);
        let wrong_type = Err("wrong_type".to_owned());
        for paper in [
            attachment("application/pdf", b"\x89PNG\r\n\x1a\n"),
            attachment("image/heic", b"ftypheic"),
            attachment("image/png", b""),
        ] {
            assert_eq!(alleged("No", vec![paper]), wrong_type);
        }
        let mut broken = pdf(1);
        broken.data.push('?');
        assert_eq!(alleged("No", vec![broken]), Err("filing_invalid".to_owned()));
    }

    #[test]
    fn a_document_is_checked_by_its_letter() {
        for (typed, printed) in [
            ("12345678Z", "12345678Z"),
            ("12.345.678-z", "12345678Z"),
            ("y7654321g", "Y7654321G"),
            ("X1234567L", "X1234567L"),
            ("K1234567L", "K1234567L"),
        ] {
            assert_eq!(identity(typed).as_deref(), Some(printed));
        }
        for wrong in [
            "",
            "12345678A",
            "1234567Z",
            "Y7654321A",
            "ABCDEFGHI",
            "123456789",
            "12345678ZZ",
            "áéí",
        ] {
            assert_eq!(identity(wrong), None, "{wrong}");
        }
    }
}
