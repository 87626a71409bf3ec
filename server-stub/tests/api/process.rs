//! The binary: how it says that it is ready, and how it ends.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, ExitStatus, Output, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::support::client;

const BINARY: &str = env!("CARGO_BIN_EXE_madrid-server-stub");

/// A city in a process of its own, ended with the test whatever happens.
pub struct Process {
    pub child: Child,
    pub ready: Value,
}

impl Process {
    pub fn start(args: &[&str]) -> Self {
        let mut child = Command::new(BINARY)
            .args(args)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        Self {
            child,
            ready: serde_json::from_str(&line).unwrap(),
        }
    }

    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.ready["http"].as_str().unwrap())
    }

    pub fn signal(&self, name: &str) {
        let sent = Command::new("kill")
            .args([name, &self.child.id().to_string()])
            .status()
            .unwrap();
        assert!(sent.success());
    }

    /// How it ended, and after how long.
    pub fn wait(&mut self) -> (ExitStatus, Duration) {
        let started = Instant::now();
        while started.elapsed() < Duration::from_secs(10) {
            if let Some(status) = self.child.try_wait().unwrap() {
                return (status, started.elapsed());
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        panic!("still running");
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub fn run(args: &[&str]) -> Output {
    Command::new(BINARY).args(args).output().unwrap()
}

#[tokio::test]
async fn it_says_where_it_is_and_keeps_root_pem_where_asked() {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().join("tls").display().to_string();
    let args = [
        "serve",
        "--seed",
        "9",
        "--clock",
        "2026-11-24T10:00:00Z",
        "--tls-port",
        "0",
        "--tls-dir",
        &folder,
    ];
    let process = Process::start(&args);
    let ready = &process.ready;
    assert_eq!(ready["ready"], true);
    assert_eq!(ready["root_pem"], json!(dir.path().join("tls").join("root.pem")));
    let root = std::fs::read_to_string(ready["root_pem"].as_str().unwrap()).unwrap();
    let url = format!("{}/health", ready["https"].as_str().unwrap());
    let health: Value = client(Some(&root)).get(url).send().await.unwrap().json().await.unwrap();
    assert_eq!(health["seed"], 9);
    assert!(health["now"].as_str().unwrap().starts_with("2026-11-24T10:0"));
    assert_eq!(ready["pin"].as_str().map(str::len), Some(44));
    assert_ne!(ready["pin"], ready["backup_pin"]);
}

#[tokio::test]
async fn it_ends_well_and_soon_when_told_to_even_with_phones_connected() {
    for signal in ["-TERM", "-INT"] {
        let mut process = Process::start(&["--synthetic", "10"]);
        let phone = client(None);
        assert_eq!(phone.get(process.url("/health")).send().await.unwrap().status(), 200);
        let rule = json!({ "rules": [{ "fault": "delay", "delay_ms": 60_000 }] });
        phone
            .put(process.url("/admin/faults"))
            .json(&rule)
            .send()
            .await
            .unwrap();
        // One answer that would come in a minute, one connection that is idle.
        let waiting = tokio::spawn(phone.get(process.url("/v1/places")).send());
        tokio::time::sleep(Duration::from_millis(200)).await;
        process.signal(signal);
        let (status, took) = process.wait();
        assert_eq!(status.code(), Some(0), "{signal}");
        assert!(took < Duration::from_secs(3), "{took:?}");
        assert!(waiting.await.unwrap().is_err());
    }
}

#[test]
fn it_ends_with_its_parent_only_if_asked() {
    let mut bound = Process::start(&["--exit-with-stdin"]);
    drop(bound.child.stdin.take());
    assert_eq!(bound.wait().0.code(), Some(0));
    let mut free = Process::start(&[]);
    assert_eq!(free.ready["https"], Value::Null);
    drop(free.child.stdin.take());
    std::thread::sleep(Duration::from_millis(300));
    assert_eq!(free.child.try_wait().unwrap(), None);
}

#[test]
fn what_cannot_be_done_is_said_and_ends_with_1() {
    let process = Process::start(&[]);
    let port = process.ready["http"]
        .as_str()
        .unwrap()
        .rsplit(':')
        .next()
        .unwrap()
        .to_owned();
    for args in [
        &["--port", port.as_str()][..],
        &["--catalogue", "/nowhere/at/all"],
        &["--data", "/nowhere/at/all/x"],
    ] {
        let output = run(args);
        assert_eq!(output.status.code(), Some(1), "{args:?}");
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(
            said.starts_with("madrid-server-stub: ") && said.lines().count() >= 1,
            "{said}"
        );
        assert!(output.stdout.is_empty());
    }
    assert_eq!(run(&["--port", "not-a-port"]).status.code(), Some(2));
    assert_eq!(run(&["catalogue", "check", "/nowhere/at/all"]).status.code(), Some(1));
}
