//! Traffic fines: what can be asked about them, and the answers for people and for programs.

use std::path::{Path, PathBuf};

use clap::Subcommand;
use madrid_bindings::app::App;
use madrid_bindings::error::AppError;
use madrid_bindings::fines::{
    AttachRequest, DraftState, DriverRequest, FineActionKind, FineChoiceView, FineRowView, FineState, FineView,
    FinesView, VerifyOutcome, VerifyView,
};
use serde_json::{Value, json};

use crate::json::{explanation, fact, fresh, nothing};
use crate::phone::send;
use crate::plain::{self, Page};

/// `fines`
#[derive(Debug, Subcommand)]
pub enum FinesArgs {
    /// All of them, as the city said them last
    List,
    /// Everything about one, by the number of its report
    Show {
        /// The number
        id: String,
    },
    /// Whether the fine on a paper is real; needs no sign-in: `fines verify 482190375 1234BCD`
    Verify {
        /// The number of the report
        bulletin: String,
        /// The plate
        plate: String,
    },
    /// Say why one is wrong: kept at once, sent when there is a network
    Allege {
        /// The number
        id: String,
        /// What to say; without it, what is written already
        #[arg(long)]
        text: Option<String>,
        /// A PDF, JPEG or PNG to go with it
        #[arg(long = "attach", value_name = "FILE")]
        files: Vec<PathBuf>,
        /// Take a file away again
        #[arg(long, value_name = "FILE ID")]
        detach: Option<i64>,
        /// Write only, do not send
        #[arg(long)]
        draft: bool,
        /// Throw away what is written
        #[arg(long, conflicts_with_all = ["text", "files", "detach", "draft"])]
        discard: bool,
    },
    /// Say who drove: kept at once, sent when there is a network
    Driver {
        /// The number
        id: String,
        /// Their name
        #[arg(long, default_value = "")]
        name: String,
        /// Their NIF or NIE
        #[arg(long, default_value = "")]
        document: String,
        /// Where letters reach them
        #[arg(long, default_value = "")]
        address: String,
        /// The number of their driving licence
        #[arg(long, default_value = "")]
        licence: String,
        /// Write only, do not send
        #[arg(long)]
        draft: bool,
    },
    /// Fetch a photo of the evidence into a file
    Evidence {
        /// The number
        id: String,
        /// Which photo
        number: u32,
        /// Where to put it
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
    },
}

/// What is asked.
#[derive(Debug)]
pub enum FineErrand {
    /// All of them.
    List,
    /// One.
    Show(String),
    /// Whether one is real.
    Verify {
        /// The number of the report.
        bulletin: String,
        /// The plate.
        plate: String,
    },
    /// What is written against one.
    Allege {
        /// Which.
        id: String,
        /// What to say.
        text: Option<String>,
        /// What goes with it.
        files: Vec<PathBuf>,
        /// What goes no longer with it.
        detach: Option<i64>,
        /// Whether it is sent.
        send: bool,
    },
    /// What is written is thrown away.
    Discard(String),
    /// Who drove.
    Driver {
        /// Who.
        who: DriverRequest,
        /// Whether it is sent.
        send: bool,
    },
    /// A photo.
    Evidence {
        /// Of which.
        id: String,
        /// Which.
        number: u32,
        /// Where to.
        out: PathBuf,
    },
}

impl From<FinesArgs> for FineErrand {
    fn from(args: FinesArgs) -> Self {
        match args {
            FinesArgs::List => Self::List,
            FinesArgs::Show { id } => Self::Show(id),
            FinesArgs::Verify { bulletin, plate } => Self::Verify { bulletin, plate },
            FinesArgs::Allege { id, discard: true, .. } => Self::Discard(id),
            FinesArgs::Allege {
                id,
                text,
                files,
                detach,
                draft,
                discard: false,
            } => Self::Allege {
                id,
                text,
                files,
                detach,
                send: !draft,
            },
            FinesArgs::Driver {
                id,
                name,
                document,
                address,
                licence,
                draft,
            } => Self::Driver {
                who: DriverRequest {
                    fine: id,
                    name,
                    document,
                    address,
                    licence,
                },
                send: !draft,
            },
            FinesArgs::Evidence { id, number, out } => Self::Evidence { id, number, out },
        }
    }
}

/// What came back.
#[derive(Debug)]
pub enum FineAnswer {
    /// All of them.
    All(FinesView),
    /// One.
    One(Box<FineView>),
    /// Whether one is real.
    Verified(VerifyView),
    /// How many bytes a photo has.
    Photo(usize),
}

