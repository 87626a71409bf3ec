//! The records of the identity provider. Secrets are kept as hashes only.

use rusqlite::{Connection, OptionalExtension, Transaction, params};

use super::secret::hash;
use super::{Access, Lifetimes};
use crate::store::StoreError;

/// Its tables.
pub const SCHEMA: &str = include_str!("schema.sql");

/// Wrong tries before a document has to wait.
const TRIES: i64 = 5;
/// How long it has to wait, in seconds; and how long a wrong try is remembered.
const LOCKED_S: i64 = 15 * 60;
/// How long a code is good for (RFC 6749, 4.1.2 asks for ten minutes at most).
const CODE_S: i64 = 60;
/// How long a person may take to find the code on the telephone.
const TICKET_S: i64 = 5 * 60;
/// An answer may be lost on the way: for so long the last refresh token is accepted again.
const GRACE_S: i64 = 60;
/// What is over stays for a day, so that a tester who looks finds it.
const KEPT_S: i64 = 24 * 60 * 60;

/// A sign-in that worked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Granted {
    /// The person's id.
    pub person: String,
    /// How surely.
    pub access: Access,
    /// What the phone sent along (OpenID Connect Core, 3.1.2.1).
    pub nonce: String,
    /// What the phone must prove (RFC 7636, 4.2).
    pub challenge: String,
}

/// Two new secrets, to become tokens.
#[derive(Debug, Clone)]
pub struct Fresh {
    /// The access token to be.
    pub access_token: String,
    /// The refresh token to be.
    pub refresh_token: String,
}

/// Whose the new tokens are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issued {
    /// The person's id.
    pub person: String,
    /// How surely.
    pub access: Access,
    /// When the person signed in.
    pub started: i64,
    /// How long the access token is good for, in seconds.
    pub access_s: i64,
}

/// What became of a refresh token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Renewal {
    /// The fresh secrets are tokens now.
    Given(Issued),
    /// It is not, or no longer, good.
    Refused,
    /// It was used before, by somebody else perhaps: the whole family is dead (RFC 9700, 4.14.2).
    ReuseDetected,
}

/// What became of a code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Redemption {
    /// The fresh secrets are tokens now; and the nonce that belongs into the identity.
    Given(Issued, String),
    /// It is not good, for whatever reason.
    Refused,
    /// It came twice: what it gave is taken back (RFC 6749, 4.1.2).
    ReuseDetected,
}

/// Until when this document cannot sign in; 0 if it can.
pub fn locked_until(connection: &Connection, document: &str) -> Result<i64, StoreError> {
    let sql = "SELECT locked_until FROM identity_attempt WHERE document = ?";
    let row = connection
        .prepare_cached(sql)?
        .query_row([hash(document)], |row| row.get(0));
    Ok(row.optional()?.unwrap_or(0))
}

/// Notes a wrong try. The fifth in a row locks the document for a while; one that is long past counts no more.
pub fn note_failure(tx: &Transaction<'_>, document: &str, now: i64) -> Result<(), StoreError> {
    tx.prepare_cached(
        "INSERT INTO identity_attempt (document, failures, last_at) VALUES (?1, 1, ?2)
         ON CONFLICT (document) DO UPDATE SET
             failures = CASE WHEN last_at < ?2 - ?3 THEN 1 ELSE failures + 1 END, last_at = ?2",
    )?
    .execute(params![hash(document), now, LOCKED_S])?;
    tx.prepare_cached(
        "UPDATE identity_attempt SET failures = 0, locked_until = ?2 WHERE document = ?1 AND failures >= ?3",
    )?
    .execute(params![hash(document), now.saturating_add(LOCKED_S), TRIES])?;
    Ok(())
}

/// Forgets wrong tries.
pub fn note_success(tx: &Transaction<'_>, document: &str) -> Result<(), StoreError> {
    tx.execute("DELETE FROM identity_attempt WHERE document = ?", [hash(document)])?;
    Ok(())
}

