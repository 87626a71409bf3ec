"""Signs a persona in at a mock city, with nothing but Python's own library, and prints an access token.

    python3 sign_in.py http://127.0.0.1:8080 carmen

An OpenID Connect client that shares no line with the phone: what it does is what RFC 6749 and RFC 7636 say.
"""

import base64
import hashlib
import http.client
import json
import secrets
import sys
import urllib.parse

CLIENT = "madrid-en-tu-movil"
REDIRECT = "es.madrid.movil:/login"
STRONG = "http://eidas.europa.eu/LoA/substantial"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def ask(city, method, path, form=None):
    connection = http.client.HTTPConnection(urllib.parse.urlsplit(city).netloc, timeout=20)
    body = urllib.parse.urlencode(form) if form else None
    connection.request(method, path, body, FORM if form else {})
    answer = connection.getresponse()
    return answer, answer.read()


def main(city, alias):
    personas = json.loads(ask(city, "GET", "/admin/personas")[1])
    persona = next(p for p in personas if p["id"] == "p-" + alias)
    provider = json.loads(ask(city, "GET", "/.well-known/openid-configuration")[1])
    assert provider["issuer"] == city, provider["issuer"]
    verifier, state = secrets.token_urlsafe(32), secrets.token_urlsafe(16)
    digest = hashlib.sha256(verifier.encode()).digest()
    question = {
        "response_type": "code",
        "client_id": CLIENT,
        "redirect_uri": REDIRECT,
        "scope": "openid offline_access",
        "state": state,
        "nonce": secrets.token_urlsafe(16),
        "code_challenge": base64.urlsafe_b64encode(digest).decode().rstrip("="),
        "code_challenge_method": "S256",
        "acr_values": STRONG,
    }
    typed = {"method": "password", "document": persona["nif"], "password": persona["password"], "otp": persona["otp"]}
    page = urllib.parse.urlsplit(provider["authorization_endpoint"]).path
    answer, _ = ask(city, "POST", page, question | typed)
    assert answer.status == 303, answer.status
    back = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(answer.getheader("Location")).query))
    assert back["state"] == state and back["iss"] == city, "the answer is not to this question"
    exchange = {
        "grant_type": "authorization_code",
        "code": back["code"],
        "redirect_uri": REDIRECT,
        "client_id": CLIENT,
        "code_verifier": verifier,
    }
    answer, body = ask(city, "POST", urllib.parse.urlsplit(provider["token_endpoint"]).path, exchange)
    assert answer.status == 200, (answer.status, body)
    print(json.loads(body)["access_token"])


if __name__ == "__main__":
    main(*sys.argv[1:])
