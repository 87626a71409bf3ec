//! Taxes: what can be asked about them, and the answers for people and for programs.

use std::fs;

use clap::{Args, Subcommand, ValueEnum};
use madrid_bindings::agenda::CalendarFileView;
use madrid_bindings::app::App;
use madrid_bindings::error::AppError;
use madrid_bindings::tax::{
    DebitMode, DirectDebitRequest, InstalmentsRequest, ReminderRequest, TaxCalendarView, TaxCertificateView,
    TaxFolderView, TaxGroup, TaxReceiptView, TaxRowView, TaxState, TaxWayView,
};
use serde_json::{Value, json};

use crate::json::{explanation, fresh as fresh_json, nothing};
use crate::phone::send;
use crate::plain::{Page, fresh};

/// `tax`
#[derive(Debug, Args)]
pub struct TaxArgs {
    #[command(subcommand)]
    ask: TaxCommand,
}

#[derive(Debug, Subcommand)]
enum TaxCommand {
    /// The whole folder, by what has to be done
    List,
    /// One receipt: what it costs later and how it can be paid
    Show {
        /// The city's number of it
        id: String,
    },
    /// The dates of the year; with --file, one's own too, for the phone's calendar
    Calendar {
        /// Print it as iCalendar
        #[arg(long)]
        file: bool,
    },
    /// Have a receipt charged to an account, or no longer
    Debit {
        /// The city's number of it
        id: String,
        /// The account
        #[arg(long, required_unless_present = "end")]
        iban: Option<String>,
        /// How
        #[arg(long, value_enum, default_value_t = Mode::Single)]
        mode: Mode,
        /// No longer
        #[arg(long, conflicts_with = "iban")]
        end: bool,
    },
    /// Ask to pay a receipt in parts
    Instalments {
        /// The city's number of it
        id: String,
        /// In how many
        parts: u32,
    },
    /// Be told before the day of a receipt or of a date; without --days, not at all
    Remind {
        /// The number of a receipt, or the name of a date
        about: String,
        /// So many days before
        #[arg(long)]
        days: Option<u32>,
    },
    /// Put a refusal aside that was read
    Dismiss {
        /// The city's number of the receipt
        id: String,
    },
    /// That nothing is owed, on paper, or what is
    Certificate {
        /// Write the paper here
        #[arg(long, value_name = "FILE")]
        pdf: Option<String>,
    },
}

/// How the bank is charged.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Mode {
    Single,
    Sep,
    Pac,
}

/// What is asked.
#[derive(Debug)]
pub enum TaxErrand {
    /// The whole folder.
    List,
    /// One receipt.
    Show(String),
    /// The dates of the year.
    Calendar,
    /// The days for the phone's calendar.
    File,
    /// A receipt is charged to an account.
    Debit(DirectDebitRequest),
    /// A receipt is charged no longer.
    End(String),
    /// A receipt is paid in parts.
    Instalments(InstalmentsRequest),
    /// The person wants to be told.
    Remind(ReminderRequest),
    /// A refusal was read.
    Dismiss(String),
    /// What the city says of debts; the paper goes into this file.
    Certificate(Option<String>),
}

impl From<TaxArgs> for TaxErrand {
    fn from(args: TaxArgs) -> Self {
        match args.ask {
            TaxCommand::List => Self::List,
            TaxCommand::Show { id } => Self::Show(id),
            TaxCommand::Calendar { file: false } => Self::Calendar,
            TaxCommand::Calendar { file: true } => Self::File,
            TaxCommand::Debit { id, end: true, .. } => Self::End(id),
            TaxCommand::Debit { id, iban, mode, .. } => Self::Debit(DirectDebitRequest {
                receipt: id,
                iban: iban.unwrap_or_default(),
                mode: match mode {
                    Mode::Single => DebitMode::Single,
                    Mode::Sep => DebitMode::Sep,
                    Mode::Pac => DebitMode::Pac,
                },
            }),
            TaxCommand::Instalments { id, parts } => Self::Instalments(InstalmentsRequest { receipt: id, parts }),
            TaxCommand::Remind { about, days } => Self::Remind(ReminderRequest {
                about,
                days_before: days,
            }),
            TaxCommand::Dismiss { id } => Self::Dismiss(id),
            TaxCommand::Certificate { pdf } => Self::Certificate(pdf),
        }
    }
}

/// What came back.
#[derive(Debug)]
pub enum TaxAnswer {
    /// The whole folder.
    Folder(TaxFolderView),
    /// One receipt.
    Receipt(Box<TaxReceiptView>),
    /// The dates of the year.
    Calendar(TaxCalendarView),
    /// The days for the phone's calendar.
    File(CalendarFileView),
    /// What the city says of debts.
    Certificate(TaxCertificateView),
}

