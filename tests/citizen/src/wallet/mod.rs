//! Cards: what can be asked about them, and the answers for people and for programs.

mod args;
mod json;
mod plain;

use std::fs;
use std::sync::Arc;

use madrid_bindings::app::App;
use madrid_bindings::error::AppError;
use madrid_bindings::platform::{Browser, BrowserError};
use madrid_bindings::wallet::{
    AddCardView, CardDetailView, CodeReader, ConsentView, HistoryView, MovedView, OfferStage, OfferView, ReaderAskView,
    ReadingView, SharedView, Wallet, WalletView,
};

use crate::person::Person;
use args::{Answering, Moving};
pub use args::{WalletArgs, WalletErrand};
pub use json::json;
pub use plain::plain;

/// What came back.
#[derive(Debug)]
pub enum WalletAnswer {
    /// All cards.
    All(Box<WalletView>),
    /// One card.
    One(Box<CardDetailView>),
    /// What the City has to give.
    Addable(Box<AddCardView>),
    /// A card on its way.
    Offer(Box<OfferView>),
    /// Who asks for what.
    Consent(Box<ConsentView>),
    /// What became of a yes or a no.
    Shared(Box<SharedView>),
    /// What happened.
    History(Box<HistoryView>),
    /// The history as a file.
    Exported(String),
    /// A file for a new phone was written there.
    MovedOut(String),
    /// What came of opening one.
    MovedIn(Box<MovedView>),
    /// A question for somebody who stands there.
    Ask(Box<ReaderAskView>),
    /// What was made of their answer.
    Reading(Box<ReadingView>),
}

/// Asks the open app.
pub async fn run(app: &App, person: &Person, errand: WalletErrand) -> Result<WalletAnswer, AppError> {
    let wallet = app.wallet();
    let all = match errand {
        WalletErrand::List => wallet.show().await?,
        WalletErrand::Refresh => wallet.refresh().await?,
        WalletErrand::Delete(id) => wallet.delete(id).await?,
        WalletErrand::Cancel(id) => wallet.cancel(id).await?,
        WalletErrand::Show(id) => return wallet.card(id).await.map(|view| WalletAnswer::One(Box::new(view))),
        WalletErrand::Addable => return wallet.addable().await.map(|view| WalletAnswer::Addable(Box::new(view))),
        WalletErrand::Add {
            configuration,
            receiving,
        } => {
            let offer = wallet.ask_for(configuration).await?;
            return receive(&wallet, person, offer, receiving).await;
        }
        WalletErrand::Offer { uri, receiving } => {
            let scanned = wallet.scan(uri).await?;
            let offer = scanned.offer.ok_or_else(|| rejected("wallet.offer_wrong"))?;
            return receive(&wallet, person, offer, receiving).await;
        }
        WalletErrand::GoOn { id, receiving } => {
            let found = wallet.show().await?.offers.into_iter().find(|offer| offer.id == id);
            let offer = found.ok_or_else(|| AppError::NotFound {
                code: "wallet.unknown".to_owned(),
            })?;
            return receive(&wallet, person, offer, receiving).await;
        }
        WalletErrand::Present { uri, answering } => {
            let scanned = wallet.scan(uri).await?;
            let consent = scanned.consent.ok_or_else(|| rejected("wallet.request_link"))?;
            return answer(&wallet, consent, answering).await;
        }
        WalletErrand::Answer { id, answering } => {
            let consent = wallet.look(id, None).await?;
            return answer(&wallet, consent, answering).await;
        }
        others => return run_others(&wallet, others).await,
    };
    Ok(WalletAnswer::All(Box::new(all)))
}

