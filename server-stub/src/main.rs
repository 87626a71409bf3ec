//! The mock city from a shell, or its payment gateway alone: starts one, says where it is in one line of JSON, and stops
//! when told to.

mod cli;

use std::io::{self, Write as _};
use std::process::ExitCode;

use clap::Parser as _;
use madrid_server_stub::catalogue::{CheckArgs, run_check};
use madrid_server_stub::{City, CityError, RunningCity, RunningGateway, ServeError};
use serde_json::{Value, json};

use crate::cli::{CatalogueCommand, Cli, Command, GatewayArgs, ServeArgs};

fn main() -> ExitCode {
    match Cli::parse().command() {
        Command::Serve(args) => run(serve(args)),
        Command::Gateway(args) => run(gateway(args)),
        Command::Catalogue(CatalogueCommand::Check { paths, json }) => {
            let (mut out, mut err) = (io::stdout().lock(), io::stderr().lock());
            ExitCode::from(run_check(&CheckArgs { paths, json }, &mut out, &mut err))
        }
    }
}

fn run(service: impl Future<Output = Result<(), RunError>>) -> ExitCode {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build();
    let served = runtime
        .map_err(RunError::Io)
        .and_then(|runtime| runtime.block_on(service));
    match served {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Where even stderr is gone there is nobody left to tell.
            let _ = writeln!(io::stderr().lock(), "madrid-server-stub: {error}");
            ExitCode::FAILURE
        }
    }
}

#[derive(Debug, thiserror::Error)]
enum RunError {
    #[error(transparent)]
    City(#[from] CityError),
    #[error(transparent)]
    Gateway(#[from] ServeError),
    #[error("{0}")]
    Io(#[from] io::Error),
}

async fn serve(args: ServeArgs) -> Result<(), RunError> {
    let exit_with_stdin = args.exit_with_stdin;
    // Listening for signals before anybody can know that the city is up: none is missed.
    let mut signals = Signals::new()?;
    let city = City::start(args.into_options()).await?;
    say(&ready(&city))?;
    told_to_stop(&mut signals, exit_with_stdin).await;
    city.stop().await;
    Ok(())
}

async fn gateway(args: GatewayArgs) -> Result<(), RunError> {
    let (port, exit_with_stdin) = (args.port, args.exit_with_stdin);
    let mut signals = Signals::new()?;
    let gateway = RunningGateway::start(port, args.into_options()).await?;
    say(&json!({ "ready": true, "http": gateway.http_url() }))?;
    told_to_stop(&mut signals, exit_with_stdin).await;
    gateway.stop().await;
    Ok(())
}

async fn told_to_stop(signals: &mut Signals, exit_with_stdin: bool) {
    tokio::select! {
        () = signals.told_to_stop() => {}
        () = stdin_closed(), if exit_with_stdin => {}
    }
}

fn ready(city: &RunningCity) -> Value {
    let secure = city.https_url().is_some();
    json!({
        "ready": true,
        "http": city.http_url(),
        "https": city.https_url(),
        "root_pem": city.root_file(),
        "pin": secure.then(|| city.pin()),
        "backup_pin": secure.then(|| city.backup_pin()),
    })
}

fn say(line: &Value) -> io::Result<()> {
    let mut out = io::stdout().lock();
    writeln!(out, "{line}")?;
    out.flush()
}

/// Waits until whoever started the city has gone. On a thread of its own: a read of stdin cannot be given up, and must
/// not keep the runtime from ending.
async fn stdin_closed() {
    let (closed, wait) = tokio::sync::oneshot::channel();
    std::thread::spawn(move || {
        let _ = io::copy(&mut io::stdin().lock(), &mut io::sink());
        let _ = closed.send(());
    });
    let _ = wait.await;
}

#[cfg(unix)]
struct Signals {
    terminate: tokio::signal::unix::Signal,
    interrupt: tokio::signal::unix::Signal,
}

#[cfg(unix)]
impl Signals {
    fn new() -> io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Self {
            terminate: signal(SignalKind::terminate())?,
            interrupt: signal(SignalKind::interrupt())?,
        })
    }

    async fn told_to_stop(&mut self) {
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
    }
}

#[cfg(not(unix))]
struct Signals;

#[cfg(not(unix))]
impl Signals {
    fn new() -> io::Result<Self> {
        Ok(Self)
    }

    async fn told_to_stop(&mut self) {
        // If ctrl-c cannot be heard the city runs until it is ended from outside.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending().await
        }
    }
}
