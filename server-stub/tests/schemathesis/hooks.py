"""What schemathesis cannot know from the document: a key that was used for one change is not good for another, and a
version that was made up is not the one that is true.

`cargo xtask test --only peers` runs them. By hand, with the mock city on port 8080:

    pip install -r requirements.txt
    TOKEN=$(python3 ../../../tests/peers/sign_in.py http://127.0.0.1:8080 carmen)
    SCHEMATHESIS_HOOKS=hooks st --config-file schemathesis.toml run http://127.0.0.1:8080/openapi.json \
        --phases=examples,coverage,fuzzing,stateful --checks all -H "Authorization: Bearer $TOKEN"
"""

import re
import uuid

import schemathesis

KEY = "Idempotency-Key"
VERSION = "If-Match"
PAYMENT = re.compile(r"[0-9a-f]{32}")
UUID = re.compile(r"[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}")
EVEN = re.compile(r'"[0-9]{0,8}[02468]"')


@schemathesis.hook
def before_call(context, case, kwargs):
    """Makes every good key and every good name of a payment a new one, and lets every other made-up version fit, so that bodies
    are looked at as well.

    What is missing or malformed stays so. A case that lacks the token on purpose is left alone: one that was changed is looked
    at anew, and would no longer be known as such.
    """
    phase = case.meta.phase.data if case.meta else None
    if getattr(phase, "parameter", None) == "Authorization":
        return
    named = (case.path_parameters or {}).get("key")
    if case.method != "GET" and isinstance(named, str) and PAYMENT.fullmatch(named):
        case.path_parameters["key"] = uuid.uuid4().hex
    headers = case.headers or {}
    key, version = headers.get(KEY), headers.get(VERSION)
    if isinstance(key, str) and UUID.fullmatch(key):
        headers[KEY] = str(uuid.uuid4())
    if isinstance(version, str) and EVEN.fullmatch(version):
        headers[VERSION] = "*"
