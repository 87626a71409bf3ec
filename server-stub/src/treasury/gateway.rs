//! The one bank that there is: the payment gateway, which speaks as Redsys does. It is asked with signed forms, in this process
//! or over HTTP, and nothing that it says is believed without its signature.

use std::time::Duration;

use axum::Router;
use axum::http::StatusCode;

use http_body_util::{BodyExt as _, Limited};
use tokio::time::timeout;
use tower::ServiceExt as _;

use super::bank::{Asking, Bank, BankForm, BankSays, Charge, Forged, NotHeard, Notice, Taken, WayBack};
use super::model::{Method, Reason};
use crate::calendar::moment;
use crate::outbound;
use crate::redsys::{
    ANNUL_PATH, Answer, Ask, Keyring, Language, Meaning, Merchant, Notification, Order, OrderState, Parameters,
    PayMethod, QUERY_PATH, REFUND_PATH, ResponseCode, SALE_PATH, Sale, Signed,
};

/// A bank that takes longer has not been heard.
const PATIENCE: Duration = Duration::from_secs(5);
/// No answer of it is longer, in bytes.
const LONGEST: usize = 16 * 1_024;
/// Nothing that the payer is shown is longer, in characters.
const LONGEST_NAME: usize = 125;

/// Where the gateway is.
#[derive(Debug, Clone)]
pub enum Reach {
    /// In this process, and under this path of the city for browsers.
    Here(Router, &'static str),
    /// Elsewhere on this machine: `http://127.0.0.1:PORT`.
    Http(String),
}

/// The gateway, as the treasury asks it.
#[derive(Debug)]
pub struct GatewayBank {
    keyring: Keyring,
    merchant: Merchant,
    reach: Reach,
    notify_url: String,
}

impl GatewayBank {
    /// A gateway that shares these keys, knows the City as this shop, and tells it at this address what became of its orders.
    #[must_use]
    pub const fn new(keyring: Keyring, merchant: Merchant, reach: Reach, notify_url: String) -> Self {
        Self {
            keyring,
            merchant,
            reach,
            notify_url,
        }
    }

    fn parameters(&self, charge: &Charge, ask: Ask) -> Result<Parameters, NotHeard> {
        Ok(Parameters {
            // All orders of the treasury keep to the rule.
            order: Order::parse(&charge.number).ok_or(NotHeard)?,
            amount_cents: charge.amount,
            merchant: self.merchant.clone(),
            ask,
        })
    }

    /// The gateway's answer about this order, if it is signed and of this order.
    async fn ask(&self, path: &str, charge: &Charge, ask: Ask) -> Result<Answer, NotHeard> {
        let parameters = self.parameters(charge, ask)?;
        let signed = self.keyring.sign_request(&parameters);
        let body = timeout(PATIENCE, self.reach.post(path, &signed))
            .await
            .map_err(|_| NotHeard)??;
        let answer: Signed = serde_json::from_slice(&body).map_err(|_| NotHeard)?;
        let answer = self.keyring.open_answer(&answer).map_err(|_| NotHeard)?;
        if answer.order == parameters.order {
            Ok(answer)
        } else {
            Err(NotHeard)
        }
    }
}

impl Reach {
    /// What was answered, if it was an answer.
    async fn post(&self, path: &str, signed: &Signed) -> Result<Vec<u8>, NotHeard> {
        let (status, body) = match self {
            Self::Here(router, _) => {
                let uri = path.parse().map_err(|_| NotHeard)?;
                let request = outbound::request(&uri, signed).map_err(|_| NotHeard)?;
                let answer = match router.clone().oneshot(request).await {
                    Ok(answer) => answer,
                    Err(impossible) => match impossible {},
                };
                let (head, body) = answer.into_parts();
                let body = Limited::new(body, LONGEST).collect().await.map_err(|_| NotHeard)?;
                (head.status, body.to_bytes().to_vec())
            }
            Self::Http(url) => {
                let uri = format!("{url}{path}").parse().map_err(|_| NotHeard)?;
                let posted = outbound::post(&uri, signed, LONGEST).await;
                posted.map_err(|_| NotHeard)?
            }
        };
        if status == StatusCode::OK {
            Ok(body)
        } else {
            Err(NotHeard)
        }
    }

