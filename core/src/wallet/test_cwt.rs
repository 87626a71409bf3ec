//! A status list as signed CBOR, put together byte by byte: as an issuer of tests gives it to a wallet.

const TYPE: &str = "application/statuslist+cwt";

fn head(major: u8, number: u64) -> Vec<u8> {
    let first = major << 5;
    match number {
        0..=23 => vec![first | u8::try_from(number).unwrap()],
        24..=0xFF => vec![first | 24, u8::try_from(number).unwrap()],
        0x100..=0xFFFF => [&[first | 25][..], &u16::try_from(number).unwrap().to_be_bytes()].concat(),
        _ => [&[first | 27][..], &number.to_be_bytes()].concat(),
    }
}

fn number(number: i64) -> Vec<u8> {
    if number < 0 {
        head(1, number.unsigned_abs() - 1)
    } else {
        head(0, number.unsigned_abs())
    }
}

fn bytes(bytes: &[u8]) -> Vec<u8> {
    [head(2, bytes.len() as u64), bytes.to_vec()].concat()
}

fn text(text: &str) -> Vec<u8> {
    [head(3, text.len() as u64), text.as_bytes().to_vec()].concat()
}

fn all(major: u8, parts: &[Vec<u8>]) -> Vec<u8> {
    let count = if major == 5 { parts.len() / 2 } else { parts.len() };
    [head(major, count as u64), parts.concat()].concat()
}

/// One of a list at an address, made and over at these times; `sign` is the issuer's, `leaf` their certificate.
pub fn status_list(
    (uri, packed): (&str, &[u8]),
    (made, over): (i64, i64),
    leaf: &[u8],
    sign: impl Fn(&[u8]) -> Vec<u8>,
) -> Vec<u8> {
    let list = all(5, &[text("bits"), number(2), text("lst"), bytes(packed)]);
    let claims = [
        (2, text(uri)),
        (4, number(over)),
        (6, number(made)),
        (65_533, list),
        (65_534, number(3_600)),
    ];
    let claims = claims.into_iter().flat_map(|(name, value)| [number(name), value]);
    let claims = bytes(&all(5, &claims.collect::<Vec<_>>()));
    let protected = bytes(&all(5, &[number(1), number(-7), number(16), text(TYPE)]));
    let signed = all(4, &[text("Signature1"), protected.clone(), bytes(&[]), claims.clone()]);
    let header = all(5, &[number(33), bytes(leaf)]);
    let parts = all(4, &[protected, header, claims, bytes(&sign(&signed))]);
    [head(6, 18), parts].concat()
}