/// Asks the open app.
pub async fn run(app: &App, errand: TaxErrand) -> Result<TaxAnswer, AppError> {
    let tax = app.tax();
    let changed = match errand {
        TaxErrand::List => return tax.folder().await.map(TaxAnswer::Folder),
        TaxErrand::Show(id) => return receipt(app, id).await,
        TaxErrand::Calendar => return tax.calendar().await.map(TaxAnswer::Calendar),
        TaxErrand::File => return tax.dates_as_icalendar().await.map(TaxAnswer::File),
        TaxErrand::Remind(request) => return tax.set_reminder(request).await.map(TaxAnswer::Folder),
        TaxErrand::Dismiss(id) => return tax.dismiss(id).await.map(|view| TaxAnswer::Receipt(Box::new(view))),
        TaxErrand::Certificate(file) => return certificate(app, file).await,
        TaxErrand::Debit(request) => tax.set_direct_debit(request).await?,
        TaxErrand::End(id) => tax.cancel_direct_debit(id).await?,
        TaxErrand::Instalments(request) => tax.ask_instalments(request).await?,
    };
    send(app).await;
    receipt(app, changed.row.id).await
}

async fn receipt(app: &App, id: String) -> Result<TaxAnswer, AppError> {
    let view = app.tax().one(id).await?;
    Ok(TaxAnswer::Receipt(Box::new(view)))
}

async fn certificate(app: &App, file: Option<String>) -> Result<TaxAnswer, AppError> {
    let view = app.tax().certificate().await?;
    if let (Some(file), Some(paper)) = (file, &view.paper) {
        fs::write(file, &paper.bytes).map_err(|_| AppError::StorageFull {
            code: "store.full".to_owned(),
        })?;
    }
    Ok(TaxAnswer::Certificate(view))
}

/// For programs.
pub fn json(answer: &TaxAnswer) -> Value {
    match answer {
        TaxAnswer::Folder(view) => folder(view),
        TaxAnswer::Receipt(view) => one(view),
        TaxAnswer::Calendar(view) => json!({
            "title": view.title,
            "dates": view.dates.iter().map(|date| json!({
                "id": date.id, "title": date.title, "detail": date.detail, "reminder": date.reminder.days_before,
                "accessibility_label": date.accessibility_label,
            })).collect::<Vec<_>>(),
            "freshness": fresh_json(&view.freshness),
            "trouble": view.trouble.as_ref().map(explanation),
            "empty": view.empty.as_ref().map(nothing),
        }),
        TaxAnswer::File(view) => json!({ "file_name": view.file_name, "text": view.text }),
        TaxAnswer::Certificate(view) => json!({
            "title": view.title,
            "body": view.body,
            "facts": view.facts.iter().map(fact).collect::<Vec<_>>(),
            "owed": view.owed.iter().map(fact).collect::<Vec<_>>(),
            "paper": view.paper.as_ref().map(|paper| json!({ "file_name": paper.file_name, "bytes": paper.bytes.len() })),
            "as_of_label": view.as_of_label,
            "trouble": view.trouble.as_ref().map(explanation),
        }),
    }
}

fn fact(fact: &madrid_bindings::view::FactView) -> Value {
    json!({ "label": fact.label, "value": fact.value })
}

fn folder(view: &TaxFolderView) -> Value {
    json!({
        "title": view.title,
        "groups": view.groups.iter().map(|group| json!({
            "id": group_name(group.id),
            "title": group.title,
            "rows": group.rows.iter().map(row).collect::<Vec<_>>(),
        })).collect::<Vec<_>>(),
        "changes": view.changes.iter().map(|change| json!({
            "title": change.title, "object": change.object, "body": change.body,
        })).collect::<Vec<_>>(),
        "reminders": view.reminders.iter().map(|reminder| json!({
            "id": reminder.id, "day": reminder.day, "title": reminder.title, "body": reminder.body,
        })).collect::<Vec<_>>(),
        "freshness": fresh_json(&view.freshness),
        "trouble": view.trouble.as_ref().map(explanation),
        "empty": view.empty.as_ref().map(nothing),
    })
}

fn row(view: &TaxRowView) -> Value {
    json!({
        "id": view.id,
        "title": view.title,
        "object": view.object,
        "amount": view.amount,
        "when": view.when,
        "state": state(view.state),
        "label": view.label,
        "waiting": view.waiting,
        "receipt": view.receipt,
        "trouble": view.trouble.as_ref().map(explanation),
        "actions": view.actions.iter().map(|action| action.label.as_str()).collect::<Vec<_>>(),
        "accessibility_label": view.accessibility_label,
    })
}

