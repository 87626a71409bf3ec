//! How the wallet is wired: its keys, its way to others than the city, and whom it believes.

use std::sync::Arc;

use crate::error::Error;
use crate::net::{HttpWeb, Trust};
use crate::ports::{Clock, DeviceKeys, SoftwareDeviceKeys, Web};
use crate::store::{Database, Vault};
use crate::sync::Changes;
use crate::wallet::attestation::{CityAttester, Storage};
use crate::wallet::presentation::Place;
use crate::wallet::{MoreRoots, Room, Trusted, Wallet};

/// What the wallet of an app is put together with. Every part has a default.
#[derive(Clone)]
pub(super) struct CardPorts {
    pub keys: Option<Arc<dyn DeviceKeys>>,
    pub storage: Storage,
    pub web: Option<Arc<dyn Web>>,
    pub web_trust: Option<Trust>,
    pub more_roots: MoreRoots,
}

impl Default for CardPorts {
    fn default() -> Self {
        Self {
            keys: None,
            storage: Storage::Software,
            web: None,
            web_trust: None,
            more_roots: MoreRoots::default(),
        }
    }
}

/// What the wallet shares with the rest of the app.
pub(super) struct Shared {
    pub database: Arc<Database>,
    pub vault: Arc<Vault>,
    pub clock: Arc<dyn Clock>,
    pub changes: Changes,
}

/// The wallet of a phone whose city is at `origin`. Blocks.
pub(super) fn wallet(ports: CardPorts, shared: Shared, (origin, trust): (&str, &Trust)) -> Result<Wallet, Error> {
    let may_loop_back = is_mock(origin);
    let web = match ports.web {
        Some(web) => web,
        None => {
            let trust = ports.web_trust.unwrap_or_else(|| trust.without_pins());
            Arc::new(HttpWeb::new(&trust, may_loop_back)?)
        }
    };
    let trusted = Trusted::new(&shared.database, origin, ports.more_roots)?;
    let room = Room {
        database: shared.database,
        vault: shared.vault,
        keys: ports.keys.unwrap_or_else(|| Arc::new(SoftwareDeviceKeys::default())),
        web,
        clock: shared.clock,
        changes: shared.changes,
    };
    let origin = origin.trim_end_matches('/');
    let attester = Arc::new(CityAttester::new(room.clone(), origin, ports.storage));
    let place = Place {
        universal_link: format!("{origin}/wallet"),
        audience: format!("{origin}/wallet"),
        may_loop_back,
    };
    Ok(Wallet::new(room, trusted, Some(attester), (origin, place)))
}

/// Whether the city is a mock one on this very device: then so may issuers and verifiers be.
fn is_mock(origin: &str) -> bool {
    ["http://127.0.0.1", "http://localhost", "http://[::1]"]
        .iter()
        .any(|start| {
            origin
                .strip_prefix(start)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with([':', '/']))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_mock_city_lets_codes_reach_this_device() {
        for mock in ["http://127.0.0.1:8080", "http://localhost", "http://[::1]:1/"] {
            assert!(is_mock(mock), "{mock}");
        }
        for real in [
            "https://127.0.0.1",
            "http://localhost.evil.example",
            "https://madrid.example",
        ] {
            assert!(!is_mock(real), "{real}");
        }
    }
}
