//! Paying, and receipts: what can be asked about them, and the answers for people and for programs.

use clap::{Args, Subcommand, ValueEnum};
use madrid_bindings::app::App;
use madrid_bindings::error::AppError;
use madrid_bindings::payments::{
    DebtKind, PayRequest, PaymentMethod, PaymentStage, PaymentView, PaymentsView, ReceiptView, ReceiptsView,
};
use serde_json::{Value, json};

use crate::json::{explanation, nothing};
use crate::plain::Page;

/// `pay`
#[derive(Debug, Args)]
pub struct PayArgs {
    #[command(subcommand)]
    step: PayCommand,
}

#[derive(Debug, Subcommand)]
enum PayCommand {
    /// What paying would mean: `pay prepare fine 482190375`
    Prepare {
        /// Which part of the city it is with
        kind: Debt,
        /// The number under which that part knows it
        id: String,
        /// With Bizum instead of a card
        #[arg(long)]
        bizum: bool,
    },
    /// Say yes to what `prepare` showed
    Submit {
        /// Its number on this phone
        id: i64,
    },
    /// How payments stand, as far as the phone knows
    Status {
        /// Its number on this phone; without it, all
        id: Option<i64>,
    },
    /// Ask the city how one stands
    Check {
        /// Its number on this phone
        id: i64,
    },
    /// Do not pay after all
    Cancel {
        /// Its number on this phone
        id: i64,
    },
}

/// What can be owed.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Debt {
    Tax,
    Fine,
}

/// `receipts`
#[derive(Debug, Args)]
pub struct ReceiptsArgs {
    #[command(subcommand)]
    ask: Option<ReceiptsCommand>,
}

#[derive(Debug, Subcommand)]
enum ReceiptsCommand {
    /// All of them
    List,
    /// One of them
    Show {
        /// The city's number of it
        number: String,
    },
}

/// What is asked.
#[derive(Debug)]
pub enum PaymentErrand {
    /// What paying would mean.
    Prepare(PayRequest),
    /// The person says yes.
    Submit(i64),
    /// How all of them stand.
    List,
    /// How one stands.
    One(i64),
    /// The city is asked.
    Check(i64),
    /// It is given up.
    GiveUp(i64),
    /// Every receipt.
    Receipts,
    /// One receipt.
    Receipt(String),
}

impl From<PayArgs> for PaymentErrand {
    fn from(args: PayArgs) -> Self {
        match args.step {
            PayCommand::Prepare { kind, id, bizum } => Self::Prepare(PayRequest {
                kind: match kind {
                    Debt::Tax => DebtKind::Tax,
                    Debt::Fine => DebtKind::Fine,
                },
                debt: id,
                method: if bizum {
                    PaymentMethod::Bizum
                } else {
                    PaymentMethod::Card
                },
            }),
            PayCommand::Submit { id } => Self::Submit(id),
            PayCommand::Status { id: None } => Self::List,
            PayCommand::Status { id: Some(id) } => Self::One(id),
            PayCommand::Check { id } => Self::Check(id),
            PayCommand::Cancel { id } => Self::GiveUp(id),
        }
    }
}

impl From<ReceiptsArgs> for PaymentErrand {
    fn from(args: ReceiptsArgs) -> Self {
        match args.ask {
            None | Some(ReceiptsCommand::List) => Self::Receipts,
            Some(ReceiptsCommand::Show { number }) => Self::Receipt(number),
        }
    }
}

/// What came back.
#[derive(Debug)]
pub enum PaymentAnswer {
    /// One payment.
    One(Box<PaymentView>),
    /// All of them.
    All(PaymentsView),
    /// Every receipt.
    Receipts(ReceiptsView),
    /// One receipt.
    Receipt(ReceiptView),
}

/// Asks the open app.
pub async fn run(app: &App, errand: PaymentErrand) -> Result<PaymentAnswer, AppError> {
    let payments = app.payments();
    let one = match errand {
        PaymentErrand::Prepare(request) => payments.prepare(request).await?,
        PaymentErrand::Submit(id) => payments.submit(id).await?,
        PaymentErrand::One(id) => payments.one(id).await?,
        PaymentErrand::Check(id) => payments.check(id).await?,
        PaymentErrand::GiveUp(id) => payments.give_up(id).await?,
        PaymentErrand::List => return payments.list().await.map(PaymentAnswer::All),
        PaymentErrand::Receipts => return payments.receipts().await.map(PaymentAnswer::Receipts),
        PaymentErrand::Receipt(number) => return payments.receipt(number).await.map(PaymentAnswer::Receipt),
    };
    Ok(PaymentAnswer::One(Box::new(one)))
}

