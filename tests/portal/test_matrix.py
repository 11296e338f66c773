"""Every address × every role and a visitor × what is not theirs, from the route map.

What lies elsewhere: a case of another unit with its letters, the same case sealed, a
canned reply of that unit, a search that another officer keeps, and what nobody has
published.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import Any, Final

import pytest
from flask import Flask, Response, before_render_template, g, request, request_finished
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from documents import canned, contacts, pages
from documents.canned import CannedFields
from documents.contacts import ContactFields
from documents.models import Contact, Directive, SavedSearch, SitePage
from documents.pages import PageFields
from documents.text import fold
from documents.vocabulary import ContentAction, LetterAction, PageKind, Role
from portal.desk.steps import STEPS
from tests import factories
from tests.conftest import NOW
from tests.portal.desk.test_forbidden import FORMS
from tests.portal.desk.test_sealing import CANARY, KEEPERS, Planted, said
from tests.portal.doors import path_of, rules
from tests.portal.office import Office, office
from tests.portal.public_site import CANARY as UNPUBLISHED
from tests.portal.public_site import draft, token_in
from tests.portal.searches.test_saved import keep
from tests.portal.test_security import fingerprint

__all__ = ["office"]

KEPT: Final = "sáoxíđen"
"""A word that stands in the name of another officer's search, and nowhere else."""

WORDS: Final = "lờimẫuriêng"
"""A word that stands in the canned reply of a unit, and nowhere else."""

UNITS: Final = {Role.HEAD, Role.HANDLER}
ACTIONS: Final = {
    "desk.advance": [step.action for step in STEPS],
    "studio.advance": [action.value for action in LetterAction],
    "directives.advance": [action.value for action in ContentAction],
    "contacts.advance": [action.value for action in ContentAction],
    "content.advance": [action.value for action in ContentAction],
}
"""What `<action>` stands for at each address that has one."""

_LAST: Final = "auth.sign_out"


@dataclass
class Stranger:
    """Somebody who comes to an address with a session and a token of his own."""

    role: Role | None
    client: FlaskClient
    token: str

    def ask(self, method: str, path: str, typed: dict[str, str]) -> TestResponse:
        if method == "GET":
            return self.client.get(path)
        return self.client.post(path, data={**typed, "csrf_token": self.token})


@dataclass(frozen=True)
class Door:
    """One request of the matrix: what is asked, how, and of which rule."""

    rule: Rule
    method: str
    path: str
    action: str
    typed: dict[str, str]


class Matrix:
    """An office in which everything stands that is not everybody's."""

    def __init__(self, office: Office, *, sealed: bool) -> None:
        self.office, self.sealed = office, sealed
        self.planted = Planted(office)
        self.kept = keep(office, f"tìm {KEPT}", asked=f"q={KEPT}")
        with office.writing() as session:
            self.directive = draft(session, office.people).slug
            fields = ContactFields(
                position=f"Trưởng {UNPUBLISHED}", name="Lê Nháp", email="nhap@gov.vn"
            )
            clerk = office.people[Role.CLERK]
            self.contact = contacts.add(session, fields, by=clerk, now=NOW).id
            typed = PageFields(PageKind.PAGE, UNPUBLISHED, body=UNPUBLISHED)
            page = pages.add(session, typed, by=clerk, now=NOW)
            self.page, self.path = page.id, page.path
            words = CannedFields(
                WORDS, WORDS, unit_id=factories.unit(session, "KCHT").id
            )
            head = office.people[Role.HEAD]
            self.canned = canned.add(session, words, by=head, now=NOW).id
        if sealed:
            self.planted.seal()
        office.index()
        self.letters = [int(path.rsplit("/", 1)[-1]) for path in self.planted.own[1:]]

    def stranger(self, role: Role | None) -> Stranger:
        """Hire an officer to whom nothing here belongs; None is a visitor."""
        client = self.office.visitor()
        if role is not None:
            unit = "VTPT" if role in UNITS else None
            name = f"stranger-{role}"
            with self.office.writing() as session:
                hired = factories.make_officer(
                    session, role, unit, now=NOW, username=name
                )
            client = self.office.signed_in(hired.officer_id)
        page = client.get("/dang-nhap" if role is None else "/duong-day-nong")
        return Stranger(role, client, token_in(page.text))

    def doors(self) -> Iterator[Door]:
        """Yield every address and method with everything that it can stand for."""
        for rule in rules(self.office.app):
            for told in self._objects(rule):
                path = path_of(self.office.app, rule, **told)
                action = told["action"]
                version = self._version() if "code" in rule.arguments else "1"
                typed = FORMS.get(action, {}) | {"version": version}
                for method in sorted({"GET", "POST"} & (rule.methods or set())):
                    yield Door(rule, method, path, action, typed)

    def _objects(self, rule: Rule) -> Iterator[dict[str, Any]]:
        told = {
            "code": self.planted.case[-15:],
            "search_id": self.kept,
            "slug": self.directive,
            "contact_id": self.contact,
            "canned_id": self.canned,
            "page_id": self.page,
            "path": self.path,
        }
        letters = self.letters if "letter_id" in rule.arguments else [1]
        actions = ACTIONS[rule.endpoint] if "action" in rule.arguments else [""]
        for letter in letters:
            for action in actions:
                yield told | {"letter_id": letter, "action": action}

    def _version(self) -> str:
        return str(self.office.row(self.planted.case).version)

    def guard(self, rule: Rule) -> frozenset[Role]:
        view = self.office.app.view_functions[rule.endpoint]
        found: frozenset[Role] = vars(view)["guard"]
        return found

    def expected(self, door: Door, role: Role | None) -> set[int]:
        """Return the answers that keep the door closed; none if it may be open."""
        guard, rule = self.guard(door.rule), door.rule
        if guard and role is None:
            return {303} if door.method == "GET" else {401}
        if guard and role not in guard:
            return {403}
        case = {"code", "letter_id"} & rule.arguments
        if "search_id" in rule.arguments or (case and self._is_foreign(role)):
            return {404}
        if "canned_id" in rule.arguments and role in UNITS:
            return {404}
        public = rule.endpoint.split(".")[0] in {"directives", "contacts", "content"}
        if role is None and public and rule.arguments:
            return {404}
        return set()

    def _is_foreign(self, role: Role | None) -> bool:
        return role not in KEEPERS if self.sealed else role in UNITS

    def words(self, role: Role | None) -> set[str]:
        """Return the words that no answer may tell this officer."""
        told = {KEPT}
        if role is None or role is Role.ADMIN or self._is_foreign(role):
            told.add(CANARY)
        if role is None or role is Role.ADMIN or role in UNITS:
            told.add(WORDS)
        return told | ({UNPUBLISHED} if role is None else set())


