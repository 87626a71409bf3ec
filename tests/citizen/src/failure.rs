//! The one line that says what went wrong: the typed error, and the words the shells would show.

use std::fmt;

use madrid_bindings::app::explain_error;
use madrid_bindings::error::AppError;
use madrid_bindings::view::{ExplanationView, Language};
use serde_json::json;

/// A failed question, ready to print as one line of JSON.
#[derive(Debug)]
pub struct Failure {
    name: &'static str,
    retry_after_seconds: Option<u32>,
    words: ExplanationView,
}

impl Failure {
    /// The error in the citizen's language.
    pub fn new(error: AppError, language: Language) -> Self {
        let (name, retry_after_seconds) = match &error {
            AppError::Offline { .. } => ("Offline", None),
            AppError::ServerBusy {
                retry_after_seconds, ..
            } => ("ServerBusy", *retry_after_seconds),
            AppError::NotTheCity { .. } => ("NotTheCity", None),
            AppError::NotFound { .. } => ("NotFound", None),
            AppError::Rejected { .. } => ("Rejected", None),
            AppError::SignInAgain { .. } => ("SignInAgain", None),
            AppError::Locked { .. } => ("Locked", None),
            AppError::Cancelled { .. } => ("Cancelled", None),
            AppError::UpdateRequired { .. } => ("UpdateRequired", None),
            AppError::StorageFull { .. } => ("StorageFull", None),
            AppError::TryAgain { .. } => ("TryAgain", None),
            AppError::Bug { .. } => ("Bug", None),
        };
        Self {
            name,
            retry_after_seconds,
            words: explain_error(error, language),
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let line = json!({
            "error": self.name,
            "code": self.words.code,
            "retry_after_seconds": self.retry_after_seconds,
            "title": self.words.title,
            "body": self.words.body,
            "next_step": self.words.next_step,
        });
        line.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_is_json_and_says_how_long_to_wait() {
        let busy = AppError::ServerBusy {
            code: "net.busy".to_owned(),
            retry_after_seconds: Some(30),
        };
        let line = Failure::new(busy, Language::En).to_string();
        let value: serde_json::Value = serde_json::from_str(&line).unwrap();
        assert!(!line.contains('\n'));
        assert_eq!(
            (value["error"].as_str(), value["code"].as_str()),
            (Some("ServerBusy"), Some("net.busy"))
        );
        assert_eq!(value["retry_after_seconds"], 30);
        assert_eq!(value["title"], "Very busy now");
    }
}
