//! Any text at all given as an offer of a card, as a link to one, and as what an issuer says of itself: it is read by every rule or refused.
//! How to run it: see `reference.rs`.
#![no_main]

use libfuzzer_sys::fuzz_target;
use madrid_core::error::Error;
use madrid_core::wallet::issuance::metadata;
use madrid_core::wallet::issuance::offer::{self, Grant, Link, Offer};

const ISSUER: &str = "https://cards.example";

fuzz_target!(|text: &str| {
    match offer::read_link(text) {
        Ok(Link::Here(offer)) => assert_honest(&offer),
        Ok(Link::At(address)) => assert!(offer::is_address(&address), "an address that nothing is fetched from"),
        Err(error) => assert_refused(error),
    }
    match offer::read(text.as_bytes()) {
        Ok(offer) => assert_honest(&offer),
        Err(error) => assert_refused(error),
    }
    let known = metadata::kinds(text.as_bytes(), ISSUER).unwrap_or_default();
    for wanted in known {
        let again = metadata::read(text.as_bytes(), ISSUER, &wanted.configuration);
        if let Ok((issuer, same)) = again {
            assert_eq!((issuer.id.as_str(), same.kind), (ISSUER, wanted.kind));
            assert!(
                same.reuse.batch >= 1 && same.reuse.low < same.reuse.batch,
                "a mark below the batch"
            );
        }
    }
});

fn assert_honest(offer: &Offer) {
    assert!(offer::is_identifier(&offer.issuer), "who offers has no address");
    assert!(!offer.configuration.is_empty());
    if let Grant::Counter {
        tx_code: Some(code), ..
    } = &offer.grant
    {
        assert!(!code.fits(""), "no code at all fits");
    }
}

fn assert_refused(error: Error) {
    assert!(error.code().starts_with("wallet.offer_"), "{}", error.code());
}
