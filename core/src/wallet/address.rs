//! Addresses and names that strangers send. What is not plainly what it looks like is not taken.

/// Bytes of an address. Browsers take no longer ones everywhere.
const LENGTH: usize = 2_048;
/// Letters of a name that fit on a screen.
const NAME: usize = 200;
/// Letters of a text, such as why something is asked for.
const TEXT: usize = 1_000;

/// An address of the web: `https://`, a host in plain letters, and no name or password in it.
#[derive(Clone, PartialEq, Eq)]
pub struct Address {
    text: String,
    host: String,
}

crate::log::opaque_debug!(Address);

impl Address {
    /// Reads where something is fetched from or sent to. `may_loop_back` takes `http://` on this very device too, for a mock city. `None` where
    /// it is anything else: another scheme, letters beyond ASCII (a host that looks like another), a user name, a fragment.
    #[must_use]
    pub fn endpoint(text: &str, may_loop_back: bool) -> Option<Self> {
        Self::read(text, may_loop_back).filter(|_| !text.contains('#'))
    }

    /// Reads where the person is sent afterwards: the same, and a fragment may carry what the verifier wants back (OpenID4VP 1.0, section 8.2).
    #[must_use]
    pub fn page(text: &str, may_loop_back: bool) -> Option<Self> {
        Self::read(text, may_loop_back)
    }

    fn read(text: &str, may_loop_back: bool) -> Option<Self> {
        if text.len() > LENGTH || !text.bytes().all(is_plain) || !has_whole_escapes(text) {
            return None;
        }
        let (rest, is_secure) = match text.strip_prefix("https://") {
            Some(rest) => (rest, true),
            None => (text.strip_prefix("http://")?, false),
        };
        let authority = rest.split(['/', '?', '#']).next()?;
        let (host, port) = authority.split_once(':').unwrap_or((authority, "443"));
        port.parse::<u16>()
            .ok()
            .filter(|_| port.bytes().all(|byte| byte.is_ascii_digit()))?;
        let host = host.to_ascii_lowercase();
        let loops_back = host == "localhost" || host.starts_with("127.");
        let is_allowed = if loops_back { may_loop_back } else { is_secure };
        (is_host(&host) && is_allowed).then(|| Self {
            text: text.to_owned(),
            host,
        })
    }

    /// As it came.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Its host, in lower case: what a person can know somebody by.
    #[must_use]
    pub fn host(&self) -> &str {
        &self.host
    }
}

/// What may stand in a URI (RFC 3986, section 2).
const fn is_plain(byte: u8) -> bool {
    byte.is_ascii_graphic() && !matches!(byte, b'"' | b'<' | b'>' | b'\\' | b'^' | b'`' | b'{' | b'|' | b'}')
}

fn has_whole_escapes(text: &str) -> bool {
    let is_hex = |byte: &u8| byte.is_ascii_hexdigit();
    let mut escapes = text.split('%').skip(1).map(str::as_bytes);
    escapes.all(|after| after.len() >= 2 && after.iter().take(2).all(is_hex))
}

/// A name of the DNS in its ASCII form. One that was written in other letters shows as the `xn--` that it is.
pub fn is_host(host: &str) -> bool {
    let is_label = |label: &str| {
        let is_plain = label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        (1..=63).contains(&label.len()) && is_plain && !label.starts_with('-') && !label.ends_with('-')
    };
    host.len() <= 253 && host.split('.').all(is_label)
}

/// A name that somebody gave themselves, if it can be read as what it is: in Latin letters, since others look like them, and with nothing
/// that is not seen.
#[must_use]
pub fn name(text: &str) -> Option<String> {
    let text = visible(text, NAME)?;
    text.chars()
        .all(|letter| !letter.is_alphabetic() || is_latin(letter))
        .then_some(text)
}

/// A text of a stranger's, if all of it is seen.
#[must_use]
pub fn visible(text: &str, most: usize) -> Option<String> {
    let text = text.trim();
    let fits = !text.is_empty() && text.chars().count() <= most;
    (fits && !text.chars().any(is_unseen)).then(|| text.to_owned())
}

/// A text of a stranger's without what is not seen, cut off where it is too long. `None` where nothing is left.
#[must_use]
pub fn cleaned(text: &str, most: usize) -> Option<String> {
    let seen: String = text.chars().filter(|letter| !is_unseen(*letter)).collect();
    let cut: String = seen.trim().chars().take(most).collect();
    (!cut.is_empty()).then_some(cut)
}

/// Why something is asked for, if all of it is seen.
#[must_use]
pub fn sentence(text: &str) -> Option<String> {
    visible(text, TEXT)
}

const fn is_latin(letter: char) -> bool {
    matches!(letter, 'A'..='Z' | 'a'..='z' | 'ª' | 'º' | '\u{C0}'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}')
}

/// What turns the direction of reading, joins, splits or hides (Unicode categories Cc and Cf, as far as they matter).
fn is_unseen(letter: char) -> bool {
    let is_format = matches!(letter,
        '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E0FFF}');
    letter.is_control() || is_format
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_addresses_are_taken() {
        let address = Address::endpoint("https://Desk.Madrid.example:8443/vp?x=%20", false).unwrap();
        assert_eq!(address.host(), "desk.madrid.example");
        for wrong in [
            "http://desk.example/vp",
            "https://",
            "https:///vp",
            "https://a:b@desk.example/",
            "https://desk.example@evil.example/",
            "https://desk.example:/",
            "https://desk.example:99999/",
            "https://desk.example:+1/",
            "https://desk.example/a b",
            "https://desk.example\\@evil.example",
            "https://d\u{435}sk.example/",
            "https://desk..example/",
            "https://-desk.example/",
            "https://desk.example/%",
            "https://desk.example/%4g",
            "https://desk.example/#x",
            "https://[::1]/",
            "https://localhost/",
            "https://127.0.0.1/",
            "javascript:alert(1)",
            "//desk.example/",
            "HTTPS://desk.example/",
            &format!("https://desk.example/{}", "a".repeat(LENGTH)),
        ] {
            assert!(Address::endpoint(wrong, false).is_none(), "{wrong}");
        }
        assert!(Address::page("https://desk.example/#code", false).is_some());
        assert!(Address::endpoint("http://127.0.0.1:8080/vp", true).is_some());
        assert!(Address::endpoint("http://desk.example/vp", true).is_none());
    }

    #[test]
    fn names_are_read_as_what_they_are() {
        assert_eq!(
            name(" Ayuntamiento de Madrid, S.A. nº 1 ").as_deref(),
            Some("Ayuntamiento de Madrid, S.A. nº 1")
        );
        for wrong in [
            "",
            "\u{41C}adrid",
            "Madr\u{131}\u{200B}d",
            "dirdaM\u{202E}",
            "Mad\nrid",
            "\u{FF2D}adrid",
            &"a".repeat(NAME + 1),
        ] {
            assert_eq!(name(wrong), None, "{wrong:?}");
        }
        assert_eq!(sentence("Για την ηλικία").as_deref(), Some("Για την ηλικία"));
        assert_eq!(sentence("age \u{2066}only"), None);
    }
}