/// Asks the open app.
pub async fn run(app: &App, errand: FineErrand) -> Result<FineAnswer, AppError> {
    let fines = app.fines();
    let id = match errand {
        FineErrand::List => return fines.list().await.map(FineAnswer::All),
        FineErrand::Verify { bulletin, plate } => {
            return fines.verify(bulletin, plate).await.map(FineAnswer::Verified);
        }
        FineErrand::Evidence { id, number, out } => {
            let png = fines.evidence(id, number).await?;
            std::fs::write(&out, &png).map_err(|_| unreadable())?;
            return Ok(FineAnswer::Photo(png.len()));
        }
        FineErrand::Show(id) => id,
        FineErrand::Discard(id) => {
            fines.discard(id.clone(), FineActionKind::Allege).await?;
            id
        }
        FineErrand::Allege {
            id,
            text,
            files,
            detach,
            send: is_sent,
        } => {
            write(app, &id, text, &files, detach).await?;
            if is_sent {
                fines.send(id.clone()).await?;
                send(app).await;
            }
            id
        }
        FineErrand::Driver { who, send: is_sent } => {
            let id = who.fine.clone();
            if is_sent {
                fines.name_driver(who).await?;
                send(app).await;
            } else {
                fines.save_driver(who).await?;
            }
            id
        }
    };
    let view = fines.one(id).await?;
    Ok(FineAnswer::One(Box::new(view)))
}

async fn write(
    app: &App,
    id: &str,
    text: Option<String>,
    files: &[PathBuf],
    detach: Option<i64>,
) -> Result<(), AppError> {
    let fines = app.fines();
    if let Some(text) = text {
        fines.save_draft(id.to_owned(), text).await?;
    }
    if let Some(paper) = detach {
        fines.detach(id.to_owned(), paper).await?;
    }
    for file in files {
        let request = AttachRequest {
            fine: id.to_owned(),
            name: file_name(file),
            bytes: std::fs::read(file).map_err(|_| unreadable())?,
        };
        fines.attach(request).await?;
    }
    Ok(())
}

fn file_name(file: &Path) -> String {
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned());
    name.unwrap_or_default()
}

/// A file of the tester's, not of the phone's.
fn unreadable() -> AppError {
    AppError::Bug {
        code: "store.io".to_owned(),
    }
}

/// For programs.
pub fn json(answer: &FineAnswer) -> Value {
    match answer {
        FineAnswer::All(view) => json!({
            "title": view.title,
            "groups": view.groups.iter().map(|group| json!({
                "title": group.title,
                "fines": group.fines.iter().map(row).collect::<Vec<_>>(),
            })).collect::<Vec<_>>(),
            "freshness": fresh(&view.freshness),
            "trouble": view.trouble.as_ref().map(explanation),
            "empty": view.empty.as_ref().map(nothing),
        }),
        FineAnswer::One(view) => one(view),
        FineAnswer::Verified(view) => json!({
            "outcome": match view.outcome {
                VerifyOutcome::Real => "real",
                VerifyOutcome::NotOurs => "not_ours",
                VerifyOutcome::Wrong => "wrong",
                VerifyOutcome::Unknown => "unknown",
            },
            "title": view.title,
            "body": view.body,
            "facts": view.facts.iter().map(fact).collect::<Vec<_>>(),
            "trouble": view.trouble.as_ref().map(explanation),
            "accessibility_label": view.accessibility_label,
        }),
        FineAnswer::Photo(bytes) => json!({ "bytes": bytes }),
    }
}

fn row(view: &FineRowView) -> Value {
    json!({
        "id": view.id,
        "title": view.title,
        "detail": view.detail,
        "state": state(view.state),
        "label": view.label,
        "amount": view.amount,
        "days_left": view.days_left,
        "draft": view.draft,
        "accessibility_label": view.accessibility_label,
    })
}

fn one(view: &FineView) -> Value {
    let step = |step: &madrid_bindings::fines::FineStepView| json!({ "label": step.label, "amount": step.amount, "when": step.when, "is_now": step.is_now });
    json!({
        "id": view.id,
        "title": view.title,
        "rule": view.rule,
        "state": state(view.state),
        "label": view.label,
        "body": view.body,
        "amount": view.amount,
        "choices": view.choices.iter().map(choice).collect::<Vec<_>>(),
        "steps": view.steps.iter().map(step).collect::<Vec<_>>(),
        "facts": view.facts.iter().map(fact).collect::<Vec<_>>(),
        "evidence": {
            "title": view.evidence.title,
            "description": view.evidence.description,
            "facts": view.evidence.facts.iter().map(fact).collect::<Vec<_>>(),
            "photos": view.evidence.photos.iter().map(|photo| photo.label.clone()).collect::<Vec<_>>(),
            "no_photos": view.evidence.no_photos,
        },
        "filed": view.filed.iter().map(fact).collect::<Vec<_>>(),
        "allegations": allegations(view),
        "driver": driver(view),
        "freshness": fresh(&view.freshness),
        "trouble": view.trouble.as_ref().map(explanation),
        "accessibility_label": view.accessibility_label,
    })
}

fn choice(view: &FineChoiceView) -> Value {
    json!({
        "kind": match view.kind {
            FineActionKind::Pay => "pay",
            FineActionKind::Allege => "allege",
            FineActionKind::NameDriver => "name_driver",
        },
        "title": view.title,
        "saves": view.saves,
        "gives_up": view.gives_up,
        "until": view.until,
        "action_label": view.action_label,
        "accessibility_label": view.accessibility_label,
    })
}

