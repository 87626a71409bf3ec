//! QR codes, ready to be drawn.

use fast_qr::{ECL, QRBuilder};

use crate::error::AppError;

/// A code to be drawn: dark squares on white, with a white border of four squares around it (ISO/IEC 18004).
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct QrView {
    /// Squares on each side.
    pub size: u32,
    /// Row by row, 1 where it is dark.
    pub squares: Vec<u8>,
    /// What it says, for whoever cannot show it.
    pub text: String,
}

impl QrView {
    /// Fails with `Bug` where the text is longer than any code holds.
    pub(super) fn new(text: &str) -> Result<Self, AppError> {
        let code = QRBuilder::new(text).ecl(ECL::M).build();
        let code = code.map_err(|_| AppError::Bug {
            code: "wallet.qr".to_owned(),
        })?;
        let rows = (0..code.size).flat_map(|row| code[row].iter().take(code.size));
        Ok(Self {
            size: u32::try_from(code.size).unwrap_or_default(),
            squares: rows.map(|module| u8::from(module.value())).collect(),
            text: text.to_owned(),
        })
    }
}
