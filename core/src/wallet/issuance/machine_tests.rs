//! The machine against random events: it only goes forward, ends once, and never asks for a card with other proofs than were written down.

use super::*;
use crate::ports::{Entropy, FakeEntropy};

const NOW: i64 = 1_000_000;

fn hidden(text: &str) -> Redacted<String> {
    Redacted::new(text.to_owned())
}

fn page() -> Page {
    Page {
        verifier: hidden("verifier"),
        state: hidden("state"),
    }
}

fn tokens(refresh: Option<&str>) -> Tokens {
    Tokens {
        access: hidden("access"),
        until: NOW + 600,
        refresh: refresh.map(hidden),
        identifier: None,
        refused: 0,
    }
}

fn counter(tx_code: bool) -> Event {
    Event::ByRight(Right::Counter {
        code: hidden("code"),
        tx_code: tx_code.then(|| hidden("1234")),
    })
}

fn no(word: &str) -> Event {
    Event::No(word.to_owned())
}

fn asking(refresh: Option<&str>) -> Course {
    let proofs = Proofs::Jwt(vec!["proof".to_owned()]);
    Course::new()
        .after(counter(true))
        .after(Event::Tokens(tokens(refresh)))
        .after(Event::Proved(proofs))
}

fn put_off(transaction: Option<&str>) -> Event {
    Event::PutOff {
        transaction: transaction.map(str::to_owned),
        not_before: NOW + 60,
    }
}

fn kept() -> Event {
    Event::Kept {
        card: 7,
        notification: Some("note".to_owned()),
    }
}

#[test]
fn a_card_comes_by_a_page() {
    let course = Course::new();
    assert_eq!(course.next(NOW), Effect::Wait);
    let course = course.after(Event::ByPage(page()));
    assert_eq!(course.next(NOW), Effect::Push);
    let pushed = Event::Pushed {
        request_uri: hidden("urn"),
        until: NOW + 60,
    };
    let course = course.after(pushed);
    assert_eq!(course.next(NOW), Effect::Browse);
    assert_eq!(
        course.next(NOW + 60),
        Effect::Push,
        "a request that is over is left anew"
    );
    let course = course.after(Event::Returned(hidden("code")));
    assert_eq!(course.next(NOW), Effect::Redeem);
    let course = course.after(Event::Tokens(tokens(None)));
    assert_eq!(course.next(NOW), Effect::Prove);
    let course = course.after(Event::Proved(Proofs::None));
    assert_eq!(course.next(NOW), Effect::Ask);
    let course = course.after(put_off(Some("later")));
    assert_eq!(course.next(NOW), Effect::WaitUntil(NOW + 60));
    assert_eq!(course.next(NOW + 60), Effect::AskLater);
    let course = course.after(put_off(None)).after(kept());
    assert_eq!(course.next(NOW), Effect::Notify);
    let course = course.after(Event::Told);
    assert_eq!(course.next(NOW), Effect::End(Ending::Kept(7)));
}

#[test]
fn what_fails_before_there_is_a_token_costs_nothing() {
    let offered = |course: &Course, why| assert!(course.stage == Stage::Offered { why: Some(why) });
    offered(
        &Course::new().after(counter(true)).after(no("invalid_grant")),
        Why::TxCode,
    );
    let browsing = Course::new().after(Event::ByPage(page())).after(Event::Pushed {
        request_uri: hidden("urn"),
        until: NOW + 60,
    });
    offered(
        &browsing.clone().after(Event::Unreturned(Why::Cancelled)),
        Why::Cancelled,
    );
    let returned = browsing.after(Event::Returned(hidden("code")));
    offered(&returned.after(no("invalid_grant")), Why::TooLate);
    let used = Course::new().after(counter(false)).after(no("invalid_grant"));
    assert_eq!(used.next(NOW), Effect::End(Ending::Failed(Why::OfferUsed)));
    let refused = Course::new().after(counter(false)).after(no("unauthorized_client"));
    assert_eq!(refused.next(NOW), Effect::End(Ending::Failed(Why::Refused)));
}

