//! What is remembered of an address. The name of a payment and the code of a receipt are rights to ask, and the number of a debt is
//! somebody's: none of them is kept in a log.

/// A path as it may be remembered.
pub fn path(path: &str) -> String {
    let mut before = ("", "");
    let segments = path.split('/').map(|segment| {
        let shown = match before {
            (_, "recibos" | "receipts") => "{code}",
            (_, "pay") | ("v1", "payments") => "{key}",
            ("debts", _) | ("me" | "admin", "fines") | (_, "tax-folder") => "{id}",
            (_, "tax-certificates") => "{code}",
            ("issuer", "offers") => "{id}",
            ("verifier", "requests" | "answers") => "{id}",
            ("v1", "references") => "{digits}",
            _ => segment,
        };
        before = (before.1, segment);
        shown
    });
    segments.collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rights_and_numbers_of_debts_stay_out() {
        for (asked, kept) in [
            ("/", "/"),
            ("/v1/places/7", "/v1/places/7"),
            ("/v1/me/payments", "/v1/me/payments"),
            ("/v1/payments/0a1b", "/v1/payments/{key}"),
            ("/v1/payments/0a1b/close", "/v1/payments/{key}/close"),
            ("/v1/me/debts/fine/482190375", "/v1/me/debts/fine/{id}"),
            ("/v1/me/fines", "/v1/me/fines"),
            ("/v1/me/fines/482190375/evidence/1", "/v1/me/fines/{id}/evidence/1"),
            ("/v1/me/tax-folder", "/v1/me/tax-folder"),
            (
                "/v1/me/tax-folder/0004417203391/direct-debit",
                "/v1/me/tax-folder/{id}/direct-debit",
            ),
            (
                "/v1/tax-certificates/0123456789ABCDEF/pdf",
                "/v1/tax-certificates/{code}/pdf",
            ),
            ("/v1/references/9057", "/v1/references/{digits}"),
            ("/issuer/offers/0a1b", "/issuer/offers/{id}"),
            ("/verifier/requests/0a1b", "/verifier/requests/{id}"),
            ("/verifier/answers/0a1b", "/verifier/answers/{id}"),
            ("/v1/me/receipts", "/v1/me/receipts"),
            ("/pay/0a1b", "/pay/{key}"),
            ("/pay/0a1b/ok", "/pay/{key}/ok"),
            ("/recibos", "/recibos"),
            ("/recibos/0123456789ABCDEF", "/recibos/{code}"),
            ("/v1/receipts/0123456789ABCDEF/pdf", "/v1/receipts/{code}/pdf"),
        ] {
            assert_eq!(path(asked), kept);
        }
    }
}
