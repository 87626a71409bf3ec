// What the issuer can be told to do wrong, and what a wallet has to make of it.
//
// `wallet` says how a good wallet ends: "refuses" (nothing is stored), "recovers" (it asks once more and gets the card),
// "accepts" (it is no fault of the card). A fault holds until it is switched off, or for as many times as it was switched on for.

export const FAULTS = {
  // What the issuer says of itself.
  metadata_other_issuer: ["refuses", "`credential_issuer` in the metadata is another one"],
  metadata_redirect: ["refuses", "the metadata is answered with a redirect to another server"],
  metadata_foreign_root: ["refuses", "signed metadata, where it is asked for, comes from a foreign root"],
  as_metadata_other_issuer: ["refuses", "`issuer` in the authorization server's metadata is another one"],
  offer_unknown_configuration: ["refuses", "an offer names a card that the metadata does not know"],
  offer_other_issuer: ["refuses", "an offer by reference names an issuer that cannot be reached"],
  // The pushed request and the answer from the browser.
  par_refused: ["refuses", "the pushed request is refused with `invalid_client`"],
  par_dpop_nonce_refused: ["refuses", "every DPoP nonce at the pushed request is refused: one retry, not more"],
  attestation_challenge: ["recovers", "the attestation's proof needs a challenge of the server (draft-07, section 8)"],
  answer_error: ["refuses", "the browser comes back with `access_denied`"],
  answer_other_iss: ["refuses", "`iss` in the answer is another server (RFC 9207)"],
  answer_without_iss: ["refuses", "`iss` is not in the answer, although the metadata says that it will be"],
  answer_other_state: ["refuses", "`state` in the answer is not what was sent"],
  // The token.
  token_refused: ["refuses", "the code is refused with `invalid_grant`"],
  token_dpop_nonce_refused: ["refuses", "every DPoP nonce at the token endpoint is refused: one retry, not more"],
  token_bearer: ["refuses", "`token_type` is `Bearer`, although DPoP was shown"],
  token_cut: ["refuses", "the code is used up, but the connection is cut before the answer"],
  token_redirect: ["refuses", "the token endpoint answers 307 to another server"],
  // The credential request.
  nonce_refused: [
    "recovers",
    "the proof's nonce is refused with `invalid_nonce`: switch on for 1 time; for ever, the wallet refuses",
  ],
  credential_dpop_nonce_refused: ["refuses", "every DPoP nonce at the credential endpoint is refused: one retry, not more"],
  credential_server_error: ["refuses", "the credential endpoint answers 500"],
  credential_redirect: ["refuses", "the credential endpoint answers 307 to another server"],
  credential_cut: ["refuses", "the cards are issued, but the connection is cut before the answer"],
  credential_huge: ["refuses", "the answer is 32 MiB long"],
  credential_deferred: ["recovers", "the card comes later, by the deferred endpoint"],
  deferred_pending: ["recovers", "the deferred endpoint says that it is still not ready: switch on for some times"],
  encryption_required: ["recovers", "the metadata demands an encrypted answer, and a plain request is refused"],
  encryption_forgotten: ["refuses", "the answer comes plain although encryption was asked for"],
  notification_cut: ["accepts", "the connection is cut before the notification is answered: the card stays"],
  notification_refused: ["accepts", "the notification endpoint answers 500: the card stays"],
  // The card itself.
  card_foreign_key: ["refuses", "`cnf` or `deviceKey` is a key that nobody attested"],
  card_foreign_root: ["refuses", "signed by an issuer below a root that nobody trusts"],
  card_self_signed: ["refuses", "signed by an issuer whose certificate it signed itself"],
  card_expired_signer: ["refuses", "signed by an issuer whose certificate is over"],
  card_signer_without_purpose: ["refuses", "mdoc only: the certificate lacks the document signer's usage"],
  card_anchor_included: ["refuses", "the chain contains the root"],
  card_without_chain: ["refuses", "SD-JWT only: there is no `x5c`"],
  card_bad_signature: ["refuses", "the signature is by another key than the certificate's"],
  card_altered: ["refuses", "a claim is not the one that was signed"],
  card_other_type: ["refuses", "`vct` or docType is another one than was asked for"],
  card_expired: ["refuses", "it was over before it came"],
  card_not_yet: ["refuses", "it holds from tomorrow on"],
  batch_same_key: ["refuses", "two cards of a batch are bound to the same key"],
  batch_unequal: ["refuses", "one card of a batch has another value"],
  batch_short: ["accepts", "one card less than keys"],
  batch_long: ["refuses", "one card more than keys, bound to a foreign key"],
  // The status list.
  status_foreign_root: ["refuses", "the list is signed by a foreign issuer: the card's status is not known"],
  status_other_sub: ["refuses", "`sub` of the list is another address"],
  status_expired: ["refuses", "the list is over"],
  status_short: ["refuses", "the list ends before the card's index"],
  status_gone: ["refuses", "the list is answered with 404"],
};

/** The faults that are switched on now. */
export class Faults {
  #left = new Map();

  /** `{ name: true }` for good, `{ name: 2 }` for two times, `{ name: false }` off. */
  set(wanted) {
    for (const [name, times] of Object.entries(wanted)) {
      if (!(name in FAULTS)) throw new Error(`there is no fault ${name}`);
      if (times === false || times === 0) this.#left.delete(name);
      else this.#left.set(name, times === true ? Infinity : times);
    }
  }

  clear() {
    this.#left.clear();
  }

  isOn(name) {
    return this.#left.has(name);
  }

  /** Whether it strikes now; one time less is left. */
  strikes(name) {
    const left = this.#left.get(name) ?? 0;
    if (left <= 0) return false;
    if (left === 1) this.#left.delete(name);
    else this.#left.set(name, left - 1);
    return true;
  }

  told() {
    return Object.entries(FAULTS).map(([name, [wallet, what]]) => {
      const left = this.#left.get(name) ?? 0;
      return { name, wallet, what, on: left === Infinity ? true : left };
    });
  }
}
