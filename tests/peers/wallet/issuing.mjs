// The credential issuer: @openid4vc/openid4vci behind the endpoints of OpenID4VCI 1.0.
//
// The library has no encryption (and its model of `credential_response_encryption` is that of a draft, with `alg` beside the key),
// no DPoP nonces and no memory: these are here. What it checks, it checks itself.

import { createHash } from "node:crypto";
import { Oauth2ResourceServer, Oauth2ServerErrorResponseError } from "@openid4vc/oauth2";
import { Openid4vciIssuer, Openid4vciVersion } from "@openid4vc/openid4vci";
import { BATCH_SIZE, CONFIGURATIONS, CardMaker } from "./cards.mjs";
import { Answer, Cut, json } from "./http.mjs";
import { KeyRing, callbacks, decodePart, decryptWith, encryptTo, newKey, random, thumbprint } from "./keys.mjs";
import { DpopGuard, Once } from "./oauth.mjs";

const ENCS = ["A128GCM", "A256GCM"];
const HUGE = 32 << 20;
const ELSEWHERE = "https://localhost:9/elsewhere";

const refusal = (error, error_description, options) => new Oauth2ServerErrorResponseError({ error, error_description }, options);

export class CredentialIssuer {
  constructor({ origin, pki, faults, log, authorization }) {
    Object.assign(this, {
      pki,
      faults,
      log,
      authorization,
      identifier: `${origin}/issuer`,
      dpop: new DpopGuard(),
      nonces: new Once(),
    });
    const ring = new KeyRing();
    ring.add(pki.signers.issuer.privateKey);
    ring.add(pki.signers.issuer_foreign.privateKey);
    this.requestKey = newKey();
    this.cards = new CardMaker({ pki, issuer: this.identifier, faults });
    const own = { callbacks: callbacks({ ring, trusted: { provider: [pki.roots.provider.certificate] } }) };
    this.library = new Openid4vciIssuer(own);
    // Its own authorization server's keys need no way through the network.
    const fetchKeys = async () => Response.json({ keys: [authorization.tokenKey] });
    this.resource = new Oauth2ResourceServer({ callbacks: { ...own.callbacks, fetch: fetchKeys } });
    Object.assign(this, { attestations: new Set(), deferred: new Map(), notifiable: new Set() });
    authorization.audience = this.identifier;
    authorization.scopes = Object.values(CONFIGURATIONS).map(({ scope }) => scope);
  }

  routes() {
    const at = "/issuer";
    return {
      "GET /.well-known/openid-credential-issuer/issuer": (request) => this.#answerMetadata(request),
      [`POST ${at}/nonce`]: () => this.#nonce(),
      [`POST ${at}/credential`]: (request) => this.#credential(request),
      [`POST ${at}/deferred`]: (request) => this.#later(request),
      [`POST ${at}/notification`]: (request) => this.#notification(request),
      [`GET ${at}/status/1`]: () => this.#status(),
    };
  }

  metadata() {
    const required = this.faults.isOn("encryption_required");
    const requestKey = { ...this.requestKey.jwk, kid: "request", use: "enc", alg: "ECDH-ES" };
    return this.library.createCredentialIssuerMetadata({
      credential_issuer: this.identifier,
      authorization_servers: [this.authorization.issuer],
      credential_endpoint: `${this.identifier}/credential`,
      nonce_endpoint: `${this.identifier}/nonce`,
      deferred_credential_endpoint: `${this.identifier}/deferred`,
      notification_endpoint: `${this.identifier}/notification`,
      credential_request_encryption: { jwks: { keys: [requestKey] }, enc_values_supported: ENCS, encryption_required: required },
      credential_response_encryption: {
        alg_values_supported: ["ECDH-ES"],
        enc_values_supported: ENCS,
        encryption_required: required,
      },
      batch_credential_issuance: { batch_size: BATCH_SIZE },
      display: [{ name: "Ayuntamiento de Madrid (pruebas)", locale: "es" }],
      credential_configurations_supported: CONFIGURATIONS,
    });
  }

  /** What the library's functions want to be given of the metadata. */
  resolved() {
    const credentialIssuer = this.metadata();
    return {
      originalDraftVersion: Openid4vciVersion.V1,
      credentialIssuer,
      authorizationServers: [this.authorization.metadata],
      knownCredentialConfigurations: this.library.getKnownCredentialConfigurationsSupported(credentialIssuer),
    };
  }

