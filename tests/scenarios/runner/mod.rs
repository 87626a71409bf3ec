//! Plays a scenario: its steps one after the other, on a stage of its own.
//!
//! - `script`: what a file may say.
//! - `stage`: the city, the phone, and what the phone shows.
//! - `verbs`: what can be done.
//! - `view`, `path`, `check`: what is seen.

mod check;
mod path;
mod script;
mod stage;
mod verbs;
mod view;

use std::collections::BTreeMap;
use std::time::Duration;

use madrid_bindings::error::AppError;
use madrid_bindings::view::Language;
use serde_json::Value;
use tokio::time::{Instant, sleep};

use check::Kept;
use script::{Check, Do, Fails, Script, Step};
use stage::Stage;
use verbs::Verb;

/// How long something may take to be seen.
const PATIENCE: Duration = Duration::from_secs(20);
/// How often a screen is looked at.
const GLANCE: Duration = Duration::from_millis(20);
/// How long something must stay unseen when nothing is under way any more.
const CALM: Duration = Duration::from_millis(300);

/// Plays what is written in `text`. Panics at the step that did not go as written.
pub async fn play(text: &str) {
    let script = Script::read(text).unwrap();
    let language = verbs::language(script.given.language.as_ref());
    let mut play = Play::begin(language, PATIENCE).await;
    for (number, step) in (1..).zip(script.steps()) {
        let told = step.to_string();
        if let Err(why) = play.step(step).await {
            panic!("«{}», step {number}, {told}: {why}", script.name);
        }
    }
}

/// Each step that is `broken` fails, after those `before`.
pub async fn assert_broken(text: &str) {
    let all: BTreeMap<String, Vec<Value>> = serde_json::from_str(text).unwrap();
    let mut play = Play::begin(verbs::language(None), GLANCE).await;
    for step in &all["before"] {
        play.step(step.clone()).await.unwrap();
    }
    for step in &all["broken"] {
        assert!(play.step(step.clone()).await.is_err(), "it went well: {step}");
    }
}

/// A scenario under way.
struct Play {
    stage: Stage,
    patience: Duration,
    kept: Kept,
}

impl Play {
    async fn begin(language: Language, patience: Duration) -> Self {
        Self {
            stage: Stage::new(language).await.unwrap(),
            patience,
            kept: Kept::new(),
        }
    }

    async fn step(&mut self, step: Value) -> Result<(), String> {
        match Step::read(step)? {
            Step::Do(step) => self.perform(&step).await,
            Step::City(step) => {
                let (method, path) = step.city.split_once(' ').ok_or("no method and path")?;
                self.stage.admin(method, path, &step.body).await;
                Ok(())
            }
            Step::See(step) => self.see(&step.see, &step.check).await,
            Step::Keep(step) => {
                self.see(&step.keep, &Check::Absent(false)).await?;
                let found = self.find(&step.keep).await?.unwrap_or_default();
                self.kept.insert(step.name, found);
                Ok(())
            }
            Step::Never(step) => {
                self.see("status.running", &Check::Is(false.into())).await?;
                self.stays_unseen(&step.never, &step.check).await
            }
        }
    }

    async fn perform(&mut self, step: &Do) -> Result<(), String> {
        let verb = Verb::read(&step.verb, &step.with)?;
        match (verb.perform(&mut self.stage).await, &step.fails) {
            (Ok(()), None) => Ok(()),
            (Err(error), Some(fails)) if is(&error, fails) => Ok(()),
            (ended, _) => Err(format!("it ended with {ended:?}")),
        }
    }

    async fn see(&self, path: &str, check: &Check) -> Result<(), String> {
        let until = Instant::now() + self.patience;
        loop {
            let found = self.find(path).await?;
            if check.holds(found.as_ref(), &self.kept)? {
                return Ok(());
            }
            if Instant::now() > until {
                return Err(format!("there is {}", found.unwrap_or_default()));
            }
            sleep(GLANCE).await;
        }
    }

    async fn stays_unseen(&self, path: &str, check: &Check) -> Result<(), String> {
        let until = Instant::now() + CALM;
        while Instant::now() < until {
            let found = self.find(path).await?;
            if check.holds(found.as_ref(), &self.kept)? {
                return Err(format!("there is {}", found.unwrap_or_default()));
            }
            sleep(GLANCE).await;
        }
        Ok(())
    }

    /// What stands at `home.blocks`, or in the city's own books at `city.ledger.entries`.
    async fn find(&self, path: &str) -> Result<Option<Value>, String> {
        let (name, rest) = path.split_once('.').unwrap_or((path, ""));
        if name == "city" {
            let (book, rest) = rest.split_once('.').unwrap_or((rest, ""));
            return path::find(&self.stage.admin("GET", book, &Value::Null).await, rest);
        }
        path::find(&self.stage.view(name).await?, rest)
    }
}

fn is(error: &AppError, wanted: &Fails) -> bool {
    view::of(error)["case"] == wanted.kind && wanted.code.as_ref().is_none_or(|code| code == error.code())
}
