//! What the commands say to the developer, and the one question they may ask.

use std::io::{self, BufRead, IsTerminal, Write};

/// Prints one line.
pub fn say(line: &str) {
    let mut out = io::stdout().lock();
    // Nobody listens any more (`| head`): the work is still worth finishing.
    drop(writeln!(out, "{line}").and_then(|()| out.flush()));
}

/// Asks a yes-or-no question. `None` when there is nobody to ask.
pub fn ask(question: &str) -> Option<bool> {
    let stdin = io::stdin();
    if !stdin.is_terminal() || !io::stdout().is_terminal() {
        return None;
    }
    say(&format!("{question} [y/N]"));
    let mut answer = String::new();
    stdin.lock().read_line(&mut answer).ok()?;
    Some(matches!(
        answer.trim().to_lowercase().as_str(),
        "y" | "yes" | "s" | "sí" | "si"
    ))
}
