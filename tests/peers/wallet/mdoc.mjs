// What @owf/mdoc asks of who uses it: signatures, digests and certificate chains, by Node's crypto.

import { createHash, createPublicKey, randomBytes, sign, verify, X509Certificate } from "node:crypto";
import { CoseKey, DeviceKey, Issuer, SignatureAlgorithm } from "@owf/mdoc";
import { chainKey, publicJwk } from "./keys.mjs";

const RAW = "ieee-p1363";
const base64 = (bytes) => Buffer.from(bytes).toString("base64");
// Without `alg` the library writes an algorithm that is not one into the header.
const coseKey = (jwk) => CoseKey.fromJwk({ ...jwk, alg: "ES256" });

/** `secret` is the private key of whoever signs; who only verifies has none. */
export function mdocContext(secret) {
  return {
    crypto: {
      random: (length) => new Uint8Array(randomBytes(length)),
      digest: ({ digestAlgorithm, bytes }) => hash(digestAlgorithm, bytes),
      calculateEphemeralMacKey: () => refuse("a MAC"),
    },
    cose: {
      sign1: {
        sign: ({ toBeSigned }) => new Uint8Array(sign("sha256", toBeSigned, { key: secret, dsaEncoding: RAW })),
        verify: ({ key, sign1 }) => {
          const publicKey = createPublicKey({ key: publicOnly(key.jwk), format: "jwk" });
          return verify("sha256", sign1.toBeSigned, { key: publicKey, dsaEncoding: RAW }, sign1.signature);
        },
      },
      mac0: { sign: () => refuse("a MAC"), verify: () => refuse("a MAC") },
    },
    x509: {
      getIssuerNameField: ({ certificate, field }) => nameField(new X509Certificate(certificate).issuer, field),
      getPublicKey: ({ certificate }) => coseKey(publicJwk(new X509Certificate(certificate).publicKey)),
      verifyCertificateChain: ({ trustedCertificates, x5chain, now }) => {
        const roots = trustedCertificates.map((der) => new X509Certificate(der));
        chainKey(x5chain.map(base64), roots, now?.getTime());
      },
      getCertificateData: ({ certificate }) => certificateData(new X509Certificate(certificate)),
    },
  };
}

function refuse(what) {
  throw new Error(`${what} is not what this wallet is asked for`);
}

const hash = (algorithm, bytes) => new Uint8Array(createHash(algorithm.replace("-", "").toLowerCase()).update(bytes).digest());
const publicOnly = ({ kty, crv, x, y }) => ({ kty, crv, x, y });
const nameField = (name, field) =>
  name
    .split("\n")
    .filter((line) => line.startsWith(`${field}=`))
    .map((line) => line.slice(field.length + 1));

function certificateData(certificate) {
  return {
    issuerName: certificate.issuer,
    subjectName: certificate.subject,
    serialNumber: certificate.serialNumber,
    thumbprint: certificate.fingerprint256,
    notBefore: new Date(certificate.validFrom),
    notAfter: new Date(certificate.validTo),
    pem: certificate.toString(),
  };
}

/** An mdoc's issuer part, as OpenID4VCI carries it: base64url of `IssuerSigned`. `life` is in seconds from now. */
export async function issueMdoc({ docType, claims, deviceJwk, signer, x5c = signer.x5c, life = [0, 86_400 * 30] }) {
  const now = Math.floor(Date.now() / 1000) * 1000;
  const at = (offset) => new Date(now + offset * 1000);
  const issued = await new Issuer(docType, mdocContext(signer.privateKey)).addIssuerNamespace(docType, claims).sign({
    signingKey: coseKey(signer.jwk),
    algorithm: SignatureAlgorithm.ES256,
    digestAlgorithm: "SHA-256",
    validityInfo: { signed: at(Math.min(0, life[0])), validFrom: at(life[0]), validUntil: at(life[1]) },
    deviceKeyInfo: { deviceKey: DeviceKey.fromJwk(deviceJwk) },
    certificates: x5c.map((der) => new Uint8Array(Buffer.from(der, "base64"))),
  });
  return issued.encodedForOid4Vci;
}
