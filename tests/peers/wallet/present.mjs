// Presents cards with @openid4vc's Openid4vpClient, @sd-jwt and @owf/mdoc: as it should be, or wrong in one way of `refusals.json`.
//
//   node present.mjs --pki FOLDER < question.json
//
// The question is `{ "request", "cards": { FORMAT: { "card", "device_key" } }, "changes" }`; README.md tells the rest.

import { createHash, createPrivateKey } from "node:crypto";
import { pathToFileURL } from "node:url";
import { CoseKey, DeviceRequest, DocRequest, Holder, IssuerSigned, ItemsRequest, SessionTranscript } from "@owf/mdoc";
import { Openid4vpClient } from "@openid4vc/openid4vp";
import { SDJwt } from "@sd-jwt/core";
import { digest } from "@sd-jwt/crypto-nodejs";
import { alterSdJwt } from "./cards.mjs";
import { options, trusting } from "./http.mjs";
import {
  KeyRing,
  base64url,
  callbacks,
  decodePart,
  encryptTo,
  newKey,
  publicJwk,
  random,
  readPki,
  seconds,
  signJws,
  thumbprint,
} from "./keys.mjs";
import { mdocContext } from "./mdoc.mjs";

const HUGE = 300_000;
const PAYMENT = "urn:eudi:sca:payment:1";
const TRANSACTIONS = [PAYMENT, "es.madrid.parking.booking"];
const encode = (value) => base64url(JSON.stringify(value));
const sha256 = (text) => createHash("sha256").update(text).digest("base64url");

/** `iat`, `exp` and `nbf` are told in seconds from now; null takes a member away. */
function patched(whole, changes = {}) {
  const result = { ...whole };
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) delete result[name];
    else result[name] = typeof value === "number" && ["iat", "exp", "nbf"].includes(name) ? seconds() + value : value;
  }
  return result;
}

/** The issuer's part, signed anew where something in it is to be wrong. */
function issuerPart(jwt, { issuer_header, issuer_payload, issuer_signer, issuer_jwt }, pki) {
  if (issuer_jwt === "no JWT") return "no JWT";
  if (issuer_jwt === "altered") {
    const [header, , signature] = jwt.split(".");
    return [header, encode(patched(decodePart(jwt, 1), { iat: -1 })), signature].join(".");
  }
  if (!issuer_header && !issuer_payload && !issuer_signer) return jwt;
  const { privateKey, x5c } = pki.signers[issuer_signer ?? "issuer"];
  return signJws(patched({ ...decodePart(jwt, 0), x5c }, issuer_header), patched(decodePart(jwt, 1), issuer_payload), privateKey);
}

/** `{ given_name: true, address: { street: true } }` for the paths of the query: what the library is told to disclose. */
function frame(paths) {
  const whole = {};
  for (const path of paths) {
    let at = whole;
    for (const name of path.slice(0, -1)) at = at[name] = at[name] === undefined || at[name] === true ? {} : at[name];
    at[path.at(-1)] ??= true;
  }
  return whole;
}

async function disclosures(card, paths, { disclosures: wanted }) {
  const all = card.split("~").slice(1, -1);
  const chosen = (await (await SDJwt.fromEncode(card, digest)).present(frame(paths), digest)).split("~").slice(1, -1);
  const extra = { forged: ["salt", "forged", 1], reserved: ["salt", "_sd", []] }[wanted];
  if (extra) return [...chosen, encode(extra)];
  if (wanted === "altered")
    return alterSdJwt(`x~${chosen.join("~")}~`)
      .split("~")
      .slice(1, -1);
  return { none: [], all, twice: [...chosen, chosen[0]] }[wanted] ?? chosen;
}

