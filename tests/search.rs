//! Search judged by 150 everyday questions over the City's real places, beside what it could have been instead.

#[cfg(test)]
#[path = "search/catalogue.rs"]
mod catalogue;
#[cfg(test)]
#[path = "../server-stub/tests/common/mod.rs"]
mod common;
#[cfg(test)]
#[path = "search/questions.rs"]
mod questions;
#[cfg(test)]
#[path = "search/rivals.rs"]
mod rivals;
#[cfg(test)]
#[path = "search/score.rs"]
mod score;

#[cfg(test)]
mod tests {
    use madrid_core::places::SearchQuery;

    use crate::catalogue::Catalogue;
    use crate::questions::{Question, questions};
    use crate::rivals::{Fts, Scan};
    use crate::score::{DEEP, Score, table};

    async fn ours(catalogue: &Catalogue, question: &Question) -> Vec<i64> {
        let query = SearchQuery::new(&question.ask, DEEP).unwrap();
        let found = catalogue.places.search(query).await.unwrap();
        found.items.iter().map(|near| near.place.id.get()).collect()
    }

    #[tokio::test]
    async fn ours_answers_better_than_full_text_search_and_than_a_plain_scan() {
        let Some(catalogue) = Catalogue::real() else { return };
        let (fts, scan) = (Fts::over(&catalogue), Scan::over(&catalogue));
        let mut names = [
            "ours",
            "FTS5, every word",
            "FTS5, or else any word",
            "plain folded scan",
        ]
        .map(Score::new);
        for question in questions() {
            let right = question.right(&catalogue);
            assert!(!right.is_empty(), "{} has no answer in the catalogue", question.ask);
            let answers = [
                ours(&catalogue, &question).await,
                fts.every_word(&question.ask),
                fts.or_any_word(&question.ask),
                scan.find(&question.ask),
            ];
            for (score, answer) in names.iter_mut().zip(answers) {
                score.take(&question, &right, &answer);
            }
        }
        println!("{}", table(&names));
        let [ours, rivals @ ..] = &names;
        for rival in rivals {
            assert!(
                ours.recall() > rival.recall(),
                "recall in the first five beside {}",
                rival.name
            );
            assert!(ours.mean_rank() < rival.mean_rank(), "mean rank beside {}", rival.name);
        }
    }

    #[test]
    fn the_questions_are_150_and_all_different() {
        let questions = questions();
        let mut asked: Vec<&str> = questions.iter().map(|question| question.ask.as_str()).collect();
        asked.sort_unstable();
        asked.dedup();
        assert_eq!((questions.len(), asked.len()), (150, 150));
    }

    #[test]
    fn the_score_is_what_it_says() {
        let question = |ask: &str| Question::of_ids(ask, &[1, 2]);
        let mut score = Score::new("x");
        // Both right places, first and fifth.
        score.take(&question("a"), &[1, 2], &[1, 9, 8, 7, 2]);
        // One of them, sixth: none in the first five.
        score.take(&question("b"), &[1, 2], &[9, 8, 7, 6, 5, 1]);
        // Nothing.
        score.take(&question("c"), &[1, 2], &[]);
        assert!((score.recall() - 1.0 / 3.0).abs() < 1e-9);
        assert!((score.mean_rank() - (1.0 + 6.0 + 21.0) / 3.0).abs() < 1e-9);
        // Of more than five right places, five are all that five rows can show.
        let mut full = Score::new("y");
        full.take(&question("d"), &[1, 2, 3, 4, 5, 6, 7], &[1, 2, 3, 4, 5]);
        assert!((full.recall() - 1.0).abs() < 1e-9);
    }
}
