//! The words for an error: what happened, what it means for the person, what to do next.

use super::{Key, keys, plain};
use crate::kernel::Language;

/// An error in plain language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// A few words.
    pub title: String,
    /// What it means for the person, and that nothing is lost.
    pub body: String,
    /// What to do now.
    pub next_step: String,
}

/// The words for an error code (see [`crate::error::CODES`]). A code we do not know is a bug of ours, and says so.
#[must_use]
pub fn explain(language: Language, code: &str) -> Explanation {
    let [title, body, next_step] = words_for(code).map(|key| plain(language, key));
    Explanation { title, body, next_step }
}

fn words_for(code: &str) -> [Key; 3] {
    use keys::*;
    match code {
        "net.unreachable" => [ERROR_OFFLINE_TITLE, ERROR_OFFLINE_BODY, ERROR_OFFLINE_NEXT],
        "net.timeout" | "net.interrupted" => [ERROR_SLOW_TITLE, ERROR_SLOW_BODY, ERROR_SLOW_NEXT],
        "net.busy" => [ERROR_BUSY_TITLE, ERROR_BUSY_BODY, ERROR_BUSY_NEXT],
        "net.failed" | "net.bad_reply" | "net.too_large" | "sync.does_not_add_up" => {
            [ERROR_CITY_TITLE, ERROR_CITY_BODY, ERROR_CITY_NEXT]
        }
        "net.wrong_content" => [ERROR_PORTAL_TITLE, ERROR_PORTAL_BODY, ERROR_PORTAL_NEXT],
        "net.unknown_root" | "net.wrong_pin" | "net.invalid_certificate" => {
            [ERROR_UNTRUSTED_TITLE, ERROR_UNTRUSTED_BODY, ERROR_UNTRUSTED_NEXT]
        }
        "net.expired_certificate" => [ERROR_CLOCK_TITLE, ERROR_CLOCK_BODY, ERROR_CLOCK_NEXT],
        "net.not_found" | "net.gone" | "place.unknown" | "event.unknown" | "recommend.unknown" => {
            [ERROR_GONE_TITLE, ERROR_GONE_BODY, ERROR_GONE_NEXT]
        }
        "net.refused" => [ERROR_REFUSED_TITLE, ERROR_REFUSED_BODY, ERROR_REFUSED_NEXT],
        "store.newer" => [ERROR_UPDATE_TITLE, ERROR_UPDATE_BODY, ERROR_UPDATE_NEXT],
        "store.full" => [ERROR_FULL_TITLE, ERROR_FULL_BODY, ERROR_FULL_NEXT],
        "store.damaged" => [ERROR_REBUILT_TITLE, ERROR_REBUILT_BODY, ERROR_REBUILT_NEXT],
        "store.suspended" | "store.interrupted" | "store.busy" => {
            [ERROR_PAUSED_TITLE, ERROR_PAUSED_BODY, ERROR_PAUSED_NEXT]
        }
        "store.io" | "setup.folder" => [ERROR_DISK_TITLE, ERROR_DISK_BODY, ERROR_DISK_NEXT],
        "platform.key_store" | "platform.settings" | "platform.random" | "vault.key_store" => {
            [ERROR_PHONE_TITLE, ERROR_PHONE_BODY, ERROR_PHONE_NEXT]
        }
        "input.location" => [ERROR_LOCATION_TITLE, ERROR_LOCATION_BODY, ERROR_LOCATION_NEXT],
        "input.days" => [ERROR_DAYS_TITLE, ERROR_DAYS_BODY, ERROR_DAYS_NEXT],
        "input.search_empty" => [ERROR_SEARCH_TITLE, ERROR_SEARCH_BODY, ERROR_SEARCH_NEXT],
        code if code.starts_with("booking.") => words_about_bookings(code),
        code if code.starts_with("payment.") => words_about_payments(code),
        code if code.starts_with("fine.") => words_about_fines(code),
        code if code.starts_with("tax.") => words_about_taxes(code),
        code if code.starts_with("refund.") || code == "input.iban" => words_about_refunds(code),
        code if ["wallet.", "cred."].iter().any(|start| code.starts_with(start)) || code == "input.passphrase" => {
            super::explain_cards::words(code).unwrap_or([ERROR_BUG_TITLE, ERROR_BUG_BODY, ERROR_BUG_NEXT])
        }
        code if code.starts_with("input.reference") => words_about_references(code),
        "input.notice" => [ERROR_NOTICE_TITLE, ERROR_NOTICE_BODY, ERROR_NOTICE_NEXT],
        "receipt.unknown" => [ERROR_GONE_TITLE, ERROR_GONE_BODY, ERROR_GONE_NEXT],
        code => words_about_the_person(code),
    }
}

