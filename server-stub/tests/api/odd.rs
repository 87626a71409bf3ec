//! Requests that no phone of ours would send: the city refuses each, breaks under none, and goes on.

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::citizen::{Citizen, key};
use crate::support::{Tester, options};

/// The status of the answer to exactly these bytes; `None` if the city only hangs up.
async fn status_of(tester: &Tester, request: &[u8]) -> Option<u16> {
    let address = tester.city.http_url().trim_start_matches("http://").to_owned();
    let mut stream = TcpStream::connect(&address).await.unwrap();
    // Refused in the middle of a long request, the rest of it can no longer be written.
    let _ = stream.write_all(request).await;
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer).await;
    let answer = String::from_utf8_lossy(&answer).into_owned();
    let status = answer.strip_prefix("HTTP/1.1 ")?.split(' ').next()?;
    status.parse().ok()
}

/// A change with these header lines and this body, and its connection closed afterwards.
fn change(citizen: &Citizen<'_>, headers: &[u8], body: &[u8]) -> Vec<u8> {
    let head = format!(
        "PUT /v1/me/contact HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer {}\r\n\
         Content-Length: {}\r\n",
        citizen.token,
        body.len()
    );
    [head.as_bytes(), headers, b"\r\n", body].concat()
}

#[tokio::test]
async fn junk_in_headers_is_refused() {
    let tester = Tester::start(options(5)).await;
    let citizen = Citizen::new(&tester, "diego").await;
    let good = br#"{"phone":"+34600999888","email":null}"#;
    let key = key(1);
    let typed = format!("Content-Type: application/json\r\nIdempotency-Key: {key}\r\n");
    let with = |line: &[u8]| [typed.as_bytes(), line, b"\r\n"].concat();
    for (headers, status) in [
        (with(b"If-Match: \xff\xfe"), 400),
        (with(b"If-Match: \"1"), 400),
        (with(b"If-Match: \"1\"\x00"), 400),
        (with(b"If-Match"), 400),
        (with(b"\xc3\xb1: x\r\nIf-Match: \"1\""), 400),
        (with(b"Idempotency-Key: twice\r\nIf-Match: \"1\""), 400),
        (with(format!("If-Match: \"{}\"", "9".repeat(5_000)).as_bytes()), 400),
        (with(format!("X-Long: {}", "x".repeat(900_000)).as_bytes()), 431),
        (with("X: y\r\n".repeat(200).trim_end().as_bytes()), 431),
    ] {
        let got = status_of(&tester, &change(&citizen, &headers, good)).await;
        assert_eq!(
            got,
            Some(status),
            "{}",
            String::from_utf8_lossy(&headers).chars().take(160).collect::<String>()
        );
    }
    assert_eq!(
        tester.json("/admin/ledger").await["entries"].as_array().unwrap().len(),
        0
    );
    // And what is good is good still.
    let good = change(&citizen, &with(b"If-Match: \"1\""), good);
    assert_eq!(status_of(&tester, &good).await, Some(200));
}

#[tokio::test]
async fn junk_in_authorization_and_addresses_is_refused() {
    let tester = Tester::start(options(5)).await;
    let ask = |line: &[u8], header: &[u8]| {
        [
            b"GET ",
            line,
            b" HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n",
            header,
            b"\r\n",
        ]
        .concat()
    };
    for header in [
        &b"Authorization: \xff\xfe\r\n"[..],
        b"Authorization: Bearer\r\n",
        b"Authorization: Bearer \r\n",
        b"Authorization: Basic cC1jYXJtZW46eA==\r\n",
        b"Authorization:\r\n",
    ] {
        for path in [&b"/v1/me"[..], b"/v1/me/summaries?for=p-hugo"] {
            assert_eq!(status_of(&tester, &ask(path, header)).await, Some(401), "{header:?}");
        }
    }
    let carmen = Citizen::new(&tester, "carmen").await;
    let bearer = format!("Authorization: Bearer {}\r\n", carmen.token);
    for (path, status) in [
        (&b"/v1/me/summaries?for=%ff%fe"[..], 403),
        (b"/v1/me/summaries?for=%00", 403),
        (b"/v1/me/summaries?for=%zz", 403),
        (b"/v1/me/summaries?%ff=%ff", 200),
        (b"/v1/me/%00", 404),
        (b"/v1/me%2fsummaries", 404),
    ] {
        let got = status_of(&tester, &ask(path, bearer.as_bytes())).await;
        assert_eq!(got, Some(status), "{}", String::from_utf8_lossy(path));
    }
    let long = format!("/v1/me/summaries?for={}", "x".repeat(60_000));
    let got = status_of(&tester, &ask(long.as_bytes(), bearer.as_bytes())).await;
    assert!(matches!(got, Some(403 | 414)), "{got:?}");
}

#[tokio::test]
async fn a_huge_body_is_not_read_to_its_end() {
    let tester = Tester::start(options(5)).await;
    let citizen = Citizen::new(&tester, "diego").await;
    let typed = format!(
        "Content-Type: application/json\r\nIdempotency-Key: {}\r\nIf-Match: \"1\"\r\n",
        key(1)
    );
    let promised = change(&citizen, typed.as_bytes(), b"");
    let promised = String::from_utf8(promised)
        .unwrap()
        .replace("Content-Length: 0", "Content-Length: 999999999999");
    assert_eq!(status_of(&tester, promised.as_bytes()).await, Some(413));
    let chunked = promised.replace("Content-Length: 999999999999", "Transfer-Encoding: chunked");
    let chunk = format!("4000\r\n{}\r\n", " ".repeat(0x4000));
    let endless = [chunked.as_bytes(), chunk.repeat(4).as_bytes(), b"0\r\n\r\n"].concat();
    assert_eq!(status_of(&tester, &endless).await, Some(413));
    let nonsense = [chunked.as_bytes(), b"zz\r\n\x00\x00"].concat();
    assert_eq!(status_of(&tester, &nonsense).await, Some(400));
    assert_eq!(tester.get("/health").await.status(), 200);
}
