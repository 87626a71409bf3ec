//! The person's cards, as a shell asks for them and draws them.

mod adding;
mod consent;
mod history;
mod moving;
mod qr;
mod reader;
mod scanning;
mod view;
mod words;

use std::sync::Arc;

use madrid_core::error::Error;
use madrid_core::wallet::reader::Question as Nearby;

use crate::app::Shared;
use crate::error::AppError;
use crate::observe::{ListenerError, Subscription};
use crate::platform::{Browser, ToCore};
use crate::runtime;
pub use adding::{AddCardView, AddableView, CodeFieldView, OfferStage, OfferView};
pub use consent::{
    ConsentAlternativeView, ConsentCardView, ConsentCertainty, ConsentChoice, ConsentClaimView, ConsentPick,
    ConsentView, SharedView,
};
pub use history::{HistoryEntryView, HistoryView};
pub use moving::{MovedView, MovingView};
pub use qr::QrView;
pub use reader::{
    CodeReader, ReaderAskView, ReaderQuestion, ReaderQuestionView, ReaderVerdict, ReaderView, ReadingView,
};
pub use scanning::ScanFormView;
pub use view::{AskedView, CardDetailView, CardStatus, CardView, WalletView};
use words::Reader;

/// Watches the cards.
#[uniffi::export(foreign)]
pub trait WalletListener: Send + Sync {
    /// Takes all of them as they are now. Called off the main thread, one at a time.
    fn on_change(&self, view: WalletView) -> Result<(), ListenerError>;
}

/// What a code was that somebody scanned or opened. One of the two is there.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct ScannedView {
    /// A card is offered.
    pub offer: Option<OfferView>,
    /// A card is asked for.
    pub consent: Option<ConsentView>,
}

/// The person's cards. Everything but `read_neighbour` fails with `Locked` while the data are locked.
#[derive(uniffi::Object)]
pub struct Wallet {
    shared: Arc<Shared>,
}

#[uniffi::export]
impl Wallet {
    /// Every card, what is on its way, and who asks. Reads the phone's disk only; safe to repeat.
    pub async fn show(&self) -> Result<WalletView, AppError> {
        let shared = Arc::clone(&self.shared);
        runtime::abortable(show(shared)).await
    }

    /// Watches them: those of now arrive before this returns.
    pub async fn observe(&self, listener: Arc<dyn WalletListener>) -> Result<Arc<Subscription>, AppError> {
        let shared = Arc::clone(&self.shared);
        runtime::abortable(shared.observe(show, move |view| listener.on_change(view))).await
    }

    /// One card with what it says and what happened with it. Reads the phone's disk only; safe to repeat. Fails with `NotFound`.
    pub async fn card(&self, id: i64) -> Result<CardDetailView, AppError> {
        let shared = Arc::clone(&self.shared);
        runtime::abortable(async move { detail(&shared, id).await }).await
    }

    /// Asks for news of every card and fetches new copies of those that run out of them. Safe to repeat.
    pub async fn refresh(&self) -> Result<WalletView, AppError> {
        let work = |shared: Arc<Shared>| async move { shared.core.wallet().refresh().await };
        self.shared.after(work, show).await
    }

    /// Deletes a card and destroys its keys. Nobody is told. Safe to repeat.
    pub async fn delete(&self, id: i64) -> Result<WalletView, AppError> {
        let work = move |shared: Arc<Shared>| async move { shared.core.wallet().cards().delete(id).await };
        self.shared.after(work, show).await
    }

    /// What the City has to give. Asks it; nothing of the person is said. Safe to repeat.
    pub async fn addable(&self) -> Result<AddCardView, AppError> {
        let shared = Arc::clone(&self.shared);
        runtime::abortable(async move {
            let wallet = shared.core.wallet();
            let kinds = wallet.issuance().kinds(wallet.city_issuer()).await?;
            let here = wallet.cards().list().await?;
            Ok(AddCardView::new(&kinds, &here, reader(&shared)))
        })
        .await
    }

    /// The person chose one of those. It is kept until they say yes (`accept`) or no (`cancel`). Safe to repeat.
    pub async fn ask_for(&self, configuration: String) -> Result<OfferView, AppError> {
        let shared = Arc::clone(&self.shared);
        runtime::unstoppable(async move {
            let wallet = shared.core.wallet();
            let offered = wallet.issuance().ask_for(wallet.city_issuer(), &configuration).await?;
            Ok(OfferView::new(&offered, reader(&shared)))
        })
        .await
    }

    /// The words of the screen where a code is read. Asks nobody.
    #[must_use]
    pub fn scan_form(&self) -> ScanFormView {
        ScanFormView::new(reader(&self.shared))
    }

