//! The records of the identity provider. Secrets are kept as hashes only.

use ring::digest::{SHA256, digest};
use rusqlite::{Connection, OptionalExtension, Transaction, params};

use super::{Access, Lifetimes, secret};
use crate::store::StoreError;

/// Its tables.
pub const SCHEMA: &str = include_str!("schema.sql");

/// Wrong tries before a document has to wait.
const TRIES: i64 = 5;
/// How long it has to wait, in seconds.
const LOCKED_S: i64 = 15 * 60;
/// How long a code is good for (RFC 6749, 4.1.2 asks for ten minutes at most).
const CODE_S: i64 = 60;
/// How long a person may take to find the code on the telephone.
const TICKET_S: i64 = 5 * 60;
/// An answer may be lost on the way: for so long the last refresh token is accepted again.
const GRACE_S: i64 = 60;

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

/// A fresh pair of tokens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// The person's id.
    pub person: String,
    /// How surely.
    pub access: Access,
    /// The access token.
    pub access_token: String,
    /// The refresh token.
    pub refresh_token: String,
}

/// What became of a refresh token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Renewal {
    /// A new pair.
    Given(Pair),
    /// It is not, or no longer, good.
    Refused,
    /// It was used before, by somebody else perhaps: the whole family is dead (RFC 9700, 4.14.2).
    ReuseDetected,
}

/// What became of a code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Redemption {
    /// A pair, and the nonce that belongs into the identity.
    Given(Pair, String),
    /// It is not good, for whatever reason.
    Refused,
}

fn hash(secret: &str) -> Vec<u8> {
    digest(&SHA256, secret.as_bytes()).as_ref().to_vec()
}

/// Until when this document cannot sign in; 0 if it can.
pub fn locked_until(connection: &Connection, document: &str) -> Result<i64, StoreError> {
    let sql = "SELECT locked_until FROM identity_attempt WHERE document = ?";
    let row = connection.prepare_cached(sql)?.query_row([document], |row| row.get(0));
    Ok(row.optional()?.unwrap_or(0))
}

/// Notes a wrong try. The fifth in a row locks the document for a while.
pub fn note_failure(tx: &Transaction<'_>, document: &str, now: i64) -> Result<(), StoreError> {
    tx.prepare_cached(
        "INSERT INTO identity_attempt (document, failures) VALUES (?1, 1)
         ON CONFLICT (document) DO UPDATE SET failures = failures + 1",
    )?
    .execute([document])?;
    tx.prepare_cached(
        "UPDATE identity_attempt SET failures = 0, locked_until = ?2 WHERE document = ?1 AND failures >= ?3",
    )?
    .execute(params![document, now.saturating_add(LOCKED_S), TRIES])?;
    Ok(())
}

/// Forgets wrong tries.
pub fn note_success(tx: &Transaction<'_>, document: &str) -> Result<(), StoreError> {
    tx.execute("DELETE FROM identity_attempt WHERE document = ?", [document])?;
    Ok(())
}

/// A ticket for whoever typed the right password.
pub fn new_ticket(tx: &Transaction<'_>, person: &str, now: i64) -> Result<String, StoreError> {
    let ticket = secret();
    tx.prepare_cached("INSERT INTO identity_ticket (hash, person, expires) VALUES (?, ?, ?)")?
        .execute(params![hash(&ticket), person, now.saturating_add(TICKET_S)])?;
    Ok(ticket)
}

/// Whose ticket it is, if it is still good.
pub fn ticket_holder(connection: &Connection, ticket: &str, now: i64) -> Result<Option<String>, StoreError> {
    let sql = "SELECT person FROM identity_ticket WHERE hash = ? AND expires > ?";
    let row = connection
        .prepare_cached(sql)?
        .query_row(params![hash(ticket), now], |row| row.get(0));
    Ok(row.optional()?)
}

/// Uses the ticket up.
pub fn tear_ticket(tx: &Transaction<'_>, ticket: &str) -> Result<(), StoreError> {
    tx.execute("DELETE FROM identity_ticket WHERE hash = ?", [hash(ticket)])?;
    Ok(())
}

/// A code for a sign-in that worked.
pub fn new_code(tx: &Transaction<'_>, granted: &Granted, now: i64) -> Result<String, StoreError> {
    let code = secret();
    tx.prepare_cached(
        "INSERT INTO identity_code (hash, person, access, challenge, nonce, expires) VALUES (?, ?, ?, ?, ?, ?)",
    )?
    .execute(params![
        hash(&code),
        granted.person,
        granted.access.name(),
        granted.challenge,
        granted.nonce,
        now.saturating_add(CODE_S),
    ])?;
    Ok(code)
}

