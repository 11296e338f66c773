"""What gets into the index, for whom, and that it equals the database."""

from pathlib import Path

from documents import outbox
from documents.models import Contact, Directive, OutgoingLetter, UnitResult
from documents.vocabulary import ContentState, Role
from portal import indexing
from search import Index, open_index
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
