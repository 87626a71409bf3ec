//! What is read, what is refused, and that another reader sees the same.

use ciborium::Value;

use super::*;

fn fault(bytes: &[u8]) -> CredentialError {
    decode(bytes, "it").unwrap_err()
}

/// As another library has it: maps in the order of ours, what is no number and what is undefined as nothing.
fn theirs(value: Value) -> Value {
    match value {
        Value::Array(items) => Value::Array(items.into_iter().map(theirs).collect()),
        Value::Map(members) => {
            let mut members: Vec<_> = members.into_iter().map(|(key, item)| (key, theirs(item))).collect();
            members.sort_by_key(|(key, _)| match key {
                Value::Text(text) => (2, text.clone(), 0),
                Value::Integer(number) if i128::from(*number) < 0 => (1, String::new(), -i128::from(*number)),
                Value::Integer(number) => (0, String::new(), i128::from(*number)),
                other => panic!("{other:?}"),
            });
            Value::Map(members)
        }
        Value::Tag(tag, inside) => Value::Tag(tag, Box::new(theirs(*inside))),
        Value::Float(number) if number.is_nan() => Value::Null,
        other => other,
    }
}

fn ours(item: &Item<'_>) -> Value {
    let integer = |number: i128| Value::Integer(number.try_into().unwrap());
    match item.content() {
        Content::Unsigned(number) => integer((*number).into()),
        Content::Negative(number) => integer(-1 - i128::from(*number)),
        Content::Bytes(bytes) => Value::Bytes(bytes.to_vec()),
        Content::Text(text) => (*text).into(),
        Content::Array(items) => Value::Array(items.iter().map(ours).collect()),
        Content::Map(members) => {
            let name = |key: &Key<'_>| match key {
                Key::Unsigned(number) => integer((*number).into()),
                Key::Negative(number) => integer(-1 - i128::from(*number)),
                Key::Text(text) => (*text).into(),
            };
            Value::Map(members.iter().map(|(key, item)| (name(key), ours(item))).collect())
        }
        Content::Tag(tag, inside) => Value::Tag(*tag, Box::new(ours(inside))),
        Content::Bool(is) => Value::Bool(*is),
        Content::Float(number) if !number.is_nan() => Value::Float(*number),
        Content::Null | Content::Undefined | Content::Float(_) => Value::Null,
    }
}

/// A value with everything in it.
fn sample() -> Vec<u8> {
    let value = Value::Map(vec![
        ("status".into(), 0.into()),
        ("a longer name than others".into(), Value::Bytes(vec![9; 300])),
        ("b".into(), Value::Tag(24, Box::new(Value::Bytes(vec![0xA1, 1, 2])))),
        (
            Value::from(-3),
            Value::Array(vec![1.5.into(), f64::NAN.into(), 1e300.into(), Value::Null]),
        ),
        (
            Value::from(70_000),
            Value::Map(vec![
                (1.into(), true.into()),
                (2.into(), "ñ".into()),
                ((-1).into(), i64::MIN.into()),
            ]),
        ),
    ]);
    let mut bytes = Vec::new();
    ciborium::into_writer(&value, &mut bytes).unwrap();
    bytes
}

#[test]
fn another_library_reads_the_same() {
    let sample = sample();
    let (mut random, mut compared) = (0x9E37_79B9_7F4A_7C15_u64, 0);
    for round in 0..6_000_u32 {
        let mut bytes = sample.clone();
        for _ in 0..round % 3 {
            random = random
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            let place = usize::try_from(random >> 33).unwrap() % bytes.len();
            bytes[place] = random.to_be_bytes()[3];
        }
        let Ok(item) = decode(&bytes, "it") else { continue };
        // Large numbers under a tag are plain ones to the other library.
        let value = ours(&item);
        if format!("{value:?}").contains("Tag(2, ") || format!("{value:?}").contains("Tag(3, ") {
            continue;
        }
        let other: Value = ciborium::from_reader(bytes.as_slice()).unwrap();
        assert_eq!(format!("{value:?}"), format!("{:?}", theirs(other)));
        assert_eq!(item.encoded(), bytes);
        compared += 1;
    }
    assert!(compared > 3_000, "{compared}");
}

#[test]
fn the_received_bytes_of_each_item_are_kept() {
    // A map of two, with lengths longer than they need be.
    let bytes = [
        0xB9, 0, 2, 0x61, b'a', 0xD8, 24, 0x59, 0, 2, 0x18, 7, 0x78, 1, b'b', 0x98, 1, 0xF6,
    ];
    let item = decode(&bytes, "it").unwrap();
    let map = item.map("it").unwrap();
    let embedded = map.required("a").unwrap();
    assert_eq!(embedded.encoded(), &bytes[5..12]);
    assert_eq!(embedded.embedded("it").unwrap(), &bytes[10..12]);
    assert_eq!(map.required("b").unwrap().encoded(), &bytes[15..]);
    assert_eq!(item.encoded(), bytes);
    let short = [0xA2, 0x61, b'a', 0xD8, 24, 0x42, 0x18, 7, 0x61, b'b', 0x81, 0xF6];
    assert!(decode(&short, "it").unwrap() == item);
}

