//! Asks the city's parts about the person and about everybody the person acts for.

use super::store;
use super::wire::SummariesWire;
use crate::net::{CityTime, JsonReply, NetError, percent_encode};
use crate::profile::ProfileService;
use crate::store::Sealer;
use crate::sync::{CollectionStatus, Engine, Following, Running, SyncError};

/// The name under which a failure to ask at all is noted.
pub(super) const NAME: &str = "home";

/// Follows `GET /v1/me/summaries`.
pub struct HomeEngine(pub Following);

impl HomeEngine {
    async fn follow(&self) -> Result<(), SyncError> {
        let Ok(sealer) = self.0.vault.sealer() else {
            return Ok(());
        };
        let subjects = self.subjects(sealer.clone()).await?;
        let (mut last, mut failure) = (None, Ok::<(), SyncError>(()));
        for (subject, person) in subjects {
            match self.ask(&person).await {
                Ok((said, time)) => {
                    last = Some(time);
                    self.keep(sealer.clone(), subject, said).await?;
                }
                // Nobody is signed in: there is nobody to ask about.
                Err(NetError::SignedOut | NetError::Locked) => return Ok(()),
                // The right to act for somebody can end between the profile and this question; the next profile says so.
                Err(NetError::Refused { status: 403 }) => {}
                // One person's question that fails does not keep the others from being asked.
                Err(failed) => failure = failure.and(Err(failed.into())),
            }
        }
        failure?;
        if let Some(time) = last {
            let confirmed = self
                .0
                .database
                .write_task(move |tx| CollectionStatus::confirm(tx, NAME, time));
            confirmed.await?;
            self.0.changes.announce();
        }
        Ok(())
    }

    /// The person first, then everybody the person acts for; nobody before the profile has come.
    async fn subjects(&self, sealer: Sealer) -> Result<Vec<(i64, String)>, SyncError> {
        let written = self.0.database.write_task(move |tx| {
            let Some(person) = ProfileService::known(tx, &sealer)? else {
                return Ok(Vec::new());
            };
            let represented = person.represents.into_iter().map(|other| other.id);
            let people: Vec<String> = std::iter::once(person.id).chain(represented).collect();
            store::keep_subjects(tx, &sealer, &people)?;
            store::subjects(tx, &sealer)
        });
        Ok(written.await?)
    }

    async fn ask(&self, person: &str) -> Result<(SummariesWire, CityTime), NetError> {
        let path = format!("/v1/me/summaries?for={}", percent_encode(person));
        match self.0.city.get_json(&path, None).await? {
            JsonReply::Content { value, time, .. } => Ok((value, time)),
            // We asked without a tag: the city cannot mean it.
            JsonReply::NotModified { .. } => Err(NetError::BadReply),
        }
    }

    async fn keep(&self, sealer: Sealer, subject: i64, said: SummariesWire) -> Result<(), SyncError> {
        let written = self
            .0
            .database
            .write_task(move |tx| store::keep(tx, &sealer, subject, &said.said()));
        written.await?;
        self.0.changes.announce();
        Ok(())
    }
}

impl Engine for HomeEngine {
    fn name(&self) -> &'static str {
        NAME
    }

    fn run(&self) -> Running<'_> {
        Box::pin(self.follow())
    }
}