fn one(view: &TaxReceiptView) -> Value {
    json!({
        "row": row(&view.row),
        "facts": view.facts.iter().map(fact).collect::<Vec<_>>(),
        "steps": view.steps.as_ref().map(|steps| steps.steps.iter().map(|step| json!({
            "title": step.title, "body": step.body, "note": step.note,
        })).collect::<Vec<_>>()),
        "ways": view.ways.as_ref().map(|ways| ways.ways.iter().map(way).collect::<Vec<_>>()),
        "debit": view.debit.as_ref().map(|debit| json!({
            "body": debit.body, "saving": debit.saving, "charges": debit.charges, "until": debit.until,
        })),
        "parts": view.parts,
        "reminder": view.reminder.days_before,
        "freshness": fresh_json(&view.freshness),
    })
}

fn way(view: &TaxWayView) -> Value {
    json!({
        "title": view.title,
        "body": view.body,
        "charges": view.charges,
        "until": view.until,
        "is_possible": view.is_possible,
    })
}

const fn group_name(group: TaxGroup) -> &'static str {
    match group {
        TaxGroup::ToPay => "to_pay",
        TaxGroup::ByBank => "by_bank",
        TaxGroup::ByInstalments => "by_instalments",
        TaxGroup::Paid => "paid",
    }
}

const fn state(state: TaxState) -> &'static str {
    match state {
        TaxState::Voluntary => "voluntary",
        TaxState::Enforcement => "enforcement",
        TaxState::DirectDebit => "direct_debit",
        TaxState::Instalments => "instalments",
        TaxState::Paid => "paid",
    }
}

/// For people.
pub fn plain(page: &mut Page, answer: &TaxAnswer) {
    match answer {
        TaxAnswer::Folder(view) => plain_folder(page, view),
        TaxAnswer::Receipt(view) => plain_receipt(page, view),
        TaxAnswer::Calendar(view) => {
            page.line(&view.title);
            page.line(&fresh(&view.freshness));
            view.empty.iter().for_each(|empty| page.line(&empty.body));
            for date in &view.dates {
                page.line(&format!("{} · {}", date.id, date.title));
                page.indented(&date.detail);
                page.indented(&date.reminder.label);
            }
        }
        TaxAnswer::File(view) => page.line(&view.text),
        TaxAnswer::Certificate(view) => {
            page.line(&view.title);
            page.line(&view.body);
            for fact in view.facts.iter().chain(&view.owed) {
                page.indented(&format!("{}: {}", fact.label, fact.value));
            }
            if let Some(trouble) = &view.trouble {
                page.line(&format!("{} [{}]", trouble.title, trouble.code));
            }
        }
    }
}

fn plain_folder(page: &mut Page, view: &TaxFolderView) {
    page.line(&view.title);
    page.line(&fresh(&view.freshness));
    if let Some(trouble) = &view.trouble {
        page.line(&format!("{} [{}]", trouble.title, trouble.code));
    }
    view.empty.iter().for_each(|empty| page.line(&empty.body));
    for group in &view.groups {
        page.blank();
        page.line(&group.title);
        group.rows.iter().for_each(|row| plain_row(page, row));
    }
    if !view.changes.is_empty() {
        page.blank();
        page.line(&view.changes_title);
    }
    for change in &view.changes {
        page.line(&format!("{} · {}", change.title, change.object));
        page.indented(&change.body);
    }
}

fn plain_row(page: &mut Page, row: &TaxRowView) {
    page.line(&format!("{} · {} · {}: {}", row.id, row.title, row.amount, row.label));
    row.object
        .iter()
        .chain([&row.when])
        .chain(&row.waiting)
        .for_each(|line| page.indented(line));
    if let Some(trouble) = &row.trouble {
        page.indented(&format!("{} {}", trouble.body, trouble.next_step));
    }
    for action in &row.actions {
        page.indented(&format!("[{}]", action.label));
    }
}

fn plain_receipt(page: &mut Page, view: &TaxReceiptView) {
    plain_row(page, &view.row);
    for fact in &view.facts {
        page.indented(&format!("{}: {}", fact.label, fact.value));
    }
    if let Some(steps) = &view.steps {
        page.blank();
        page.line(&steps.title);
        for step in &steps.steps {
            page.indented(&format!("{}. {}", step.title, step.body));
        }
    }
    if let Some(ways) = &view.ways {
        page.blank();
        page.line(&ways.title);
        for way in &ways.ways {
            page.indented(&format!("{}. {}", way.title, way.body));
        }
    }
    if let Some(debit) = &view.debit {
        page.blank();
        page.line(&debit.body);
        page.indented(&debit.saving);
    }
    page.blank();
    page.line(&view.reminder.label);
}
