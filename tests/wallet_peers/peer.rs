//! Programs of others: how they are started, steered and asked.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};

use serde_json::Value;

/// The folder with their programs, and the certificates of this run.
pub struct House {
    folder: PathBuf,
    pki: tempfile::TempDir,
    /// What `certs.mjs` made.
    pub roots: Value,
}

/// A program of theirs that runs until this is dropped.
pub struct Peer {
    /// What it said when it was ready.
    pub ready: Value,
    child: Child,
    _stdin: ChildStdin,
}

impl Drop for Peer {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl House {
    /// Makes the certificates.
    pub fn open(folder: &Path) -> Result<Self, String> {
        let pki = tempfile::tempdir().map_err(|error| error.to_string())?;
        let mut made = Command::new("node");
        made.current_dir(folder).arg("certs.mjs").arg(pki.path());
        let done = made.output().map_err(|error| format!("node does not start: {error}"))?;
        if !done.status.success() {
            return Err(String::from_utf8_lossy(&done.stderr).into_owned());
        }
        let text = std::fs::read_to_string(pki.path().join("pki.json")).map_err(|error| error.to_string())?;
        let roots: Value = serde_json::from_str(&text).map_err(|error| error.to_string())?;
        Ok(Self {
            folder: folder.to_owned(),
            roots: roots["roots"].clone(),
            pki,
        })
    }

    /// A root as PEM.
    pub fn pem(&self, root: &str) -> Result<String, String> {
        let path = self.roots[root]["cert"].as_str().ok_or("no such root")?;
        let path = Path::new(path);
        let path = if path.is_absolute() {
            path.to_owned()
        } else {
            self.pki.path().join(path)
        };
        std::fs::read_to_string(path).map_err(|error| error.to_string())
    }

    fn program(&self, file: &str) -> Command {
        let mut command = if file.ends_with(".py") {
            Command::new(self.folder.join("venv/bin/python3"))
        } else {
            Command::new("node")
        };
        command.current_dir(&self.folder).arg(file);
        command
    }

    /// Starts one that stays.
    pub fn start(&self, file: &str) -> Result<Peer, String> {
        let mut command = self.program(file);
        command.arg("--pki").arg(self.pki.path()).args(["--hold", "stdin"]);
        command.stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command
            .spawn()
            .map_err(|error| format!("{file} does not start: {error}"))?;
        let stdin = child.stdin.take().ok_or("no standard input")?;
        let stdout = child.stdout.take().ok_or("no standard output")?;
        let mut line = String::new();
        BufReader::new(stdout)
            .read_line(&mut line)
            .map_err(|error| error.to_string())?;
        let ready = serde_json::from_str(&line).map_err(|_| format!("{file} said `{line}`"))?;
        Ok(Peer {
            ready,
            child,
            _stdin: stdin,
        })
    }

    /// Asks one that answers once.
    pub fn ask(&self, file: &str, args: &[&str], question: &Value) -> Result<Value, String> {
        let mut command = self.program(file);
        command.args(args).arg("--pki").arg(self.pki.path());
        command.stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command
            .spawn()
            .map_err(|error| format!("{file} does not start: {error}"))?;
        if let Some(mut stdin) = child.stdin.take() {
            stdin
                .write_all(question.to_string().as_bytes())
                .map_err(|error| error.to_string())?;
        }
        let done = child.wait_with_output().map_err(|error| error.to_string())?;
        serde_json::from_slice(&done.stdout).map_err(|_| format!("{file} gave no answer"))
    }

    /// Where a page of theirs sends the browser.
    pub fn browse(&self, url: &str) -> Result<String, String> {
        let said = self.ask("browse.mjs", &[url], &Value::Null)?;
        said["location"]
            .as_str()
            .map(str::to_owned)
            .ok_or_else(|| said.to_string())
    }
}

impl Peer {
    /// Steers it, over plain http on this machine.
    pub fn steer(&self, method: &str, path: &str, body: &Value) -> Result<Value, String> {
        let control = self.ready["control"].as_str().ok_or("no control address")?;
        steer(control, method, path, body)
    }
}

/// One request, JSON in and out.
pub fn steer(control: &str, method: &str, path: &str, body: &Value) -> Result<Value, String> {
    let host = control.strip_prefix("http://").ok_or("no http address")?;
    let body = if body.is_null() {
        String::new()
    } else {
        body.to_string()
    };
    let mut connection = TcpStream::connect(host).map_err(|error| error.to_string())?;
    let request = format!(
        "{method} {path} HTTP/1.0\r\nhost: {host}\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    connection
        .write_all(request.as_bytes())
        .map_err(|error| error.to_string())?;
    let mut answer = String::new();
    connection
        .read_to_string(&mut answer)
        .map_err(|error| error.to_string())?;
    let (head, body) = answer.split_once("\r\n\r\n").ok_or("no answer")?;
    if !head.split(' ').nth(1).is_some_and(|status| status.starts_with('2')) {
        return Err(format!("{method} {path}: {head} {body}"));
    }
    Ok(serde_json::from_str(body).unwrap_or_default())
}
