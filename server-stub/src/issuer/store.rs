//! The records of the desk. Secrets are kept as hashes only.

use rusqlite::{Connection, OptionalExtension as _, Row, Transaction, params};

use crate::cards::Tier;
use crate::identity::hash;
use crate::store::StoreError;

/// For how long a pushed request waits for the browser, in seconds.
pub const PUSHED_S: i64 = 90;
/// For how long the person may take to sign in.
const LOGIN_S: i64 = 30 * 60;
/// For how long a code from the browser is good.
const CODE_S: i64 = 60;
/// Access tokens.
pub const ACCESS_S: i64 = 10 * 60;
/// For how long a wallet may fetch new copies without asking the person.
const PERMIT_S: i64 = 365 * 24 * 60 * 60;
/// The same for a wallet that nobody vouched for when it got the right: its keys may be copied, and the right with them.
const PLAIN_PERMIT_S: i64 = 30 * 24 * 60 * 60;
/// Guesses at a code that is told apart.
const GUESSES: i64 = 5;

/// What a wallet pushed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pushed {
    /// The wallet.
    pub client: String,
    /// Whether its provider vouches for it.
    pub attested: bool,
    /// The key that the code is to be bound to.
    pub jkt: Option<String>,
    /// Where the answer goes.
    pub redirect_uri: String,
    /// What the wallet recognises it by.
    pub state: String,
    /// What the wallet must prove (RFC 7636).
    pub challenge: String,
    /// The cards.
    pub configurations: Vec<String>,
    /// Whether they were asked for by `authorization_details`.
    pub detailed: bool,
    /// Languages of the person.
    pub locales: String,
}

/// What a code is good for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Right {
    /// The wallet; empty for any.
    pub client: String,
    /// Whether its provider vouched for it.
    pub attested: bool,
    /// The key it is bound to already.
    pub jkt: Option<String>,
    /// Where it was sent to.
    pub redirect_uri: String,
    /// What the wallet must prove.
    pub challenge: String,
    /// Whose cards.
    pub holder: String,
    /// Which cards.
    pub configurations: Vec<String>,
    /// Whether they were asked for by `authorization_details`.
    pub detailed: bool,
}

/// The right to fetch cards.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Permit {
    /// The hash of the token that it came with.
    pub token: Vec<u8>,
    /// Its number.
    pub id: i64,
    /// The wallet.
    pub client: String,
    /// The highest tier of cards that may be had by this token: as surely as the wallet showed who it is when it got the token.
    pub reach: Tier,
    /// The key it is bound to.
    pub jkt: String,
    /// Whose cards.
    pub holder: String,
    /// Which cards.
    pub configurations: Vec<String>,
    /// Whether they were asked for by `authorization_details`.
    pub detailed: bool,
}

/// What became of a code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Redeemed {
    /// It is good; it is used up now.
    Good(Right),
    /// It is not.
    Refused,
    /// The second code is missing.
    NeedsCode,
}

/// Notes something that is good once. `false` if it was seen before. What is long over is forgotten by the way.
pub fn see(tx: &Transaction<'_>, what: &str, (now, until): (i64, i64)) -> Result<bool, StoreError> {
    tx.prepare_cached("DELETE FROM issuer_seen WHERE expires < ?")?
        .execute([now])?;
    let sql = "INSERT INTO issuer_seen (hash, expires) VALUES (?, ?) ON CONFLICT (hash) DO NOTHING";
    Ok(tx.prepare_cached(sql)?.execute(params![hash(what), until])? > 0)
}

/// Notes all of these, or none if one of them was seen before.
pub fn see_all(tx: &Transaction<'_>, all: &[String], times: (i64, i64)) -> Result<bool, StoreError> {
    let sql = "SELECT count(*) FROM issuer_seen WHERE hash = ? AND expires >= ?";
    for what in all {
        let seen: i64 = tx
            .prepare_cached(sql)?
            .query_row(params![hash(what), times.0], |row| row.get(0))?;
        if seen > 0 {
            return Ok(false);
        }
    }
    for what in all {
        see(tx, what, times)?;
    }
    Ok(true)
}

