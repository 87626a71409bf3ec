//! The compact form (RFC 9901, section 4): `<issuer's JWT>~<disclosure>~...~<disclosure>~<key binding or nothing>`.

use crate::error::CredentialError;
use crate::jose::jwk::PublicKey;
use crate::jose::jws::{Header, Jws};
use crate::limits;

const WHAT: &str = "sd-jwt";
/// What stands between the parts.
pub(super) const BETWEEN: char = '~';

/// An SD-JWT that was taken apart. Nothing of it is to be believed before [`Self::verify`].
#[derive(Clone)]
pub struct SdJwt<'a> {
    jws: Jws<'a>,
    jwt: &'a str,
    disclosures: Vec<&'a str>,
    shown: &'a str,
    key_binding: Option<&'a str>,
}

crate::opaque_debug!(SdJwt<'_>);

impl<'a> SdJwt<'a> {
    /// Reads what an issuer gives or a wallet shows.
    ///
    /// # Errors
    /// `Malformed` where nothing is between the parts or a disclosure is empty, `TooLarge`, and as [`Jws::parse`].
    pub fn parse(compact: &'a str) -> Result<Self, CredentialError> {
        if compact.len() > limits::BYTES {
            return Err(CredentialError::TooLarge(WHAT));
        }
        let broken = CredentialError::Malformed(WHAT);
        let last = compact.rfind(BETWEEN).ok_or(broken)?;
        let (shown, key_binding) = compact.split_at(last + BETWEEN.len_utf8());
        let mut parts = shown.strip_suffix(BETWEEN).ok_or(broken)?.split(BETWEEN);
        let jwt = parts.next().ok_or(broken)?;
        let disclosures: Vec<&str> = parts.by_ref().take(limits::DISCLOSURES).collect();
        if parts.next().is_some() {
            return Err(CredentialError::TooLarge("disclosures"));
        }
        if disclosures.iter().any(|disclosure| disclosure.is_empty()) {
            return Err(broken);
        }
        Ok(Self {
            jws: Jws::parse(jwt)?,
            jwt,
            disclosures,
            shown,
            key_binding: Some(key_binding).filter(|jwt| !jwt.is_empty()),
        })
    }

    /// Reads what an issuer gives. A key binding is nothing that an issuer could have made (RFC 9901, section 7.2).
    ///
    /// # Errors
    /// As [`Self::parse`]; `WrongType` where there is a key binding.
    pub fn issued(compact: &'a str) -> Result<Self, CredentialError> {
        let read = Self::parse(compact)?;
        match read.key_binding {
            None => Ok(read),
            Some(_) => Err(CredentialError::WrongType("key binding")),
        }
    }

    /// Whether this key signed the issuer's part.
    ///
    /// # Errors
    /// `Signature`
    pub fn verify(&self, issuer: &PublicKey) -> Result<(), CredentialError> {
        self.jws.verify(issuer)
    }

    /// What stands before the issuer's claims.
    #[must_use]
    pub const fn header(&self) -> &Header {
        &self.jws.header
    }

    /// The issuer's part as it came, without disclosures.
    #[must_use]
    pub const fn jwt(&self) -> &'a str {
        self.jwt
    }

    /// The issuer's part, read.
    pub(super) const fn jws(&self) -> &Jws<'a> {
        &self.jws
    }

    /// The disclosures as they came, in their order.
    #[must_use]
    pub fn disclosures(&self) -> &[&'a str] {
        &self.disclosures
    }

    /// Everything up to what follows the last disclosure: what a key binding hashes (RFC 9901, section 4.3.1).
    #[must_use]
    pub const fn shown(&self) -> &'a str {
        self.shown
    }

    /// The key binding, where there is one.
    #[must_use]
    pub const fn key_binding(&self) -> Option<&'a str> {
        self.key_binding
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::sd_jwt::test_issuer::TestIssuer;
    use crate::test_keys::TestKey;

    fn jwt() -> String {
        TestIssuer::new().sign(json!({ "iss": "https://city.example" }))
    }

    #[test]
    fn the_parts_are_told_apart() {
        let issuer = TestIssuer::new();
        let jwt = issuer.sign(json!({}));
        let text = format!("{jwt}~WzFd~WzJd~a.b.c");
        let read = SdJwt::parse(&text).unwrap();
        assert_eq!(read.jwt(), jwt);
        assert_eq!(read.disclosures(), ["WzFd", "WzJd"]);
        assert_eq!(read.shown(), format!("{jwt}~WzFd~WzJd~"));
        assert_eq!(read.key_binding(), Some("a.b.c"));
        assert_eq!(
            SdJwt::issued(&text).err(),
            Some(CredentialError::WrongType("key binding"))
        );
        read.verify(&issuer.key.public()).unwrap();
        assert_eq!(read.verify(&TestKey::new().public()), Err(CredentialError::Signature));
        let bare = format!("{jwt}~");
        let bare = SdJwt::issued(&bare).unwrap();
        assert_eq!((bare.disclosures().len(), bare.key_binding()), (0, None));
    }

    #[test]
    fn what_has_another_form_is_refused() {
        let jwt = jwt();
        for (text, fault) in [
            (String::new(), CredentialError::Malformed(WHAT)),
            (jwt.clone(), CredentialError::Malformed(WHAT)),
            (format!("{jwt}~~"), CredentialError::Malformed(WHAT)),
            (format!("{jwt}~WzFd~~WzJd~"), CredentialError::Malformed(WHAT)),
            ("~".to_owned(), CredentialError::Malformed("jws")),
            (format!("~{jwt}~"), CredentialError::Malformed("jws")),
            (format!("{jwt}.e30~"), CredentialError::Malformed("jws")),
            (
                format!("{jwt}~{}", "x~".repeat(limits::DISCLOSURES + 1)),
                CredentialError::TooLarge("disclosures"),
            ),
            (
                format!("{jwt}~{}~", "x".repeat(limits::BYTES)),
                CredentialError::TooLarge(WHAT),
            ),
        ] {
            let shortened: String = text.chars().take(80).collect();
            assert_eq!(SdJwt::parse(&text).err(), Some(fault), "{shortened}");
        }
        assert!(SdJwt::parse(&format!("{jwt}~{}", "x~".repeat(limits::DISCLOSURES))).is_ok());
    }
}
