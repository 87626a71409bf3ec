//! The headless phone: asks the core through the boundary the shells use, and prints the views they would draw.
//!
//! - `args`, `args_agenda`: what can be asked on the command line.
//! - `phone`: opens the app and asks it.
//! - `person`: the hands of the person: the browser, the answer to the app lock, and the personas of a mock city.
//! - `recommend`: recommendations, from the command line to the answer.
//! - `words`: the names of kinds, needs and blocks on the command line and in JSON.
//! - `bookings`: baths and courts, from the question to the answer.
//! - `payments`: paying, and receipts. `fines`: traffic fines, and whether one is real. `tax`: the tax folder.
//! - `wallet`: cards, from the code that was scanned to what came of it.
//! - `json` and `plain`: a view for programs and a view for people.
//! - `failure`: the one line that says what went wrong.

mod args;
mod args_agenda;
mod bookings;
mod failure;
mod fines;
mod json;
mod json_agenda;
mod json_person;
mod payments;
mod person;
mod phone;
mod plain;
mod plain_agenda;
mod plain_person;
mod recommend;
mod refunds;
mod tax;
mod wallet;
mod words;

use std::io::{self, Write};
use std::process::ExitCode;

use args::Cli;

fn main() -> ExitCode {
    let cli = Cli::read();
    let as_json = cli.json;
    match phone::ask(cli) {
        Ok(answer) => {
            let text = if as_json {
                json::answer(&answer).to_string()
            } else {
                plain::answer(&answer)
            };
            print(text.trim_end())
        }
        Err(failure) => {
            // Who closed both ends of the pipe wants to know nothing more.
            let _ = writeln!(io::stderr().lock(), "{failure}");
            ExitCode::FAILURE
        }
    }
}

fn print(text: &str) -> ExitCode {
    let mut out = io::stdout().lock();
    match writeln!(out, "{text}").and_then(|()| out.flush()) {
        Ok(()) => ExitCode::SUCCESS,
        // The reader had enough (`citizen ... | head`): that is its right.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}
