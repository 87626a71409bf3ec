//! The language of the payment gateway, in the manner of Redsys: what a shop and a gateway say to each other, and how
//! each knows that it was the other who said it. Nothing here does anything; both sides use it.
//!
//! - A shop sends [`Parameters`]: a sale through the payer's browser, or a question, a refund or a closing by itself.
//! - The gateway sends a [`Notification`] of each outcome, and an [`Answer`] to what a shop asks by itself.
//! - Each travels as [`Signed`]: base64 of JSON, a signature over exactly that text, and the version of the signature. A
//!   [`Keyring`] makes and opens them; a [`Signer`] is one version.
//! - [`Order`] is the number both know a payment by, [`ResponseCode`] what became of it.
//!
//! As published for Redsys: the names of the fields, [`HmacSha256V1`], the rule for orders and the codes. Of this mock
//! alone: [`Answer`], and the transaction type `Q` of a question.

mod answer;
mod fields;
mod notification;
mod order;
mod parameters;
mod response;
mod signature;
mod signed;

pub use answer::{Answer, OrderState};
pub use notification::Notification;
pub use order::Order;
pub use parameters::{Ask, Language, Merchant, Parameters, PayMethod, Sale};
pub use response::{Meaning, ResponseCode};
pub use signature::{HmacSha256V1, KeyError, Signer};
pub use signed::{Keyring, Refusal, Signed};

/// The euro (ISO 4217). The gateway knows no other money.
pub const EURO: &str = "978";
/// A published key of Redsys' test system: a secret of nobody, for when none is given.
pub const SAMPLE_KEY: &str = "Mk9m98IfEblmPfrpsawt7BmxObt98Jev";
/// The path under the gateway to which a browser posts a [`Signed`] sale.
pub const SALE_PATH: &str = "/sis/realizarPago";
/// The path to which a shop posts a signed question.
pub const QUERY_PATH: &str = "/rest/consulta";
/// The path to which a shop posts a signed closing.
pub const ANNUL_PATH: &str = "/rest/anular";
/// The path to which a shop posts a signed refund.
pub const REFUND_PATH: &str = "/rest/devolucion";
