//! The agenda's search judged by everyday questions over the City's real events, beside the plain scan that it could have been.
//! Which events are right is told by facts of the City's files (`agenda_search/queries.json`), as for places: see
//! `search/README.md`.

#[cfg(test)]
#[path = "../server-stub/tests/common/mod.rs"]
mod common;
#[cfg(test)]
#[path = "agenda_search/events.rs"]
mod events;
#[cfg(test)]
#[path = "agenda_search/questions.rs"]
mod questions;
#[cfg(test)]
#[path = "search/score.rs"]
mod score;

#[cfg(test)]
mod tests {
    use madrid_core::agenda::{AgendaQuery, When};
    use madrid_core::kernel::{fold, words};

    use crate::events::{Facts, Real};
    use crate::questions::questions;
    use crate::score::{DEEP, Score, table};

    async fn ours(real: &Real, ask: &str) -> Vec<i64> {
        let query = AgendaQuery::new(When::Coming, DEEP).unwrap().with_words(ask);
        let found = real.agenda.list(query).await.unwrap();
        found.items.iter().map(|listed| listed.event.id.get()).collect()
    }

    /// Every word as the beginning of one, the sooner event first.
    fn scan(coming: &[Facts], ask: &str) -> Vec<i64> {
        let folded = fold(ask);
        let holds = |event: &&Facts| words(&folded).all(|word| event.words.contains(&format!(" {word}")));
        let found = coming.iter().filter(holds);
        found.take(DEEP as usize).map(|event| event.id).collect()
    }

    #[tokio::test]
    async fn ours_answers_better_than_a_plain_scan() {
        let Some(real) = Real::load().await else { return };
        let mut scores = ["ours", "every word, as a beginning"].map(Score::new);
        for question in questions() {
            let right = question.right(&real.coming);
            assert!(!right.is_empty(), "{} has no answer in the agenda", question.ask);
            let answers = [ours(&real, &question.ask).await, scan(&real.coming, &question.ask)];
            for (score, answer) in scores.iter_mut().zip(answers) {
                score.take(&question, &right, &answer);
            }
        }
        println!("{}", table(&scores));
        let [ours, scan] = &scores;
        assert!(ours.recall() > scan.recall() && ours.mean_rank() < scan.mean_rank());
        assert!(ours.recall() > 0.9, "recall in the first five: {}", ours.recall());
    }

    #[test]
    fn the_questions_are_44_and_all_different() {
        let questions = questions();
        let mut asked: Vec<&str> = questions.iter().map(|question| question.ask.as_str()).collect();
        asked.sort_unstable();
        asked.dedup();
        assert_eq!((questions.len(), asked.len()), (44, 44));
    }
}