/// Keeps what was pushed.
pub fn keep_pushed(tx: &Transaction<'_>, name: &str, pushed: &Pushed, now: i64) -> Result<(), StoreError> {
    tx.execute("DELETE FROM issuer_request WHERE expires < ?", [now])?;
    let sql = "INSERT INTO issuer_request (hash, client, attested, jkt, redirect_uri, state, challenge, configurations, detailed,
               locales, expires) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    tx.execute(
        sql,
        params![
            hash(name),
            pushed.client,
            pushed.attested,
            pushed.jkt,
            pushed.redirect_uri,
            pushed.state,
            pushed.challenge,
            serde_json::to_string(&pushed.configurations)?,
            pushed.detailed,
            pushed.locales,
            now.saturating_add(PUSHED_S)
        ],
    )?;
    Ok(())
}

/// The browser has come with it: from now on it waits for the person, who is on the way with this `login`.
pub fn open_pushed(
    tx: &Transaction<'_>,
    (name, client): (&str, &str),
    (login, verifier): (&str, &str),
    now: i64,
) -> Result<Option<Pushed>, StoreError> {
    let sql = "UPDATE issuer_request SET login = ?3, verifier = ?4, person = NULL, expires = ?5
               WHERE hash = ?1 AND client = ?2 AND expires > ?6";
    let until = now.saturating_add(LOGIN_S);
    let found = tx.execute(sql, params![hash(name), client, hash(login), verifier, until, now])?;
    if found == 0 {
        return Ok(None);
    }
    waiting(tx, login, now).map(|found| found.map(|waiting| waiting.pushed))
}

/// A request whose person is on the way or has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// What was pushed.
    pub pushed: Pushed,
    /// What this desk must prove to the identity provider.
    pub verifier: String,
    /// Who has come.
    pub person: Option<String>,
}

/// The request that waits for this `login`.
pub fn waiting(connection: &Connection, login: &str, now: i64) -> Result<Option<Waiting>, StoreError> {
    let sql = "SELECT client, attested, jkt, redirect_uri, state, challenge, configurations, detailed, locales, verifier, person
               FROM issuer_request WHERE login = ? AND expires > ?";
    let row = connection
        .prepare_cached(sql)?
        .query_row(params![hash(login), now], |row| {
            let pushed = Pushed {
                client: row.get(0)?,
                attested: row.get(1)?,
                jkt: row.get(2)?,
                redirect_uri: row.get(3)?,
                state: row.get(4)?,
                challenge: row.get(5)?,
                configurations: list(row, 6)?,
                detailed: row.get(7)?,
                locales: row.get(8)?,
            };
            Ok(Waiting {
                pushed,
                verifier: row.get(9)?,
                person: row.get(10)?,
            })
        });
    Ok(row.optional()?)
}

/// Somebody has come, and is asked something more: `ticket` is what the page carries.
pub fn note_person(tx: &Transaction<'_>, login: &str, ticket: &str, person: &str) -> Result<(), StoreError> {
    let sql = "UPDATE issuer_request SET login = ?, person = ? WHERE login = ?";
    tx.execute(sql, params![hash(ticket), person, hash(login)])?;
    Ok(())
}

/// The request is answered.
pub fn forget_pushed(tx: &Transaction<'_>, login: &str) -> Result<(), StoreError> {
    tx.execute("DELETE FROM issuer_request WHERE login = ?", [hash(login)])?;
    Ok(())
}

/// Keeps a code from the browser.
pub fn keep_code(tx: &Transaction<'_>, code: &str, right: &Right, now: i64) -> Result<(), StoreError> {
    insert_code(tx, (code, None), right, (false, now.saturating_add(CODE_S)))
}

/// Keeps a code from an official, with the one that is told apart.
pub fn keep_offered(tx: &Transaction<'_>, codes: (&str, &str), right: &Right, until: i64) -> Result<(), StoreError> {
    insert_code(tx, (codes.0, Some(codes.1)), right, (true, until))
}

fn insert_code(
    tx: &Transaction<'_>,
    (code, tx_code): (&str, Option<&str>),
    right: &Right,
    (from_official, expires): (bool, i64),
) -> Result<(), StoreError> {
    let sql = "INSERT INTO issuer_code (hash, from_official, client, attested, jkt, redirect_uri, challenge, holder, configurations,
               detailed, tx_code, expires) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    tx.execute(
        sql,
        params![
            hash(code),
            from_official,
            right.client,
            right.attested,
            right.jkt,
            right.redirect_uri,
            right.challenge,
            right.holder,
            serde_json::to_string(&right.configurations)?,
            right.detailed,
            tx_code.map(hash),
            expires
        ],
    )?;
    Ok(())
}

/// Uses up a code from the browser. One that comes twice takes back what it gave (RFC 6749, 4.1.2).
pub fn redeem(tx: &Transaction<'_>, code: &str, now: i64) -> Result<Redeemed, StoreError> {
    take(tx, code, (false, None), now)
}

