//! Any bytes at all given to the loader of open data: it reads them honestly or refuses them, and never stops.
#![no_main]

use libfuzzer_sys::fuzz_target;
use madrid_server_stub::catalogue::{Document, load_documents};

fuzz_target!(|bytes: &[u8]| {
    let document = Document {
        name: "file".into(),
        bytes: bytes.to_vec(),
    };
    let Ok(loaded) = load_documents(vec![document]) else { return };
    for file in &loaded.report.files {
        assert_eq!(file.read, file.kept + file.rejected.values().sum::<usize>());
    }
    let places = loaded.facilities.iter().map(|place| (place.lat, place.lon));
    let events = loaded.events.iter().filter_map(|event| event.lat.zip(event.lon));
    for (lat, lon) in places.chain(events) {
        assert!((40.30..=40.66).contains(&lat) && (-3.90..=-3.50).contains(&lon));
    }
});
