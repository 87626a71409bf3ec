//! What the city changes under a list: its clock, and an agenda that lets go of what is past.

use super::*;

#[tokio::test]
async fn a_saved_event_stays_until_the_person_takes_it_off_and_says_that_it_is_over() {
    let phone = phone_with_events();
    let here = sol();
    for id in [1, 3] {
        did(&phone, SignalKind::Saved, ItemKey::Event(id)).await;
        phone.clock.advance(TimeDelta::minutes(1));
    }
    phone.clock.advance(TimeDelta::days(10));
    let saved = phone.recommend.saved(here).await.unwrap();
    let keys: Vec<_> = saved.items.iter().map(|item| item.key.to_string()).collect();
    assert_eq!(
        (keys, saved.gone),
        (vec!["event:3".to_owned(), "event:1".to_owned()], 0)
    );
    let is_over = |suggestion: &Suggestion| matches!(suggestion, Suggestion::Event(event) if matches!(**event, EventNow::Over(_)));
    assert!(
        saved
            .items
            .iter()
            .all(|item| is_over(&item.suggestion) && item.distance_m.is_some())
    );
    did(&phone, SignalKind::Unsaved, ItemKey::Event(3)).await;
    assert_eq!(phone.recommend.saved(here).await.unwrap().items.len(), 1);
}

#[tokio::test]
async fn an_event_that_the_agenda_let_go_of_is_not_missed_and_can_still_be_taken_off() {
    let phone = phone_with_events();
    did(&phone, SignalKind::Saved, ItemKey::Event(1)).await;
    did(&phone, SignalKind::Saved, key(1)).await;
    let gone = phone.recommend.database.write(|tx| {
        EventsCollection::clear(tx)?;
        PlacesCollection::clear(tx)
    });
    gone.unwrap();
    let saved = phone.recommend.saved(None).await.unwrap();
    assert_eq!(
        (saved.items.len(), saved.gone),
        (0, 1),
        "the place is missed, the concert took place"
    );
    did(&phone, SignalKind::Unsaved, key(1)).await;
    did(&phone, SignalKind::Unsaved, ItemKey::Event(1)).await;
    let saved = phone.recommend.saved(None).await.unwrap();
    assert_eq!((saved.items.len(), saved.gone), (0, 0));
    let refused = phone
        .recommend
        .signal(SignalKind::Saved, &ItemKey::Event(1), None)
        .await;
    assert_eq!(refused.err().unwrap().code(), "recommend.unknown");
}

#[tokio::test]
async fn days_are_the_citys_whatever_the_phones_clock_shows() {
    let phone = phone_with_events();
    confirm(&phone, -24);
    let list = phone.recommend.for_you(sol(), 40).await.unwrap();
    assert_eq!(list.today.to_string(), "2026-11-23");
    let tonight = phone.recommend.why(&ItemKey::Event(1), sol()).await.unwrap();
    assert_eq!(
        (tonight.excluded, tonight.today.to_string().as_str()),
        (None, "2026-11-23")
    );
    assert_eq!(
        phone.recommend.saved(None).await.unwrap().today.to_string(),
        "2026-11-23"
    );
}

#[tokio::test]
async fn a_list_of_which_a_part_is_missing_says_so_also_beside_fresh_events() {
    let phone = phone_with_events();
    confirm(&phone, 0);
    let unconfirmed = phone.recommend.database.write(|tx| {
        tx.execute(
            "UPDATE sync_cursor SET as_of_ms = NULL, cursor = 'c' WHERE collection = 'places'",
            [],
        )?;
        Ok(())
    });
    unconfirmed.unwrap();
    let list = phone.recommend.for_you(sol(), 40).await.unwrap();
    assert!(list.items.iter().any(|item| matches!(item.key, ItemKey::Event(_))));
    assert_eq!(list.freshness.state, FreshnessState::Beginning);
}

#[tokio::test]
async fn only_what_the_city_has_for_everybody_can_be_saved() {
    let phone = phone(&rows(), true);
    for key in ["procedure:x", "card:library", "payment:t-1", "place:999", "event:1"] {
        let wanted = key.parse().unwrap();
        let saving = phone.recommend.signal(SignalKind::Saved, &wanted, sol());
        assert_eq!(saving.await.err().unwrap().code(), "recommend.unknown", "{key}");
    }
    assert_eq!(phone.recommend.saved(None).await.unwrap().gone, 0);
    assert_eq!(phone.recommend.for_you(sol(), 0).await.unwrap().items.len(), 1);
}
