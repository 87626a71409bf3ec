//! Damaged files: every real file, two thousand times damaged at random, is read honestly or refused whole.
//!
//! The ordinary run damages an excerpt of each real file, a few whole rows with everything around them: damage does not
//! depend on how many rows follow. The same over the whole files is `--ignored`, for a release build:
//! `cargo test --release -p madrid-server-stub --test catalogue_mutations -- --ignored`. `MADRID_ROUNDS` says how often each
//! file is damaged, where two thousand times are too many or too few.

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::{Path, PathBuf};

    use madrid_server_stub::catalogue::{Document, Loaded, load_documents};
    use serde_json::Value;

    /// How often each file is damaged.
    fn rounds() -> usize {
        std::env::var("MADRID_ROUNDS").map_or(2_000, |rounds| rounds.parse().unwrap())
    }

    /// About how long an excerpt is.
    const EXCERPT: usize = 5_000;
    /// Wider than the municipality by a kilometre: south, north, west, east.
    const REGION: (f64, f64, f64, f64) = (40.30, 40.66, -3.90, -3.50);

    fn real_data() -> Option<PathBuf> {
        let shared = std::env::var_os("MADRID_SHARED").map_or_else(
            || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared"),
            PathBuf::from,
        );
        let data = shared.join("madrid-data");
        if data.is_dir() {
            return Some(data);
        }
        assert_ne!(
            std::env::var("CI").as_deref(),
            Ok("true"),
            "no real data at {}",
            data.display()
        );
        eprintln!("SKIPPED: no real data at {} (set MADRID_SHARED)", data.display());
        None
    }

    fn files(folder: &str) -> Vec<(String, Vec<u8>)> {
        let Some(data) = real_data() else { return Vec::new() };
        let mut paths: Vec<PathBuf> = fs::read_dir(data.join(folder))
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .collect();
        paths.sort();
        assert!(!paths.is_empty());
        paths
            .iter()
            .map(|path| {
                let name = path.file_name().unwrap().to_string_lossy().into_owned();
                (name, fs::read(path).unwrap())
            })
            .collect()
    }

    /// The beginning of a file with its first whole rows, ended as the file itself ends.
    fn excerpt(bytes: &[u8]) -> Vec<u8> {
        match bytes.iter().find(|byte| !byte.is_ascii_whitespace()) {
            Some(b'<') => [until(bytes, b"</contenido>"), b"</contenido></Contenidos>\n"].concat(),
            Some(b'{') if !found(bytes, b"\"dtstart\"").is_empty() => [until(bytes, b"\n\t},"), b"\n\t}]}"].concat(),
            Some(b'{') => few_members(bytes),
            _ => {
                // A table ends after a row: the last place near the wanted length at which it is taken for whole.
                let ends = positions(bytes, b'\n').into_iter().map(|at| &bytes[..=at]);
                let near = ends.take_while(|table| table.len() < EXCERPT);
                near.filter(|table| load_one("excerpt", table.to_vec()).is_some())
                    .last()
                    .unwrap()
                    .to_vec()
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

    /// `SplitMix64`: the same damage on every run.
    struct Dice(u64);

    impl Dice {
        fn roll(&mut self, below: usize) -> usize {
            self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
            let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
            let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
            usize::try_from((z ^ (z >> 31)) % u64::try_from(below.max(1)).unwrap()).unwrap()
        }

        fn range(&mut self, length: usize, longest: usize) -> std::ops::Range<usize> {
            let from = self.roll(length);
            from..(from + 1 + self.roll(longest)).min(length)
        }
    }

    fn mutated(dice: &mut Dice, bytes: &[u8]) -> Vec<u8> {
        let mut out = bytes.to_vec();
        for _ in 0..=dice.roll(4) {
            mutate(dice, &mut out);
        }
        out
    }

    fn mutate(dice: &mut Dice, out: &mut Vec<u8>) {
        if out.is_empty() {
            return;
        }
        let at = dice.roll(out.len());
        match dice.roll(12) {
            0 => out[at] ^= 1 << dice.roll(8),
            1 => out[at] = u8::try_from(dice.roll(256)).unwrap(),
            // Quotes and separators where there were none.
            2 => out.insert(at, b"\";,\n\\<>{}[]"[dice.roll(11)]),
            3 => drop(out.drain(dice.range(out.len(), 40))),
            4 => {
                let piece = out[dice.range(out.len(), 200)].to_vec();
                out.splice(at..at, piece);
            }
            // A cut.
            5 => out.truncate(at),
            6 => swap_cells(dice, out),
            7 => change_number(dice, out, at),
            8 => recode(dice, out),
            // Columns that go, or come twice.
            9 => drop_separator(dice, out),
            10 => out
                .splice(at..at, std::iter::repeat_n(b'9', 1 + dice.roll(400)))
                .for_each(drop),
            _ => {
                let rotated = dice.range(out.len(), 300);
                out[rotated].reverse();
            }
        }
    }

    fn positions(out: &[u8], of: u8) -> Vec<usize> {
        (0..out.len()).filter(|at| out[*at] == of).collect()
    }

    /// Two neighbouring cells, or members, change places.
    fn swap_cells(dice: &mut Dice, out: &mut [u8]) {
        let separator = if out.contains(&b';') { b';' } else { b',' };
        let at = positions(out, separator);
        if at.len() < 3 {
            return;
        }
        let first = dice.roll(at.len() - 2);
        let (from, middle, to) = (at[first] + 1, at[first + 1], at[first + 2]);
        let swapped = [&out[middle + 1..to], &[separator], &out[from..middle]].concat();
        out[from..to].copy_from_slice(&swapped);
    }

    fn drop_separator(dice: &mut Dice, out: &mut Vec<u8>) {
        let at = positions(out, if out.contains(&b';') { b';' } else { b',' });
        if !at.is_empty() {
            out.remove(at[dice.roll(at.len())]);
        }
    }

    /// Coordinates above all: another sign, another place of the point, another size.
    fn change_number(dice: &mut Dice, out: &mut Vec<u8>, from: usize) {
        let points: Vec<usize> = positions(out, b'.')
            .into_iter()
            .filter(|at| *at >= from)
            .take(40)
            .collect();
        if points.is_empty() {
            return;
        }
        let at = points[dice.roll(points.len())];
        match dice.roll(5) {
            0 => out[at] = b',',
            1 => drop(out.remove(at)),
            2 => out.splice(at..at, *b"e30").for_each(drop),
            3 => out.insert(at.saturating_sub(2), b'-'),
            _ => out[at.saturating_sub(1)] = b'0' + u8::try_from(dice.roll(10)).unwrap(),
        }
    }

    /// Written again in another encoding, once too often, or half of it.
    fn recode(dice: &mut Dice, out: &mut Vec<u8>) {
        let letters: String = out.iter().map(|byte| char::from(*byte)).collect();
        *out = match dice.roll(4) {
            0 => letters.into_bytes(),
            1 => letters.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            2 => [&[0xEF, 0xBB, 0xBF], out.as_slice()].concat(),
            _ => {
                let half = out.len() / 2;
                let end: String = out[half..].iter().map(|byte| char::from(*byte)).collect();
                [&out[..half], end.as_bytes()].concat()
            }
        };
    }

    fn load_one(name: &str, bytes: Vec<u8>) -> Option<Loaded> {
        let name = name.into();
        match load_documents(vec![Document { name, bytes }]) {
            Ok(loaded) => Some(loaded),
            Err(error) => {
                assert_eq!(error.bad_files().len(), 1, "the file that was refused is named");
                None
            }
        }
    }

    /// What was read is accounted for, and nothing of it lies outside the region.
    fn assert_honest(loaded: &Loaded, about: &str) {
        let (mut read, mut kept) = (0, 0);
        for file in &loaded.report.files {
            assert_eq!(file.read, file.kept + file.rejected.values().sum::<usize>(), "{about}");
            read += file.read;
            kept += file.kept;
        }
        assert!(kept <= read);
        let published = loaded.facilities.len() + loaded.events.len() + loaded.areas.len();
        assert_eq!(kept, published, "{about}");
        let places = loaded.facilities.iter().map(|place| (place.lat, place.lon));
        let events = loaded.events.iter().filter_map(|event| event.lat.zip(event.lon));
        let rings = loaded
            .areas
            .iter()
            .flat_map(|area| &area.rings)
            .flat_map(|ring| decoded(ring));
        for (lat, lon) in places.chain(events).chain(rings) {
            let (south, north, west, east) = REGION;
            let inside = (south..=north).contains(&lat) && (west..=east).contains(&lon);
            assert!(inside, "{about}: {lat}, {lon}");
        }
        for event in &loaded.events {
            assert!(event.first_day <= event.last_day, "{about}");
            assert_eq!(event.lat.is_some(), event.lon.is_some(), "{about}");
        }
    }

    /// The points of an encoded polyline, written from the format and not from the city's code.
    fn decoded(ring: &str) -> Vec<(f64, f64)> {
        let (mut numbers, mut value, mut shift) = (Vec::new(), 0_i64, 0);
        for byte in ring.bytes() {
            let bits = i64::from(byte) - 63;
            value |= (bits & 0x1F) << shift;
            shift += 5;
            if bits < 0x20 {
                numbers.push((value >> 1) ^ -(value & 1));
                (value, shift) = (0, 0);
            }
        }
        let mut at = (0, 0);
        let points = numbers.chunks_exact(2).map(|step| {
            at = (at.0 + step[0], at.1 + step[1]);
            (at.0 as f64 / 1e5, at.1 as f64 / 1e5)
        });
        points.collect()
    }

    /// Two thousand damages of each file; how many were refused and how many were read.
    fn damage(files: Vec<(String, Vec<u8>)>, seed: u64) {
        for (name, bytes) in files {
            let sound = load_one(&name, bytes.clone());
            assert_honest(&sound.unwrap_or_else(|| panic!("{name} itself is refused")), &name);
            let mut dice = Dice(seed);
            let (mut refused, mut read) = (0, 0);
            let rounds = rounds();
            for round in 0..rounds {
                match load_one(&name, mutated(&mut dice, &bytes)) {
                    None => refused += 1,
                    Some(loaded) => {
                        assert_honest(&loaded, &format!("{name}, round {round}"));
                        read += 1;
                    }
                }
            }
            println!("{name}: {refused} of {rounds} refused, {read} read");
            let few = rounds / 40;
            assert!(
                refused > few && read > few,
                "{name}: {refused} refused, {read} read: no test of both"
            );
        }
    }

    fn excerpts(folder: &str) -> Vec<(String, Vec<u8>)> {
        let files = files(folder).into_iter();
        files.map(|(name, bytes)| (name, excerpt(&bytes))).collect()
    }

    #[test]
    fn damaged_agendas_are_read_honestly_or_refused() {
        damage(excerpts("agenda"), 1);
    }

    #[test]
    fn damaged_boundaries_and_lists_are_read_honestly_or_refused() {
        damage(excerpts("boundaries"), 2);
        damage(excerpts("catalogue"), 3);
    }

    #[test]
    fn damaged_facilities_are_read_honestly_or_refused() {
        damage(excerpts("facilities"), 4);
    }

    #[test]
    #[ignore = "minutes long, and only in a release build"]
    fn whole_files_damaged_are_read_honestly_or_refused() {
        for folder in ["agenda", "boundaries", "catalogue", "facilities"] {
            damage(files(folder), 5);
        }
    }

    #[test]
    fn a_cut_json_or_xml_is_always_refused() {
        for (name, bytes) in excerpts("agenda").into_iter().chain(excerpts("boundaries")) {
            if name.ends_with(".csv") {
                continue;
            }
            let end = bytes.iter().rposition(|byte| !byte.is_ascii_whitespace()).unwrap();
            let mut dice = Dice(6);
            for at in (0..300).map(|_| dice.roll(end)).chain([0, 1, end]) {
                assert!(load_one(&name, bytes[..at].to_vec()).is_none(), "{name} cut at {at}");
            }
        }
    }

    #[test]
    fn a_refused_file_leaves_nothing_of_the_others() {
        let mut documents: Vec<Document> = excerpts("agenda")
            .into_iter()
            .chain(excerpts("facilities"))
            .map(|(name, bytes)| Document {
                name: name.into(),
                bytes,
            })
            .collect();
        if documents.is_empty() {
            return;
        }
        let whole = load_documents(documents.clone()).unwrap();
        assert!(!whole.facilities.is_empty() && !whole.events.is_empty());
        documents[1].bytes.pop();
        documents[1].bytes.pop();
        let error = load_documents(documents).unwrap_err();
        assert_eq!(error.bad_files().len(), 1);
    }
}
