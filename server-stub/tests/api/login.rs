//! The login pages: who may ask, what people see, and how often they may try.

use reqwest::Response;
use serde_json::{Value, json};

use crate::citizen::{CHALLENGE, LIGHT, STRONG, came_back, encode, form, question, redemption, typed};
use crate::support::{Tester, assert_problem, options};

type Fields = Vec<(&'static str, String)>;
type Typed = &'static [(&'static str, &'static str)];

/// The fields without one, and with another in its place if there is a value.
fn with(fields: &Fields, name: &'static str, value: Option<&str>) -> Fields {
    let kept = fields.iter().filter(|(other, _)| *other != name).cloned();
    kept.chain(value.map(|value| (name, value.to_owned()))).collect()
}

async fn get(tester: &Tester, fields: &Fields) -> Response {
    tester.get(&format!("/idp/authorize?{}", encode(fields))).await
}

async fn post(tester: &Tester, asked: &Fields, typed: &[(&'static str, &str)]) -> Response {
    let typed = typed.iter().map(|(name, value)| (*name, (*value).to_owned()));
    let fields: Fields = asked.iter().cloned().chain(typed).collect();
    form(tester, "/idp/authorize", &fields).await
}

async fn logins(tester: &Tester) -> Value {
    tester.json("/admin/logins").await
}

/// The hidden ticket of the second step.
fn ticket(page: &str) -> String {
    let (_, rest) = page.split_once("name=\"ticket\" value=\"").expect("a second step");
    rest.split_once('"').unwrap().0.to_owned()
}

#[tokio::test]
async fn what_may_not_be_asked_is_refused_where_it_is_safe_to_say_so() {
    let tester = Tester::start(options(5)).await;
    // What is changed, and what the app hears; with "page" it is not sent back at all.
    let cases: [(&'static str, Option<&str>, &str); 18] = [
        ("client_id", None, "page"),
        ("client_id", Some("another-app"), "page"),
        ("redirect_uri", None, "page"),
        ("redirect_uri", Some("es.madrid.movil:/login/"), "page"),
        ("redirect_uri", Some("es.madrid.movil:/login?x=1"), "page"),
        ("redirect_uri", Some("ES.madrid.movil:/login"), "page"),
        ("redirect_uri", Some("https://evil.example/login"), "page"),
        ("response_type", Some("token"), "unsupported_response_type"),
        ("response_type", None, "invalid_request"),
        ("scope", Some("offline_access"), "invalid_scope"),
        ("code_challenge", None, "invalid_request"),
        ("code_challenge", Some("too-short"), "invalid_request"),
        ("code_challenge_method", None, "invalid_request"),
        ("code_challenge_method", Some("plain"), "invalid_request"),
        ("state", None, "invalid_request"),
        ("nonce", Some(""), "invalid_request"),
        ("acr_values", Some("gold"), "unmet_authentication_requirements"),
        ("prompt", Some("none"), "login_required"),
    ];
    for (name, value, expected) in cases {
        let asked = with(&question(LIGHT), name, value);
        // Asked with a right password too: the page must not be a way around the question.
        let persona = typed(&tester, "lucia").await;
        let answered = asked.iter().cloned().chain(persona).collect::<Fields>();
        for response in [
            get(&tester, &asked).await,
            form(&tester, "/idp/authorize", &answered).await,
        ] {
            if expected == "page" {
                assert_eq!(response.status(), 400, "{name} {value:?}");
                assert_eq!(response.headers()["content-type"], "text/html; charset=utf-8");
                assert!(!response.headers().contains_key("location"));
            } else {
                assert_eq!(response.status(), 303, "{name} {value:?}");
                assert_eq!(came_back(&response, "error").as_deref(), Some(expected), "{name}");
                let state = if name == "state" { "" } else { "st" };
                assert_eq!(came_back(&response, "state").as_deref(), Some(state));
                assert!(came_back(&response, "iss").is_some() && came_back(&response, "code").is_none());
            }
        }
    }
    let expected = json!({ "pages": 0, "codes": 0, "renewals": 0, "reuse_detected": 0 });
    assert_eq!(logins(&tester).await, expected);
}

#[tokio::test]
async fn a_parameter_that_comes_twice_is_not_chosen_from() {
    let tester = Tester::start(options(5)).await;
    let mut asked = question(LIGHT);
    asked.push(("code_challenge", CHALLENGE.replace('E', "F")));
    let response = get(&tester, &asked).await;
    assert_eq!(came_back(&response, "error").as_deref(), Some("invalid_request"));
    let mut asked = question(LIGHT);
    asked.push(("redirect_uri", "https://evil.example/".to_owned()));
    assert_eq!(get(&tester, &asked).await.status(), 400);
}

#[tokio::test]
async fn pages_let_nothing_else_in_and_are_kept_nowhere() {
    let tester = Tester::start(options(5)).await;
    let page = get(&tester, &question(LIGHT)).await;
    let broken = get(&tester, &with(&question(LIGHT), "client_id", None)).await;
    for response in [page, broken] {
        let header = |name: &str| response.headers()[name].to_str().unwrap().to_owned();
        let policy = header("content-security-policy");
        for part in [
            "default-src 'none'",
            "frame-ancestors 'none'",
            "base-uri 'none'",
            "style-src 'sha256-",
        ] {
            assert!(policy.contains(part), "{policy}");
        }
        assert!(
            policy.contains("form-action 'self' es.madrid.movil:;") && !policy.contains("script"),
            "{policy}"
        );
        assert_eq!(header("x-frame-options"), "DENY");
        assert_eq!(header("referrer-policy"), "no-referrer");
        assert_eq!(header("cache-control"), "no-store");
        assert_eq!(header("x-content-type-options"), "nosniff");
        assert!(!response.headers().contains_key("set-cookie"));
        let html = response.text().await.unwrap();
        assert!(!html.contains("<script") && !html.contains(" onclick"), "{html}");
        assert!(
            !html.contains("padel-2026") && !html.contains("31415926L"),
            "personas are on the console only"
        );
    }
}

#[tokio::test]
async fn what_an_app_sends_is_shown_as_text() {
    let tester = Tester::start(options(5)).await;
    let hint = "\"><script>alert(1)</script>";
    let asked = with(&question(LIGHT), "login_hint", Some(hint));
    let asked = with(&asked, "method", Some("password"));
    let html = get(&tester, &asked).await.text().await.unwrap();
    assert!(html.contains("&lt;script&gt;") && !html.contains("<script>"), "{html}");
}

#[tokio::test]
async fn a_page_speaks_spanish_unless_asked_for_english() {
    let tester = Tester::start(options(5)).await;
    for (locales, lang, words) in [
        (None, "es", "Cl@ve Permanente"),
        (Some("en"), "en", "Digital certificate"),
        (Some("fr es en"), "es", "Certificado electrónico"),
    ] {
        let html = get(&tester, &with(&question(LIGHT), "ui_locales", locales))
            .await
            .text()
            .await
            .unwrap();
        assert!(
            html.contains(&format!("<html lang=\"{lang}\">")) && html.contains(words),
            "{html}"
        );
    }
    assert_eq!(logins(&tester).await["pages"], 3);
    // Going from one way to another is not a new question.
    get(&tester, &with(&question(LIGHT), "method", Some("password"))).await;
    assert_eq!(logins(&tester).await["pages"], 3);
}

/// What is typed, what is said, and at which field.
const MISTAKES: [(Typed, &str, &str); 9] = [
    (&[], "Elige una manera de entrar", ""),
    (&[("method", "magic")], "Elige una manera de entrar", ""),
    (&[("method", "password")], "Escribe tu contraseña", "password"),
    (
        &[("method", "password"), ("password", "x")],
        "Escribe tu DNI o NIE",
        "document",
    ),
    (
        &[("method", "password"), ("document", "123"), ("password", "x")],
        "ocho números",
        "document",
    ),
    (
        &[("method", "password"), ("document", "31415926L"), ("password", "no")],
        "no son correctos",
        "password",
    ),
    (
        &[("method", "password"), ("document", "00000000T"), ("password", "no")],
        "no son correctos",
        "password",
    ),
    (
        &[("method", "password"), ("document", "24494897N"), ("password", "")],
        "Escribe tu contraseña",
        "password",
    ),
    (
        &[("method", "certificate"), ("document", "24494897N")],
        "ningún certificado",
        "document",
    ),
];

#[tokio::test]
async fn each_mistake_is_told_at_its_field_and_gives_no_code() {
    let tester = Tester::start(options(5)).await;
    for (typed, words, field) in MISTAKES {
        let response = post(&tester, &question(LIGHT), typed).await;
        assert_eq!(response.status(), 200, "{typed:?}");
        let html = response.text().await.unwrap();
        assert!(
            html.contains(words) && html.contains("role=\"alert\"") && html.contains("<title>Error: "),
            "{html}"
        );
        if !field.is_empty() {
            assert!(html.contains(&format!("<a href=\"#{field}\">")), "{html}");
            assert!(html.contains(&format!("id=\"{field}-wrong\"")) && html.contains("aria-invalid=\"true\""));
        }
    }
    assert_eq!(logins(&tester).await["codes"], 0);
}

#[tokio::test]
async fn children_cannot_sign_in_and_it_is_not_said_why() {
    let tester = Tester::start(options(5)).await;
    for document in ["24494897N", "99999999R"] {
        let typed = [
            ("method", "password"),
            ("document", document),
            ("password", "familia-2026"),
        ];
        let html = post(&tester, &question(LIGHT), &typed).await.text().await.unwrap();
        assert!(html.contains("El documento o la contraseña no son correctos"), "{html}");
    }
    let typed = typed(&tester, "hugo").await;
    assert!(
        typed
            .iter()
            .any(|(name, value)| *name == "password" && value.is_empty())
    );
}

#[tokio::test]
async fn the_level_given_is_the_level_proved() {
    let tester = Tester::start(options(5)).await;
    // Level asked for, what is typed, and the level that comes of it.
    let password = [
        ("method", "password"),
        ("document", "31415926l"),
        ("password", "padel-2026"),
    ];
    let with_code = [&password[..], &[("otp", "246810")]].concat();
    let certificate = vec![("method", "certificate"), ("document", "31415926-L")];
    let cases = [
        (LIGHT, password.to_vec(), Some(LIGHT)),
        (LIGHT, with_code.clone(), Some(LIGHT)),
        (LIGHT, certificate.clone(), Some(STRONG)),
        (STRONG, with_code, Some(STRONG)),
        (STRONG, certificate, Some(STRONG)),
        (STRONG, password.to_vec(), None),
        (STRONG, [&password[..], &[("otp", "111111")]].concat(), None),
    ];
    for (asked, typed, expected) in cases {
        let response = post(&tester, &question(asked), &typed).await;
        let code = came_back(&response, "code");
        assert_eq!(code.is_some(), expected.is_some(), "{asked} {typed:?}");
        let Some(code) = code else { continue };
        let tokens: Value = form(&tester, "/idp/token", &redemption(&code))
            .await
            .json()
            .await
            .unwrap();
        let acr = crate::tokens::claims(&tokens)["acr"].clone();
        assert_eq!(Some(acr.as_str().unwrap()), expected, "{typed:?}");
    }
}

#[tokio::test]
async fn the_second_step_belongs_to_its_question_and_its_minute() {
    let tester = Tester::start(options(5)).await;
    let password = [
        ("method", "password"),
        ("document", "31415926L"),
        ("password", "padel-2026"),
    ];
    let first = post(&tester, &question(STRONG), &password).await.text().await.unwrap();
    assert!(
        first.contains("autocomplete=\"one-time-code\"") && first.contains("246810"),
        "{first}"
    );
    assert!(!first.contains("padel-2026"), "a password is never sent back");
    let ticket = ticket(&first);
    let step = |otp: &'static str| [("ticket", ticket.clone()), ("otp", otp.to_owned())];
    let answer = async |asked: Fields, otp: &'static str| {
        let fields: Fields = asked.into_iter().chain(step(otp)).collect();
        form(&tester, "/idp/authorize", &fields).await
    };
    let other = with(&question(STRONG), "code_challenge", Some(&CHALLENGE.replace('E', "F")));
    for (asked, otp, words) in [
        (other, "246810", "demasiado tiempo"),
        (question(STRONG), "", "Escribe el código"),
        (question(STRONG), "111111", "no es correcto"),
    ] {
        let html = answer(asked, otp).await.text().await.unwrap();
        assert!(html.contains(words), "{words}: {html}");
    }
    // Written in two groups, as people do.
    assert!(came_back(&answer(question(STRONG), " 246 810").await, "code").is_some());
    let again = answer(question(STRONG), "246810").await.text().await.unwrap();
    assert!(again.contains("demasiado tiempo"), "a ticket is good once");

    let late = post(&tester, &question(STRONG), &password).await.text().await.unwrap();
    tester.put("/admin/clock", json!({ "advance_s": 301 })).await;
    let typed = [("ticket", self::ticket(&late)), ("otp", "246810".to_owned())];
    let fields: Fields = question(STRONG).into_iter().chain(typed).collect();
    let html = form(&tester, "/idp/authorize", &fields).await.text().await.unwrap();
    assert!(html.contains("demasiado tiempo"), "{html}");
}

/// Lucía with a password of somebody's guess.
async fn attempt(tester: &Tester, password: &str) -> Response {
    let typed = [
        ("method", "password"),
        ("document", "31415926L"),
        ("password", password),
    ];
    post(tester, &question(LIGHT), &typed).await
}

async fn wrong_attempt(tester: &Tester) -> String {
    attempt(tester, "wrong").await.text().await.unwrap()
}

#[tokio::test]
async fn five_wrong_tries_lock_a_document_for_a_quarter_of_an_hour() {
    let tester = Tester::start(options(5)).await;
    for _ in 0..4 {
        assert!(wrong_attempt(&tester).await.contains("no son correctos"));
    }
    assert_eq!(
        attempt(&tester, "padel-2026").await.status(),
        303,
        "a right one forgets the wrong ones"
    );
    for _ in 0..4 {
        assert!(wrong_attempt(&tester).await.contains("no son correctos"));
    }
    assert!(wrong_attempt(&tester).await.contains("Espera 15 minutos"));
    assert_eq!(attempt(&tester, "padel-2026").await.status(), 200, "locked");
    tester.put("/admin/clock", json!({ "advance_s": 14 * 60 + 30 })).await;
    assert!(wrong_attempt(&tester).await.contains("Espera 1 minuto "));
    tester.put("/admin/clock", json!({ "advance_s": 31 })).await;
    assert_eq!(attempt(&tester, "padel-2026").await.status(), 303);
}

#[tokio::test]
async fn a_lock_is_on_one_document_and_on_every_way_with_it() {
    let tester = Tester::start(options(5)).await;
    for _ in 0..5 {
        wrong_attempt(&tester).await;
    }
    let other = [
        ("method", "password"),
        ("document", "17320508J"),
        ("password", "taller-2026"),
    ];
    assert_eq!(post(&tester, &question(LIGHT), &other).await.status(), 303);
    let certificate = [("method", "certificate"), ("document", "31415926L")];
    assert_eq!(post(&tester, &question(LIGHT), &certificate).await.status(), 200);
}

#[tokio::test]
async fn a_wrong_try_that_is_long_past_counts_no_more() {
    let tester = Tester::start(options(5)).await;
    for _ in 0..4 {
        wrong_attempt(&tester).await;
    }
    tester.put("/admin/clock", json!({ "advance_s": 16 * 60 })).await;
    assert!(wrong_attempt(&tester).await.contains("no son correctos"));
    assert_eq!(attempt(&tester, "padel-2026").await.status(), 303);
}

#[tokio::test]
async fn guesses_at_the_code_are_counted_across_sign_ins() {
    let tester = Tester::start(options(5)).await;
    let strong = async |otp: &str| {
        let typed = [
            ("method", "password"),
            ("document", "31415926L"),
            ("password", "padel-2026"),
            ("otp", otp),
        ];
        post(&tester, &question(STRONG), &typed).await
    };
    let light = [
        ("method", "password"),
        ("document", "31415926L"),
        ("password", "padel-2026"),
    ];
    for _ in 0..4 {
        assert_eq!(strong("000000").await.status(), 200);
        assert_eq!(post(&tester, &question(LIGHT), &light).await.status(), 303);
    }
    assert!(
        strong("000000")
            .await
            .text()
            .await
            .unwrap()
            .contains("Demasiados intentos")
    );
    assert_eq!(strong("246810").await.status(), 200);
    assert_eq!(post(&tester, &question(LIGHT), &light).await.status(), 200);
}

#[tokio::test]
async fn whoever_cancels_goes_back_without_a_code() {
    let tester = Tester::start(options(5)).await;
    let typed = [
        ("cancel", "1"),
        ("method", "password"),
        ("document", "31415926L"),
        ("password", "padel-2026"),
    ];
    let response = post(&tester, &question(LIGHT), &typed).await;
    assert_eq!(response.status(), 303);
    assert_eq!(came_back(&response, "error").as_deref(), Some("access_denied"));
    assert_eq!(came_back(&response, "state").as_deref(), Some("st"));
    assert!(came_back(&response, "code").is_none());
    let issuer = came_back(&response, "iss").unwrap();
    assert_eq!(issuer.replace("%3A", ":").replace("%2F", "/"), tester.city.http_url());
}

#[tokio::test]
async fn bodies_that_are_no_forms_are_refused() {
    let tester = Tester::start(options(5)).await;
    let send = |kind: &'static str, body: String| {
        let request = tester.client.post(tester.url("/idp/authorize"));
        request.header("content-type", kind).body(body).send()
    };
    assert_problem(send("application/json", "{}".to_owned()).await.unwrap(), 415, "no_form").await;
    let long = format!("client_id={}", "x".repeat(20_000));
    let refused = send("application/x-www-form-urlencoded", long).await.unwrap();
    assert_problem(refused, 415, "no_form").await;
    let odd = send("application/x-www-form-urlencoded", "%ff=%fe&&==&a".to_owned())
        .await
        .unwrap();
    assert_eq!(odd.status(), 400);
}