/// What concerns who the person is, their data and what they ask of the city.
fn words_about_the_person(code: &str) -> [Key; 3] {
    use keys::*;
    match code {
        "session.none" => [ERROR_SIGN_IN_TITLE, ERROR_SIGN_IN_BODY, ERROR_SIGN_IN_NEXT],
        "session.expired" => [ERROR_AGAIN_TITLE, ERROR_AGAIN_BODY, ERROR_AGAIN_NEXT],
        "session.stronger" => [ERROR_STRONGER_TITLE, ERROR_STRONGER_BODY, ERROR_STRONGER_NEXT],
        "session.cancelled" | "session.under_way" => {
            [ERROR_CANCELLED_TITLE, ERROR_CANCELLED_BODY, ERROR_CANCELLED_NEXT]
        }
        "session.not_ours" | "session.refused" | "session.too_weak" => {
            [ERROR_LOGIN_TITLE, ERROR_LOGIN_BODY, ERROR_LOGIN_NEXT]
        }
        "session.too_late" => [ERROR_TOO_LATE_TITLE, ERROR_TOO_LATE_BODY, ERROR_TOO_LATE_NEXT],
        "session.other_person" => [ERROR_OTHER_TITLE, ERROR_OTHER_BODY, ERROR_OTHER_NEXT],
        "platform.browser" => [ERROR_BROWSER_TITLE, ERROR_BROWSER_BODY, ERROR_BROWSER_NEXT],
        "platform.location" => [ERROR_LOST_TITLE, ERROR_LOST_BODY, ERROR_LOST_NEXT],
        "store.locked" => [ERROR_LOCKED_TITLE, ERROR_LOCKED_BODY, ERROR_LOCKED_NEXT],
        "vault.refused" => [ERROR_NOT_YOU_TITLE, ERROR_NOT_YOU_BODY, ERROR_NOT_YOU_NEXT],
        "vault.no_screen_lock" => [ERROR_NO_LOCK_TITLE, ERROR_NO_LOCK_BODY, ERROR_NO_LOCK_NEXT],
        "vault.invalidated" | "vault.unreadable" => [ERROR_KEY_GONE_TITLE, ERROR_KEY_GONE_BODY, ERROR_KEY_GONE_NEXT],
        "intent.conflict" => [ERROR_CONFLICT_TITLE, ERROR_CONFLICT_BODY, ERROR_CONFLICT_NEXT],
        "intent.refused" => [ERROR_INTENT_TITLE, ERROR_INTENT_BODY, ERROR_INTENT_NEXT],
        "home.section_down" | "home.section_torn" => [ERROR_PART_TITLE, ERROR_PART_BODY, ERROR_PART_NEXT],
        "home.not_represented" => [ERROR_ACT_TITLE, ERROR_ACT_BODY, ERROR_ACT_NEXT],
        "profile.unknown" => [ERROR_PROFILE_TITLE, ERROR_PROFILE_BODY, ERROR_PROFILE_NEXT],
        "recommend.off" => [
            ERROR_RECOMMEND_OFF_TITLE,
            ERROR_RECOMMEND_OFF_BODY,
            ERROR_RECOMMEND_OFF_NEXT,
        ],
        "input.phone" => [ERROR_NUMBER_TITLE, ERROR_NUMBER_BODY, ERROR_NUMBER_NEXT],
        "input.link" => [ERROR_LINK_TITLE, ERROR_LINK_BODY, ERROR_LINK_NEXT],
        "input.email" => [ERROR_EMAIL_TITLE, ERROR_EMAIL_BODY, ERROR_EMAIL_NEXT],
        "input.people" => [ERROR_PEOPLE_TITLE, ERROR_PEOPLE_BODY, ERROR_PEOPLE_NEXT],
        "input.slot" => [ERROR_SLOT_GONE_TITLE, ERROR_SLOT_GONE_BODY, ERROR_SLOT_GONE_NEXT],
        _ => [ERROR_BUG_TITLE, ERROR_BUG_BODY, ERROR_BUG_NEXT],
    }
}

