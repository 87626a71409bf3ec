//! What a place weighs on the wire and on the phone's disk, beside the City's own files of the same places.

use std::fs;
use std::io::Write;
use std::path::Path;

use flate2::Compression;
use flate2::write::GzEncoder;
use madrid_core::app::{AppBuilder, Trigger};
use madrid_server_stub::{City, CityOptions};
use rusqlite::Connection;
use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::runtime::Runtime;

use super::{cities, real_files};
use crate::harness::{Outcome, Report};

/// One line for each city, and one for the City's own files where they are.
pub fn report() -> Outcome<Report> {
    let runtime = Runtime::new()?;
    let mut report = Report::default();
    let mut places = 0;
    for (name, options) in cities() {
        let weight = runtime.block_on(weigh(options))?;
        places = weight.places;
        report.notes.push(format!("bytes a place, {name}: {}", weight.line()));
    }
    if let Some(folder) = real_files() {
        report.notes.push(published(&folder, places)?);
    }
    Ok(report)
}

/// Bytes of all places together.
struct Weight {
    places: usize,
    plain: usize,
    gzip: usize,
    disk: usize,
}

impl Weight {
    fn line(&self) -> String {
        let each = |bytes: usize| bytes / self.places.max(1);
        format!(
            "{} on the wire, {} with gzip, {} on the disk ({} places)",
            each(self.plain),
            each(self.gzip),
            each(self.disk),
            self.places
        )
    }
}

async fn weigh(options: CityOptions) -> Outcome<Weight> {
    let city = City::start(options).await?;
    let plain = answer(city.http_url(), "identity").await?;
    let gzip = answer(city.http_url(), "gzip").await?;
    let home = tempfile::tempdir()?;
    let app = AppBuilder::new(home.path(), city.http_url()).open()?;
    app.sync(Trigger::Person).await?;
    // Closed, so that the file is whole and nobody holds it.
    app.suspend();
    let at = plain.windows(4).position(|four| four == b"\r\n\r\n").ok_or("no body")?;
    let body: Value = serde_json::from_slice(plain.get(at + 4..).unwrap_or_default())?;
    Ok(Weight {
        places: body.get("rows").and_then(Value::as_array).map_or(0, Vec::len),
        plain: plain.len(),
        gzip: gzip.len(),
        disk: disk(&home.path().join("madrid.db"))?,
    })
}

/// Everything the city sends for all places at once, headers included.
async fn answer(city: &str, encoding: &str) -> Outcome<Vec<u8>> {
    let host = city.strip_prefix("http://").ok_or("not plain http")?;
    let mut stream = TcpStream::connect(host).await?;
    // HTTP/1.0 ends with the connection: nothing is added to mark pieces.
    let question =
        format!("GET /v1/places?limit=10000 HTTP/1.0\r\nHost: {host}\r\nAccept-Encoding: {encoding}\r\n\r\n");
    stream.write_all(question.as_bytes()).await?;
    let mut whole = Vec::new();
    stream.read_to_end(&mut whole).await?;
    Ok(whole)
}

/// By how much the phone's file shrinks without its places.
fn disk(file: &Path) -> Outcome<usize> {
    let connection = Connection::open(file)?;
    let size = || -> Outcome<usize> {
        connection.execute_batch("VACUUM")?;
        let of = |name| connection.pragma_query_value(None, name, |row| row.get::<_, i64>(0));
        Ok(usize::try_from(of("page_count")? * of("page_size")?)?)
    };
    let full = size()?;
    connection.execute_batch("DELETE FROM place")?;
    Ok(full.saturating_sub(size()?))
}

/// The files that the portal offers for the same places.
fn published(folder: &Path, places: usize) -> Outcome<String> {
    let (mut plain, mut packed) = (0, 0);
    for entry in fs::read_dir(folder)? {
        let bytes = fs::read(entry?.path())?;
        let mut gzip = GzEncoder::new(Vec::new(), Compression::default());
        gzip.write_all(&bytes)?;
        plain += bytes.len();
        packed += gzip.finish()?.len();
    }
    let each = |bytes: usize| bytes / places.max(1);
    Ok(format!(
        "bytes a place, the City's own files of them (CSV, one JSON): {} as published, {} with gzip",
        each(plain),
        each(packed)
    ))
}
