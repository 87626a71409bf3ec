// What the self-check does: tables of what has to be accepted and what has to be refused, and by which word.

import { FAULTS } from "./faults.mjs";

const MDOC = { configurations: ["parking_card_mdoc"] };
const UNBOUND = { configurations: ["library_card"] };
const PRE = { grant: "pre-authorized_code" };

/** Ways of getting cards that have to work: an offer and what the wallet does with it. */
export const RECEIVED = [
  ["by code, the offer by value", {}, {}],
  ["by code, the offer by reference", { by: "reference" }, {}],
  ["by a pre-authorised code with a transaction code", PRE, {}],
  ["by a pre-authorised code alone", { ...PRE, tx_code: false }, {}],
  ["mdocs", MDOC, {}],
  ["mdocs by a pre-authorised code", { ...PRE, ...MDOC }, {}],
  ["a card that is bound to no key", UNBOUND, { count: 1 }],
  ["with an attestation as the proof", {}, { proof: "attestation" }],
  ["encrypted, there and back", {}, { encrypt: true }],
  ["mdocs, encrypted", MDOC, { encrypt: true }],
  ["with signed metadata", {}, { signed: true }],
  ["back to the app's own address", {}, { redirect: "es.madrid.movil:/wallet" }],
  ["a batch of fifty", {}, { count: 50 }],
  ["a batch of fifty mdocs", MDOC, { count: 50 }],
];

/** Mistakes of a wallet, and the word by which the issuer has to refuse each. */
export const MISTAKES = [
  ["it identifies itself by nothing", { attestation: "none" }, "invalid_client"],
  ["its attestation is by a foreign provider", { attestation: "foreign" }, "invalid_client"],
  ["its attestation is over", { attestation: "over" }, "invalid_client"],
  ["its attestation is for another key", { attestation: "of_another_key" }, "invalid_client"],
  ["its attestation's proof is used twice", { attestation: "reused" }, "invalid_client"],
  ["it asks for a card that there is not", { scope: "no_such_card" }, "invalid_scope"],
  [
    "its proof has an invented challenge",
    { challenge: true },
    "use_attestation_challenge",
    {},
    {},
    { attestation_challenge: true },
  ],
  ["it shows no DPoP", { dpop: "none" }, "invalid_dpop_proof"],
  ["its DPoP key changes before the token", { dpop: "changed" }, "invalid_dpop_proof"],
  ["its DPoP key changes after the token", { dpop: "other" }, "invalid_dpop_proof"],
  ["its PKCE verifier is another", { pkce: true }, "invalid_grant"],
  ["its redirect_uri is another", { redirect: true }, "invalid_grant"],
  ["its code is invented", { code: true }, "invalid_grant"],
  ["its code is used twice", { twice: true }, "invalid_grant"],
  ["its transaction code is wrong", { tx_code: "x" }, "invalid_grant", PRE],
  ["its nonce is invented", { nonce: "invented" }, "invalid_nonce"],
  ["there is no key attestation", { key_attestation: "none" }, "invalid_proof"],
  ["its key attestation is by a foreign provider", { key_attestation: "foreign" }, "invalid_proof"],
  ["its key attestation is for other keys", { key_attestation: "of_other_keys" }, "invalid_proof"],
  ["its keys are kept badly", { key_attestation: "weak" }, "invalid_proof"],
  ["its proof is by the second key", { proof: "by_second_key" }, "invalid_proof"],
  ["its proof is for another issuer", { proof: "for_another" }, "invalid_proof"],
  ["it has one key too many", {}, "invalid_proof", {}, { count: 51 }],
  ["it asks for encryption in a plain request", { plain_request: true }, "invalid_credential_request", {}, { encrypt: true }],
];

