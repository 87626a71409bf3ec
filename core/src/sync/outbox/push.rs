//! Sends what is waiting, and keeps what the city answers.

use std::sync::Arc;

use serde_json::Value;

use super::{Envelope, Handler, Intent, IntentState, Verb, store, version};
use crate::net::{CityReply, NetError};
use crate::ports::{HttpRequest, Method};
use crate::store::{Sealer, StoreError};
use crate::sync::{Engine, Following, Running, SyncError};

/// The name under which a failure to send is noted.
const NAME: &str = "outbox";

/// What the city made of an intent.
enum Outcome {
    /// Done; this is the document now.
    Done(Value),
    /// The document is no longer the one the person saw: this is.
    Conflict(Value),
    /// It will not be done, and this is the city's word for why.
    Refused(String),
}

/// Drives the outbox. Cheap to clone.
#[derive(Clone)]
pub struct Outbox {
    follow: Following,
    handlers: Arc<[Box<dyn Handler>]>,
}

impl Outbox {
    /// An outbox whose answers go to these handlers.
    #[must_use]
    pub fn new(follow: Following, handlers: Vec<Box<dyn Handler>>) -> Self {
        Self {
            follow,
            handlers: handlers.into(),
        }
    }

    /// Whether a feature takes care of intents of this kind. One of a newer app, or of a feature that is gone, is nobody's.
    #[must_use]
    pub fn handles(&self, kind: &str) -> bool {
        self.handlers.iter().any(|handler| handler.kind() == kind)
    }

    /// The person insists although the document changed meanwhile: asks anew on top of what the city has. Nothing happens
    /// to an intent that is not in conflict. Safe to repeat.
    pub async fn keep_mine(&self, id: i64) -> Result<(), StoreError> {
        let sealer = self.follow.vault.sealer()?;
        let written = self
            .follow
            .database
            .write_task(move |tx| match store::intent(tx, &sealer, id)? {
                Some(intent) if intent.state == IntentState::Conflict => {
                    let base = intent
                        .envelope
                        .theirs
                        .as_ref()
                        .and_then(version)
                        .unwrap_or(intent.envelope.base);
                    store::ask_anew(tx, &sealer, &intent, base)?;
                    // What was written after it was written on top of it.
                    store::rebase(tx, &sealer, &intent, base)
                }
                _ => Ok(()),
            });
        written.await?;
        self.follow.changes.announce();
        Ok(())
    }

    /// The person lets an intent go that is in conflict or was refused; the city's document stays. One that is still
    /// waiting may already have reached the city, so nothing happens to it. Safe to repeat.
    pub async fn discard(&self, id: i64) -> Result<(), StoreError> {
        let sealer = self.follow.vault.sealer()?;
        let handlers = Arc::clone(&self.handlers);
        let written = self.follow.database.write_task(move |tx| {
            let Some(intent) = store::intent(tx, &sealer, id)? else {
                return Ok(());
            };
            if intent.state == IntentState::Waiting {
                return Ok(());
            }
            store::remove(tx, &intent)?;
            match &intent.envelope.theirs {
                Some(theirs) => keep(&handlers, tx, &sealer, &intent, theirs),
                None => Ok(()),
            }
        });
        written.await?;
        self.follow.changes.announce();
        Ok(())
    }

    /// One that fails holds up its own kind only. Without a network there is nothing to try.
    async fn push(&self) -> Result<(), SyncError> {
        let (mut after, mut first_failure) = (0, Ok(()));
        loop {
            let Ok(sealer) = self.follow.vault.sealer() else {
                return first_failure;
            };
            let opening = sealer.clone();
            let next = self
                .follow
                .database
                .read_task(move |connection| store::next(connection, &opening, after));
            let Some(intent) = next.await? else {
                return first_failure;
            };
            match self.send(sealer, &intent).await {
                Ok(true) => {}
                Ok(false) => after = intent.id,
                Err(failed @ SyncError::Net(NetError::Transport(_) | NetError::SignInAgain)) => return Err(failed),
                Err(failed) => {
                    after = intent.id;
                    first_failure = first_failure.and(Err(failed));
                }
            }
        }
    }

    /// Sends one intent. `true` if it is done, so that the next of its kind may go.
    async fn send(&self, sealer: Sealer, intent: &Intent) -> Result<bool, SyncError> {
        let outcome = match self.ask(intent).await {
            Ok(outcome) => outcome,
            // Only the person can help; it holds up nothing else.
            Err(NetError::StrongerSignIn) => {
                if intent.state != IntentState::Stronger {
                    let (intent, code) = (intent.clone(), NetError::StrongerSignIn.code());
                    let noted = self
                        .follow
                        .database
                        .write_task(move |tx| store::wants_stronger(tx, &intent, code));
                    noted.await?;
                    self.follow.changes.announce();
                }
                return Ok(false);
            }
            Err(NetError::SignedOut | NetError::Locked) => return Ok(false),
            Err(failed) => {
                self.note(intent, failed.code()).await?;
                return Err(failed.into());
            }
        };
        let done = matches!(outcome, Outcome::Done(_));
        let (intent, handlers) = (intent.clone(), Arc::clone(&self.handlers));
        self.follow
            .database
            .write_task(move |tx| record(tx, &sealer, &handlers, &intent, outcome))
            .await?;
        self.follow.changes.announce();
        Ok(done)
    }

