//! The questions about payments that the phone asks the city. Each has three answers: so it is, there is no such thing, and could
//! not be heard. None is ever taken for another.

use super::model::{Attempt, CitySays, PaymentKey, Quote, Receipt};
use super::rules::Event;
use super::wire::{
    DebtState, OrderWire, PaperState, PaperWire, PaymentWire, PaymentsWire, ProblemWire, QuoteWire, ReceiptsWire, Said,
};
use crate::kernel::DebtRef;
use crate::net::{AuthorizedClient, CityClient, CityReply, CityTime, NetError, percent_encode};
use crate::ports::{HttpRequest, Method};

/// The type of a paper.
const PDF: &str = "application/pdf";

/// By which door the city is asked.
#[derive(Clone)]
pub enum Door {
    /// In the person's name.
    Person(AuthorizedClient),
    /// In nobody's.
    Anybody(CityClient),
}

impl Door {
    /// Asks what is safe to repeat.
    async fn ask<T>(
        &self,
        request: &HttpRequest,
        read: impl Fn(CityReply) -> Result<T, NetError>,
    ) -> Result<T, NetError> {
        match self {
            Self::Person(city) => city.ask(request, read).await,
            Self::Anybody(city) => city.ask(request, read).await,
        }
    }
}

/// What was heard of one payment, and the receipt that came with it.
pub struct Heard {
    /// What it means for the attempt.
    pub event: Event,
    /// The proof, where it is paid.
    pub receipt: Option<Receipt>,
    /// Why nothing could be heard.
    pub failed: Option<NetError>,
}

/// What a debt costs now; [`NetError::NotFound`] where the city knows no such debt of this person.
pub async fn quote(city: &AuthorizedClient, debt: &DebtRef) -> Result<(Quote, DebtState), NetError> {
    let path = format!("/v1/me/debts/{}/{}", debt.kind.code(), percent_encode(&debt.id));
    let read = |reply: CityReply| match reply.status() {
        200 => reply.json::<QuoteWire>(),
        _ => Err(reply.refusal()),
    };
    let wire = city.ask(&HttpRequest::new(Method::Get, &path), read).await?;
    wire.quote(debt).map_err(|_| NetError::BadReply)
}

/// Sends an attempt. The name makes it safe to repeat: the city makes one payment of it, however often it is asked.
pub async fn submit(city: &Door, attempt: &Attempt) -> Heard {
    order(city, Method::Put, &path(&attempt.key), attempt).await
}

/// How an attempt stands.
pub async fn status(city: &Door, attempt: &Attempt) -> Heard {
    heard(city, &HttpRequest::new(Method::Get, &path(&attempt.key)), attempt).await
}

/// Closes an attempt, unless it was paid meanwhile. The city notes the name also where it never saw it, so that a request that is
/// still on its way makes nothing when it comes. Safe to repeat.
pub async fn close(city: &Door, attempt: &Attempt) -> Heard {
    order(city, Method::Post, &format!("{}/close", path(&attempt.key)), attempt).await
}

/// Every payment of the person that the city has not closed.
pub async fn all(city: &AuthorizedClient) -> Result<(Vec<Said>, CityTime), NetError> {
    let read = |reply: CityReply| match reply.status() {
        200 => Ok((reply.json::<PaymentsWire>()?, reply.time)),
        _ => Err(reply.refusal()),
    };
    let (wire, time) = city
        .ask(&HttpRequest::new(Method::Get, "/v1/me/payments"), read)
        .await?;
    Ok((wire.said().map_err(|_| NetError::BadReply)?, time))
}

/// The proof of everything that was paid for the person, however it was.
pub async fn receipts(city: &AuthorizedClient) -> Result<Vec<Receipt>, NetError> {
    let read = |reply: CityReply| match reply.status() {
        200 => reply.json::<ReceiptsWire>(),
        _ => Err(reply.refusal()),
    };
    let wire = city
        .ask(&HttpRequest::new(Method::Get, "/v1/me/receipts"), read)
        .await?;
    wire.receipts().map_err(|_| NetError::BadReply)
}

/// What the city says of a reference.
pub enum OfPaper {
    /// What it would pay, and whether it can be paid.
    Quote(Box<Quote>, PaperState, CityTime),
    /// There is nothing to pay under it.
    Unknown,
    /// It cannot be one of the city's.
    Wrong,
}

