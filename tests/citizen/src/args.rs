//! What can be asked on the command line.

use std::fs;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::error::ErrorKind;
use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};
use madrid_bindings::agenda::AgendaRequest;
use madrid_bindings::app::AppConfig;
use madrid_bindings::home::BlockId;
use madrid_bindings::places::{HereRequest, NearRequest, PlaceKind, PlaceNeed, SearchRequest};
use madrid_bindings::profile::ContactRequest;
use madrid_bindings::view::Language;

use crate::args_agenda::AgendaArgs;
use crate::bookings::{BookArgs, BookingErrand, BookingsArgs};
use crate::fines::{FineErrand, FinesArgs};
use crate::payments::{PayArgs, PaymentErrand, ReceiptsArgs};
use crate::refunds::{RefundErrand, RefundsArgs};
use crate::tax::{TaxArgs, TaxErrand};
use crate::wallet::{WalletArgs, WalletErrand};
use crate::{recommend, words};

/// The headless phone of "Madrid en tu móvil": it sees what the shells see.
#[derive(Debug, Parser)]
#[command(name = "citizen", version, max_term_width = 100)]
pub struct Cli {
    #[command(flatten)]
    phone: PhoneArgs,
    /// Print JSON with the field names of the views
    #[arg(long, global = true)]
    pub json: bool,
    /// Print the core's log lines to stderr
    #[arg(long, global = true)]
    pub verbose: bool,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Args)]