/// What was asked of the desks of the sport centres.
fn words_about_bookings(code: &str) -> [Key; 3] {
    use keys::*;
    match code {
        "booking.unknown" => [ERROR_GONE_TITLE, ERROR_GONE_BODY, ERROR_GONE_NEXT],
        "booking.full" => [ERROR_SLOT_FULL_TITLE, ERROR_SLOT_FULL_BODY, ERROR_SLOT_FULL_NEXT],
        "booking.gone" => [ERROR_SLOT_GONE_TITLE, ERROR_SLOT_GONE_BODY, ERROR_SLOT_GONE_NEXT],
        "booking.already" => [ERROR_ALREADY_TITLE, ERROR_ALREADY_BODY, ERROR_ALREADY_NEXT],
        "booking.too_late" => [ERROR_TOO_SOON_TITLE, ERROR_TOO_SOON_BODY, ERROR_TOO_SOON_NEXT],
        "booking.paper" => [ERROR_PAPER_TITLE, ERROR_PAPER_BODY, ERROR_PAPER_NEXT],
        "booking.refused" => [ERROR_BOOKING_TITLE, ERROR_BOOKING_BODY, ERROR_BOOKING_NEXT],
        _ => [ERROR_BUG_TITLE, ERROR_BUG_BODY, ERROR_BUG_NEXT],
    }
}

/// What was asked of the treasury.
fn words_about_payments(code: &str) -> [Key; 3] {
    use keys::*;
    match code {
        "payment.unknown" => [ERROR_GONE_TITLE, ERROR_GONE_BODY, ERROR_GONE_NEXT],
        "payment.paid" => [ERROR_PAY_PAID_TITLE, ERROR_PAY_PAID_BODY, ERROR_PAY_PAID_NEXT],
        "payment.locked" => [ERROR_PAY_LOCKED_TITLE, ERROR_PAY_LOCKED_BODY, ERROR_PAY_LOCKED_NEXT],
        "payment.not_payable" => [
            ERROR_PAY_NOT_PAYABLE_TITLE,
            ERROR_PAY_NOT_PAYABLE_BODY,
            ERROR_PAY_NOT_PAYABLE_NEXT,
        ],
        "payment.debt_unknown" => [
            ERROR_PAY_DEBT_UNKNOWN_TITLE,
            ERROR_PAY_DEBT_UNKNOWN_BODY,
            ERROR_PAY_DEBT_UNKNOWN_NEXT,
        ],
        "payment.expired" => [ERROR_PAY_EXPIRED_TITLE, ERROR_PAY_EXPIRED_BODY, ERROR_PAY_EXPIRED_NEXT],
        "payment.under_way" => [
            ERROR_PAY_UNDER_WAY_TITLE,
            ERROR_PAY_UNDER_WAY_BODY,
            ERROR_PAY_UNDER_WAY_NEXT,
        ],
        "payment.open" => [ERROR_PAY_OPEN_TITLE, ERROR_PAY_OPEN_BODY, ERROR_PAY_OPEN_NEXT],
        "payment.reference_wrong" => [ERROR_REFERENCE_TITLE, ERROR_REFERENCE_WRONG_BODY, ERROR_REFERENCE_NEXT],
        "payment.reference_unknown" => [
            ERROR_REFERENCE_UNKNOWN_TITLE,
            ERROR_REFERENCE_UNKNOWN_BODY,
            ERROR_REFERENCE_NEXT,
        ],
        "payment.reference_expired" => [
            ERROR_REFERENCE_EXPIRED_TITLE,
            ERROR_REFERENCE_EXPIRED_BODY,
            ERROR_REFERENCE_EXPIRED_NEXT,
        ],
        _ => [ERROR_BUG_TITLE, ERROR_BUG_BODY, ERROR_BUG_NEXT],
    }
}

