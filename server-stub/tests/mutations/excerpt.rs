//! A few whole rows of a file with everything around them, as short as a file of its sort can be.

use madrid_server_stub::catalogue::{Document, load_documents};
use serde_json::Value;

/// About how long an excerpt is.
const EXCERPT: usize = 5_000;

/// The beginning of a file with its first whole rows, ended as the file itself ends.
pub fn excerpt(bytes: &[u8]) -> Vec<u8> {
    match bytes.iter().find(|byte| !byte.is_ascii_whitespace()) {
        Some(b'<') => [until(bytes, b"</contenido>"), b"</contenido></Contenidos>\n"].concat(),
        Some(b'{') if !found(bytes, b"\"dtstart\"").is_empty() => [until(bytes, b"\n\t},"), b"\n\t}]}"].concat(),
        Some(b'{') => few_members(bytes),
        _ => {
            // A table ends after a row: the last place near the wanted length at which it is taken for whole.
            let ends = found(bytes, b"\n").into_iter().map(|at| &bytes[..=at]);
            let near = ends.take_while(|table| table.len() < EXCERPT);
            near.filter(|table| is_whole(table)).last().unwrap().to_vec()
        }
    }
}

/// What stands before the last end of a row near the wanted length.
fn until<'a>(bytes: &'a [u8], end: &[u8]) -> &'a [u8] {
    let near = found(bytes, end).into_iter().take_while(|at| *at < EXCERPT * 2);
    &bytes[..near.last().unwrap()]
}

fn found(bytes: &[u8], what: &[u8]) -> Vec<usize> {
    let at = bytes.windows(what.len()).enumerate();
    at.filter(|(_, window)| *window == what).map(|(at, _)| at).collect()
}

fn few_members(bytes: &[u8]) -> Vec<u8> {
    let mut document: Value = serde_json::from_slice(bytes).unwrap();
    for list in ["items", "features"] {
        if let Some(members) = document.get_mut(list).and_then(Value::as_array_mut) {
            members.truncate(3);
        }
    }
    serde_json::to_vec(&document).unwrap()
}

fn is_whole(table: &[u8]) -> bool {
    let document = Document {
        name: "table".into(),
        bytes: table.to_vec(),
    };
    load_documents(vec![document]).is_ok()
}
