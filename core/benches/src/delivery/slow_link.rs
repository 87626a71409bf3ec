//! A slow way to the city: a proxy on loopback that is as late and as narrow as 3G.
//!
//! Everything is half a round trip late, answers come at the speed of the link, and a new connection costs two round trips more
//! (the handshakes of TCP and of TLS 1.3) and begins with ten segments a round trip, then twice as many, and so on (RFC 6928).
//! What is lost on the way, and asking for the city's address, is not simulated.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;
use tokio::time::{Instant, sleep, sleep_until};

use crate::harness::Outcome;

/// 1.6 Mbit/s.
const BYTES_PER_SECOND: f64 = 200_000.0;
const ROUND_TRIP: Duration = Duration::from_millis(300);
const SEGMENT: usize = 1_460;
/// What a new connection sends before the first of it is acknowledged.
const FIRST_WINDOW: f64 = 10.0 * 1_460.0;
/// Pieces on their way at once: more than the link holds in a round trip.
const ON_THE_WAY: usize = 64;

/// The proxy. It lives as long as the runtime it was made in.
pub struct SlowLink {
    url: String,
    down: Arc<AtomicU64>,
}

impl SlowLink {
    /// A slow way to the city at `http://…`.
    pub async fn to(city: &str) -> Outcome<Self> {
        let city = city.strip_prefix("http://").ok_or("not plain http")?.to_owned();
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let url = format!("http://{}", listener.local_addr()?);
        let down = Arc::new(AtomicU64::new(0));
        let counted = Arc::clone(&down);
        tokio::spawn(async move {
            while let Ok((phone, _)) = listener.accept().await {
                // A connection that breaks is the phone's business.
                tokio::spawn(carry(phone, city.clone(), Arc::clone(&counted)));
            }
        });
        Ok(Self { url, down })
    }

    /// What the phone takes for the city.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Bytes that have reached the phone, headers included.
    pub fn bytes(&self) -> u64 {
        self.down.load(Ordering::Relaxed)
    }
}

async fn carry(phone: TcpStream, city: String, down: Arc<AtomicU64>) -> io::Result<()> {
    sleep(ROUND_TRIP * 2).await;
    let (from_phone, to_phone) = phone.into_split();
    let (from_city, to_city) = TcpStream::connect(city).await?.into_split();
    // What a phone asks is so short that its speed does not matter, and nobody counts it.
    tokio::spawn(pass(from_phone, to_city, Arc::default()));
    pass(from_city, to_phone, down).await
}

/// Reads at once and hands over when the link would have.
async fn pass(mut from: OwnedReadHalf, to: OwnedWriteHalf, count: Arc<AtomicU64>) -> io::Result<()> {
    let (sender, pieces) = mpsc::channel(ON_THE_WAY);
    tokio::spawn(deliver(pieces, to, count));
    let mut segment = vec![0; SEGMENT];
    loop {
        let length = from.read(&mut segment).await?;
        let piece = segment.get(..length).unwrap_or_default().to_vec();
        if piece.is_empty() || sender.send((Instant::now(), piece)).await.is_err() {
            return Ok(());
        }
    }
}

async fn deliver(
    mut pieces: mpsc::Receiver<(Instant, Vec<u8>)>,
    mut to: OwnedWriteHalf,
    count: Arc<AtomicU64>,
) -> io::Result<()> {
    let mut link = Pace::default();
    while let Some((sent, piece)) = pieces.recv().await {
        sleep_until(link.arrival(sent, piece.len())).await;
        to.write_all(&piece).await?;
        count.fetch_add(piece.len() as u64, Ordering::Relaxed);
    }
    to.shutdown().await
}

/// When what is sent arrives.
#[derive(Default)]
struct Pace {
    began: Option<Instant>,
    free: Option<Instant>,
    carried: f64,
}

impl Pace {
    fn arrival(&mut self, sent: Instant, length: usize) -> Instant {
        let soonest = sent + ROUND_TRIP / 2;
        let began = *self.began.get_or_insert(soonest);
        let rounds = (self.carried / FIRST_WINDOW + 1.0).log2().floor();
        let allowed = began + ROUND_TRIP.mul_f64(rounds);
        let bytes = length as f64;
        let start = self.free.unwrap_or(soonest).max(soonest).max(allowed);
        let arrival = start + Duration::from_secs_f64(bytes / BYTES_PER_SECOND);
        self.free = Some(arrival);
        self.carried += bytes;
        arrival
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How long so many bytes take that are sent at once.
    fn seconds(segments: usize) -> f64 {
        let (sent, mut pace) = (Instant::now(), Pace::default());
        let last = (0..segments).map(|_| pace.arrival(sent, SEGMENT)).last();
        (last.unwrap() - sent).as_secs_f64()
    }

    #[test]
    fn few_bytes_cost_the_delay_and_many_the_speed() {
        assert!((seconds(1) - 0.157).abs() < 0.001, "half a round trip and 1,460 bytes");
        // The eleventh segment waits until the first ones are acknowledged.
        assert!((seconds(10) - 0.223).abs() < 0.001);
        assert!((seconds(11) - 0.457).abs() < 0.001);
        let many = seconds(1_000);
        let speed = 1_000.0 * SEGMENT as f64 / many;
        assert!((0.9..=1.0).contains(&(speed / BYTES_PER_SECOND)), "{speed}");
    }
}