function transactionClaims(entries, wanted) {
  if (!entries || wanted === "none") return {};
  const texts = wanted === "decoded" ? entries.map((entry) => Buffer.from(entry, "base64url")) : entries;
  const hashes = texts.map(sha256);
  const types = entries.map((entry) => JSON.parse(Buffer.from(entry, "base64url")).type);
  const payment = {
    jti: random(),
    response_mode: "direct_post.jwt",
    amr: [{ possession: "key_in_local_native_wscd" }, { knowledge: "pin_6_or_more_digits" }],
  };
  return {
    transaction_data_hashes: wanted === "twice" ? [...hashes, ...hashes] : hashes,
    ...(types.includes(PAYMENT) && payment),
  };
}

/** The presentation of an SD-JWT VC with its key-binding JWT. */
export async function presentSdJwt({ card, deviceKey, paths, asked, changes = {}, pki }) {
  const issuer = issuerPart(card.split("~")[0], changes, pki);
  const chosen = await disclosures(card, paths, changes);
  const shown = `${[issuer, ...chosen].join("~")}~`;
  if (changes.presentation === "huge") return "x".repeat(HUGE);
  if (changes.kb === "none") return shown;
  if (changes.kb) return shown + changes.kb;
  const bound = { iat: seconds(), nonce: asked.nonce, aud: asked.client_id, sd_hash: sha256(shown) };
  const payload = patched(
    { ...bound, ...transactionClaims(asked.transaction_data, changes.transaction_data) },
    changes.kb_payload,
  );
  const signer = changes.kb_signer === "foreign" ? newKey().privateKey : deviceKey;
  const kb = signJws(patched({ alg: "ES256", typ: "kb+jwt" }, changes.kb_header), payload, signer);
  return changes.after_signing === "drop_last" ? `${[issuer, ...chosen.slice(0, -1)].join("~")}~${kb}` : shown + kb;
}

/** The presentation of an mdoc. `changes.session` puts other values into the transcript that the device signs. */
export async function presentMdoc({ card, deviceKey, paths, docType, asked, changes = {} }) {
  const context = mdocContext(changes.kb_signer === "foreign" ? newKey().privateKey : deviceKey);
  const key = asked.client_metadata?.jwks?.keys[0];
  const session = { clientId: asked.client_id, nonce: asked.nonce, responseUri: asked.response_uri };
  if (key) session.jwkThumbprint = new Uint8Array(Buffer.from(thumbprint(key), "base64url"));
  const sessionTranscript = await SessionTranscript.forOid4Vp({ ...session, ...changes.session }, context);
  const issuerSigned = IssuerSigned.fromEncodedForOid4Vci(card);
  const all = Object.keys(issuerSigned.getPrettyClaims(docType)).map((name) => [docType, name]);
  const namespaces = {};
  for (const [space, name] of changes.disclosures === "all" ? all : paths) (namespaces[space] ??= {})[name] = false;
  const itemsRequest = ItemsRequest.create({ docType, namespaces });
  const deviceRequest = DeviceRequest.create({ docRequests: [DocRequest.create({ itemsRequest })] });
  const signingKey = CoseKey.fromJwk({ ...publicJwk(deviceKey), alg: "ES256" });
  const told = { deviceRequest, sessionTranscript, issuerSigned: [issuerSigned], signature: { signingKey } };
  return (await Holder.createDeviceResponseForDeviceRequest(told, context)).encodedForOid4Vp;
}

/** What is asked for, once the request was fetched and checked by the library. */
export async function understand(request, { pki, fetch: ask }) {
  const trusted = { access: [pki.roots.access.certificate] };
  const walletNonce = random();
  // The library posts without the nonce that OpenID4VP 1.0, section 5.10, is about: it is put in here.
  const told = (address, init) =>
    ask(
      address,
      init?.method?.toUpperCase() === "POST" ? { ...init, body: new URLSearchParams({ wallet_nonce: walletNonce }) } : init,
    );
  const client = new Openid4vpClient({ callbacks: callbacks({ ring: new KeyRing(), trusted, fetch: told }) });
  const { params } = client.parseOpenid4vpAuthorizationRequest({ authorizationRequest: request });
  const wallet = params.request_uri_method === "post" ? { expectedNonce: walletNonce } : undefined;
  const resolved = await client.resolveOpenId4vpAuthorizationRequest({ authorizationRequestPayload: params, wallet });
  const asked = resolved.authorizationRequestPayload;
  sensible(asked, resolved.jar);
  const plain = new Openid4vpClient({ callbacks: callbacks({ ring: new KeyRing(), trusted, fetch: ask }) });
  return { client: plain, asked };
}

