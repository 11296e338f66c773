"""Private words planted everywhere, looked for through every door of search."""

import html
import re
import unicodedata
from collections.abc import Iterator
from io import BytesIO
from zipfile import ZipFile

import pytest
from flask.testing import FlaskClient

from documents import contacts, history
from documents.contacts import ContactFields, PhoneFields
from documents.text import fold
from documents.vault import Identity
from documents.vocabulary import EventKind, Role
from tests import factories
from tests.conftest import NOW
from tests.portal.office import Office, office
from tests.portal.public_site import draft, publish

__all__ = ["office"]

IDENTITY = "Khướu Bạcmá"
TELEPHONE = "0977123987"
NOTE = "yếnphụng"
CASE = "sáođá"
INTERNAL = "hồnghạc"
UNPUBLISHED = "cukỳ"
CONTACT = "bồcâu"
SAVED = "đạibàng"

ALWAYS = (IDENTITY, TELEPHONE, NOTE, UNPUBLISHED, CONTACT)
"""What no search shows to anybody."""

UNITS = (CASE,)
OFFICERS = (INTERNAL,)

PATHS = (
    "/tim-kiem?q={}",
    "/tim-kiem?q={}*",
    "/tim-kiem?q=x+{}+loại:hồ+sơ",
    "/tim-kiem?q=hạn:quá+{}",
    "/tim-kiem?q={}&sap-xep=moi-nhat&trang=2",
    "/tim-kiem/goi-y?q={}",
    "/tim-kiem/goi-y?q={}&dang=opensearch",
    "/tim-kiem/atom.xml?q={}",
    "/tim-kiem/ket-qua.xlsx?q={}",
)
BROAD = (
    "/tim-kiem?q=cầu",
    "/tim-kiem?q=cau*",
    "/tim-kiem?q=từ:2000",
    "/tim-kiem?q=loại:hồ+sơ+từ:2000",
    "/tim-kiem?q=hạn:quá",
    "/tim-kiem/goi-y?q=cau+",
    "/tim-kiem/goi-y?q=cầ",
    "/tim-kiem/atom.xml?q=cầu",
    "/tim-kiem/ket-qua.xlsx?q=từ:2000",
    "/tim-kiem/da-luu",
    "/tim-kiem",
    "/ban-lam-viec",
)
"""Questions that any of the planted things would answer, without naming a word."""


@pytest.fixture
def planted(office: Office) -> Office:
    """Give an office that holds each private word in one place."""
    clerk, cvp = office.people[Role.CLERK], office.people[Role.CVP]
    with office.writing() as session:
        identity = Identity(full_name=IDENTITY, phone=TELEPHONE)
        case = factories.make_case(
            session, now=NOW, by=clerk, title=f"Cầu {CASE}", identity=identity
        )
        factories.assign(session, case, office.people, NOW)
        history.record(
            session, case, EventKind.EDITED, by=cvp, now=NOW, note=f"cầu {NOTE}"
        )
        draft(session, office.people, abstract=f"cầu {UNPUBLISHED}")
        row = draft(
            session, office.people, number="9/NB", abstract=f"cầu {INTERNAL}",
            is_public=False,
        )  # fmt: skip
        publish(session, row, office.people)
        fields = ContactFields("Cầu", CONTACT, phones=(PhoneFields("113"),))
        contacts.add(session, fields, by=clerk, now=NOW)
        public = draft(session, office.people, number="1/CK", abstract="cầu mới")
        publish(session, public, office.people)
        session.connection().exec_driver_sql(
            "UPDATE \"case\" SET due_on = '2019-12-02'"
        )
    saved = office.post(Role.FOCAL, f"/tim-kiem/da-luu?q=cầu+{SAVED}", name=SAVED)
    assert saved.status_code == 303
    return office


