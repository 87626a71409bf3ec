// A second verifier, on @openid4vc's Openid4vpVerifier with @owf/mdoc and @sd-jwt: for mdocs, for x509_san_dns, and for lies.
//
//   node verifier.mjs --pki FOLDER [--port 0] [--control 0] [--tls tls] [--hold stdin]
//
// Prints one line of JSON when it is ready: `{ "verifier": ADDRESS, "control": ADDRESS }`. README.md tells the rest.

import { createHash } from "node:crypto";
import { Openid4vpVerifier } from "@openid4vc/openid4vp";
import { CONFIGURATIONS } from "./cards.mjs";
import { Answer, form, json, options, serve, stopWith, trusting } from "./http.mjs";
import { judgeMdoc, judgeSdJwt } from "./judge.mjs";
import { KeyRing, base64url, callbacks, decodePart, decryptWith, newKey, random, readPki, seconds, signJws } from "./keys.mjs";
import { LIES } from "./lies.mjs";

const WALLET = "https://self-issued.me/v2";
const ENCS = ["A128GCM", "A256GCM"];
const LIFE_S = 300;
const HUGE = 32 << 20;
const { vct } = CONFIGURATIONS.parking_card;
const { doctype } = CONFIGURATIONS.parking_card_mdoc;

const given = options({ pki: undefined, port: "0", control: "0", hold: "", tls: "tls" });
const pki = readPki(given.pki);
const ask = trusting(pki.roots.tls.pem);
const ring = new KeyRing();
ring.add(pki.signers.verifier.privateKey);
const library = new Openid4vpVerifier({ callbacks: callbacks({ ring }) });
const made = new Map();
let origin;

/** What is asked for when nothing else is said: two claims of the parking card. */
function query({ format = "mso_mdoc", claims = ["given_name", "number"], dcql }) {
  if (dcql) return dcql;
  const isMdoc = format === "mso_mdoc";
  const paths = claims.map((path) => (isMdoc ? [doctype, path].flat() : [path].flat()));
  const meta = isMdoc ? { doctype_value: doctype } : { vct_values: [vct] };
  return { credentials: [{ id: "card", format, meta, claims: paths.map((path) => ({ path })) }] };
}

const hashOf = ({ certificate }) => createHash("sha256").update(certificate.raw).digest("base64url");

/** Makes a request; who asks by `lie` gets one that is wrong in this way. */
async function newRequest(request) {
  const asked = json(request);
  if (asked.lie && !(asked.lie in LIES)) throw new Answer(404, { error: `there is no lie ${asked.lie}` });
  const lie = LIES[asked.lie] ?? {};
  const id = random(12);
  const { privateKey, jwk } = newKey();
  ring.add(privateKey);
  const signer = pki.signers[(lie.own_id && lie.signer) || "verifier"];
  const prefix = lie.prefix ?? asked.prefix ?? "x509_hash";
  const named = { x509_san_dns: "x509_san_dns:localhost", redirect_uri: `redirect_uri:${origin}/responses/${id}` };
  const client_id = named[prefix] ?? `x509_hash:${hashOf(signer)}`;
  const encryption = { ...jwk, kid: id, use: "enc", alg: "ECDH-ES" };
  const entry = { id, lie, encryption, client_id, nonce: random(), state: random(), dcql: query(asked), verdicts: [] };
  entry.transaction_data = asked.transaction_data ?? lie.transaction_data;
  made.set(id, entry);
  if (prefix === "redirect_uri") {
    entry.payload = payloadOf(entry);
    const { authorizationRequest } = await library.createOpenId4vpAuthorizationRequest({
      authorizationRequestPayload: entry.payload,
    });
    return { id, request: authorizationRequest, client_id };
  }
  const method = lie.method ?? asked.method ?? "get";
  const parameters = { client_id, request_uri: `${origin}/requests/${id}`, request_uri_method: method, ...lie.outer };
  return { id, request: `openid4vp://?${new URLSearchParams(parameters)}`, ...parameters };
}

