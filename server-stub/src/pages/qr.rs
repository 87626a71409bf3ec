//! QR codes, drawn inside the page.

use fast_qr::qr::QRBuilder;
use maud::{Markup, PreEscaped, html};

/// Blank modules around a QR code (ISO/IEC 18004, 6.3.8).
const QUIET: usize = 4;

/// A QR code as one path, black on white in any scheme. `None` for a text that is too long for one.
pub fn qr_code(text: &str) -> Option<Markup> {
    let code = QRBuilder::new(text).build().ok()?;
    let side = code.size + 2 * QUIET;
    let mut path = String::new();
    for row in 0..code.size {
        for column in 0..code.size {
            if code
                .data
                .get(row * code.size + column)
                .is_some_and(|module| module.value())
            {
                path.push_str(&format!("M{} {}h1v1h-1z", column + QUIET, row + QUIET));
            }
        }
    }
    Some(html! {
        svg viewBox={ "0 0 " (side) " " (side) } width="320" height="320" shape-rendering="crispEdges" {
            rect width=(side) height=(side) fill="#fff" {}
            path fill="#000" d=(PreEscaped(path)) {}
        }
    })
}