/// Tokens for a code. A code that comes twice has been seen by somebody else: what it gave is taken back (RFC 6749, 4.1.2).
pub fn redeem(
    tx: &Transaction<'_>,
    code: &str,
    challenge: &str,
    lifetimes: Lifetimes,
    now: i64,
) -> Result<Redemption, StoreError> {
    let sql = "SELECT person, access, challenge, nonce, expires, family FROM identity_code WHERE hash = ?";
    let row = tx.prepare_cached(sql)?.query_row([hash(code)], |row| {
        let granted = Granted {
            person: row.get(0)?,
            access: Access::from_name(&row.get::<_, String>(1)?),
            challenge: row.get(2)?,
            nonce: row.get(3)?,
        };
        Ok((granted, row.get::<_, i64>(4)?, row.get::<_, Option<i64>>(5)?))
    });
    let Some((granted, expires, family)) = row.optional()? else {
        return Ok(Redemption::Refused);
    };
    if let Some(family) = family {
        revoke_family(tx, family)?;
        return Ok(Redemption::Refused);
    }
    if expires <= now || granted.challenge != challenge {
        return Ok(Redemption::Refused);
    }
    let ends = now.saturating_add(lifetimes.refresh_s());
    tx.prepare_cached("INSERT INTO identity_family (person, access, ends) VALUES (?, ?, ?)")?
        .execute(params![granted.person, granted.access.name(), ends])?;
    let family = tx.last_insert_rowid();
    tx.execute(
        "UPDATE identity_code SET family = ? WHERE hash = ?",
        params![family, hash(code)],
    )?;
    let pair = new_pair(tx, family, None, lifetimes, now)?;
    Ok(Redemption::Given(pair, granted.nonce))
}

/// Tokens for a refresh token, which is used up by it.
pub fn renew(tx: &Transaction<'_>, token: &str, lifetimes: Lifetimes, now: i64) -> Result<Renewal, StoreError> {
    let sql = "SELECT t.family, t.used_at FROM identity_token t JOIN identity_family f ON f.id = t.family
               WHERE t.hash = ? AND t.kind = 'refresh' AND t.expires > ? AND f.revoked = 0 AND f.ends > ?";
    let own = hash(token);
    let row = tx.prepare_cached(sql)?.query_row(params![own, now, now], |row| {
        Ok((row.get(0)?, row.get::<_, Option<i64>>(1)?))
    });
    let Some((family, used_at)) = row.optional()? else {
        return Ok(Renewal::Refused);
    };
    if let Some(used_at) = used_at {
        let sql = "SELECT count(*) FROM identity_token WHERE parent = ? AND kind = 'refresh' AND used_at IS NULL";
        let successor_unused: i64 = tx.prepare_cached(sql)?.query_row([&own], |row| row.get(0))?;
        if successor_unused == 0 || now.saturating_sub(used_at) > GRACE_S {
            revoke_family(tx, family)?;
            return Ok(Renewal::ReuseDetected);
        }
        // The answer was lost: nobody has what it carried.
        tx.execute("DELETE FROM identity_token WHERE parent = ?", [&own])?;
    } else {
        tx.execute(
            "UPDATE identity_token SET used_at = ? WHERE hash = ?",
            params![now, own],
        )?;
    }
    new_pair(tx, family, Some(&own), lifetimes, now).map(Renewal::Given)
}

fn new_pair(
    tx: &Transaction<'_>,
    family: i64,
    parent: Option<&[u8]>,
    lifetimes: Lifetimes,
    now: i64,
) -> Result<Pair, StoreError> {
    let sql = "SELECT person, access, ends FROM identity_family WHERE id = ?";
    let (person, access, ends): (String, String, i64) = tx
        .prepare_cached(sql)?
        .query_row([family], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    let pair = Pair {
        person,
        access: Access::from_name(&access),
        access_token: secret(),
        refresh_token: secret(),
    };
    let mut insert =
        tx.prepare_cached("INSERT INTO identity_token (hash, kind, family, expires, parent) VALUES (?, ?, ?, ?, ?)")?;
    let access_ends = now.saturating_add(lifetimes.access_seconds).min(ends);
    insert.execute(params![hash(&pair.access_token), "access", family, access_ends, parent])?;
    insert.execute(params![hash(&pair.refresh_token), "refresh", family, ends, parent])?;
    Ok(pair)
}

/// Whose access token it is, and how sure the city is of them.
pub fn bearer(connection: &Connection, token: &str, now: i64) -> Result<Option<(String, Access)>, StoreError> {
    let sql = "SELECT f.person, f.access FROM identity_token t JOIN identity_family f ON f.id = t.family
               WHERE t.hash = ? AND t.kind = 'access' AND t.expires > ? AND f.revoked = 0";
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
    let sql = "UPDATE identity_token SET expires = ?3 WHERE kind = ?2
               AND family IN (SELECT id FROM identity_family WHERE person = ?1)";
    tx.execute(sql, params![person, kind, now])?;
    Ok(())
}
