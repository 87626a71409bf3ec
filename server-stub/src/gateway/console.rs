//! The gateway's page for developers and testers: what is to go wrong with the next payments, and what became of the last ones. It
//! does what the switches under `/admin/gateway` do, with plain forms.

use axum::extract::rejection::FormRejection;
use axum::extract::{Form, Query, State};
use axum::http::StatusCode;
use axum::response::{Redirect, Response};
use maud::{Markup, html};
use serde::{Deserialize, Serialize};

use super::forced::{Delivery, Hearing, Outcome, Plan};
use super::report::OperationLine;
use super::switches::problem;
use super::words::euros;
use super::{Gateway, store};
use crate::api::Problem;
use crate::pages::{Frame, Language};

/// What the bank can be made to say, by its word in a plan and for people.
const OUTCOMES: [(&str, &str); 10] = [
    ("authorised", "Authorised (0000)"),
    ("challenge", "A challenge first"),
    ("0190", "Refused (0190)"),
    ("0101", "Card expired (0101)"),
    ("0129", "Wrong CVV (0129)"),
    ("0180", "Card of another network (0180)"),
    ("0184", "Not authenticated (0184)"),
    ("0202", "Suspected fraud (0202)"),
    ("9912", "Card's bank is down (9912)"),
    ("9915", "Cancelled by the payer (9915)"),
];
/// How a notice can fare. One that is late comes after a minute.
const DELIVERIES: [(&str, &str, Delivery); 4] = [
    ("lost", "Lost", Delivery::Lost),
    ("duplicated", "Sent twice", Delivery::Duplicated),
    ("delayed", "A minute late", Delivery::Delayed { seconds: 60 }),
    ("forged", "After a forged one", Delivery::Forged),
];
/// How the city's questions can fare.
const HEARINGS: [(&str, &str, Hearing); 2] = [
    ("unheard", "Not heard", Hearing::Unheard),
    ("unanswered", "Done, but not answered", Hearing::Unanswered),
];
/// So many can be asked for at once.
const MOST: u8 = 9;
/// How many payments are shown.
const SHOWN: usize = 40;

/// What an act came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Said {
    /// More is planned.
    Planned,
    /// Nothing is: it was nothing of the lists.
    Refused,
    /// Nothing is planned any more.
    Cleared,
    /// What was due was sent.
    Delivered,
}

impl Said {
    const fn words(self) -> &'static str {
        match self {
            Self::Planned => "The next ones will fare as you chose.",
            Self::Refused => "Nothing changed: choose something of the lists, from 1 to 9 times.",
            Self::Cleared => "Everything fares as usual again.",
            Self::Delivered => "What was due was sent.",
        }
    }

    fn go(self) -> Redirect {
        let said = serde_json::to_value(self).unwrap_or_default();
        Redirect::to(&format!("/console/gateway?said={}", said.as_str().unwrap_or_default()))
    }
}

/// What was done before the page is shown.
#[derive(Debug, Default, Deserialize)]
pub struct Wanted {
    said: Option<Said>,
}

/// What is to happen, and how often.
#[derive(Debug, Deserialize)]
pub struct PlanForm {
    outcome: String,
    notification: String,
    question: String,
    times: u8,
}

impl PlanForm {
    /// The plan with this after it; `None` where it asks for what there is not.
    fn after(&self, mut plan: Plan) -> Option<Plan> {
        let times = usize::from((1..=MOST).contains(&self.times).then_some(self.times)?);
        if let Some(outcome) = chosen(&self.outcome, |word| Outcome::try_from(word.to_owned()).ok())? {
            plan.outcomes.extend(std::iter::repeat_n(outcome, times));
        }
        let delivery = |word: &str| DELIVERIES.into_iter().find(|(name, ..)| *name == word);
        if let Some((_, _, delivery)) = chosen(&self.notification, delivery)? {
            plan.notifications.extend(std::iter::repeat_n(delivery, times));
        }
        let hearing = |word: &str| HEARINGS.into_iter().find(|(name, ..)| *name == word);
        if let Some((_, _, hearing)) = chosen(&self.question, hearing)? {
            plan.questions.extend(std::iter::repeat_n(hearing, times));
        }
        Some(plan)
    }
}