  async #answerMetadata({ headers }) {
    if (this.faults.strikes("metadata_redirect")) return new Answer(302, undefined, { location: ELSEWHERE });
    const told = this.metadata();
    if (this.faults.isOn("metadata_other_issuer")) told.credential_issuer = "https://localhost:9/issuer";
    // The first one named is what is wanted most; a wallet that takes either names JSON as well.
    if (!headers.get("accept")?.startsWith("application/jwt")) return told;
    const { issuer, issuer_foreign } = this.pki.signers;
    const { x5c, jwk } = this.faults.isOn("metadata_foreign_root") ? issuer_foreign : issuer;
    const signer = { method: "x5c", alg: "ES256", x5c, publicJwk: jwk };
    const text = await this.library.createSignedCredentialIssuerMetadataJwt({
      credentialIssuerMetadata: told,
      signer,
      issuedAt: new Date(),
    });
    return { text, type: "application/jwt" };
  }

  #nonce() {
    const answer = this.library.createNonceResponse({ cNonce: this.nonces.give() });
    return new Answer(200, answer, this.dpop.next());
  }

  #status() {
    if (this.faults.strikes("status_gone")) throw new Answer(404, { error: "not_found" });
    return { text: this.cards.statusToken(), type: "application/statuslist+jwt" };
  }

  /** Whose token it is. The nonce is asked for first, as RFC 9449 has it for resource servers. */
  async #owner(request) {
    const proof = request.headers.get("dpop");
    if (proof?.split(".").length === 3 && !this.dpop.accepts(proof, this.faults.strikes("credential_dpop_nonce_refused"))) {
      const challenge = 'DPoP error="use_dpop_nonce", error_description="the proof needs the server\'s nonce"';
      throw new Answer(401, { error: "use_dpop_nonce" }, { "www-authenticate": challenge, ...this.dpop.next() });
    }
    const { tokenPayload } = await this.resource.verifyResourceRequest({
      request,
      resourceServer: this.identifier,
      authorizationServers: [this.authorization.metadata],
      allowedAuthenticationSchemes: ["DPoP"],
    });
    return tokenPayload;
  }

  async #credential(request) {
    if (this.faults.strikes("credential_redirect")) return new Answer(307, undefined, { location: ELSEWHERE });
    const owner = await this.#owner(request);
    if (this.faults.strikes("credential_server_error")) throw new Answer(500, { error: "server_error" });
    const { asked, encryption } = await this.#open(request);
    const issuerMetadata = this.resolved();
    const parsed = this.library.parseCredentialRequest({ credentialRequest: asked, issuerMetadata });
    const { credentialConfigurationId: id, credentialConfiguration } = parsed;
    if (!id) throw refusal("invalid_credential_request", "the card is named by credential_configuration_id here");
    if (!owner.scope?.split(" ").includes(credentialConfiguration.scope))
      throw refusal("unknown_credential_configuration", "the token is for another card");
    const keys = await this.#keys({ ...parsed, issuerMetadata, owner });
    const made = { id, keys, owner, encryption };
    if (!this.faults.strikes("credential_deferred")) return this.#give(made);
    const transactionId = random();
    this.deferred.set(transactionId, made);
    const told = this.library.createCredentialResponse({ transactionId, interval: 1, credentialRequest: parsed });
    return this.#seal(told, encryption, 202);
  }

  /** The request in the clear, with what the answer is to be encrypted to. */
  async #open(request) {
    const isJwe = request.headers.get("content-type")?.startsWith("application/jwt");
    const text = isJwe ? await this.#decrypt(request.body) : request.body;
    const { credential_response_encryption: encryption, ...asked } = json({ body: text });
    if (encryption && !isJwe) throw refusal("invalid_credential_request", "a request for encryption is itself encrypted (8.2)");
    if (!encryption && this.faults.isOn("encryption_required"))
      throw refusal("invalid_encryption_parameters", "encryption is required");
    const known =
      !encryption || (ENCS.includes(encryption.enc) && encryption.jwk?.alg === "ECDH-ES" && encryption.jwk.crv === "P-256");
    if (!known) throw refusal("invalid_encryption_parameters", "ECDH-ES on P-256 with A128GCM or A256GCM");
    return { asked, encryption };
  }

  async #decrypt(jwe) {
    try {
      const { text, header } = await decryptWith(jwe, this.requestKey.privateKey);
      if (header.kid !== "request") throw new Error("there is no key of this name");
      return text;
    } catch (error) {
      throw refusal("invalid_encryption_parameters", error.message);
    }
  }

  /** The keys that the cards are bound to: those of the key attestation, once the proof holds. */
  async #keys({ credentialConfiguration, proofs, issuerMetadata, owner }) {
    if (!credentialConfiguration.proof_types_supported) return [undefined];
    const [jwt] = proofs?.jwt ?? [];
    const [attestation] = proofs?.attestation ?? [];
    const count = (proofs?.jwt?.length ?? 0) + (proofs?.attestation?.length ?? 0);
    if (count !== 1) throw refusal("invalid_proof", "one proof is expected, with a key attestation for all keys");
    const { nonce: told, iss } = decodePart(jwt ?? attestation, 1);
    const expectedNonce =
      told !== undefined && this.nonces.take(told) && !this.faults.strikes("nonce_refused") ? told : undefined;
    if (!expectedNonce) throw refusal("invalid_nonce", "the nonce was not given out, is used or is over");
    const attested = jwt
      ? await this.library.verifyCredentialRequestJwtProof({
          jwt,
          expectedNonce,
          issuerMetadata,
          clientId: iss && owner.client_id,
        })
      : {
          keyAttestation: await this.library.verifyCredentialRequestAttestationProof({
            keyAttestationJwt: attestation,
            expectedNonce,
            issuerMetadata,
          }),
        };
    return this.#attested(attested, jwt ? decodePart(jwt, 0).key_attestation : attestation, expectedNonce);
  }

  /** What the library does not ask of a key attestation. */
  #attested({ signer, keyAttestation }, compact, expectedNonce) {
    if (!keyAttestation) throw refusal("invalid_proof", "the key attestation is missing");
    const { attested_keys: keys, nonce, key_storage: storage } = keyAttestation.payload;
    if (nonce !== undefined && nonce !== expectedNonce) throw refusal("invalid_proof", "the key attestation has another nonce");
    if (!storage?.some((level) => ["iso_18045_moderate", "iso_18045_high"].includes(level)))
      throw refusal("invalid_proof", "the keys are not kept well enough");
    if (signer && thumbprint(keys[0]) !== thumbprint(signer.publicJwk))
      throw refusal("invalid_proof", "the proof is signed by the first key");
    if (keys.length > BATCH_SIZE) throw refusal("invalid_proof", "there are more keys than the batch may have");
    if (new Set(keys.map(thumbprint)).size !== keys.length) throw refusal("invalid_proof", "a key is there twice");
    const digest = createHash("sha256").update(compact).digest("hex");
    if (this.attestations.has(digest)) throw refusal("invalid_proof", "the key attestation was used before");
    this.attestations.add(digest);
    return keys;
  }

  async #give({ id, keys, owner, encryption }) {
    const on = (name) => this.faults.isOn(name);
    const bound = on("batch_same_key") ? keys.map(() => keys[0]) : [...keys];
    if (on("batch_short")) bound.pop();
    if (on("batch_long")) bound.push(newKey().jwk);
    const made = [];
    for (const [at, key] of bound.entries()) {
      const changed = on("batch_unequal") && at === bound.length - 1 ? { number: "PMR-OTHER" } : {};
      made.push(await this.cards.make(id, key, changed));
    }
    const notificationId = random();
    this.notifiable.add(notificationId);
    const indices = made.map(({ index }) => index);
    this.log.issued.push({
      configuration: id,
      client: owner.client_id,
      keys: bound.map((key) => key && thumbprint(key)),
      indices,
      notification_id: notificationId,
      encrypted: Boolean(encryption),
    });
    const credentials = made.map(({ card }) => ({ credential: card }));
    const told = this.library.createCredentialResponse({ credentials, notificationId, credentialRequest: {} });
    if (this.faults.strikes("credential_cut")) return new Cut();
    if (this.faults.strikes("credential_huge")) told.padding = "x".repeat(HUGE);
    return this.#seal(told, this.faults.strikes("encryption_forgotten") ? undefined : encryption, 200);
  }

  async #seal(told, encryption, status) {
    if (!encryption) return new Answer(status, told, this.dpop.next());
    const jwe = await encryptTo(encryption.jwk, encryption.enc, JSON.stringify(told));
    return new Answer(status, { text: jwe, type: "application/jwt" }, this.dpop.next());
  }

  async #later(request) {
    const owner = await this.#owner(request);
    const { asked, encryption } = await this.#open(request);
    const { deferredCredentialRequest } = this.library.parseDeferredCredentialRequest({ deferredCredentialRequest: asked });
    const made = this.deferred.get(deferredCredentialRequest.transaction_id);
    if (!made || made.owner.client_id !== owner.client_id)
      throw refusal("invalid_transaction_id", "nothing is kept under this name");
    if (this.faults.strikes("deferred_pending")) {
      const told = this.library.createDeferredCredentialResponse({ transactionId: asked.transaction_id, interval: 1 });
      return this.#seal(told, encryption, 202);
    }
    this.deferred.delete(asked.transaction_id);
    return this.#give({ ...made, encryption });
  }

  async #notification(request) {
    const owner = await this.#owner(request);
    const { notification_id, event, event_description } = json(request);
    const events = ["credential_accepted", "credential_failure", "credential_deleted"];
    if (!events.includes(event)) throw new Answer(400, { error: "invalid_notification_request" });
    if (!this.notifiable.has(notification_id)) throw new Answer(400, { error: "invalid_notification_id" });
    if (this.faults.strikes("notification_refused")) throw new Answer(500, { error: "server_error" });
    this.log.notifications.push({ notification_id, event, event_description, client: owner.client_id });
    if (this.faults.strikes("notification_cut")) return new Cut();
    return new Answer(204, undefined, this.dpop.next());
  }
}
