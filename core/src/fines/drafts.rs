//! What the person writes about a fine: kept from the first letter, sent once, and not lost when the City will not have it.

use chrono::{DateTime, NaiveDate, Utc};
use rusqlite::Transaction;
use serde_json::Value;

use super::model::{About, Act, Draft, DriverDetails, Paper, Progress};
use super::rules::{check_driver, check_paper, check_text, may, paper_name};
use super::service::Fines;
use super::store;
use super::sync::{ALLEGATIONS, DRIVER, PATH};
use super::wire::{AllegationsWish, AttachmentWish, DriverWish};
use crate::error::Error;
use crate::store::{Sealer, StoreError};
use crate::sync::{Envelope, Verb, enqueue};

/// What a write came to: the person's mistake is no failure of the disk.
type Outcome<T> = Result<Result<T, Error>, StoreError>;

impl Fines {
    /// Keeps what the person has typed against a fine, letter by letter. Offline is fine. Safe to repeat.
    ///
    /// Fails with `fine.under_way` while it is being sent, with `fine.already_filed` where the City has it, and with `fine.unknown`.
    pub async fn save_text(&self, id: &str, text: String) -> Result<(), Error> {
        self.change(id, About::no_allegations(), move |about| {
            if let About::Allegations { text: kept, .. } = about {
                *kept = text;
            }
        })
        .await
    }

    /// Keeps who drove, as far as it is typed. Offline is fine. Safe to repeat. Fails as [`Fines::save_text`] does.
    pub async fn save_driver(&self, id: &str, details: DriverDetails) -> Result<(), Error> {
        let like = About::Driver(DriverDetails::default());
        self.change(id, like, move |about| *about = About::Driver(details))
            .await
    }

    /// Keeps a paper to go with the allegations: a PDF, a JPEG or a PNG. Offline is fine. Twice is two papers.
    ///
    /// Fails with `fine.wrong_type`, with `fine.too_big` (1 MiB each, 2 MiB and five papers in all), and as [`Fines::save_text`].
    pub async fn attach(&self, id: &str, name: &str, bytes: Vec<u8>) -> Result<(), Error> {
        let (sealer, fine, name) = (
            self.sealer_of_somebody()?,
            self.one(id).await?.fine.id,
            paper_name(name),
        );
        let written = self.write(move |tx| attach(tx, &sealer, &fine, name, &bytes));
        written.await?
    }

    /// Takes a paper away again, by its number. Nothing happens where there is none. Safe to repeat. Fails as [`Fines::save_text`].
    pub async fn detach(&self, id: &str, paper: i64) -> Result<(), Error> {
        let (sealer, fine) = (self.sealer_of_somebody()?, self.one(id).await?.fine.id);
        let written = self.write(move |tx| {
            let mut draft = match writable(tx, &sealer, &fine, About::no_allegations())? {
                Ok(draft) => draft,
                Err(failed) => return Ok(Err(failed)),
            };
            if let About::Allegations { papers, .. } = &mut draft.about {
                let before = papers.len();
                papers.retain(|kept| kept.id != paper);
                // Another draft's paper is not this one's to take away.
                if papers.len() < before {
                    store::let_paper_go(tx, paper)?;
                }
            }
            store::replace(tx, &sealer, &draft, None).map(Ok)
        });
        written.await?
    }

    /// Sends the allegations. They are kept on the phone, waiting, before this returns, and go once, whenever the phone dies; how it
    /// ended is with the fine. Safe to repeat while they wait.
    ///
    /// Fails with `fine.empty` where nothing is written, and with what the phone knows that the City would say: `fine.too_late`,
    /// `fine.already_filed`, `fine.already_paid`, `fine.not_now`.
    pub async fn send(&self, id: &str) -> Result<(), Error> {
        self.file(id, Act::Allege, About::no_allegations()).await
    }

    /// Tells the City who drove. Kept and sent as allegations are, and fails as they do; and with `fine.driver` where a name or an
    /// address is missing, and with `fine.document` where the NIF or NIE is none.
    pub async fn name_driver(&self, id: &str) -> Result<(), Error> {
        let like = About::Driver(DriverDetails::default());
        self.file(id, Act::NameDriver, like).await
    }

    /// The person does not want to write this after all, or has read why the City would not have it. What waits to be sent, and what
    /// the City has, stays. Safe to repeat.
    pub async fn discard(&self, id: &str, act: Act) -> Result<(), Error> {
        let (sealer, fine) = (self.sealer_of_somebody()?, id.to_owned());
        let like = match act {
            Act::NameDriver => About::Driver(DriverDetails::default()),
            _ => About::no_allegations(),
        };
        self.write(move |tx| match store::draft(tx, &sealer, &fine, &like)? {
            Some(draft) if may_be_written(&draft.progress) => store::let_go(tx, draft.id),
            _ => Ok(()),
        })
        .await
    }

    async fn change(
        &self,
        id: &str,
        like: About,
        change: impl FnOnce(&mut About) + Send + 'static,
    ) -> Result<(), Error> {
        let (sealer, fine) = (self.sealer_of_somebody()?, self.one(id).await?.fine.id);
        let written = self.write(move |tx| match writable(tx, &sealer, &fine, like)? {
            Ok(mut draft) => {
                change(&mut draft.about);
                store::replace(tx, &sealer, &draft, None).map(Ok)
            }
            Err(failed) => Ok(Err(failed)),
        });
        written.await?
    }