def told(client: FlaskClient, path: str) -> str:
    """Return all that an answer says, unpacked, without marks."""
    answer = client.get(path)
    assert answer.status_code in {200, 303, 403}, path
    body = answer.data
    if body.startswith(b"PK"):
        with ZipFile(BytesIO(body)) as packed:
            body = b"\n".join(packed.read(name) for name in packed.namelist())
    return fold(html.unescape(body.decode("utf-8", "replace")))


def forms(word: str) -> Iterator[str]:
    yield word
    yield fold(word)
    yield unicodedata.normalize("NFD", word.upper())
    yield word[: len(word) // 2 + 1]


FOUND = re.compile(r'data-hit|<entry>|"lines": \[\{|", \["|co [1-9][0-9]* ket qua')
"""What an answer has in it, at whichever door, when anything was found."""


def leaks(client: FlaskClient, words: tuple[str, ...]) -> set[str]:
    """Return the addresses that tell a word, or that there is something behind it."""
    found = set()
    for path in BROAD:
        text = told(client, path)
        found |= {f"{path}: {word}" for word in words if fold(word) in text}
    for word in words:
        for asked in (path.format(form) for path in PATHS for form in forms(word)):
            text = told(client, asked)
            # Whoever names the whole word is told it again, and of nothing found.
            named = fold(word) in fold(asked)
            if FOUND.search(text) if named else fold(word) in text:
                found.add(f"{asked}: {word}")
    return found


@pytest.mark.parametrize("indexed", [True, False])
def test_a_visitor_is_told_nothing_private(planted: Office, *, indexed: bool) -> None:
    if indexed:
        planted.index()
    words = (*ALWAYS, *UNITS, *OFFICERS, SAVED)
    assert leaks(planted.visitor(), words) == set()


@pytest.mark.parametrize("indexed", [True, False])
def test_an_administrator_is_told_of_no_case(planted: Office, *, indexed: bool) -> None:
    if indexed:
        planted.index()
    assert leaks(planted.as_(Role.ADMIN), (*ALWAYS, *UNITS, SAVED)) == set()


@pytest.mark.parametrize("indexed", [True, False])
def test_another_units_officer_is_told_of_no_case(
    planted: Office, *, indexed: bool
) -> None:
    with planted.writing() as session:
        session.connection().exec_driver_sql(
            "UPDATE \"case\" SET lead_unit_id = (SELECT id FROM unit WHERE code = 'VP')"
        )
    if indexed:
        planted.searching.rebuild()
    assert leaks(planted.as_(Role.HANDLER), (*ALWAYS, *UNITS, SAVED)) == set()


def test_the_office_is_told_what_is_its_own_and_no_more(planted: Office) -> None:
    planted.index()
    client = planted.as_(Role.FOCAL)
    assert leaks(client, ALWAYS) == set()
    shown = " ".join(leaks(client, UNITS))
    for door in ("/tim-kiem?q=cầu", "hạn:quá", "goi-y", "opensearch", "xlsx"):
        assert door in shown, "the search for leaks would not find one"
    assert "atom.xml" not in shown
    assert fold(INTERNAL) in told(client, "/tim-kiem?q=cầu")
    assert fold(CASE) in told(client, "/tim-kiem/ket-qua.xlsx?q=cầu")
    assert fold(CASE) in told(client, "/tim-kiem/goi-y?q=cau+sao")
    assert fold(SAVED) in told(client, "/tim-kiem")


def test_totals_and_facets_count_what_each_may_see(planted: Office) -> None:
    planted.index()
    visitor = planted.visitor().get("/tim-kiem?q=cầu").text
    assert "Có 1 kết quả" in visitor
    assert "Hồ sơ phản ánh" not in visitor.split("<main")[1].split("facets")[1]
    assert "Có 2 kết quả" in planted.get(Role.ADMIN, "/tim-kiem?q=cầu")
    assert "Có 3 kết quả" in planted.get(Role.FOCAL, "/tim-kiem?q=cầu")
