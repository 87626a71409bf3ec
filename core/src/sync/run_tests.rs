//! Runs against a scripted city and a real database: what is kept, when the cursor moves, when everything is reloaded.

use chrono::{DateTime, TimeDelta};
use rusqlite::{Connection, Transaction, params};

use super::super::{CollectionStatus, Delete, VersionSum};
use super::*;
use crate::kernel::CollectionChecksum;
use crate::ports::{FakeClock, FakeEntropy, HttpResponse, ScriptedTransport, Transport};

/// The smallest collection: a number and its version, kept in the table of places to have one.
struct Numbers;

#[derive(serde::Deserialize)]
struct Number {
    id: i64,
    version: i64,
}

impl Collection for Numbers {
    type Row = Number;
    const NAME: &'static str = "numbers";
    const BEGINS_SHORT: bool = true;

    fn apply(tx: &Transaction<'_>, rows: &[Number], deletes: &[Delete]) -> Result<(), StoreError> {
        for row in rows {
            tx.execute(
                "INSERT INTO place (id, version, kind, needs, lat, lon, name, features, source)
                 VALUES (?1, ?2, 'other', 0, 40, -3, 'n', '', 's')
                 ON CONFLICT (id) DO UPDATE SET version = excluded.version WHERE excluded.version > place.version",
                params![row.id, row.version],
            )?;
        }
        for delete in deletes {
            tx.execute(
                "DELETE FROM place WHERE id = ?1 AND version < ?2",
                params![delete.id, delete.version],
            )?;
        }
        Ok(())
    }

    fn clear(tx: &Transaction<'_>) -> Result<(), StoreError> {
        tx.execute("DELETE FROM place", [])?;
        Ok(())
    }

    fn sum(connection: &Connection) -> Result<VersionSum, StoreError> {
        let mut sum = VersionSum::default();
        let mut query = connection.prepare("SELECT id, version FROM place")?;
        let mut rows = query.query([])?;
        while let Some(row) = rows.next()? {
            sum.add(row.get(0)?, row.get(1)?);
        }
        Ok(sum)
    }
}

type Answer = Result<HttpResponse, TransportError>;

fn answer(status: u16, body: String) -> Answer {
    Ok(HttpResponse {
        status,
        content_type: Some("application/json".into()),
        date: Some("Tue, 24 Nov 2026 10:00:00 GMT".into()),
        etag: Some("\"tag\"".into()),
        body: body.into_bytes(),
        ..HttpResponse::default()
    })
}

/// A page of (id, version), with the true total of `live`.
fn page(rows: &[(i64, i64)], deletes: &[(i64, i64)], next: &str, more: bool, live: &[(i64, i64)]) -> Answer {
    let mut checksum = CollectionChecksum::default();
    live.iter().for_each(|&(id, version)| checksum.add(id, version));
    let list = |rows: &[(i64, i64)]| {
        rows.iter()
            .map(|(id, version)| serde_json::json!({"id": id, "version": version}))
            .collect::<Vec<_>>()
    };
    let body = serde_json::json!({
        "rows": list(rows), "deletes": list(deletes), "next": next, "more": more, "as_of": "2026-11-24T10:00:00Z",
        "total": {"count": live.len(), "checksum": checksum.to_hex()},
    });
    answer(200, body.to_string())
}

struct Phone {
    _folder: tempfile::TempDir,
    database: Arc<Database>,
    changes: Changes,
}

impl Phone {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (database, _) = Database::open(&folder.path().join("test.db")).unwrap();
        Self {
            _folder: folder,
            database: Arc::new(database),
            changes: Changes::default(),
        }
    }

    /// One run against these answers; gives what was asked.
    async fn run(&self, answers: Vec<Answer>) -> (Result<(), SyncError>, Vec<crate::ports::HttpRequest>) {
        let transport = Arc::new(ScriptedTransport::new(answers));
        let outcome = self.run_over(Arc::clone(&transport) as Arc<dyn Transport>).await;
        (outcome, transport.asked())
    }

    async fn run_over(&self, transport: Arc<dyn Transport>) -> Result<(), SyncError> {
        let now = DateTime::parse_from_rfc3339("2026-11-24T10:00:00Z").unwrap().to_utc();
        let client = CityClient::new(
            transport,
            Arc::new(FakeClock::at(now)),
            Arc::new(FakeEntropy::seeded(1)),
        );
        let context = Context {
            database: Arc::clone(&self.database),
            client,
            changes: self.changes.clone(),
        };
        Follow::<Numbers>::new(context).run().await
    }

    fn rows(&self) -> Vec<(i64, i64)> {
        self.database
            .read(|connection| {
                let mut query = connection.prepare("SELECT id, version FROM place ORDER BY id")?;
                let rows = query.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
                Ok(rows.collect::<Result<_, _>>()?)
            })
            .unwrap()
    }

    fn cursor(&self) -> Option<String> {
        self.database
            .read(|connection| store::position(connection, Numbers::NAME))
            .unwrap()
            .cursor
    }

    fn status(&self) -> CollectionStatus {
        self.database
            .read(|connection| CollectionStatus::read(connection, Numbers::NAME))
            .unwrap()
    }
}

