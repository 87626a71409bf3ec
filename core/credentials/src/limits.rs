//! How much of anything is read. What comes from a stranger is measured before memory or time is spent on it; nothing that an issuer or a
//! verifier of today sends comes near.

/// Bytes of a credential, a request, a token or an offer. A PID with a portrait is some 100 kB.
pub const BYTES: usize = 1 << 20;
/// How deep JSON and CBOR may be nested. The deepest public example (OpenID for Identity Assurance) needs 9.
pub const DEPTH: usize = 32;
/// Items in all arrays and maps of one CBOR item: a read one takes some seventy bytes of memory, an unread one may take one byte.
pub const ITEMS: usize = 1 << 16;
/// Disclosures of one SD-JWT, and elements of one mdoc. The EU's PID has 27.
pub const DISCLOSURES: usize = 2_000;
/// Bytes of an inflated status list: eight bits for each of sixteen million credentials.
pub const STATUS_LIST: usize = 16 << 20;
/// Certificates of one chain, without the root.
pub const CHAIN: usize = 6;
/// Queries, sets, options, claims and values of one DCQL query, each: a consent that asks for more cannot be read by anybody.
pub const DCQL: usize = 200;