struct PhoneArgs {
    /// The phone's folder; made if it is not there
    #[arg(long, global = true, value_name = "DIR")]
    home: Option<String>,
    /// The city's address: https, or http on loopback
    #[arg(long, global = true, value_name = "URL")]
    city: Option<String>,
    /// The language of every text
    #[arg(long, global = true, value_enum, default_value_t = Lang::Es)]
    lang: Lang,
    /// The roots to believe (PEM)
    #[arg(long, global = true, value_name = "PEMFILE", value_parser = read_text)]
    roots: Option<String>,
    /// Base64 SHA-256 of a public key of the city; give two or more, one of them the backup
    #[arg(long = "pin", global = true, value_name = "BASE64")]
    pins: Vec<String>,
    /// The last day on which the pins are demanded (YYYY-MM-DD)
    #[arg(long, global = true, value_name = "DATE")]
    pins_expire: Option<String>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Lang {
    Es,
    En,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Ask for the city's facilities
    #[command(subcommand)]
    Places(PlacesCommand),
    /// Say what is on in the city
    #[command(allow_negative_numbers = true)]
    Agenda(AgendaArgs),
    /// The nearest places to a point: `near 40.4169 -3.7035 --kind library --kind museum --need step_free`
    Near(NearArgs),
    /// Places by what a person remembers of them: `search piscina vallecas`
    Search(SearchArgs),
    /// Bring everything up to date
    Sync,
    /// Say how the app is doing
    Status,
    /// List the people of a mock city who can sign in
    Personas,
    /// Sign in as a persona of a mock city: `login carmen`
    Login {
        /// The persona
        name: String,
        /// With two factors, as changing something needs
        #[arg(long)]
        strong: bool,
    },
    /// Answer the app lock with yes from now on
    Unlock,
    /// Answer the app lock with no from now on
    Lock,
    /// Posición global: what is between the person and the city
    Home(HomeArgs),
    /// How the city reaches the person
    #[command(subcommand)]
    Contact(ContactCommand),
    /// Book a bath or a court: kept at once, sent when there is a network
    Book(BookArgs),
    /// What the person has booked
    Bookings(BookingsArgs),
    /// Money that comes back: ask, and how it stands
    Refunds(RefundsArgs),
    /// Pay the city: what it means, yes, how it stands
    Pay(PayArgs),
    /// Taxes: what is owed and when, direct debit, instalments, dates
    Tax(TaxArgs),
    /// The proofs of what was paid
    Receipts(ReceiptsArgs),
    /// Traffic fines: what they are, what to answer, whether one is real
    #[command(subcommand)]
    Fines(FinesArgs),
    /// Cards: receive, show, check, move to a new phone
    Wallet(WalletArgs),
    /// What has not reached the city yet
    Outbox(OutboxArgs),
    /// End the session; the data stay, locked
    Logout,
    /// Say what removing the person's data takes away; with --yes, do it
    RemoveMyData {
        /// Do it
        #[arg(long)]
        yes: bool,
    },
    #[command(flatten)]
    Recommend(recommend::Command),
    /// Explain an error code in plain language
    Explain {
        /// The code, e.g. net.unreachable
        code: String,
    },
}

#[derive(Debug, Args)]
struct HomeArgs {
    /// For somebody the person acts for, by the city's key
    #[arg(long = "for", value_name = "PERSON")]
    acting_for: Option<String>,
    #[command(subcommand)]
    change: Option<HomeCommand>,
}

#[derive(Debug, Subcommand)]
enum HomeCommand {
    /// Put these blocks first
    Order {
        /// In this order
        #[arg(required = true, num_args = 1.., value_parser = one_of(&words::BLOCKS))]
        blocks: Vec<BlockId>,
    },
    /// Hide a block
    Hide {
        /// Which
        #[arg(value_parser = one_of(&words::BLOCKS))]
        block: BlockId,
    },
    /// Show a hidden block again
    Show {
        /// Which
        #[arg(value_parser = one_of(&words::BLOCKS))]
        block: BlockId,
    },
}

#[derive(Debug, Subcommand)]
enum ContactCommand {
    /// What the city knows of the person
    Show,
    /// Change it: kept at once, sent when there is a network
    Set {
        /// The new telephone
        #[arg(long)]
        phone: Option<String>,
        /// The new e-mail; empty for none
        #[arg(long)]
        email: Option<String>,
    },
}

#[derive(Debug, Args)]
struct OutboxArgs {
    /// Insist on a change in conflict
    #[arg(long, value_name = "ID", conflicts_with = "discard")]
    keep: Option<i64>,
    /// Let a change go that is in conflict or was refused
    #[arg(long, value_name = "ID")]
    discard: Option<i64>,
}

#[derive(Debug, Subcommand)]
enum PlacesCommand {
    /// The nearest places to a point
    Near(NearArgs),
    /// Places by name, street, district, what they are or what they offer
    Search(SearchArgs),
    /// Everything about one place
    #[command(allow_negative_numbers = true)]
    Show {
        /// The city's number of the place
        id: String,
    },
}

#[derive(Debug, Args)]
#[command(allow_negative_numbers = true)]
struct NearArgs {
    /// Latitude in degrees (WGS 84)
    lat: f64,
    /// Longitude in degrees (WGS 84)
    lon: f64,
    #[command(flatten)]
    filter: FilterArgs,
}

#[derive(Debug, Args)]
#[command(allow_negative_numbers = true)]
struct SearchArgs {
    /// Words, or beginnings of words
    #[arg(required = true, num_args = 1..)]
    text: Vec<String>,
    /// Where the person is: the nearer of two that answer equally well comes first
    #[arg(long = "at", num_args = 2, value_names = ["LAT", "LON"])]
    here: Option<Vec<f64>>,
    #[command(flatten)]
    filter: FilterArgs,
}

#[derive(Debug, Args)]
struct FilterArgs {
    /// Only this kind; given more than once, any of them
    #[arg(long = "kind", value_parser = one_of(&words::KINDS))]
    kinds: Vec<PlaceKind>,
    /// Only places that offer this; given more than once, all of them
    #[arg(long = "need", value_parser = one_of(&words::NEEDS))]
    needs: Vec<PlaceNeed>,
    /// How many at most
    #[arg(long, default_value_t = 20)]
    limit: u32,
}

/// A question, complete.
#[derive(Debug)]
pub enum Question {
    /// One that needs no phone.
    Explain(String),
    /// One for a phone.
    Phone(Box<AppConfig>, Errand),
}

/// What a phone is asked for.
#[derive(Debug)]
pub enum Errand {
    /// The places near a point.
    Near(NearRequest),
    /// The places that some words name.
    Search(SearchRequest),
    /// One place, by its id.
    Show(String),
    /// What is on.
    Agenda(Box<AgendaRequest>),
    /// One event, by its id.
    Event(String),
    /// One event for a calendar, by its id.
    EventCalendar(String),
    /// What changed in the city.
    Sync,
    /// What it holds.
    Status,
    /// Who can sign in at a mock city.
    Personas,
    /// A persona signs in.
    Login {
        /// Who.
        name: String,
        /// With two factors.
        strong: bool,
    },
    /// The person agrees when the phone asks.
    Unlock,
    /// The person does not.
    Lock,
    /// The first screen, perhaps of somebody else.
    Home(Option<String>),
    /// These blocks first.
    Order(Vec<BlockId>),
    /// A block goes away or comes back.
    Hide(BlockId, bool),
    /// What the city knows of the person.
    Contact,
    /// Another way to reach the person.
    SetContact(ContactRequest),
    /// Something about baths and courts.
    Bookings(BookingErrand),
    /// Paying, and receipts.
    Payments(PaymentErrand),
    /// Traffic fines.
    Fines(FineErrand),
    /// Something about taxes.
    Tax(TaxErrand),
    /// Cards.
    Wallet(Box<WalletErrand>),
    /// Money that comes back.
    Refunds(RefundErrand),
    /// What has not reached the city.
    Outbox,
    /// The person insists on a change.
    Keep(i64),
    /// The person lets a change go.
    Discard(i64),
    /// The end of the session.
    Logout,
    /// What would go.
    Removal,
    /// All of it goes.
    RemoveMyData,
    /// What the city has for the person, and what the phone thinks of them.
    Recommend(recommend::Command),
}

impl From<HomeArgs> for Errand {
    fn from(args: HomeArgs) -> Self {
        match args.change {
            None => Self::Home(args.acting_for),
            Some(HomeCommand::Order { blocks }) => Self::Order(blocks),
            Some(HomeCommand::Hide { block }) => Self::Hide(block, true),
            Some(HomeCommand::Show { block }) => Self::Hide(block, false),
        }
    }
}

impl From<ContactCommand> for Errand {
    fn from(command: ContactCommand) -> Self {
        match command {
            ContactCommand::Show => Self::Contact,
            ContactCommand::Set { phone, email } => Self::SetContact(ContactRequest { phone, email }),
        }
    }
}

impl From<OutboxArgs> for Errand {
    fn from(args: OutboxArgs) -> Self {
        match (args.keep, args.discard) {
            (Some(id), _) => Self::Keep(id),
            (None, Some(id)) => Self::Discard(id),
            (None, None) => Self::Outbox,
        }
    }
}

impl From<PlacesCommand> for Errand {
    fn from(command: PlacesCommand) -> Self {
        match command {
            PlacesCommand::Near(args) => args.into(),
            PlacesCommand::Search(args) => args.into(),
            PlacesCommand::Show { id } => Self::Show(id),
        }
    }
}

impl From<NearArgs> for Errand {
    fn from(NearArgs { lat, lon, filter }: NearArgs) -> Self {
        Self::Near(NearRequest {
            here: Some(HereRequest { lat, lon }),
            kinds: filter.kinds,
            needs: filter.needs,
            limit: filter.limit,
        })
    }
}

impl From<SearchArgs> for Errand {
    fn from(SearchArgs { text, here, filter }: SearchArgs) -> Self {
        let here = here.as_deref().and_then(|here| match here {
            [lat, lon] => Some(HereRequest { lat: *lat, lon: *lon }),
            _ => None,
        });
        Self::Search(SearchRequest {
            text: text.join(" "),
            kinds: filter.kinds,
            needs: filter.needs,
            limit: filter.limit,
            here,
        })
    }
}

impl Cli {
    /// Reads the command line; a wrong one ends the program with 2 and a word about how to do it right.
    pub fn read() -> Self {
        Self::parse()
    }

