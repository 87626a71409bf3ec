//! What can be asked for at a desk, on a phone with places.

use super::super::super::model::LifeEvent;
use super::super::super::offers::Offer;
use super::*;

#[tokio::test]
async fn a_change_in_a_life_brings_up_what_the_city_does_about_it_at_the_nearest_desk() {
    let mut rows = rows();
    rows.push(row(90, "citizen_office", 40.47, &[]));
    rows.push(row(91, "citizen_office", 40.43, &[]));
    rows.push(row(92, "citizen_office", 40.45, &["step_free"]));
    let phone = phone(&rows, true);
    let asked = Offer::Address.key();
    let about = |step_free| About {
        life: vec![(LifeEvent::Move, phone.clock.now())],
        step_free,
        ..About::default()
    };
    assert!(!keys(&phone).await.contains(&asked.to_string()), "nobody told anything");
    phone.recommend.tell(about(false)).await.unwrap();
    let early = phone.recommend.why(&asked, sol()).await.err().unwrap();
    assert_eq!(early.code(), "recommend.unknown", "the nearest may still be to come");
    confirm(&phone, 0);
    for (step_free, nearest) in [(false, 91), (true, 92)] {
        phone.recommend.tell(about(step_free)).await.unwrap();
        let why = phone.recommend.why(&asked, sol()).await.unwrap();
        let Suggestion::Offer(Offer::Address, desk) = why.suggestion else {
            panic!("a change of address")
        };
        assert_eq!(desk.id.get(), nearest);
        let says = |reason| why.lines.iter().any(|line| line.reason == Some(reason));
        assert!(says(Reason::Life(LifeEvent::Move)));
    }
    assert!(keys(&phone).await.contains(&asked.to_string()));
    did(&phone, SignalKind::TurnedDown, asked.clone()).await;
    assert!(!keys(&phone).await.contains(&asked.to_string()));
    let nowhere = phone.recommend.why(&asked, None).await.err().unwrap();
    assert_eq!(nowhere.code(), "recommend.unknown", "nobody knows which desk is near");
}
