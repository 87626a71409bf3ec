// The cards that the issuer gives, made by @sd-jwt and @owf/mdoc, and the status list that says which are withdrawn.

import { randomBytes, sign } from "node:crypto";
import { digest, generateSalt } from "@sd-jwt/crypto-nodejs";
import { createHeaderAndPayload, StatusList } from "@sd-jwt/jwt-status-list";
import { SDJwtVcInstance } from "@sd-jwt/sd-jwt-vc";
import { newKey, seconds, signJws } from "./keys.mjs";
import { issueMdoc } from "./mdoc.mjs";

const DAY_S = 86_400;
const LIST_SIZE = 4096;
export const BATCH_SIZE = 50;

const PROOFS = {
  cryptographic_binding_methods_supported: ["jwk"],
  proof_types_supported: Object.fromEntries(
    ["jwt", "attestation"].map((type) => [
      type,
      { proof_signing_alg_values_supported: ["ES256"], key_attestations_required: { key_storage: ["iso_18045_moderate"] } },
    ]),
  ),
};
// One blue dot. The library takes no SVG here: its pattern for data addresses knows no plus sign.
const LOGO = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGNgCF8BAAFaAQDQ7OBNAAAAAElFTkSuQmCC";
const shown = (name) => ({ credential_metadata: { display: [{ name, locale: "es", logo: { uri: LOGO } }] } });

/** What the metadata says of each card (`credential_configurations_supported`). The library card is bound to no key. */
export const CONFIGURATIONS = {
  parking_card: {
    format: "dc+sd-jwt",
    vct: "urn:es:madrid:parking-card:1",
    scope: "parking_card",
    credential_signing_alg_values_supported: ["ES256"],
    ...PROOFS,
    ...shown("Tarjeta de estacionamiento"),
  },
  parking_card_mdoc: {
    format: "mso_mdoc",
    doctype: "es.madrid.parking_card.1",
    scope: "parking_card_mdoc",
    credential_signing_alg_values_supported: [-7],
    ...PROOFS,
    cryptographic_binding_methods_supported: ["cose_key"],
    ...shown("Tarjeta de estacionamiento"),
  },
  library_card: {
    format: "dc+sd-jwt",
    vct: "urn:es:madrid:library-card:1",
    scope: "library_card",
    credential_signing_alg_values_supported: ["ES256"],
    ...shown("Carné de bibliotecas"),
  },
};

const PERSON = { given_name: "Carmen", family_name: "Ruiz Ñíguez", birth_date: "1958-03-14" };
const PARKING = { ...PERSON, number: "PMR-28079-0042", expiry_date: "2031-06-30", as_passenger: true };
const CLAIMS = {
  parking_card: {
    ...PARKING,
    address: { street: "Calle de Alcalá 45", locality: "Madrid", postal_code: "28014" },
    plates: ["1234BCD", "5678FGH"],
  },
  parking_card_mdoc: { ...PARKING, plates: ["1234BCD", "5678FGH"], portrait: new Uint8Array([0xff, 0xd8, 0xff, 0xd9]) },
  library_card: { ...PERSON, number: "BIB-0007", branches: ["Retiro", "Chamberí"] },
};
/** What is selectively disclosable: all of it, nested members and single elements too. */
const FRAMES = {
  parking_card: {
    _sd: [...Object.keys(PARKING), "address", "plates"],
    _sd_decoy: 3,
    address: { _sd: ["street", "locality", "postal_code"] },
    plates: { _sd: [0, 1] },
  },
  library_card: { _sd: [...Object.keys(PERSON), "number", "branches"] },
};

/** Who signs a card, and what it says of its chain, when these faults are on. */
function signing(pki, on) {
  const { signers, roots } = pki;
  const signer =
    (on("card_foreign_root") && signers.issuer_foreign) ||
    (on("card_self_signed") && signers.issuer_of_its_own) ||
    (on("card_expired_signer") && signers.issuer_expired) ||
    (on("card_signer_without_purpose") && signers.issuer_without_purpose) ||
    signers.issuer;
  const x5c = on("card_anchor_included") ? [...signer.x5c, ...roots.issuer.x5c] : signer.x5c;
  const privateKey = on("card_bad_signature") ? newKey().privateKey : signer.privateKey;
  return { jwk: signer.jwk, x5c, privateKey };
}

/** From when to when a card holds, in seconds from now. */
function life(on) {
  if (on("card_expired")) return [-2 * DAY_S, -DAY_S];
  return on("card_not_yet") ? [DAY_S, 30 * DAY_S] : [-60, 30 * DAY_S];
}

