//! One run over one collection: page by page to the end, or a whole reload where the city lost our place.

use std::marker::PhantomData;
use std::sync::Arc;

use super::store::{self, Position};
use super::{Changes, Collection, Engine, Page, Running, SyncError};
use crate::net::{CityClient, CityTime, JsonReply, NetError, percent_encode};
use crate::ports::TransportError;
use crate::store::{Database, StoreError};

/// Rows to ask for at once: the whole city in one page and one transaction; where the network cuts long answers, less.
const PAGE_LIMITS: [u32; 3] = [10_000, 2_000, 500];
/// Rows to ask for when there are none: what fills a screen is there before the rest has come over a slow network.
const FIRST_LIMITS: [u32; 2] = [100, 50];

/// A city that sends more pages than this in one run goes round in circles.
const MAX_PAGES: usize = 1_000;

/// What a run over a collection works with.
#[derive(Clone)]
pub(super) struct Context {
    pub database: Arc<Database>,
    pub client: CityClient,
    /// Rung after every commit that changed something a citizen may be looking at.
    pub changes: Changes,
}

/// The engine of collection `C`.
pub(super) struct Follow<C> {
    context: Context,
    collection: PhantomData<C>,
}

impl<C> Follow<C> {
    pub(super) const fn new(context: Context) -> Self {
        Self {
            context,
            collection: PhantomData,
        }
    }
}

impl<C: Collection> Engine for Follow<C> {
    fn name(&self) -> &'static str {
        C::NAME
    }

    fn run(&self) -> Running<'_> {
        Box::pin(follow::<C>(&self.context))
    }
}

/// What to do after a page.
#[derive(Debug, PartialEq, Eq)]
enum Next {
    Done,
    More,
    /// Our rows and the city's do not add up, or the city lost our place: load everything again.
    Reload,
}

async fn follow<C: Collection>(context: &Context) -> Result<(), SyncError> {
    for _ in 0..MAX_PAGES {
        match advance::<C>(context).await? {
            Next::Done => return Ok(()),
            Next::More => {}
            Next::Reload => return reload::<C>(context).await,
        }
    }
    Err(NetError::BadReply.into())
}

/// Stages and applies the next page.
async fn advance<C: Collection>(context: &Context) -> Result<Next, SyncError> {
    let from = context
        .database
        .read_task(|connection| store::position(connection, C::NAME))
        .await?;
    let limits: &[u32] = if C::BEGINS_SHORT && from.cursor.is_none() {
        &FIRST_LIMITS
    } else {
        &PAGE_LIMITS
    };
    let next = match stage::<C>(context, &from, limits).await {
        Err(NetError::Gone) => return Ok(Next::Reload),
        Err(failed) => return Err(failed.into()),
        // Without a tag the question had no "nothing new" for an answer.
        Ok(JsonReply::NotModified { .. }) if from.etag.is_none() => return Err(NetError::BadReply.into()),
        Ok(JsonReply::NotModified { time }) => {
            let confirmed = context.database.write_task(move |tx| {
                still_at(tx, C::NAME, &from)?;
                store::confirm(tx, C::NAME, time.at, time)
            });
            after(confirmed.await, Next::Done)?
        }
        Ok(JsonReply::Content { value, etag, time }) => apply::<C>(context, from, value, etag, time).await?,
    };
    context.changes.announce();
    Ok(next)
}

