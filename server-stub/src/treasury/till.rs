//! Puts the payment gateway in its place: one of the city's own, in this process and with its own records, or one that runs
//! elsewhere.

use std::sync::Arc;

use super::gateway::{GatewayBank, Reach};
use crate::clock::CityClock;
use crate::gateway::{Gateway, GatewayClock, GatewayError, GatewayOptions, Notifier};
use crate::options::CityOptions;
use crate::redsys::Keyring;
use crate::store::Data;

/// Where the city's own gateway is, for browsers.
pub const TILL: &str = "/gateway";
/// Where the city hears the gateway.
const NOTICES: &str = "/pagos/notificacion";

/// A gateway that runs elsewhere on this machine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GatewayAt {
    /// `http://127.0.0.1:PORT`
    pub url: String,
    /// What it shares with the city, in base64.
    pub secret: String,
}

/// The gateway in its place.
#[derive(Debug)]
pub struct Till {
    /// As the treasury asks it.
    pub bank: GatewayBank,
    /// The city's own, to be mounted at [`TILL`].
    pub gateway: Option<Gateway>,
}

impl Till {
    /// Opens it for a city that listens at this address. The records of the city's own gateway are a file beside the city's;
    /// what it has to tell the city goes with this notifier.
    pub fn open(
        options: &CityOptions,
        clock: &Arc<CityClock>,
        city_url: &str,
        notifier: Arc<dyn Notifier>,
    ) -> Result<Self, GatewayError> {
        let notices = format!("{city_url}{NOTICES}");
        let usual = GatewayOptions::default();
        let merchant = usual.merchant.clone();
        if let Some(at) = &options.gateway {
            let reach = Reach::Http(at.url.trim_end_matches('/').to_owned());
            return Ok(Self {
                bank: GatewayBank::new(Keyring::new(&at.secret)?, merchant, reach, notices),
                gateway: None,
            });
        }
        let clock = Arc::clone(clock);
        let keyring = Keyring::new(&usual.secret)?;
        let own = GatewayOptions {
            data: beside(&options.data),
            clock: GatewayClock::of(move || clock.now()),
            ..usual
        };
        let gateway = Gateway::open(own, notifier)?;
        let reach = Reach::Here(gateway.router(), TILL);
        Ok(Self {
            bank: GatewayBank::new(keyring, merchant, reach, notices),
            gateway: Some(gateway),
        })
    }
}

fn beside(city: &Data) -> Data {
    match city {
        Data::Memory => Data::Memory,
        Data::File(path) => {
            let mut name = path.clone().into_os_string();
            name.push("-gateway");
            Data::File(name.into())
        }
    }
}
