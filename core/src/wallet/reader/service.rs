//! What a person can do as the reader of a neighbour's card.

use madrid_credentials::dcql::Format;
use madrid_credentials::jose::unb64;
use ring::rand::SystemRandom;

use super::presets::Preset;
use super::question::Question;
use super::reading::{Known, Reading, Shown, read};
use crate::error::Error;
use crate::wallet::status::Opened;
use crate::wallet::trusted::Trusted;
use crate::wallet::{Room, StatusLists};

/// The reader. Cheap to clone.
#[derive(Clone)]
pub struct Reader {
    room: Room,
    trusted: Trusted,
    status: StatusLists,
}

impl Reader {
    /// The service.
    #[must_use]
    pub const fn new(room: Room, trusted: Trusted, status: StatusLists) -> Self {
        Self { room, trusted, status }
    }

    /// A question, to be held to the neighbour's phone as a QR code. Each has a nonce of its own: an old answer is none.
    ///
    /// # Errors
    /// As [`Question::new`].
    pub fn ask(&self, preset: Preset) -> Result<Question, Error> {
        let (format, kind, claims) = (preset.format(), preset.kind(), preset.claims());
        let chance = SystemRandom::new();
        let question = if preset.is_bound() {
            Question::new(format, kind, &claims, &chance)
        } else {
            Question::of_anybody(format, kind, &claims, &chance)
        };
        Ok(question?)
    }

    /// Makes of what the neighbour's phone shows what can be known here and now. Without a network the status lists count that were fetched
    /// before; nothing is kept of the neighbour. Safe to repeat.
    pub async fn read(&self, question: &Question, shown: &str) -> Result<Reading, Error> {
        let roots = self.trusted.roots();
        let look = |lists: &Opened| {
            let known = Known {
                issuers: &roots.issuers,
                lists: &lists.cached(),
                at: self.room.now(),
            };
            match question.format() {
                Some(Format::Mdoc) => match unb64(shown, "card") {
                    Ok(bytes) => read(question, Shown::Mdoc(&bytes), &known),
                    Err(broken) => Reading::broken(broken),
                },
                _ => read(question, Shown::SdJwt(shown), &known),
            }
        };
        let reading = look(&self.known_lists().await);
        let Some(uri) = reading.wants_list() else {
            return Ok(reading);
        };
        // With a network the list is fetched: it is the same for all cards of its kind, so nobody learns whose was read.
        if let Err(failed) = self.status.fetch_list(uri).await {
            tracing::info!(code = failed.code(), "a status list could not be fetched for a reading");
            return Ok(reading);
        }
        Ok(look(&self.known_lists().await))
    }

    /// The lists that were fetched before. A phone whose data are locked reads without them, and says what it does not know.
    async fn known_lists(&self) -> Opened {
        self.status.everything().await.unwrap_or_else(|failed| {
            tracing::info!(code = failed.code(), "a card is read without status lists");
            Opened::default()
        })
    }
}
