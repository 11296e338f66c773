"""Where the paragraphs of a letter are from, and what became of those sources."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload, selectinload

from documents import canned, seeing
from documents.borrowing.sources import by_digest, digest, sources
from documents.borrowing.wording import Likeness, likeness
from documents.deadlines import local_day
from documents.letters import Facts
from documents.matter import matter_of
from documents.models import BorrowedPassage, Case, OutgoingLetter, PastReply
from documents.vault import Vault
from documents.viewer import Viewer
from documents.vocabulary import ContentState, LetterLink, LetterState

HIDDEN: Final = "Đoạn lấy từ một văn bản mà bạn không mở được"
"""What is told of a source that is not the viewer's to see."""


@dataclass(frozen=True)
class Borrowed:
    """A paragraph of a letter and its source, as the viewer may know it.

    `words` are empty if the source says it in other words now; `letter` and `case`
    are None if the viewer may not open them; `canned` is the canned reply's id.
    """

    said: str
    words: str
    is_changed: bool
    warnings: tuple[str, ...]
    by: str
    at: datetime
    letter: OutgoingLetter | None = None
    case: Case | None = None
    canned: int | None = None


def borrowed(
    session: Session,
    letter: OutgoingLetter,
    *,
    body: str,
    seen_by: Viewer,
    vault: Vault,
) -> tuple[Borrowed, ...]:
    """Return the sources of what stands in a body, in the order they were taken.

    What the body no longer says is left out; `body` may be typed and not saved yet.
    """
    rows = session.scalars(_rows(letter)).unique().all()
    if not rows or letter.case is None:
        return ()
    cases = _cases(session, rows)
    seen = [one for one in cases.values() if _is_open(one, seen_by)]
    known = sources(session, seen, vault=vault)
    texts = by_digest(
        passage.text
        for source in known.values()
        for passage in source.passages
        if not passage.why_not
    )
    facts = Facts(**matter_of(session, letter.case))
    for row in rows:
        if row.canned is not None:
            filled = canned.filled(row.canned.body, facts)
            texts[digest(filled)] = filled
    told = (_told(row, cases, texts.get(row.sha256, ""), body, seen_by) for row in rows)
    return tuple(one for one in told if one is not None)


def _rows(letter: OutgoingLetter) -> Select[BorrowedPassage]:
    followed = selectinload(BorrowedPassage.source_letter)
    return (
        select(BorrowedPassage)
        .where(BorrowedPassage.letter_id == letter.id)
        .options(
            followed.selectinload(OutgoingLetter.followed_by),
            followed.joinedload(OutgoingLetter.directive),
            joinedload(BorrowedPassage.past_reply),
            joinedload(BorrowedPassage.canned),
            joinedload(BorrowedPassage.by),
        )
        .order_by(BorrowedPassage.id)
    )


def _case_id(row: BorrowedPassage) -> int | None:
    origin: OutgoingLetter | PastReply | None = row.source_letter or row.past_reply
    return origin.case_id if origin else None


def _cases(session: Session, rows: Sequence[BorrowedPassage]) -> dict[int, Case]:
    ids = {_case_id(row) for row in rows} - {None}
    query = select(Case).where(Case.id.in_(ids)).options(selectinload(Case.units))
    return {case.id: case for case in session.scalars(query).unique()}


def _is_open(case: Case, viewer: Viewer) -> bool:
    """Say whether a source may be named here: a sealed case is in no list (§12)."""
    return not case.sealed and seeing.can_see(case, viewer)


def _told(
    row: BorrowedPassage,
    cases: dict[int, Case],
    words: str,
    body: str,
    viewer: Viewer,
) -> Borrowed | None:
    stands = likeness(words, body) if words else Likeness.CHANGED
    if stands is Likeness.GONE:
        return None
    case = cases.get(_case_id(row) or 0)
    is_open = row.canned is not None or (case is not None and _is_open(case, viewer))
    shown = case if is_open else None
    return Borrowed(
        said=_said(row, shown) if is_open else HIDDEN,
        words=words,
        is_changed=bool(words) and stands is Likeness.CHANGED,
        warnings=tuple(_warnings(row, shown)),
        by=row.by.full_name,
        at=row.at,
        letter=row.source_letter if is_open else None,
        case=shown,
        canned=row.canned_id,
    )


def _said(row: BorrowedPassage, case: Case | None) -> str:
    if row.canned is not None:
        return f"Mẫu trả lời “{row.canned.title}”"
    number, on = "", None
    if row.source_letter is not None:
        number, on = row.source_letter.printed_number, row.source_letter.issued_on
    elif row.past_reply is not None:
        number, on = row.past_reply.number, row.past_reply.issued_on
    named = f"văn bản số {number}" if number else "văn bản trả lời"
    dated = f" ngày {on:%d/%m/%Y}" if on else ""
    return f"Đoạn lấy từ {named}{dated} (hồ sơ {case.code if case else ''})"


def _warnings(row: BorrowedPassage, case: Case | None) -> Iterator[str]:
    """Yield what became of a source; of one that is hidden, without its names."""
    if row.canned is not None and row.canned.retired_at is not None:
        on = local_day(row.canned.retired_at)
        yield f"Mẫu trả lời đã thôi dùng từ ngày {on:%d/%m/%Y}."
    source = row.source_letter
    if source is None:
        return
    for later in source.followed_by:
        if later.state is LetterState.ISSUED:
            corrected = later.follows_as is LetterLink.CORRECTS
            done = "đính chính" if corrected else "thay thế"
            number = f" bằng văn bản số {later.printed_number}" if case else ""
            yield f"Văn bản nguồn đã được {done}{number}."
    if source.directive and source.directive.state is ContentState.ARCHIVED:
        yield "Văn bản nguồn đã được gỡ công bố."
    if case is not None and source.round is not None and source.round < case.round:
        yield "Hồ sơ nguồn đã được mở lại sau văn bản này."