function payloadOf({ id, encryption, client_id, nonce, state, dcql, transaction_data: transactions }) {
  const formats = {
    "dc+sd-jwt": { "sd-jwt_alg_values": ["ES256"], "kb-jwt_alg_values": ["ES256"] },
    mso_mdoc: { issuerauth_alg_values: [-7], deviceauth_alg_values: [-7] },
  };
  return {
    response_type: "vp_token",
    response_mode: "direct_post.jwt",
    client_id,
    response_uri: `${origin}/responses/${id}`,
    nonce,
    state,
    dcql_query: dcql,
    client_metadata: {
      jwks: { keys: [encryption] },
      vp_formats_supported: formats,
      encrypted_response_enc_values_supported: ENCS,
    },
    ...(transactions && { transaction_data: transactions.map((one) => base64url(JSON.stringify(one))) }),
  };
}

/** The request object, by the library; a lie is written into it afterwards. */
async function requestObject(entry, walletNonce) {
  const { lie, client_id } = entry;
  entry.payload = { ...payloadOf(entry), ...(walletNonce && { wallet_nonce: walletNonce }) };
  const { jar } = await library.createOpenId4vpAuthorizationRequest({
    authorizationRequestPayload: entry.payload,
    wallet: walletNonce && { expectedNonce: walletNonce },
    jar: {
      requestUri: `${origin}/requests/${entry.id}`,
      jwtSigner: { method: "x5c", alg: "ES256", x5c: pki.signers.verifier.x5c, publicJwk: pki.signers.verifier.jwk },
      additionalJwtPayload: { aud: WALLET, iss: client_id },
      expiresInSeconds: LIFE_S,
    },
  });
  return Object.keys(lie).length ? lying(jar.authorizationRequestJwt, lie) : jar.authorizationRequestJwt;
}

function lying(jwt, lie) {
  const signer = pki.signers[lie.signer ?? "verifier"];
  const header = {
    ...decodePart(jwt, 0),
    x5c: lie.anchor ? [...signer.x5c, ...pki.roots.access.x5c] : signer.x5c,
    ...lie.header,
  };
  const payload = decodePart(jwt, 1);
  Object.assign(payload.client_metadata, lie.client_metadata);
  if (lie.twice) payload.dcql_query.credentials.push(payload.dcql_query.credentials[0]);
  for (const [name, value] of Object.entries(lie.payload ?? {})) {
    if (value === null) delete payload[name];
    else payload[name] = typeof value === "number" ? seconds() + value : value;
  }
  const signed = signJws(header, payload, lie.bad_signature ? newKey().privateKey : signer.privateKey);
  return lie.unsigned ? signed.slice(0, signed.lastIndexOf(".") + 1) : signed;
}

async function fetched({ path, method, body }) {
  const entry = made.get(path.split("/").at(-1));
  if (!entry || entry.lie.where === "gone") throw new Answer(404, { error: "not_found" });
  if (entry.lie.where === "redirect") return new Answer(302, undefined, { location: "https://localhost:9/elsewhere" });
  if (entry.lie.where === "huge") return { text: "x".repeat(HUGE), type: "application/oauth-authz-req+jwt" };
  const walletNonce = method === "POST" ? new URLSearchParams(body).get("wallet_nonce") : undefined;
  return { text: await requestObject(entry, walletNonce), type: "application/oauth-authz-req+jwt" };
}

/** The constant answer to whatever is refused: nobody is told why. */
const REFUSED = { error: "invalid_request", error_description: "the presentation was not accepted" };

async function answered(request) {
  const entry = made.get(request.path.split("/").at(-1));
  if (!entry?.payload) throw new Answer(404, { error: "not_found" });
  const fields = form(request);
  const error = await walletError(entry, fields);
  if (error) {
    entry.verdicts.push({ accepted: false, status: 200, reason: "the wallet says why it does not answer", wallet_error: error });
    return {};
  }
  try {
    if (entry.closed) throw new Error("this request has already been answered");
    entry.closed = true;
    const claims = await judge(entry, fields);
    entry.verdicts.push({ accepted: true, status: 200, claims });
    return { redirect_uri: `${origin}/done#${random()}` };
  } catch (error) {
    entry.verdicts.push({ accepted: false, status: 400, reason: error.message });
    throw new Answer(400, REFUSED);
  }
}

