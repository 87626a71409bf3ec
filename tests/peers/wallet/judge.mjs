// Judges cards and presentations with @sd-jwt and @owf/mdoc, and makes cards with them, good ones and wrong ones.
//
//   node judge.mjs COMMAND --pki FOLDER < question.json
//
// The commands and their questions are in README.md. The answer is a line of JSON; `accepted` says what the judge thinks of it.
// Several questions may come as a list, and get a list.
// The exit code tells only whether the question could be understood.

import { createHash, createPublicKey } from "node:crypto";
import { pathToFileURL } from "node:url";
import { DeviceResponse, Holder, IssuerSigned, SessionTranscript, Verifier } from "@owf/mdoc";
import { digest } from "@sd-jwt/crypto-nodejs";
import { SDJwtVcInstance } from "@sd-jwt/sd-jwt-vc";
import { CONFIGURATIONS, CardMaker } from "./cards.mjs";
import { FAULTS, Faults } from "./faults.mjs";
import { options, trusting } from "./http.mjs";
import { base64url, chainKey, decodePart, newKey, readPki, seconds, thumbprint, verifyJws } from "./keys.mjs";
import { mdocContext } from "./mdoc.mjs";

const KB_AGE_S = 300;
// A list that is signed while the card is being judged is no list from the future.
const SKEW_S = 30;

function demand(holds, what) {
  if (!holds) throw new Error(what);
}

/** An SD-JWT VC, with or without a key-binding JWT. `fetch` is needed where its status is to be looked up. */
export async function judgeSdJwt({ card, vct, keys, nonce, audience }, { roots, fetch: ask }) {
  const trusted = [roots.issuer.certificate];
  const signedBy = (text, signature, x5c) => verifyJws(`${text}.${signature}`, chainKey(x5c, trusted));
  const header = decodePart(card.split("~")[0], 0);
  demand(header.typ === "dc+sd-jwt" && header.alg === "ES256", "this is no SD-JWT VC");
  demand(header.x5c?.length, "there is no chain");
  const judge = new SDJwtVcInstance({
    hasher: digest,
    verifier: (text, signature) => signedBy(text, signature, header.x5c),
    statusVerifier: (text, signature) => signedBy(text, signature, decodePart(`${text}.`, 0).x5c),
    statusListFetcher: (uri) => statusList(uri, ask),
    kbVerifier: (text, signature, { cnf }) => verifyJws(`${text}.${signature}`, createPublicKey({ key: cnf.jwk, format: "jwk" })),
  });
  const { payload, kb } = await judge.verify(card, {
    currentDate: seconds(),
    skewSeconds: SKEW_S,
    ...(nonce !== undefined && { keyBindingNonce: nonce }),
  });
  committed(card);
  demand(vct === undefined || payload.vct === vct, `it is a ${payload.vct}`);
  demand(!keys || keys.includes(thumbprint(payload.cnf?.jwk ?? {})), "it is bound to a key that was not asked for");
  if (nonce !== undefined) {
    demand(kb.payload.aud === audience, "the key-binding JWT is for somebody else");
    demand(Math.abs(seconds() - kb.payload.iat) <= KB_AGE_S, "the key-binding JWT is old");
  }
  return payload;
}

/** The library ignores a disclosure that nothing commits to, and one that comes twice; RFC 9901, section 7.1, refuses the card. */
function committed(card) {
  const [jwt, ...disclosures] = card.split("~").slice(0, -1);
  demand(new Set(disclosures).size === disclosures.length, "a disclosure comes twice");
  const told = [decodePart(jwt, 1), ...disclosures.map((one) => Buffer.from(one, "base64url").toString("utf8"))];
  const texts = told.map((one) => (typeof one === "string" ? one : JSON.stringify(one)));
  for (const disclosure of disclosures) {
    const name = createHash("sha256").update(disclosure).digest("base64url");
    demand(
      texts.some((text) => text.includes(`"${name}"`)),
      "a disclosure is none that the issuer signed",
    );
  }
}

async function statusList(uri, ask) {
  demand(ask, "the status cannot be looked up here");
  const answer = await ask(uri, { headers: { accept: "application/statuslist+jwt" } });
  demand(answer.ok, `the status list is answered with ${answer.status}`);
  const token = await answer.text();
  demand(decodePart(token, 1).sub === uri, "the status list is another one");
  return token;
}

