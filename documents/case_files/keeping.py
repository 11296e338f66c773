"""Attaching files to a case and taking them back (domain.md §6, §12).

Everybody who writes on a case attaches to it while it is open. A file is never
deleted: one that is withdrawn is neither shown nor sent any more, and its words are
forgotten. What tells who sent the case is the office's alone.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from documents import attachments, history, outbox, seeing
from documents.case_files.formats import Format, format_named
from documents.case_files.looking import Found
from documents.errors import Invalid, NotAllowed, NotFound, TransitionRefused
from documents.files import FileStore
from documents.lifecycles import OPEN
from documents.models import Case, CaseFile
from documents.viewer import Viewer
from documents.vocabulary import EventKind, FileKind, Role

MOST_IN_A_CASE: Final = 40
SHORTEST_REASON: Final = 5
"""Characters that say why a file is taken back, or shown to others than before."""

_OFFICE: Final = (FileKind.EVIDENCE, FileKind.FROM_SENDER)
_UNIT: Final = (FileKind.FINDING, FileKind.EVIDENCE)
_KINDS: Final = {
    Role.CLERK: _OFFICE,
    Role.FOCAL: (*_OFFICE, FileKind.FINDING),
    Role.CVP: (*_OFFICE, FileKind.FINDING),
    Role.HEAD: _UNIT,
    Role.HANDLER: _UNIT,
}
"""What each role attaches of its own: an answer of the sender comes with X05 only."""

_WITHDRAW_ANY: Final = frozenset({Role.FOCAL, Role.CVP})
_OF_THE_SENDER: Final = frozenset({FileKind.FROM_SENDER, FileKind.SUPPLEMENT})


@dataclass(frozen=True)
class Enclosure:
    """Files that are attached together, and where their bytes are kept."""

    files: tuple[Found, ...]
    store: FileStore
    is_private: bool = False
    note: str = ""


def kinds_for(viewer: Viewer) -> tuple[FileKind, ...]:
    """Return as what a viewer may attach files; nothing for who writes on no case."""
    return _KINDS.get(viewer.role, ())


def can_add(case: Case, viewer: Viewer) -> bool:
    """Say whether a viewer who sees the case may attach files to it now."""
    return case.state in OPEN and bool(kinds_for(viewer))


def can_open(row: CaseFile, viewer: Viewer) -> bool:
    """Say whether a viewer who sees the case may open a file of it."""
    if row.withdrawn_at is not None:
        return False
    return viewer.sees_every_case or not row.is_private


def can_withdraw(row: CaseFile, viewer: Viewer) -> bool:
    """Say whether a viewer may take a file back: who added it, or the office."""
    if not can_open(row, viewer):
        return False
    is_own = row.added_by_id == viewer.officer_id and row.case.state in OPEN
    return is_own or viewer.role in _WITHDRAW_ANY


def of_case(session: Session, case: Case) -> Sequence[CaseFile]:
    """Return every file of a case, withdrawn ones too, oldest first."""
    rows = select(CaseFile).where(CaseFile.case_id == case.id).order_by(CaseFile.id)
    people = joinedload(CaseFile.added_by), joinedload(CaseFile.withdrawn_by)
    return session.scalars(rows.options(*people)).all()


def get(session: Session, case: Case, case_file_id: int, *, viewer: Viewer) -> CaseFile:
    """Return a file of a case that the viewer may open, or raise NotFound."""
    seeing.must_see(case, viewer)
    row = session.get(CaseFile, case_file_id)
    if row is None or row.case_id != case.id or not can_open(row, viewer):
        raise NotFound("Hồ sơ không có tệp này, hoặc tệp đã được rút.")
    return row


def must_add(case: Case, by: Viewer) -> None:
    """Refuse who cannot attach files now, before his form is read.

    Raises:
        NotFound. NotAllowed: no role that attaches files. TransitionRefused: the case
        has been answered, or has ended.
    """
    seeing.must_see(case, by)
    if not kinds_for(by):
        raise NotAllowed("Vai trò của bạn không thêm tệp vào hồ sơ.")
    if case.state not in OPEN:
        raise TransitionRefused("Hồ sơ đã trả lời hoặc kết thúc, không thêm tệp được.")


def add(
    session: Session,
    case: Case,
    kind: FileKind,
    enclosure: Enclosure,
    *,
    by: Viewer,
    now: datetime,
) -> list[CaseFile]:
    """Attach files outside of any move.

    Raises:
        Invalid: no file, or too many; and what `must_add` raises.
    """
    must_add(case, by)
    if kind not in kinds_for(by):
        raise Invalid({"kind": "Hãy chọn một loại trong danh sách."})
    if not enclosure.files:
        raise Invalid({"files": "Hãy chọn ít nhất một tệp."})
    return attach(session, case, kind, enclosure, by=by, now=now)


def attach(
    session: Session,
    case: Case,
    kind: FileKind,
    enclosure: Enclosure,
    *,
    by: Viewer | None,
    now: datetime,
) -> list[CaseFile]:
    """Keep files as part of a move; `by` None is the sender himself.

    The same file is kept once in a case. A recording of the sender is his voice, so it
    is private whatever was ticked (domain.md §12).

    Raises:
        Invalid: the case would have more files than it may.
    """
    if not enclosure.files:
        return []
    standing = [one for one in of_case(session, case) if one.withdrawn_at is None]
    known = {one.file.sha256 for one in standing}
    new = list(_without(known, enclosure.files))
    if len(standing) + len(new) > MOST_IN_A_CASE:
        most = f"Mỗi hồ sơ giữ tối đa {MOST_IN_A_CASE} tệp"
        raise Invalid({"files": f"{most}; hồ sơ này đang có {len(standing)}."})
    rows = [_row(session, case, kind, one, enclosure, by, now) for one in new]
    session.add_all(rows)
    session.flush()
    if rows:
        tell(session, rows, EventKind.FILE_ADDED, by=by, now=now, note=told_of(rows))
    return rows


def _without(known: set[str], files: Iterable[Found]) -> Iterable[Found]:
    for one in files:
        if one.sha256 not in known:
            known.add(one.sha256)
            yield one


def _row(
    session: Session,
    case: Case,
    kind: FileKind,
    found: Found,
    enclosure: Enclosure,
    by: Viewer | None,
    now: datetime,
) -> CaseFile:
    kept = enclosure.store.keep(
        session,
        found.content,
        name=found.name,
        media_type=found.format.media_type,
        by=by,
        now=now,
    )
    return CaseFile(
        case_id=case.id,
        case=case,
        file=kept,
        kind=kind,
        round=case.round,
        pages=found.pages,
        is_private=enclosure.is_private or is_voice(kind, found.format),
        note=enclosure.note,
        added_at=now,
        added_by_id=by.officer_id if by else None,
    )


def is_voice(kind: FileKind, form: Format) -> bool:
    """Say whether a file is the sender's own voice, by which he is known (§12)."""
    return kind in _OF_THE_SENDER and form.is_recording