/// The cards that a code from an official is for.
pub fn offered(connection: &Connection, code: &str, now: i64) -> Result<Option<Vec<String>>, StoreError> {
    let sql = "SELECT configurations FROM issuer_code WHERE hash = ? AND from_official = 1 AND expires > ?";
    let row = connection
        .prepare_cached(sql)?
        .query_row(params![hash(code), now], |row| list(row, 0));
    Ok(row.optional()?)
}

/// Uses up a code from an official. Wrong guesses at the other one are counted, and the last of them kills the code.
pub fn redeem_offered(
    tx: &Transaction<'_>,
    code: &str,
    tx_code: Option<&str>,
    now: i64,
) -> Result<Redeemed, StoreError> {
    take(tx, code, (true, tx_code), now)
}

fn take(
    tx: &Transaction<'_>,
    code: &str,
    (from_official, tx_code): (bool, Option<&str>),
    now: i64,
) -> Result<Redeemed, StoreError> {
    let sql = "SELECT client, attested, jkt, redirect_uri, challenge, holder, configurations, detailed, tx_code, guesses, used, permit
               FROM issuer_code WHERE hash = ? AND from_official = ? AND expires > ?";
    let own = hash(code);
    let row = tx
        .prepare_cached(sql)?
        .query_row(params![own, from_official, now], |row| {
            let right = right(row)?;
            let asked: (Option<Vec<u8>>, i64) = (row.get(8)?, row.get(9)?);
            Ok((right, asked, row.get::<_, bool>(10)?, row.get::<_, Option<i64>>(11)?))
        });
    let Some((right, (wanted, guesses), used, permit)) = row.optional()? else {
        return Ok(Redeemed::Refused);
    };
    if used {
        let sql = "UPDATE issuer_permit SET revoked = 1 WHERE id = ?";
        tx.execute(sql, [permit])?;
        return Ok(Redeemed::Refused);
    }
    if guesses >= GUESSES {
        return Ok(Redeemed::Refused);
    }
    match (wanted, tx_code) {
        (Some(_), None) => return Ok(Redeemed::NeedsCode),
        (Some(wanted), Some(given)) if wanted != hash(given) => {
            tx.execute("UPDATE issuer_code SET guesses = guesses + 1 WHERE hash = ?", [own])?;
            return Ok(Redeemed::Refused);
        }
        _ => {}
    }
    tx.execute("UPDATE issuer_code SET used = 1 WHERE hash = ?", [own])?;
    Ok(Redeemed::Good(right))
}

fn right(row: &Row<'_>) -> rusqlite::Result<Right> {
    Ok(Right {
        client: row.get(0)?,
        attested: row.get(1)?,
        jkt: row.get(2)?,
        redirect_uri: row.get(3)?,
        challenge: row.get(4)?,
        holder: row.get(5)?,
        configurations: list(row, 6)?,
        detailed: row.get(7)?,
    })
}

/// A JSON list of names.
fn list(row: &Row<'_>, at: usize) -> rusqlite::Result<Vec<String>> {
    let text: String = row.get(at)?;
    serde_json::from_str(&text)
        .map_err(|error| rusqlite::Error::FromSqlConversionFailure(at, rusqlite::types::Type::Text, Box::new(error)))
}

/// Makes the right that a code was good for, with its first tokens.
pub fn grant(
    tx: &Transaction<'_>,
    (code, right, jkt): (&str, &Right, &str),
    (access, reach, refresh): (&str, Tier, &str),
    now: i64,
) -> Result<(), StoreError> {
    let lasts = if right.attested { PERMIT_S } else { PLAIN_PERMIT_S };
    let ends = now.saturating_add(lasts);
    tx.execute(
        "INSERT INTO issuer_permit (client, attested, jkt, holder, configurations, detailed, ends) VALUES (?, ?, ?, ?, ?, ?, ?)",
        params![
            right.client,
            right.attested,
            jkt,
            right.holder,
            serde_json::to_string(&right.configurations)?,
            right.detailed,
            ends
        ],
    )?;
    let permit = tx.last_insert_rowid();
    let sql = "UPDATE issuer_code SET permit = ? WHERE hash = ?";
    tx.execute(sql, params![permit, hash(code)])?;
    keep_token(tx, (access, "access", reach), permit, now.saturating_add(ACCESS_S))?;
    // Who comes with this one shows again what kind of wallet it is.
    keep_token(tx, (refresh, "refresh", Tier::None), permit, ends)
}

