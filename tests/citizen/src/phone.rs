//! Opens the app as a shell does and asks it one thing.

use std::io::{self, Write};
use std::sync::Arc;
use std::time::Duration;

use madrid_bindings::app::{App, AppConfig, explain_code};
use madrid_bindings::error::AppError;
use madrid_bindings::places::{PlaceListView, PlaceView};
use madrid_bindings::platform::{LogError, LogRecord, LogSink, software_key_store, software_settings};
use madrid_bindings::view::{ExplanationView, StatusView};

use crate::args::{Cli, Errand, Question};
use crate::failure::Failure;

/// The log is carried by a thread of its own, and we leave at once: time for the last lines to arrive.
const LAST_LINES: Duration = Duration::from_millis(100);

/// What came back: a view.
#[derive(Debug)]
pub enum Answer {
    /// The words for a code.
    Explanation(ExplanationView),
    /// A list of places.
    List(PlaceListView),
    /// One place.
    Place(PlaceView),
    /// What the phone holds.
    Status(StatusView),
}

/// Asks what the command line says.
pub fn ask(cli: Cli) -> Result<Answer, Failure> {
    let (language, verbose) = (cli.language(), cli.verbose);
    let outcome = match cli.question() {
        Question::Explain(code) => Ok(Answer::Explanation(explain_code(code, language))),
        Question::Phone(config, errand) => run(config, errand, verbose),
    };
    if verbose {
        std::thread::sleep(LAST_LINES);
    }
    outcome.map_err(|error| Failure::new(error, language))
}

fn run(config: AppConfig, errand: Errand, verbose: bool) -> Result<Answer, AppError> {
    // The core works on its own threads; this one only waits.
    let waiting = tokio::runtime::Builder::new_current_thread().build();
    let waiting = waiting.map_err(|_| AppError::Bug {
        code: "bug.no_threads".to_owned(),
    })?;
    waiting.block_on(async {
        let settings = software_settings(config.home_dir.clone())?;
        let app = App::open(config, software_key_store()?, settings, Arc::new(Log { verbose })).await?;
        do_errand(&app, errand).await
    })
}

async fn do_errand(app: &App, errand: Errand) -> Result<Answer, AppError> {
    let places = app.places();
    match errand {
        Errand::Near(request) => places.near(request).await.map(Answer::List),
        Errand::Search(request) => places.search(request).await.map(Answer::List),
        Errand::Show(id) => places.show(id).await.map(Answer::Place),
        Errand::Sync => app.sync().await.map(Answer::Status),
        Errand::Status => app.status().await.map(Answer::Status),
    }
}

struct Log {
    verbose: bool,
}

impl LogSink for Log {
    fn write(&self, record: LogRecord) -> Result<(), LogError> {
        if !self.verbose {
            return Ok(());
        }
        let LogRecord { level, target, text } = record;
        writeln!(io::stderr().lock(), "{level:?} {target}: {text}").map_err(|_| LogError::Unavailable)
    }
}
