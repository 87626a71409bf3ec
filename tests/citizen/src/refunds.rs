//! Money that comes back: what can be asked about it, and the answers for people and for programs.

use clap::{Args, Subcommand, ValueEnum};
use madrid_bindings::app::App;
use madrid_bindings::error::AppError;
use madrid_bindings::refunds::{RefundCause, RefundRequest, RefundStage, RefundView, RefundsView};
use serde_json::{Value, json};

use crate::json::{explanation, nothing};
use crate::phone::send;
use crate::plain::Page;

/// `refunds`
#[derive(Debug, Args)]
pub struct RefundsArgs {
    #[command(subcommand)]
    ask: Option<RefundsCommand>,
}

#[derive(Debug, Subcommand)]
enum RefundsCommand {
    /// All of them
    List,
    /// Ask for what a receipt is of: `refunds ask R-2026-0000001 annulled ES91…`
    Ask {
        /// The number of the receipt
        receipt: String,
        /// Why
        cause: Cause,
        /// An account in the person's name
        iban: String,
    },
    /// One of them
    Show {
        /// Its number on this phone
        id: i64,
    },
    /// That one was not taken has been read
    Dismiss {
        /// Its number on this phone
        id: i64,
    },
}

/// Why something is asked back.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Cause {
    Undue,
    Annulled,
}

/// What is asked.
#[derive(Debug)]
pub enum RefundErrand {
    /// All of them.
    List,
    /// One of them.
    One(i64),
    /// For another one.
    Ask(RefundRequest),
    /// That one was read.
    Dismiss(i64),
}

impl From<RefundsArgs> for RefundErrand {
    fn from(args: RefundsArgs) -> Self {
        match args.ask {
            None | Some(RefundsCommand::List) => Self::List,
            Some(RefundsCommand::Show { id }) => Self::One(id),
            Some(RefundsCommand::Dismiss { id }) => Self::Dismiss(id),
            Some(RefundsCommand::Ask { receipt, cause, iban }) => Self::Ask(RefundRequest {
                receipt,
                cause: match cause {
                    Cause::Undue => RefundCause::Undue,
                    Cause::Annulled => RefundCause::Annulled,
                },
                iban,
            }),
        }
    }
}

/// What came back.
#[derive(Debug)]
pub enum RefundAnswer {
    /// One of them.
    One(Box<RefundView>),
    /// All of them.
    All(Box<RefundsView>),
}

/// Asks the open app.
pub async fn run(app: &App, errand: RefundErrand) -> Result<RefundAnswer, AppError> {
    let refunds = app.refunds();
    let all = match errand {
        RefundErrand::One(id) => return refunds.one(id).await.map(|view| RefundAnswer::One(Box::new(view))),
        RefundErrand::List => refunds.show().await?,
        RefundErrand::Ask(request) => {
            refunds.ask(request).await?;
            send(app).await;
            refunds.show().await?
        }
        RefundErrand::Dismiss(id) => refunds.dismiss(id).await?,
    };
    Ok(RefundAnswer::All(Box::new(all)))
}

/// For programs.
pub fn json(answer: &RefundAnswer) -> Value {
    match answer {
        RefundAnswer::One(view) => refund(view),
        RefundAnswer::All(view) => json!({
            "title": view.title,
            "refunds": view.refunds.iter().map(refund).collect::<Vec<_>>(),
            "torn": view.torn,
            "freshness": view.freshness.label,
            "empty": view.empty.as_ref().map(nothing),
        }),
    }
}

fn refund(view: &RefundView) -> Value {
    let step = |step: &madrid_bindings::refunds::RefundStepView| json!({ "label": step.label, "value": step.value, "is_done": step.is_done });
    let fact = |fact: &madrid_bindings::view::FactView| json!({ "label": fact.label, "value": fact.value });
    json!({
        "id": view.id,
        "title": view.title,
        "amount": view.amount,
        "stage": stage(view.stage),
        "headline": view.headline,
        "body": view.body,
        "late": view.late,
        "steps": view.steps.iter().map(step).collect::<Vec<_>>(),
        "facts": view.facts.iter().map(fact).collect::<Vec<_>>(),
        "receipt": view.receipt,
        "trouble": view.trouble.as_ref().map(explanation),
        "actions": view.actions.iter().map(|action| action.label.clone()).collect::<Vec<_>>(),
        "accessibility_label": view.accessibility_label,
    })
}

const fn stage(stage: RefundStage) -> &'static str {
    match stage {
        RefundStage::Waiting => "waiting",
        RefundStage::NotTaken => "not_taken",
        RefundStage::Requested => "requested",
        RefundStage::Agreed => "agreed",
        RefundStage::Ordered => "ordered",
        RefundStage::Paid => "paid",
        RefundStage::Refused => "refused",
    }
}

/// For people.
pub fn plain(page: &mut Page, answer: &RefundAnswer) {
    match answer {
        RefundAnswer::One(view) => plain_refund(page, view),
        RefundAnswer::All(view) => {
            page.line(&view.title);
            view.torn.iter().for_each(|torn| page.line(torn));
            view.empty.iter().for_each(|empty| page.line(&empty.body));
            view.refunds.iter().for_each(|refund| plain_refund(page, refund));
        }
    }
}

fn plain_refund(page: &mut Page, view: &RefundView) {
    page.blank();
    page.line(&format!(
        "{} · {} · {}: {}",
        view.id, view.title, view.amount, view.headline
    ));
    page.indented(&view.body);
    view.late.iter().for_each(|late| page.indented(late));
    for step in &view.steps {
        page.indented(&format!("{}: {}", step.label, step.value));
    }
    for fact in &view.facts {
        page.indented(&format!("{}: {}", fact.label, fact.value));
    }
    for action in &view.actions {
        page.indented(&format!("[{}]", action.label));
    }
}
