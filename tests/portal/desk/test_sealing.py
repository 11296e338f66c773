"""A word planted all over a case is looked for through every door once it is sealed."""

import html
import io
import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from documents import register
from documents.models import BookEntry, Case, CaseFile, FileText, OutgoingLetter
from documents.text import fold
from documents.vocabulary import CaseState, LetterAction, LetterState, Role
from portal.worker import Reader
from tests.conftest import NOW
from tests.documents.letter_desk import WORDS, LetterDesk
from tests.portal import doors
from tests.portal.desk.test_deciding import FINDING, submitted
from tests.portal.desk.test_moves import drafted
from tests.portal.office import Office, office
from tests.portal.public_site import token_in
from tests.portal.searches.test_canaries import BROAD, PATHS

__all__ = ["office"]

L, S = LetterState, CaseState
CANARY = "vẹtmào"
KEEPERS = {Role.FOCAL, Role.CVP, Role.DIRECTOR}
SAID = f"Thanh tra cầu {CANARY}: xin xem xét lại việc này."
OTHER = {"title": "Ổ gà trên cầu Rạch Hào", "location": "Cầu Rạch Hào, Km 4"}
"""Like the planted case in all but the word."""


class Planted:
    """An office with a case that tells the word wherever a case can tell one."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.other = office.case(S.IN_PROGRESS, **OTHER)
        self.case = self._answered()
        self._write_letters()
        self._read_files()

    def _answered(self) -> str:
        office = self.office
        told = {
            "title": f"Ổ gà trên cầu Rạch Hào {CANARY}",
            "location": f"Cầu Rạch Hào, Km 4 {CANARY}",
            "content": SAID,
        }
        case = office.case(S.IN_PROGRESS, **told)
        words = drafted(office, result=SAID, subject=f"cầu {CANARY}", body=SAID)
        pdf = (io.BytesIO(b"%PDF-1.7 signed"), f"bản ký {CANARY}.pdf")
        ways: tuple[tuple[Role, str, dict[str, Any]], ...] = (
            (Role.CLERK, "tep-dinh-kem", self._file()),
            (Role.DIRECTOR, "instruct", {"text": SAID}),
            (Role.CVP, "instruct", {"text": SAID, "unit_id": "3"}),
            (Role.FOCAL, "carry_out", {"instruction_id": "1", "result": SAID}),
            (Role.HANDLER, "du-thao", words),
            (Role.HEAD, "submit_result", {}),
            (Role.DIRECTOR, "approve", {}),
            (Role.CLERK, "issue", {"issued_on": "17/12/2019"}),
            (Role.FOCAL, "enter_reply", {"signed_file": pdf, "minutes": SAID}),
            (Role.FOCAL, "reopen", {"reason": SAID}),
            (Role.HANDLER, "du-thao", words),
        )
        for role, action, typed in ways:
            answer = office.move(role, case, action, **typed)
            assert answer.status_code == 303, (action, answer.text)
        for role in (Role.HANDLER, Role.FOCAL):
            office.post(role, f"{case}/trao-doi", text=SAID, key=role.value)
        return case

    def _file(self) -> dict[str, Any]:
        """Return a file that tells the word in its text and is called by it."""
        file = (io.BytesIO(SAID.encode()), f"biên bản {CANARY}.txt")
        return {"kind": "evidence", "note": SAID, "files": file}

    def _write_letters(self) -> None:
        """Leave letters of the case on every desk, and one under a held number."""
        with self.office.writing() as session:
            desk = LetterDesk(session, self.office.people, self.office.files, NOW)
            case = session.scalars(
                select(Case).where(Case.code == self.case[-15:])
            ).one()
            words = WORDS | {"subject": f"cầu {CANARY}", "body": SAID}
            held = register.reserve(
                session,
                register.Reservation("cong-van", "KCHT", SAID),
                by=self.office.people[Role.CLERK],
                now=NOW,
            )
            for state in (L.DRAFT, L.PENDING, L.APPROVED, L.ISSUED):
                letter = desk.begin("chuyen-tra", case=case)
                desk.save(letter, words)
                desk.bring_to(letter, L.APPROVED if state is L.ISSUED else state)
                if state is L.ISSUED:
                    desk.issue(letter, reserved=held.id)
                if state is L.DRAFT:
                    desk.bring_to(letter, L.PENDING)
                    desk.move(letter, LetterAction.RETURN, comment=SAID)

    def _read_files(self) -> None:
        """Read what is attached for search, as the background does."""
        reader = Reader(self.office.app.extensions["wiring"])
        while reader.read_one():
            pass

    def seal(self) -> None:
        typed = FINDING | {"guidance": SAID}
        office = self.office
        for role, action, told in (
            (Role.FOCAL, "propose_reclassify", typed),
            (Role.CVP, "reclassify", {}),
        ):
            assert office.move(role, self.case, action, **told).status_code == 303

    @property
    def own(self) -> tuple[str, ...]:
        """Return how the addresses of the case and of its letters begin."""
        with self.office.reading() as session:
            code = self.case[-15:]
            asked = select(OutgoingLetter.id).join(OutgoingLetter.case)
            letters = session.scalars(asked.where(Case.code == code)).all()
        assert len(letters) == 6
        return (self.case, *(f"/cong-van/{number}" for number in letters))

    @property
    def file(self) -> str:
        """Return the address of the file that is attached to the case."""
        return f"{self.case}/tep-dinh-kem/1"

    def addresses(self) -> Iterator[str]:
        """Yield every door, each with the numbers of all that was planted."""
        app, own = self.office.app, self.own
        with self.office.reading() as session:
            entries = session.scalars(select(BookEntry.id)).all()
        for endpoint, path in doors.doors(app, "GET"):
            if endpoint == "static":
                continue
            code, letter = doors.VALUES["code"], "/cong-van/1"
            if code in path:
                yield path.replace(code, self.case[-15:])
                yield path.replace(code, self.other[-15:])
            elif re.match(r"/cong-van/1\b", path):
                yield from (path.replace(letter, mine, 1) for mine in own[1:])
            elif path.startswith("/cong-van/so/1"):
                yield from (f"/cong-van/so/{entry}" for entry in entries)
            else:
                yield path
        yield f"{self.other}/du-thao?mau={self.case[-15:]}"
        yield f"/cong-van/soan?ho-so={self.case[-15:]}"
        yield "/cong-van/so-dang-ky?since=01%2F12%2F2019&until=31%2F12%2F2019"
        yield "/cong-van/so-dang-ky?since=1%2F12%2F2019&until=31%2F12%2F2019&dang=xlsx"
        yield from BROAD
        for form in (CANARY, fold(CANARY), CANARY[:4]):
            yield from (path.format(form) for path in PATHS)


@pytest.fixture
def planted(office: Office) -> Planted:
    return Planted(office)


def told(client: FlaskClient, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code < 500, (path, answer.text)
    return said(answer)


def said(answer: TestResponse) -> str:
    """Return all that an answer says, unpacked, without marks."""
    body = answer.data
    if body.startswith(b"PK"):
        with ZipFile(BytesIO(body)) as packed:
            body = b"\n".join(packed.read(name) for name in packed.namelist())
    headers = html.unescape(str(answer.headers))
    return fold(html.unescape(body.decode("utf-8", "replace")) + headers)


def leaks(planted: Planted, role: Role | None) -> set[str]:
    """Return the doors that tell the word to somebody, or name what was sealed."""
    office = planted.office
    client = office.as_(role) if role else office.visitor()
    found = set()
    for path in planted.addresses():
        asked = fold(path)
        text = told(client, path).replace(asked, "")
        own = path.startswith(planted.own) or "ho-so=" in path
        if own and role in KEEPERS:
            continue
        is_named = fold(CANARY) in asked or fold(CANARY[:4]) in asked
        if is_named:
            text = re.sub(r"(?s)<(head|form)\b.*?</\1>", "", text)
            if planted.case[-15:].casefold() in text:
                found.add(path)
        elif fold(CANARY) in text:
            found.add(path)
    return found


def test_before_it_is_sealed_the_word_is_told_at_many_doors(planted: Planted) -> None:
    planted.office.index()
    for role, some in (
        (Role.CLERK, {"/ho-so/", "/cong-van/", "/cong-van/du-thao", "/ban-lam-viec"}),
        (Role.FOCAL, {planted.other, "/tim-kiem?q=cầu", "/cong-van/", planted.file}),
        (Role.HANDLER, {"/ban-lam-viec", "/ho-so/", planted.case}),
        (Role.DIRECTOR, {"/ban-lam-viec"}),
    ):
        missing = some - leaks_to_all(planted, role)
        assert not missing, (role, missing)


def leaks_to_all(planted: Planted, role: Role) -> set[str]:
    client = planted.office.as_(role)
    return {
        path
        for path in planted.addresses()
        if fold(CANARY) not in fold(path) and fold(CANARY) in told(client, path)
    }


@pytest.mark.parametrize("indexed", [True, False])
def test_once_it_is_sealed_no_door_tells_it_to_anybody(
    planted: Planted, caplog: pytest.LogCaptureFixture, *, indexed: bool
) -> None:
    if indexed:
        planted.office.index()
    planted.seal()
    if indexed:
        planted.office.index()
    for role in (None, *Role):
        assert leaks(planted, role) == set(), role
    assert fold(CANARY) not in fold(caplog.text)


def test_an_index_made_anew_and_one_that_is_behind_tell_nothing_of_it(
    planted: Planted,
) -> None:
    planted.office.index()
    planted.seal()
    for role in KEEPERS:
        assert leaks(planted, role) == set(), role
    planted.office.searching.rebuild()
    assert leaks(planted, Role.FOCAL) == set()


def test_the_register_keeps_the_number_and_says_no_more(planted: Planted) -> None:
    planted.seal()
    page = planted.office.get(Role.CLERK, "/cong-van/")
    assert page.count("Văn bản của hồ sơ đã niêm phong") == 2
    assert "01/SGTVT-KCHT" in page
    assert planted.case[-15:] not in page


def test_nothing_is_kept_of_what_its_files_said(planted: Planted) -> None:
    with planted.office.reading() as session:
        told = repr([it.passages for it in session.scalars(select(FileText))])
    assert fold(CANARY) in fold(told)
    planted.seal()
    with planted.office.reading() as session:
        rows = select(FileText).join(CaseFile, CaseFile.file_id == FileText.file_id)
        assert [it.passages for it in session.scalars(rows)] == [None]


def test_like_calls_are_told_of_no_sealed_case(planted: Planted) -> None:
    planted.office.index()
    client = planted.office.as_(Role.CLERK)
    token = token_in(client.get("/ban-lam-viec").text)
    typed = {"title": "Ổ gà", "location": "Rạch Hào", "csrf_token": token}
    before = client.post("/ho-so/tuong-tu", data=typed).text
    assert planted.case in before
    planted.seal()
    for catch_up in (lambda: None, planted.office.index):
        catch_up()
        after = client.post("/ho-so/tuong-tu", data=typed).text
        assert planted.other in after
        assert CANARY not in after


def test_its_keepers_still_read_it_and_its_letters_at_their_own_addresses(
    planted: Planted,
) -> None:
    planted.seal()
    for role in Role:
        client = planted.office.as_(role)
        for path in planted.own:
            status = client.get(path).status_code
            if role is Role.ADMIN:
                assert status == 403
            else:
                assert status == (200 if role in KEEPERS else 404), (role, path)


def test_a_denunciation_that_is_not_taken_is_sealed_too(office: Office) -> None:
    case = submitted(office)
    typed = {"reason": "denunciation", "guidance": FINDING["guidance"]}
    office.move(Role.CLERK, case, "propose_decline", **typed)
    done = office.move(Role.FOCAL, case, "decline", **typed)
    assert done.status_code == 303
    assert office.row(case).sealed
    for role in (Role.CLERK, Role.FOCAL):
        assert case not in office.get(role, "/ho-so/")
        assert case not in office.get(role, "/ban-lam-viec")
    assert office.as_(Role.CLERK).get(case).status_code == 404
