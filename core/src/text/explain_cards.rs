//! The words for what can be wrong with cards, with who gives them and with who asks for them. What is the same for a person has the same
//! words, whatever the code for support.

use super::Key;
use super::keys::*;

/// Codes, and what a person is told.
static WORDS: [(&[&str], [Key; 3]); 29] = [
    (
        &["wallet.offer_wrong", "wallet.request_link", "wallet.request_method"],
        [ERROR_CARD_CODE_TITLE, ERROR_CARD_CODE_BODY, ERROR_CARD_CODE_NEXT],
    ),
    (
        &["wallet.offer_several"],
        [
            ERROR_CARD_SEVERAL_TITLE,
            ERROR_CARD_SEVERAL_BODY,
            ERROR_CARD_SEVERAL_NEXT,
        ],
    ),
    (
        &[
            "wallet.offer_unsupported",
            "cred.unsupported",
            "wallet.request_formats",
            "wallet.request_prefix",
        ],
        [ERROR_CARD_UNABLE_TITLE, ERROR_CARD_UNABLE_BODY, ERROR_CARD_UNABLE_NEXT],
    ),
    (
        &[
            "cred.untrusted",
            "cred.signature",
            "wallet.request_signing",
            "wallet.request_client",
        ],
        [
            ERROR_CARD_STRANGER_TITLE,
            ERROR_CARD_STRANGER_BODY,
            ERROR_CARD_STRANGER_NEXT,
        ],
    ),
    (
        &[
            "wallet.request_expired",
            "wallet.request_not_yet",
            "cred.expired",
            "cred.not_yet",
        ],
        [ERROR_CARD_OVER_TITLE, ERROR_CARD_OVER_BODY, ERROR_CARD_OVER_NEXT],
    ),
    (
        &[
            "wallet.request_audience",
            "wallet.request_wallet_nonce",
            "wallet.request_nonce",
            "wallet.request_state",
            "wallet.request_response_type",
            "wallet.request_response_mode",
            "wallet.request_redirect",
            "wallet.request_encryption",
            "wallet.request_metadata",
            "wallet.request_query",
        ],
        [ERROR_CARD_UNSAFE_TITLE, ERROR_CARD_UNSAFE_BODY, ERROR_CARD_UNSAFE_NEXT],
    ),
    (
        &["wallet.request_response_uri"],
        [
            ERROR_CARD_ELSEWHERE_TITLE,
            ERROR_CARD_ELSEWHERE_BODY,
            ERROR_CARD_ELSEWHERE_NEXT,
        ],
    ),
    (
        &["wallet.request_transaction"],
        [
            ERROR_CARD_TRANSACTION_TITLE,
            ERROR_CARD_TRANSACTION_BODY,
            ERROR_CARD_TRANSACTION_NEXT,
        ],
    ),
    (
        &[
            "cred.malformed",
            "cred.too_large",
            "cred.too_deep",
            "cred.decryption",
            "cred.wrong_type",
            "cred.mismatch",
            "cred.duplicate",
            "cred.not_referenced",
            "cred.missing",
        ],
        [
            ERROR_CARD_DAMAGED_TITLE,
            ERROR_CARD_DAMAGED_BODY,
            ERROR_CARD_DAMAGED_NEXT,
        ],
    ),
    (
        &["wallet.tx_code"],
        [
            ERROR_CARD_TX_CODE_TITLE,
            ERROR_CARD_TX_CODE_BODY,
            ERROR_CARD_TX_CODE_NEXT,
        ],
    ),
    (
        &["wallet.offer_used", "wallet.unknown"],
        [ERROR_CARD_USED_TITLE, ERROR_CARD_USED_BODY, ERROR_CARD_USED_NEXT],
    ),
    (
        &["wallet.too_late"],
        [ERROR_CARD_LATE_TITLE, ERROR_CARD_LATE_BODY, ERROR_CARD_LATE_NEXT],
    ),
    (
        &["wallet.cancelled", "wallet.not_ours"],
        [
            ERROR_CARD_STOPPED_TITLE,
            ERROR_CARD_STOPPED_BODY,
            ERROR_CARD_STOPPED_NEXT,
        ],
    ),
    (
        &["wallet.denied", "wallet.not_entitled"],
        [ERROR_CARD_DENIED_TITLE, ERROR_CARD_DENIED_BODY, ERROR_CARD_DENIED_NEXT],
    ),
    (
        &["wallet.refused", "wallet.token_unbound"],
        [ERROR_CARD_ISSUER_TITLE, ERROR_CARD_ISSUER_BODY, ERROR_CARD_ISSUER_NEXT],
    ),
    (
        &["wallet.unverified"],
        [
            ERROR_CARD_UNVERIFIED_TITLE,
            ERROR_CARD_UNVERIFIED_BODY,
            ERROR_CARD_UNVERIFIED_NEXT,
        ],
    ),
    (
        &["wallet.right_over", "wallet.not_renewable"],
        [
            ERROR_CARD_RIGHT_OVER_TITLE,
            ERROR_CARD_RIGHT_OVER_BODY,
            ERROR_CARD_RIGHT_OVER_NEXT,
        ],
    ),
    (
        &["wallet.not_attested"],
        [
            ERROR_CARD_NOT_ATTESTED_TITLE,
            ERROR_CARD_NOT_ATTESTED_BODY,
            ERROR_CARD_NOT_ATTESTED_NEXT,
        ],
    ),
    (
        &["wallet.under_way"],
        [
            ERROR_CARD_CARD_BUSY_TITLE,
            ERROR_CARD_CARD_BUSY_BODY,
            ERROR_CARD_CARD_BUSY_NEXT,
        ],
    ),
    (
        &["wallet.card_unknown"],
        [
            ERROR_CARD_CARD_GONE_TITLE,
            ERROR_CARD_CARD_GONE_BODY,
            ERROR_CARD_CARD_GONE_NEXT,
        ],
    ),
    (
        &["wallet.request_unknown"],
        [
            ERROR_CARD_NOBODY_WAITS_TITLE,
            ERROR_CARD_NOBODY_WAITS_BODY,
            ERROR_CARD_NOBODY_WAITS_NEXT,
        ],
    ),
    (
        &["wallet.presentation_unwarned", "wallet.presentation_choice"],
        [
            ERROR_CARD_UNWARNED_TITLE,
            ERROR_CARD_UNWARNED_BODY,
            ERROR_CARD_UNWARNED_NEXT,
        ],
    ),
    (
        &["wallet.presentation_refused"],
        [
            ERROR_CARD_NOT_TAKEN_TITLE,
            ERROR_CARD_NOT_TAKEN_BODY,
            ERROR_CARD_NOT_TAKEN_NEXT,
        ],
    ),
    (
        &["wallet.presentation_unknown"],
        [ERROR_CARD_UNSURE_TITLE, ERROR_CARD_UNSURE_BODY, ERROR_CARD_UNSURE_NEXT],
    ),
    (
        &["wallet.migration_closed"],
        [
            ERROR_CARD_MOVING_CLOSED_TITLE,
            ERROR_CARD_MOVING_CLOSED_BODY,
            ERROR_CARD_MOVING_CLOSED_NEXT,
        ],
    ),
    (
        &["wallet.migration_newer"],
        [
            ERROR_CARD_MOVING_NEWER_TITLE,
            ERROR_CARD_MOVING_NEWER_BODY,
            ERROR_CARD_MOVING_NEWER_NEXT,
        ],
    ),
    (
        &["wallet.migration_unreadable"],
        [
            ERROR_CARD_MOVING_WRONG_TITLE,
            ERROR_CARD_MOVING_WRONG_BODY,
            ERROR_CARD_MOVING_WRONG_NEXT,
        ],
    ),
    (
        &["wallet.log_damaged"],
        [
            ERROR_CARD_LOG_DAMAGED_TITLE,
            ERROR_CARD_LOG_DAMAGED_BODY,
            ERROR_CARD_LOG_DAMAGED_NEXT,
        ],
    ),
    (
        &["input.passphrase"],
        [
            ERROR_CARD_PASSPHRASE_TITLE,
            ERROR_CARD_PASSPHRASE_BODY,
            ERROR_CARD_PASSPHRASE_NEXT,
        ],
    ),
];

/// The words for a code; `None` where it is not about cards.
pub(super) fn words(code: &str) -> Option<[Key; 3]> {
    let (_, words) = WORDS.iter().find(|(codes, _)| codes.contains(&code))?;
    Some(*words)
}