/// Keeps a ticket for whoever typed the right password for this question.
pub fn keep_ticket(
    tx: &Transaction<'_>,
    ticket: &str,
    person: &str,
    question: &str,
    now: i64,
) -> Result<(), StoreError> {
    tx.prepare_cached("INSERT INTO identity_ticket (hash, person, question, expires) VALUES (?, ?, ?, ?)")?
        .execute(params![
            hash(ticket),
            person,
            hash(question),
            now.saturating_add(TICKET_S)
        ])?;
    Ok(())
}

/// Whose ticket it is, if it is still good and was given for this question.
pub fn ticket_holder(
    connection: &Connection,
    ticket: &str,
    question: &str,
    now: i64,
) -> Result<Option<String>, StoreError> {
    let sql = "SELECT person FROM identity_ticket WHERE hash = ? AND question = ? AND expires > ?";
    let row = connection
        .prepare_cached(sql)?
        .query_row(params![hash(ticket), hash(question), now], |row| row.get(0));
    Ok(row.optional()?)
}

/// Uses the ticket up.
pub fn tear_ticket(tx: &Transaction<'_>, ticket: &str) -> Result<(), StoreError> {
    tx.execute("DELETE FROM identity_ticket WHERE hash = ?", [hash(ticket)])?;
    Ok(())
}

/// Keeps a code for a sign-in that worked.
pub fn keep_code(tx: &Transaction<'_>, code: &str, granted: &Granted, now: i64) -> Result<(), StoreError> {
    forget(tx, now)?;
    tx.prepare_cached(
        "INSERT INTO identity_code (hash, person, access, challenge, nonce, started, expires)
         VALUES (?, ?, ?, ?, ?, ?, ?)",
    )?
    .execute(params![
        hash(code),
        granted.person,
        granted.access.name(),
        granted.challenge,
        granted.nonce,
        now,
        now.saturating_add(CODE_S),
    ])?;
    Ok(())
}

/// Throws away what has been over for long. A refresh token that was used stays as long as its family, to be recognised.
fn forget(tx: &Transaction<'_>, now: i64) -> Result<(), StoreError> {
    let past = now.saturating_sub(KEPT_S);
    tx.execute("DELETE FROM identity_ticket WHERE expires < ?", [past])?;
    tx.execute("DELETE FROM identity_code WHERE expires < ?", [past])?;
    tx.execute("DELETE FROM identity_attempt WHERE last_at < ?", [past])?;
    tx.execute(
        "DELETE FROM identity_token WHERE kind = 'access' AND expires < ?",
        [past],
    )?;
    tx.execute("DELETE FROM identity_family WHERE ends < ?", [past])?;
    Ok(())
}

/// Tokens for a code. Whatever comes of it, the code is used up: somebody with a wrong verifier has stolen it.
pub fn redeem(
    tx: &Transaction<'_>,
    (code, challenge): (&str, &str),
    fresh: &Fresh,
    lifetimes: Lifetimes,
    now: i64,
) -> Result<Redemption, StoreError> {
    let sql =
        "SELECT person, access, challenge, nonce, started, expires, used, family FROM identity_code WHERE hash = ?";
    let row = tx.prepare_cached(sql)?.query_row([hash(code)], |row| {
        let granted = Granted {
            person: row.get(0)?,
            access: Access::from_name(&row.get::<_, String>(1)?),
            challenge: row.get(2)?,
            nonce: row.get(3)?,
        };
        let times: (i64, i64) = (row.get(4)?, row.get(5)?);
        Ok((granted, times, row.get::<_, bool>(6)?, row.get::<_, Option<i64>>(7)?))
    });
    let Some((granted, (started, expires), used, family)) = row.optional()? else {
        return Ok(Redemption::Refused);
    };
    if let Some(family) = family {
        revoke_family(tx, family)?;
        return Ok(Redemption::ReuseDetected);
    }
    tx.execute("UPDATE identity_code SET used = 1 WHERE hash = ?", [hash(code)])?;
    if used || expires <= now || granted.challenge != challenge {
        return Ok(Redemption::Refused);
    }
    let ends = now.saturating_add(lifetimes.refresh_s());
    tx.prepare_cached("INSERT INTO identity_family (person, access, started, ends) VALUES (?, ?, ?, ?)")?
        .execute(params![granted.person, granted.access.name(), started, ends])?;
    let family = tx.last_insert_rowid();
    tx.execute(
        "UPDATE identity_code SET family = ? WHERE hash = ?",
        params![family, hash(code)],
    )?;
    let issued = issue(tx, family, None, fresh, lifetimes, now)?;
    Ok(Redemption::Given(issued, granted.nonce))
}