/// Nothing is nothing; what is not on the list is a mistake.
fn chosen<T>(word: &str, read: impl FnOnce(&str) -> Option<T>) -> Option<Option<T>> {
    if word.is_empty() {
        Some(None)
    } else {
        read(word).map(Some)
    }
}

/// `GET /console/gateway`
pub async fn show(State(gateway): State<Gateway>, Query(wanted): Query<Wanted>) -> Result<Response, Problem> {
    let read = gateway.with_desk(|desk| {
        desk.records
            .read(|connection| Ok((store::operations(connection)?, store::waiting(connection)?)))
    });
    let (mut operations, waiting) = read.await.map_err(problem)?;
    operations.reverse();
    operations.truncate(SHOWN);
    let body = html! {
        h1 { "Payment gateway" }
        @if let Some(said) = wanted.said {
            p #said .said .refused[said == Said::Refused] role="status" tabindex="-1" autofocus { (said.words()) }
        }
        div .grid { (plan(&gateway.0.forced.plan())) (form()) (notices(waiting)) }
        (payments(&operations))
    };
    let frame = Frame {
        language: Language::English,
        title: "Payment gateway",
        form_action: "",
        // Not "no-referrer": a form's Origin would be "null" then, and nobody could tell whose it is.
        referrer: "same-origin",
        wide: true,
    };
    Ok(frame.show(StatusCode::OK, &html! { "Developer console" }, &body))
}

/// `POST /console/gateway`: after what was planned before.
pub async fn add(State(gateway): State<Gateway>, form: Result<Form<PlanForm>, FormRejection>) -> Redirect {
    let forced = &gateway.0.forced;
    match form.ok().and_then(|Form(form)| form.after(forced.plan())) {
        Some(plan) => {
            forced.replace(plan);
            Said::Planned.go()
        }
        None => Said::Refused.go(),
    }
}

/// `POST /console/gateway/clear`
pub async fn clear(State(gateway): State<Gateway>) -> Redirect {
    gateway.0.forced.replace(Plan::default());
    Said::Cleared.go()
}

/// `POST /console/gateway/deliver`
pub async fn deliver(State(gateway): State<Gateway>) -> Result<Redirect, Problem> {
    gateway.deliver_due().await.map_err(problem)?;
    Ok(Said::Delivered.go())
}

fn plan(plan: &Plan) -> Markup {
    let outcomes = plan.outcomes.iter().map(|outcome| {
        let word = String::from(*outcome);
        named(OUTCOMES.iter().map(|(name, words)| (*name == word, *words)))
    });
    let notices = plan
        .notifications
        .iter()
        .map(|fate| named(DELIVERIES.iter().map(|(_, words, known)| (known == fate, *words))));
    let questions = plan
        .questions
        .iter()
        .map(|fate| named(HEARINGS.iter().map(|(_, words, known)| (known == fate, *words))));
    let lists = [
        ("Payers' banks say", outcomes.collect::<Vec<_>>()),
        ("Notices to the city", notices.collect()),
        ("Questions of the city", questions.collect()),
    ];
    let is_usual = lists.iter().all(|(_, next)| next.is_empty());
    html! {
        section .card aria-labelledby="next" {
            h2 #next { "Next" }
            @if is_usual { p { "Everything as usual: the card decides." } }
            @else {
                @for (title, next) in &lists {
                    @if !next.is_empty() { h3 { (title) } ol .rules { @for words in next { li { (words) } } } }
                }
                form method="post" action="/console/gateway/clear" { button .second { "Clear" } }
            }
        }
    }
}

/// What the lists call it; what a program planned may be none of them.
fn named<'w>(mut all: impl Iterator<Item = (bool, &'w str)>) -> &'w str {
    all.find(|(is_it, _)| *is_it).map_or("As usual", |(_, words)| words)
}

