// Requests that a wallet must not answer: what a verifier lies about. All of it but the lie is as it should be.
//
// `header` and `payload` are put into the signed request, `signer` signs it instead, `outer` is put into the address that starts
// the wallet; null takes a member away, a number at `exp` is told in seconds from now. `where` is what the listener does wrong.

export const LIES = {
  other_client_id: { what: "`client_id` in the request is another than outside", payload: { client_id: "x509_hash:AAAA" } },
  hash_of_another: {
    what: "`client_id` is not the hash of the certificate, inside and outside",
    payload: { client_id: "x509_hash:AAAA" },
    outer: { client_id: "x509_hash:AAAA" },
  },
  name_of_another: {
    what: "x509_san_dns with a name that the certificate does not have",
    payload: { client_id: "x509_san_dns:other.example" },
    outer: { client_id: "x509_san_dns:other.example" },
  },
  origin_prefix: {
    what: "the prefix `origin:`, which is for browsers only",
    payload: { client_id: "origin:https://localhost" },
    outer: { client_id: "origin:https://localhost" },
  },
  foreign_root: { what: "signed by a verifier below a root that nobody trusts", signer: "verifier_foreign", own_id: true },
  self_signed: { what: "the certificate is signed by itself", signer: "verifier_of_its_own", own_id: true },
  expired_signer: { what: "the certificate is over", signer: "verifier_expired", own_id: true },
  anchor_included: { what: "the chain contains the root", anchor: true },
  bad_signature: { what: "the signature is by another key", bad_signature: true },
  unsigned: { what: "`alg` is `none` and there is no signature", header: { alg: "none" }, unsigned: true },
  other_type: { what: "`typ` is `JWT`", header: { typ: "JWT" } },
  other_audience: { what: "`aud` is somebody else", payload: { aud: "https://other.example" } },
  other_wallet_nonce: {
    what: "`wallet_nonce` is not the one that was sent",
    payload: { wallet_nonce: "another" },
    method: "post",
  },
  without_wallet_nonce: {
    what: "`wallet_nonce` is missing although one was sent",
    payload: { wallet_nonce: null },
    method: "post",
  },
  expired: { what: "the request is over", payload: { iat: -7200, exp: -3600 } },
  without_nonce: { what: "there is no `nonce`", payload: { nonce: null } },
  plain_response_uri: {
    what: "the answer would go out without encryption on the way",
    payload: { response_uri: "http://localhost:9/response" },
  },
  response_uri_of_another: {
    what: "x509_san_dns, and the answer would go to another host",
    prefix: "x509_san_dns",
    payload: { response_uri: "https://other.example/response" },
  },
  without_key: { what: "an encrypted answer is wanted, but there is no key", client_metadata: { jwks: { keys: [] } } },
  key_on_other_curve: {
    what: "the only key is on P-384",
    client_metadata: {
      jwks: { keys: [{ kty: "EC", crv: "P-384", use: "enc", alg: "ECDH-ES", kid: "1", x: "A".repeat(64), y: "A".repeat(64) }] },
    },
  },
  key_off_the_curve: {
    what: "the only key is no point of P-256",
    client_metadata: {
      jwks: { keys: [{ kty: "EC", crv: "P-256", use: "enc", alg: "ECDH-ES", kid: "1", x: "A".repeat(43), y: "A".repeat(43) }] },
    },
  },
  unknown_encryption: {
    what: "only an encryption that nobody knows is offered",
    client_metadata: { encrypted_response_enc_values_supported: ["A192CBC"] },
  },
  unknown_transaction: {
    what: "the type of the transaction data is unknown",
    transaction_data: [{ type: "urn:unknown", credential_ids: ["card"] }],
  },
  transaction_of_no_card: {
    what: "the transaction data names a card that is not asked for",
    transaction_data: [{ type: "es.madrid.parking.booking", credential_ids: ["other"] }],
  },
  without_query: { what: "nothing is asked for", payload: { dcql_query: null } },
  broken_query: { what: "two queries have the same name", twice: true },
  old_query: {
    what: "Presentation Exchange instead of DCQL",
    payload: { dcql_query: null, presentation_definition: { id: "1", input_descriptors: [] } },
  },
  redirect: { what: "the request is answered with a redirect to another server", where: "redirect" },
  huge: { what: "the request is 32 MiB long", where: "huge" },
  gone: { what: "the request is answered with 404", where: "gone" },
};
