// The authorization server: @openid4vc/oauth2 behind the endpoints of RFC 6749, RFC 9126 and RFC 8414. Whoever asks is approved.
//
// What the library leaves to its caller is kept here: which codes are open, DPoP nonces (RFC 9449, section 8) and which proofs
// were seen before.

import {
  Oauth2AuthorizationServer,
  Oauth2ServerErrorResponseError,
  authorizationCodeGrantIdentifier,
  preAuthorizedCodeGrantIdentifier,
} from "@openid4vc/oauth2";
import { Answer, Cut, form } from "./http.mjs";
import { KeyRing, callbacks, decodePart, newKey, random } from "./keys.mjs";

const LIFE_S = 120;
const TOKEN_LIFE_S = 600;
const REFRESH_LIFE_S = 86_400;
const REDIRECT = /^(http:\/\/127\.0\.0\.1:\d{1,5}\/[^?#]*|es\.madrid\.movil:\/wallet)$/;
const URN = "urn:ietf:params:oauth:request_uri:";

const refusal = (error, error_description, options) => new Oauth2ServerErrorResponseError({ error, error_description }, options);

/** Things that are given out once and taken back once, within their time. */
export class Once {
  #open = new Map();

  constructor(life = LIFE_S) {
    this.life = life;
  }

  give(value = true) {
    const name = random();
    this.#open.set(name, { value, until: Date.now() + this.life * 1000 });
    return name;
  }

  take(name) {
    const found = this.#open.get(name);
    this.#open.delete(name);
    return found && found.until > Date.now() ? found.value : undefined;
  }
}

/** DPoP nonces of one server, and proofs that were seen: a proof is good for one request. */
export class DpopGuard {
  #seen = new Set();
  #nonces = new Once();

  /** The header that every answer carries: the next nonce. */
  next() {
    return { "DPoP-Nonce": this.#nonces.give() };
  }

  /** Whether this proof carries one of our nonces and was not seen before. What is signed is the library's to check. */
  accepts(proof, refused = false) {
    const { nonce, jti } = decodePart(proof, 1);
    const fresh = !refused && nonce !== undefined && this.#nonces.take(nonce) === true;
    if (fresh && this.#seen.has(jti)) throw refusal("invalid_dpop_proof", "the proof was used before");
    this.#seen.add(jti);
    return fresh;
  }
}

export class AuthorizationServer {
  constructor({ origin, pki, faults, log }) {
    Object.assign(this, { faults, log, issuer: `${origin}/as`, offers: new Map(), dpop: new DpopGuard() });
    const ring = new KeyRing();
    this.tokenKey = { ...ring.add(newKey().privateKey), kid: random(8), use: "sig", alg: "ES256" };
    const trusted = { provider: [pki.roots.provider.certificate] };
    this.library = new Oauth2AuthorizationServer({ callbacks: callbacks({ ring, trusted }) });
    Object.assign(this, {
      challenges: new Once(),
      pushed: new Once(),
      codes: new Once(),
      refreshes: new Once(REFRESH_LIFE_S),
      seen: new Set(),
      scopes: [],
    });
    this.metadata = this.library.createAuthorizationServerMetadata({
      issuer: this.issuer,
      authorization_endpoint: `${this.issuer}/authorize`,
      token_endpoint: `${this.issuer}/token`,
      pushed_authorization_request_endpoint: `${this.issuer}/par`,
      require_pushed_authorization_requests: true,
      jwks_uri: `${this.issuer}/jwks`,
      response_types_supported: ["code"],
      grant_types_supported: [authorizationCodeGrantIdentifier, preAuthorizedCodeGrantIdentifier, "refresh_token"],
      code_challenge_methods_supported: ["S256"],
      dpop_signing_alg_values_supported: ["ES256"],
      authorization_response_iss_parameter_supported: true,
      token_endpoint_auth_methods_supported: ["attest_jwt_client_auth"],
      client_attestation_signing_alg_values_supported: ["ES256"],
      client_attestation_pop_signing_alg_values_supported: ["ES256"],
    });
  }

  routes() {
    return {
      "GET /.well-known/oauth-authorization-server/as": () => this.#metadata(),
      "GET /as/jwks": () => ({ keys: [this.tokenKey] }),
      "POST /as/challenge": () => ({ attestation_challenge: this.challenges.give() }),
      "POST /as/par": (request) => this.#push(request),
      "GET /as/authorize": (request) => this.#authorize(request),
      "POST /as/token": (request) => this.#token(request),
    };
  }

  #metadata() {
    if (this.faults.isOn("as_metadata_other_issuer")) return { ...this.metadata, issuer: `${this.issuer}/other` };
    return this.faults.isOn("attestation_challenge")
      ? { ...this.metadata, challenge_endpoint: `${this.issuer}/challenge` }
      : this.metadata;
  }

  /** Where there is a proof, it has one of our nonces; where there is none, the library says whether that is allowed. */
  #dpopNonce(proof, fault) {
    if (proof && !this.dpop.accepts(proof, this.faults.strikes(fault))) {
      throw new Answer(
        400,
        { error: "use_dpop_nonce", error_description: "the proof needs the server's nonce" },
        this.dpop.next(),
      );
    }
  }

  /** A challenge in the attestation's proof, where one is asked for: the library knows none. Older drafts call it `nonce`. */
  #challenge(clientAttestation) {
    if (!clientAttestation || !this.faults.isOn("attestation_challenge")) return;
    const { challenge, nonce } = decodePart(clientAttestation.clientAttestationPopJwt, 1);
    if (this.challenges.take(challenge ?? nonce)) return;
    const headers = { "OAuth-Client-Attestation-Challenge": this.challenges.give(), ...this.dpop.next() };
    throw new Answer(
      400,
      { error: "use_attestation_challenge", error_description: "the proof needs the server's challenge" },
      headers,
    );
  }

  #freshPop({ clientAttestationPop }) {
    const { jti } = clientAttestationPop.payload;
    if (this.seen.has(jti)) throw refusal("invalid_client", "the attestation's proof was used before", { status: 401 });
    this.seen.add(jti);
  }

  async #push(request) {
    const parsed = await this.library.parsePushedAuthorizationRequest({ authorizationRequest: form(request), request });
    const { authorizationRequest: asked } = parsed;
    if (this.faults.strikes("par_refused")) throw refusal("invalid_client", "a fault was asked for", { status: 401 });
    this.#dpopNonce(parsed.dpop?.jwt, "par_dpop_nonce_refused");
    this.#challenge(parsed.clientAttestation);
    const verified = await this.library.verifyPushedAuthorizationRequest({
      authorizationRequest: asked,
      authorizationServerMetadata: this.metadata,
      request,
      dpop: { ...parsed.dpop, required: false, allowedSigningAlgs: ["ES256"] },
      clientAttestation: { ...parsed.clientAttestation, required: true },
    });
    this.#freshPop(verified.clientAttestation);
    this.#reasonable(asked);
    const { pushedAuthorizationResponse } = this.library.createPushedAuthorizationResponse({
      requestUri: URN + this.pushed.give({ asked, jkt: verified.dpop?.jwkThumbprint }),
      expiresInSeconds: LIFE_S,
    });
    return new Answer(201, pushedAuthorizationResponse, this.dpop.next());
  }

  /** What the library does not ask of a pushed request. */
  #reasonable(asked) {
    if (asked.response_type !== "code") throw refusal("unsupported_response_type", "only codes are given");
    if (asked.code_challenge_method !== "S256" || !asked.code_challenge)
      throw refusal("invalid_request", "PKCE with S256 is needed");
    if (!REDIRECT.test(asked.redirect_uri ?? "")) throw refusal("invalid_request", "this redirect_uri is not the wallet's");
    const scopes = asked.scope?.split(" ") ?? [];
    if (!scopes.length || scopes.some((scope) => !this.scopes.includes(scope)))
      throw refusal("invalid_scope", "there is no such card");
    const offered =
      asked.issuer_state === undefined || this.offers.get(asked.issuer_state)?.grant === authorizationCodeGrantIdentifier;
    if (!offered) throw refusal("invalid_request", "no offer has this issuer_state");
  }

  #authorize({ query }) {
    const pushed = this.pushed.take((query.get("request_uri") ?? "").slice(URN.length));
    if (!pushed || pushed.asked.client_id !== query.get("client_id")) throw new Answer(400, { error: "invalid_request" });
    const { state, redirect_uri } = pushed.asked;
    const on = (name) => this.faults.strikes(name);
    const back = new URL(redirect_uri);
    const answer = on("answer_error") ? { error: "access_denied" } : { code: this.codes.give(pushed) };
    if (state !== undefined) answer.state = on("answer_other_state") ? "another" : state;
    if (!on("answer_without_iss")) answer.iss = on("answer_other_iss") ? "https://other.example" : this.issuer;
    back.search = new URLSearchParams(answer).toString();
    return new Answer(302, undefined, { location: back.href });
  }

  async #token(request) {
    const parsed = this.library.parseAccessTokenRequest({ accessTokenRequest: form(request), request });
    if (this.faults.strikes("token_redirect")) return new Answer(307, undefined, { location: "https://localhost:9/as/token" });
    this.#dpopNonce(parsed.dpop?.jwt, "token_dpop_nonce_refused");
    this.#challenge(parsed.clientAttestation);
    const grant = await this.#grant(parsed, request);
    this.#freshPop(grant.verified.clientAttestation);
    if (this.faults.strikes("token_refused")) throw refusal("invalid_grant", "a fault was asked for");
    if (grant.jkt && grant.jkt !== grant.verified.dpop.jwkThumbprint)
      throw refusal("invalid_dpop_proof", "the request was pushed with another key");
    const clientId = grant.verified.clientAttestation.clientAttestation.payload.sub;
    const lasting = { clientId, scope: grant.scope, subject: grant.subject, jkt: grant.verified.dpop.jwkThumbprint };
    const answer = await this.library.createAccessTokenResponse({
      authorizationServer: this.issuer,
      audience: this.audience,
      signer: { method: "custom", alg: "ES256", kid: this.tokenKey.kid, publicJwk: this.tokenKey },
      subject: grant.subject,
      scope: grant.scope,
      clientId,
      expiresInSeconds: TOKEN_LIFE_S,
      dpop: grant.verified.dpop,
      additionalAccessTokenResponsePayload: { scope: grant.scope },
      refreshToken: this.refreshes.give(lasting),
    });
    if (this.faults.strikes("token_bearer")) answer.token_type = "Bearer";
    if (this.faults.strikes("token_cut")) return new Cut();
    return new Answer(200, answer, this.dpop.next());
  }

  /** Checks the code, the pre-authorised code or the refresh token, with the proofs that came along. */
  async #grant({ grant, accessTokenRequest, dpop, clientAttestation, pkceCodeVerifier }, request) {
    const common = {
      accessTokenRequest,
      request,
      grant,
      authorizationServerMetadata: this.metadata,
      dpop: { jwt: dpop?.jwt, required: true, allowedSigningAlgs: ["ES256"] },
    };
    const attested = (expectedClientId) => ({ ...clientAttestation, required: true, expectedClientId });
    if (grant.grantType === authorizationCodeGrantIdentifier) {
      const { asked, jkt } = this.codes.take(grant.code) ?? { asked: {} };
      const pkce = asked.code_challenge && {
        codeVerifier: pkceCodeVerifier,
        codeChallenge: asked.code_challenge,
        codeChallengeMethod: "S256",
      };
      const expectedCode = asked.client_id ? grant.code : random();
      const verified = await this.library.verifyAuthorizationCodeAccessTokenRequest({
        ...common,
        expectedCode,
        pkce,
        clientAttestation: attested(asked.client_id),
      });
      if (accessTokenRequest.redirect_uri !== asked.redirect_uri)
        throw refusal("invalid_grant", "the redirect_uri is another one");
      return { verified, jkt, scope: asked.scope, subject: "carmen" };
    }
    if (grant.grantType === preAuthorizedCodeGrantIdentifier) {
      const offer = this.offers.get(grant.preAuthorizedCode);
      const expectedPreAuthorizedCode = offer && !offer.used ? grant.preAuthorizedCode : random();
      const expected = { expectedPreAuthorizedCode, expectedTxCode: offer?.txCode, clientAttestation: attested() };
      const verified = await this.library.verifyPreAuthorizedCodeAccessTokenRequest({ ...common, ...expected });
      offer.used = true;
      return { verified, scope: offer.scope, subject: "carmen" };
    }
    const kept = this.refreshes.take(grant.refreshToken);
    const expectedRefreshToken = kept ? grant.refreshToken : random();
    const verified = await this.library.verifyRefreshTokenAccessTokenRequest({
      ...common,
      expectedRefreshToken,
      clientAttestation: attested(kept?.clientId),
    });
    return { verified, ...kept };
  }
}
