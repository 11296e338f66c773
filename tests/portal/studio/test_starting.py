"""Starting a letter: from a paper, for a case, from a file, from a past letter."""

import io
import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from documents.models import OutgoingLetter
from documents.vocabulary import CaseState, LetterLink, Role
from tests.documents.letters import foreign
from tests.portal.studio.studio import WORDS, S, Studio, token_in, told

START = "/cong-van/soan"
SEED = Path(__file__).parents[2] / "documents" / "letters" / "files" / "seed.pdf"


def letters_in(studio: Studio) -> int:
    with studio.reading() as session:
        return session.scalars(select(func.count(OutgoingLetter.id))).one()


def begun(answer: TestResponse) -> str:
    """Return the address of the letter whose desk was opened."""
    assert answer.status_code == 303, told(answer.text)
    found = re.fullmatch(r"(/cong-van/\d+)/sua", str(answer.location))
    assert found
    return found[1]


def offered(page: str) -> list[str]:
    chosen = re.search(r'name="paper".*?</select>', page, re.DOTALL)
    assert chosen
    return re.findall(r'value="([^"]+)"', chosen[0])


def upload(studio: Studio, role: Role, content: bytes, name: str) -> TestResponse:
    return studio.post(role, f"{START}/tu-tep", file=(io.BytesIO(content), name))


def test_every_paper_that_is_offered_opens_on_the_desk(studio: Studio) -> None:
    papers = offered(studio.get(Role.HANDLER, START))
    assert {"cong-van", "quyet-dinh", "bien-ban", "ke-hoach", "niem-yet"} <= set(papers)
    assert "bao-cao-ket-qua" not in papers
    for paper in papers:
        path = begun(studio.post(Role.HANDLER, START, paper=paper))
        page = studio.get(Role.HANDLER, f"{path}/sua")
        assert "Soạn dự thảo" in page
        assert studio.stored(path).state is S.DRAFT


def test_every_paper_of_a_case_opens_filled_with_what_the_case_tells(
    studio: Studio,
) -> None:
    case = studio.case(CaseState.IN_PROGRESS)
    code = case.rsplit("/", 1)[-1]
    start = studio.get(Role.HANDLER, f"{START}?ho-so={code}")
    assert f"Cho hồ sơ {code}" in start
    assert "Từ một tệp có sẵn" not in start
    papers = offered(start)
    assert len(papers) == 8
    telling = 0
    typed = {"ho-so": code}
    paths = [
        begun(studio.post(Role.HANDLER, START, paper=paper, **typed))
        for paper in papers
    ]
    for path in paths:
        assert studio.stored(path).case_id is not None
        page = studio.get(Role.HANDLER, f"{path}/sua")
        assert f'href="{case}"' in page
        assert "Kín Đáo" not in page
        telling += "ổ gà trên Quốc lộ 51" in page
    assert telling > 5
    page = studio.get(Role.FOCAL, case)
    assert [page.count(f'href="{path}"') for path in paths] == [1] * 8


def test_a_paper_that_is_not_offered_starts_nothing(studio: Studio) -> None:
    case = studio.case(CaseState.IN_PROGRESS)
    code, before = case.rsplit("/", 1)[-1], letters_in(studio)
    for typed in (
        {},
        {"paper": ""},
        {"paper": "bao-cao-ket-qua"},
        {"paper": "tra-loi"},
        {"paper": "cong-van", "ho-so": code},
        {"paper": "\x00" * 9},
    ):
        answer = studio.post(Role.HANDLER, START, **typed)
        assert answer.status_code == 422, typed
        assert "Chưa bắt đầu được" in told(answer.text)
    assert letters_in(studio) == before


def test_a_case_that_is_not_his_starts_nothing(studio: Studio) -> None:
    case = studio.case(CaseState.IN_PROGRESS)
    code, before = case.rsplit("/", 1)[-1], letters_in(studio)
    stranger = studio.client(studio.hire(Role.HEAD, unit="VTPT"))
    token = token_in(stranger.get("/ban-lam-viec").text)
    typed = {"paper": "gia-han", "csrf_token": token}
    for named in (code, "DDN-2019-999999", "x" * 5000, "\x00"):
        for answer in (
            stranger.get(START, query_string={"ho-so": named}),
            stranger.post(START, data={**typed, "ho-so": named}),
        ):
            assert answer.status_code == 404
    assert letters_in(studio) == before


