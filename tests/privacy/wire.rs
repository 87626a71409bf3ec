//! Stands between a phone and the city and reads every byte the phone sends.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

/// Some bytes that came, with the number of their connection.
type Piece = (usize, Vec<u8>);

/// A way to the city that listens.
pub struct Wire {
    url: String,
    sent: Arc<Mutex<Vec<Piece>>>,
}

impl Wire {
    /// A way to the city at `url`.
    pub async fn to(url: &str) -> Self {
        let city = url.strip_prefix("http://").unwrap().to_owned();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let sent: Arc<Mutex<Vec<Piece>>> = Arc::default();
        let heard = Arc::clone(&sent);
        tokio::spawn(async move {
            let mut number = 0;
            while let Ok((phone, _)) = listener.accept().await {
                number += 1;
                tokio::spawn(carry(phone, city.clone(), Arc::clone(&heard), number));
            }
        });
        Self {
            url: format!("http://{address}"),
            sent,
        }
    }

    pub fn url(&self) -> &str {
        &self.url
    }

    /// Every byte the phone has sent, connection by connection.
    pub fn everything(&self) -> Vec<u8> {
        let mut by_connection: BTreeMap<usize, Vec<u8>> = BTreeMap::new();
        for (number, bytes) in self.sent.lock().unwrap().iter() {
            by_connection.entry(*number).or_default().extend_from_slice(bytes);
        }
        by_connection.into_values().flatten().collect()
    }

    /// What was asked, in the order in which it came, whichever connection it took: that is chance. One text for each request: its line, its
    /// headers in order of name and its body. What differs from one session to the next by chance is masked: the token that says who asks, the
    /// random key of what is written, and the address of this way.
    pub fn requests(&self) -> Vec<String> {
        let own = self.url.strip_prefix("http://").unwrap();
        let (mut requests, mut begun) = (Vec::new(), BTreeMap::<usize, Vec<u8>>::new());
        for (number, bytes) in self.sent.lock().unwrap().iter() {
            let rest = begun.entry(*number).or_default();
            rest.extend_from_slice(bytes);
            while let Some((request, length)) = first_request(rest) {
                requests.push(request.replace(own, "CITY"));
                rest.drain(..length);
            }
        }
        assert!(begun.values().all(Vec::is_empty), "the judge understands everything");
        requests
    }
}

/// The first request in these bytes, once it is whole, and how many of them it takes.
fn first_request(bytes: &[u8]) -> Option<(String, usize)> {
    let end = bytes.windows(4).position(|window| window == b"\r\n\r\n")?;
    let head = std::str::from_utf8(&bytes[..end]).unwrap();
    let mut lines = head.lines();
    let first = lines.next().unwrap().to_owned();
    let mut headers: Vec<String> = lines.map(masked).collect();
    headers.sort_unstable();
    let length = headers.iter().find_map(|line| line.strip_prefix("content-length: "));
    let length: usize = length.map_or(0, |length| length.parse().unwrap());
    let body = std::str::from_utf8(bytes.get(end + 4..end + 4 + length)?).unwrap();
    Some((format!("{first}\n{}\n\n{body}", headers.join("\n")), end + 4 + length))
}

fn masked(header: &str) -> String {
    let (name, value) = header.split_once(':').unwrap();
    let name = name.to_lowercase();
    let value = match name.as_str() {
        "authorization" => "TOKEN",
        "idempotency-key" => "KEY",
        _ => value.trim(),
    };
    format!("{name}: {value}")
}

async fn carry(mut phone: TcpStream, city: String, heard: Arc<Mutex<Vec<Piece>>>, number: usize) {
    let Ok(mut city) = TcpStream::connect(city).await else {
        return;
    };
    let (mut from_phone, mut to_phone) = phone.split();
    let (mut from_city, mut to_city) = city.split();
    let up = async {
        let mut bytes = [0; 4096];
        while let Ok(count @ 1..) = from_phone.read(&mut bytes).await {
            heard.lock().unwrap().push((number, bytes[..count].to_vec()));
            if to_city.write_all(&bytes[..count]).await.is_err() {
                return;
            }
        }
    };
    let down = async {
        let _ = tokio::io::copy(&mut from_city, &mut to_phone).await;
    };
    tokio::select! { () = up => {}, () = down => {} }
}
