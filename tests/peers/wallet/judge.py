"""Judges cards and presentations with openvc-core, and makes SD-JWT VCs with it, good ones and wrong ones.

    python3 judge.py COMMAND --pki FOLDER < question.json

The commands and their questions are those of judge.mjs; README.md has them. The answer is a line of JSON.
Several questions may come as a list, and get a list.
"""

import argparse
import base64
import hashlib
import json
import pathlib
import ssl
import sys
import urllib.request

from cryptography.x509 import load_pem_x509_certificates
from cryptography.hazmat.primitives.serialization import Encoding
from openvc import cbor
from openvc.errors import OpenvcError
from openvc.keys import P256SigningKey, jwk_thumbprint, jwk_thumbprint_bytes
from openvc.mdoc import verify_device_response, verify_issuer_signed
from openvc.proof.sd_jwt import SdJwtVcProofSuite
from openvc.status import verify_status_list_token
from openvc.verify import VerificationPolicy, verify_credential
from openvc.x5c import leaf_public_jwk, load_x5c_chain, validate_cert_chain

ISSUER = "https://localhost:9/issuer"
VCT = "urn:es:madrid:parking-card:1"
CLAIMS = {
    "given_name": "Carmen",
    "family_name": "Ruiz Ñíguez",
    "number": "PMR-28079-0042",
    "address": {"street": "Calle de Alcalá 45", "locality": "Madrid"},
    "plates": ["1234BCD", "5678FGH"],
}
MONTH_S = 30 * 86400


class Pki:
    def __init__(self, folder):
        self.told = json.loads((pathlib.Path(folder) / "pki.json").read_text())

    def read(self, kind, name, part="cert"):
        return pathlib.Path(self.told[kind][name][part]).read_bytes()

    def roots(self, name):
        return load_pem_x509_certificates(self.read("roots", name))

    def key(self, name):
        return P256SigningKey.from_pem(self.read("signers", name, "key"), kid=name)

    def chain(self, name):
        certificates = load_pem_x509_certificates(self.read("signers", name))
        return [base64.b64encode(one.public_bytes(Encoding.DER)).decode() for one in certificates]