#[tokio::test(start_paused = true)]
async fn pages_are_followed_to_the_end_and_the_cursor_moves_with_them() {
    let phone = Phone::new();
    let live = [(1, 1), (2, 2), (3, 3)];
    let (outcome, asked) = phone
        .run(vec![
            page(&live[..2], &[], "c 2", true, &live),
            page(&live[2..], &[], "c/3", false, &live),
        ])
        .await;
    outcome.unwrap();
    assert_eq!((phone.rows(), phone.cursor().as_deref()), (live.to_vec(), Some("c/3")));
    let paths: Vec<_> = asked.iter().map(|request| request.path.as_str()).collect();
    assert_eq!(paths, ["/v1/numbers?limit=100", "/v1/numbers?limit=10000&after=c%202"]);
    assert_eq!(phone.status().as_of.unwrap().to_rfc3339(), "2026-11-24T10:00:00+00:00");
    assert_eq!(phone.changes.count(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_cut_in_the_middle_keeps_what_was_applied_and_goes_on_from_there() {
    let phone = Phone::new();
    let live = [(1, 1), (2, 2)];
    let first = vec![
        page(&live[..1], &[], "c1", true, &live),
        Err(TransportError::Unreachable),
    ];
    assert!(phone.run(first).await.0.is_err());
    assert_eq!(
        (phone.rows(), phone.cursor().as_deref(), phone.status().as_of),
        (vec![(1, 1)], Some("c1"), None)
    );
    phone
        .run(vec![page(&live[1..], &[], "c2", false, &live)])
        .await
        .0
        .unwrap();
    assert_eq!(phone.rows(), live);
}

#[tokio::test(start_paused = true)]
async fn replays_old_rows_and_old_tombstones_change_nothing() {
    let phone = Phone::new();
    let live = [(1, 5)];
    phone.run(vec![page(&live, &[], "c5", false, &live)]).await.0.unwrap();
    phone
        .run(vec![page(&[(1, 2)], &[(1, 3)], "c6", false, &live)])
        .await
        .0
        .unwrap();
    assert_eq!(phone.rows(), live);
    phone.run(vec![page(&[], &[(1, 9)], "c9", false, &[])]).await.0.unwrap();
    assert_eq!(phone.rows(), []);
}

#[tokio::test(start_paused = true)]
async fn a_quiet_city_is_asked_with_the_tag_and_confirms() {
    let phone = Phone::new();
    let live = [(1, 1)];
    let (_, asked) = phone.run(vec![page(&live, &[], "c1", false, &live)]).await;
    assert_eq!(asked[0].header_value("if-none-match"), None);
    let (_, asked) = phone.run(vec![page(&[], &[], "c1", false, &live)]).await;
    assert_eq!(
        asked[0].header_value("if-none-match"),
        None,
        "the first tag belonged to another question"
    );
    let (outcome, asked) = phone.run(vec![answer(304, String::new())]).await;
    outcome.unwrap();
    assert_eq!(asked[0].header_value("if-none-match"), Some("\"tag\""));
    assert_eq!(phone.rows(), live);
}

#[tokio::test(start_paused = true)]
async fn a_lost_cursor_reloads_without_emptying_the_screen() {
    let phone = Phone::new();
    let old = [(1, 7), (2, 8)];
    phone.run(vec![page(&old, &[], "old", false, &old)]).await.0.unwrap();
    // The city started over: lower versions, other rows. A cut on the way leaves the old rows.
    let new = [(2, 1), (3, 2)];
    let cut = vec![
        answer(410, String::new()),
        page(&new[..1], &[], "n1", true, &new),
        Err(TransportError::Unreachable),
    ];
    assert!(phone.run(cut).await.0.is_err());
    assert_eq!((phone.rows(), phone.cursor().as_deref()), (old.to_vec(), Some("old")));
    let whole = vec![
        answer(410, String::new()),
        page(&new[..1], &[], "n1", true, &new),
        page(&new[1..], &[], "n2", false, &new),
    ];
    phone.run(whole).await.0.unwrap();
    assert_eq!((phone.rows(), phone.cursor().as_deref()), (new.to_vec(), Some("n2")));
}

#[tokio::test(start_paused = true)]
async fn a_sum_that_differs_reloads_and_a_city_that_contradicts_itself_is_not_believed() {
    let phone = Phone::new();
    let live = [(1, 1)];
    phone.run(vec![page(&live, &[], "c1", false, &live)]).await.0.unwrap();
    let skipped = [(1, 1), (2, 2), (3, 3)];
    let (outcome, asked) = phone
        .run(vec![
            page(&[(3, 3)], &[], "c3", false, &skipped),
            page(&skipped, &[], "c3", false, &skipped),
        ])
        .await;
    outcome.unwrap();
    assert_eq!(
        (phone.rows(), asked[1].path.as_str()),
        (skipped.to_vec(), "/v1/numbers?limit=10000")
    );
    let liar = || page(&[(4, 4)], &[], "c4", false, &live);
    let (outcome, _) = phone.run(vec![liar(), liar()]).await;
    assert!(matches!(outcome, Err(SyncError::DoesNotAddUp)));
    assert_eq!(
        (phone.rows(), phone.cursor().as_deref()),
        (skipped.to_vec(), Some("c3"))
    );
}

#[tokio::test(start_paused = true)]
async fn a_network_that_cuts_long_answers_is_asked_for_shorter_ones() {
    let phone = Phone::new();
    let live = [(1, 1), (2, 2)];
    let cut = || Err(TransportError::Interrupted);
    let (outcome, asked) = phone
        .run(vec![
            cut(),
            cut(),
            cut(),
            page(&live[..1], &[], "c1", true, &live),
            cut(),
            cut(),
            cut(),
            page(&live[1..], &[], "c2", false, &live),
        ])
        .await;
    outcome.unwrap();
    assert_eq!(asked[3].path, "/v1/numbers?limit=50");
    assert_eq!(asked[7].path, "/v1/numbers?limit=2000&after=c1");
}

#[tokio::test(start_paused = true)]
async fn a_cursor_that_stands_still_is_not_followed_for_ever() {
    let phone = Phone::new();
    let live = [(1, 1), (2, 2)];
    phone
        .run(vec![
            page(&live[..1], &[], "c1", true, &live),
            page(&[], &[], "c1", true, &live),
        ])
        .await
        .0
        .unwrap_err();
    assert_eq!(phone.rows(), vec![(1, 1)]);
}

#[tokio::test(start_paused = true)]
async fn a_city_that_goes_round_in_circles_is_left() {
    let phone = Phone::new();
    let pages = |n: usize| page(&[], &[], if n.is_multiple_of(2) { "a" } else { "b" }, true, &[]);
    let (outcome, asked) = phone.run((0..MAX_PAGES + 5).map(pages).collect()).await;
    assert!(matches!(outcome, Err(SyncError::Net(NetError::BadReply))));
    assert_eq!(asked.len(), MAX_PAGES);
}

#[tokio::test(start_paused = true)]
async fn nothing_new_is_no_answer_to_a_question_without_a_tag() {
    let phone = Phone::new();
    let (outcome, _) = phone.run(vec![answer(304, String::new())]).await;
    assert!(matches!(outcome, Err(SyncError::Net(NetError::BadReply))));
    assert_eq!(phone.status().as_of, None);
}

/// While the city answers, the file is set aside: the phone is empty when the answer comes.
struct Emptying {
    database: Arc<Database>,
    inner: ScriptedTransport,
}

impl Transport for Emptying {
    fn send(&self, request: crate::ports::HttpRequest) -> crate::ports::TransportReply<'_> {
        if self.inner.asked().is_empty() {
            let emptied = self
                .database
                .write(|tx| Ok(tx.execute_batch("DELETE FROM sync_cursor; DELETE FROM place;")?));
            emptied.unwrap();
        }
        self.inner.send(request)
    }
}

#[tokio::test(start_paused = true)]
async fn an_answer_about_rows_that_are_gone_is_not_believed() {
    let live = [(1, 1), (2, 2)];
    for late in [answer(304, String::new()), page(&[], &[], "c2", false, &live)] {
        let phone = Phone::new();
        phone.run(vec![page(&live, &[], "c2", false, &live)]).await.0.unwrap();
        phone.run(vec![page(&[], &[], "c2", false, &live)]).await.0.unwrap();
        let whole = page(&live, &[], "c2", false, &live);
        let inner = ScriptedTransport::new([late, whole]);
        let database = Arc::clone(&phone.database);
        phone.run_over(Arc::new(Emptying { database, inner })).await.unwrap();
        assert_eq!(phone.rows(), live);
    }
}

#[test]
fn freshness_is_judged_by_the_citys_clock() {
    let city = DateTime::parse_from_rfc3339("2026-11-24T10:00:00Z").unwrap().to_utc();
    let status = CollectionStatus {
        as_of: Some(city),
        failed_code: None,
        clock_offset: TimeDelta::days(-3),
        has_begun: true,
    };
    let phone = city + TimeDelta::days(3) + TimeDelta::hours(1);
    assert_eq!(
        status.freshness(phone, TimeDelta::days(1)).state,
        crate::kernel::FreshnessState::Fresh
    );
}
