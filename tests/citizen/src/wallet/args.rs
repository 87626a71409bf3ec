//! What can be asked about cards on the command line.

use clap::{Args, Subcommand, ValueEnum};
use madrid_bindings::wallet::ReaderQuestion;

/// `wallet`
#[derive(Debug, Args)]
pub struct WalletArgs {
    #[command(subcommand)]
    ask: Option<WalletCommand>,
}

#[derive(Debug, Subcommand)]
enum WalletCommand {
    /// All cards, what is on its way and who waits for an answer
    List,
    /// What the City has to give; with a name, take it: `add library_card_sd_jwt --as carmen`
    Add {
        /// Which
        configuration: Option<String>,
        #[command(flatten)]
        receive: ReceiveArgs,
    },
    /// Take what a code or a link offers
    Offer {
        /// The link, or what the QR code says
        uri: String,
        #[command(flatten)]
        receive: ReceiveArgs,
    },
    /// Go on with a card on its way
    GoOn {
        /// Its number
        id: i64,
        #[command(flatten)]
        receive: ReceiveArgs,
    },
    /// Give up a card on its way
    Cancel {
        /// Its number
        id: i64,
    },
    /// Answer who asks for a card: look, or say yes or no
    Present {
        /// The link, or what the QR code says
        uri: String,
        #[command(flatten)]
        answer: AnswerArgs,
    },
    /// The same for one who waits
    Answer {
        /// Its number
        id: i64,
        #[command(flatten)]
        answer: AnswerArgs,
    },
    /// One card with what it says
    Show {
        /// Its number
        id: i64,
    },
    /// Ask for news of every card
    Refresh,
    /// What happened with cards
    Log {
        /// As a file that others can check
        #[arg(long, conflicts_with = "delete")]
        export: bool,
        /// Delete it
        #[arg(long)]
        delete: bool,
    },
    /// Take a card off the phone and destroy its keys
    Delete {
        /// Its number
        id: i64,
    },
    /// To a new phone, or from an old one
    Migrate {
        /// Which way
        way: Way,
        /// The file
        file: String,
        /// What opens it
        #[arg(long)]
        phrase: String,
    },
    /// Check somebody else's card: a question, or with --question and codes the answer
    Read {
        /// What to ask
        ask: Option<Ask>,
        /// The question that was asked
        #[arg(long, requires = "codes", conflicts_with = "ask")]
        question: Option<String>,
        /// What the codes on the other phone say
        #[arg(long, num_args = 1.., requires = "question")]
        codes: Vec<String>,
    },
}

#[derive(Debug, Args)]
struct ReceiveArgs {
    /// Only look at it
    #[arg(long)]
    look: bool,
    /// The code that somebody gave to the person
    #[arg(long)]
    code: Option<String>,
    /// Who signs in at the issuer's page
    #[arg(long = "as", value_name = "PERSONA")]
    persona: Option<String>,
    /// Whose card it is to be, by the city's key, where they act for others: `--for p-hugo`
    #[arg(long = "for", value_name = "PERSON")]
    holder: Option<String>,
    /// For how many seconds to wait for a card that takes time
    #[arg(long, default_value_t = 0)]
    wait: u32,
}

