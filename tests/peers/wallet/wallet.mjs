// A reference wallet of the peers' own client side (Openid4vciClient, Openid4vpClient): shows that issuer and verifiers work, before
// another wallet meets them. What the libraries do not check is checked by `judge.mjs`, or here.

import { Oauth2Client, clientAuthenticationClientAttestationJwt, resourceRequest } from "@openid4vc/oauth2";
import { Openid4vciClient } from "@openid4vc/openid4vci";
import { IssuerSigned } from "@owf/mdoc";
import { CONFIGURATIONS } from "./cards.mjs";
import { trusting } from "./http.mjs";
import { judgeMdocCard, judgeSdJwt } from "./judge.mjs";
import { KeyRing, callbacks, decodePart, decryptWith, encryptTo, newKey, random, thumbprint } from "./keys.mjs";

const CLIENT = "es.madrid.movil";
const REDIRECT = "http://127.0.0.1:9/wallet";
const LONGEST = 4 << 20;

export function demand(holds, what) {
  if (!holds) throw new Error(what);
}

export async function steer(method, address, body) {
  const answer = await fetch(address, { method, body: body && JSON.stringify(body) });
  const told = answer.status === 204 ? undefined : await answer.json();
  demand(answer.ok, `${method} ${address}: ${answer.status} ${JSON.stringify(told)}`);
  return told;
}

/** The same text for the same claims, in whatever order they come. */
function ordered(claims) {
  const sorted = (value) => Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
  return JSON.stringify(claims, (_, value) =>
    value && typeof value === "object" && !Array.isArray(value) ? sorted(value) : value,
  );
}

/** The library can read signed metadata, but never says that it would like them. */
function asking(ask) {
  const wanted = { headers: { accept: "application/jwt" } };
  return (address, init) => ask(address, String(address).includes("/.well-known/openid-credential-issuer") ? wanted : init);
}

function keyOf({ format }, card) {
  if (format !== "mso_mdoc") return decodePart(card.split("~")[0], 1).cnf.jwk;
  return IssuerSigned.fromEncodedForOid4Vci(card).issuerAuth.mobileSecurityObject.deviceKeyInfo.deviceKey.jwk;
}

export class Wallet {
  /** `control` is the issuer's steering port, which plays the wallet provider as well. `wrong` are mistakes to make. `signed` asks for signed metadata. */
  constructor({ pki, control, wrong = {}, signed = false, redirect = REDIRECT }) {
    Object.assign(this, { pki, control, wrong, redirect, ring: new KeyRing() });
    const trusted = Object.fromEntries(Object.entries(pki.roots).map(([name, { certificate }]) => [name, [certificate]]));
    this.fetch = wrong.untrusting ? fetch : trusting(pki.roots.tls.pem);
    this.own = callbacks({ ring: this.ring, trusted, fetch: signed ? asking(this.fetch) : this.fetch });
    this.instance = this.#key();
    this.dpop = { signer: { method: "jwk", alg: "ES256", publicJwk: this.#key() } };
    this.own.clientAuthentication = (request) => this.#authenticate(request);
    this.client = new Openid4vciClient({ callbacks: this.own });
  }

  #key() {
    return this.ring.add(newKey().privateKey);
  }

  async #authenticate(request) {
    request.body.client_id = CLIENT;
    const { attestation } = this.wrong;
    if (attestation === "none") return undefined;
    if (this.kept && attestation === "reused") return this.kept.forEach((value, name) => request.headers.set(name, value));
    const asked = { jwk: this.instance, foreign: attestation === "foreign", seconds: attestation === "over" ? -60 : 600 };
    if (attestation === "of_another_key") asked.jwk = newKey().jwk;
    const { attestation: clientAttestationJwt } = await steer("POST", `${this.control}/provider/wallet`, asked);
    if (attestation === "of_another_key")
      this.ring.find = (
        (find) => (jwk) =>
          this.#either(find, jwk)
      )(this.ring.find.bind(this.ring));
    const endpoint = request.authorizationServerMetadata.challenge_endpoint;
    if (endpoint) await this.#challenged(request, clientAttestationJwt, endpoint);
    else await clientAuthenticationClientAttestationJwt({ clientAttestationJwt, callbacks: this.own })(request);
    const names = ["OAuth-Client-Attestation", "OAuth-Client-Attestation-PoP"];
    this.kept = new Map(names.map((name) => [name, request.headers.get(name)]));
    return undefined;
  }