#[test]
fn what_two_readers_could_read_differently_is_refused() {
    let duplicate = CredentialError::Duplicate("it");
    for twice in [
        &[0xA2, 1, 2, 1, 3][..],
        &[0xA2, 1, 2, 0x18, 1, 3],
        &[0xA3, 0x61, b'a', 1, 2, 2, 0x61, b'a', 1],
        &[0xA2, 0x61, b'a', 1, 0x78, 1, b'a', 1],
        &[0x81, 0xA2, 0x20, 2, 0x20, 3],
    ] {
        assert_eq!(fault(twice), duplicate, "{twice:02X?}");
    }
    for indefinite in [
        &[0x9F, 1, 0xFF][..],
        &[0xBF, 1, 2, 0xFF],
        &[0x5F, 0x41, 1, 0xFF],
        &[0x7F, 0x61, b'a', 0xFF],
    ] {
        assert_eq!(
            fault(indefinite),
            CredentialError::Unsupported("indefinite length"),
            "{indefinite:02X?}"
        );
    }
    for name in [
        &[0xA1, 0x41, 1, 1][..],
        &[0xA1, 0xF6, 1],
        &[0xA1, 0x80, 1],
        &[0xA1, 0xF9, 0, 0, 1],
        &[0xA1, 0xC0, 1, 1],
    ] {
        assert_eq!(
            fault(name),
            CredentialError::Unsupported("name of a member"),
            "{name:02X?}"
        );
    }
    for simple in [&[0xE0][..], &[0xF3], &[0xF8, 32], &[0xF8, 255]] {
        assert_eq!(
            fault(simple),
            CredentialError::Unsupported("simple value"),
            "{simple:02X?}"
        );
    }
}

#[test]
fn what_is_no_cbor_is_refused() {
    for broken in [
        &[][..],
        &[0, 0],
        &[0xA0, 0],
        &[0x18],
        &[0x19, 1],
        &[0x1A, 1, 1, 1],
        &[0x1B, 1, 1, 1, 1, 1, 1, 1],
        &[0x1C],
        &[0x1F],
        &[0x3F],
        &[0xDF, 1],
        &[0xFF],
        &[0xFC],
        &[0xF8, 0],
        &[0xF8, 31],
        &[0x42, 1],
        &[0x61, 0xFF],
        &[0x62, 0xC3, 0x28],
        &[0x82, 1],
        &[0xA1, 1],
        &[0xC0],
    ] {
        assert_eq!(fault(broken), CredentialError::Malformed("it"), "{broken:02X?}");
    }
}

#[test]
fn depth_is_measured() {
    for opening in [&[0x81][..], &[0xA1, 1], &[0xC1]] {
        let nested = |depth: usize| [opening.repeat(depth), vec![1]].concat();
        assert!(decode(&nested(limits::DEPTH), "it").is_ok());
        assert_eq!(fault(&nested(limits::DEPTH + 1)), CredentialError::TooDeep);
        assert_eq!(fault(&nested(100_000)), CredentialError::TooDeep);
    }
}

#[test]
fn a_length_is_believed_when_the_bytes_are_there() {
    // Each of them would end the program if memory were reserved for it.
    for major in [0x5B, 0x7B, 0x9B, 0xBB] {
        for length in [u64::MAX, 1 << 62, 1 << 40] {
            let bytes = [&[major][..], &length.to_be_bytes(), &[1; 64]].concat();
            assert_eq!(fault(&bytes), CredentialError::Malformed("it"), "{major:02X}");
        }
    }
    let mut many = vec![0x9A];
    many.extend(u32::try_from(limits::ITEMS + 1).unwrap().to_be_bytes());
    many.extend(vec![1; limits::ITEMS + 1]);
    assert_eq!(fault(&many), CredentialError::TooLarge("it"));
    assert_eq!(fault(&vec![1; limits::BYTES + 1]), CredentialError::TooLarge("it"));
    // Many arrays that each promise all that is left of the input.
    let promises: Vec<u8> = (0..30)
        .flat_map(|_| [0x9A, 0, 0, 0xFF, 0xFF])
        .chain(vec![1; 100_000])
        .collect();
    assert_eq!(fault(&promises), CredentialError::TooLarge("it"));
}

#[test]
fn floats_of_three_sizes_are_one_kind() {
    for (bytes, number) in [
        (&[0xF9, 0x3C, 0][..], 1.0),
        (&[0xF9, 0x7B, 0xFF], 65504.0),
        (&[0xF9, 0, 1], 5.960_464_477_539_063e-8),
        (&[0xF9, 4, 0], 6.103_515_625e-5),
        (&[0xF9, 0xC4, 0], -4.0),
        (&[0xFA, 0x47, 0xC3, 0x50, 0], 100_000.0),
        (&[0xFB, 0x3F, 0xF1, 0x99, 0x99, 0x99, 0x99, 0x99, 0x9A], 1.1),
    ] {
        assert!(
            *decode(bytes, "it").unwrap().content() == Content::Float(number),
            "{number}"
        );
    }
}