/// Keeps a token.
pub fn keep_token(
    tx: &Transaction<'_>,
    (token, kind, reach): (&str, &str, Tier),
    permit: i64,
    until: i64,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO issuer_token (hash, kind, reach, permit, expires) VALUES (?, ?, ?, ?, ?)";
    tx.prepare_cached(sql)?
        .execute(params![hash(token), kind, reach.name(), permit, until])?;
    Ok(())
}

/// What a token of this kind gives the right to.
pub fn permit(connection: &Connection, (token, kind): (&str, &str), now: i64) -> Result<Option<Permit>, StoreError> {
    let sql = "SELECT p.id, p.client, t.reach, p.jkt, p.holder, p.configurations, p.detailed
               FROM issuer_token AS t JOIN issuer_permit AS p ON p.id = t.permit
               WHERE t.hash = ? AND t.kind = ? AND t.expires > ?3 AND p.ends > ?3 AND p.revoked = 0";
    let row = connection
        .prepare_cached(sql)?
        .query_row(params![hash(token), kind, now], |row| {
            Ok(Permit {
                token: hash(token),
                id: row.get(0)?,
                client: row.get(1)?,
                reach: Tier::of(&row.get::<_, String>(2)?),
                jkt: row.get(3)?,
                holder: row.get(4)?,
                configurations: list(row, 5)?,
                detailed: row.get(6)?,
            })
        });
    Ok(row.optional()?)
}

/// Keeps what an offer's address leads to.
pub fn keep_offer(tx: &Transaction<'_>, name: &str, content: &str, (now, until): (i64, i64)) -> Result<(), StoreError> {
    tx.execute("DELETE FROM issuer_offer WHERE expires < ?", [now])?;
    let sql = "INSERT INTO issuer_offer (hash, content, expires) VALUES (?, ?, ?)";
    tx.execute(sql, params![hash(name), content, until])?;
    Ok(())
}

/// The offer.
pub fn offer(connection: &Connection, name: &str, now: i64) -> Result<Option<String>, StoreError> {
    let sql = "SELECT content FROM issuer_offer WHERE hash = ? AND expires > ?";
    let row = connection
        .prepare_cached(sql)?
        .query_row(params![hash(name), now], |row| row.get(0));
    Ok(row.optional()?)
}

/// Cards that an official looks at first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deferred {
    /// The name that the wallet asks with.
    pub name: String,
    /// By what right.
    pub permit: i64,
    /// Which card in which format.
    pub configuration: String,
    /// The keys of the copies, as a JSON list.
    pub keys: String,
    /// The hash of what was asked.
    pub request: Vec<u8>,
    /// From when on they can be had.
    pub ready: i64,
}

/// Keeps them.
pub fn keep_deferred(tx: &Transaction<'_>, deferred: &Deferred) -> Result<(), StoreError> {
    let sql =
        "INSERT INTO issuer_deferred (name, permit, configuration, keys, request, ready) VALUES (?, ?, ?, ?, ?, ?)";
    tx.execute(
        sql,
        params![
            deferred.name,
            deferred.permit,
            deferred.configuration,
            deferred.keys,
            deferred.request,
            deferred.ready
        ],
    )?;
    Ok(())
}

/// Those of a name, for whoever has the right to them.
pub fn deferred(connection: &Connection, name: &str, permit: i64) -> Result<Option<Deferred>, StoreError> {
    let sql =
        "SELECT name, permit, configuration, keys, request, ready FROM issuer_deferred WHERE name = ? AND permit = ?";
    let row = connection
        .prepare_cached(sql)?
        .query_row(params![name, permit], read_deferred);
    Ok(row.optional()?)
}

/// Those that were asked for by this very request.
pub fn deferred_by(connection: &Connection, request: &[u8]) -> Result<Option<Deferred>, StoreError> {
    let sql = "SELECT name, permit, configuration, keys, request, ready FROM issuer_deferred WHERE request = ?";
    let row = connection.prepare_cached(sql)?.query_row([request], read_deferred);
    Ok(row.optional()?)
}

fn read_deferred(row: &Row<'_>) -> rusqlite::Result<Deferred> {
    Ok(Deferred {
        name: row.get(0)?,
        permit: row.get(1)?,
        configuration: row.get(2)?,
        keys: row.get(3)?,
        request: row.get(4)?,
        ready: row.get(5)?,
    })
}
