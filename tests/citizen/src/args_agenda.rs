//! What can be asked of the agenda on the command line.

use clap::{Args, Subcommand, ValueEnum};
use madrid_bindings::agenda::{AgendaRequest, AgendaWhen, EventAudience, EventKind};
use madrid_bindings::places::HereRequest;

use crate::args::{Errand, one_of};
use crate::words;

/// What is on, or one event of it.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct AgendaArgs {
    /// When
    #[arg(long, value_enum, conflicts_with_all = ["day", "from"])]
    when: Option<WhenWord>,
    /// One day (YYYY-MM-DD)
    #[arg(long, value_name = "DAY", conflicts_with = "from")]
    day: Option<String>,
    /// From this day on (YYYY-MM-DD)
    #[arg(long, value_name = "DAY", requires = "to")]
    from: Option<String>,
    /// Up to this day (YYYY-MM-DD)
    #[arg(long, value_name = "DAY", requires = "from")]
    to: Option<String>,
    /// Only what is meant for these
    #[arg(long, value_parser = one_of(&words::AUDIENCES))]
    audience: Option<EventAudience>,
    /// Only this kind
    #[arg(long, value_parser = one_of(&words::EVENT_KINDS))]
    kind: Option<EventKind>,
    /// Only what the city says is free
    #[arg(long)]
    free: bool,
    /// Only in the district with this code, 01 to 21
    #[arg(long, value_name = "CODE")]
    district: Option<String>,
    /// Only near this point (WGS 84 degrees)
    #[arg(long, num_args = 2, value_names = ["LAT", "LON"])]
    near: Option<Vec<f64>>,
    /// Only what holds these words
    #[arg(long, default_value = "", hide_default_value = true)]
    text: String,
    /// How many at most
    #[arg(long, default_value_t = 20)]
    limit: u32,
    #[command(subcommand)]
    one: Option<OneEvent>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum WhenWord {
    Coming,
    Now,
    Today,
    Tomorrow,
    Weekend,
}

#[derive(Debug, Subcommand)]
enum OneEvent {
    /// Everything about one event
    #[command(allow_negative_numbers = true)]
    Show {
        /// The city's number of the event
        id: String,
    },
    /// The event as a calendar reads it (iCalendar)
    Ics {
        /// The city's number of the event
        id: String,
    },
}

impl From<AgendaArgs> for Errand {
    fn from(args: AgendaArgs) -> Self {
        match args.one {
            Some(OneEvent::Show { id }) => Self::Event(id),
            Some(OneEvent::Ics { id }) => Self::EventCalendar(id),
            None => Self::Agenda(Box::new(args.request())),
        }
    }
}

impl AgendaArgs {
    fn request(self) -> AgendaRequest {
        let here = self.near.as_deref().and_then(|near| match near {
            [lat, lon] => Some(HereRequest { lat: *lat, lon: *lon }),
            _ => None,
        });
        let time = match (self.when, self.day, self.from.zip(self.to)) {
            (_, Some(day), _) => AgendaWhen::Day { day },
            (_, _, Some((from, to))) => AgendaWhen::Days { from, to },
            (when, None, None) => when.map_or(AgendaWhen::Coming, AgendaWhen::from),
        };
        AgendaRequest {
            time,
            audience: self.audience,
            kind: self.kind,
            free: self.free,
            district: self.district,
            here,
            only_near: here.is_some(),
            text: self.text,
            limit: self.limit,
        }
    }
}

impl From<WhenWord> for AgendaWhen {
    fn from(word: WhenWord) -> Self {
        match word {
            WhenWord::Coming => Self::Coming,
            WhenWord::Now => Self::Now,
            WhenWord::Today => Self::Today,
            WhenWord::Tomorrow => Self::Tomorrow,
            WhenWord::Weekend => Self::Weekend,
        }
    }
}