fn allegations(view: &FineView) -> Value {
    let draft = &view.allegations;
    json!({
        "title": draft.title,
        "hint": draft.hint,
        "papers_hint": draft.papers_hint,
        "text": draft.text,
        "papers": draft.papers.iter().map(|paper| json!({ "id": paper.id, "name": paper.name })).collect::<Vec<_>>(),
        "state": draft_state(draft.state),
        "label": draft.label,
        "trouble": draft.trouble.as_ref().map(explanation),
        "send_label": draft.send_label,
        "attach_label": draft.attach_label,
        "discard_label": draft.discard_label,
    })
}

fn driver(view: &FineView) -> Value {
    let draft = &view.driver;
    json!({
        "title": draft.title,
        "hint": draft.hint,
        "name": draft.name,
        "document": draft.document,
        "address": draft.address,
        "licence": draft.licence,
        "state": draft_state(draft.state),
        "label": draft.label,
        "trouble": draft.trouble.as_ref().map(explanation),
        "send_label": draft.send_label,
        "discard_label": draft.discard_label,
    })
}

const fn draft_state(state: DraftState) -> &'static str {
    match state {
        DraftState::Empty => "empty",
        DraftState::Writing => "writing",
        DraftState::Waiting => "waiting",
        DraftState::Filed => "filed",
        DraftState::Refused => "refused",
    }
}

const fn state(state: FineState) -> &'static str {
    match state {
        FineState::Reported => "reported",
        FineState::Notified => "notified",
        FineState::DiscountOver => "discount_over",
        FineState::Contested => "contested",
        FineState::DriverNamed => "driver_named",
        FineState::Final => "final",
        FineState::Enforcement => "enforcement",
        FineState::Paid => "paid",
        FineState::Closed => "closed",
        FineState::Cancelled => "cancelled",
        FineState::WrittenOff => "written_off",
        FineState::Refunded => "refunded",
        FineState::Other => "other",
    }
}

/// For people.
pub fn plain(page: &mut Page, answer: &FineAnswer) {
    match answer {
        FineAnswer::All(view) => plain_list(page, view),
        FineAnswer::One(view) => plain_one(page, view),
        FineAnswer::Verified(view) => {
            page.line(&view.title);
            page.line(&view.body);
            view.facts.iter().for_each(|fact| page.indented(&fact.value));
            view.trouble.iter().for_each(|trouble| page.line(&trouble.next_step));
        }
        FineAnswer::Photo(bytes) => page.line(&format!("{bytes} bytes")),
    }
}

fn plain_list(page: &mut Page, view: &FinesView) {
    page.line(&view.title);
    page.line(&plain::fresh(&view.freshness));
    view.trouble.iter().for_each(|trouble| page.line(&trouble.body));
    view.empty.iter().for_each(|empty| page.line(&empty.body));
    for group in &view.groups {
        page.blank();
        page.line(&group.title);
        for fine in &group.fines {
            let amount = fine.amount.iter().map(String::as_str);
            let head = [fine.id.as_str(), &fine.title].into_iter().chain(amount);
            page.indented(&plain::join(head.chain([fine.label.as_str()])));
            page.indented(&fine.detail);
            fine.days_left
                .iter()
                .chain(&fine.draft)
                .for_each(|line| page.indented(line));
        }
    }
}

fn plain_one(page: &mut Page, view: &FineView) {
    page.line(&plain::join([view.id.as_str(), &view.title, &view.label].into_iter()));
    page.line(&view.body);
    page.line(&view.rule);
    for choice in &view.choices {
        page.blank();
        page.line(&format!("[{}]", choice.action_label));
        let lines = choice.saves.iter().chain(&choice.gives_up).chain(&choice.until);
        lines.for_each(|line| page.indented(line));
    }
    page.blank();
    for step in &view.steps {
        let now = if step.is_now { "> " } else { "  " };
        page.line(&format!("{now}{} · {} · {}", step.amount, step.label, step.when));
    }
    page.blank();
    let facts = view.facts.iter().chain(&view.filed).chain(&view.evidence.facts);
    facts.for_each(|fact| page.labelled(&fact.label, &fact.value));
    page.line(&view.evidence.description);
    view.evidence
        .photos
        .iter()
        .for_each(|photo| page.indented(&photo.label));
    let drafts = [
        (
            &view.allegations.title,
            &view.allegations.label,
            &view.allegations.trouble,
        ),
        (&view.driver.title, &view.driver.label, &view.driver.trouble),
    ];
    for (title, label, trouble) in drafts {
        label.iter().for_each(|label| page.labelled(title, label));
        trouble.iter().for_each(|trouble| page.indented(&trouble.body));
    }
    page.line(&view.allegations.text);
    page.line(&plain::fresh(&view.freshness));
}