/// What the reference on a paper would pay now. Nobody is signed in for it.
pub async fn paper(city: &CityClient, digits: &str) -> Result<OfPaper, NetError> {
    let path = format!("/v1/references/{}", percent_encode(digits));
    let read = |reply: CityReply| match reply.status() {
        200 => {
            let (quote, state) = reply
                .json::<PaperWire>()?
                .quote(digits.to_owned())
                .map_err(|_| NetError::BadReply)?;
            Ok(OfPaper::Quote(Box::new(quote), state, reply.time))
        }
        // Any server has a 404; only the city's own words count.
        404 if says(&reply, ProblemWire::is_reference_unknown) => Ok(OfPaper::Unknown),
        404 => Err(NetError::WrongContent),
        422 if says(&reply, ProblemWire::is_reference_wrong) => Ok(OfPaper::Wrong),
        _ => Err(reply.refusal()),
    };
    city.ask(&HttpRequest::new(Method::Get, &path), read).await
}

/// The official paper of a receipt, for whoever has its code.
pub async fn pdf(city: &CityClient, code: &str) -> Result<Vec<u8>, NetError> {
    let path = format!("/v1/receipts/{}/pdf", percent_encode(code));
    let request = HttpRequest::new(Method::Get, &path).header("accept", Some(PDF));
    let read = |reply: CityReply| match reply.status() {
        200 => reply.into_bytes(PDF),
        404 if says(&reply, ProblemWire::is_receipt_unknown) => Err(NetError::NotFound),
        404 => Err(NetError::WrongContent),
        _ => Err(reply.refusal()),
    };
    city.ask(&request, read).await
}

fn says(reply: &CityReply, what: fn(&ProblemWire) -> bool) -> bool {
    reply.json::<ProblemWire>().is_ok_and(|problem| what(&problem))
}

impl Heard {
    /// What is known of a payment that the city told of.
    pub fn of(said: Said) -> Self {
        Self {
            event: Event::City(said.says),
            receipt: said.receipt,
            failed: None,
        }
    }

    /// What the phone knows by itself: the price is old, or nobody wants it any more.
    pub const fn too_late() -> Self {
        Self {
            event: Event::TooLate,
            receipt: None,
            failed: None,
        }
    }

    fn nothing(failed: NetError) -> Self {
        Self {
            event: Event::NotHeard,
            receipt: None,
            failed: Some(failed),
        }
    }
}

/// A question that says what is paid: the city may never have heard of it.
async fn order(city: &Door, method: Method, path: &str, attempt: &Attempt) -> Heard {
    let order = OrderWire::new(&attempt.quote, attempt.method);
    match serde_json::to_vec(&order) {
        Ok(body) => heard(city, &HttpRequest::new(method, path).json(body), attempt).await,
        Err(_) => Heard::nothing(NetError::BadReply),
    }
}

async fn heard(city: &Door, request: &HttpRequest, attempt: &Attempt) -> Heard {
    match city.ask(request, read).await {
        Ok(Some(said)) if is_of(&said, attempt) => Heard::of(said),
        // Another payment than the one that was asked about says nothing about it.
        Ok(Some(_)) => Heard::nothing(NetError::BadReply),
        Ok(None) => Heard {
            event: Event::City(CitySays::NeverSeen),
            receipt: None,
            failed: None,
        },
        Err(failed) => Heard::nothing(failed),
    }
}

fn read(reply: CityReply) -> Result<Option<Said>, NetError> {
    match reply.status() {
        200 | 201 => {
            let said = Said::try_from(reply.json::<PaymentWire>()?);
            said.map(Some).map_err(|_| NetError::BadReply)
        }
        // Only the city's own word that it never saw it counts: any server has a 404.
        404 if says(&reply, ProblemWire::is_never_seen) => Ok(None),
        404 => Err(NetError::WrongContent),
        _ => Err(reply.refusal()),
    }
}

/// The same name, debt and amount: what is paid is what the person agreed to.
fn is_of(said: &Said, attempt: &Attempt) -> bool {
    let is_same_debt = said.debt == attempt.quote.debt;
    said.key == attempt.key && is_same_debt && said.amount == attempt.quote.amount
}

fn path(key: &PaymentKey) -> String {
    format!("/v1/payments/{}", key.expose())
}
