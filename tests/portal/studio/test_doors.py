"""Every address of the studio, from the route map: whose letter it is, and rubbish."""

import io
import re
from collections.abc import Iterator
from typing import Any, Final

import pytest
from flask.testing import FlaskClient
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from documents.vocabulary import Role
from tests.portal.studio.studio import WORDS, S, Studio, token_in, told
from tests.portal.studio.test_moving import ENGLISH

VALUES: Final = {"action": "submit", "number": 1, "copy_id": 1}
RUBBISH: Final = (
    "",
    "x",
    "-1",
    "999999999999",
    "9" * 5000,
    "\u0663",
    "\x00",
    "a\x00b",
    "\ud800",
    "%s%n{{7*7}}",
    "d" * 300_000,
    "'; DROP TABLE officer; --",
)
APPENDIX: Final = {"appendices-0-title": "Tên", "appendices-x-body": "Lạ"}
PARAMETERS: Final = ("ban", "trang", "ho-so", "nam", "tinh-trang", "q")


def rules(studio: Studio) -> Iterator[Rule]:
    for rule in studio.app.url_map.iter_rules():
        if rule.endpoint.startswith("studio.") or rule.endpoint == "letters.download":
            yield rule


def address(studio: Studio, rule: Rule, letter: int) -> str:
    values = {name: VALUES.get(name, letter) for name in rule.arguments}
    with studio.app.test_request_context():
        built = studio.app.url_map.bind("").build(rule.endpoint, values)
    return str(built)


def ask(client: FlaskClient, rule: Rule, path: str, token: str) -> TestResponse:
    if "GET" in (rule.methods or ()):
        return client.get(path)
    file: Any = (io.BytesIO(b"PK"), "x.docx")
    data = {"body": "Chữ của người lạ.", "csrf_token": token, "comment": "x" * 20}
    return client.post(path, data={**data, "version": "1", "file": file})


def stranger(studio: Studio, role: Role) -> tuple[FlaskClient, str]:
    client = studio.client(studio.hire(role, unit="VTPT"))
    return client, token_in(client.get("/ban-lam-viec").text)


@pytest.mark.parametrize("role", [Role.HANDLER, Role.HEAD])
def test_another_units_letter_is_not_there_at_any_address(
    studio: Studio, role: Role
) -> None:
    paths = [studio.letter(), studio.letter(S.APPROVED), studio.letter(S.DISCARDED)]
    paths += [studio.of_case(), studio.of_case(S.ISSUED)]
    before = [studio.stored(path).version for path in paths]
    client, token = stranger(studio, role)
    asked = 0
    for rule in rules(studio):
        if "letter_id" not in rule.arguments:
            continue
        asked += 1
        for path in paths:
            to = address(studio, rule, int(path.rsplit("/", 1)[-1]))
            answer = ask(client, rule, to, token)
            closed = {403, 404} if rule.endpoint == "studio.receive" else {404}
            assert answer.status_code in closed, to
            assert WORDS["body"] not in answer.text
    assert asked > 15
    assert [studio.stored(path).version for path in paths] == before


def test_a_visitor_is_led_to_the_door_and_changes_nothing(studio: Studio) -> None:
    path = studio.letter()
    client = studio.visitor()
    token = token_in(client.get("/dang-nhap").text)
    number = int(path.rsplit("/", 1)[-1])
    for rule in rules(studio):
        answer = ask(client, rule, address(studio, rule, number), token)
        assert answer.status_code in {303, 401}, rule.rule
        assert WORDS["body"] not in answer.text


def test_no_change_is_made_without_a_token(studio: Studio) -> None:
    path = studio.letter()
    number, version = int(path.rsplit("/", 1)[-1]), studio.stored(path).version
    for rule in rules(studio):
        if "POST" in (rule.methods or ()):
            to = address(studio, rule, number)
            answer = ask(studio.as_(Role.DIRECTOR), rule, to, "x")
            assert answer.status_code in {400, 403}, rule.rule
    assert studio.stored(path).version == version


@pytest.mark.parametrize("rubbish", RUBBISH, ids=range(len(RUBBISH)))
def test_rubbish_in_an_address_breaks_nothing(studio: Studio, rubbish: str) -> None:
    path = studio.letter()
    number = int(path.rsplit("/", 1)[-1])
    typed = rubbish[:5000].encode("utf-8", "surrogatepass").decode("latin-1")
    for rule in rules(studio):
        if "GET" not in (rule.methods or ()):
            continue
        to = address(studio, rule, number)
        answer = studio.as_(Role.CLERK).get(
            to, query_string=dict.fromkeys(PARAMETERS, typed)
        )
        sound(answer, to)


@pytest.mark.parametrize("rubbish", RUBBISH, ids=range(len(RUBBISH)))
def test_rubbish_in_a_form_is_refused_in_words_and_breaks_nothing(
    studio: Studio, rubbish: str
) -> None:
    path = studio.letter()
    fields = studio.typed(Role.CLERK, path)
    client, desk = studio.as_(Role.CLERK), f"{path}/sua"
    every = {
        name: value if name == "csrf_token" else rubbish
        for name, value in (fields | APPENDIX).items()
    }
    for to in (desk, f"{desk}/nhap"):
        sound(client.post(to, data=encoded(every)), to)
        sound(client.get(desk), "what was kept of it")
        sound(client.get(f"{path}/trang"), "its pages")
    # The rest as it should be, so that the buttons are reached.
    for name in ("version", "cite", "group"):
        for button in ("save", "cite", "group:recipients"):
            data = encoded(fields | {name: rubbish, "action": button})
            sound(client.post(desk, data=data), (name, button))


@pytest.mark.parametrize("rubbish", RUBBISH, ids=range(len(RUBBISH)))
def test_rubbish_as_a_button_or_a_move_breaks_nothing(
    studio: Studio, rubbish: str
) -> None:
    path = studio.letter()
    fields = studio.typed(Role.CLERK, path)
    client, token = studio.as_(Role.CLERK), {"csrf_token": fields["csrf_token"]}
    for button in ("", "fix:", "group:", "cite:"):
        data = encoded(fields | {"action": button + rubbish, "cite": rubbish[:400]})
        sound(client.post(f"{path}/sua", data=data), button)
    names = ("version", "comment", "issued_on", "reserved", "paper", "file")
    data = encoded(token | dict.fromkeys(names, rubbish))
    for rule in rules(studio):
        if "POST" in (rule.methods or ()):
            to = address(studio, rule, int(path.rsplit("/", 1)[-1]))
            sound(client.post(to, data=data), to)


def encoded(fields: dict[str, str]) -> dict[str, Any]:
    """Let a lone surrogate through, as somebody's own program would send it."""
    return {
        name: value.encode("utf-8", "surrogatepass") for name, value in fields.items()
    }


def sound(answer: TestResponse, where: object = "") -> None:
    """Look for a fault of the server, or its English."""
    assert answer.status_code < 500, where
    assert answer.status_code != 400 or "Phiên" in answer.text, where
    if answer.mimetype == "text/html":
        page = re.sub(r"<(textarea|script).*?</\1>", "", answer.text, flags=re.DOTALL)
        assert not ENGLISH.search(told(page) or page[:3000]), where