/** The issuer's part of an mdoc, as OpenID4VCI brings it. */
export async function judgeMdocCard({ card, doctype, keys }, { roots }) {
  const issuerSigned = IssuerSigned.fromEncodedForOid4Vci(card);
  await Holder.verifyIssuerSigned({ issuerSigned, trustedCertificates: [roots.issuer.certificate.raw] }, mdocContext());
  const { issuerAuth } = issuerSigned;
  purpose(issuerAuth);
  const { docType, deviceKeyInfo } = issuerAuth.mobileSecurityObject;
  demand(doctype === undefined || docType === doctype, `it is a ${docType}`);
  demand(!keys || keys.includes(thumbprint(deviceKeyInfo.deviceKey.jwk)), "it is bound to a key that was not asked for");
  return claimsOf(issuerSigned);
}

/** The library does not look at what a certificate is for. */
function purpose({ certificate }) {
  const told = Buffer.from(certificate).includes(Buffer.from("28818c5d050102", "hex"));
  demand(told, "the certificate is no document signer's");
}

function claimsOf(issuerSigned) {
  const spaces = [...issuerSigned.issuerNamespaces.issuerNamespaces.keys()];
  return Object.fromEntries(spaces.map((space) => [space, issuerSigned.getPrettyClaims(space)]));
}

/** A `DeviceResponse` that came over OpenID4VP. `encryption_jwk` is the key that the response was encrypted to. */
export async function judgeMdoc({ response, doctype, client_id, nonce, response_uri, encryption_jwk }, { roots }) {
  const context = mdocContext();
  const jwkThumbprint = encryption_jwk && new Uint8Array(Buffer.from(thumbprint(encryption_jwk), "base64url"));
  const session = { clientId: client_id, nonce, responseUri: response_uri, jwkThumbprint };
  const sessionTranscript = await SessionTranscript.forOid4Vp(session, context);
  const deviceResponse = DeviceResponse.fromEncodedForOid4Vp(response);
  demand(deviceResponse.documents?.length === 1, "there is not exactly one document");
  const [document] = deviceResponse.documents;
  const trustedCertificates = [roots.issuer.certificate.raw];
  await Verifier.verifyDeviceResponse({ deviceResponse, sessionTranscript, trustedCertificates }, context);
  purpose(document.issuerSigned.issuerAuth);
  demand(doctype === undefined || document.docType === doctype, `it is a ${document.docType}`);
  return claimsOf(document.issuerSigned);
}

/** Cards for a reader: a good one, and one for each fault that a card can have. They have no status, since nobody would tell it. */
async function make({ configuration }, pki) {
  const faults = new Faults();
  const maker = new CardMaker({ pki, issuer: "https://localhost:9/issuer", faults, withStatus: false });
  const isMdoc = CONFIGURATIONS[configuration].format === "mso_mdoc";
  const device = newKey();
  const bound = CONFIGURATIONS[configuration].proof_types_supported && device.jwk;
  const only = { card_signer_without_purpose: isMdoc, card_without_chain: !isMdoc, card_foreign_key: bound };
  const names = Object.keys(FAULTS).filter((name) => name.startsWith("card_") && (name in only ? only[name] : true));
  const cards = [];
  for (const name of ["good", ...names]) {
    faults.clear();
    if (name !== "good") faults.set({ [name]: true });
    const { card } = await maker.make(configuration, bound);
    cards.push({ name, card, expect: name === "good" ? "accepts" : "refuses" });
  }
  return { device_jwk: device.jwk, device_key: device.privateKey.export({ format: "jwk" }), cards };
}

const COMMANDS = { "sd-jwt": judgeSdJwt, "mdoc-card": judgeMdocCard, mdoc: judgeMdoc };

async function main(command) {
  const given = options({ pki: undefined }, 1);
  if (!given.pki || (command !== "make" && !(command in COMMANDS))) {
    console.error(`node judge.mjs make|${Object.keys(COMMANDS).join("|")} --pki FOLDER < question.json`);
    return 2;
  }
  const chunks = [];
  for await (const chunk of process.stdin) chunks.push(chunk);
  const question = JSON.parse(Buffer.concat(chunks).toString("utf8") || "{}");
  const pki = readPki(given.pki);
  if (command === "make") {
    console.log(JSON.stringify(await make(question, pki)));
    return 0;
  }
  const told = { ...pki, fetch: trusting(pki.roots.tls.pem) };
  const judge = (one) =>
    COMMANDS[command](one, told)
      .then((claims) => ({ accepted: true, claims }))
      .catch((error) => ({ accepted: false, reason: error.message }));
  const judged = Array.isArray(question) ? await Promise.all(question.map(judge)) : await judge(question);
  console.log(JSON.stringify(judged, (_, value) => (value instanceof Uint8Array ? { bytes: base64url(value) } : value)));
  return 0;
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) process.exitCode = await main(process.argv[2]);
