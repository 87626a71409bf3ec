//! What both sides know of their talk (`SessionTranscript`): the phone's key signs it, so that a card shown to one verifier is worth nothing
//! to another (OpenID4VP 1.0, appendix B.2.6).

use crate::cbor::Writer;
use crate::jose::jwk::sha256;

/// A transcript, encoded.
#[derive(Clone, PartialEq, Eq)]
pub struct SessionTranscript(Vec<u8>);

crate::opaque_debug!(SessionTranscript);

impl SessionTranscript {
    /// Of a request that came by a link (appendix B.2.6.1): the client id with its prefix, the nonce, the thumbprint of the key that the answer
    /// is encrypted to where it is, and where the answer goes (`response_uri` or `redirect_uri`).
    #[must_use]
    pub fn redirect(client_id: &str, nonce: &str, thumbprint: Option<&[u8; 32]>, response_uri: &str) -> Self {
        let mut info = Writer::default();
        info.array(4).text(client_id).text(nonce);
        info.bytes_or_null(thumbprint.map(<[u8; 32]>::as_slice))
            .text(response_uri);
        Self::of("OpenID4VPHandover", &info.finish())
    }

    /// Of a request that came by a browser (Digital Credentials API, appendix B.2.6.2): the origin without a prefix, the nonce and the
    /// thumbprint as above.
    #[must_use]
    pub fn browser(origin: &str, nonce: &str, thumbprint: Option<&[u8; 32]>) -> Self {
        let mut info = Writer::default();
        info.array(3).text(origin).text(nonce);
        info.bytes_or_null(thumbprint.map(<[u8; 32]>::as_slice));
        Self::of("OpenID4VPDCAPIHandover", &info.finish())
    }

    /// It, encoded.
    #[must_use]
    pub fn encoded(&self) -> &[u8] {
        &self.0
    }

    /// There is no device engagement and no reader key in either.
    fn of(handover: &str, info: &[u8]) -> Self {
        let mut bytes = Writer::default();
        bytes.array(3).bytes_or_null(None).bytes_or_null(None);
        bytes.array(2).text(handover).bytes(&sha256(info));
        Self(bytes.finish())
    }
}