    async fn ask(&self, intent: &Intent) -> Result<Outcome, NetError> {
        let Envelope {
            verb, path, base, body, ..
        } = &intent.envelope;
        let json = || serde_json::to_vec(body).map_err(|_| NetError::BadReply);
        let to = |method| HttpRequest::new(method, path).header("idempotency-key", Some(&intent.key));
        let request = match verb {
            Verb::Replace => to(Method::Put)
                .header("if-match", Some(&format!("\"{base}\"")))
                .json(json()?),
            Verb::Add => to(Method::Post).json(json()?),
            Verb::Remove => to(Method::Delete),
        };
        self.follow.city.ask(&request, read).await
    }

    async fn note(&self, intent: &Intent, code: &'static str) -> Result<(), SyncError> {
        if intent.failed_code.as_deref() == Some(code) {
            return Ok(());
        }
        let intent = intent.clone();
        self.follow
            .database
            .write_task(move |tx| store::note(tx, &intent, code))
            .await?;
        self.follow.changes.announce();
        Ok(())
    }
}

impl Engine for Outbox {
    fn name(&self) -> &'static str {
        NAME
    }

    fn run(&self) -> Running<'_> {
        Box::pin(self.push())
    }
}

fn read(reply: CityReply) -> Result<Outcome, NetError> {
    #[derive(serde::Deserialize)]
    struct ConflictWire {
        current: Value,
    }
    #[derive(serde::Deserialize)]
    struct RefusalWire {
        code: String,
    }
    match reply.status() {
        200 | 201 => reply.json().map(Outcome::Done),
        412 => reply
            .json::<ConflictWire>()
            .map(|conflict| Outcome::Conflict(conflict.current)),
        // Somebody on the way was out of patience, not the city.
        status @ (408 | 425) => Err(NetError::Failed { status }),
        // A refusal of the city says why; anything else comes from something in between.
        400..=499 => match reply.json::<RefusalWire>()?.code {
            // The city is still at work on the same question: its answer will come with the next attempt.
            code if code == "key_in_use" => Err(NetError::Busy { retry_after: None }),
            code => Ok(Outcome::Refused(code)),
        },
        _ => Err(NetError::BadReply),
    }
}

/// Keeps the city's answer, all of it or nothing.
fn record(
    tx: &rusqlite::Transaction<'_>,
    sealer: &Sealer,
    handlers: &[Box<dyn Handler>],
    intent: &Intent,
    outcome: Outcome,
) -> Result<(), StoreError> {
    match outcome {
        Outcome::Done(document) => {
            if store::remove(tx, intent)? {
                keep(handlers, tx, sealer, intent, &document)?;
                if intent.envelope.verb == Verb::Replace {
                    store::rebase(tx, sealer, intent, version(&document).unwrap_or(intent.envelope.base))?;
                }
            }
            Ok(())
        }
        Outcome::Conflict(theirs) => {
            let envelope = Envelope {
                theirs: Some(theirs),
                ..intent.envelope.clone()
            };
            store::settle(
                tx,
                sealer,
                intent,
                IntentState::Conflict,
                Some("intent.conflict"),
                &envelope,
            )
        }
        Outcome::Refused(why) => refuse(tx, sealer, handlers, intent, &why),
    }
}

/// Notes a refusal where the person will see it: beside the feature's own data, or with the intent.
fn refuse(
    tx: &rusqlite::Transaction<'_>,
    sealer: &Sealer,
    handlers: &[Box<dyn Handler>],
    intent: &Intent,
    why: &str,
) -> Result<(), StoreError> {
    let handler = handlers.iter().find(|handler| handler.kind() == intent.kind);
    if let Some(handler) = handler
        && store::is_there(tx, intent)?
        && handler.note_refusal(tx, sealer, intent, why)?
    {
        return store::remove(tx, intent).map(drop);
    }
    let (state, code) = (IntentState::Refused, Some("intent.refused"));
    store::settle(tx, sealer, intent, state, code, &intent.envelope)
}

fn keep(
    handlers: &[Box<dyn Handler>],
    tx: &rusqlite::Transaction<'_>,
    sealer: &Sealer,
    intent: &Intent,
    document: &Value,
) -> Result<(), StoreError> {
    match handlers.iter().find(|handler| handler.kind() == intent.kind) {
        Some(handler) => handler.keep(tx, sealer, intent, document),
        // Written by an older app for a feature that is gone: the city has it, nothing here shows it.
        None => Ok(()),
    }
}
