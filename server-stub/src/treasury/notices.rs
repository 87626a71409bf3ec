//! What the bank says by itself: `POST /pagos/notificacion`. A notice may come once, twice, late or never, and anybody can send
//! something that looks like one.

use axum::Form;
use axum::extract::State;
use axum::extract::rejection::FormRejection;
use rusqlite::Transaction;

use super::bank::{BankSays, Forged, Notice};
use super::inquiry::{Moment, give_back};
use super::model::Payment;
use super::store::{self, Made};
use crate::api::{Problem, hash};
use crate::state::CityState;
use crate::store::StoreError;

/// Takes a notice in. Answered with 200, the bank need not say it again; one that concerns nobody is noted for whoever runs the
/// city, and changes nothing.
pub async fn hear(
    State(city): State<CityState>,
    form: Result<Form<Vec<(String, String)>>, FormRejection>,
) -> Result<&'static str, Problem> {
    let Form(fields) = form.map_err(|_| Problem::NO_FORM)?;
    let digest = hash(&serde_json::to_vec(&fields).map_err(|_| Problem::BROKEN)?);
    let read = city.bank().read(&fields);
    let moment = Moment::of(&city);
    let now = city.clock().now();
    let forged = read == Err(Forged);
    let payment = city
        .with_store(move |records| {
            records.write(|tx| {
                if store::came_again(tx, &digest)? {
                    return Ok(None);
                }
                let (number, made, payment) = match &read {
                    Err(Forged) => (None, Made::Forged, None),
                    Ok(notice) => {
                        let (made, payment) = take_in(tx, moment, notice)?;
                        (Some(notice.number.as_str()), made, payment)
                    }
                };
                store::note(tx, &digest, now, (number, made))?;
                Ok(payment)
            })
        })
        .await?;
    if forged {
        return Err(Problem::NOTICE_FORGED);
    }
    if let Some(payment) = payment {
        give_back(&city, &payment).await?;
    }
    Ok("OK")
}

fn take_in(tx: &Transaction<'_>, moment: Moment, notice: &Notice) -> Result<(Made, Option<Payment>), StoreError> {
    let Some(payment) = store::by_order(tx, &notice.number)? else {
        return Ok((Made::UnknownOrder, None));
    };
    if notice.amount != payment.amount {
        // What the bank has really taken it says when it is asked.
        return Ok((Made::WrongAmount, None));
    }
    // That something was given back is no news of a sale: the treasury asked for it, and heard.
    let is_sale = !matches!(notice.says, BankSays::Refunded | BankSays::Nothing);
    let changed = is_sale && moment.follow(tx, &payment, &notice.says)?;
    let made = if changed { Made::TakenIn } else { Made::NothingNew };
    Ok((made, Some(payment)))
}
