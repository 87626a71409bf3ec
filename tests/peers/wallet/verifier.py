"""A verifier of others that a wallet presents cards to: polaris-oid4vp over https, steered over plain http.

    python3 verifier.py --pki FOLDER [--control 0] [--hold stdin]

Prints one line of JSON when it is ready: `{"control": ADDRESS}`. README.md tells the rest.
"""

import argparse
import base64
import http.server
import json
import pathlib
import ssl
import sys
import threading
import urllib.parse
import urllib.request

from cryptography.hazmat.primitives.asymmetric import ec, utils
from cryptography.hazmat.primitives import hashes
from cryptography.x509 import load_der_x509_certificate, load_pem_x509_certificates
from polaris_oid4vp.serve import DONE_PATH, REQUEST_PATH, RESPONSE_PATH, serve
from polaris_oid4vp.status import StatedAuthority, decide_by_fetching
from polaris_oid4vp.verifier import Verifier

HERE = pathlib.Path(__file__).resolve().parent
VCT = "urn:es:madrid:parking-card:1"
CLAIMS = ["given_name", "number"]
ORDER = {"type": "es.madrid.parking.booking", "credential_ids": ["pid"], "plate": "1234BCD"}
PAYMENT = {
    "type": "urn:eudi:sca:payment:1",
    "credential_ids": ["pid"],
    "payload": {"transaction_id": "t-1", "payee": {"name": "Madrid", "id": "P2807900B"}, "currency": "EUR", "amount": 12.5},
}
TRANSACTIONS = {True: [ORDER], "payment": [PAYMENT]}


class Pki:
    def __init__(self, folder):
        self.told = json.loads((pathlib.Path(folder) / "pki.json").read_text())

    def read(self, kind, name, part="cert"):
        return pathlib.Path(self.told[kind][name][part]).read_bytes()

    def path(self, kind, name, part="cert"):
        return self.told[kind][name][part]


class Status:
    """Looks a card's status up, over https with the test root. The list is signed by who signed the card, or refused."""

    def __init__(self, pki):
        self.trust = ssl.create_default_context(cadata=pki.read("roots", "tls").decode())
        self.roots = load_pem_x509_certificates(pki.read("roots", "issuer"))

    def __call__(self, *, uri, idx, issuer):
        authority = StatedAuthority()
        authority.state(credential_issuer=issuer, status_uri=uri, verify=self.signed, why="the issuer keeps its own list")
        return decide_by_fetching(index=idx, expected_uri=uri, authority=authority, fetch=self.fetch, credential_issuer=issuer)

    def fetch(self, uri):
        with urllib.request.urlopen(uri, timeout=20, context=self.trust) as answer:
            return answer.read(1 << 20)

    def signed(self, signing_input, signature, header):
        leaf = load_der_x509_certificate(base64.b64decode(header["x5c"][0]))
        leaf.verify_directly_issued_by(self.roots[0])
        half = len(signature) // 2
        numbers = [int.from_bytes(part, "big") for part in (signature[:half], signature[half:])]
        leaf.public_key().verify(utils.encode_dss_signature(*numbers), signing_input, ec.ECDSA(hashes.SHA256()))
        return True


class Desk:
    """Requests that were made, each with a verifier and a listener of its own, and what came of them."""

    def __init__(self, pki):
        self.pki, self.made, self.lock = pki, {}, threading.Lock()

    def new(self, asked):
        signer = asked.get("signer", "verifier")
        verifier = Verifier(
            client_cert_pem=self.pki.read("signers", signer),
            client_key_pem=self.pki.read("signers", signer, "key"),
            # Known once the listener has its port.
            request_uri="",
            response_uri="",
            redirect_uri="-",
            issuer_trust_anchors=load_pem_x509_certificates(self.pki.read("roots", "issuer")),
            vct_values=asked.get("vct", [VCT]),
            claims=asked.get("claims", CLAIMS),
            status_resolver=Status(self.pki) if asked.get("status") else None,
            request_ttl_seconds=asked.get("ttl", 300),
        )
        verdicts = []
        listener = serve(
            verifier,
            host="127.0.0.1",
            port=asked.get("port", 0),
            certfile=self.pki.path("signers", asked.get("tls", "tls")),
            keyfile=self.pki.path("signers", asked.get("tls", "tls"), "key"),
            on_verdict=lambda status, body, verdict: verdicts.append(told(status, body, verdict)),
        )
        origin = f"https://localhost:{listener.server_port}"
        verifier.request_uri, verifier.response_uri = origin + REQUEST_PATH, origin + RESPONSE_PATH
        verifier.redirect_uri = origin + DONE_PATH
        wanted = asked.get("transaction_data")
        session, _ = verifier.new_request(TRANSACTIONS.get(wanted, wanted) if wanted else None)
        parameters = verifier.authorization_request_params(session)
        with self.lock:
            self.made[session.state] = listener, verdicts
        return {"id": session.state, "request": "openid4vp://?" + urllib.parse.urlencode(parameters), **parameters}

    def verdicts(self, name):
        return {"verdicts": self.made[name][1]}

    def close(self, name):
        listener, _ = self.made.pop(name)
        listener.shutdown()
        listener.server_close()
        return {}


def told(status, body, verdict):
    seen = {} if verdict is None else verdict.as_dict()
    seen["disclosed"] = sorted(json.dumps(path) for path in getattr(verdict, "disclosed", ()))
    return {"status": status, "body": body, **seen}


class Control(http.server.BaseHTTPRequestHandler):
    desk = None

    def answer(self, status, value):
        raw = json.dumps(value, default=str).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)

    def act(self):
        address = urllib.parse.urlsplit(self.path)
        name = dict(urllib.parse.parse_qsl(address.query)).get("id")
        asked = json.loads(self.rfile.read(int(self.headers.get("Content-Length") or 0)) or b"{}")
        routes = {
            "POST /requests": lambda: self.desk.new(asked),
            "GET /requests": lambda: self.desk.verdicts(name),
            "DELETE /requests": lambda: self.desk.close(name),
            "GET /refusals": lambda: json.loads((HERE / "refusals.json").read_text()),
        }
        return routes[f"{self.command} {address.path}"]()

    def handle_any(self):
        try:
            self.answer(200, self.act())
        except KeyError as error:
            self.answer(404, {"error": f"there is no {error}"})
        except ValueError as error:
            self.answer(400, {"error": str(error)})

    do_GET = do_POST = do_DELETE = handle_any

    def log_message(self, *_):
        pass


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--pki", required=True)
    parser.add_argument("--control", type=int, default=0)
    parser.add_argument("--hold", default="")
    given = parser.parse_args()
    Control.desk = Desk(Pki(given.pki))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", given.control), Control)
    print(json.dumps({"control": f"http://127.0.0.1:{server.server_port}"}), flush=True)
    if given.hold == "stdin":
        threading.Thread(target=lambda: (sys.stdin.read(), server.shutdown()), daemon=True).start()
    server.serve_forever()


if __name__ == "__main__":
    main()
