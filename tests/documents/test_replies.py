"""Answering a case: approve, number, enter, close, in this order and no other."""

import io
from datetime import datetime, timedelta
from typing import Any

import pytest
from docx import Document
from sqlalchemy.orm import Session

from documents import closing, history, letters, outgoing, replies, standing
from documents.deadlines import HANOI
from documents.errors import (
    AlreadyIssued,
    Invalid,
    NotAllowed,
    OutOfDate,
    TransitionRefused,
)
from documents.files import FileDamaged, FileStore
from documents.models import Case, OutgoingLetter
from documents.vocabulary import (
    CaseState,
    EventKind,
    LetterState,
    Outcome,
    Role,
    SendChannel,
    Source,
)
from tests import factories
from tests.factories import VAULT, People

S = CaseState


class Desk:
    """One case at the desk, with everybody's hands on it."""

    def __init__(
        self, session: Session, people: People, files: FileStore, now: datetime
    ) -> None:
        self.session, self.people, self.files, self.now = session, people, files, now
        self.case = self.record()

    def record(self, **told: Any) -> Case:
        clerk = self.people[Role.CLERK]
        return factories.make_case(self.session, now=self.now, by=clerk, **told)

    def bring_to(self, state: CaseState) -> None:
        factories.advance_to(
            self.session, self.case, state, self.people, self.now, files=self.files
        )

    def issue(
        self, *, role: Role = Role.CLERK, days: int = 0, version: int | None = None
    ) -> OutgoingLetter:
        return replies.issue(
            self.session,
            self.case,
            on=(self.now + timedelta(days)).astimezone(HANOI).date(),
            vault=VAULT,
            store=self.files,
            expected_version=version or self.case.version,
            by=self.people[role],
            now=self.now,
        )

    def enter(self, **told: Any) -> None:
        replies.enter_reply(
            self.session,
            self.case,
            replies.Entry(**told),
            expected_version=self.case.version,
            by=self.people[Role.FOCAL],
            now=self.now,
        )

    def close(self, *, days: int = 0, **told: Any) -> None:
        on = (self.now + timedelta(days)).astimezone(HANOI).date()
        closing.close(
            self.session,
            self.case,
            closing.Sending(channel=SendChannel.POST, sent_on=on, **told),
            expected_version=self.case.version,
            by=self.people[Role.FOCAL],
            now=self.now,
        )

    @property
    def letter(self) -> OutgoingLetter:
        return standing.reply_letter(self.session, self.case)


@pytest.fixture
def desk(session: Session, people: People, files: FileStore, now: datetime) -> Desk:
    return Desk(session, people, files, now)


def test_a_reply_is_approved_numbered_entered_and_closed(desk: Desk) -> None:
    desk.bring_to(S.APPROVED)
    assert desk.letter.state is LetterState.APPROVED
    assert desk.letter.printed_number == ""
    assert desk.issue().printed_number == "01/SGTVT-KCHT"
    desk.enter(minutes="Đã đọc văn bản cho người phản ánh.")
    assert (desk.case.outcome, desk.case.done_at) == (Outcome.RESOLVED, desk.now)
    assert desk.case.rounds[-1].on_time is True
    desk.close()
    assert (desk.case.state, desk.case.closed_at) == (S.RESOLVED, desk.now)
    told = [e.kind for e in history.of(desk.session, desk.case)]
    assert told[-3:] == [EventKind.ISSUED, EventKind.MOVED, EventKind.MOVED]


def test_nothing_is_numbered_before_it_is_approved(desk: Desk) -> None:
    desk.bring_to(S.RECEIVED)
    with pytest.raises(TransitionRefused, match="chưa có dự thảo"):
        desk.issue()
    desk.bring_to(S.PENDING_APPROVAL)
    with pytest.raises(TransitionRefused, match="chưa được phê duyệt"):
        desk.issue()


def test_only_a_clerk_numbers(desk: Desk) -> None:
    desk.bring_to(S.APPROVED)
    for role in set(Role) - {Role.CLERK, Role.ADMIN}:
        with pytest.raises(NotAllowed):
            desk.issue(role=role)
        assert not replies.can_issue(desk.session, desk.case, desk.people[role])
    assert replies.can_issue(desk.session, desk.case, desk.people[Role.CLERK])


def test_nothing_is_entered_before_it_is_numbered(desk: Desk) -> None:
    desk.bring_to(S.APPROVED)
    with pytest.raises(TransitionRefused, match="chưa được cấp số"):
        desk.enter(minutes="Đã đọc văn bản cho người phản ánh.")


def test_an_entry_needs_the_signed_file_or_minutes(desk: Desk) -> None:
    desk.bring_to(S.APPROVED)
    desk.issue()
    with pytest.raises(Invalid) as refusal:
        desk.enter(minutes="đã gọi")
    assert list(refusal.value.fields) == ["signed_file"]
    assert desk.case.state is S.APPROVED