/// For programs.
pub fn json(answer: &PaymentAnswer) -> Value {
    match answer {
        PaymentAnswer::One(view) => payment(view),
        PaymentAnswer::All(view) => json!({
            "title": view.title,
            "payments": view.payments.iter().map(payment).collect::<Vec<_>>(),
            "empty": view.empty.as_ref().map(nothing),
        }),
        PaymentAnswer::Receipts(view) => json!({
            "title": view.title,
            "receipts": view.receipts.iter().map(receipt).collect::<Vec<_>>(),
            "torn": view.torn,
            "empty": view.empty.as_ref().map(nothing),
        }),
        PaymentAnswer::Receipt(view) => receipt(view),
    }
}

fn payment(view: &PaymentView) -> Value {
    let action = |action: &madrid_bindings::payments::PaymentActionView| action.label.clone();
    json!({
        "id": view.id,
        "debt": view.debt,
        "title": view.title,
        "amount": view.amount,
        "stage": stage(view.stage),
        "headline": view.headline,
        "body": view.body,
        "saving": view.saving,
        "gives_up": view.gives_up,
        "method_label": view.method_label,
        "url": view.url,
        "receipt": view.receipt,
        "trouble": view.trouble.as_ref().map(explanation),
        "actions": view.actions.iter().map(action).collect::<Vec<_>>(),
        "accessibility_label": view.accessibility_label,
    })
}

const fn stage(stage: PaymentStage) -> &'static str {
    match stage {
        PaymentStage::Prepared => "prepared",
        PaymentStage::Submitting => "submitting",
        PaymentStage::AwaitingPayer => "awaiting_payer",
        PaymentStage::Unknown => "unknown",
        PaymentStage::NotFound => "not_found",
        PaymentStage::Settled => "settled",
        PaymentStage::Rejected => "rejected",
        PaymentStage::Closed => "closed",
        PaymentStage::Expired => "expired",
    }
}

fn receipt(view: &ReceiptView) -> Value {
    let fact = |fact: &madrid_bindings::view::FactView| json!({ "label": fact.label, "value": fact.value });
    json!({
        "number": view.number,
        "title": view.title,
        "amount": view.amount,
        "facts": view.facts.iter().map(fact).collect::<Vec<_>>(),
        "notice": view.notice,
        "accessibility_label": view.accessibility_label,
    })
}

/// For people.
pub fn plain(page: &mut Page, answer: &PaymentAnswer) {
    match answer {
        PaymentAnswer::One(view) => plain_payment(page, view),
        PaymentAnswer::All(view) => {
            page.line(&view.title);
            view.empty.iter().for_each(|empty| page.line(&empty.body));
            view.payments.iter().for_each(|payment| plain_payment(page, payment));
        }
        PaymentAnswer::Receipts(view) => {
            page.line(&view.title);
            view.torn.iter().for_each(|torn| page.line(torn));
            view.empty.iter().for_each(|empty| page.line(&empty.body));
            for receipt in &view.receipts {
                page.line(&format!("{} · {} · {}", receipt.number, receipt.title, receipt.amount));
            }
        }
        PaymentAnswer::Receipt(view) => {
            page.line(&format!("{} · {}", view.title, view.amount));
            for fact in &view.facts {
                page.indented(&format!("{}: {}", fact.label, fact.value));
            }
            page.blank();
            view.notice.iter().for_each(|line| page.line(line));
        }
    }
}

fn plain_payment(page: &mut Page, view: &PaymentView) {
    page.blank();
    page.line(&format!(
        "{} · {} · {}: {}",
        view.id, view.title, view.amount, view.headline
    ));
    page.indented(&view.body);
    view.saving
        .iter()
        .chain(&view.gives_up)
        .for_each(|line| page.indented(line));
    view.url.iter().for_each(|url| page.indented(url));
    if let Some(trouble) = &view.trouble {
        page.indented(&format!("{} {}", trouble.body, trouble.next_step));
    }
    for action in &view.actions {
        page.indented(&format!("[{}]", action.label));
    }
}
