//! A city in this process and the `citizen` program as its phone.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Command, Output};

use madrid_server_stub::{City, CityOptions, RunningCity};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::runtime::Runtime;

/// A running city.
pub struct TestCity {
    runtime: Runtime,
    city: Option<RunningCity>,
    pub url: String,
}

impl TestCity {
    /// A city with its built-in catalogue.
    pub fn start() -> Self {
        Self::with(CityOptions::default())
    }

    /// A city as asked for.
    pub fn with(options: CityOptions) -> Self {
        let runtime = Runtime::new().unwrap();
        let city = runtime.block_on(City::start(options)).unwrap();
        let url = city.http_url().to_owned();
        Self {
            runtime,
            city: Some(city),
            url,
        }
    }

    pub fn running(&self) -> &RunningCity {
        self.city.as_ref().unwrap()
    }

    /// Stops the city: from now on nobody answers at its address.
    pub fn stop(&mut self) {
        if let Some(city) = self.city.take() {
            self.runtime.block_on(city.stop());
        }
    }
}

impl Drop for TestCity {
    fn drop(&mut self) {
        self.stop();
    }
}

/// A phone with a folder of its own.
pub struct Phone {
    home: TempDir,
    url: String,
}

/// What the program left behind.
#[derive(Debug)]
pub struct Said {
    pub exit: i32,
    pub out: String,
    pub err: String,
}

impl Phone {
    pub fn new(url: &str) -> Self {
        Self {
            home: tempfile::tempdir().unwrap(),
            url: url.to_owned(),
        }
    }

    /// A phone that has everything the city has.
    pub fn synced(city: &TestCity) -> Self {
        let phone = Self::new(&city.url);
        phone.ask(&["sync"]);
        phone
    }

    pub fn home(&self) -> &Path {
        self.home.path()
    }

    /// Runs `citizen --home … --city … ARGS`.
    pub fn run(&self, args: &[&str]) -> Said {
        let home = self.home.path().to_str().unwrap();
        let phone = ["--home", home, "--city", &self.url];
        citizen(&[&phone, args].concat())
    }

    /// The view a question brings, which must succeed.
    pub fn ask(&self, args: &[&str]) -> Value {
        let said = self.run(&[args, &["--json"]].concat());
        assert_eq!((said.exit, said.err.as_str()), (0, ""), "{args:?}");
        serde_json::from_str(&said.out).unwrap()
    }

    /// The typed error a question brings, which must fail.
    pub fn fail(&self, args: &[&str]) -> Value {
        let said = self.run(args);
        assert_eq!((said.exit, said.out.as_str()), (1, ""), "{args:?}");
        assert_eq!(said.err.lines().count(), 1, "{}", said.err);
        serde_json::from_str(&said.err).unwrap()
    }
}

/// Runs the program with these arguments and nothing else.
pub fn citizen(args: &[&str]) -> Said {
    let Output { status, stdout, stderr } = Command::new(env!("CARGO_BIN_EXE_citizen")).args(args).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Said {
        exit: status.code().unwrap(),
        out: text(stdout),
        err: text(stderr),
    }
}

/// The names of a list's rows.
pub fn names(list: &Value) -> Vec<&str> {
    list["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["name"].as_str().unwrap())
        .collect()
}

/// "350 m" and "1,2 km" in metres.
pub fn metres(row: &Value) -> f64 {
    let label = row["distance_label"].as_str().unwrap().replace(',', ".");
    let (number, unit) = label.split_once(char::is_whitespace).unwrap();
    number.parse::<f64>().unwrap() * if unit == "km" { 1_000.0 } else { 1.0 }
}

/// Switches something in the city, by plain HTTP.
pub fn admin(city: &TestCity, method: &str, path: &str, body: &Value) -> Value {
    let host = city.running().http_url().strip_prefix("http://").unwrap();
    let body = body.to_string();
    let mut connection = TcpStream::connect(host).unwrap();
    write!(
        connection,
        "{method} {path} HTTP/1.0\r\nhost: {host}\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    )
    .unwrap();
    let mut answer = String::new();
    connection.read_to_string(&mut answer).unwrap();
    serde_json::from_str(answer.split_once("\r\n\r\n").unwrap().1).unwrap_or_default()
}

/// A block of the first screen.
pub fn block<'a>(home: &'a Value, id: &str) -> &'a Value {
    let blocks = home["blocks"].as_array().unwrap();
    blocks.iter().find(|block| block["id"] == id).unwrap()
}

/// The metro goes into its tunnel.
pub fn out_of_reach(city: &TestCity) {
    let rules = json!({ "rules": [{ "fault": "drop_before", "path": "/" }] });
    admin(city, "PUT", "/admin/faults", &rules);
}

/// Sends a form of one of the city's pages, and gives the page that comes.
pub fn post_form(city: &TestCity, path: &str, form: &str) -> String {
    let host = city.running().http_url().strip_prefix("http://").unwrap();
    let mut connection = TcpStream::connect(host).unwrap();
    write!(
        connection,
        "POST {path} HTTP/1.0\r\nhost: {host}\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n{form}",
        form.len()
    )
    .unwrap();
    let mut answer = String::new();
    connection.read_to_string(&mut answer).unwrap();
    answer
}