/** Faults that take more than being switched on: other faults besides, how often, another offer, another way of asking. */
const SETTINGS = {
  nonce_refused: { times: 1 },
  deferred_pending: { times: 2, besides: { credential_deferred: 1 } },
  credential_deferred: { times: 1 },
  offer_other_issuer: { offer: { by: "reference" } },
  metadata_foreign_root: { how: { signed: true } },
  encryption_forgotten: { how: { encrypt: true } },
};
const ONLY_MDOC = ["card_signer_without_purpose"];
const ONLY_SD_JWT = ["card_without_chain"];

/** Each fault of the issuer with what a wallet has to make of it; the faults of cards for both formats. */
export const FAULT_CHECKS = Object.entries(FAULTS).flatMap(([name, [wallet]]) => {
  const { times = true, besides = {}, offer = {}, how = {} } = SETTINGS[name] ?? {};
  const check = (kind, more) => [`${name}${kind}`, { [name]: times, ...besides }, wallet, { ...offer, ...more }, how];
  const ofCards = /^(card|batch)_/.test(name);
  return [
    ...(ONLY_MDOC.includes(name) ? [] : [check("", {})]),
    ...(ofCards && !ONLY_SD_JWT.includes(name) ? [check(", mdoc", MDOC)] : []),
  ];
});

/** Presentations that the certified verifier has to accept. */
export const ACCEPTED = [
  ["two claims", {}],
  ["a nested claim", { claims: ["given_name", ["address", "locality"]] }],
  ["a claim with the value that is wanted", { claims: ["number", { path: ["family_name"], values: ["Ruiz Ñíguez"] }] }],
  ["with the status looked up", { status: true }],
  ["with a booking to confirm", { transaction_data: true }],
  ["with a payment to confirm", { transaction_data: "payment" }],
];

/** Requests of the second verifier that have to be answered well. */
export const ANSWERED = [
  ["an mdoc", {}],
  ["an mdoc, by POST", { method: "post" }],
  ["an mdoc, x509_san_dns", { prefix: "x509_san_dns" }],
  ["an mdoc, redirect_uri", { prefix: "redirect_uri" }],
  ["an SD-JWT VC", { format: "dc+sd-jwt" }],
  ["an SD-JWT VC, by POST", { format: "dc+sd-jwt", method: "post" }],
  ["an SD-JWT VC, x509_san_dns", { format: "dc+sd-jwt", prefix: "x509_san_dns" }],
  ["an SD-JWT VC, nested", { format: "dc+sd-jwt", claims: ["number", ["address", "street"]] }],
  ["both at once", { both: true }],
];

/** What the second verifier has to refuse: the request, and what is wrong with the answer. */
export const MISANSWERED = [
  ["an mdoc with more than was asked for", {}, { disclosures: "all" }],
  ["an mdoc signed by another device", {}, { kb_signer: "foreign" }],
  ["an mdoc for another nonce", {}, { session: { nonce: "another" } }],
  ["an mdoc for another client_id", {}, { session: { clientId: "another" } }],
  ["an mdoc for another response_uri", {}, { session: { responseUri: "https://other.example" } }],
  ["an mdoc for another encryption key", {}, { session: { jwkThumbprint: undefined } }],
  ["an SD-JWT VC without key binding", { format: "dc+sd-jwt" }, { kb: "none" }],
  ["an SD-JWT VC for another nonce", { format: "dc+sd-jwt" }, { kb_payload: { nonce: "another" } }],
  ["an SD-JWT VC for somebody else", { format: "dc+sd-jwt" }, { kb_payload: { aud: "another" } }],
  ["an SD-JWT VC with more than was asked for", { format: "dc+sd-jwt" }, { disclosures: "all" }],
  ["an SD-JWT VC with a forged claim", { format: "dc+sd-jwt" }, { disclosures: "forged" }],
  ["an answer without encryption", {}, { encrypted: "not" }],
  ["an answer encrypted to somebody else", {}, { encrypted: "to_another" }],
  ["an answer that comes twice", {}, { sent: "twice" }],
];

/** What a judge takes although it should not: known, so that it is seen when it changes. */
export const LENIENT = {
  "judge.py": ["card_anchor_included"],
};
