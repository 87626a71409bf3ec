//! Any bytes at all given to the loader of open data: it reads them honestly or refuses them, and never stops.
//!
//! With the stable compiler, from this folder. The corpus stays outside of the sources, and begins with an excerpt of each real
//! file in a folder of the file's name:
//!
//! ```sh
//! MADRID_CORPUS=/tmp/corpus cargo test -p madrid-server-stub --test catalogue_mutations excerpt
//! cargo run --release -- /tmp/corpus/FILE -max_total_time=300 -max_len=16384
//! ```
//!
//! The first is run from the project's own folder.
#![no_main]

#[path = "../../tests/mutations/honest.rs"]
mod honest;

use libfuzzer_sys::fuzz_target;
use madrid_server_stub::catalogue::{Document, load_documents};

fuzz_target!(|bytes: &[u8]| {
    let document = Document {
        name: "file".into(),
        bytes: bytes.to_vec(),
    };
    if let Ok(loaded) = load_documents(vec![document]) {
        honest::assert_honest(&loaded, "fuzz");
    }
});
