//! Hears everything the process says: every tracing event of every crate, and the text of every panic.

use std::fmt::Write as _;
use std::sync::{Arc, Mutex, OnceLock};

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

/// What was heard so far.
#[derive(Clone, Default)]
pub struct Heard(Arc<Mutex<String>>);

impl Heard {
    /// All of it.
    pub fn everything(&self) -> String {
        self.0.lock().unwrap().clone()
    }

    /// Notes what was said elsewhere.
    pub fn note(&self, text: &str) {
        let mut heard = self.0.lock().unwrap();
        heard.push_str(text);
        heard.push('\n');
    }
}

static HEARD: OnceLock<Heard> = OnceLock::new();

/// Listens from now on, at the most verbose level.
pub fn listen() -> Heard {
    let new = || {
        let heard = Heard::default();
        tracing::subscriber::set_global_default(Ear(heard.clone())).unwrap();
        let panics = heard.clone();
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            panics.note(&panic.to_string());
            before(panic);
        }));
        heard
    };
    HEARD.get_or_init(new).clone()
}

struct Ear(Heard);

struct Text(String);

impl Visit for Text {
    fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
        write!(self.0, " {}={value:?}", field.name()).unwrap();
    }
}

impl Subscriber for Ear {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        let mut text = Text(span.metadata().name().to_owned());
        span.record(&mut text);
        self.0.note(&text.0);
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, record: &Record<'_>) {
        let mut text = Text(String::new());
        record.record(&mut text);
        self.0.note(&text.0);
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut text = Text(event.metadata().target().to_owned());
        event.record(&mut text);
        self.0.note(&text.0);
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}