/// Who signed in, for somebody who asked no more than that and has the verifier. Whatever comes of it, the code is used up.
pub fn who_came(
    tx: &Transaction<'_>,
    (code, challenge): (&str, &str),
    now: i64,
) -> Result<Option<(String, Access)>, StoreError> {
    let sql = "SELECT person, access, challenge, expires FROM identity_code WHERE hash = ? AND used = 0";
    let row = tx.prepare_cached(sql)?.query_row([hash(code)], |row| {
        let came = (row.get(0)?, Access::from_name(&row.get::<_, String>(1)?));
        Ok((came, row.get::<_, String>(2)?, row.get::<_, i64>(3)?))
    });
    let Some((came, promised, expires)) = row.optional()? else {
        return Ok(None);
    };
    tx.execute("UPDATE identity_code SET used = 1 WHERE hash = ?", [hash(code)])?;
    Ok((promised == challenge && expires > now).then_some(came))
}

/// Tokens for a refresh token, which is used up by it.
pub fn renew(
    tx: &Transaction<'_>,
    token: &str,
    fresh: &Fresh,
    lifetimes: Lifetimes,
    now: i64,
) -> Result<Renewal, StoreError> {
    let sql = "SELECT t.family, t.used_at, t.dead FROM identity_token t JOIN identity_family f ON f.id = t.family
               WHERE t.hash = ? AND t.kind = 'refresh' AND t.expires > ? AND f.revoked = 0";
    let own = hash(token);
    let row = tx.prepare_cached(sql)?.query_row(params![own, now], |row| {
        Ok((row.get(0)?, row.get::<_, Option<i64>>(1)?, row.get::<_, bool>(2)?))
    });
    let Some((family, used_at, dead)) = row.optional()? else {
        return Ok(Renewal::Refused);
    };
    if dead || (used_at.is_some_and(|at| now.saturating_sub(at) > GRACE_S)) || has_used_successor(tx, &own)? {
        revoke_family(tx, family)?;
        return Ok(Renewal::ReuseDetected);
    }
    if used_at.is_none() {
        use_up(tx, &own, now)?;
    }
    issue(tx, family, Some(&own), fresh, lifetimes, now).map(Renewal::Given)
}

/// Exchanges a refresh token for the first time. The answers that gave others like it were lost, or this one would not have come:
/// whoever shows up with what they carried is somebody else from now on, and not before, because which of two answers arrived
/// nobody knows until it is used. A question of a phone that died may overtake nothing, and be answered last.
fn use_up(tx: &Transaction<'_>, token: &[u8], now: i64) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE identity_token SET used_at = ? WHERE hash = ?",
        params![now, token],
    )?;
    let sql = "WITH others AS (SELECT hash FROM identity_token WHERE kind = 'refresh' AND hash <> ?1
                               AND parent = (SELECT parent FROM identity_token WHERE hash = ?1))
               UPDATE identity_token SET dead = 1 WHERE hash IN others OR (kind = 'access' AND parent IN others)";
    tx.execute(sql, [token])?;
    Ok(())
}

fn has_used_successor(tx: &Transaction<'_>, token: &[u8]) -> Result<bool, StoreError> {
    let sql = "SELECT count(*) FROM identity_token WHERE parent = ? AND kind = 'refresh' AND used_at IS NOT NULL";
    let used: i64 = tx.prepare_cached(sql)?.query_row([token], |row| row.get(0))?;
    Ok(used > 0)
}