    /// Reads what somebody scanned, or a link that was opened: an offer of a card, or a question for one. Nothing of the person leaves the
    /// phone. What is no such code, or not to be trusted, fails with `Rejected` and the words for it (`explain`), and is not kept.
    pub async fn scan(&self, text: String) -> Result<ScannedView, AppError> {
        let shared = Arc::clone(&self.shared);
        runtime::unstoppable(async move {
            let text = text.trim();
            if is_offer(text) {
                let offered = shared.core.wallet().issuance().begin(text).await?;
                return Ok(ScannedView {
                    offer: Some(OfferView::new(&offered, reader(&shared))),
                    consent: None,
                });
            }
            let question = shared.core.wallet().presentations().begin(text).await?;
            Ok(ScannedView {
                offer: None,
                consent: Some(asked(&shared, &question, None).await?),
            })
        })
        .await
    }

    /// The person wants an offered card, or goes on with one. `code` is what they typed where there is a field for it; the browser opens the
    /// issuer's page where there is one. From here on it goes on by itself, whatever happens to the phone. Safe to repeat.
    ///
    /// Fails with `Rejected` (`wallet.tx_code`, `wallet.not_attested`) and `Offline`; the offer stays.
    pub async fn accept(
        &self,
        id: i64,
        code: Option<String>,
        browser: Arc<dyn Browser>,
    ) -> Result<OfferView, AppError> {
        let shared = Arc::clone(&self.shared);
        runtime::unstoppable(async move {
            let browser: Arc<dyn madrid_core::ports::Browser> = Arc::new(ToCore(browser));
            let offered = shared.core.wallet().accept(id, code.as_deref(), browser).await?;
            Ok(OfferView::new(&offered, reader(&shared)))
        })
        .await
    }

    /// The browser came back to the app while nobody waited for it. Fails with `NotFound` where it is nobody's.
    pub async fn returned(&self, callback: String) -> Result<WalletView, AppError> {
        let work = move |shared: Arc<Shared>| async move { shared.core.wallet().returned(&callback).await };
        self.shared.after(work, show).await
    }

    /// The person does not want an offered card, or has read why it does not come. A card that is here stays. Safe to repeat.
    pub async fn cancel(&self, id: i64) -> Result<WalletView, AppError> {
        let work = move |shared: Arc<Shared>| async move { shared.core.wallet().issuance().cancel(id).await };
        self.shared.after(work, show).await
    }

    /// What the person is asked, with this choice; without one, as it is proposed. Safe to repeat. Fails with `NotFound` where nobody waits
    /// for it any more.
    pub async fn look(&self, id: i64, choice: Option<ConsentChoice>) -> Result<ConsentView, AppError> {
        let shared = Arc::clone(&self.shared);
        runtime::unstoppable(async move {
            let question = shared.core.wallet().presentations().look(id).await?;
            asked(&shared, &question, choice).await
        })
        .await
    }

    /// The person says yes to what a view showed: `choice` and `accepts` are the view's. It leaves the phone once, and is in the history
    /// whatever comes of it.
    ///
    /// Fails with `Rejected`: `wallet.presentation_unwarned` where something changed (`look` again), `wallet.presentation_refused`,
    /// `wallet.presentation_unknown` where there was no answer.
    pub async fn approve(&self, id: i64, choice: ConsentChoice, accepts: Vec<String>) -> Result<SharedView, AppError> {
        let shared = Arc::clone(&self.shared);
        runtime::unstoppable(async move {
            let accepted: Vec<_> = accepts.iter().filter_map(|code| consent::warning(code)).collect();
            let presentations = shared.core.wallet().presentations();
            let answered = presentations.approve(id, choice.into(), &accepted).await?;
            SharedView::new(&answered, reader(&shared))
        })
        .await
    }

    /// The person says no, or has nothing to show; who asks cannot tell which. Safe to repeat.
    pub async fn decline(&self, id: i64) -> Result<SharedView, AppError> {
        let shared = Arc::clone(&self.shared);
        runtime::unstoppable(async move {
            shared.core.wallet().presentations().decline(id).await?;
            Ok(SharedView::refused(reader(&shared)))
        })
        .await
    }

    /// All that happened with cards. Reads the phone's disk only; safe to repeat.
    pub async fn history(&self) -> Result<HistoryView, AppError> {
        let shared = Arc::clone(&self.shared);
        runtime::abortable(history(shared)).await
    }

    /// The same as a file (JSON) that others can check: names of what was seen, never what it says.
    pub async fn export_history(&self) -> Result<String, AppError> {
        let shared = Arc::clone(&self.shared);
        runtime::abortable(async move { Ok(shared.core.wallet().journal().exported().await?.to_string()) }).await
    }

    /// Deletes all of it. Cards stay. Safe to repeat.
    pub async fn delete_history(&self) -> Result<HistoryView, AppError> {
        let work = |shared: Arc<Shared>| async move { shared.core.wallet().journal().delete().await };
        self.shared.after(work, history).await
    }