/// What happened, another phone, and a neighbour.
async fn run_others(wallet: &Wallet, errand: WalletErrand) -> Result<WalletAnswer, AppError> {
    match errand {
        WalletErrand::Log => wallet.history().await.map(|view| WalletAnswer::History(Box::new(view))),
        WalletErrand::ExportLog => wallet.export_history().await.map(WalletAnswer::Exported),
        WalletErrand::DeleteLog => {
            return wallet
                .delete_history()
                .await
                .map(|view| WalletAnswer::History(Box::new(view)));
        }
        WalletErrand::Migrate(moving) => migrate(wallet, moving).await,
        WalletErrand::Ask(question) => {
            let ask = wallet.ask_neighbour(question).await?;
            Ok(WalletAnswer::Ask(Box::new(ask)))
        }
        WalletErrand::Read { question, codes } => read(wallet, question, codes).await,
        _ => wallet.show().await.map(|view| WalletAnswer::All(Box::new(view))),
    }
}

fn rejected(code: &str) -> AppError {
    AppError::Rejected { code: code.to_owned() }
}

/// What the person does about an offer: nothing more than reading it, or taking it.
async fn receive(
    wallet: &Wallet,
    person: &Person,
    offer: OfferView,
    receiving: args::Receiving,
) -> Result<WalletAnswer, AppError> {
    if receiving.only_look {
        return Ok(WalletAnswer::Offer(Box::new(offer)));
    }
    let browser = match &receiving.persona {
        Some(name) => person.card_browser(name, receiving.holder.as_deref())?,
        None => Arc::new(Nobody),
    };
    let mut taken = wallet.accept(offer.id, receiving.code, browser).await?;
    // What is put off for a moment only is waited for.
    for _ in 0..receiving.patience {
        if !matches!(taken.stage, OfferStage::PutOff | OfferStage::UnderWay) {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_secs(1)).await;
        taken = wallet.accept(offer.id, None, Arc::new(Nobody)).await?;
    }
    Ok(WalletAnswer::Offer(Box::new(taken)))
}

/// What the person does about a question: reads it, says no, or says yes to what is proposed, and to the warnings if they say so.
async fn answer(wallet: &Wallet, consent: ConsentView, answering: Answering) -> Result<WalletAnswer, AppError> {
    let shared = match (answering, consent.choice.clone()) {
        (Answering::Look, _) => return Ok(WalletAnswer::Consent(Box::new(consent))),
        (Answering::No, _) | (Answering::Yes { .. }, None) => wallet.decline(consent.id).await?,
        (Answering::Yes { although }, Some(choice)) => {
            let accepts = if although { consent.accepts } else { Vec::new() };
            wallet.approve(consent.id, choice, accepts).await?
        }
    };
    Ok(WalletAnswer::Shared(Box::new(shared)))
}

async fn migrate(wallet: &Wallet, moving: Moving) -> Result<WalletAnswer, AppError> {
    let no_file = |_| AppError::Bug {
        code: "setup.folder".to_owned(),
    };
    match moving {
        Moving::Out { file, phrase } => {
            let bytes = wallet.move_out(phrase).await?;
            fs::write(&file, bytes).map_err(no_file)?;
            Ok(WalletAnswer::MovedOut(file))
        }
        Moving::In { file, phrase } => {
            let bytes = fs::read(&file).map_err(no_file)?;
            let moved = wallet.move_in(bytes, phrase).await?;
            Ok(WalletAnswer::MovedIn(Box::new(moved)))
        }
    }
}

async fn read(wallet: &Wallet, question: String, codes: Vec<String>) -> Result<WalletAnswer, AppError> {
    let reader = CodeReader::new();
    let mut whole = None;
    for code in codes {
        whole = reader.take(code)?;
    }
    let shown = whole.ok_or_else(|| rejected("cred.malformed"))?;
    let reading = wallet.read_neighbour(question, shown).await?;
    Ok(WalletAnswer::Reading(Box::new(reading)))
}

/// A phone without a browser.
struct Nobody;

impl Browser for Nobody {
    fn visit(&self, _: String, _: String) -> Result<String, BrowserError> {
        Err(BrowserError::Unavailable)
    }
}