/// What was asked about fines.
fn words_about_fines(code: &str) -> [Key; 3] {
    use keys::*;
    match code {
        "fine.unknown" => [ERROR_GONE_TITLE, ERROR_GONE_BODY, ERROR_GONE_NEXT],
        "fine.too_late" => [ERROR_FINE_LATE_TITLE, ERROR_FINE_LATE_BODY, ERROR_FINE_LATE_NEXT],
        "fine.already_paid" => [ERROR_FINE_PAID_TITLE, ERROR_FINE_PAID_BODY, ERROR_FINE_PAID_NEXT],
        "fine.already_filed" => [ERROR_FINE_FILED_TITLE, ERROR_FINE_FILED_BODY, ERROR_FINE_FILED_NEXT],
        "fine.not_now" => [
            ERROR_FINE_NOT_NOW_TITLE,
            ERROR_FINE_NOT_NOW_BODY,
            ERROR_FINE_NOT_NOW_NEXT,
        ],
        "fine.under_way" => [
            ERROR_FINE_UNDER_WAY_TITLE,
            ERROR_FINE_UNDER_WAY_BODY,
            ERROR_FINE_UNDER_WAY_NEXT,
        ],
        "fine.too_big" => [
            ERROR_FINE_TOO_BIG_TITLE,
            ERROR_FINE_TOO_BIG_BODY,
            ERROR_FINE_TOO_BIG_NEXT,
        ],
        "fine.wrong_type" => [
            ERROR_FINE_WRONG_TYPE_TITLE,
            ERROR_FINE_WRONG_TYPE_BODY,
            ERROR_FINE_WRONG_TYPE_NEXT,
        ],
        "fine.refused" => [
            ERROR_FINE_REFUSED_TITLE,
            ERROR_FINE_REFUSED_BODY,
            ERROR_FINE_REFUSED_NEXT,
        ],
        "fine.empty" => [ERROR_FINE_EMPTY_TITLE, ERROR_FINE_EMPTY_BODY, ERROR_FINE_EMPTY_NEXT],
        "fine.driver" => [ERROR_FINE_DRIVER_TITLE, ERROR_FINE_DRIVER_BODY, ERROR_FINE_DRIVER_NEXT],
        "fine.document" => [
            ERROR_FINE_DOCUMENT_TITLE,
            ERROR_FINE_DOCUMENT_BODY,
            ERROR_FINE_DOCUMENT_NEXT,
        ],
        _ => [ERROR_BUG_TITLE, ERROR_BUG_BODY, ERROR_BUG_NEXT],
    }
}

