//! A fine, from the sign-in to the receipt: the phone is the program, the bank's page is filled in as a browser does.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;

use serde_json::Value;

use crate::common::{Phone, TestCity};

/// A card that the bank takes at once, and one that it refuses.
const GOOD: &str = "4548812049400004";
const REFUSED: &str = "4111111111111111";

/// Somebody in front of a browser without script.
struct Payer<'a> {
    host: &'a str,
}

/// A page: where it came from and what it is.
struct Page {
    path: String,
    status: u16,
    body: String,
}

impl Payer<'_> {
    fn at(city: &str) -> Payer<'_> {
        Payer {
            host: city.strip_prefix("http://").unwrap(),
        }
    }

    fn open(&self, url: &str) -> Page {
        let path = url.split_once(self.host).map_or(url, |(_, path)| path);
        self.exchange("GET", path, "")
    }

    /// Presses the first button of a page, after typing into its form.
    fn press(&self, page: &Page, typed: &[(&str, &str)]) -> Page {
        let action = attribute(&page.body, "<form", "action").unwrap_or_else(|| page.path.clone());
        let hidden = page
            .body
            .split("<input")
            .skip(1)
            .filter(|input| input.contains("type=\"hidden\""));
        let hidden = hidden.map(|input| (value(input, "name"), value(input, "value")));
        let typed = typed
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        let fields = hidden
            .chain(typed)
            .map(|(name, value)| format!("{}={}", encode(&name), encode(&value)));
        let form = fields.collect::<Vec<_>>().join("&");
        self.exchange("POST", &resolve(&page.path, &action), &form)
    }

    /// One request, and those it is sent on to.
    fn exchange(&self, method: &str, path: &str, form: &str) -> Page {
        let mut connection = TcpStream::connect(self.host).unwrap();
        let request = format!(
            "{method} {path} HTTP/1.1\r\nhost: {}\r\nconnection: close\r\ncontent-type: application/x-www-form-urlencoded\r\n\
             content-length: {}\r\n\r\n{form}",
            self.host,
            form.len()
        );
        connection.write_all(request.as_bytes()).unwrap();
        let mut answer = String::new();
        connection.read_to_string(&mut answer).unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        let status: u16 = head.split(' ').nth(1).unwrap().parse().unwrap();
        let location = head.lines().find_map(|line| line.strip_prefix("location: "));
        match location {
            Some(location) if (300..400).contains(&status) => {
                let next = location.split_once(self.host).map_or(location, |(_, path)| path);
                self.exchange("GET", &resolve(path, next), "")
            }
            _ => Page {
                path: path.to_owned(),
                status,
                body: body.to_owned(),
            },
        }
    }

    /// From the city's page to the bank's answer.
    fn pay(&self, url: &str, card: &str) -> Page {
        let bank = self.press(&self.open(url), &[]);
        self.press(&bank, &[("number", card), ("expiry", "12/34"), ("cvv", "123")])
    }
}

fn resolve(page: &str, target: &str) -> String {
    let folder = page
        .split('?')
        .next()
        .unwrap()
        .rsplit_once('/')
        .map_or("", |(folder, _)| folder);
    if target.starts_with('/') || target.is_empty() {
        target.to_owned()
    } else {
        format!("{folder}/{target}")
    }
}

fn value(tag: &str, name: &str) -> String {
    let tag = tag.split('>').next().unwrap();
    let text = tag.split_once(&format!("{name}=\"")).map_or("", |(_, rest)| rest);
    text.split('"')
        .next()
        .unwrap()
        .replace("&amp;", "&")
        .replace("&quot;", "\"")
}

fn attribute(body: &str, tag: &str, name: &str) -> Option<String> {
    let found = body.split_once(tag)?.1;
    Some(value(found, name)).filter(|value| !value.is_empty())
}

fn encode(text: &str) -> String {
    let byte = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => char::from(byte).to_string(),
        other => format!("%{other:02X}"),
    };
    text.bytes().map(byte).collect()
}

/// The first fine on Marta's first screen.
fn fine_of(phone: &Phone) -> Value {
    let home = phone.ask(&["home"]);
    let blocks = home["blocks"].as_array().unwrap();
    let items = blocks.iter().flat_map(|block| block["items"].as_array().unwrap());
    let mut fines = items.filter(|item| item["title"].as_str().unwrap().starts_with("Multa"));
    fines.next().cloned().unwrap_or_default()
}

#[test]
fn a_fine_is_paid_once_and_its_receipt_stays_without_a_network() {
    let mut city = TestCity::start();
    let phone = Phone::synced(&city);
    phone.ask(&["login", "marta"]);
    let fine = fine_of(&phone);
    let number = fine["id"].as_str().unwrap();
    let prepared = phone.ask(&["pay", "prepare", "fine", number]);
    assert_eq!(
        (&prepared["stage"], prepared["gives_up"].as_array().unwrap().len()),
        (&"prepared".into(), 2)
    );
    let id = prepared["id"].to_string();

    let sent = phone.ask(&["pay", "submit", &id]);
    assert_eq!(sent["stage"], "awaiting_payer", "{sent}");
    let url = sent["url"].as_str().unwrap();
    // Looked at too early, it still waits; nothing the browser says counts.
    assert_eq!(phone.ask(&["pay", "check", &id])["stage"], "awaiting_payer");
    let page = Payer::at(&city.url).pay(url, GOOD);
    assert_eq!(page.status, 200, "{}", page.body);

    let paid = phone.ask(&["pay", "check", &id]);
    assert_eq!(paid["stage"], "settled", "{paid}");
    let refused = phone.fail(&["pay", "prepare", "fine", number]);
    assert_eq!(refused["code"], "payment.paid");
    phone.ask(&["sync"]);
    assert_ne!(fine_of(&phone)["id"], fine["id"], "the first screen owes it no more");

    city.stop();
    let receipt = phone.ask(&["receipts", "show", paid["receipt"].as_str().unwrap()]);
    assert_eq!(receipt["amount"], prepared["amount"]);
    assert!(!receipt["notice"].as_array().unwrap().is_empty());
    assert_eq!(phone.ask(&["pay", "status"])["payments"].as_array().unwrap().len(), 1);
}

#[test]
fn a_card_that_is_refused_leaves_the_fine_to_be_paid_and_giving_up_frees_it() {
    let city = TestCity::start();
    let phone = Phone::synced(&city);
    phone.ask(&["login", "marta"]);
    let fine = fine_of(&phone);
    let number = fine["id"].as_str().unwrap();
    let begin = || {
        let id = phone.ask(&["pay", "prepare", "fine", number])["id"].to_string();
        (phone.ask(&["pay", "submit", &id]), id)
    };
    let (sent, first) = begin();
    Payer::at(&city.url).pay(sent["url"].as_str().unwrap(), REFUSED);
    let refused = phone.ask(&["pay", "check", &first]);
    assert_eq!(refused["stage"], "rejected", "{refused}");

    let (sent, second) = begin();
    assert_eq!(
        (sent["stage"].as_str(), second == first),
        (Some("awaiting_payer"), false),
        "{sent}"
    );
    let removing = phone.fail(&["remove-my-data", "--yes"]);
    assert_eq!(removing["code"], "payment.open");
    assert_eq!(phone.ask(&["pay", "cancel", &second])["stage"], "closed");
    let (third, _) = begin();
    assert_eq!(third["stage"], "awaiting_payer");
    assert_eq!(phone.fail(&["pay", "submit", "99"])["error"], "NotFound");
    assert_eq!(
        phone.fail(&["pay", "prepare", "fine", "1"])["code"],
        "payment.debt_unknown"
    );
}