#[derive(Debug, Args)]
struct AnswerArgs {
    /// Say yes to what is proposed
    #[arg(long, conflicts_with = "no")]
    yes: bool,
    /// Although there are warnings
    #[arg(long, requires = "yes")]
    although: bool,
    /// Say no
    #[arg(long)]
    no: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Way {
    Out,
    In,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Ask {
    Parking,
    SportsPass,
    Senior,
    LargeFamily,
    Library,
    Resident,
}

/// What the person does about an offer.
#[derive(Debug)]
pub struct Receiving {
    /// Nothing but reading it.
    pub only_look: bool,
    /// The code they type.
    pub code: Option<String>,
    /// Who they are at the issuer's page.
    pub persona: Option<String>,
    /// Whose card it is to be.
    pub holder: Option<String>,
    /// For how many seconds they wait.
    pub patience: u32,
}

/// What the person does about a question.
#[derive(Debug, Clone, Copy)]
pub enum Answering {
    /// Reads it.
    Look,
    /// Says no.
    No,
    /// Says yes.
    Yes {
        /// To the warnings, too.
        although: bool,
    },
}

/// To another phone.
#[derive(Debug)]
pub enum Moving {
    /// From this one.
    Out { file: String, phrase: String },
    /// To this one.
    In { file: String, phrase: String },
}

/// What is asked.
#[derive(Debug)]
pub enum WalletErrand {
    /// All cards.
    List,
    /// News of every card.
    Refresh,
    /// What the City has to give.
    Addable,
    /// One of those.
    Add {
        configuration: String,
        receiving: Receiving,
    },
    /// What a code offers.
    Offer { uri: String, receiving: Receiving },
    /// A card on its way.
    GoOn { id: i64, receiving: Receiving },
    /// No card after all.
    Cancel(i64),
    /// An answer to who asks.
    Present { uri: String, answering: Answering },
    /// The same for one who waits.
    Answer { id: i64, answering: Answering },
    /// One card.
    Show(i64),
    /// What happened.
    Log,
    /// The same as a file.
    ExportLog,
    /// None of it any more.
    DeleteLog,
    /// A card less.
    Delete(i64),
    /// To another phone.
    Migrate(Moving),
    /// A question for a neighbour.
    Ask(ReaderQuestion),
    /// What to make of the answer.
    Read { question: String, codes: Vec<String> },
}

impl From<ReceiveArgs> for Receiving {
    fn from(args: ReceiveArgs) -> Self {
        Self {
            only_look: args.look,
            code: args.code,
            persona: args.persona,
            holder: args.holder,
            patience: args.wait,
        }
    }
}

impl From<AnswerArgs> for Answering {
    fn from(args: AnswerArgs) -> Self {
        match args {
            AnswerArgs { no: true, .. } => Self::No,
            AnswerArgs {
                yes: true, although, ..
            } => Self::Yes { although },
            AnswerArgs { .. } => Self::Look,
        }
    }
}

impl From<Ask> for ReaderQuestion {
    fn from(ask: Ask) -> Self {
        match ask {
            Ask::Parking => Self::Parking,
            Ask::SportsPass => Self::SportsPass,
            Ask::Senior => Self::Senior,
            Ask::LargeFamily => Self::LargeFamily,
            Ask::Library => Self::Library,
            Ask::Resident => Self::Resident,
        }
    }
}

impl From<WalletArgs> for WalletErrand {
    fn from(args: WalletArgs) -> Self {
        let Some(command) = args.ask else { return Self::List };
        match command {
            WalletCommand::List => Self::List,
            WalletCommand::Refresh => Self::Refresh,
            WalletCommand::Add {
                configuration: None, ..
            } => Self::Addable,
            WalletCommand::Add {
                configuration: Some(configuration),
                receive,
            } => Self::Add {
                configuration,
                receiving: receive.into(),
            },
            WalletCommand::Offer { uri, receive } => Self::Offer {
                uri,
                receiving: receive.into(),
            },
            WalletCommand::GoOn { id, receive } => Self::GoOn {
                id,
                receiving: receive.into(),
            },
            WalletCommand::Cancel { id } => Self::Cancel(id),
            WalletCommand::Present { uri, answer } => Self::Present {
                uri,
                answering: answer.into(),
            },
            WalletCommand::Answer { id, answer } => Self::Answer {
                id,
                answering: answer.into(),
            },
            WalletCommand::Show { id } => Self::Show(id),
            WalletCommand::Log { export: true, .. } => Self::ExportLog,
            WalletCommand::Log { delete: true, .. } => Self::DeleteLog,
            WalletCommand::Log { .. } => Self::Log,
            WalletCommand::Delete { id } => Self::Delete(id),
            WalletCommand::Migrate { way, file, phrase } => Self::Migrate(match way {
                Way::Out => Moving::Out { file, phrase },
                Way::In => Moving::In { file, phrase },
            }),
            WalletCommand::Read {
                question: Some(question),
                codes,
                ..
            } => Self::Read { question, codes },
            WalletCommand::Read { ask, .. } => Self::Ask(ask.unwrap_or(Ask::Parking).into()),
        }
    }
}