@contextmanager
def listening(office: Office) -> Iterator[list[str]]:
    """Yield the addresses that told a refusal while nobody else could write."""
    kept = sqlite3.connect(office.database.engine.url.database or "", timeout=0)
    kept.isolation_level = None
    found: list[str] = []

    def waits() -> bool:
        try:
            kept.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            return True
        kept.execute("ROLLBACK")
        return False

    def begun(_app: Flask, **_rest: object) -> None:
        g.waited = waits()

    def ended(_app: Flask, response: Response, **_rest: object) -> None:
        if response.status_code >= 400 and (g.get("waited") or waits()):
            found.append(f"{request.path} {response.status_code}")

    with (
        closing(kept),
        before_render_template.connected_to(begun, office.app),
        request_finished.connected_to(ended, office.app),
    ):
        yield found


def tells(answer: TestResponse, words: set[str]) -> set[str]:
    heard = said(answer)
    return {word for word in words if fold(word) in heard}


@pytest.fixture(params=[False, True], ids=["another-unit", "sealed"])
def matrix(request: pytest.FixtureRequest, office: Office) -> Matrix:
    return Matrix(office, sealed=request.param)


def test_what_is_not_his_is_not_there_for_anybody_at_any_address(
    matrix: Matrix,
) -> None:
    strangers = [matrix.stranger(role) for role in (None, *Role)]
    before, asked = fingerprint(matrix.office), 0
    for door in list(matrix.doors()):
        for one in strangers:
            if expected := matrix.expected(door, one.role):
                answer = one.ask(door.method, door.path, door.typed)
                where = (one.role, door.method, door.path, answer.status_code)
                assert answer.status_code in expected, where
                assert not tells(answer, matrix.words(one.role)), where
                if answer.status_code == 303:
                    assert answer.location.startswith("/dang-nhap?"), where
                asked += 1
    assert asked > 900
    assert fingerprint(matrix.office) == before


@pytest.mark.timeout(600)  # every address, asked by everybody
def test_every_other_address_answers_keeps_nobody_waiting_and_tells_nothing_not_his(
    matrix: Matrix,
) -> None:
    doors = sorted(matrix.doors(), key=lambda door: door.rule.endpoint == _LAST)
    first = {(it.rule.endpoint, it.action, it.method): it for it in reversed(doors)}
    strangers = [matrix.stranger(role) for role in (None, *Role)]
    with listening(matrix.office) as waited:
        for one in strangers:
            asked = 0
            for door in reversed(first.values()):
                if not matrix.expected(door, one.role):
                    answer = one.ask(door.method, door.path, {})
                    where = (one.role, door.method, door.path, answer.status_code)
                    assert answer.status_code < 500, where
                    assert not tells(answer, matrix.words(one.role)), where
                    asked += 1
            assert asked > 12, one.role
    assert waited == []


FOUND: Final = {"desk.show", "studio.show", "studio.versions", "letters.download"}


def test_its_own_people_find_at_these_addresses_what_strangers_do_not(
    matrix: Matrix,
) -> None:
    role = Role.FOCAL if matrix.sealed else Role.HANDLER
    client = matrix.office.as_(role)
    for door in matrix.doors():
        if door.rule.endpoint in FOUND:
            assert client.get(door.path).status_code == 200, door.path
    with matrix.office.reading() as session:
        assert session.scalars(select(SavedSearch.name)).one() == f"tìm {KEPT}"
        assert UNPUBLISHED in session.scalars(select(Directive.abstract)).one()
        assert UNPUBLISHED in session.scalars(select(Contact.position)).one()
        assert UNPUBLISHED in session.scalars(select(SitePage.title)).one()
