"""What gets into the index, for whom, and that it equals the database."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from documents import outbox, studio
from documents.models import Contact, Directive, OutgoingLetter, UnitResult
from documents.vocabulary import ContentState, LetterState, Role
from portal import indexing
from search import Entry, Index, open_index
from tests import factories
from tests.documents.letter_desk import A, LetterDesk, S
from tests.portal.public_site import NOW, Site, draft, site
from tests.portal.test_find import make_case

__all__ = ["site"]


def fresh(tmp_path: Path) -> Index:
    return open_index(f"whoosh:{tmp_path / 'another'}")


def test_draining_twice_takes_each_change_once(site: Site, tmp_path: Path) -> None:
    index = fresh(tmp_path)
    assert indexing.drain(site.database, index) == 7
    assert indexing.drain(site.database, index) == 0
    with site.database.reading() as session:
        assert index.cursor == outbox.revision(session.connection())
        assert indexing.differences(session, index) == []


def test_batches_leave_nothing_out(site: Site, tmp_path: Path) -> None:
    with site.writing() as session:
        for number in range(indexing.BATCH + 5):
            row = draft(session, site.people, number=f"{number}/LO", abstract="lô")
            row.state = ContentState.PUBLISHED
    index = fresh(tmp_path)
    indexing.drain(site.database, index)
    assert len(index.revisions()) == indexing.BATCH + 5 + 7
    rebuilt = open_index(f"whoosh:{tmp_path / 'third'}")
    with site.database.reading() as session:
        rebuilt.rebuild(indexing.entries(session), cursor=index.cursor)
    assert rebuilt.revisions() == index.revisions()


def test_differences_are_named(site: Site, tmp_path: Path) -> None:
    index = fresh(tmp_path)
    indexing.drain(site.database, index)
    index.apply([], ["contact:1"], cursor=index.cursor)
    with site.writing() as session:
        row = session.get(Contact, 2)
        assert row is not None
        outbox.announce(session, outbox.contact_key(row))
    with site.database.reading() as session:
        told = {d.key: d.problem for d in indexing.differences(session, index)}
    assert told == {
        "contact:1": "thiếu trong chỉ mục",
        "contact:2": "chỉ mục giữ bản cũ",
    }


def test_a_draft_is_not_indexed_and_an_internal_document_is_for_officers(
    site: Site,
) -> None:
    with site.writing() as session:
        draft(session, site.people)
    with site.database.reading() as session:
        entries = {entry.key: entry for entry in indexing.entries(session)}
        internal = session.query(Directive).filter_by(is_public=False).one()
        hidden = session.query(Directive).filter_by(state=ContentState.DRAFT).one()
    assert entries[f"directive:{internal.id}"].audience == {"officers"}
    assert f"directive:{hidden.id}" not in entries
    assert entries["contact:1"].audience == {"public"}


def test_a_number_kept_back_is_not_in_the_index(site: Site) -> None:
    with site.database.reading() as session:
        told = repr(list(indexing.entries(session)))
    assert "0903706338" in told
    assert "0987000000" not in told


def test_a_waiting_change_is_not_in_the_index(site: Site) -> None:
    with site.writing() as session:
        row = session.get(Directive, 1)
        assert row is not None
        row.proposal = {"abstract": "chưa ai duyệt"}
    with site.database.reading() as session:
        assert "chưa ai duyệt" not in repr(list(indexing.entries(session)))


def test_a_case_is_found_by_its_result_and_its_reply(site: Site) -> None:
    case = make_case(site)
    officer = site.people[Role.FOCAL].officer_id
    with site.writing() as session:
        session.add(
            UnitResult(
                case_id=case.id, round=1, text="đã vá mặt đường", by_id=officer, at=NOW
            )
        )
        session.add(
            OutgoingLetter(
                case_id=case.id,
                round=1,
                content={"body": "Sở đã sửa chữa."},
                subject="trả lời phản ánh",
                symbol="SGTVT-KCHT",
                book="letters",
                drafter_id=officer,
                drafted_at=NOW,
                signer_id=officer,
            )
        )
    with site.database.reading() as session:
        entries = {entry.key: entry for entry in indexing.entries(session)}
    entry = entries["case:DDN-2019-000001"]
    assert entry.audience == {"staff", "unit:KCHT"}
    for told in ("Km 40", "đã vá mặt đường", "Sở đã sửa chữa.", "trả lời phản ánh"):
        assert told in entry.body
    assert entry.numbers == ("DDN-2019-000001",)
    assert entry.facets == {
        "state": "in_progress",
        "field": "roads",
        "unit": "KCHT",
        "source": "department",
    }


@contextmanager
def at_the_desk(site: Site, tmp_path: Path) -> Iterator[LetterDesk]:
    """Write and move letters; what was done is committed."""
    with site.writing() as session:
        yield LetterDesk(session, site.people, factories.store(tmp_path), NOW)


def found_now(site: Site) -> dict[str, Entry]:
    with site.database.reading() as session:
        return {entry.key: entry for entry in indexing.entries(session)}


@pytest.mark.parametrize(
    ("state", "audience"),
    [
        (S.DRAFT, {"staff"}),
        (S.PENDING, {"staff"}),
        (S.APPROVED, {"staff"}),
        (S.ISSUED, {"desk"}),
    ],
)
def test_a_letter_is_found_by_the_office_and_once_issued_by_every_desk(
    site: Site, tmp_path: Path, state: LetterState, audience: set[str]
) -> None:
    with at_the_desk(site, tmp_path) as desk:
        key = f"letter:{desk.written(state).id}"
    issued, entry = state is S.ISSUED, found_now(site)[key]
    assert entry.audience == audience
    assert entry.numbers == (("01/SGTVT-KCHT",) if issued else ())
    number = " số 01/SGTVT-KCHT" if issued else ""
    assert entry.title == f"Công văn{number} – sửa chữa ổ gà trên Quốc lộ 51"
    assert "vá toàn bộ ổ gà" in entry.body
    assert (entry.on, entry.facets) == (NOW.date(), {"state": state.value})
    seen_by = {r for r, v in site.people.items() if v.audience & entry.audience}
    office = {Role.CLERK, Role.FOCAL, Role.CVP, Role.DIRECTOR}
    assert seen_by == (set(Role) - {Role.ADMIN} if issued else office)


def test_a_letter_in_the_trash_is_in_no_index_until_it_comes_back(
    site: Site, tmp_path: Path
) -> None:
    index = fresh(tmp_path)
    with at_the_desk(site, tmp_path) as desk:
        of_case = desk.begin("gia-han", case=desk.case())
        desk.save(of_case, {"body": "Lời của thông báo gia hạn."})
        ids = [desk.written().id, of_case.id]

    def is_found() -> set[bool]:
        indexing.drain(site.database, index)
        with site.database.reading() as session:
            assert indexing.differences(session, index) == []
        words = "thông báo gia hạn" in repr(found_now(site))
        return {words, f"letter:{ids[0]}" in index.revisions()}

    assert is_found() == {True}
    for action, expected in ((A.DISCARD, False), (A.RESTORE, True)):
        with at_the_desk(site, tmp_path) as desk:
            for letter_id in ids:
                desk.move(desk.session.get_one(OutgoingLetter, letter_id), action)
        assert is_found() == {expected}


def test_a_cases_letters_are_found_under_the_case_and_nowhere_else(
    site: Site, tmp_path: Path
) -> None:
    with at_the_desk(site, tmp_path) as desk:
        letter = desk.begin("gia-han", case=desk.case())
        desk.finished(letter, S.ISSUED, body="Gia hạn vì mưa bão kéo dài.")
    entries = found_now(site)
    assert [key for key in entries if key.startswith("letter:")] == []
    entry = entries["case:DDN-2019-000001"]
    assert "mưa bão kéo dài" in entry.body
    assert "01/TB-SGTVT" in entry.numbers
    assert entry.audience == {"staff", "unit:KCHT"}


@pytest.mark.parametrize("paper", ["phieu-tiep-nhan", "phieu-huong-dan", "gia-han"])
def test_no_entry_holds_the_name_of_a_complainant(
    site: Site, tmp_path: Path, paper: str
) -> None:
    with at_the_desk(site, tmp_path) as desk:
        letter = desk.begin(paper, case=desk.case())
        body = f"Kính gửi {{người phản ánh}}: {letter.content['body']}"
        desk.finished(letter, S.ISSUED, body=body)
        by = site.people[Role.HANDLER]
        start = studio.from_letter(letter, by=by)
        copy = studio.begin(desk.session, start, by=by, now=desk.now)
    told = found_now(site)
    assert "Kính gửi {người phản ánh}" in told["case:DDN-2019-000001"].body
    assert "Kính gửi [người phản ánh]" in told[f"letter:{copy.id}"].body
    for secret in (factories.CANARY.full_name, factories.CANARY.phone):
        assert secret not in repr(told)
