//! Opens the app as a shell does and asks it one thing.

use std::io::{self, Write};
use std::sync::Arc;
use std::time::Duration;

use madrid_bindings::agenda::{AgendaListView, CalendarFileView, EventView};
use madrid_bindings::app::{App, AppConfig, explain_code};
use madrid_bindings::error::AppError;
use madrid_bindings::home::HomeView;
use madrid_bindings::places::{PlaceListView, PlaceView};
use madrid_bindings::platform::{LogError, LogRecord, LogSink, file_device_keys, software_settings};
use madrid_bindings::profile::{PendingView, ProfileView};
use madrid_bindings::session::{AccessLevel, RemovalView, SessionView, SignInRequest};
use madrid_bindings::view::{ExplanationView, StatusView};

use madrid_tests::persona::Persona;

use crate::args::{Cli, Errand, Question};
use crate::bookings::{self, BookingAnswer};
use crate::failure::Failure;
use crate::fines::{self, FineAnswer, FineErrand};
use crate::payments::{self, PaymentAnswer};
use crate::person::Person;
use crate::recommend;
use crate::refunds::{self, RefundAnswer};
use crate::tax::{self, TaxAnswer};
use crate::wallet::{self, WalletAnswer};

/// The log is carried by a thread of its own, and we leave at once: time for the last lines to arrive.
const LAST_LINES: Duration = Duration::from_millis(100);

/// What came back: a view.
#[derive(Debug)]
pub enum Answer {
    /// The words for a code.
    Explanation(ExplanationView),
    /// A list of places.
    List(PlaceListView),
    /// One place.
    Place(PlaceView),
    /// A list of events.
    Agenda(AgendaListView),
    /// One event.
    Event(EventView),
    /// One event for a calendar.
    Calendar(CalendarFileView),
    /// What the phone holds.
    Status(StatusView),
    /// Who can sign in at a mock city.
    Personas(Vec<Persona>),
    /// How the session stands.
    Session(SessionView),
    /// The first screen.
    Home(HomeView),
    /// What the city knows of the person.
    Profile(ProfileView),
    /// Something about baths and courts.
    Bookings(BookingAnswer),
    /// Paying, and receipts.
    Payments(PaymentAnswer),
    /// Traffic fines.
    Fines(FineAnswer),
    /// Something about taxes.
    Tax(TaxAnswer),
    /// Money that comes back.
    Refunds(RefundAnswer),
    /// Cards.
    Wallet(WalletAnswer),
    /// What has not reached the city.
    Outbox(Vec<PendingView>),
    /// What removing takes away.
    Removal(RemovalView),
    /// What the city has for the person, and what the phone thinks of them.
    Recommend(recommend::Answer),
}

/// Asks what the command line says.
pub fn ask(cli: Cli) -> Result<Answer, Failure> {
    let (language, verbose) = (cli.language(), cli.verbose);
    let outcome = match cli.question() {
        Question::Explain(code) => Ok(Answer::Explanation(explain_code(code, language))),
        Question::Phone(config, errand) => run(*config, errand, verbose),
    };
    if verbose {
        std::thread::sleep(LAST_LINES);
    }
    outcome.map_err(|error| Failure::new(error, language))
}

fn run(config: AppConfig, errand: Errand, verbose: bool) -> Result<Answer, AppError> {
    // The core works on its own threads; this one only waits.
    let waiting = tokio::runtime::Builder::new_current_thread().build();
    let waiting = waiting.map_err(|_| AppError::Bug {
        code: "bug.no_threads".to_owned(),
    })?;
    waiting.block_on(async {
        let settings = software_settings(config.home_dir.clone())?;
        let person = Person::new(&config.home_dir, &config.city_url)?;
        let cards = file_device_keys(config.home_dir.clone())?;
        let app = App::open(config, person.key_store(), cards, settings, Arc::new(Log { verbose })).await?;
        do_errand(&app, &person, errand).await
    })
}

