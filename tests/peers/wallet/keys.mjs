// Keys, certificate chains and JOSE for the peers' libraries, which leave all three to who calls them. Node's crypto and jose do it.

import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  randomBytes,
  sign,
  verify,
  X509Certificate,
} from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { CompactEncrypt, compactDecrypt, importJWK } from "jose";

const RAW = "ieee-p1363";
/** Whose root the signer of each kind of JWT must come from. A kind that is not here may be signed by a bare key. */
const ROOT_OF = {
  "oauth-client-attestation+jwt": "provider",
  "keyattestation+jwt": "provider",
  "key-attestation+jwt": "provider",
  "oauth-authz-req+jwt": "access",
  "openidvci-issuer-metadata+jwt": "issuer",
  "dc+sd-jwt": "issuer",
  "statuslist+jwt": "issuer",
};

export const base64url = (bytes) => Buffer.from(bytes).toString("base64url");
export const random = (length = 24) => base64url(randomBytes(length));
export const seconds = () => Math.floor(Date.now() / 1000);

/** What pki.json names, read: `roots` and `signers` with certificates and keys instead of paths. */
export function readPki(folder) {
  const told = JSON.parse(readFileSync(join(folder, "pki.json"), "utf8"));
  const read = (files) => Object.fromEntries(Object.entries(files).map(([name, file]) => [name, identity(file)]));
  return { roots: read(told.roots), signers: read(told.signers), files: told };
}

function identity({ cert, key }) {
  const pem = readFileSync(cert, "utf8");
  const certificate = new X509Certificate(pem);
  const privateKey = createPrivateKey(readFileSync(key));
  const x5c = [certificate.raw.toString("base64")];
  return { pem, keyPem: readFileSync(key, "utf8"), certificate, privateKey, x5c, jwk: publicJwk(privateKey) };
}

export function publicJwk(key) {
  const { kty, crv, x, y } = (key.type === "private" ? createPublicKey(key) : key).export({ format: "jwk" });
  return { kty, crv, x, y };
}

export function newKey() {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  return { privateKey, jwk: publicJwk(privateKey) };
}

/** The name of a key (RFC 7638): members in this order, nothing else. */
export function thumbprint({ crv, kty, x, y }) {
  return createHash("sha256").update(JSON.stringify({ crv, kty, x, y })).digest("base64url");
}

/** The public key of the first certificate, once the chain leads to one of `roots`. Throws what does not hold. */
export function chainKey(x5c, roots, now = Date.now()) {
  const path = x5c.map((der) => new X509Certificate(Buffer.from(der, "base64")));
  const last = path.at(-1);
  if (path.some((one) => roots.some((root) => root.raw.equals(one.raw)))) throw new Error("the chain contains its anchor");
  const root = roots.find((one) => last.checkIssued(one) && last.verify(one.publicKey));
  if (!root) throw new Error("the chain leads to no trusted root");
  for (const [at, above] of [...path.slice(1), root].entries()) {
    const linked = path[at].checkIssued(above) && path[at].verify(above.publicKey);
    if (!linked || !above.ca) throw new Error("a link of the chain is broken");
  }
  for (const one of [...path, root]) {
    const holds = now >= Date.parse(one.validFrom) && now <= Date.parse(one.validTo);
    if (!holds) throw new Error("a certificate of the chain is expired or not yet valid");
  }
  if (path[0].ca) throw new Error("the signer is an authority");
  return path[0].publicKey;
}

export function signJws(header, payload, privateKey) {
  const signed = [header, payload].map((part) => base64url(JSON.stringify(part))).join(".");
  return `${signed}.${base64url(sign("sha256", Buffer.from(signed), { key: privateKey, dsaEncoding: RAW }))}`;
}

export function verifyJws(compact, publicKey) {
  const end = compact.lastIndexOf(".");
  const signature = Buffer.from(compact.slice(end + 1), "base64url");
  return verify("sha256", Buffer.from(compact.slice(0, end)), { key: publicKey, dsaEncoding: RAW }, signature);
}

export const decodePart = (compact, part) => JSON.parse(Buffer.from(compact.split(".")[part], "base64url").toString("utf8"));

export async function encryptTo(jwk, enc, text, header = {}) {
  const protectedHeader = { ...header, alg: "ECDH-ES", enc, ...(jwk.kid && { kid: jwk.kid }) };
  return new CompactEncrypt(Buffer.from(text)).setProtectedHeader(protectedHeader).encrypt(await importJWK(jwk, "ECDH-ES"));
}

export async function decryptWith(jwe, privateKey) {
  const options = { keyManagementAlgorithms: ["ECDH-ES"], contentEncryptionAlgorithms: ["A128GCM", "A256GCM"] };
  const { plaintext, protectedHeader } = await compactDecrypt(jwe, privateKey, options);
  return { text: Buffer.from(plaintext).toString("utf8"), header: protectedHeader };
}

/** Keys that are found again by their public half. */
export class KeyRing {
  #keys = new Map();

  add(privateKey) {
    const jwk = publicJwk(privateKey);
    this.#keys.set(thumbprint(jwk), privateKey);
    return jwk;
  }

  find(jwk) {
    const key = this.#keys.get(thumbprint(jwk));
    if (!key) throw new Error("this key is not ours");
    return key;
  }
}

/** What @openid4vc asks of who uses it. `trusted` are certificates of roots by the names of pki.json. */
export function callbacks({ ring, trusted = {}, fetch: ask }) {
  return {
    fetch: ask ?? fetch,
    hash: (data, algorithm) => createHash(algorithm.replace("-", "").toLowerCase()).update(data).digest(),
    generateRandom: (length) => randomBytes(length),
    signJwt: (signer, { header, payload }) => {
      const jwk = signer.publicJwk ?? publicJwk(new X509Certificate(Buffer.from(signer.x5c[0], "base64")).publicKey);
      return { jwt: signJws(header, payload, ring.find(jwk)), signerJwk: jwk };
    },
    verifyJwt: (signer, { header, compact }) => {
      const key = signerKey(signer, header, trusted);
      const verified = header.alg === "ES256" && verifyJws(compact, key);
      return { verified, signerJwk: publicJwk(key) };
    },
    encryptJwe: async ({ publicJwk: jwk, enc, apu, apv }, text) => {
      const jwe = await encryptTo(jwk, enc, text, { ...(apu && { apu }), ...(apv && { apv }) });
      return { jwe, encryptionJwk: jwk };
    },
    decryptJwe: async (jwe, options) => {
      const { text } = await decryptWith(jwe, ring.find(options.jwk));
      return { decrypted: true, decryptionJwk: options.jwk, payload: text };
    },
    clientAuthentication: () => {
      throw new Error("a server authenticates to nobody");
    },
    getX509CertificateMetadata: (der) => {
      const names = new X509Certificate(Buffer.from(der, "base64")).subjectAltName?.split(", ") ?? [];
      const of = (kind) => names.filter((name) => name.startsWith(`${kind}:`)).map((name) => name.slice(kind.length + 1));
      return { sanDnsNames: of("DNS"), sanUriNames: of("URI") };
    },
  };
}

function signerKey(signer, header, trusted) {
  const root = ROOT_OF[header.typ];
  if (root || signer.method === "x5c") {
    if (signer.method !== "x5c" || !root) throw new Error(`${header.typ} signed by ${signer.method}`);
    return chainKey(signer.x5c, trusted[root] ?? []);
  }
  if (signer.method !== "jwk") throw new Error(`${header.typ} signed by ${signer.method}`);
  return createPublicKey({ key: signer.publicJwk, format: "jwk" });
}
