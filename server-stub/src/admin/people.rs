//! Changes people's details behind their phone's back, as a counter of the City would.

use axum::Json;
use axum::extract::{Path, State};
use serde_json::json;

use super::Body;
use crate::api::Problem;
use crate::citizens::by_id;
use crate::sectors::crm::{Contact, Versioned, change_contact};
use crate::state::CityState;

/// `PUT /admin/people/{id}/contact`. No key and no version: whoever sits at the counter has looked.
pub async fn set_contact(
    State(city): State<CityState>,
    Path(id): Path<String>,
    Body(contact): Body<Contact>,
) -> Result<Json<Versioned<Contact>>, Problem> {
    let person = by_id(&id).ok_or(Problem::PERSON_UNKNOWN)?;
    let contact = contact
        .checked()
        .map_err(|field| Problem::CONTACT_INVALID.with("field", json!(field)))?;
    let changed = city
        .with_store(move |store| store.write(|tx| change_contact(tx, person.nif, &contact)))
        .await?;
    Ok(Json(changed))
}
