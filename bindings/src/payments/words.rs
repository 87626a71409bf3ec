//! The words for what the city says of a payment in codes.

use madrid_core::payments::Reason;
use madrid_core::text::{Key, keys};

/// Why nothing was paid, for a citizen.
pub(super) const fn reason_key(reason: Reason) -> Key {
    match reason {
        Reason::Refused => keys::REJECTED_REFUSED,
        Reason::Cancelled => keys::REJECTED_CANCELLED,
        Reason::ExpiredCard => keys::REJECTED_EXPIRED_CARD,
        Reason::Authentication => keys::REJECTED_AUTHENTICATION,
        Reason::Fraud => keys::REJECTED_FRAUD,
        Reason::Refunded => keys::REJECTED_REFUNDED,
        Reason::Locked => keys::ERROR_PAY_LOCKED_BODY,
        Reason::AlreadyPaid => keys::ERROR_PAY_PAID_BODY,
        Reason::AmountChanged => keys::ERROR_PAY_EXPIRED_BODY,
        Reason::DebtUnknown => keys::ERROR_PAY_DEBT_UNKNOWN_BODY,
        Reason::Other => keys::REJECTED_OTHER,
    }
}

/// The city's word for a way to pay, for a citizen; one that this app does not know is "another way".
pub(super) fn method_key(code: &str) -> Key {
    match code {
        "card" => keys::METHOD_CARD,
        "bizum" => keys::METHOD_BIZUM,
        "direct_debit" => keys::METHOD_DIRECT_DEBIT,
        "bank" => keys::METHOD_BANK,
        "counter" => keys::METHOD_COUNTER,
        "web" => keys::METHOD_WEB,
        _ => keys::METHOD_OTHER,
    }
}
