//! Carries tracing events to the shell's log, in order, on a thread of its own: foreign code is never called while a lock
//! or a transaction of ours is held, and a slow log slows nobody.

use std::fmt::Write as _;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Once, PoisonError, RwLock};

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Level, Metadata, Subscriber};

use crate::platform::{LogLevel, LogRecord, LogSink};

/// Beyond this many waiting records new ones are dropped: a log must not fill the phone's memory.
const QUEUE: usize = 1_024;

/// The shell's log. There is one per process because tracing has one subscriber per process.
static SINK: RwLock<Option<Arc<dyn LogSink>>> = RwLock::new(None);

/// Sends events to `sink` from now on, in place of any earlier one.
pub fn install(sink: Arc<dyn LogSink>) {
    static STARTED: Once = Once::new();
    *SINK.write().unwrap_or_else(PoisonError::into_inner) = Some(sink);
    STARTED.call_once(|| {
        let (sender, receiver) = sync_channel(QUEUE);
        let started = std::thread::Builder::new()
            .name("madrid-log".to_owned())
            .spawn(move || deliver(&receiver));
        // Without the thread, or where a test has its own subscriber, the app works and is silent.
        if started.is_ok() {
            let _ = tracing::subscriber::set_global_default(ToQueue(sender));
        }
    });
}

fn deliver(records: &Receiver<LogRecord>) {
    for record in records {
        let sink = SINK.read().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some(sink) = sink {
            // A log that fails has nobody to tell.
            let _ = sink.write(record);
        }
    }
}

/// Takes our own crates' events; other crates' could hold addresses.
struct ToQueue(SyncSender<LogRecord>);

impl Subscriber for ToQueue {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.is_event() && metadata.target().starts_with("madrid") && *metadata.level() <= Level::DEBUG
    }

    fn event(&self, event: &Event<'_>) {
        let mut text = Text(String::new());
        event.record(&mut text);
        let level = match *event.metadata().level() {
            Level::ERROR => LogLevel::Error,
            Level::WARN => LogLevel::Warn,
            Level::INFO => LogLevel::Info,
            _ => LogLevel::Debug,
        };
        let _ = self.0.try_send(LogRecord {
            level,
            target: event.metadata().target().to_owned(),
            text: text.0,
        });
    }

    // We keep no spans: an event says everything it has to say.
    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }
    fn record(&self, _: &Id, _: &Record<'_>) {}
    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

struct Text(String);

impl Visit for Text {
    fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
        let separator = if self.0.is_empty() { "" } else { " " };
        // Writing to a String cannot fail.
        let _ = if field.name() == "message" {
            write!(self.0, "{separator}{value:?}")
        } else {
            write!(self.0, "{separator}{}={value:?}", field.name())
        };
    }
}