export class CardMaker {
  constructor({ pki, issuer, faults, withStatus = true }) {
    Object.assign(this, { pki, issuer, faults, withStatus });
    this.list = new StatusList(new Array(LIST_SIZE).fill(0), 1);
    this.taken = new Set();
  }

  get statusUri() {
    return `${this.issuer}/status/1`;
  }

  /** A card of this configuration; `deviceJwk` is missing where it is bound to no key. */
  async make(id, deviceJwk, changed = {}) {
    const on = (name) => this.faults.isOn(name);
    const bound = deviceJwk && on("card_foreign_key") ? newKey().jwk : deviceJwk;
    const claims = { ...CLAIMS[id], ...changed };
    if (CONFIGURATIONS[id].format === "mso_mdoc") return this.#mdoc(id, bound, claims, on);
    return this.#sdJwt(id, bound, claims, on);
  }

  async #mdoc(id, deviceJwk, claims, on) {
    const docType = on("card_other_type") ? "es.madrid.other.1" : CONFIGURATIONS[id].doctype;
    const signer = signing(this.pki, on);
    const card = await issueMdoc({ docType, claims, deviceJwk, signer, x5c: signer.x5c, life: life(on) });
    return { card: on("card_altered") ? alterMdoc(card) : card };
  }

  async #sdJwt(id, deviceJwk, claims, on) {
    const { jwk: _, x5c, privateKey } = signing(this.pki, on);
    const index = this.withStatus ? this.#freeIndex() : undefined;
    const now = seconds();
    const [from, until] = life(on);
    const payload = {
      iss: this.issuer,
      iat: Math.min(now, now + from),
      nbf: now + from,
      exp: now + until,
      vct: on("card_other_type") ? "urn:es:madrid:other:1" : CONFIGURATIONS[id].vct,
      ...(this.withStatus && { status: { status_list: { idx: index, uri: this.statusUri } } }),
      ...(deviceJwk && { cnf: { jwk: deviceJwk } }),
      ...claims,
    };
    const issued = await sdJwtIssuer(privateKey).issue(payload, FRAMES[id], { header: on("card_without_chain") ? {} : { x5c } });
    return { card: on("card_altered") ? alterSdJwt(issued) : issued, index };
  }

  #freeIndex() {
    let index;
    do index = randomBytes(2).readUInt16BE() % LIST_SIZE;
    while (this.taken.has(index));
    this.taken.add(index);
    return index;
  }

  /** The status list as a JWT (draft-ietf-oauth-status-list). */
  statusToken() {
    const on = (name) => this.faults.isOn(name);
    const signer = on("status_foreign_root") ? this.pki.signers.issuer_foreign : this.pki.signers.issuer;
    const list = on("status_short") ? new StatusList(new Array(8).fill(0), 1) : this.list;
    const now = seconds();
    const told = {
      iss: this.issuer,
      sub: on("status_other_sub") ? `${this.issuer}/status/2` : this.statusUri,
      iat: on("status_expired") ? now - 2 * DAY_S : now - 60,
      exp: on("status_expired") ? now - DAY_S : now + DAY_S,
      ttl: 3600,
    };
    const { header, payload } = createHeaderAndPayload(list, told, { alg: "ES256", typ: "statuslist+jwt", x5c: signer.x5c });
    return signJws(header, payload, signer.privateKey);
  }
}

export function sdJwtIssuer(privateKey) {
  const raw = { key: privateKey, dsaEncoding: "ieee-p1363" };
  return new SDJwtVcInstance({
    signer: (text) => sign("sha256", Buffer.from(text), raw).toString("base64url"),
    signAlg: "ES256",
    hasher: digest,
    hashAlg: "sha-256",
    saltGenerator: generateSalt,
  });
}

/** Another value in the first disclosure: its digest is not among those that were signed. */
export function alterSdJwt(card) {
  const parts = card.split("~");
  const disclosure = JSON.parse(Buffer.from(parts[1], "base64url").toString("utf8"));
  disclosure[disclosure.length - 1] = "altered";
  parts[1] = Buffer.from(JSON.stringify(disclosure)).toString("base64url");
  return parts.join("~");
}

/** Another letter in a name, of the same length: the item's digest is not the one that was signed. */
export function alterMdoc(card) {
  const bytes = Buffer.from(card, "base64url");
  const at = bytes.indexOf("Carmen");
  if (at < 0) throw new Error("there is no Carmen to alter");
  bytes[at] = "K".charCodeAt(0);
  return bytes.toString("base64url");
}
