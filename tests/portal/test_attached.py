"""Words of attached files, as visitors and officers find them, and who never does."""

import html
import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from docx import Document
from sqlalchemy import select

from documents import outbox
from documents.database import Database
from documents.files import FileStore
from documents.models import Directive, FileText, OutgoingLetter
from documents.text import fold
from documents.vocabulary import CaseState, Role, TextState
from portal import indexing
from portal.config import Settings
from portal.wiring import Wiring
from portal.worker import Reader, start_reader, start_thread
from tests import factories
from tests.apps import make_app
from tests.conftest import NOW
from tests.documents.attachments.readers import FELL, FileDesk
from tests.documents.extract.samples import docx, text_pdf
from tests.documents.letter_desk import S
from tests.portal.office import Office, peopled
from tests.portal.public_site import Site
from tests.portal.test_worker import until

PDF = "application/pdf"
CANARY = "chimtrongbanky"
"""A word that stands only in a signed copy that names who sent a case."""

EVERYBODY = frozenset({"public", "officers", "desk", "staff", "unit:KCHT", "unit:VP"})
NAMES = ("kin dao", "912345678", "912 345 678", "12 le loi", CANARY)


@pytest.fixture(params=["whoosh", "tantivy"])
def office(
    request: pytest.FixtureRequest, sqlite_database: Database, tmp_path: Path
) -> Office:
    settings = Settings.from_environment(
        {
            "PORTAL_DATA_DIR": str(tmp_path),
            "PORTAL_DATABASE_URL": sqlite_database.url,
            "PORTAL_SEARCH_URL": f"{request.param}:",
            "PORTAL_SECRET_KEY": factories.SECRET,
        }
    )
    app = make_app(settings, clock=lambda: NOW)
    return peopled(Office(Site(app, sqlite_database), tmp_path))


def wired(office: Office) -> Wiring:
    found: Wiring = office.app.extensions["wiring"]
    return found


def store(office: Office) -> FileStore:
    return wired(office).store


@contextmanager
def desk(office: Office) -> Iterator[FileDesk]:
    """Attach files; what was done is committed."""
    with office.writing() as session:
        yield FileDesk(session, office.people, store(office), NOW)


def catch_up(office: Office) -> None:
    """Read the files and bring the index up to date, as the background does."""
    reader = Reader(wired(office))
    while reader.read_one():
        pass
    office.index()


def results(office: Office, role: Role | None, query: str) -> str:
    client = office.as_(role) if role else office.visitor()
    answer = client.get("/tim-kiem", query_string={"q": query})
    assert answer.status_code == 200
    return shown(answer.text)


def shown(page: str) -> str:
    """Return the list of results; what was asked is repeated elsewhere."""
    found = re.search(r'<ol class="?register\b.*?</ol>', page, re.DOTALL)
    return html.unescape(found[0]) if found else ""


def test_a_page_of_a_published_file_is_found_and_named(office: Office) -> None:
    with desk(office) as at:
        slug = at.directive(at.keep(text_pdf(), "công văn mẫu.pdf", PDF)).slug
    office.index()
    assert "công văn mẫu.pdf" not in results(office, None, "báo cáo sơ kết")
    catch_up(office)
    for query in ("báo cáo sơ kết", "bao cao so ket"):
        found = results(office, None, query)
        assert "trong tệp công văn mẫu.pdf, trang 3" in found
        assert "<mark>sơ</mark> <mark>kết</mark>" in found
        assert f'href="/van-ban/{slug}/xem#phan-3"' in found
    page = office.visitor().get(f"/van-ban/{slug}/xem").text
    assert "báo cáo sơ kết" in page[page.index("phan-3") :]


def test_a_file_is_found_by_what_it_is_called(office: Office) -> None:
    with desk(office) as at:
        slug = at.directive(at.keep(name="Biên_bản họp giao ban.txt")).slug
    catch_up(office)
    for query in ("biên bản họp giao ban", "bien ban giao ban", '"họp giao ban"'):
        found = results(office, None, query)
        assert "trong tệp Biên_bản họp giao ban.txt" in found
        assert "<mark>giao</mark> <mark>ban</mark>" in found
        assert f'href="/van-ban/{slug}/xem"' in found