def test_a_file_is_read_into_a_draft(studio: Studio) -> None:
    for content, name in (
        (foreign.issued(), "đến.docx"),
        (SEED.read_bytes(), "seed.PDF"),
    ):
        path = begun(upload(studio, Role.HANDLER, content, name))
        letter = studio.stored(path)
        assert letter.subject
        assert letter.content["body"]
        assert (letter.number, letter.content["number"], letter.content["date"]) == (
            None,
            None,
            None,
        )
        assert letter.signer_id == studio.people[Role.DIRECTOR].officer_id
        page = studio.get(Role.HANDLER, f"{path}/sua")
        assert letter.subject in page


@pytest.mark.parametrize(
    "content",
    [b"", b"MZ", b"PK\x03\x04broken", b"%PDF-1.7 broken", "<html>thư</html>".encode()],
)
def test_a_file_that_cannot_be_read_starts_nothing(
    studio: Studio, content: bytes
) -> None:
    before = letters_in(studio)
    answer = upload(studio, Role.HANDLER, content, "thư.docx")
    assert answer.status_code == 422
    assert "Chưa bắt đầu được" in told(answer.text)
    assert 'class="field__error"' in answer.text
    assert letters_in(studio) == before
    assert studio.post(Role.HANDLER, f"{START}/tu-tep").status_code == 422


def test_a_past_letter_gives_its_words_but_not_its_number(studio: Studio) -> None:
    path = studio.letter(S.ISSUED)
    start = studio.get(Role.CLERK, START)
    assert f'action="{path}/dung-lam-mau"' in start
    again = begun(studio.post(Role.CLERK, f"{path}/dung-lam-mau"))
    old, new = studio.stored(path), studio.stored(again)
    assert new.content["body"] == old.content["body"] == WORDS["body"]
    assert (new.state, new.number, new.follows_id) == (S.DRAFT, None, None)
    assert new.drafter_id == studio.people[Role.CLERK].officer_id


@pytest.mark.parametrize(
    ("address", "link", "label"),
    [
        ("dinh-chinh", LetterLink.CORRECTS, "Được đính chính bởi"),
        ("thay-the", LetterLink.REPLACES, "Được thay thế bởi"),
    ],
)
def test_what_follows_an_issued_letter_is_linked_to_it(
    studio: Studio, address: str, link: LetterLink, label: str
) -> None:
    path = studio.letter(S.ISSUED)
    page = studio.get(Role.CLERK, path)
    assert f'action="{path}/{address}"' in page
    later = begun(studio.post(Role.CLERK, f"{path}/{address}"))
    row = studio.stored(later)
    assert (row.follows_as, f"/cong-van/{row.follows_id}") == (link, path)
    assert f"{label}: dự thảo" in told(studio.get(Role.CLERK, path))
    assert f'href="{path}"' in studio.get(Role.CLERK, later)
    assert studio.stored(path).state is S.ISSUED


@pytest.mark.parametrize("state", [S.DRAFT, S.PENDING, S.APPROVED])
def test_nothing_follows_a_letter_that_is_not_issued(studio: Studio, state: S) -> None:
    path = studio.letter(state)
    before = letters_in(studio)
    for address in ("dinh-chinh", "thay-the"):
        assert address not in studio.get(Role.CLERK, path)
        answer = studio.post(Role.CLERK, f"{path}/{address}")
        assert answer.status_code == 409
        assert "đã ban hành" in told(answer.text)
    assert letters_in(studio) == before


def test_an_administrator_writes_no_letters(studio: Studio) -> None:
    before = letters_in(studio)
    admin: FlaskClient = studio.as_(Role.ADMIN)
    assert admin.get(START).status_code == 403
    answer = studio.post(Role.ADMIN, START, paper="cong-van")
    assert answer.status_code == 403
    assert letters_in(studio) == before