    async fn file(&self, id: &str, act: Act, like: About) -> Result<(), Error> {
        let sealer = self.sealer_of_somebody()?;
        let (today, phone) = (self.today().await?, self.phone_now());
        let fine = id.to_owned();
        let written = self.write(move |tx| file(tx, &sealer, (&fine, act), &like, (today, phone)));
        written.await?
    }
}

const fn may_be_written(progress: &Progress) -> bool {
    matches!(progress, Progress::Writing | Progress::Refused { .. })
}

/// The draft to go on with, begun if there is none; or why it cannot be changed.
fn writable(tx: &Transaction<'_>, sealer: &Sealer, fine: &str, like: About) -> Outcome<Draft> {
    match store::draft(tx, sealer, fine, &like)? {
        None => {
            let draft = Draft {
                id: 0,
                fine: fine.to_owned(),
                about: like,
                progress: Progress::Writing,
            };
            store::begin(tx, sealer, draft).map(Ok)
        }
        Some(draft) if may_be_written(&draft.progress) => Ok(Ok(Draft {
            progress: Progress::Writing,
            ..draft
        })),
        Some(draft) => Ok(Err(Error::Refused(match draft.progress {
            Progress::Waiting => "fine.under_way",
            _ => "fine.already_filed",
        }))),
    }
}

fn attach(tx: &Transaction<'_>, sealer: &Sealer, fine: &str, name: String, bytes: &[u8]) -> Outcome<()> {
    let known = store::draft(tx, sealer, fine, &About::no_allegations())?;
    let kind = match known.as_ref().map(|draft| &draft.about) {
        Some(About::Allegations { papers, .. }) => check_paper(papers, bytes),
        _ => check_paper(&[], bytes),
    };
    let kind = match kind {
        Ok(kind) => kind,
        // Nothing is begun with a paper that cannot be kept.
        Err(code) => return Ok(Err(Error::Refused(code))),
    };
    let mut draft = match writable(tx, sealer, fine, About::no_allegations())? {
        Ok(draft) => draft,
        Err(failed) => return Ok(Err(failed)),
    };
    if let About::Allegations { papers, .. } = &mut draft.about {
        papers.push(Paper {
            id: store::add_paper(tx, sealer, draft.id, bytes)?,
            name,
            kind,
            size: u64::try_from(bytes.len()).unwrap_or(u64::MAX),
        });
    }
    store::replace(tx, sealer, &draft, None).map(Ok)
}

/// Writes the intent that files a draft, or says why there is none.
fn file(
    tx: &Transaction<'_>,
    sealer: &Sealer,
    (id, act): (&str, Act),
    like: &About,
    (today, phone): (NaiveDate, DateTime<Utc>),
) -> Outcome<()> {
    let refused = |code| Ok(Err(Error::Refused(code)));
    let Some(draft) = store::draft(tx, sealer, id, like)? else {
        return refused("fine.empty");
    };
    match draft.progress {
        Progress::Waiting => return Ok(Ok(())),
        Progress::Filed { .. } => return refused("fine.already_filed"),
        Progress::Writing | Progress::Refused { .. } => {}
    }
    let fines = store::document(tx, sealer)?.unwrap_or_default();
    let Some(fine) = fines.iter().find(|fine| fine.id == id) else {
        return Ok(Err(Error::NotFound("fine.unknown")));
    };
    if let Err(code) = may(fine, act, today) {
        return refused(code);
    }
    let (kind, envelope) = match wish(tx, sealer, &draft)? {
        Ok(wish) => wish,
        Err(code) => return refused(code),
    };
    let intent = enqueue(tx, sealer, kind, &envelope, phone)?;
    let progress = Progress::Waiting;
    store::replace(tx, sealer, &Draft { progress, ..draft }, Some(intent)).map(Ok)
}

/// What the City is asked, or the code of what to change first.
fn wish(
    tx: &Transaction<'_>,
    sealer: &Sealer,
    draft: &Draft,
) -> Result<Result<(&'static str, Envelope), &'static str>, StoreError> {
    let envelope = |what: &str, body: Option<Value>| Envelope {
        verb: Verb::Add,
        path: format!("{PATH}/{}/{what}", draft.fine),
        base: 0,
        body: body.unwrap_or(Value::Null),
        theirs: None,
    };
    Ok(match &draft.about {
        About::Allegations { text, papers } => match check_text(text) {
            Ok(()) => {
                let wish = AllegationsWish {
                    text: text.trim(),
                    attachments: attachments(tx, sealer, papers)?,
                };
                Ok((ALLEGATIONS, envelope("allegations", serde_json::to_value(wish).ok())))
            }
            Err(code) => Err(code),
        },
        About::Driver(typed) => check_driver(typed).map(|driver| {
            let wish = serde_json::to_value(DriverWish::new(&driver)).ok();
            (DRIVER, envelope("driver", wish))
        }),
    })
}

/// A paper whose bytes are gone stops the sending: without it, other things would be said.
fn attachments<'a>(
    tx: &Transaction<'_>,
    sealer: &Sealer,
    papers: &'a [Paper],
) -> Result<Vec<AttachmentWish<'a>>, StoreError> {
    let attachment = |paper: &'a Paper| {
        let data = store::paper(tx, sealer, paper.id)?.ok_or(StoreError::Unreadable)?;
        Ok(AttachmentWish {
            name: &paper.name,
            r#type: paper.kind.media_type(),
            data,
        })
    };
    papers.iter().map(attachment).collect()
}