fn issue(
    tx: &Transaction<'_>,
    family: i64,
    parent: Option<&[u8]>,
    fresh: &Fresh,
    lifetimes: Lifetimes,
    now: i64,
) -> Result<Issued, StoreError> {
    let sql = "SELECT person, access, started, ends FROM identity_family WHERE id = ?";
    let (person, access, started, ends): (String, String, i64, i64) = tx
        .prepare_cached(sql)?
        .query_row([family], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?;
    let mut insert =
        tx.prepare_cached("INSERT INTO identity_token (hash, kind, family, expires, parent) VALUES (?, ?, ?, ?, ?)")?;
    let access_ends = now.saturating_add(lifetimes.access_seconds).min(ends);
    let refresh = hash(&fresh.refresh_token);
    insert.execute(params![
        hash(&fresh.access_token),
        "access",
        family,
        access_ends,
        refresh
    ])?;
    insert.execute(params![refresh, "refresh", family, ends, parent])?;
    Ok(Issued {
        person,
        access: Access::from_name(&access),
        started,
        access_s: access_ends.saturating_sub(now),
    })
}

/// Whose access token it is, and how sure the city is of them.
pub fn bearer(connection: &Connection, token: &str, now: i64) -> Result<Option<(String, Access)>, StoreError> {
    let sql = "SELECT f.person, f.access FROM identity_token t JOIN identity_family f ON f.id = t.family
               WHERE t.hash = ? AND t.kind = 'access' AND t.expires > ? AND t.dead = 0 AND f.revoked = 0";
    let row = connection
        .prepare_cached(sql)?
        .query_row(params![hash(token), now], |row| {
            Ok((row.get(0)?, Access::from_name(&row.get::<_, String>(1)?)))
        });
    Ok(row.optional()?)
}

/// Ends the session that this token, of either kind, belongs to. One that nobody knows is fine (RFC 7009, 2.2).
pub fn revoke(tx: &Transaction<'_>, token: &str) -> Result<(), StoreError> {
    let sql = "SELECT family FROM identity_token WHERE hash = ?";
    let family: Option<i64> = tx
        .prepare_cached(sql)?
        .query_row([hash(token)], |row| row.get(0))
        .optional()?;
    family.map_or(Ok(()), |family| revoke_family(tx, family))
}

fn revoke_family(tx: &Transaction<'_>, family: i64) -> Result<(), StoreError> {
    tx.prepare_cached("UPDATE identity_family SET revoked = 1 WHERE id = ?")?
        .execute([family])?;
    Ok(())
}

/// Ends every session of a person.
pub fn revoke_person(tx: &Transaction<'_>, person: &str) -> Result<(), StoreError> {
    tx.execute("UPDATE identity_family SET revoked = 1 WHERE person = ?", [person])?;
    Ok(())
}

/// Ends the access tokens of a person, or the refresh tokens: as if their time were over.
pub fn expire(tx: &Transaction<'_>, person: &str, kind: &str, now: i64) -> Result<(), StoreError> {
    let sql = "UPDATE identity_token SET expires = ?3 WHERE kind = ?2 AND expires > ?3
               AND family IN (SELECT id FROM identity_family WHERE person = ?1)";
    tx.execute(sql, params![person, kind, now])?;
    Ok(())
}

/// How many sessions of each person could still be renewed.
pub fn live_sessions(connection: &Connection, now: i64) -> Result<Vec<(String, i64)>, StoreError> {
    let sql = "SELECT f.person, count(DISTINCT f.id) FROM identity_family f JOIN identity_token t ON t.family = f.id
               WHERE f.revoked = 0 AND t.kind = 'refresh' AND t.used_at IS NULL AND t.dead = 0 AND t.expires > ?
               GROUP BY f.person";
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map([now], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}