/** An error instead of a presentation, in the clear or encrypted (OpenID4VP 1.0, section 8.5); the library knows neither. */
async function walletError(entry, fields) {
  const opened = fields.response && (await decryptWith(fields.response, ring.find(entry.encryption)).catch(() => undefined));
  const { error, error_description, state } = opened ? JSON.parse(opened.text) : fields;
  return error && state === entry.state ? { error, error_description } : undefined;
}

async function judge(entry, fields) {
  const { client_id, nonce, response_uri } = entry.payload;
  const told = await library.parseOpenid4vpAuthorizationResponse({
    authorizationResponse: fields,
    authorizationRequestPayload: entry.payload,
    callbacks: callbacks({ ring }),
  });
  if (told.jarm?.type !== "Encrypted") throw new Error("the answer is not encrypted");
  const claims = {};
  for (const [id, presentations] of Object.entries(told.dcql.presentations)) {
    const wanted = entry.dcql.credentials.find((one) => one.id === id);
    if (!wanted || presentations.length !== 1) throw new Error(`nobody asked for ${id}, or it is there more than once`);
    const [response] = presentations;
    const common = { nonce, doctype: wanted.meta.doctype_value, vct: wanted.meta.vct_values?.[0] };
    claims[id] =
      wanted.format === "mso_mdoc"
        ? await judgeMdoc({ ...common, response, client_id, response_uri, encryption_jwk: entry.encryption }, pki)
        : await judgeSdJwt({ ...common, card: response, audience: client_id }, { ...pki, fetch: ask });
    exactly(wanted, response, claims[id]);
  }
  if (entry.dcql.credentials.length !== Object.keys(claims).length && !entry.dcql.credential_sets)
    throw new Error("a card is missing");
  return claims;
}

/** Neither less nor more than was asked for (OpenID4VP 1.0, section 6.4). */
function exactly({ format, claims }, response, told) {
  const wanted = claims.map(({ path }) => path.at(-1));
  const shown =
    format === "mso_mdoc"
      ? Object.values(told).flatMap(Object.keys)
      : response
          .split("~")
          .slice(1, -1)
          .map((one) => JSON.parse(Buffer.from(one, "base64url")).at(-2));
  const parents = claims.flatMap(({ path }) => path.slice(0, -1));
  const missing = wanted.filter((name) => !shown.includes(name));
  const extra = shown.filter((name) => !wanted.includes(name) && !parents.includes(name));
  if (missing.length || extra.length) throw new Error(`missing: ${missing}; not asked for: ${extra}`);
}

const anyOf = (handlers) => new Proxy({}, { get: (_, key) => handlers.find(([pattern]) => pattern.test(key))?.[1] });
const open = await serve({
  port: Number(given.port),
  tls: { cert: pki.signers[given.tls].pem, key: pki.signers[given.tls].keyPem },
  origin: () => origin,
  routes: anyOf([
    [/^(GET|POST) \/requests\//, fetched],
    [/^POST \/responses\//, answered],
    [/^GET \/done$/, () => ({ text: "<!doctype html><title>Hecho</title>", type: "text/html; charset=utf-8" })],
  ]),
});
origin = `https://localhost:${open.port}`;
const control = await serve({
  port: Number(given.control),
  routes: {
    "POST /requests": newRequest,
    "GET /requests": ({ query: asked }) => {
      const entry = made.get(asked.get("id"));
      return entry ? { verdicts: entry.verdicts } : new Answer(404, { error: "not_found" });
    },
    "GET /lies": () => Object.entries(LIES).map(([name, { what }]) => ({ name, what })),
  },
});
stopWith(given.hold, open.stop, control.stop);
console.log(JSON.stringify({ verifier: origin, control: `http://127.0.0.1:${control.port}` }));
