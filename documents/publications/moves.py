"""Preparing, releasing and taking down what visitors read of a case (domain.md §12)."""

from collections.abc import Callable, Collection
from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from documents import history, outbox, queries, seeing
from documents.errors import NotAllowed, TransitionRefused
from documents.lifecycles import PUBLICATION, PUBLICATION_STAFF
from documents.models import Case, Publication
from documents.publications.judging import facts_of, judged, reason
from documents.publications.words import Comparison, Words
from documents.vault import Vault
from documents.viewer import Viewer
from documents.vocabulary import EventKind, PublicationAction, PublicationState, Role

Change = Callable[[Publication], str]
"""Writes what a move brings into the row; returns what the history is told."""

_KINDS: Final = {
    PublicationAction.PREPARE: EventKind.PROPOSED,
    PublicationAction.RELEASE: EventKind.PUBLISHED,
    PublicationAction.KEEP_PRIVATE: EventKind.EDITED,
    PublicationAction.TAKE_DOWN: EventKind.WITHDRAWN,
    PublicationAction.LAPSE: EventKind.WITHDRAWN,
}


def open_to(session: Session, case: Case, viewer: Viewer) -> set[PublicationAction]:
    """Return what this viewer may do about a case's text now."""
    row = queries.publication(session, case)
    facts = facts_of(session, case, viewer)
    state = row.state if row else None
    rows = PUBLICATION.open_to(state, role=viewer.role, facts=facts)
    return {row.action for row in rows} - {PublicationAction.LAPSE}


def waits_for_editing(session: Session, case: Case, viewer: Viewer) -> bool:
    """Say whether a text was sent back, and can be prepared anew by who prepares."""
    row = queries.publication(session, case)
    if row is None or row.state is not PublicationState.PRIVATE:
        return False
    facts = facts_of(session, case, viewer)
    rows = PUBLICATION.open_to(row.state, role=Role.FOCAL, facts=facts)
    return any(row.action is PublicationAction.PREPARE for row in rows)


def must_be_open(
    session: Session,
    case: Case,
    action: PublicationAction,
    *,
    expected_version: int,
    by: Viewer,
) -> None:
    """Refuse what the viewer cannot do, before its form is read.

    Raises:
        OutOfDate, TransitionRefused, NotAllowed, NotFound.
    """
    seeing.must_see(case, by)
    history.expect_version(session, case, expected_version)
    row = queries.publication(session, case)
    PUBLICATION.offered(
        row.state if row else None,
        action,
        role=by.role,
        facts=facts_of(session, case, by),
    )


def prepare(
    session: Session,
    case: Case,
    words: Words,
    *,
    kept: Collection[str] = (),
    kept_why: str = "",
    vault: Vault,
    expected_version: int,
    by: Viewer,
    now: datetime,
) -> None:
    """Write what visitors will read, to be released by another officer (P1).

    `kept` are the keys of findings that were looked at and stay in the text, for the
    reason `kept_why`.

    Raises:
        Invalid: a text is empty or tells who sent the case; a finding was not looked
        at, or stays for no reason. And what `must_be_open` raises.
    """
    action = PublicationAction.PREPARE
    must_be_open(session, case, action, expected_version=expected_version, by=by)
    comparison = Comparison(session, case, vault=vault)
    told = judged(comparison, words, kept, kept_why)

    def change(row: Publication) -> str:
        row.round, row.why, row.kept = case.round, "", told
        row.kept_why = kept_why.strip() if told else ""
        row.title, row.content, row.answer = words.title, words.content, words.answer
        row.prepared_at, row.prepared_by_id = now, by.officer_id
        row.released_at = row.released_by_id = None
        row.withdrawn_at = row.withdrawn_by_id = None
        return f"Bản công khai gửi duyệt đăng. {row.kept_why}".strip()

    _move(session, case, action, change, by=by, now=now)


def release(
    session: Session,
    case: Case,
    *,
    vault: Vault,
    expected_version: int,
    by: Viewer,
    now: datetime,
) -> None:
    """Let everybody read what another officer prepared (P2).

    Its text is compared again: with who sent the case, and with what is published now.

    Raises:
        TransitionRefused: the text tells who sent the case, or something in it was
        not looked at; the case may not be published. And what `must_be_open` raises.
    """
    action = PublicationAction.RELEASE
    must_be_open(session, case, action, expected_version=expected_version, by=by)

    def change(row: Publication) -> str:
        row.released_at, row.released_by_id = now, by.officer_id
        return "Câu trả lời đăng trên trang Hỏi đáp."

    comparison = Comparison(session, case, vault=vault)
    _move(session, case, action, change, by=by, now=now, comparison=comparison)