def from_base64url(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def status_of(pki):
    """Looks a status list up over https, and trusts it when the issuer's root does."""
    trust = ssl.create_default_context(cadata=pki.read("roots", "tls").decode())

    def resolve(uri):
        with urllib.request.urlopen(uri, timeout=20, context=trust) as answer:
            token = answer.read(1 << 20).decode()
        header = json.loads(from_base64url(token.split(".")[0]))
        chain = load_x5c_chain(header.get("x5c"))
        validate_cert_chain(chain[0], chain[1:], trust_anchors=pki.roots("issuer"))
        return verify_status_list_token(token, public_key_jwk=leaf_public_jwk(chain[0]), expected_uri=uri)

    return resolve


def judge_sd_jwt(pki, card, vct=None, keys=None, nonce=None, audience=None):
    policy = VerificationPolicy(
        expected_vct=vct, audience=audience, nonce=nonce, require_key_binding=nonce is not None, require_status=True
    )
    result = verify_credential(
        card, policy=policy, x5c_trust_anchors=pki.roots("issuer"), resolve_status_list_token=status_of(pki)
    )
    claims = result.raw.claims
    demand(result.raw.typ == "dc+sd-jwt", "this is no SD-JWT VC")
    demand(keys is None or jwk_thumbprint(claims["cnf"]["jwk"]) in keys, "it is bound to a key that was not asked for")
    return claims


def judge_mdoc_card(pki, card, doctype, keys=None):
    signed = cbor.decode(from_base64url(card))
    verified = verify_issuer_signed(
        {"docType": doctype, "issuerSigned": signed}, trust_anchors=pki.roots("issuer"), expected_doc_type=doctype
    )
    demand(keys is None or device_key(signed) in keys, "it is bound to a key that was not asked for")
    return verified.namespaces


def device_key(signed):
    """The name of the key that an mdoc is bound to, from its security object (ISO/IEC 18013-5, 9.1.2.4)."""
    payload = cbor.decode(signed["issuerAuth"][2])
    key = cbor.decode(payload.value)["deviceKeyInfo"]["deviceKey"]
    numbers = {name: base64.urlsafe_b64encode(key[at]).decode().rstrip("=") for name, at in (("x", -2), ("y", -3))}
    return jwk_thumbprint({"kty": "EC", "crv": "P-256", **numbers})


def judge_mdoc(pki, response, client_id, nonce, response_uri, doctype=None, encryption_jwk=None):
    thumbprint = jwk_thumbprint_bytes(encryption_jwk) if encryption_jwk else None
    # OpenID4VP 1.0, B.2.6.1: the library builds the transcript of the browser's interface only.
    info = cbor.encode([client_id, nonce, thumbprint, response_uri])
    transcript = cbor.encode([None, None, ["OpenID4VPHandover", hashlib.sha256(info).digest()]])
    documents = verify_device_response(
        from_base64url(response),
        trust_anchors=pki.roots("issuer"),
        session_transcript=transcript,
        expected_doc_type=doctype,
    )
    demand(len(documents) == 1, "there is not exactly one document")
    return documents[0].namespaces


def demand(holds, what):
    if not holds:
        raise ValueError(what)


def make(pki):
    """SD-JWT VCs for a reader: good ones, and one for each way to be wrong that the library can be led to."""
    suite = SdJwtVcProofSuite()
    device = P256SigningKey.generate("device")

    def issue(key="issuer", chain=None, life=MONTH_S, vct=VCT, holder=device, decoys=0, hidden=tuple(CLAIMS)):
        signing = key if isinstance(key, P256SigningKey) else pki.key(key)
        return suite.issue(
            {"iss": ISSUER, **CLAIMS},
            signing_key=signing,
            disclosable=hidden,
            holder_jwk=holder.public_jwk(),
            vct=vct,
            expires_in_s=life,
            decoys=decoys,
            x5c=pki.chain(chain or key),
        )

    good = issue()
    first, *disclosures = good.split("~")[:-1]
    forged = base64.urlsafe_b64encode(b'["salt","forged",true]').decode().rstrip("=")
    other = base64.urlsafe_b64encode(b'["salt","given_name","Karmen"]').decode().rstrip("=")
    cards = {
        "good": good,
        "good_with_decoys": issue(decoys=5),
        "good_with_clear_claims": issue(hidden=("given_name",)),
        "card_expired": issue(life=-3600),
        "card_foreign_root": issue("issuer_foreign"),
        "card_self_signed": issue("issuer_of_its_own"),
        "card_expired_signer": issue("issuer_expired"),
        "card_bad_signature": issue(P256SigningKey.generate("x"), chain="issuer"),
        "card_other_type": issue(vct="urn:es:madrid:other:1"),
        "card_foreign_key": issue(holder=P256SigningKey.generate("x")),
        "card_altered": "~".join([first, other, *disclosures[1:]]) + "~",
        "disclosure_forged": good + forged + "~",
        "disclosure_twice": good + disclosures[0] + "~",
    }
    expect = {name: "accepts" if name.startswith("good") else "refuses" for name in cards}
    told = [{"name": name, "card": card, "expect": expect[name]} for name, card in cards.items()]
    return {"device_jwk": device.public_jwk(), "cards": told}


def shown(value):
    return {"bytes": base64.urlsafe_b64encode(value).decode().rstrip("=")} if isinstance(value, bytes) else str(value)


def asked(judge, pki, question):
    try:
        return {"accepted": True, "claims": judge(pki, **question)}
    except (OpenvcError, ValueError, KeyError, OSError) as error:
        return {"accepted": False, "code": type(error).__name__, "reason": str(error)}


def main():
    commands = {"sd-jwt": judge_sd_jwt, "mdoc-card": judge_mdoc_card, "mdoc": judge_mdoc}
    parser = argparse.ArgumentParser()
    parser.add_argument("command", choices=["make", *commands])
    parser.add_argument("--pki", required=True)
    given = parser.parse_args()
    pki = Pki(given.pki)
    if given.command == "make":
        answer = make(pki)
    else:
        question = json.load(sys.stdin)
        judge = commands[given.command]
        answer = [asked(judge, pki, one) for one in question] if isinstance(question, list) else asked(judge, pki, question)
    print(json.dumps(answer, default=shown, ensure_ascii=False))


if __name__ == "__main__":
    main()
