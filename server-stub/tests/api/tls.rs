//! https: believed with the city's root, refused without it or when it has expired.

use std::error::Error as _;
use std::sync::Arc;

use base64::Engine as _;
use madrid_server_stub::{City, CityOptions, RunningCity, TlsOptions, Validity};
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::server::ParsedCertificate;
use rustls::{ClientConfig, RootCertStore};
use tokio::net::TcpStream;

use crate::support::{client, options};

async fn start(validity: Validity) -> RunningCity {
    let tls = TlsOptions {
        validity,
        ..TlsOptions::default()
    };
    City::start(CityOptions {
        tls: Some(tls),
        ..options(5)
    })
    .await
    .unwrap()
}

/// Every text in the chain of causes.
fn causes(error: &reqwest::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(next) = cause {
        text = format!("{text}: {next}");
        cause = next.source();
    }
    text
}

#[tokio::test]
async fn the_citys_root_is_enough_by_name_and_by_number() {
    let city = start(Validity::Good).await;
    let url = city.https_url().unwrap().to_owned();
    let phone = client(Some(city.root_pem()));
    assert_eq!(
        phone.get(format!("{url}/v1/places")).send().await.unwrap().status(),
        200
    );
    let by_number = url.replace("localhost", "127.0.0.1");
    assert_eq!(
        phone.get(format!("{by_number}/health")).send().await.unwrap().status(),
        200
    );
    let file = city.root_file().unwrap().to_owned();
    assert_eq!(std::fs::read_to_string(&file).unwrap(), city.root_pem());
    city.stop().await;
    assert!(!file.exists());
}

#[tokio::test]
async fn another_root_is_refused() {
    let (city, other) = (start(Validity::Good).await, start(Validity::Good).await);
    let url = format!("{}/health", city.https_url().unwrap());
    let error = client(Some(other.root_pem())).get(&url).send().await.unwrap_err();
    assert!(causes(&error).contains("UnknownIssuer"), "{}", causes(&error));
    // The city has not noticed anything worth stopping for.
    assert_eq!(
        client(Some(city.root_pem())).get(&url).send().await.unwrap().status(),
        200
    );
}

#[tokio::test]
async fn an_expired_city_is_refused_for_that_reason() {
    let city = start(Validity::Expired).await;
    let url = format!("{}/health", city.https_url().unwrap());
    let error = client(Some(city.root_pem())).get(&url).send().await.unwrap_err();
    assert!(causes(&error).contains("expired"), "{}", causes(&error));
    // Beside it, http works as ever: testers reach the switches.
    assert_eq!(
        client(None)
            .get(format!("{}/health", city.http_url()))
            .send()
            .await
            .unwrap()
            .status(),
        200
    );
}

#[tokio::test]
async fn the_pin_is_the_one_of_the_key_that_answers() {
    let city = start(Validity::Good).await;
    let mut roots = RootCertStore::empty();
    roots
        .add(CertificateDer::from_pem_slice(city.root_pem().as_bytes()).unwrap())
        .unwrap();
    let config = ClientConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    let address = city.https_url().unwrap().replace("https://localhost", "127.0.0.1");
    let socket = TcpStream::connect(address).await.unwrap();
    let name = ServerName::try_from("localhost").unwrap();
    let stream = tokio_rustls::TlsConnector::from(Arc::new(config))
        .connect(name, socket)
        .await
        .unwrap();
    let leaf = &stream.get_ref().1.peer_certificates().unwrap()[0];
    let spki = ParsedCertificate::try_from(leaf).unwrap().subject_public_key_info();
    let digest = ring::digest::digest(&ring::digest::SHA256, &spki);
    assert_eq!(base64::engine::general_purpose::STANDARD.encode(digest), city.pin());
    assert_ne!(city.pin(), city.backup_pin());
}

#[tokio::test]
async fn without_being_asked_there_is_no_https() {
    let city = City::start(options(5)).await.unwrap();
    assert_eq!((city.https_url(), city.root_file()), (None, None));
}