/// What was asked of the tax office.
fn words_about_taxes(code: &str) -> [Key; 3] {
    use keys::*;
    match code {
        "tax.unknown" => [ERROR_GONE_TITLE, ERROR_GONE_BODY, ERROR_GONE_NEXT],
        "tax.iban" => [ERROR_IBAN_TITLE, ERROR_IBAN_BODY, ERROR_IBAN_NEXT],
        "tax.not_holder" => [ERROR_TAX_HOLDER_TITLE, ERROR_TAX_HOLDER_BODY, ERROR_TAX_HOLDER_NEXT],
        "tax.too_late" => [ERROR_TAX_LATE_TITLE, ERROR_TAX_LATE_BODY, ERROR_TAX_LATE_NEXT],
        "tax.not_offered" => [ERROR_TAX_OFFER_TITLE, ERROR_TAX_OFFER_BODY, ERROR_TAX_OFFER_NEXT],
        "tax.paid" => [ERROR_TAX_PAID_TITLE, ERROR_TAX_PAID_BODY, ERROR_TAX_PAID_NEXT],
        "tax.being_paid" => [
            ERROR_TAX_BEING_PAID_TITLE,
            ERROR_TAX_BEING_PAID_BODY,
            ERROR_TAX_BEING_PAID_NEXT,
        ],
        "tax.refused" => [ERROR_TAX_REFUSED_TITLE, ERROR_TAX_REFUSED_BODY, ERROR_TAX_REFUSED_NEXT],
        _ => [ERROR_BUG_TITLE, ERROR_BUG_BODY, ERROR_BUG_NEXT],
    }
}

/// What is on a paper, copied or scanned.
fn words_about_references(code: &str) -> [Key; 3] {
    use keys::*;
    let body = match code {
        "input.reference_empty" => ERROR_REFERENCE_EMPTY_BODY,
        "input.reference_kind" => ERROR_REFERENCE_KIND_BODY,
        "input.reference_length" => ERROR_REFERENCE_LENGTH_BODY,
        "input.reference_sign" => ERROR_REFERENCE_SIGN_BODY,
        "input.reference_date" => ERROR_REFERENCE_DATE_BODY,
        "input.reference_check" => ERROR_REFERENCE_CHECK_BODY,
        _ => return [ERROR_BUG_TITLE, ERROR_BUG_BODY, ERROR_BUG_NEXT],
    };
    [ERROR_REFERENCE_TITLE, body, ERROR_REFERENCE_NEXT]
}

/// What was asked to be given back.
fn words_about_refunds(code: &str) -> [Key; 3] {
    use keys::*;
    match code {
        "refund.unknown" => [ERROR_GONE_TITLE, ERROR_GONE_BODY, ERROR_GONE_NEXT],
        "refund.not_holder" => [ERROR_NOT_HOLDER_TITLE, ERROR_NOT_HOLDER_BODY, ERROR_NOT_HOLDER_NEXT],
        "refund.iban_wrong" | "input.iban" => [ERROR_IBAN_TITLE, ERROR_IBAN_BODY, ERROR_IBAN_NEXT],
        "refund.already_asked" => [ERROR_ASKED_TITLE, ERROR_ASKED_BODY, ERROR_ASKED_NEXT],
        "refund.nothing_to_refund" => [ERROR_NO_REFUND_TITLE, ERROR_NO_REFUND_BODY, ERROR_NO_REFUND_NEXT],
        "refund.refused" => [
            ERROR_REFUND_REFUSED_TITLE,
            ERROR_REFUND_REFUSED_BODY,
            ERROR_NO_REFUND_NEXT,
        ],
        _ => [ERROR_BUG_TITLE, ERROR_BUG_BODY, ERROR_BUG_NEXT],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::CODES;

    /// The codes that mean a bug of ours and nothing a person could do about it.
    const BUGS: [&str; 6] = [
        "store.query",
        "store.abandoned",
        "sync.abandoned",
        "setup.address",
        "setup.trust",
        "bug.panic",
    ];

    #[test]
    fn every_code_has_words_of_its_own_or_is_a_known_bug() {
        for language in Language::ALL {
            let bug = explain(language, "bug.panic");
            for code in CODES {
                assert_eq!(explain(language, code) == bug, BUGS.contains(&code), "{code}");
            }
            assert_eq!(explain(language, "from.the.future"), bug);
        }
    }
}