def keep_private(
    session: Session,
    case: Case,
    why: str,
    *,
    expected_version: int,
    by: Viewer,
    now: datetime,
) -> None:
    """Send a text back to who prepared it (P3); Invalid without a reason."""
    action = PublicationAction.KEEP_PRIVATE
    must_be_open(session, case, action, expected_version=expected_version, by=by)
    said = reason(why)

    def change(row: Publication) -> str:
        row.why = said
        return f"Trả lại bản công khai: {said}"

    _move(session, case, action, change, by=by, now=now)


def take_down(
    session: Session,
    case: Case,
    why: str,
    *,
    expected_version: int,
    by: Viewer,
    now: datetime,
) -> None:
    """Take a text away from the public, at once (P4); Invalid without a reason."""
    action = PublicationAction.TAKE_DOWN
    must_be_open(session, case, action, expected_version=expected_version, by=by)
    change = _away(reason(why), by=by, now=now)
    _move(session, case, action, change, by=by, now=now)


def follow(session: Session, case: Case, *, by: Viewer, now: datetime) -> None:
    """Take down what may not stand any longer, after a case has moved (P5, P6).

    Search and kept pages learn that the case is another, whatever the move was.
    """
    row = queries.publication(session, case)
    if row is None:
        return
    if case.sealed or case.state not in queries.ANSWERED:
        _lapse(session, case, "Hồ sơ đã chuyển sang bước khác.", by=by, now=now)
    outbox.announce(session, outbox.answer_key(case))


def say_no(
    session: Session,
    case: Case,
    note: str,
    *,
    opted_out: bool,
    expected_version: int,
    by: Viewer,
    now: datetime,
) -> None:
    """Write down whether the sender wants nothing published; what stands is gone.

    Raises:
        Invalid: no note of how he said so. TransitionRefused: nothing would change.
        NotAllowed: not of the office, whom senders call. OutOfDate, NotFound.
    """
    seeing.must_see(case, by)
    if by.role not in PUBLICATION_STAFF:
        raise NotAllowed(f"Vai trò “{by.role.label}” không ghi ý kiến về công khai.")
    history.expect_version(session, case, expected_version)
    if case.opted_out is opted_out:
        raise TransitionRefused("Hồ sơ đã được ghi như vậy.")
    said = reason(note, field="note")
    case.opted_out = opted_out
    told = "không đồng ý" if opted_out else "đồng ý"
    history.record(
        session,
        case,
        EventKind.EDITED,
        by=by,
        now=now,
        note=f"Người gửi {told} công khai: {said}",
        data={"opted_out": opted_out},
    )
    if opted_out:
        _lapse(session, case, "Người gửi không đồng ý công khai.", by=by, now=now)
    outbox.announce(session, outbox.answer_key(case))


def _lapse(
    session: Session, case: Case, why: str, *, by: Viewer, now: datetime
) -> None:
    row = queries.publication(session, case)
    if row is None or row.state not in _LAPSING:
        return
    is_public = row.state is PublicationState.PUBLIC
    change = _away(why, by=by, now=now) if is_public else _back(why)
    _move(session, case, PublicationAction.LAPSE, change, by=by, now=now)


_LAPSING: Final = frozenset({PublicationState.PENDING, PublicationState.PUBLIC})


def _away(why: str, *, by: Viewer, now: datetime) -> Change:
    def change(row: Publication) -> str:
        row.withdrawn_at, row.withdrawn_by_id, row.why = now, by.officer_id, why
        return why

    return change


def _back(why: str) -> Change:
    def change(row: Publication) -> str:
        row.why = why
        return why

    return change


def _move(
    session: Session,
    case: Case,
    action: PublicationAction,
    change: Change,
    *,
    by: Viewer,
    now: datetime,
    comparison: Comparison | None = None,
) -> None:
    """Give a text its new state, and tell history, search and kept pages."""
    facts = facts_of(session, case, by, comparison=comparison)
    row = queries.publication(session, case)
    state = row.state if row else None
    move = PUBLICATION.step(state, action, role=by.role, facts=facts)
    row = row or Publication(case_id=case.id, case=case)
    note = change(row)
    if move.target is not None:
        row.state = move.target
    session.add(row)
    history.record(
        session,
        case,
        _KINDS[action],
        by=by,
        now=now,
        note=note,
        data={"publication": row.state.value},
    )
    outbox.announce(session, outbox.answer_key(case))
