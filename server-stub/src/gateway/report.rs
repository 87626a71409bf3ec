//! What the gateway tells whoever runs it and whoever judges.

use serde::Serialize;

/// The money of an order. Whoever judges adds these up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Charge {
    /// The order.
    pub order: String,
    /// What was taken, in cents of euro.
    pub charged_cents: i64,
    /// What was given back, in cents of euro.
    pub refunded_cents: i64,
}

/// A payment, for whoever runs the gateway.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OperationLine {
    /// Its order.
    pub order: String,
    /// Cents of euro.
    pub amount_cents: i64,
    /// `C` for a card, `z` for Bizum.
    pub method: String,
    /// How far it is.
    pub state: String,
    /// What became of it, in four digits.
    pub response: Option<String>,
    /// The last four digits of the card or the telephone.
    pub last_four: Option<String>,
    /// Notifications about it that the shop has not heard yet.
    pub notifications_waiting: i64,
}
