//! Stands between a phone and the city and reads every byte the phone sends.

use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

/// A way to the city that listens.
pub struct Wire {
    url: String,
    sent: Arc<Mutex<Vec<Vec<u8>>>>,
}

impl Wire {
    /// A way to the city at `url`.
    pub async fn to(url: &str) -> Self {
        let city = url.strip_prefix("http://").unwrap().to_owned();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let sent: Arc<Mutex<Vec<Vec<u8>>>> = Arc::default();
        let heard = Arc::clone(&sent);
        tokio::spawn(async move {
            while let Ok((phone, _)) = listener.accept().await {
                let number = {
                    let mut all = heard.lock().unwrap();
                    all.push(Vec::new());
                    all.len() - 1
                };
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
        self.sent.lock().unwrap().concat()
    }

    /// What was asked, one text for each request: its line, its headers in order of name and its body. What differs from one session to
    /// the next by chance is masked: the token that says who asks, the random key of what is written, and the address of this way.
    pub fn requests(&self) -> Vec<String> {
        let text = String::from_utf8(self.everything()).unwrap();
        let text = text.replace(self.url.strip_prefix("http://").unwrap(), "CITY");
        let mut requests = Vec::new();
        let mut rest = text.as_str();
        while let Some((head, after)) = rest.split_once("\r\n\r\n") {
            let mut lines = head.lines();
            let first = lines.next().unwrap().to_owned();
            let mut headers: Vec<String> = lines.map(masked).collect();
            headers.sort_unstable();
            let length = headers.iter().find_map(|line| line.strip_prefix("content-length: "));
            let length = length.map_or(0, |length| length.parse().unwrap());
            let (body, next) = after.split_at(length);
            requests.push(format!("{first}\n{}\n\n{body}", headers.join("\n")));
            rest = next;
        }
        assert_eq!(rest, "", "the judge understands everything");
        requests
    }
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

async fn carry(mut phone: TcpStream, city: String, heard: Arc<Mutex<Vec<Vec<u8>>>>, number: usize) {
    let Ok(mut city) = TcpStream::connect(city).await else {
        return;
    };
    let (mut from_phone, mut to_phone) = phone.split();
    let (mut from_city, mut to_city) = city.split();
    let up = async {
        let mut bytes = [0; 4096];
        while let Ok(count @ 1..) = from_phone.read(&mut bytes).await {
            heard.lock().unwrap()[number].extend_from_slice(&bytes[..count]);
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
