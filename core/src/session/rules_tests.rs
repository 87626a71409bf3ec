//! The rules of signing in, against every way to be fooled.

use super::*;

fn ours() -> (Pending, Provider) {
    let provider = Provider {
        issuer: "https://city".into(),
        authorize: "/a".into(),
        token: "/t".into(),
        revoke: "/r".into(),
    };
    (pending(Access::Strong, &[[1; 32], [2; 32], [3; 32]]), provider)
}

fn fields(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect()
}

#[test]
fn only_an_answer_to_this_question_is_believed() {
    let (pending, provider) = ours();
    let state = pending.state.as_str();
    type Case<'a> = (&'a [(&'a str, &'a str)], Result<String, SignInFailure>);
    let cases: [Case<'_>; 8] = [
        (
            &[("state", state), ("iss", "https://city"), ("code", "c")],
            Ok("c".into()),
        ),
        (
            &[("state", "other"), ("iss", "https://city"), ("code", "c")],
            Err(SignInFailure::NotOurs),
        ),
        (&[("iss", "https://city"), ("code", "c")], Err(SignInFailure::NotOurs)),
        (
            &[("state", state), ("iss", "https://evil"), ("code", "c")],
            Err(SignInFailure::NotOurs),
        ),
        (&[("state", state), ("code", "c")], Err(SignInFailure::NotOurs)),
        (
            &[("state", state), ("iss", "https://city")],
            Err(SignInFailure::NotOurs),
        ),
        (
            &[("state", state), ("iss", "https://city"), ("error", "access_denied")],
            Err(SignInFailure::Cancelled),
        ),
        (
            &[
                ("state", state),
                ("iss", "https://city"),
                ("error", "server_error"),
                ("code", "c"),
            ],
            Err(SignInFailure::Refused),
        ),
    ];
    for (pairs, expected) in cases {
        assert_eq!(code_in(&fields(pairs), &pending, &provider), expected, "{pairs:?}");
    }
}

#[test]
fn an_identity_must_be_for_us_now_and_sure_enough() {
    let (pending, provider) = ours();
    let good = Claims {
        issuer: "https://city".into(),
        audience: CLIENT_ID.into(),
        subject: "p".into(),
        expires: 1_000,
        nonce: Some(pending.nonce.clone()),
        access: Some(Access::Strong),
    };
    let check = |change: &dyn Fn(&mut Claims)| {
        let mut claims = good.clone();
        change(&mut claims);
        identity(&claims, &pending, &provider, 1_000)
    };
    assert_eq!(check(&|_| {}), Ok(Access::Strong));
    assert_eq!(check(&|c| c.access = Some(Access::Light)), Err(SignInFailure::TooWeak));
    assert_eq!(check(&|c| c.access = None), Err(SignInFailure::TooWeak));
    for change in [
        (&|c: &mut Claims| c.issuer = "https://evil".into()) as &dyn Fn(&mut Claims),
        &|c| c.audience = "other".into(),
        &|c| c.nonce = Some("replayed".into()),
        &|c| c.nonce = None,
        &|c| c.subject = String::new(),
        &|c| c.expires = 1_000 - SKEW_S,
    ] {
        assert_eq!(check(change), Err(SignInFailure::NotOurs));
    }
}

#[test]
fn a_token_about_to_end_is_renewed_first() {
    let tokens = Tokens {
        person: "p".into(),
        access: Access::Light,
        access_token: "a".into(),
        expires_ms: 100_000,
        refresh_token: "r".into(),
    };
    assert!(is_usable(&tokens, 69_999));
    assert!(!is_usable(&tokens, 70_000));
    // A clock far in the past makes it look good for years: then the city says no, and it is renewed.
    assert!(is_usable(&tokens, i64::MIN));
    assert!(!is_over(&tokens, 99_999) && is_over(&tokens, 100_000));
}