def test_a_letter_is_neither_back_dated_nor_dated_ahead(desk: Desk) -> None:
    desk.bring_to(S.APPROVED)
    for days, told in ((-1, "phê duyệt"), (1, "tương lai")):
        with pytest.raises(Invalid, match=told) as refusal:
            desk.issue(days=days)
        assert list(refusal.value.fields) == ["issued_on"]
    assert desk.letter.number is None


def test_a_letter_is_not_dated_before_the_last_of_its_book(desk: Desk) -> None:
    first, yesterday = desk.case, desk.now - timedelta(days=1)
    desk.case = desk.record()
    factories.advance_to(desk.session, first, S.APPROVED, desk.people, yesterday)
    factories.advance_to(desk.session, desk.case, S.APPROVED, desk.people, yesterday)
    desk.issue()
    desk.case = first
    with pytest.raises(Invalid, match="lùi ngày"):
        desk.issue(days=-1)
    assert desk.issue().number == 2


def test_a_number_is_given_once(desk: Desk) -> None:
    desk.bring_to(S.APPROVED)
    seen = desk.case.version
    desk.issue()
    with pytest.raises(OutOfDate) as refusal:
        desk.issue(version=seen)
    assert "01/SGTVT-KCHT" in refusal.value.changed[-1]
    with pytest.raises(AlreadyIssued, match="01/SGTVT-KCHT"):
        desk.issue()


def test_a_draft_changed_after_approval_is_not_numbered(desk: Desk) -> None:
    desk.bring_to(S.APPROVED)
    desk.letter.content = {**desk.letter.content, "body": "Đã đổi sau khi duyệt."}
    with pytest.raises(TransitionRefused, match="thay đổi sau khi phê duyệt"):
        desk.issue()


def test_issued_bytes_are_frozen(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.bring_to(S.APPROVED)
    letter = desk.issue()
    assert letter.file is not None
    kept = desk.files.read(letter.file)
    monkeypatch.setattr(letters, "render", lambda *_args, **_kwargs: b"a new layout")
    clerk = desk.people[Role.CLERK]
    sent, name = outgoing.file_for(
        clerk, letter, store=desk.files, today=desk.now.date()
    )
    assert (sent, name) == (kept, "01-SGTVT-KCHT-2019.docx")
    next(p for p in desk.files.root.rglob("*") if p.is_file()).write_bytes(b"changed")
    with pytest.raises(FileDamaged):
        outgoing.file_for(clerk, letter, store=desk.files, today=desk.now.date())


def words(docx: bytes) -> str:
    document = Document(io.BytesIO(docx))
    parts = [p.text for p in document.element.body.iter() if p.tag.endswith("}t")]
    return "".join(part or "" for part in parts)


def test_the_issued_letter_names_its_addressee_and_a_draft_does_not(desk: Desk) -> None:
    desk.bring_to(S.APPROVED)
    today = desk.now.date()
    draft = outgoing.draft_bytes(desk.letter, on=today)
    letter = desk.issue()
    clerk, head = desk.people[Role.CLERK], desk.people[Role.HEAD]
    issued, _ = outgoing.file_for(clerk, letter, store=desk.files, today=today)
    copy, name = outgoing.file_for(head, letter, store=desk.files, today=today)
    assert "Ông (bà) Trần Thị Kín Đáo" in words(issued)
    assert name == "BAN-SAO_01-SGTVT-KCHT-2019.docx"
    for without in (draft, copy):
        assert "Kín Đáo" not in words(without)
        assert desk.case.code in words(without)
    assert "01/SGTVT-KCHT" in words(copy)
    assert "01/SGTVT-KCHT" not in words(draft)


def test_a_case_of_the_province_is_not_closed_without_its_report(desk: Desk) -> None:
    desk.case = desk.record(source=Source.PROVINCE, external_ref="T-77")
    desk.bring_to(S.REPLIED)
    with pytest.raises(Invalid) as refusal:
        desk.close()
    assert set(refusal.value.fields) == {"province_report", "province_report_on"}
    desk.close(province_report="15/SGTVT-VP", province_report_on=desk.now.date())
    assert desk.case.state is S.RESOLVED
    assert "15/SGTVT-VP" in history.of(desk.session, desk.case)[-1].note


def test_a_reply_is_not_sent_tomorrow_nor_before_it_was_issued(desk: Desk) -> None:
    desk.bring_to(S.REPLIED)
    for days in (-1, 1):
        with pytest.raises(Invalid) as refusal:
            desk.close(days=days)
        assert list(refusal.value.fields) == ["sent_on"]


def test_a_late_reply_is_told_as_late(desk: Desk) -> None:
    desk.bring_to(S.APPROVED)
    desk.now += timedelta(days=30)
    desk.issue()
    desk.enter(minutes="Đã đọc văn bản cho người phản ánh.")
    assert desk.case.rounds[-1].on_time is False