    /// The words of the screen where cards change phones. Asks nobody.
    #[must_use]
    pub fn moving(&self) -> MovingView {
        MovingView::new(reader(&self.shared))
    }

    /// A file for a new phone, under a phrase of the person's. Takes a second. Fails with `Rejected` (`input.passphrase`).
    pub async fn move_out(&self, passphrase: String) -> Result<Vec<u8>, AppError> {
        let shared = Arc::clone(&self.shared);
        runtime::abortable(async move {
            let language = shared.language();
            Ok(shared.core.wallet().moving().move_out(&passphrase, language).await?)
        })
        .await
    }

    /// Opens such a file of an older phone: its history is kept, and each of its cards waits for the person to say yes. Safe to repeat. Fails
    /// with `Rejected` where it does not open; nothing is kept then.
    pub async fn move_in(&self, file: Vec<u8>, passphrase: String) -> Result<MovedView, AppError> {
        let shared = Arc::clone(&self.shared);
        runtime::unstoppable(async move {
            let moved = shared.core.wallet().moving().move_in(file, &passphrase).await?;
            Ok(MovedView::new(moved, reader(&shared)))
        })
        .await
    }

    /// What can be asked of somebody who stands there. Asks nobody.
    #[must_use]
    pub fn reader(&self) -> ReaderView {
        ReaderView::new(reader(&self.shared))
    }

    /// A question, to be held to the other phone. Each is good for one answer.
    pub async fn ask_neighbour(&self, question: ReaderQuestion) -> Result<ReaderAskView, AppError> {
        let shared = Arc::clone(&self.shared);
        runtime::abortable(async move {
            let question = shared.core.wallet().reader().ask(question.into())?;
            ReaderAskView::new(question.text(), reader(&shared))
        })
        .await
    }

    /// What to make of what the other phone showed in answer (`CodeReader`). Works without a network; nothing of the other person is kept.
    /// Safe to repeat.
    pub async fn read_neighbour(&self, question: String, shown: String) -> Result<ReadingView, AppError> {
        let shared = Arc::clone(&self.shared);
        runtime::abortable(async move {
            let question = Nearby::read(&question).map_err(Error::from)?;
            let reading = shared.core.wallet().reader().read(&question, &shown).await?;
            Ok(ReadingView::new(&reading, reader(&shared)))
        })
        .await
    }
}

impl Wallet {
    pub(crate) const fn new(shared: Arc<Shared>) -> Self {
        Self { shared }
    }
}

/// Whether a text is an offer of a card; everything else is read as a question for one.
fn is_offer(text: &str) -> bool {
    let has_scheme = ["openid-credential-offer:", "haip-vci:"]
        .iter()
        .any(|scheme| text.starts_with(scheme));
    has_scheme || text.contains("credential_offer=") || text.contains("credential_offer_uri=")
}

fn reader(shared: &Shared) -> Reader {
    Reader {
        language: shared.language(),
        now: shared.core.now(),
    }
}

async fn show(shared: Arc<Shared>) -> Result<WalletView, AppError> {
    let wallet = shared.core.wallet();
    let cards = wallet.cards().list().await?;
    let mut claims = Vec::new();
    for shown in &cards.cards {
        claims.push(wallet.cards().one(shown.card.id).await?.1);
    }
    let all = view::Everything {
        cards,
        claims,
        offers: wallet.issuance().open().await?,
        asked: wallet.presentations().waiting().await?,
    };
    Ok(WalletView::new(&all, reader(&shared)))
}

async fn detail(shared: &Shared, id: i64) -> Result<CardDetailView, AppError> {
    let wallet = shared.core.wallet();
    let (shown, claims) = wallet.cards().one(id).await?;
    let detail = view::Detail {
        shown,
        claims,
        all: wallet.cards().copies(id).await?.len(),
        entries: wallet.journal().show().await?.entries,
        linked: wallet.journal().linkable().await?,
    };
    Ok(CardDetailView::new(&detail, reader(shared)))
}

async fn asked(
    shared: &Shared,
    question: &madrid_core::wallet::presentation::Question,
    choice: Option<ConsentChoice>,
) -> Result<ConsentView, AppError> {
    let cards = shared.core.wallet().cards().list().await?;
    let asked = consent::Asked {
        question,
        cards: &cards,
        reader: reader(shared),
    };
    Ok(asked.view(choice.map(Into::into)))
}

async fn history(shared: Arc<Shared>) -> Result<HistoryView, AppError> {
    let wallet = shared.core.wallet();
    let (shown, cards) = (wallet.journal().show().await?, wallet.cards().list().await?);
    let linkable = wallet.journal().linkable().await?;
    Ok(HistoryView::new(&shown, &linkable, &cards, reader(&shared)))
}
