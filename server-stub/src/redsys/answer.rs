//! What the gateway answers when a shop asks by itself. This mock's own: Redsys answers such questions otherwise.

use chrono::{DateTime, Utc};

use super::fields::{Fields, URL, cents, write};
use super::{Order, Refusal, ResponseCode};
use crate::clock::rfc3339;

/// How an order stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// Which.
    pub order: Order,
    /// Cents of euro; 0 for an order that never came.
    pub amount_cents: i64,
    /// How it stands.
    pub state: OrderState,
}

/// How an order stands at the gateway.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OrderState {
    /// It never came, or nobody has tried to pay it yet.
    Nothing,
    /// The payer is showing the bank that it is them: it can be neither closed nor judged before then.
    Busy {
        /// When that ends, whatever happens.
        until: DateTime<Utc>,
    },
    /// The money was taken.
    Authorised {
        /// What was answered, always of those that mean it.
        response: ResponseCode,
    },
    /// No money was taken, and none will be.
    Refused {
        /// Why.
        response: ResponseCode,
    },
    /// The shop closed it. No money was taken, and none will be.
    Closed,
    /// The money was taken and given back.
    Refunded,
}

const ORDER: &str = "Ds_Order";
const AMOUNT: &str = "Ds_Amount";
const STATE: &str = "Ds_State";
const RESPONSE: &str = "Ds_Response";
const UNTIL: &str = "Ds_Until";

impl OrderState {
    const fn name(&self) -> &'static str {
        match self {
            Self::Nothing => "nothing",
            Self::Busy { .. } => "busy",
            Self::Authorised { .. } => "authorised",
            Self::Refused { .. } => "refused",
            Self::Closed => "closed",
            Self::Refunded => "refunded",
        }
    }

    fn read(fields: &Fields) -> Result<Self, Refusal> {
        let response = || fields.parse(RESPONSE, ResponseCode::parse);
        let read_until = |text: &str| DateTime::parse_from_rfc3339(text).ok().map(|time| time.to_utc());
        match fields.text(STATE)? {
            "nothing" => Ok(Self::Nothing),
            "busy" => Ok(Self::Busy {
                until: fields.parse(UNTIL, read_until)?,
            }),
            "authorised" => Ok(Self::Authorised { response: response()? }),
            "refused" => Ok(Self::Refused { response: response()? }),
            "closed" => Ok(Self::Closed),
            "refunded" => Ok(Self::Refunded),
            _ => Err(Refusal::Field(STATE)),
        }
        .and_then(Self::agreeing)
    }

    /// A state and a code that say the opposite of each other are not believed.
    fn agreeing(self) -> Result<Self, Refusal> {
        let agrees = match &self {
            Self::Authorised { response } => response.is_authorised(),
            Self::Refused { response } => !response.is_authorised(),
            _ => true,
        };
        if agrees {
            Ok(self)
        } else {
            Err(Refusal::Field(RESPONSE))
        }
    }
}

impl Answer {
    /// The message: base64 in the URL-safe alphabet.
    #[must_use]
    pub fn encode(&self) -> String {
        let mut fields = vec![
            (ORDER, self.order.to_string()),
            (AMOUNT, self.amount_cents.to_string()),
            (STATE, self.state.name().to_owned()),
        ];
        match &self.state {
            OrderState::Busy { until } => fields.push((UNTIL, rfc3339(*until))),
            OrderState::Authorised { response } | OrderState::Refused { response } => {
                fields.push((RESPONSE, response.to_string()));
            }
            OrderState::Nothing | OrderState::Closed | OrderState::Refunded => {}
        }
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        write(&URL, &fields)
    }

    /// The order a message says it is about, by which its signature can be checked.
    pub(super) fn order_of(fields: &Fields) -> Result<&str, Refusal> {
        fields.find(ORDER).ok_or(Refusal::OrderMissing)
    }

    /// What a message with a good signature says.
    pub(super) fn read(fields: &Fields) -> Result<Self, Refusal> {
        Ok(Self {
            order: fields.parse(ORDER, Order::parse)?,
            amount_cents: fields.parse(AMOUNT, cents)?,
            state: OrderState::read(fields)?,
        })
    }
}
