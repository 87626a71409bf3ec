"""What schemathesis cannot know from the document: a key that was used for one change is not good for another, a version
that was made up is not the one that is true, and check digits follow from the rest.

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
IBAN = re.compile(r"(ES[0-9]{22}|[A-Z]{2}[0-9]{2}[0-9A-Z]{11,30})")
SPACED_IBAN = re.compile(r"[Ee][Ss]( ?[0-9]){22}")
IDENTITY = re.compile(r"[0-9KLMXYZklmxyz][0-9]{7}[ -]?[A-Za-z]")
REFERENCE = re.compile(r"90(579|580|584)[0-9A-Z]{31,44}")
# Right ones, in place of those that only look right: an account, an identity and a reference that nobody has.
RIGHT = {
    "iban": ((IBAN, SPACED_IBAN), "ES9121000418450200051332"),
    "document": ((IDENTITY,), "12345678Z"),
    "reference": ((REFERENCE,), "9058428079600000000001122026540000010000001234BCD"),
    "digits": ((REFERENCE,), "9058428079600000000001122026540000010000001234BCD"),
}
EVEN = re.compile(r'"[0-9]{0,8}[02468]"')


def check_digits_fit(values):
    """Puts a right value in place of each that has the form of one. What has not stays, and has to be refused."""
    for name, (forms, right) in RIGHT.items():
        value = values.get(name)
        if isinstance(value, str) and any(form.fullmatch(value) for form in forms):
            values[name] = right


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
    for values in (case.path_parameters, case.body):
        if isinstance(values, dict):
            check_digits_fit(values)
    headers = case.headers or {}
    key, version = headers.get(KEY), headers.get(VERSION)
    if isinstance(key, str) and UUID.fullmatch(key):
        headers[KEY] = str(uuid.uuid4())
    if isinstance(version, str) and EVEN.fullmatch(version):
        headers[VERSION] = "*"
