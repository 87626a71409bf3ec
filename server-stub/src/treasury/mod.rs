//! The City's treasury: it takes the money for taxes and fines through a bank, once, and gives receipts.
//!
//! - `model` is what there is: payments, orders, receipts; `rules` is what follows from what, pure.
//! - `bank` is what is asked of the bank and what it answers; `gateway` is the one bank that there is, and `till` puts it in its
//!   place.
//! - `service` is what phones ask: a price, a payment, how it stands, to close it; `inquiry` is how the treasury finds out what
//!   the bank did, and `notices` what the bank says by itself.
//! - `undone` is what becomes of the money where the person calls off what it is for.
//! - `store` keeps it all, with the receipts in the same transaction as the money; `numbers` makes what is printed on it.
//! - `reference` is what is printed on papers to be paid without signing in, `papers` what becomes of one; `guesses` stops whoever
//!   tries numbers.
//! - `proof` is the receipt of anything that was paid, `elsewhere` those of what this treasury did not take.
//! - `pages` are for people with a browser, and `pdf` is the receipt on paper.
//!
//! A payment is named by the phone. It is settled by nothing but the bank's own word, signed or asked for; the way back of a
//! browser only makes the treasury ask.

mod bank;
mod elsewhere;
mod gateway;
mod inquiry;
mod model;
mod notices;
mod numbers;
mod pages;
mod papers;
mod pdf;
mod proof;
pub mod reference;
mod rules;
mod service;
mod store;
mod till;
mod undone;

#[cfg(test)]
mod fake;
#[cfg(test)]
pub(crate) mod tests;

pub use bank::Bank;
pub use elsewhere::settle;
pub use inquiry::{Inquiry, give_back_due, keep_giving_back, reconcile};
pub use model::{Debt, DebtKind, DebtRef, Method, Payment, PaymentKey, Reason, Standing, State};
pub use numbers::{euros, in_groups, letters_of, on_paper, read_code};
pub use pages::routes;
pub use papers::{Paper, PaperState, by_reference};
pub use pdf::{write as write_pdf, write_page};
pub use proof::Proof;
pub use rules::WAITS;
pub use service::{Asked, Quote, What, close, list, proofs, quote, receipt_of, show, submit};
pub use store::{Ledger, holder, ledger, payer};
pub use till::{GatewayAt, TILL, Till};
pub use undone::{give_back_for, stop, undo};

/// Its tables.
pub const SCHEMA: &str = include_str!("schema.sql");