#[test]
fn a_token_that_is_over_is_fetched_anew_and_the_proofs_stay() {
    let course = asking(Some("refresh"));
    assert_eq!(course.next(NOW + 595), Effect::Refresh);
    let before = course.stage.clone();
    let course = course.after(no("invalid_token"));
    assert_eq!(course.next(NOW), Effect::Refresh);
    let course = course.after(Event::Tokens(tokens(None)));
    assert!(course.stage == before);
    assert!(
        course.tokens.as_ref().unwrap().refresh == Some(hidden("refresh")),
        "the old one stays"
    );
    assert_eq!(course.next(NOW), Effect::Ask);
    // Not for ever.
    let course = course.after(no("invalid_token")).after(Event::Tokens(tokens(None)));
    let course = course.after(no("invalid_token"));
    assert_eq!(course.next(NOW), Effect::End(Ending::Failed(Why::RightOver)));
    let without = asking(None);
    assert_eq!(without.next(NOW + 700), Effect::Ask, "it is tried");
    assert_eq!(
        without.after(no("invalid_token")).next(NOW),
        Effect::End(Ending::Failed(Why::RightOver))
    );
}

#[test]
fn a_nonce_that_is_over_means_new_proofs_a_few_times() {
    let mut course = asking(None);
    for _ in 0..PATIENCE {
        course = course.after(no("invalid_nonce"));
        assert_eq!(course.next(NOW), Effect::Prove);
        course = course.after(Event::Proved(Proofs::Jwt(vec!["another".to_owned()])));
    }
    assert_eq!(
        course.after(no("invalid_nonce")).next(NOW),
        Effect::End(Ending::Failed(Why::Refused))
    );
}

#[test]
fn an_issuer_that_cannot_be_told_is_left_alone_after_a_while() {
    let mut course = asking(None).after(Event::Unverified {
        notification: Some("note".to_owned()),
    });
    for _ in 0..=NOTICES {
        assert_eq!(course.next(NOW), Effect::Notify);
        course = course.after(Event::Untold);
    }
    assert_eq!(course.next(NOW), Effect::End(Ending::Failed(Why::Unverified)));
    let denied = asking(None).after(no("credential_request_denied"));
    assert_eq!(denied.next(NOW), Effect::End(Ending::Failed(Why::NotEntitled)));
}

fn rank(stage: &Stage) -> u8 {
    match stage {
        Stage::Offered { .. } | Stage::Pushing { .. } | Stage::Browsing { .. } | Stage::Redeeming { .. } => 0,
        Stage::Proving { .. } | Stage::Asking { .. } => 1,
        Stage::PutOff { .. } => 2,
        Stage::Notifying { .. } => 3,
        Stage::Over { .. } => 4,
    }
}

fn any(roll: u64) -> Event {
    match roll % 18 {
        0 => Event::ByPage(page()),
        1 => counter(true),
        2 => Event::Pushed {
            request_uri: hidden("urn"),
            until: NOW + 60,
        },
        3 => Event::Returned(hidden("code")),
        4 => Event::Unreturned(Why::Denied),
        5 => Event::Tokens(tokens(Some("refresh"))),
        6 => Event::Tokens(tokens(None)),
        7 => Event::Proved(Proofs::Jwt(vec![roll.to_string()])),
        8 => kept(),
        9 => Event::Unverified { notification: None },
        10 => put_off(Some("later")),
        11 => put_off(None),
        12 => no("invalid_grant"),
        13 => no("invalid_nonce"),
        14 => no("invalid_token"),
        15 => Event::Told,
        16 => Event::Untold,
        _ => Event::GivenUp,
    }
}

#[test]
fn whatever_happens_it_goes_forward_and_ends_once() {
    let mut ended = 0;
    for seed in 0..5_000_u64 {
        let chance = FakeEntropy::seeded(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) + 1);
        let mut course = Course::new();
        for _ in 0..40 {
            let roll = chance.next_u64() >> 8;
            let event = any(roll);
            // Most lives would be short.
            if event == Event::GivenUp && !roll.is_multiple_of(5) {
                continue;
            }
            let before = course.clone();
            course = course.after(event.clone());
            assert!(rank(&course.stage) >= rank(&before.stage), "{}", rank(&before.stage));
            if let Stage::Over { .. } = before.stage {
                assert!(course == before, "what is over stays as it ended");
            }
            if let (Stage::Asking { proofs: old, .. }, Stage::Asking { proofs: new, .. }) =
                (&before.stage, &course.stage)
            {
                assert!(old == new, "the same request, however often");
            }
            let has_card = |course: &Course| {
                matches!(
                    course.stage,
                    Stage::Notifying {
                        ending: Ending::Kept(_),
                        ..
                    } | Stage::Over {
                        ending: Ending::Kept(_)
                    }
                )
            };
            assert!(
                !has_card(&before) || has_card(&course),
                "a card that is here does not go again"
            );
            assert!(has_card(&before) || !has_card(&course) || event == kept());
        }
        ended += u32::from(matches!(course.stage, Stage::Over { .. }));
    }
    assert!(ended > 1_000, "{ended}");
}
