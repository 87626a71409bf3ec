//! Paying, and receipts: what can be asked about them, and the answers for people and for programs.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use madrid_bindings::app::App;
use madrid_bindings::error::AppError;
use madrid_bindings::payments::{
    DebtKind, DebtRequest, PayRequest, PaymentMethod, PaymentStage, PaymentView, PaymentsView, ReceiptPdf, ReceiptView,
    ReceiptsView, SeveralView,
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
    /// What paying would mean: `pay prepare fine 482190375`, or several: `pay prepare fine 482190375 tax 0004417203391`
    Prepare {
        /// Which part of the city it is with, and the number under which that part knows it
        #[arg(value_names = ["KIND", "ID"], num_args = 2.., required = true)]
        debts: Vec<String>,
        /// With Bizum instead of a card
        #[arg(long)]
        bizum: bool,
    },
    /// What paying a letter would mean, by its reference; nobody need be signed in
    Reference {
        /// What stands below its barcode
        code: String,
        /// With Bizum instead of a card
        #[arg(long)]
        bizum: bool,
    },
    /// Several payments as they stand, and which is next
    Several {
        /// Their numbers on this phone
        #[arg(required = true)]
        ids: Vec<i64>,
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
        /// Those of letters
        #[arg(long, conflicts_with = "id")]
        letters: bool,
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
    Booking,
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
    List {
        /// Those of letters
        #[arg(long)]
        letters: bool,
    },
    /// One of them
    Show {
        /// The city's number of it
        number: String,
    },
    /// The official paper of one
    Pdf {
        /// The city's number of it
        number: String,
        /// Where to write it; without it, only whether it is there
        #[arg(long)]
        out: Option<PathBuf>,
    },
}

/// What is asked.
#[derive(Debug)]
pub enum PaymentErrand {
    /// What paying would mean.
    Prepare(PayRequest),
    /// What paying several would mean.
    PrepareAll(Vec<DebtRequest>, PaymentMethod),
    /// What paying a letter would mean.
    Reference(String, PaymentMethod),
    /// How several stand.
    Several(Vec<i64>),
    /// How those of letters stand.
    Letters,
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
    /// Every receipt of a letter.
    ReceiptsOfLetters,
    /// One receipt.
    Receipt(String),
    /// The official paper of one, and where to write it.
    Pdf(String, Option<PathBuf>),
}

impl From<PayArgs> for PaymentErrand {
    fn from(args: PayArgs) -> Self {
        match args.step {
            PayCommand::Prepare { debts, bizum } => match pairs(&debts).as_slice() {
                [one] => Self::Prepare(PayRequest {
                    kind: one.kind,
                    debt: one.debt.clone(),
                    method: method(bizum),
                }),
                all => Self::PrepareAll(all.to_vec(), method(bizum)),
            },
            PayCommand::Reference { code, bizum } => Self::Reference(code, method(bizum)),
            PayCommand::Several { ids } => Self::Several(ids),
            PayCommand::Submit { id } => Self::Submit(id),
            PayCommand::Status { letters: true, .. } => Self::Letters,
            PayCommand::Status { id: None, .. } => Self::List,
            PayCommand::Status { id: Some(id), .. } => Self::One(id),
            PayCommand::Check { id } => Self::Check(id),
            PayCommand::Cancel { id } => Self::GiveUp(id),
        }
    }
}

const fn method(bizum: bool) -> PaymentMethod {
    if bizum {
        PaymentMethod::Bizum
    } else {
        PaymentMethod::Card
    }
}

/// `KIND ID KIND ID …`; what is no such list is said as the parser of arguments says it.
fn pairs(words: &[String]) -> Vec<DebtRequest> {
    let (pairs, rest) = words.as_chunks::<2>();
    let wrong = |what: &str| -> ! {
        let text = format!("{what}: expected KIND ID KIND ID …, where KIND is tax, fine or booking\n");
        clap::Error::raw(clap::error::ErrorKind::InvalidValue, text).exit()
    };
    if let Some(rest) = rest.first() {
        wrong(rest);
    }
    let read = |[kind, id]: &[String; 2]| {
        let kind = match Debt::from_str(kind, false) {
            Ok(Debt::Tax) => DebtKind::Tax,
            Ok(Debt::Fine) => DebtKind::Fine,
            Ok(Debt::Booking) => DebtKind::Booking,
            Err(_) => wrong(kind),
        };
        DebtRequest { kind, debt: id.clone() }
    };
    pairs.iter().map(read).collect()
}

impl From<ReceiptsArgs> for PaymentErrand {
    fn from(args: ReceiptsArgs) -> Self {
        match args.ask {
            Some(ReceiptsCommand::List { letters: true }) => Self::ReceiptsOfLetters,
            Some(ReceiptsCommand::Pdf { number, out }) => Self::Pdf(number, out),
            None | Some(ReceiptsCommand::List { .. }) => Self::Receipts,
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
    /// Several of them in one go.
    Several(SeveralView),
    /// Every receipt.
    Receipts(ReceiptsView),
    /// One receipt.
    Receipt(ReceiptView),
    /// An official paper, and where it was written.
    Pdf(ReceiptPdf, Option<PathBuf>),
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
        PaymentErrand::Reference(code, method) => payments.prepare_by_reference(code, method).await?,
        PaymentErrand::PrepareAll(debts, method) => {
            return payments.prepare_all(debts, method).await.map(PaymentAnswer::Several);
        }
        PaymentErrand::Several(ids) => return payments.several(ids).await.map(PaymentAnswer::Several),
        PaymentErrand::Letters => return payments.by_reference().await.map(PaymentAnswer::All),
        PaymentErrand::ReceiptsOfLetters => return payments.receipts_by_reference().await.map(PaymentAnswer::Receipts),
        PaymentErrand::Pdf(number, out) => return paper(app, number, out).await,
        PaymentErrand::List => return payments.list().await.map(PaymentAnswer::All),
        PaymentErrand::Receipts => return payments.receipts().await.map(PaymentAnswer::Receipts),
        PaymentErrand::Receipt(number) => return payments.receipt(number).await.map(PaymentAnswer::Receipt),
    };
    Ok(PaymentAnswer::One(Box::new(one)))
}

/// Fetches a paper and writes it where it is wanted.
async fn paper(app: &App, number: String, out: Option<PathBuf>) -> Result<PaymentAnswer, AppError> {
    let pdf = app.payments().receipt_pdf(number).await?;
    if let Some(path) = &out {
        std::fs::write(path, &pdf.bytes).map_err(|_| AppError::Bug {
            code: "store.io".to_owned(),
        })?;
    }
    Ok(PaymentAnswer::Pdf(pdf, out))
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
        PaymentAnswer::Several(view) => several(view),
        PaymentAnswer::Pdf(pdf, out) => json!({
            "title": pdf.title,
            "file_name": pdf.file_name,
            "media_type": pdf.media_type,
            "bytes": pdf.bytes.len(),
            "written_to": out,
        }),
    }
}

fn several(view: &SeveralView) -> Value {
    let not_payable = view
        .not_payable
        .iter()
        .map(|one| json!({ "debt": one.debt, "why": explanation(&one.why) }));
    json!({
        "title": view.title,
        "headline": view.headline,
        "total": view.total,
        "payments": view.payments.iter().map(payment).collect::<Vec<_>>(),
        "not_payable": not_payable.collect::<Vec<_>>(),
        "next": view.next,
    })
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
        PaymentAnswer::Several(view) => {
            page.line(&view.title);
            page.line(&view.headline);
            view.payments.iter().for_each(|payment| plain_payment(page, payment));
            for one in &view.not_payable {
                page.line(&format!("{} · {}", one.debt, one.why.body));
            }
        }
        PaymentAnswer::Pdf(pdf, out) => {
            page.line(&format!("{} · {} · {} B", pdf.title, pdf.file_name, pdf.bytes.len()));
            out.iter().for_each(|path| page.line(&path.display().to_string()));
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
