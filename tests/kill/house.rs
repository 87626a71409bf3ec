//! The city, or its bank, as a process of its own that `kill/money.rs` kills.
//!
//! `kill-house city PORT FILE BANK` or `kill-house bank PORT FILE`: says on one line where it is, and lives until somebody kills it.

use std::error::Error;
use std::io::Write as _;
use std::path::PathBuf;

use madrid_server_stub::redsys::SAMPLE_KEY;
use madrid_server_stub::{City, CityOptions, Data, GatewayAt, GatewayOptions, RunningGateway};

const USAGE: &str = "usage: kill-house city PORT FILE BANK | kill-house bank PORT FILE";

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()?;
    runtime.block_on(async {
        match words[..] {
            ["city", port, file, bank] => city(port.parse()?, file.into(), bank.to_owned()).await,
            ["bank", port, file] => self::bank(port.parse()?, file.into()).await,
            _ => Err(USAGE.into()),
        }
    })
}

async fn city(port: u16, file: PathBuf, url: String) -> Result<(), Box<dyn Error>> {
    let secret = SAMPLE_KEY.to_owned();
    let options = CityOptions {
        port,
        data: Data::File(file),
        gateway: Some(GatewayAt { url, secret }),
        ..CityOptions::default()
    };
    let city = City::start(options).await?;
    say(city.http_url())?;
    std::future::pending().await
}

async fn bank(port: u16, file: PathBuf) -> Result<(), Box<dyn Error>> {
    let options = GatewayOptions {
        data: Data::File(file),
        ..GatewayOptions::default()
    };
    let bank = RunningGateway::start(port, options).await?;
    say(bank.http_url())?;
    std::future::pending().await
}

fn say(url: &str) -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{url}")?;
    out.flush()
}
