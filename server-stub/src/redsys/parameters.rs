//! What a shop asks for.

use super::fields::{Fields, PLAIN, cents, write};
use super::{EURO, Order, Refusal};

/// What a shop asks for about one order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parameters {
    /// Which payment it is about.
    pub order: Order,
    /// Of the sale or the refund. Cents of euro, never negative; 0 where it does not matter.
    pub amount_cents: i64,
    /// Who asks.
    pub merchant: Merchant,
    /// What for.
    pub ask: Ask,
}

/// A shop, as the gateway knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merchant {
    /// Its number (FUC).
    pub code: String,
    /// The till.
    pub terminal: u16,
}

/// What a shop asks for. Each has a transaction type of its own, so that what a payer's browser carries is good for a
/// sale and for nothing else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ask {
    /// That somebody pays (type 0).
    Sale(Sale),
    /// That they get it back (type 3).
    Refund,
    /// That nobody can pay it any more (type 9).
    Annul,
    /// How it stands (type Q).
    Query,
}

/// Somebody is to pay.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sale {
    /// By what.
    pub method: PayMethod,
    /// Where the gateway says what became of it (`DS_MERCHANT_MERCHANTURL`).
    pub notify_url: String,
    /// Where the payer goes back to after paying (`DS_MERCHANT_URLOK`). That somebody comes there proves nothing.
    pub ok_url: String,
    /// Where the payer goes back to otherwise (`DS_MERCHANT_URLKO`).
    pub ko_url: String,
    /// What is paid, as the payer is shown it; at most 125 characters.
    pub description: String,
    /// The payer's language.
    pub language: Language,
}

/// By what somebody pays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PayMethod {
    /// A bank card.
    Card,
    /// Bizum.
    Bizum,
}

/// The language of the gateway's pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// Spanish.
    Spanish,
    /// English.
    English,
}

impl PayMethod {
    /// Its name in `DS_MERCHANT_PAYMETHODS`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Card => "C",
            Self::Bizum => "z",
        }
    }

    /// The method of that name.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        [Self::Card, Self::Bizum]
            .into_iter()
            .find(|method| method.name() == name)
    }
}

impl Language {
    /// Its number in `DS_MERCHANT_CONSUMERLANGUAGE`.
    #[must_use]
    pub const fn number(self) -> &'static str {
        match self {
            Self::Spanish => "1",
            Self::English => "2",
        }
    }

    /// The language of that number, with or without zeros before it; Spanish for all others.
    #[must_use]
    pub fn of(number: &str) -> Self {
        match number.trim_start_matches('0') {
            "2" => Self::English,
            _ => Self::Spanish,
        }
    }
}

impl Merchant {
    /// Reads the two fields that say who it is.
    pub(super) fn read(fields: &Fields, code: &'static str, terminal: &'static str) -> Result<Self, Refusal> {
        Ok(Self {
            code: fields.text(code)?.to_owned(),
            terminal: fields.parse(terminal, |text| text.parse().ok())?,
        })
    }
}

const AMOUNT: &str = "DS_MERCHANT_AMOUNT";
const ORDER: &str = "DS_MERCHANT_ORDER";
const CODE: &str = "DS_MERCHANT_MERCHANTCODE";
const CURRENCY: &str = "DS_MERCHANT_CURRENCY";
const TYPE: &str = "DS_MERCHANT_TRANSACTIONTYPE";
const TERMINAL: &str = "DS_MERCHANT_TERMINAL";
const NOTIFY_URL: &str = "DS_MERCHANT_MERCHANTURL";
const OK_URL: &str = "DS_MERCHANT_URLOK";
const KO_URL: &str = "DS_MERCHANT_URLKO";
const METHOD: &str = "DS_MERCHANT_PAYMETHODS";
const DESCRIPTION: &str = "DS_MERCHANT_PRODUCTDESCRIPTION";
const LANGUAGE: &str = "DS_MERCHANT_CONSUMERLANGUAGE";

impl Ask {
    const fn kind(&self) -> &'static str {
        match self {
            Self::Sale(_) => "0",
            Self::Refund => "3",
            Self::Annul => "9",
            Self::Query => "Q",
        }
    }
}

impl Parameters {
    /// The message: base64 in the plain alphabet.
    #[must_use]
    pub fn encode(&self) -> String {
        let (amount, terminal) = (self.amount_cents.to_string(), self.merchant.terminal.to_string());
        let mut fields = vec![
            (AMOUNT, amount.as_str()),
            (ORDER, self.order.as_str()),
            (CODE, self.merchant.code.as_str()),
            (CURRENCY, EURO),
            (TYPE, self.ask.kind()),
            (TERMINAL, terminal.as_str()),
        ];
        if let Ask::Sale(sale) = &self.ask {
            fields.extend([
                (NOTIFY_URL, sale.notify_url.as_str()),
                (OK_URL, sale.ok_url.as_str()),
                (KO_URL, sale.ko_url.as_str()),
                (METHOD, sale.method.name()),
                (DESCRIPTION, sale.description.as_str()),
                (LANGUAGE, sale.language.number()),
            ]);
        }
        write(&PLAIN, &fields)
    }

    /// The order a message says it is about, by which its signature can be checked.
    pub(super) fn order_of(fields: &Fields) -> Result<&str, Refusal> {
        fields.find(ORDER).ok_or(Refusal::OrderMissing)
    }

    /// What a message with a good signature says.
    pub(super) fn read(fields: &Fields) -> Result<Self, Refusal> {
        fields.parse(CURRENCY, |text| (text == EURO).then_some(()))?;
        let ask = match fields.text(TYPE)? {
            "0" => Ask::Sale(Sale::read(fields)?),
            "3" => Ask::Refund,
            "9" => Ask::Annul,
            "Q" => Ask::Query,
            _ => return Err(Refusal::Field(TYPE)),
        };
        Ok(Self {
            order: fields.parse(ORDER, Order::parse)?,
            amount_cents: fields.parse(AMOUNT, cents)?,
            merchant: Merchant::read(fields, CODE, TERMINAL)?,
            ask,
        })
    }
}

impl Sale {
    fn read(fields: &Fields) -> Result<Self, Refusal> {
        // A shop that names no method takes cards.
        let method = match fields.find(METHOD) {
            None => PayMethod::Card,
            Some(name) => PayMethod::of(name).ok_or(Refusal::Field(METHOD))?,
        };
        let short = |text: &str| (text.chars().count() <= 125).then(|| text.to_owned());
        Ok(Self {
            method,
            notify_url: fields.text(NOTIFY_URL)?.to_owned(),
            ok_url: fields.text(OK_URL)?.to_owned(),
            ko_url: fields.text(KO_URL)?.to_owned(),
            description: fields.parse(DESCRIPTION, short)?,
            language: Language::of(fields.find(LANGUAGE).unwrap_or_default()),
        })
    }
}
