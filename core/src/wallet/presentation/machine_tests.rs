//! Every state with every event: what leaves the phone leaves it once.

use madrid_credentials::dcql::Choice;

use super::*;

fn asked() -> Asked {
    Asked {
        link: "openid4vp://?x".to_owned(),
        object: None,
        wallet_nonce: "n".to_owned(),
    }
}

fn choice() -> KeptChoice {
    let nothing = Choice {
        options: Vec::new(),
        cards: [].into(),
    };
    nothing.into()
}

fn post() -> Post {
    serde_json::from_str(r#"{"to":"https://desk.madrid.example/vp","form":"response=x"}"#).unwrap()
}

fn copies() -> Vec<String> {
    vec!["copy-1".to_owned()]
}

fn events() -> Vec<Event> {
    vec![
        Event::Shown,
        Event::Approved(choice(), copies()),
        Event::Signed(post()),
        Event::Sending,
        Event::Answered(None),
        Event::Declined,
        Event::Failed("x"),
    ]
}

/// Every state that can be reached, with whether something may have left on the way.
fn reached() -> Vec<(State, bool)> {
    let mut found = vec![(State::Asked(asked()), false)];
    let mut next = 0;
    while let Some((state, left)) = found.get(next).cloned() {
        next += 1;
        for event in events() {
            let left = left || event == Event::Sending;
            if let Some(state) = after(&state, event)
                && !found.contains(&(state.clone(), left))
            {
                found.push((state, left));
            }
        }
    }
    found
}

#[test]
fn copies_that_may_have_been_seen_stay_seen() {
    let all = reached();
    assert_eq!(all.len(), 9);
    for (state, left) in &all {
        assert_eq!(!state.seen().is_empty(), *left);
        for event in events() {
            if let Some(next) = after(state, event) {
                assert!(!state.is_over());
                assert!(state.seen().iter().all(|copy| next.seen().contains(copy)));
            }
        }
    }
}

#[test]
fn nothing_is_sent_twice_however_often_the_phone_dies() {
    for (state, left) in reached() {
        let back = resumed(&state);
        let now = back.as_ref().unwrap_or(&state);
        // Whatever is left of an answer is gone with the kill; only a new yes makes another.
        assert!(after(now, Event::Sending).is_none());
        assert!(resumed(now).is_none());
        if left {
            assert!(now.is_over() && !now.seen().is_empty());
        }
    }
    let signed = State::Signed {
        asked: asked(),
        copies: copies(),
        post: post(),
    };
    assert!(resumed(&signed) == Some(State::Asked(asked())));
    assert_eq!(signed.taken(), copies());
    let sent = after(&signed, Event::Sending).unwrap();
    assert!(!serde_json::to_string(&sent).unwrap().contains("response=x"));
    let lost = resumed(&sent).unwrap();
    assert!(matches!(&lost, State::Failed { code, .. } if code == "wallet.presentation_unknown"));
}

#[test]
fn a_state_comes_back_from_where_it_is_kept() {
    for (state, _) in reached() {
        let kept = serde_json::to_string(&state).unwrap();
        assert!(serde_json::from_str::<State>(&kept).unwrap() == state);
    }
    let choice = Choice {
        options: vec![Some(1), None],
        cards: [("library".to_owned(), copies())].into(),
    };
    assert!(Choice::from(KeptChoice::from(choice.clone())) == choice);
}
