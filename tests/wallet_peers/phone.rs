//! The core's wallet on a phone of its own.

use std::sync::Arc;

use madrid_core::error::Error;
use madrid_core::net::{HttpWeb, Trust};
use madrid_core::ports::{
    Browser, BrowserError, DeviceKeys, FakeBrowser, Guard, KeyName, SoftwareDeviceKeys, SoftwareKeyStore, SystemClock,
};
use madrid_core::store::{Database, Vault};
use madrid_core::sync::Changes;
use madrid_core::wallet::attestation::{Attester, Vouching};
use madrid_core::wallet::issuance::Progress;
use madrid_core::wallet::presentation::Place;
use madrid_core::wallet::{MoreRoots, Room, Trusted, Wallet};
use madrid_credentials::jose::jwk::PublicKey;
use serde_json::{Value, json};

use crate::peer::{House, steer};

/// A phone.
pub struct Phone {
    /// Its wallet.
    pub wallet: Wallet,
    _folder: tempfile::TempDir,
}

/// The wallet provider of the peers.
struct PeerAttester {
    keys: Arc<dyn DeviceKeys>,
    control: String,
}

impl PeerAttester {
    fn jwks(&self, names: &[KeyName]) -> Result<Vec<Value>, Error> {
        let points = self.keys.ensure(names)?;
        let jwk = |point: &Vec<u8>| Ok(PublicKey::from_point(point)?.jwk());
        points.iter().map(jwk).collect()
    }

    fn word(&self, path: &str, question: &Value) -> Result<String, Error> {
        let said = steer(&self.control, "POST", path, question).map_err(|_| Error::Refused("wallet.not_attested"))?;
        let text = said["attestation"].as_str().map(str::to_owned);
        text.ok_or(Error::Refused("wallet.not_attested"))
    }
}

impl Attester for PeerAttester {
    fn instance<'a>(&'a self, key: &'a KeyName) -> Vouching<'a> {
        Box::pin(async move {
            let jwk = self.jwks(std::slice::from_ref(key))?.remove(0);
            self.word(
                "/provider/wallet",
                &json!({ "jwk": jwk, "client_id": "madrid-en-tu-movil" }),
            )
        })
    }

    fn keys<'a>(&'a self, names: &'a [KeyName], nonce: Option<&'a str>) -> Vouching<'a> {
        Box::pin(async move {
            let question = json!({ "keys": self.jwks(names)?, "nonce": nonce, "storage": ["iso_18045_moderate"] });
            self.word("/provider/keys", &question)
        })
    }
}

impl Phone {
    /// A new one. It believes the roots of the run.
    pub fn new(house: &House, control: &str) -> Result<Self, String> {
        let text = |error: &dyn std::fmt::Display| error.to_string();
        let folder = tempfile::tempdir().map_err(|error| text(&error))?;
        let (database, _) = Database::open(&folder.path().join("madrid.db")).map_err(|error| text(&error))?;
        let database = Arc::new(database);
        let store = SoftwareKeyStore::new().map_err(|error| text(&error))?;
        let vault = Vault::new(Arc::clone(&database), Arc::new(store));
        vault.create(Guard::Device, "").map_err(|error| text(&error))?;
        let trust = Trust::roots(&house.pem("tls")?).map_err(|error| text(&error))?;
        let keys: Arc<dyn DeviceKeys> = Arc::new(SoftwareDeviceKeys::default());
        let room = Room {
            database: Arc::clone(&database),
            vault: Arc::new(vault),
            keys: Arc::clone(&keys),
            web: Arc::new(HttpWeb::new(&trust, true).map_err(|error| text(&error))?),
            clock: Arc::new(SystemClock),
            changes: Changes::default(),
        };
        let more = MoreRoots {
            issuers: vec![der(&house.pem("issuer")?)?],
            access: vec![der(&house.pem("access")?)?],
            registrars: Vec::new(),
        };
        let origin = "https://city.example";
        let trusted = Trusted::new(&database, origin, more).map_err(|error| text(&error))?;
        let attester = PeerAttester {
            keys,
            control: control.to_owned(),
        };
        let place = Place {
            universal_link: format!("{origin}/wallet"),
            audience: format!("{origin}/wallet"),
            may_loop_back: true,
        };
        Ok(Self {
            wallet: Wallet::new(room, trusted, Some(Arc::new(attester)), (origin, place)),
            _folder: folder,
        })
    }

    /// Takes what is offered, as a patient person does: the card's number, or why there is none.
    pub async fn take(&self, house: &Arc<House>, offer: &str, tx_code: Option<&str>) -> Result<i64, String> {
        let issuance = self.wallet.issuance();
        let offered = issuance.begin(offer).await.map_err(|error| error.code().to_owned())?;
        let pages = Arc::clone(house);
        let browser: Arc<dyn Browser> = Arc::new(FakeBrowser::new(move |url: &str| {
            pages.browse(url).map_err(|_| BrowserError::Unavailable)
        }));
        let mut last = issuance.accept(offered.id, tx_code, Some(browser)).await;
        for _ in 0..4 {
            match &last {
                Ok(Progress::Kept(card)) => return Ok(*card),
                Ok(Progress::Failed(why) | Progress::Offered(Some(why))) => return Err(why.code().to_owned()),
                _ => {}
            }
            tokio::time::sleep(std::time::Duration::from_millis(1_100)).await;
            let _ = issuance.resume().await;
            last = match self.newest().await {
                Some(card) => Ok(Progress::Kept(card)),
                None => issuance.accept(offered.id, tx_code, None).await,
            };
        }
        match last {
            Ok(Progress::Kept(card)) => Ok(card),
            Ok(progress) => Err(format!("{progress:?}")),
            Err(error) => Err(error.code().to_owned()),
        }
    }

    async fn newest(&self) -> Option<i64> {
        let cards = self.wallet.cards().list().await.ok()?.cards;
        cards.last().map(|shown| shown.card.id)
    }

    /// How many cards are here.
    pub async fn count(&self) -> usize {
        self.wallet.cards().list().await.map_or(0, |list| list.cards.len())
    }

    /// Says yes to what is asked, with every warning.
    pub async fn show(&self, link: &str) -> Result<(), String> {
        let presentations = self.wallet.presentations();
        let question = presentations
            .begin(link)
            .await
            .map_err(|error| error.code().to_owned())?;
        let choice = question.consent.proposal.clone().ok_or("nothing to show")?;
        let warnings = question.consent.warnings(&choice);
        let answered = presentations.approve(question.id, choice, &warnings).await;
        answered.map(drop).map_err(|error| error.code().to_owned())
    }
}

/// The certificate of a PEM text.
pub fn der(pem: &str) -> Result<Vec<u8>, String> {
    use base64::Engine as _;
    let inside: String = pem.lines().filter(|line| !line.starts_with("-----")).collect();
    base64::engine::general_purpose::STANDARD
        .decode(inside.trim())
        .map_err(|error| error.to_string())
}