  /** The library's function for this knows no challenge. */
  async #challenged({ headers, authorizationServerMetadata: { issuer } }, attestation, endpoint) {
    const given = await (await this.fetch(endpoint, { method: "POST" })).json();
    const challenge = this.wrong.challenge ? random() : given.attestation_challenge;
    const now = Math.floor(Date.now() / 1000);
    const payload = { iss: CLIENT, aud: issuer, jti: random(), iat: now, exp: now + 60, challenge };
    const header = { alg: "ES256", typ: "oauth-client-attestation-pop+jwt" };
    const { jwt } = this.own.signJwt({ publicJwk: this.instance }, { header, payload });
    headers.set("OAuth-Client-Attestation", attestation);
    headers.set("OAuth-Client-Attestation-PoP", jwt);
  }

  /** A key that is not ours is signed for with one that is. */
  #either(find, jwk) {
    try {
      return find(jwk);
    } catch {
      return find(this.instance);
    }
  }

  /** From the offer to judged cards: `{ cards, claims, keys }`. */
  async receive({ offer, tx_code }, { count = 2, encrypt = false, proof = "jwt", notify = true } = {}) {
    const credentialOffer = await this.client.resolveCredentialOffer(offer);
    const issuerMetadata = await this.client.resolveIssuerMetadata(credentialOffer.credential_issuer);
    demand(
      issuerMetadata.credentialIssuer.credential_issuer === credentialOffer.credential_issuer,
      "the issuer calls itself another name",
    );
    const [id] = credentialOffer.credential_configuration_ids;
    demand(issuerMetadata.credentialIssuer.credential_configurations_supported[id], "the issuer does not know this card");
    const pass = await this.#token({ credentialOffer, issuerMetadata, tx_code });
    this.pass = { ...pass, issuerMetadata };
    const keys = Array.from({ length: count }, () => this.#key());
    const answer = await this.#request({ id, issuerMetadata, pass, keys, encrypt, proof });
    const cards = answer.credentials.map(({ credential }) => credential);
    const claims = await this.#judge(id, cards, keys);
    if (notify) await this.#notify(issuerMetadata, answer.notification_id);
    return { id, cards, claims, keys };
  }

  async #token({ credentialOffer, issuerMetadata, tx_code }) {
    const { wrong } = this;
    const common = { credentialOffer, issuerMetadata, dpop: wrong.dpop === "none" ? undefined : this.dpop };
    let told;
    if (credentialOffer.grants?.authorization_code) {
      const { code, verifier } = await this.#code(common);
      const pkceCodeVerifier = wrong.pkce ? random(48) : verifier;
      const redirectUri = wrong.redirect ? "http://127.0.0.1:9/other" : this.redirect;
      if (wrong.dpop === "changed") common.dpop = { signer: { ...this.dpop.signer, publicJwk: this.#key() } };
      const asked = { ...common, authorizationCode: wrong.code ? random() : code, pkceCodeVerifier, redirectUri };
      told = await this.client.retrieveAuthorizationCodeAccessTokenFromOffer(asked);
      if (wrong.twice) await this.client.retrieveAuthorizationCodeAccessTokenFromOffer(asked);
    } else {
      told = await this.client.retrievePreAuthorizedCodeAccessTokenFromOffer({ ...common, txCode: wrong.tx_code ?? tx_code });
    }
    const { access_token, refresh_token, token_type } = told.accessTokenResponse;
    demand(token_type === "DPoP", "the token is not bound to a key");
    return { accessToken: access_token, refreshToken: refresh_token, dpop: { ...this.dpop, nonce: undefined } };
  }

  /** Pushes the request, plays the browser, checks what comes back. */
  async #code({ credentialOffer, issuerMetadata, dpop }) {
    const [id] = credentialOffer.credential_configuration_ids;
    const state = random();
    const { scope } = issuerMetadata.credentialIssuer.credential_configurations_supported[id];
    const [authorizationServerMetadata] = issuerMetadata.authorizationServers;
    // Openid4vciClient has a function for this that loses `state`: the one below it keeps it.
    const { authorizationRequestUrl, pkce } = await new Oauth2Client({ callbacks: this.own }).createAuthorizationRequestUrl({
      authorizationServerMetadata,
      clientId: CLIENT,
      redirectUri: this.redirect,
      scope: this.wrong.scope ?? scope,
      state,
      dpop,
      additionalRequestPayload: { issuer_state: credentialOffer.grants.authorization_code.issuer_state },
    });
    const answer = await this.fetch(authorizationRequestUrl);
    const url = answer.headers.get("location");
    demand(answer.status === 302 && url?.startsWith(this.redirect), `the browser is sent nowhere: ${answer.status}`);
    const back = this.client.parseAndVerifyAuthorizationResponseRedirectUrl({ url, authorizationServerMetadata });
    demand(back.code, `the answer is ${back.error}`);
    demand(back.state === state, "the answer is to another question");
    return { code: back.code, verifier: pkce.codeVerifier };
  }

  /** The proofs, for which the nonce is asked anew each time. */
  async #proofs({ id, issuerMetadata, keys, proof }) {
    const { wrong } = this;
    if (!CONFIGURATIONS[id].proof_types_supported) return undefined;
    const { c_nonce } = await this.client.requestNonce({ issuerMetadata });
    const nonce = wrong.nonce === "invented" ? random() : (wrong.nonce?.used ?? c_nonce);
    this.nonce = nonce;
    const attested = wrong.key_attestation === "of_other_keys" ? keys.map(() => newKey().jwk) : keys;
    const asked = { keys: attested, nonce, foreign: wrong.key_attestation === "foreign", use: `proof_type.${proof}` };
    if (wrong.key_attestation === "weak") asked.storage = ["iso_18045_basic"];
    const { attestation } = await steer("POST", `${this.control}/provider/keys`, asked);
    if (proof === "attestation") return { attestation: [attestation] };
    const keyAttestationJwt = wrong.key_attestation === "none" ? undefined : attestation;
    return { jwt: [await this.#proof({ id, issuerMetadata, nonce, keys, keyAttestationJwt })] };
  }

  async #proof({ id, issuerMetadata, nonce, keys, keyAttestationJwt }) {
    const { wrong } = this;
    const publicJwk = wrong.proof === "by_second_key" ? keys[1] : keys[0];
    const signer = { method: "jwk", alg: "ES256", publicJwk };
    const strict = {
      issuerMetadata,
      credentialConfigurationId: id,
      nonce,
      issuedAt: new Date(),
      clientId: CLIENT,
      signer,
      keyAttestationJwt,
    };
    if (!wrong.key_attestation && !wrong.proof) return (await this.client.createCredentialRequestJwtProof(strict)).jwt;
    // The library makes no wrong proof: it is put together by hand.
    const header = {
      alg: "ES256",
      typ: "openid4vci-proof+jwt",
      jwk: publicJwk,
      ...(keyAttestationJwt && { key_attestation: keyAttestationJwt }),
    };
    const aud = wrong.proof === "for_another" ? "https://other.example" : issuerMetadata.credentialIssuer.credential_issuer;
    const payload = { aud, iat: Math.floor(Date.now() / 1000), nonce, iss: CLIENT };
    const { jwt } = this.own.signJwt(signer, { header, payload });
    return jwt;
  }

  /** The credential request, once more with a fresh nonce where ours was refused, and again later where the card is not ready. */
  async #request({ id, issuerMetadata, pass, keys, encrypt, proof }) {
    const required = issuerMetadata.credentialIssuer.credential_response_encryption?.encryption_required;
    const seal = (encrypt || required) && this.#seal(issuerMetadata);
    const { credential_endpoint, deferred_credential_endpoint } = issuerMetadata.credentialIssuer;
    const ask = async () => {
      const proofs = await this.#proofs({ id, issuerMetadata, keys, proof });
      return this.#post(credential_endpoint, { credential_configuration_id: id, proofs }, { pass, seal });
    };
    let answer = await ask().catch((error) =>
      error.message.includes("invalid_nonce") && !this.wrong.nonce ? ask() : Promise.reject(error),
    );
    for (let tries = 0; answer.transaction_id && tries < 5; tries += 1) {
      answer = await this.#post(deferred_credential_endpoint, { transaction_id: answer.transaction_id }, { pass, seal });
    }
    demand(Array.isArray(answer.credentials), "there are no cards");
    return answer;
  }

  #seal({ credentialIssuer: { credential_request_encryption: theirs } }) {
    const { privateKey, jwk } = newKey();
    const answer = { jwk: { ...jwk, kid: random(6), use: "enc", alg: "ECDH-ES" }, enc: "A256GCM" };
    return { to: theirs.jwks.keys[0], privateKey, answer };
  }

  async #post(url, asked, { pass, seal }) {
    const plain = JSON.stringify(seal ? { ...asked, credential_response_encryption: seal.answer } : asked);
    const sealed = seal && !this.wrong.plain_request;
    const body = sealed ? await encryptTo(seal.to, "A128GCM", plain) : plain;
    const headers = { "Content-Type": sealed ? "application/jwt" : "application/json" };
    const requestOptions = { method: "POST", headers, body };
    const dpop = this.wrong.dpop === "other" ? { signer: { ...this.dpop.signer, publicJwk: this.#key() } } : pass.dpop;
    const { response } = await resourceRequest({ url, accessToken: pass.accessToken, dpop, callbacks: this.own, requestOptions });
    const text = await response.text();
    demand(response.ok, `${response.status} ${text.slice(0, 300)}`);
    demand(text.length <= LONGEST, "the answer is too long");
    if (!seal) return JSON.parse(text);
    demand(response.headers.get("content-type") === "application/jwt", "the answer is not encrypted");
    return JSON.parse((await decryptWith(text, seal.privateKey)).text);
  }

  async #judge(id, cards, keys) {
    const configuration = CONFIGURATIONS[id];
    const bound = configuration.proof_types_supported ? keys.map(thumbprint) : undefined;
    const judged = [];
    for (const card of cards) {
      const told = { card, keys: bound, vct: configuration.vct, doctype: configuration.doctype };
      const judge = configuration.format === "mso_mdoc" ? judgeMdocCard : judgeSdJwt;
      judged.push(await judge(told, { roots: this.pki.roots, fetch: this.fetch }));
    }
    const used = bound ? cards.map((card) => thumbprint(keyOf(configuration, card))) : [];
    demand(
      new Set(used).size === used.length && cards.length <= keys.length,
      "two cards are bound to one key, or there are too many",
    );
    const told = judged.map(({ cnf: _1, status: _2, iat: _3, exp: _4, nbf: _5, ...claims }) => ordered(claims));
    demand(new Set(told).size === 1, "the cards of the batch differ");
    return judged[0];
  }

  /** The cards stay, whatever the issuer makes of being told. */
  async #notify(issuerMetadata, notificationId) {
    const notification = { notificationId, event: "credential_accepted" };
    await this.client.sendNotification({ issuerMetadata, notification, ...this.pass }).catch(() => undefined);
  }

  /** A new token for an old one. */
  async refresh() {
    const { issuerMetadata, refreshToken } = this.pass;
    const [authorizationServerMetadata] = issuerMetadata.authorizationServers;
    const asked = { authorizationServerMetadata, refreshToken, dpop: this.dpop };
    const told = await new Oauth2Client({ callbacks: this.own }).retrieveRefreshTokenAccessToken(asked);
    return told.accessTokenResponse.access_token;
  }
}