fn form() -> Markup {
    let choice = |id: &str, label: &str, all: Vec<(&str, &str)>| {
        html! {
            label for=(id) { (label) }
            select id=(id) name=(id) {
                option value="" { "As usual" }
                @for (word, words) in all { option value=(word) { (words) } }
            }
        }
    };
    html! {
        section .card aria-labelledby="plan" {
            h2 #plan { "Make it go wrong" }
            form method="post" action="/console/gateway" {
                (choice("outcome", "The payer's bank says", OUTCOMES.to_vec()))
                (choice("notification", "The notice to the city", DELIVERIES.map(|(word, words, _)| (word, words)).to_vec()))
                (choice("question", "A question of the city", HEARINGS.map(|(word, words, _)| (word, words)).to_vec()))
                div .pairs {
                    div {
                        label for="times" { "How many of the next (1 to 9)" }
                        input #times name="times" inputmode="numeric" value="1" required;
                    }
                }
                button { "Add" }
            }
        }
    }
}

fn notices(waiting: i64) -> Markup {
    html! {
        section .card aria-labelledby="notices" {
            h2 #notices { "Notices" }
            p { (waiting) " wait to be heard by the city." }
            form method="post" action="/console/gateway/deliver" { button .second { "Send what is due" } }
        }
    }
}

fn payments(operations: &[OperationLine]) -> Markup {
    html! {
        section aria-labelledby="payments" {
            h2 #payments { "Payments" }
            @if operations.is_empty() { p { "Nobody has come to pay yet." } }
            @else {
                div .scroll role="region" aria-label="Payments" tabindex="0" {
                    table {
                        thead { tr {
                            @for name in ["Order", "Amount", "By", "State", "Response", "Ends in", "Notices waiting"] {
                                th scope="col" { (name) }
                            }
                        } }
                        tbody { @for line in operations { (row(line)) } }
                    }
                }
            }
        }
    }
}

fn row(line: &OperationLine) -> Markup {
    html! {
        tr {
            td { code { (line.order) } }
            td { (euros(Language::English, line.amount_cents)) }
            td { @if line.method == "z" { "Bizum" } @else { "card" } }
            td { (line.state) }
            td { (line.response.as_deref().unwrap_or_default()) }
            td { (line.last_four.as_deref().unwrap_or_default()) }
            td { (line.notifications_waiting) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(outcome: &str, notification: &str, question: &str, times: u8) -> PlanForm {
        PlanForm {
            outcome: outcome.to_owned(),
            notification: notification.to_owned(),
            question: question.to_owned(),
            times,
        }
    }

    #[test]
    fn what_is_chosen_comes_after_what_was_planned() {
        let before = form("0190", "", "unheard", 1).after(Plan::default()).unwrap();
        let after = form("challenge", "delayed", "", 2).after(before).unwrap();
        let words: Vec<String> = after.outcomes.iter().map(|outcome| String::from(*outcome)).collect();
        assert_eq!(words, ["0190", "challenge", "challenge"]);
        assert_eq!(after.notifications, [Delivery::Delayed { seconds: 60 }; 2]);
        assert_eq!(after.questions, [Hearing::Unheard]);
        let shown = plan(&after).into_string();
        assert!(
            shown.contains("Refused (0190)") && shown.contains("A minute late"),
            "{shown}"
        );
    }

    #[test]
    fn what_is_not_on_the_lists_changes_nothing() {
        for bad in [
            form("paid", "", "", 1),
            form("", "eaten", "", 1),
            form("", "", "deaf", 1),
            form("0190", "", "", 0),
            form("0190", "", "", 10),
        ] {
            assert!(bad.after(Plan::default()).is_none(), "{bad:?}");
        }
    }

    #[test]
    fn every_word_of_the_list_is_an_outcome() {
        for (word, _) in OUTCOMES {
            assert!(Outcome::try_from(word.to_owned()).is_ok(), "{word}");
        }
    }
}