async fn apply<C: Collection>(
    context: &Context,
    from: Position,
    page: Page<C::Row>,
    etag: Option<String>,
    time: CityTime,
) -> Result<Next, SyncError> {
    let stands_still = from.cursor.as_deref() == Some(page.next.as_str());
    if page.more && stands_still {
        // Following it would never end.
        return Err(NetError::BadReply.into());
    }
    let more = page.more;
    let applied = context.database.write_task(move |tx| {
        still_at(tx, C::NAME, &from)?;
        C::apply(tx, &page.rows, &page.deletes)?;
        // The tag belongs to the question "after this cursor": it is worth keeping only if the cursor stays.
        let position = Position {
            cursor: Some(page.next),
            etag: etag.filter(|_| stands_still),
        };
        store::advance(tx, C::NAME, &position)?;
        if !more {
            store::confirm(tx, C::NAME, page.as_of, time)?;
            if !C::sum(tx)?.agrees_with(&page.total) {
                return Err(StoreError::Abandon);
            }
        }
        Ok(())
    });
    after(applied.await, if more { Next::More } else { Next::Done })
}

/// The rows that an answer speaks of may be gone by now: a reader that met damage has set the file aside.
fn still_at(tx: &rusqlite::Transaction<'_>, collection: &str, from: &Position) -> Result<(), StoreError> {
    if store::position(tx, collection)? == *from {
        Ok(())
    } else {
        Err(StoreError::Abandon)
    }
}

fn after(written: Result<(), StoreError>, next: Next) -> Result<Next, SyncError> {
    match written {
        Ok(()) => Ok(next),
        Err(StoreError::Abandon) => Ok(Next::Reload),
        Err(failed) => Err(failed.into()),
    }
}

/// Loads the collection from its beginning and swaps it in one transaction: until then the old rows stay on the screen.
async fn reload<C: Collection>(context: &Context) -> Result<(), SyncError> {
    let mut pages = Vec::new();
    let mut from = Position::default();
    let time = loop {
        match stage::<C>(context, &from, &PAGE_LIMITS).await? {
            JsonReply::Content { value, time, .. } => {
                let (next, more): (String, bool) = (value.next.clone(), value.more);
                if more && (from.cursor.as_ref() == Some(&next) || pages.len() >= MAX_PAGES) {
                    return Err(NetError::BadReply.into());
                }
                pages.push(value);
                from.cursor = Some(next);
                if !more {
                    break time;
                }
            }
            // We asked without a tag: the city cannot mean it.
            JsonReply::NotModified { .. } => return Err(NetError::BadReply.into()),
        }
    };
    let swapped = context
        .database
        .write_task(move |tx| swap::<C>(tx, &pages, &from, time))
        .await;
    match swapped {
        Err(StoreError::Abandon) => return Err(SyncError::DoesNotAddUp),
        other => other?,
    }
    context.changes.announce();
    Ok(())
}

fn swap<C: Collection>(
    tx: &rusqlite::Transaction<'_>,
    pages: &[Page<C::Row>],
    end: &Position,
    time: CityTime,
) -> Result<(), StoreError> {
    C::clear(tx)?;
    for page in pages {
        C::apply(tx, &page.rows, &page.deletes)?;
    }
    store::advance(tx, C::NAME, end)?;
    let Some(last) = pages.last() else {
        return Err(StoreError::Abandon);
    };
    store::confirm(tx, C::NAME, last.as_of, time)?;
    if C::sum(tx)?.agrees_with(&last.total) {
        Ok(())
    } else {
        Err(StoreError::Abandon)
    }
}

/// Asks for the page after `from`; where the network cuts a long answer short, asks for a shorter one.
async fn stage<C: Collection>(
    context: &Context,
    from: &Position,
    limits: &[u32],
) -> Result<JsonReply<Page<C::Row>>, NetError> {
    let mut failed = NetError::BadReply;
    for limit in limits {
        let path = match &from.cursor {
            Some(cursor) => format!("/v1/{}?limit={limit}&after={}", C::NAME, percent_encode(cursor)),
            None => format!("/v1/{}?limit={limit}", C::NAME),
        };
        match context.client.get_json(&path, from.etag.as_deref()).await {
            Err(cut @ NetError::Transport(TransportError::Interrupted | TransportError::TooLarge)) => failed = cut,
            other => return other,
        }
    }
    Err(failed)
}

#[cfg(test)]
#[path = "run_tests.rs"]
mod tests;