def test_an_internal_file_is_found_by_officers_through_no_visitors_door(
    office: Office,
) -> None:
    with desk(office) as at:
        row = at.directive(at.keep(f"{FELL} {CANARY}", "mật nội bộ.txt"))
        row.is_public = False
        at.session.flush()
        outbox.announce(at.session, outbox.directive_key(row))
    catch_up(office)
    assert "trong tệp mật nội bộ.txt, dòng 1" in results(office, Role.CLERK, CANARY)
    visitor = office.visitor()
    for asked in (CANARY, CANARY[:6], f"{CANARY[:6]}*", "taluy duong", "taluy dg"):
        for path, query in doors(asked):
            told = visitor.get(path, query_string=query).text
            assert "nội bộ.txt" not in told
            assert CANARY not in told.replace(asked, "")
            assert "register__row" not in told


def test_a_signed_copy_is_found_with_its_letter_and_opens_there(office: Office) -> None:
    with desk(office) as at:
        letter = at.written(S.ISSUED)
        copy = at.returned(letter, docx(FELL), "bản ký.docx")
        path = f"/cong-van/{letter.id}/ban-ky/{copy.id}"
    catch_up(office)
    found = results(office, Role.HANDLER, FELL)
    assert "trong tệp bản ký.docx, đoạn 1" in found
    assert f'href="{path}"' in found
    assert office.get(Role.HANDLER, path)
    assert results(office, None, FELL) == ""


def test_a_reply_is_found_in_its_case_by_those_who_see_the_case(office: Office) -> None:
    with desk(office) as at:
        letter = at.of_case()
        at.replied(letter, at.keep())
        assert letter.case is not None
        code = letter.case.code
    catch_up(office)
    for role in (Role.CLERK, Role.HANDLER):
        assert f'href="/ho-so/{code}#tra-loi"' in results(office, role, FELL)
    assert results(office, Role.ADMIN, FELL) == ""
    assert results(office, None, FELL) == ""


def test_words_quoted_of_a_file_that_was_replaced_are_not_shown(office: Office) -> None:
    with desk(office) as at:
        at.directive(at.keep(name="cũ.txt"))
    catch_up(office)
    assert "cũ.txt" in results(office, None, FELL)
    with desk(office) as at:
        row = at.session.scalars(select(Directive)).unique().one()
        row.file_id = at.keep("khác hẳn", "mới.txt").id
        at.session.flush()
        outbox.announce(at.session, outbox.directive_key(row))
    told = results(office, None, FELL)
    assert "cũ.txt" not in told
    assert "sạt" not in told
    catch_up(office)
    assert results(office, None, f'"{FELL}"') == ""
    assert "mới.txt" in results(office, None, "khác hẳn")


def test_files_that_were_read_leave_nothing_to_tell_of_to_the_database(
    office: Office,
) -> None:
    with desk(office) as at:
        at.directive(at.keep())
        at.returned(at.written(S.ISSUED))
    catch_up(office)
    assert office.searching.differences() == []
    office.searching.rebuild()
    assert "ghi chú.txt" in results(office, None, FELL)
    assert office.searching.differences() == []


def named_copy(letter: OutgoingLetter, files: FileStore) -> bytes:
    """Return an issued letter as it comes back: with a word more."""
    assert letter.file is not None
    document = Document(io.BytesIO(files.read(letter.file)))
    document.add_paragraph(f"{CANARY} {factories.CANARY.phone}")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def doors(query: str) -> Iterator[tuple[str, dict[str, str]]]:
    yield "/tim-kiem", {"q": query}
    yield "/tim-kiem", {"q": query, "sap-xep": "moi-nhat"}
    yield "/tim-kiem", {"q": f'"{query}"', "loai": "case"}
    yield "/tim-kiem", {"q": f"{query.split()[0]}*"}
    yield "/tim-kiem/goi-y", {"q": query}
    yield "/tim-kiem/goi-y", {"q": query, "dang": "opensearch"}


