// The certificates of one run: roots that are trusted by configuration, and who signs below them. Nothing of it is a secret.
//
//   node certs.mjs FOLDER     writes PEM files and pki.json, which says where each is

import "reflect-metadata";
import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import * as x509 from "@peculiar/x509";

const P256 = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
const DAY_MS = 86_400_000;
const DOCUMENT_SIGNER = "1.0.18013.5.1.2";
const TLS_SERVER = "1.3.6.1.5.5.7.3.1";
const DNS = [{ type: "dns", value: "localhost" }];
const LOOPBACK = [...DNS, { type: "ip", value: "127.0.0.1" }];

/** Roots, by the names that pki.json gives them. `foreign` is trusted for nothing. */
const ROOTS = ["tls", "issuer", "provider", "access", "foreign"];

/** Who signs: below which root, for what, from and to which day. */
const SIGNERS = {
  tls: { below: "tls", names: LOOPBACK, purpose: TLS_SERVER },
  tls_foreign: { below: "foreign", names: LOOPBACK, purpose: TLS_SERVER },
  tls_expired: { below: "tls", names: LOOPBACK, purpose: TLS_SERVER, days: [-90, -1] },
  tls_other_name: { below: "tls", names: [{ type: "dns", value: "other.example" }], purpose: TLS_SERVER },
  issuer: { below: "issuer", names: DNS, purpose: DOCUMENT_SIGNER },
  issuer_expired: { below: "issuer", names: DNS, purpose: DOCUMENT_SIGNER, days: [-90, -1] },
  issuer_without_purpose: { below: "issuer", names: DNS },
  issuer_foreign: { below: "foreign", names: DNS, purpose: DOCUMENT_SIGNER },
  issuer_of_its_own: { below: null, names: DNS, purpose: DOCUMENT_SIGNER },
  provider: { below: "provider" },
  provider_foreign: { below: "foreign" },
  verifier: { below: "access", names: DNS },
  verifier_expired: { below: "access", names: DNS, days: [-90, -1] },
  verifier_foreign: { below: "foreign", names: DNS },
  verifier_of_its_own: { below: null, names: DNS },
};

function lifetime([from, to] = [-30, 90]) {
  return { notBefore: new Date(Date.now() + from * DAY_MS), notAfter: new Date(Date.now() + to * DAY_MS) };
}

async function root(name) {
  const keys = await crypto.subtle.generateKey(P256, true, ["sign", "verify"]);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: `C=ES, O=Madrid test, CN=${name} root`,
    keys,
    ...lifetime([-100, 365]),
    signingAlgorithm: P256,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return { keys, certificate };
}

async function signer(name, { below, names, purpose, days }, roots) {
  const keys = await crypto.subtle.generateKey(P256, true, ["sign", "verify"]);
  const subject = `C=ES, O=Madrid test, CN=${name}`;
  const above = below ? roots[below] : { keys, certificate: { subject } };
  const certificate = await x509.X509CertificateGenerator.create({
    subject,
    issuer: above.certificate.subject,
    publicKey: keys.publicKey,
    signingKey: above.keys.privateKey,
    ...lifetime(days),
    signingAlgorithm: P256,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      ...(purpose ? [new x509.ExtendedKeyUsageExtension([purpose], purpose === DOCUMENT_SIGNER)] : []),
      ...(names ? [new x509.SubjectAlternativeNameExtension(names)] : []),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
      await x509.AuthorityKeyIdentifierExtension.create(above.keys.publicKey),
    ],
  });
  return { keys, certificate };
}

async function write(folder, name, { keys, certificate }) {
  const pkcs8 = await crypto.subtle.exportKey("pkcs8", keys.privateKey);
  const files = { cert: join(folder, `${name}.pem`), key: join(folder, `${name}.key.pem`) };
  writeFileSync(files.cert, `${certificate.toString("pem")}\n`);
  writeFileSync(files.key, `${x509.PemConverter.encode(pkcs8, "PRIVATE KEY")}\n`, { mode: 0o600 });
  return files;
}

/** Makes all of it and gives what pki.json says: `roots` and `signers`, each `{ cert, key }` with the paths of PEM files. */
export async function makePki(folder) {
  const target = resolve(folder);
  mkdirSync(target, { recursive: true });
  const pki = { roots: {}, signers: {} };
  const roots = {};
  for (const name of ROOTS) {
    roots[name] = await root(name);
    pki.roots[name] = await write(target, `${name}-root`, roots[name]);
  }
  for (const [name, shape] of Object.entries(SIGNERS)) {
    pki.signers[name] = await write(target, name, await signer(name, shape, roots));
  }
  writeFileSync(join(target, "pki.json"), `${JSON.stringify(pki, null, 2)}\n`);
  return pki;
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  if (!process.argv[2]) {
    console.error("the folder to write to is missing");
    process.exit(2);
  }
  console.log(JSON.stringify(await makePki(process.argv[2])));
}