/** What the library does not ask of a request. */
function sensible(asked, jar) {
  const demand = (holds, what) => {
    if (!holds) throw new Error(what);
  };
  demand(!jar || asked.aud === "https://self-issued.me/v2", "the request is for somebody else");
  const ids = asked.dcql_query?.credentials?.map(({ id }) => id);
  demand(ids?.length && new Set(ids).size === ids.length, "nothing is asked for, or something twice");
  for (const entry of asked.transaction_data ?? []) {
    const { type, credential_ids } = JSON.parse(Buffer.from(entry, "base64url").toString("utf8"));
    demand(TRANSACTIONS.includes(type), "the transaction is of a type that nobody knows");
    demand(
      credential_ids.every((id) => ids.includes(id)),
      "the transaction is about a card that is not asked for",
    );
  }
}

/** Answers a request with the cards, by their formats: `{ status, body, vp_token }`. */
export async function present({ request, cards, changes = {} }, { pki, fetch: ask }) {
  const { client, asked } = await understand(request, { pki, fetch: ask });
  const vp_token = {};
  for (const { id, format, claims = [], meta } of asked.dcql_query.credentials) {
    const { card, deviceKey } = cards[format] ?? {};
    if (!card) throw new Error(`there is no card for ${id}`);
    const told = { card, deviceKey, paths: claims.map(({ path }) => path), docType: meta?.doctype_value, asked, changes, pki };
    vp_token[id] = [format === "mso_mdoc" ? await presentMdoc(told) : await presentSdJwt(told)];
  }
  const answer = () => send({ client, asked, vp_token, changes, fetch: ask });
  if (changes.sent === "twice") await answer();
  const response = await answer();
  return { status: response.status, body: await response.json().catch(() => undefined), vp_token };
}

async function send({ client, asked, vp_token, changes, fetch: ask }) {
  if (!changes.response && !changes.encrypted && !changes.answer) {
    const jarm = {
      encryption: { nonce: "" },
      serverMetadata: {
        authorization_encryption_alg_values_supported: ["ECDH-ES"],
        authorization_encryption_enc_values_supported: ["A256GCM", "A128GCM"],
      },
    };
    const made = await client.createOpenid4vpAuthorizationResponse({
      authorizationRequestPayload: asked,
      authorizationResponsePayload: { vp_token },
      jarm,
    });
    const told = { ...made, authorizationRequestPayload: asked };
    return (await client.submitOpenid4vpAuthorizationResponse(told)).response;
  }
  const key = changes.encrypted === "to_another" ? newKey().jwk : asked.client_metadata.jwks.keys[0];
  const whole =
    changes.answer === "error"
      ? { error: "access_denied", state: asked.state }
      : { vp_token, state: asked.state, ...changes.response };
  const sealed = changes.encrypted === "not" ? undefined : { response: await encryptTo(key, "A256GCM", JSON.stringify(whole)) };
  const fields = sealed ?? { vp_token: JSON.stringify(vp_token), state: asked.state };
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  return ask(asked.response_uri, { method: "POST", headers, body: new URLSearchParams(fields) });
}

async function main() {
  const given = options({ pki: undefined });
  const chunks = [];
  for await (const chunk of process.stdin) chunks.push(chunk);
  const { cards, ...question } = JSON.parse(Buffer.concat(chunks).toString("utf8"));
  const pki = readPki(given.pki);
  const opened = ([format, { card, device_key }]) => [
    format,
    { card, deviceKey: createPrivateKey({ key: device_key, format: "jwk" }) },
  ];
  const told = { ...question, cards: Object.fromEntries(Object.entries(cards).map(opened)) };
  console.log(JSON.stringify(await present(told, { pki, fetch: trusting(pki.roots.tls.pem) })));
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) await main();
