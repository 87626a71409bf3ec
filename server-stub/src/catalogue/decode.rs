//! From bytes to text: the portal writes Windows-1252, people save UTF-8, and everything else is named and refused.

use super::error::FileProblem;

/// How packed and binary files begin.
const MAGICS: [(&[u8], FileProblem); 8] = [
    (&[0x1F, 0x8B], FileProblem::Compressed("gzip")),
    (b"PK\x03\x04", FileProblem::Compressed("zip")),
    (b"BZh", FileProblem::Compressed("bzip2")),
    (&[0xFD, b'7', b'z', b'X', b'Z'], FileProblem::Compressed("xz")),
    (&[0x28, 0xB5, 0x2F, 0xFD], FileProblem::Compressed("zstd")),
    (b"\x89PNG", FileProblem::Binary("it is a PNG image")),
    (&[0xFF, 0xD8, 0xFF], FileProblem::Binary("it is a JPEG image")),
    (b"%PDF", FileProblem::Binary("it is a PDF document")),
];

/// The text of a file, or what kind of file it is instead.
pub(super) fn text(bytes: &[u8]) -> Result<String, FileProblem> {
    if let Some((_, problem)) = MAGICS.into_iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Err(problem);
    }
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return Err(FileProblem::Utf16);
    }
    let bytes = bytes.strip_prefix(&[0xEF, 0xBB, 0xBF]).unwrap_or(bytes);
    refuse_binary(bytes)?;
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(error) => not_utf8(bytes, error)?,
    };
    if text.trim().is_empty() {
        return Err(FileProblem::Empty("there is nothing in it"));
    }
    Ok(text)
}

fn refuse_binary(bytes: &[u8]) -> Result<(), FileProblem> {
    if bytes.contains(&0) {
        let zeros = bytes.iter().filter(|byte| **byte == 0).count();
        // Latin text in UTF-16 without a mark is every other byte zero.
        let is_utf16 = zeros * 3 > bytes.len();
        return Err(if is_utf16 {
            FileProblem::Utf16
        } else {
            FileProblem::Binary("it holds zero bytes")
        });
    }
    let controls = bytes
        .iter()
        .filter(|byte| byte.is_ascii_control() && !b"\t\r\n\x0C".contains(byte))
        .count();
    if controls * 100 > bytes.len() {
        return Err(FileProblem::Binary("it is full of control characters"));
    }
    Ok(())
}

/// Windows-1252, unless most of what is not ASCII is good UTF-8: then something has cut or damaged the file, and
/// reading it as Windows-1252 would turn every accent into two wrong letters.
fn not_utf8(bytes: &[u8], error: std::str::Utf8Error) -> Result<String, FileProblem> {
    let (mut good, mut bad) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    if good <= bad {
        return Ok(encoding_rs::WINDOWS_1252
            .decode_without_bom_handling(bytes)
            .0
            .into_owned());
    }
    if bad == 1 && error.error_len().is_none() {
        return Err(FileProblem::CutShort("it ends inside a letter".to_owned()));
    }
    Err(FileProblem::DamagedText {
        offset: error.valid_up_to(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_two_encodings_give_the_same_text() {
        assert_eq!(text("Peñuelas – 5 €".as_bytes()).unwrap(), "Peñuelas – 5 €");
        assert_eq!(text(b"Pe\xF1uelas \x96 5 \x80").unwrap(), "Peñuelas – 5 €");
        assert_eq!(text(b"\xEF\xBB\xBFPK;NOMBRE").unwrap(), "PK;NOMBRE");
    }

    #[test]
    fn what_is_not_text_is_named() {
        let code = |bytes: &[u8]| text(bytes).unwrap_err().code();
        assert_eq!(code(b""), "empty");
        assert_eq!(code(b" \r\n\t\n"), "empty");
        assert_eq!(code(b"\xEF\xBB\xBF"), "empty");
        assert_eq!(code(b"\x1F\x8B\x08\x00rest"), "compressed");
        assert_eq!(code(b"PK\x03\x04rest"), "compressed");
        assert_eq!(code(b"\x89PNG\r\n\x1A\n"), "binary");
        assert_eq!(code(b"PK;NOMBRE\x00\n1;a\n"), "binary");
        assert_eq!(code(&[1, 2, 3, 4, 5]), "binary");
        let utf16: Vec<u8> = "PK;NOMBRE\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(code(&utf16), "utf16");
        assert_eq!(code(&[&[0xFF, 0xFE], utf16.as_slice()].concat()), "utf16");
    }

    #[test]
    fn a_table_that_begins_with_its_key_column_is_not_a_zip() {
        assert!(text(b"PK;NOMBRE").is_ok());
    }

    #[test]
    fn utf8_that_is_cut_or_damaged_is_not_read_as_windows_1252() {
        let whole = "Peñuelas, Barceló, Águilas".as_bytes();
        let cut = &whole[.."Peñuelas, Barceló, \u{c1}".len() - 1];
        assert_eq!(text(cut).unwrap_err().code(), "cut_short");
        let mut damaged = whole.to_vec();
        damaged[2] = b'Z';
        assert_eq!(text(&damaged).unwrap_err().code(), "damaged_text");
    }
}
