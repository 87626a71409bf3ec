// An issuer on @openid4vc that a wallet is run against: https with a certificate of the test root, steered over plain http.
//
//   node issuer.mjs --pki FOLDER [--port 0] [--control 0] [--tls tls] [--hold stdin]
//
// Prints one line of JSON when it is ready: `{ "issuer": ADDRESS, "control": ADDRESS }`. README.md tells the rest.

import {
  Oauth2ResourceUnauthorizedError,
  Oauth2ServerErrorResponseError,
  authorizationCodeGrantIdentifier,
  preAuthorizedCodeGrantIdentifier,
} from "@openid4vc/oauth2";
import { Openid4vciWalletProvider } from "@openid4vc/openid4vci";
import { ValidationError } from "@openid4vc/utils";
import { Faults } from "./faults.mjs";
import { Answer, json, options, serve, stopWith } from "./http.mjs";
import { CredentialIssuer } from "./issuing.mjs";
import { KeyRing, callbacks, random, readPki } from "./keys.mjs";
import { AuthorizationServer } from "./oauth.mjs";

const CLIENT = "es.madrid.movil";
const ATTESTED_S = 3600;
const given = options({ pki: undefined, port: "0", control: "0", hold: "", tls: "tls" });
if (!given.pki) {
  console.error("--pki, the folder that certs.mjs wrote, is missing");
  process.exit(2);
}

/** A library's refusal as the answer that it stands for; each is remembered. */
function explain(error, { method, url }) {
  const answer = answerOf(error);
  if (answer) log.refusals.push({ request: `${method} ${url.split("?")[0]}`, status: answer.status, ...answer.body });
  return answer ?? error;
}

function answerOf(error) {
  if (error instanceof Oauth2ServerErrorResponseError) {
    return new Answer(error.status, error.errorResponse, {
      ...authorization.dpop.next(),
      "x-reason": encodeURIComponent(String(error.cause ?? "")),
    });
  }
  if (error instanceof Oauth2ResourceUnauthorizedError) {
    const { error: code, error_description } = error.wwwAuthenticateHeaders[0];
    const headers = { "www-authenticate": error.toHeaderValue(), ...issuer.dpop.next() };
    return new Answer(401, { error: code ?? "invalid_token", error_description }, headers);
  }
  if (error instanceof ValidationError) return new Answer(400, { error: "invalid_request", error_description: error.message });
  return error instanceof Answer ? error : undefined;
}

const log = { issued: [], notifications: [], refusals: [] };
const faults = new Faults();
const pki = readPki(given.pki);
const routes = { "GET /offers": ({ query }) => offers.get(query.get("id")) ?? new Answer(404, { error: "not_found" }) };
const offers = new Map();
let origin;
const tls = { cert: pki.signers[given.tls].pem, key: pki.signers[given.tls].keyPem };
const open = await serve({ port: Number(given.port), tls, origin: () => origin, routes, explain });
origin = `https://localhost:${open.port}`;
const authorization = new AuthorizationServer({ origin, pki, faults, log });
const issuer = new CredentialIssuer({ origin, pki, faults, log, authorization });
Object.assign(routes, authorization.routes(), issuer.routes());

/** An offer, as a text to hand to the wallet. The transaction code, where there is one, goes to the citizen another way. */
async function offer(request) {
  const { configurations = ["parking_card"], grant = "authorization_code", tx_code = true, by = "value" } = json(request);
  const isCode = grant === "authorization_code";
  const name = random();
  const txCode = !isCode && tx_code ? String(1000 + Math.floor(Math.random() * 9000)) : undefined;
  const scope = configurations.map((id) => issuer.metadata().credential_configurations_supported[id]?.scope).join(" ");
  authorization.offers.set(name, {
    grant: isCode ? authorizationCodeGrantIdentifier : preAuthorizedCodeGrantIdentifier,
    txCode,
    scope,
  });
  const grants = isCode
    ? { [authorizationCodeGrantIdentifier]: { issuer_state: name } }
    : {
        [preAuthorizedCodeGrantIdentifier]: {
          "pre-authorized_code": name,
          ...(txCode && { tx_code: { input_mode: "numeric", length: 4 } }),
        },
      };
  const { credentialOfferObject } = await issuer.library.createCredentialOffer({
    credentialConfigurationIds: configurations,
    grants,
    issuerMetadata: issuer.resolved(),
  });
  if (faults.strikes("offer_unknown_configuration")) credentialOfferObject.credential_configuration_ids = ["no_such_card"];
  if (faults.strikes("offer_other_issuer")) credentialOfferObject.credential_issuer = "https://localhost:9/issuer";
  offers.set(name, credentialOfferObject);
  const carried =
    by === "reference"
      ? { credential_offer_uri: `${origin}/offers?id=${name}` }
      : { credential_offer: JSON.stringify(credentialOfferObject) };
  return { offer: `openid-credential-offer://?${new URLSearchParams(carried)}`, tx_code: txCode };
}

/** The wallet provider's part, for a wallet that has none of its own: attestations of its instance and of its keys. */
const ring = new KeyRing();
ring.add(pki.signers.provider.privateKey);
ring.add(pki.signers.provider_foreign.privateKey);
const provider = new Openid4vciWalletProvider({ callbacks: callbacks({ ring }) });

function lasting(request) {
  const { foreign, seconds = ATTESTED_S, ...asked } = json(request);
  const { x5c, jwk } = foreign ? pki.signers.provider_foreign : pki.signers.provider;
  const times = { issuedAt: new Date(), expiresAt: new Date(Date.now() + seconds * 1000) };
  return { signer: { method: "x5c", alg: "ES256", x5c, publicJwk: jwk }, ...times, asked };
}

async function attestWallet(request) {
  const { asked, ...common } = lasting(request);
  const told = {
    issuer: "https://provider.example",
    clientId: asked.client_id ?? CLIENT,
    confirmation: { jwk: asked.jwk },
    ...common,
  };
  return { attestation: await provider.createWalletAttestationJwt({ ...told, walletName: "Madrid en tu móvil" }) };
}

async function attestKeys(request) {
  const { asked, ...common } = lasting(request);
  const { keys, nonce, storage = ["iso_18045_moderate"], use = "proof_type.jwt" } = asked;
  return {
    attestation: await provider.createKeyAttestationJwt({ ...common, attestedKeys: keys, nonce, keyStorage: storage, use }),
  };
}

function setStatus(request) {
  const { index, indices = index === undefined ? [...issuer.cards.taken] : [index], value = 1 } = json(request);
  for (const one of indices) issuer.cards.list.setStatus(one, value);
  return { set: indices.length };
}

function reset() {
  faults.clear();
  for (const list of Object.values(log)) list.length = 0;
}

function setFaults(request) {
  try {
    faults.set(json(request));
  } catch (error) {
    throw new Answer(400, { error: error.message });
  }
}

const control = await serve({
  port: Number(given.control),
  routes: {
    "POST /offers": offer,
    "GET /log": () => log,
    "GET /faults": () => faults.told(),
    "PUT /faults": setFaults,
    "DELETE /faults": () => faults.clear(),
    "PUT /status": setStatus,
    "POST /reset": reset,
    "POST /provider/wallet": attestWallet,
    "POST /provider/keys": attestKeys,
  },
});
stopWith(given.hold, open.stop, control.stop);
console.log(JSON.stringify({ issuer: issuer.identifier, control: `http://127.0.0.1:${control.port}` }));