    /// The address of a page of it, as browsers call it.
    fn page(&self, path: &str) -> String {
        match self {
            Self::Here(_, prefix) => format!("{prefix}{path}"),
            Self::Http(url) => format!("{url}{path}"),
        }
    }
}

impl Bank for GatewayBank {
    fn form(&self, charge: &Charge, back: &WayBack) -> Result<BankForm, NotHeard> {
        let sale = Sale {
            method: match charge.method {
                Method::Card => PayMethod::Card,
                Method::Bizum => PayMethod::Bizum,
            },
            notify_url: self.notify_url.clone(),
            ok_url: back.ok.clone(),
            ko_url: back.ko.clone(),
            description: back.what.chars().take(LONGEST_NAME).collect(),
            language: Language::Spanish,
        };
        let signed = self.keyring.sign_request(&self.parameters(charge, Ask::Sale(sale))?);
        let fields = signed.fields().map(|(name, value)| (name, value.to_owned()));
        Ok(BankForm {
            action: self.reach.page(SALE_PATH),
            fields: fields.into(),
        })
    }

    fn state<'a>(&'a self, charge: &'a Charge) -> Asking<'a, BankSays> {
        Box::pin(async { self.ask(QUERY_PATH, charge, Ask::Query).await.map(said) })
    }

    fn close<'a>(&'a self, charge: &'a Charge) -> Asking<'a, BankSays> {
        Box::pin(async { self.ask(ANNUL_PATH, charge, Ask::Annul).await.map(said) })
    }

    fn refund<'a>(&'a self, charge: &'a Charge) -> Asking<'a, ()> {
        Box::pin(async {
            match self.ask(REFUND_PATH, charge, Ask::Refund).await?.state {
                OrderState::Refunded => Ok(()),
                _ => Err(NotHeard),
            }
        })
    }

    fn read(&self, fields: &[(String, String)]) -> Result<Notice, Forged> {
        // Twice the same name would be two truths.
        let once = |name: &str| {
            let mut found = fields.iter().filter(|(known, _)| known == name);
            match (found.next(), found.next()) {
                (Some((_, value)), None) => Ok(value.clone()),
                _ => Err(Forged),
            }
        };
        let signed = Signed {
            version: once("Ds_SignatureVersion")?,
            parameters: once("Ds_MerchantParameters")?,
            signature: once("Ds_Signature")?,
        };
        let told = self.keyring.open_notification(&signed).map_err(|_| Forged)?;
        if told.merchant != self.merchant {
            return Err(Forged);
        }
        Ok(Notice {
            number: told.order.as_str().to_owned(),
            says: of_code(told.response, || taken(&told)),
            amount: told.amount_cents,
        })
    }
}

/// What an answer says.
fn said(answer: Answer) -> BankSays {
    match answer.state {
        OrderState::Nothing => BankSays::Nothing,
        OrderState::Busy { until } => BankSays::Busy { until },
        OrderState::Closed => BankSays::Closed,
        OrderState::Refunded => BankSays::Refunded,
        OrderState::Authorised { .. } => BankSays::Authorised(Taken {
            code: String::new(),
            amount: answer.amount_cents,
            at: None,
        }),
        OrderState::Refused { response } => BankSays::Refused(why(response).unwrap_or(Reason::Other)),
    }
}

fn taken(told: &Notification) -> Taken {
    Taken {
        code: told.authorisation.clone(),
        amount: told.amount_cents,
        at: Some(moment(told.at)),
    }
}

/// What a code says. Money is taken by those that mean it, and by no other.
fn of_code(response: ResponseCode, taken: impl FnOnce() -> Taken) -> BankSays {
    match (response.meaning(), why(response)) {
        (Meaning::Authorised, _) => BankSays::Authorised(taken()),
        (Meaning::Refunded, _) => BankSays::Refunded,
        (Meaning::Annulled, _) => BankSays::Closed,
        (_, Some(reason)) => BankSays::Refused(reason),
        (_, None) => BankSays::Nothing,
    }
}

/// Why nothing was taken, if a code says that.
const fn why(response: ResponseCode) -> Option<Reason> {
    match response.meaning() {
        Meaning::Cancelled => Some(Reason::Cancelled),
        Meaning::ExpiredCard => Some(Reason::ExpiredCard),
        Meaning::Authentication | Meaning::WrongCvv => Some(Reason::Authentication),
        Meaning::Fraud => Some(Reason::Fraud),
        Meaning::Refused => Some(Reason::Refused),
        Meaning::SystemDown => Some(Reason::Other),
        // That an order was used again, or a refund was not allowed, says nothing of what became of the order itself.
        Meaning::Authorised
        | Meaning::Refunded
        | Meaning::Annulled
        | Meaning::RepeatedOrder
        | Meaning::RefundNotAllowed => None,
    }
}

#[cfg(test)]
#[path = "gateway_tests.rs"]
mod tests;