def test_who_sent_a_case_comes_through_no_door_of_search(office: Office) -> None:
    with desk(office) as at:
        at.directive(at.keep("taluychungto", "chứng tỏ.txt"))
        case = factories.advance_to(
            at.session, at.case(), CaseState.REPLIED, at.people, NOW, files=at.files
        )
        rows = select(OutgoingLetter).where(OutgoingLetter.case_id == case.id)
        letter = at.session.scalars(rows).one()
        for content in (None, named_copy(letter, at.files)):
            at.returned(letter, content, f"{CANARY}.docx")
        at.replied(at.of_case(), at.keep(f"{CANARY} Trần Thị Kín Đáo", "tra-loi.txt"))
    catch_up(office)
    with office.reading() as session:
        states = {row.state for row in session.scalars(select(FileText))}
        kept = repr([row.passages for row in session.scalars(select(FileText))])
        told = repr(list(indexing.entries(session)))
    assert states == {TextState.READ, TextState.WITHHELD}
    assert "taluychungto" in fold(kept)
    for name in NAMES:
        assert name not in fold(kept)
        assert name not in fold(told)
        for role in (None, *Role):
            client = office.as_(role) if role else office.visitor()
            for path, asked in doors(name):
                answer = client.get(path, query_string=asked)
                assert answer.status_code == 200
                page = shown(answer.text) if path == "/tim-kiem" else answer.text
                page = fold(page).replace(fold(asked["q"]), "")
                assert not [told for told in ("kin dao", CANARY, "912") if told in page]
    for word, total in (("taluychungto", 1), (CANARY, 0)):
        found = office.searching.ask(word, audience=EVERYBODY)
        assert found is not None
        assert found.total == total


def test_the_background_reads_and_indexes_by_itself(office: Office) -> None:
    indexer, reader = start_thread(office.searching), start_reader(wired(office))
    with desk(office) as at:
        at.directive(at.keep())
    until(lambda: "ghi chú.txt" in results(office, None, FELL))
    reader.stop()
    indexer.stop()


def test_a_reader_outlives_a_failure(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    with desk(office) as at:
        at.directive(at.keep())
    tries: list[int] = []
    database, real = wired(office).database, wired(office).database.reading

    def failing() -> object:
        tries.append(1)
        if len(tries) == 1:
            raise OSError("the database is away")
        return real()

    monkeypatch.setattr(database, "reading", failing)
    reader = start_reader(wired(office))

    def is_found() -> bool:
        office.index()
        return "ghi chú.txt" in results(office, None, FELL)

    until(lambda: len(tries) > 1)
    until(is_found)
    reader.stop()


def attached(office: Office, role: Role, said: str, name: str) -> str:
    """Attach a text to a case of the unit of head and handler; return the case."""
    case = office.case(CaseState.IN_PROGRESS)
    sent = (io.BytesIO(said.encode()), name)
    kind = "finding" if role is Role.HANDLER else "evidence"
    typed = {"kind": kind, "files": sent}
    assert office.post(role, f"{case}/tep-dinh-kem", **typed).status_code == 303
    return case


def test_a_file_of_a_case_is_found_and_named_to_those_who_see_the_case(
    office: Office,
) -> None:
    case = attached(office, Role.HANDLER, f"{FELL} ở Km 40", "biên bản hiện trường.txt")
    catch_up(office)
    for role in (Role.CLERK, Role.HANDLER, Role.HEAD, Role.DIRECTOR):
        found = results(office, role, FELL)
        assert "trong tệp biên bản hiện trường.txt, dòng 1" in found
        assert f'href="{case}/tep-dinh-kem/1"' in found
    for stranger in (Role.ADMIN, None):
        assert results(office, stranger, FELL) == ""
    with office.writing() as session:
        other = factories.make_officer(
            session, Role.HANDLER, "VTPT", now=NOW, username="khac"
        )
    page = office.signed_in(other.officer_id).get("/tim-kiem", query_string={"q": FELL})
    assert shown(page.text) == ""


def test_a_case_is_not_found_by_what_a_file_of_it_is_called(office: Office) -> None:
    attached(office, Role.CLERK, FELL, f"ông {CANARY}.txt")
    catch_up(office)
    for role in Role:
        assert results(office, role, CANARY) == ""
    with office.reading() as session:
        assert CANARY not in fold(repr(list(indexing.entries(session))))


def test_a_withdrawn_file_is_found_no_more(office: Office) -> None:
    case = attached(office, Role.CLERK, FELL, "nhầm.txt")
    catch_up(office)
    assert "nhầm.txt" in results(office, Role.CLERK, FELL)
    told = {"reason": "Đính nhầm hồ sơ khác."}
    office.post(Role.CLERK, f"{case}/tep-dinh-kem/1/rut", **told)
    for bring_up in (lambda: None, lambda: catch_up(office), office.searching.rebuild):
        bring_up()
        told_now = results(office, Role.CLERK, FELL)
        assert "nhầm.txt" not in told_now
        assert "sạt" not in told_now
