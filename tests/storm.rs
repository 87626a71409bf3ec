//! The session under every kind of weather: at most one question to the citizen, no loop, and no draft lost.
//!
//! The cases are data (`storm/session_storm.json`). Before each the phone holds a change that the person wrote offline;
//! after each the weather clears, the person answers the question if there was one, and the change has reached the city once.
//! How often a login page was shown, tokens were renewed and changes had an effect is the city's own count.

#[cfg(test)]
#[path = "faults/http.rs"]
mod http;
#[cfg(test)]
#[path = "storm/phone.rs"]
mod phone;

#[cfg(test)]
mod tests {
    use std::sync::atomic::Ordering;

    use chrono::TimeDelta;
    use madrid_core::kernel::Access;
    use madrid_core::session::SessionState;
    use madrid_core::sync::Trigger;
    use serde::Deserialize;
    use serde_json::json;

    use crate::phone::{PHONE_NUMBER, Phone, Weather};

    #[derive(Deserialize)]
    struct Case {
        name: String,
        given: Vec<String>,
        calls: usize,
        outcomes: String,
        state: String,
        questions: u64,
        renewals: u64,
    }

    const YEAR: TimeDelta = TimeDelta::days(365);

    async fn prepare(phone: &Phone, weather: &Weather, given: &str) {
        match given {
            "expire_access" | "expire_refresh" | "revoke" => weather.sessions(given).await,
            "provider_down" => weather.provider("down").await,
            "provider_unreachable" => {
                weather
                    .faults(json!([{ "fault": "drop_before", "path": "/idp" }]))
                    .await
            }
            "provider_fails" => weather.faults(json!([{ "fault": "status", "path": "/idp" }])).await,
            "wifi_page" => {
                weather
                    .faults(json!([{ "fault": "wrong_content", "path": "/idp" }]))
                    .await
            }
            "lose_one_renewal" => {
                weather
                    .faults(json!([{ "fault": "drop_after", "path": "/idp/token", "times": 1 }]))
                    .await;
            }
            "api_refuses_every_token" => {
                weather
                    .faults(json!([{ "fault": "status", "status": 401, "path": "/v1/me" }]))
                    .await;
            }
            "phone_clock_ahead" => phone.clock.advance(YEAR),
            "phone_clock_behind" => phone.clock.advance(-YEAR),
            "copied_phone_renews_later" => phone.lend_a_copy(weather).await,
            "person_cancels_once" => phone.cancels.store(1, Ordering::SeqCst),
            "restart_after_calls" => {}
            other => panic!("unknown weather: {other}"),
        }
    }

    fn name(state: SessionState) -> &'static str {
        match state {
            SessionState::SignedOut => "signed_out",
            SessionState::Locked => "locked",
            SessionState::SignedIn(_) => "signed_in",
            SessionState::SignInAgain => "sign_in_again",
        }
    }

    async fn outcome(app: &madrid_core::app::App) -> String {
        match app.sync(Trigger::Person).await {
            Ok(()) => "ok".to_owned(),
            Err(error) => error.code().to_owned(),
        }
    }

    async fn run(case: &Case) {
        let weather = Weather::new().await;
        let mut phone = Phone::signed_in(&weather, Access::Strong).await;
        phone.write_offline().await;
        for given in &case.given {
            prepare(&phone, &weather, given).await;
        }
        let before = weather.counts().await;
        // All at once, and each again: what was asked once is not asked twice.
        for _ in 0..2 {
            let calls: Vec<_> = (0..case.calls)
                .map(|_| {
                    tokio::spawn({
                        let app = phone.app();
                        async move { outcome(&app).await }
                    })
                })
                .collect();
            for call in calls {
                let said = call.await.unwrap();
                assert!(
                    said == case.outcomes || phone.repeats(&case.outcomes, &said),
                    "{}: {said}",
                    case.name
                );
            }
            phone.be_patient();
        }
        if case.given.iter().any(|given| given == "restart_after_calls") {
            phone.restart();
        }
        let state = phone.app().session().state().await.unwrap();
        assert_eq!(name(state), case.state, "{}", case.name);
        assert_eq!(phone.visits(), 1, "{}: a page was opened without the person", case.name);
        // Where the calls went well it has been sent already; the ledger says so below.
        assert_eq!(
            phone.has_draft().await,
            case.outcomes != "ok",
            "{}: the draft",
            case.name
        );
        let during = weather.counts().await;
        assert_eq!(
            during.renewals - before.renewals,
            case.renewals,
            "{}: renewals",
            case.name
        );
        clear_up(case, &weather, &phone).await;
    }

    /// The weather clears; the person answers, if there is something to answer; the change arrives once.
    async fn clear_up(case: &Case, weather: &Weather, phone: &Phone) {
        weather.clear().await;
        let mut questions = 0;
        while phone.app().session().state().await.unwrap() == SessionState::SignInAgain {
            questions += 1;
            assert!(questions <= case.questions, "{}: asked too often", case.name);
            let answered = phone.sign_in(Access::Strong).await;
            assert!(answered.is_ok() || phone.has_draft().await, "{}", case.name);
        }
        assert_eq!(questions, case.questions, "{}: questions", case.name);
        assert_eq!(phone.visits(), 1 + questions, "{}: pages", case.name);
        phone.be_patient();
        let last = outcome(&phone.app()).await;
        assert_eq!(last, "ok", "{}: after the weather", case.name);
        assert!(!phone.has_draft().await, "{}: the draft was not sent", case.name);
        let ledger = weather.ledger().await;
        assert_eq!(ledger.len(), 1, "{}: {ledger:?}", case.name);
        assert_eq!(ledger[0]["effects"], 1, "{}", case.name);
        assert_eq!(weather.phone_number().await, PHONE_NUMBER, "{}", case.name);
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn no_weather_asks_twice_loops_or_loses_a_draft() {
        let cases: Vec<Case> = serde_json::from_str(include_str!("storm/session_storm.json")).unwrap();
        assert!(cases.len() >= 16);
        for case in &cases {
            run(case).await;
        }
    }
}