    /// The language of every text.
    pub const fn language(&self) -> Language {
        match self.phone.lang {
            Lang::Es => Language::Es,
            Lang::En => Language::En,
        }
    }

    /// The question; what is missing for it ends the program with 2.
    pub fn question(self) -> Question {
        let language = self.language();
        let errand = match self.command {
            Command::Explain { code } => return Question::Explain(code),
            Command::Sync => Errand::Sync,
            Command::Status => Errand::Status,
            Command::Places(command) => command.into(),
            Command::Agenda(args) => args.into(),
            Command::Near(args) => args.into(),
            Command::Search(args) => args.into(),
            Command::Personas => Errand::Personas,
            Command::Login { name, strong } => Errand::Login { name, strong },
            Command::Unlock => Errand::Unlock,
            Command::Lock => Errand::Lock,
            Command::Home(args) => args.into(),
            Command::Contact(command) => command.into(),
            Command::Book(args) => Errand::Bookings(args.into()),
            Command::Bookings(args) => Errand::Bookings(args.into()),
            Command::Pay(args) => Errand::Payments(args.into()),
            Command::Tax(args) => Errand::Tax(args.into()),
            Command::Receipts(args) => Errand::Payments(args.into()),
            Command::Fines(args) => Errand::Fines(args.into()),
            Command::Refunds(args) => Errand::Refunds(args.into()),
            Command::Wallet(args) => Errand::Wallet(Box::new(args.into())),
            Command::Outbox(args) => args.into(),
            Command::Recommend(command) => Errand::Recommend(command),
            Command::Logout => Errand::Logout,
            Command::RemoveMyData { yes: false } => Errand::Removal,
            Command::RemoveMyData { yes: true } => Errand::RemoveMyData,
        };
        Question::Phone(Box::new(self.phone.config(language)), errand)
    }
}

impl PhoneArgs {
    fn config(self, language: Language) -> AppConfig {
        if !self.pins.is_empty() && self.pins_expire.is_none() {
            missing("--pins-expire <DATE>");
        }
        AppConfig {
            home_dir: self.home.unwrap_or_else(|| missing("--home <DIR>")),
            city_url: self.city.unwrap_or_else(|| missing("--city <URL>")),
            language,
            roots_pem: self.roots,
            pins: self.pins,
            pins_expire: self.pins_expire,
        }
    }
}

/// clap cannot demand an option that may stand before or after the command, so we do.
fn missing(option: &str) -> ! {
    let said = format!("the following required argument was not provided: {option}");
    Cli::command().error(ErrorKind::MissingRequiredArgument, said).exit()
}

/// Reads one of the words of a table.
pub fn one_of<T: Copy + Send + Sync + 'static>(
    table: &'static [(&'static str, T)],
) -> impl TypedValueParser<Value = T> {
    PossibleValuesParser::new(table.iter().map(|(word, _)| *word))
        .try_map(move |word| words::value(table, &word).ok_or("an unknown word"))
}

fn read_text(path: &str) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| error.to_string())
}
