//! Any bytes at all given to the readers of CBOR, mdocs and certificates. How to run it: see `sd_jwt.rs`.
#![no_main]

use libfuzzer_sys::fuzz_target;
use madrid_credentials::cbor;
use madrid_credentials::mdoc::{DeviceResponse, IssuerSigned};
use madrid_credentials::x509::Certificate;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(item) = cbor::decode(bytes, "it") {
        assert_eq!(item.encoded(), bytes, "every byte belongs to the item");
        let _ = item.json();
    }
    if let Ok(card) = IssuerSigned::parse(bytes) {
        let _ = card.x5chain();
        assert!(card.elements().count() <= madrid_credentials::limits::DISCLOSURES);
    }
    let _ = DeviceResponse::parse(bytes);
    if let Ok(certificate) = Certificate::parse(bytes) {
        assert_eq!(certificate.der(), bytes);
    }
});
