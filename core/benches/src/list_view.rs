//! One list view of 50 through the boundary, as a shell asks for it but without leaving Rust.

use std::sync::Arc;
use std::time::Instant;

use madrid_bindings::app::{App, AppConfig};
use madrid_bindings::places::{HereRequest, NearRequest};
use madrid_bindings::platform::{
    LogError, LogRecord, LogSink, software_device_keys, software_key_store, software_settings,
};
use madrid_bindings::view::Language;
use tokio::runtime::Builder;

use crate::harness::{Figure, Outcome, Spread};

const WARM_UP: usize = 50;
const ROUNDS: usize = 301;
const LIMIT: u32 = 50;

/// The view from the phone at `home`, which must hold at least 50 places.
pub fn figure(home: &str) -> Outcome<Figure> {
    let waiting = Builder::new_current_thread().build()?;
    let ours = waiting.block_on(measure(home))?;
    Ok(Figure {
        name: "one list view of 50 in Rust".to_owned(),
        ours,
        floor: None,
        others: Vec::new(),
    })
}

async fn measure(home: &str) -> Outcome<Spread> {
    let config = AppConfig {
        home_dir: home.to_owned(),
        // Nobody is asked there: a list comes from the phone's disk.
        city_url: "http://127.0.0.1:9".to_owned(),
        language: Language::Es,
        roots_pem: None,
        pins: Vec::new(),
        pins_expire: None,
    };
    let app = App::open(
        config,
        software_key_store()?,
        software_device_keys(),
        software_settings(home.to_owned())?,
        Arc::new(NoLog),
    )
    .await?;
    let places = app.places();
    let mut times = Vec::with_capacity(ROUNDS);
    for round in 0..WARM_UP + ROUNDS {
        let request = NearRequest {
            here: Some(HereRequest {
                lat: 40.4169,
                lon: -3.7035,
            }),
            kinds: Vec::new(),
            needs: Vec::new(),
            limit: LIMIT,
        };
        let start = Instant::now();
        let view = places.near(request).await?;
        let time = start.elapsed();
        if view.items.len() != LIMIT as usize {
            return Err(format!(
                "{} places in the list, not {LIMIT}: is the phone filled?",
                view.items.len()
            )
            .into());
        }
        if round >= WARM_UP {
            times.push(time);
        }
    }
    Spread::of(times)
}

struct NoLog;

impl LogSink for NoLog {
    fn write(&self, _: LogRecord) -> Result<(), LogError> {
        Ok(())
    }
}
