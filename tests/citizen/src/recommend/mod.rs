//! Recommendations on the command line: what can be asked, and asking it.

mod json;
mod plain;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Subcommand};
use madrid_bindings::app::App;
use madrid_bindings::error::AppError;
use madrid_bindings::places::HereRequest;
use madrid_bindings::recommend::{
    AboutRequest, AgeBand, ForYouView, HeldCard, InterestWish, InterestsView, LifeEvent, SavedView, WhyView,
};

use crate::words;

pub use json::answer as json;
pub use plain::answer as plain;

/// The words of ages.
pub const AGES: [(&str, AgeBand); 4] = [
    ("child", AgeBand::Child),
    ("young", AgeBand::Young),
    ("adult", AgeBand::Adult),
    ("senior", AgeBand::Senior),
];

const CARDS: [(&str, HeldCard); 4] = [
    ("library", HeldCard::Library),
    ("sport", HeldCard::Sport),
    ("large_family", HeldCard::LargeFamily),
    ("senior", HeldCard::Senior),
];

const LIFE: [(&str, LifeEvent); 5] = [
    ("baby", LifeEvent::Baby),
    ("move", LifeEvent::Move),
    ("school", LifeEvent::School),
    ("retirement", LifeEvent::Retirement),
    ("job_search", LifeEvent::JobSearch),
];

const WISHES: [(&str, InterestWish); 2] = [("more", InterestWish::More), ("less", InterestWish::Less)];

/// What can be asked about recommendations.
#[derive(Debug, Clone, Subcommand)]
pub enum Command {
    /// What the city has for the person, here and now
    Foryou {
        #[command(flatten)]
        at: At,
        /// How many at most
        #[arg(long, default_value_t = 10)]
        limit: u32,
    },
    /// Why something is recommended, or why it is not: `why place:12`
    Why {
        /// Which
        id: String,
        #[command(flatten)]
        at: At,
    },
    /// Look at something recommended: the phone learns from it
    Open {
        /// Which
        id: String,
        #[command(flatten)]
        at: At,
    },
    /// Not this: it is not recommended again
    Notthis {
        /// Which
        id: String,
    },
    /// Keep something for later
    Save {
        /// Which
        id: String,
    },
    /// Take something off the saved ones
    Unsave {
        /// Which
        id: String,
    },
    /// What the person saved
    Saved {
        #[command(flatten)]
        at: At,
    },
    /// What the phone thinks of the person
    Interests {
        #[command(subcommand)]
        change: Option<Change>,
    },
}

/// Where the person is.
#[derive(Debug, Clone, Args)]
pub struct At {
    /// Where the person is, in degrees (WGS 84)
    #[arg(long = "at", num_args = 2, value_names = ["LAT", "LON"], allow_negative_numbers = true)]
    point: Option<Vec<f64>>,
}

impl At {
    fn here(self) -> Option<HereRequest> {
        match self.point.as_deref() {
            Some([lat, lon]) => Some(HereRequest { lat: *lat, lon: *lon }),
            _ => None,
        }
    }
}

/// What can be changed about it.
#[derive(Debug, Clone, Subcommand)]
pub enum Change {
    /// Show it
    Show,
    /// More or less of a tag
    Set {
        /// The tag
        tag: String,
        /// What of it
        #[arg(value_parser = one_of(&WISHES))]
        wish: InterestWish,
    },
    /// Forget one tag
    Forget {
        /// The tag
        tag: String,
    },
    /// Forget everything that was learnt and told
    Erase,
    /// Switch recommendations off
    Off,
    /// Switch recommendations on
    On,
    /// Tell something about oneself; it replaces what was told before
    About {
        /// The age, roughly
        #[arg(long, value_parser = one_of(&AGES))]
        age: Option<AgeBand>,
        /// Going out with children
        #[arg(long)]
        children: bool,
        /// Needing to enter without a step
        #[arg(long)]
        step_free: bool,
        /// Having little Spanish
        #[arg(long)]
        little_spanish: bool,
        /// A card carried; can be given more than once
        #[arg(long = "card", value_parser = one_of(&CARDS))]
        cards: Vec<HeldCard>,
        /// What is happening in life; can be given more than once
        #[arg(long = "life", value_parser = one_of(&LIFE))]
        life: Vec<LifeEvent>,
    },
}

/// What came back.
#[derive(Debug)]
pub enum Answer {
    /// The list.
    ForYou(Box<ForYouView>),
    /// Why something is there.
    Why(WhyView),
    /// What the person saved.
    Saved(SavedView),
    /// What the phone thinks of the person.
    Interests(Box<InterestsView>),
}

/// Asks.
pub async fn ask(app: &App, command: Command) -> Result<Answer, AppError> {
    let recommend = app.recommend();
    match command {
        Command::Foryou { at, limit } => recommend.for_you(at.here(), limit).await.map(listed),
        Command::Why { id, at } => recommend.why(id, at.here()).await.map(Answer::Why),
        Command::Open { id, at } => {
            recommend.opened(id, at.here()).await?;
            recommend.interests().await.map(known)
        }
        Command::Notthis { id } => {
            recommend.not_this(id).await?;
            recommend.interests().await.map(known)
        }
        Command::Save { id } => {
            recommend.save(id, None).await?;
            recommend.saved(None).await.map(Answer::Saved)
        }
        Command::Unsave { id } => {
            recommend.unsave(id).await?;
            recommend.saved(None).await.map(Answer::Saved)
        }
        Command::Saved { at } => recommend.saved(at.here()).await.map(Answer::Saved),
        Command::Interests { change } => interests(app, change.unwrap_or(Change::Show)).await,
    }
}

fn listed(view: ForYouView) -> Answer {
    Answer::ForYou(Box::new(view))
}

fn known(view: InterestsView) -> Answer {
    Answer::Interests(Box::new(view))
}

async fn interests(app: &App, change: Change) -> Result<Answer, AppError> {
    let recommend = app.recommend();
    let shown = match change {
        Change::Show => recommend.interests().await,
        Change::Set { tag, wish } => recommend.wish(tag, wish).await,
        Change::Forget { tag } => recommend.forget(tag).await,
        Change::Erase => recommend.erase().await,
        Change::Off | Change::On => {
            recommend.switch(matches!(change, Change::On)).await?;
            // Needs nobody to be signed in, so what it shows needs nobody either.
            return recommend.for_you(None, 10).await.map(listed);
        }
        Change::About {
            age,
            children,
            step_free,
            little_spanish,
            cards,
            life,
        } => {
            let request = AboutRequest {
                age,
                with_children: children,
                step_free,
                little_spanish,
                cards,
                life,
            };
            recommend.tell(request).await
        }
    };
    shown.map(known)
}

fn one_of<T: Copy + Send + Sync + 'static>(table: &'static [(&'static str, T)]) -> impl TypedValueParser<Value = T> {
    PossibleValuesParser::new(table.iter().map(|(word, _)| *word))
        .try_map(move |word| words::value(table, &word).ok_or("an unknown word"))
}
