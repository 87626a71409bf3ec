//! The references that are on people's letters today, for whoever has no letter to hold.

use axum::Json;
use axum::extract::State;
use chrono::NaiveDate;
use serde::Serialize;

use crate::api::{Problem, printed};
use crate::calendar::today;
use crate::citizens::PERSONAS;
use crate::state::CityState;
use crate::store::StoreError;

/// All of them.
#[derive(Debug, Serialize)]
pub struct ReferencesWire {
    references: Vec<ReferenceWire>,
}

/// One, and on whose letter it is.
#[derive(Debug, Serialize)]
struct ReferenceWire {
    person: &'static str,
    kind: &'static str,
    debt: String,
    reference: String,
    until: NaiveDate,
}

/// `GET /admin/references`
pub async fn show(State(city): State<CityState>) -> Result<Json<ReferencesWire>, Problem> {
    let today = today(city.clock().now());
    let references = city
        .with_store(move |records| {
            records.read(|connection| {
                let mut all = Vec::new();
                for person in PERSONAS {
                    let papers = printed(connection, person.nif, today)?;
                    all.extend(papers.into_iter().map(|(debt, paper)| ReferenceWire {
                        person: person.id,
                        kind: debt.kind.name(),
                        debt: debt.id,
                        reference: paper.digits,
                        until: paper.until,
                    }));
                }
                Ok::<_, StoreError>(all)
            })
        })
        .await?;
    Ok(Json(ReferencesWire { references }))
}
