"""A visitor with a browser that can work: he opens the form, types, sends."""

import base64
import json
import re
from typing import Any, Final

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from portal import proof
from tests.portal.office import Office
from tests.portal.public_site import token_in

FORM: Final = "/phan-anh/gui"
CODE: Final = re.compile(r"DDN-\d{4}-\d{6}")
PIN: Final = re.compile(r"<dt>Mã tra cứu</dt><dd>(\d{4} \d{4})</dd>")
TYPED: Final = {
    "field": "roads",
    "title": "Ổ gà trên Quốc lộ 51",
    "content": "Đoạn Km 40 Quốc lộ 51 có nhiều ổ gà rất nguy hiểm.",
    "location": "Km 40, Quốc lộ 51",
    "complainant_kind": "citizen",
    "full_name": "Trần Thị Kín Đáo",
    "phone": "0912 345 678",
    "agreed": "y",
    "looked": "1",
}
SECRETS: Final = ("Kín Đáo", "0912 345 678", "0912345678")
"""What tells who sent it."""


class Visitor:
    """Somebody at a browser of his own."""

    def __init__(self, office: Office) -> None:
        self.client: FlaskClient = office.visitor()

    def open(self) -> dict[str, str]:
        """Open the form; return what it bears unseen."""
        page = self.client.get(FORM).text
        key = re.search(r'name="key" value="([^"]+)"', page)
        assert key
        return {"csrf_token": token_in(page), "key": key[1]}

    def proof(self) -> str:
        """Do the work that the form asks for, as its script does."""
        told = self.client.get(f"{FORM}/thu-thach").get_json()
        return solved(told)

    def send(self, **typed: Any) -> TestResponse:
        """Fill the form in and send it; what is given here wins over the rest."""
        told = {**TYPED, **self.open(), **typed}
        if "proof" not in told:
            told["proof"] = self.proof()
        return self.client.post(FORM, data=told)


def solved(challenge: dict[str, Any]) -> str:
    """Return a challenge with its solution, as the script writes it into the form."""
    counter = 0
    while not (key := proof.derived(challenge["parameters"], counter)).startswith("00"):
        counter += 1
    solution = {"counter": counter, "derivedKey": key, "time": 1}
    return encoded({"challenge": challenge, "solution": solution})


def encoded(told: object) -> str:
    return base64.b64encode(json.dumps(told).encode()).decode()


def code_in(answer: TestResponse) -> str:
    found = CODE.search(answer.text)
    assert found, answer.text
    return found[0]


def pin_in(answer: TestResponse) -> str:
    found = PIN.search(answer.text)
    assert found, answer.text
    return found[1]
