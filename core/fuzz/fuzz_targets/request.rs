//! Any text at all given as a link to a request, as a request object, and as the claims of one that a certified verifier signed: it is read by
//! every rule or refused. How to run it: see `reference.rs`.
#![no_main]

mod verifier;

use libfuzzer_sys::fuzz_target;
use madrid_core::wallet::presentation::{CODES, Certainty, Fetched, Link, Refused, Request};
use verifier::Verifier;

/// All that a verifier is ever told (OpenID4VP 1.0, section 8.5).
const TOLD: [&str; 3] = [
    "invalid_request",
    "vp_formats_not_supported",
    "invalid_transaction_data",
];

fuzz_target!(|text: &str| {
    let verifier = Verifier::known();
    assert!(verifier.is_some(), "there is a verifier");
    let Some(verifier) = verifier else { return };
    let setting = verifier.setting();
    if let Ok(link) = Link::read(text, &setting) {
        assert_read(Request::read(&link, None, &setting));
    }
    let (link, signed) = (Link::read(verifier.link(), &setting), verifier.signed(text));
    assert!(
        link.is_ok() && signed.is_some(),
        "the verifier's own link is read, and it signs"
    );
    let Ok(link) = link else { return };
    for object in [text.to_owned()].into_iter().chain(signed) {
        let fetched = Fetched {
            object: &object,
            wallet_nonce: "wallet-nonce-0123456789",
        };
        assert_read(Request::read(&link, Some(fetched), &setting));
    }
});

fn assert_read(read: Result<Request, Refused>) {
    match read {
        Ok(request) => {
            let is_certain = request.certainty() > Certainty::Unknown;
            assert!(
                !is_certain || request.encryption.is_some(),
                "who is certified is answered encrypted"
            );
            assert!(request.nonce.len() >= 8, "a nonce that anybody guesses");
            assert!(!request.query.credentials.is_empty(), "nothing is asked");
        }
        Err(refused) => {
            let known = CODES.contains(&refused.why.code()) || refused.why.code().starts_with("cred.");
            assert!(known, "{}", refused.why.code());
            let told = refused.report.map(|report| report.error);
            assert!(
                told.is_none_or(|error| TOLD.contains(&error)),
                "somebody is told {told:?}"
            );
        }
    }
}
