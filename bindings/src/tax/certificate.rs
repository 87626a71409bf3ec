//! The certificate of debts in words, with the paper.

use chrono::NaiveDate;
use madrid_core::kernel::{Language, madrid_day};
use madrid_core::tax::{CertificateShown, Owed, Standing};
use madrid_core::text::{self, Key, keys};

use super::folder::Speaker;
use crate::view::{ExplanationView, FactView, in_groups};

/// What the city says of debts.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct TaxCertificateView {
    /// The words above it.
    pub title: String,
    /// What it says.
    pub body: String,
    /// Of which day, until when, with which number and code.
    pub facts: Vec<FactView>,
    /// What is owed, and how much.
    pub owed: Vec<FactView>,
    /// The paper; absent where something is owed.
    pub paper: Option<TaxPaperView>,
    /// When the city said so.
    pub as_of_label: String,
    /// Why it could not be asked now; then this is of the last time.
    pub trouble: Option<ExplanationView>,
    /// All of it for a screen reader.
    pub accessibility_label: String,
}

/// The paper.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct TaxPaperView {
    /// The name of the file, of the type `application/pdf`.
    pub file_name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
    /// The words of the button that opens it.
    pub open_label: String,
}

impl std::fmt::Debug for TaxPaperView {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("TaxPaperView(…)")
    }
}

impl TaxCertificateView {
    pub(super) fn new(shown: CertificateShown, language: Language) -> Self {
        let speaker = Speaker {
            language,
            today: madrid_day(shown.now),
        };
        let as_of_label = text::moment(language, shown.certificate.as_of, shown.now);
        let trouble = shown.failed_code.map(|code| ExplanationView::new(code, language));
        let (body, facts, owed, paper) = match shown.certificate.standing {
            Standing::NoDebts {
                number,
                code,
                issued,
                valid_until,
                pdf,
            } => {
                let paper = TaxPaperView {
                    file_name: format!("{number}.pdf"),
                    bytes: pdf,
                    open_label: speaker.say(keys::ACTION_TAX_PAPER),
                };
                let facts = speaker.paper(number, code, issued, valid_until);
                (keys::TAX_CERTIFICATE_NONE, facts, Vec::new(), Some(paper))
            }
            Standing::Owes(owed) => {
                let owed = owed.iter().map(|owed| speaker.owed(owed)).collect();
                (keys::TAX_CERTIFICATE_OWES, Vec::new(), owed, None)
            }
        };
        let (title, body) = (speaker.say(keys::TAX_CERTIFICATE_TITLE), speaker.say(body));
        let lines = facts
            .iter()
            .chain(&owed)
            .map(|fact| format!("{}: {}", fact.label, fact.value));
        let spoken: Vec<String> = [title.clone(), body.clone()].into_iter().chain(lines).collect();
        Self {
            accessibility_label: spoken.join(". "),
            title,
            body,
            facts,
            owed,
            paper,
            as_of_label,
            trouble,
        }
    }
}

impl Speaker {
    fn paper(self, number: String, code: String, issued: NaiveDate, valid_until: NaiveDate) -> Vec<FactView> {
        let fact = |label: Key, value: String| FactView {
            label: self.say(label),
            value,
        };
        vec![
            fact(keys::FACT_TAX_CERTIFICATE, number),
            fact(keys::FACT_TAX_ISSUED, self.day(issued)),
            fact(keys::FACT_TAX_VALID, self.day(valid_until)),
            fact(keys::FACT_TAX_CODE, in_groups(&code)),
        ]
    }

    fn owed(self, owed: &Owed) -> FactView {
        FactView {
            label: owed.name.clone(),
            value: self.amount(owed.amount),
        }
    }
}

#[cfg(test)]
#[path = "certificate_tests.rs"]
mod tests;