def withdraw(
    session: Session,
    row: CaseFile,
    reason: str,
    *,
    store: FileStore,
    by: Viewer,
    now: datetime,
) -> None:
    """Take a file back: from now on nobody gets it, and search forgets it.

    Raises:
        NotAllowed: added by somebody else, or the case has ended. Invalid: no reason.
    """
    if not can_withdraw(row, by):
        raise NotAllowed(
            "Người thêm tệp rút tệp khi hồ sơ còn mở; sau đó công chức đầu mối hoặc"
            " Chánh Văn phòng rút."
        )
    if len(reason.strip()) < SHORTEST_REASON:
        least = f"ít nhất {SHORTEST_REASON} ký tự"
        raise Invalid({"reason": f"Cần nêu lý do rút tệp, {least}."})
    row.withdrawn_at, row.withdrawn_by_id = now, by.officer_id
    row.withdrawn_why = reason.strip()
    session.flush()
    attachments.withhold(session, [row.file_id], now=now)
    store.clear_beside(row.file)
    note = f"{told_of([row])}. Lý do: {row.withdrawn_why}"
    tell(session, [row], EventKind.FILE_WITHDRAWN, by=by, now=now, note=note)
    outbox.announce(session, outbox.case_key(row.case))


def withhold(session: Session, case: Case, *, now: datetime) -> None:
    """Forget the words of all files of a case that is being sealed (§12)."""
    ids = session.scalars(select(CaseFile.file_id).where(CaseFile.case_id == case.id))
    attachments.withhold(session, ids.all(), now=now)


def told_of(rows: Sequence[CaseFile]) -> str:
    """Tell of files by what they are: their names may be somebody's (§12)."""
    kinds = Counter(format_named(row.file.media_type).label for row in rows)
    told = (f"{count} {kind}" if count > 1 else kind for kind, count in kinds.items())
    return f"{rows[0].kind.label}: {', '.join(told)}"


def tell(
    session: Session,
    rows: Sequence[CaseFile],
    kind: EventKind,
    *,
    by: Viewer | None,
    now: datetime,
    note: str,
) -> None:
    """Write the line of what was done to files together."""
    data = {"files": {str(row.id): row.file.sha256 for row in rows}}
    case, who = rows[0].case, history.SENDER
    history.record(session, case, kind, by=by, now=now, note=note, data=data, who=who)