async fn do_errand(app: &App, person: &Person, errand: Errand) -> Result<Answer, AppError> {
    let places = app.places();
    match errand {
        Errand::Near(request) => places.near(request).await.map(Answer::List),
        Errand::Search(request) => places.search(request).await.map(Answer::List),
        Errand::Show(id) => places.show(id).await.map(Answer::Place),
        Errand::Agenda(request) => app.agenda().list(*request).await.map(Answer::Agenda),
        Errand::Event(id) => app.agenda().show(id).await.map(Answer::Event),
        Errand::EventCalendar(id) => app.agenda().calendar_file(id).await.map(Answer::Calendar),
        Errand::Status => app.status().await.map(Answer::Status),
        Errand::Personas => person.personas().map(Answer::Personas),
        // Anybody may ask whether a fine is real, whatever is locked.
        Errand::Fines(errand @ FineErrand::Verify { .. }) => fines::run(app, errand).await.map(Answer::Fines),
        Errand::Lock => {
            person.refuse()?;
            app.session().lock();
            app.session().show().await.map(Answer::Session)
        }
        Errand::Unlock => {
            person.agree()?;
            app.session().unlock().await.map(Answer::Session)
        }
        Errand::Login { name, strong } => login(app, person, &name, strong).await,
        Errand::RemoveMyData => app.session().remove_my_data().await.map(Answer::Session),
        Errand::Sync => {
            unlock_if_needed(app).await;
            app.sync().await.map(Answer::Status)
        }
        Errand::Wallet(errand) => {
            unlock_if_needed(app).await;
            wallet::run(app, person, *errand).await.map(Answer::Wallet)
        }
        personal => {
            unlock_if_needed(app).await;
            do_personal(app, personal).await
        }
    }
}

/// What a shell does when it comes to the front. Whoever said no finds the data locked.
async fn unlock_if_needed(app: &App) {
    let _ = app.session().unlock().await;
}

async fn login(app: &App, person: &Person, name: &str, strong: bool) -> Result<Answer, AppError> {
    let request = SignInRequest {
        access: if strong {
            AccessLevel::Strong
        } else {
            AccessLevel::Light
        },
        app_lock: true,
    };
    let browser = person.browser(name)?;
    let session = app.session().sign_in(request, browser).await?;
    // Signing in worked even if the city cannot be asked for the rest just now.
    let _ = app.sync().await;
    Ok(Answer::Session(session))
}

/// Sends what was just written. It is kept; without a network it goes later. A run that was under way may have looked before
/// there was anything to send: the one after it takes it.
pub async fn send(app: &App) {
    for _ in 0..2 {
        let _ = app.sync().await;
    }
}

async fn do_personal(app: &App, errand: Errand) -> Result<Answer, AppError> {
    let (home, profile) = (app.home(), app.profile());
    match errand {
        Errand::Bookings(errand) => return bookings::run(app, errand).await.map(Answer::Bookings),
        Errand::Payments(errand) => return payments::run(app, errand).await.map(Answer::Payments),
        Errand::Fines(errand) => return fines::run(app, errand).await.map(Answer::Fines),
        Errand::Tax(errand) => return tax::run(app, errand).await.map(Answer::Tax),
        Errand::Refunds(errand) => return refunds::run(app, errand).await.map(Answer::Refunds),
        Errand::Home(Some(id)) => home.act_for(id).await?,
        Errand::Order(blocks) => home.order(blocks).await?,
        Errand::Hide(block, hidden) => home.hide(block, hidden).await?,
        Errand::Contact => return profile.show().await.map(Answer::Profile),
        Errand::SetContact(request) => {
            profile.change_contact(request).await?;
            send(app).await;
            return profile.show().await.map(Answer::Profile);
        }
        Errand::Outbox => return pending(profile.show().await?),
        Errand::Keep(id) => return pending(profile.keep_mine(id).await?),
        Errand::Discard(id) => return pending(profile.discard(id).await?),
        Errand::Logout => return app.session().sign_out().await.map(Answer::Session),
        Errand::Recommend(command) => return recommend::ask(app, command).await.map(Answer::Recommend),
        Errand::Removal => return app.session().removal().await.map(Answer::Removal),
        _ => {}
    }
    home.show(None).await.map(Answer::Home)
}

#[expect(clippy::unnecessary_wraps, reason = "it ends every arm that shows what is pending")]
fn pending(profile: ProfileView) -> Result<Answer, AppError> {
    Ok(Answer::Outbox(profile.pending))
}

struct Log {
    verbose: bool,
}

impl LogSink for Log {
    fn write(&self, record: LogRecord) -> Result<(), LogError> {
        if !self.verbose {
            return Ok(());
        }
        let LogRecord { level, target, text } = record;
        writeln!(io::stderr().lock(), "{level:?} {target}: {text}").map_err(|_| LogError::Unavailable)
    }
}
