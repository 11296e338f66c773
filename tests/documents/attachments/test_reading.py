"""A file's way to its text: claimed, read, kept once; whatever stops it on the way."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from documents import attachments, extract, incoming, outbox
from documents.extract import LONGEST
from documents.models import Directive, FileText
from documents.vocabulary import Role, TextState
from tests.documents.attachments.readers import FELL, FileDesk
from tests.documents.extract.samples import docx, scanned_pdf, text_pdf

PDF = "application/pdf"


def test_a_file_waits_from_the_moment_it_is_kept(desk: FileDesk) -> None:
    file = desk.keep()
    assert desk.text_of(file).state is TextState.WAITING
    assert attachments.is_due(desk.session, now=desk.now)
    assert not attachments.is_due(desk.session, now=desk.now - timedelta(seconds=1))


def test_what_is_read_is_kept_with_its_places_and_announced(desk: FileDesk) -> None:
    file = desk.keep(text_pdf(), "công văn.pdf", PDF)
    key = outbox.directive_key(desk.directive(file))
    before = desk.revision(key)
    assert desk.read_all() == 1
    row = desk.text_of(file)
    assert (row.state, row.reason, row.is_cut) == (TextState.READ, "", False)
    assert row.read_at == desk.now
    assert [told[:3] for told in row.passages or ()] == [
        ["page", 1, ""],
        ["page", 2, ""],
        ["page", 3, ""],
    ]
    (read,) = attachments.attachments(desk.session, [file])
    assert (read.file_id, read.name) == (file.id, "công văn.pdf")
    assert read.passages[1].place.told == "trang 2"
    assert desk.revision(key) > before
    assert desk.read_all() == 0


def test_a_file_that_came_in_is_read_before_it_is_a_directive(desk: FileDesk) -> None:
    by = desk.people[Role.CLERK]
    dropped = incoming.look(text_pdf(), name="den.pdf", media_type=PDF)
    taken = incoming.take(desk.session, dropped, store=desk.files, by=by, now=desk.now)
    assert desk.read_all() == 1
    assert "Giao Văn phòng Sở" in desk.words_of(taken.row.file)


def test_a_file_of_a_waiting_change_is_read_before_it_is_published(
    desk: FileDesk,
) -> None:
    row, file = desk.directive(None), desk.keep()
    row.proposal = {"file_id": file.id}
    desk.session.flush()
    desk.read_all()
    assert FELL in desk.words_of(file)


def test_a_file_that_is_nobodys_is_never_opened(desk: FileDesk) -> None:
    file = desk.keep()
    assert desk.read_all() == 0
    assert desk.text_of(file).state is TextState.WITHHELD
    assert not attachments.is_due(desk.session, now=desk.now)


def test_a_file_that_cannot_be_read_says_why_once(desk: FileDesk) -> None:
    damaged = desk.keep(docx(FELL)[:-60], "hỏng.docx")
    empty = desk.keep(scanned_pdf(), "quét.pdf", PDF)
    for number, file in enumerate((damaged, empty)):
        desk.directive(file, f"{number}/UBND")
    assert desk.read_all() == 2
    assert desk.text_of(damaged).state is TextState.UNREADABLE
    assert "hỏng" in desk.text_of(damaged).reason
    assert desk.text_of(empty).state is TextState.EMPTY
    desk.sleep(days=1)
    assert desk.read_all() == 0


def test_a_reader_that_dies_leaves_the_file_to_the_next_one(desk: FileDesk) -> None:
    file = desk.keep()
    desk.directive(file)
    assert desk.claim() is not None
    assert desk.claim() is None
    desk.now += attachments.LEASE
    assert desk.read_all() == 1
    assert desk.text_of(file).state is TextState.READ


def test_a_file_that_kills_every_reader_is_given_up(desk: FileDesk) -> None:
    file = desk.keep()
    key = outbox.directive_key(desk.directive(file))
    for _ in range(attachments.MOST_TRIES):
        assert desk.claim() is not None
        desk.now += attachments.LEASE
    before = desk.revision(key)
    assert desk.claim() is None
    row = desk.text_of(file)
    assert (row.state, row.passages) == (TextState.UNREADABLE, None)
    assert "nhiều lần" in row.reason
    assert desk.revision(key) == before


def test_a_file_that_is_away_is_tried_again_and_then_given_up(desk: FileDesk) -> None:
    file = desk.keep()
    desk.directive(file)
    path = next(path for path in desk.files.root.rglob("*") if path.is_file())
    away = path.rename(path.with_suffix(".away"))
    assert desk.read_all() == 1
    assert desk.text_of(file).state is TextState.WAITING
    away.rename(path)
    desk.now += attachments.LEASE
    desk.read_all()
    assert FELL in desk.words_of(file)

    other = desk.keep("khác", "mất.txt")
    desk.directive(other, "2/UBND")
    desk.files = type(desk.files)(Path("/nowhere"))
    for _ in range(attachments.MOST_TRIES):
        assert desk.read_all() == 1
        desk.now += attachments.LEASE
    assert desk.text_of(other).state is TextState.UNREADABLE
    assert "mất.txt" in desk.text_of(other).reason


def test_an_answer_that_comes_too_late_changes_nothing(desk: FileDesk) -> None:
    file = desk.keep()
    key = outbox.directive_key(desk.directive(file))
    slow = desk.claim()
    assert slow is not None
    answer = desk.read(slow)
    desk.now += attachments.LEASE
    desk.read_all()
    before, read_at = desk.revision(key), desk.text_of(file).read_at
    desk.now += attachments.LEASE
    assert not desk.finish(slow, answer)
    assert (desk.revision(key), desk.text_of(file).read_at) == (before, read_at)


def test_a_newer_reader_reads_again_and_search_keeps_the_old_text_meanwhile(
    desk: FileDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, nobodys = desk.keep(), desk.keep("của ai", "b.txt")
    desk.directive(file)
    desk.read_all()
    attachments.read_again(desk.session, now=desk.now)
    assert desk.text_of(file).state is TextState.READ
    monkeypatch.setattr(extract, "VERSION", extract.VERSION + 1)
    attachments.read_again(desk.session, now=desk.now)
    assert desk.text_of(file).state is TextState.WAITING
    assert desk.text_of(nobodys).state is TextState.WAITING
    assert FELL in desk.words_of(file)
    fresh = desk.keep("mới đến", "moi.txt")
    desk.directive(fresh, "2/UBND")
    first = desk.claim()
    assert first is not None
    assert first.file is fresh
    assert desk.read_all() == 1
    assert desk.text_of(file).extractor == str(extract.VERSION)


def test_reading_the_same_again_announces_nothing(
    desk: FileDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = desk.keep()
    key = outbox.directive_key(desk.directive(file))
    desk.read_all()
    before = desk.revision(key)
    monkeypatch.setattr(extract, "VERSION", extract.VERSION + 1)
    attachments.read_again(desk.session, now=desk.now)
    assert desk.read_all() == 1
    assert desk.revision(key) == before


def test_scans_are_looked_at_again_once_that_is_wanted(desk: FileDesk) -> None:
    file = desk.keep(scanned_pdf(), "quét.pdf", PDF)
    desk.directive(file)
    desk.read_all()
    attachments.read_again(desk.session, now=desk.now)
    assert desk.text_of(file).state is TextState.EMPTY
    attachments.read_again(desk.session, now=desk.now, with_scans=True)
    assert desk.text_of(file).state is TextState.WAITING
    assert desk.read_all(with_scans=True) == 1
    attachments.read_again(desk.session, now=desk.now, with_scans=True)
    assert desk.text_of(file).state is not TextState.WAITING


def test_the_database_keeps_no_text_of_what_is_withheld(desk: FileDesk) -> None:
    file = desk.keep()
    desk.read_all()
    desk.text_of(file).passages = [["line", 1, "", "lời"]]
    with pytest.raises(IntegrityError):
        desk.session.flush()
    desk.session.rollback()


def test_a_long_text_is_kept_as_far_as_was_agreed(desk: FileDesk) -> None:
    file = desk.keep("chữ tiếng Việt có dấu\n" * 200_000, "dài.txt")
    desk.directive(file)
    desk.read_all()
    assert desk.text_of(file).is_cut
    assert len(desk.words_of(file).encode()) <= LONGEST + 10_000


def test_directives_that_were_read_are_the_only_texts_there_are(desk: FileDesk) -> None:
    desk.directive(desk.keep())
    desk.directive(None, "2/UBND")
    desk.read_all()
    assert len(desk.session.scalars(select(FileText)).all()) == 1
    assert len(desk.session.scalars(select(Directive)).unique().all()) == 2
