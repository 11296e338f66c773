"""Taking a paragraph over into a draft, and keeping from where.

A mark names what is taken while a draft is typed: `v12.3` the third paragraph of the
letter 12, `c7.1` the first of the past reply 7, `m5` the canned reply 5.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from documents import canned, queries
from documents.borrowing.sources import Passage, Source, digest, source_of
from documents.borrowing.wording import Likeness, likeness
from documents.errors import Invalid, NotFound
from documents.letters import Facts
from documents.matter import matter_of
from documents.models import (
    REPLY,
    BorrowedPassage,
    Case,
    OutgoingLetter,
    PastReply,
)
from documents.vault import Vault
from documents.viewer import Viewer
from documents.vocabulary import LetterState

MARKS: Final = re.compile(r"(?P<kind>[vcm])(?P<id>\d{1,9})(?:\.(?P<place>\d{1,4}))?")
MOST: Final = 60
"""Paragraphs that one draft takes over before it is saved."""

_GONE: Final = "Không lấy được đoạn này: nguồn không còn hoặc không mở được với bạn."


def mark(source: Source, passage: Passage) -> str:
    """Return the mark of a paragraph of a source."""
    kind = "v" if isinstance(source.origin, OutgoingLetter) else "c"
    return f"{kind}{source.origin.id}.{passage.number}"


@dataclass(frozen=True)
class Taken:
    """A text ready to stand in a draft, and what it was taken from."""

    mark: str
    text: str
    origin: OutgoingLetter | PastReply | int


def take(session: Session, mark: str, *, case: Case, by: Viewer, vault: Vault) -> Taken:
    """Return what a mark stands for, its fields filled from the draft's own case.

    Raises:
        NotFound: there is no such paragraph for the viewer.
        Invalid: it tells who sent the source's case, or the case's code.
    """
    read = MARKS.fullmatch(mark)
    if read is None:
        raise NotFound(_GONE)
    key = int(read["id"])
    if read["kind"] == "m":
        return _canned(session, mark, key, case=case, by=by)
    source = _source(session, read["kind"], key, by=by, vault=vault)
    place = int(read["place"] or 0)
    passage = next((one for one in source.passages if one.number == place), None)
    if passage is None or source.case.id == case.id:
        raise NotFound(_GONE)
    if passage.why_not:
        raise Invalid({"body": passage.why_not})
    return Taken(mark, passage.text, source.origin)


def _canned(session: Session, mark: str, key: int, *, case: Case, by: Viewer) -> Taken:
    row = canned.get(session, key, by)
    facts = Facts(**matter_of(session, case))
    return Taken(mark, canned.filled(row.body, facts), row.id)


def _source(
    session: Session, kind: str, key: int, *, by: Viewer, vault: Vault
) -> Source:
    origin = _issued(session, key) if kind == "v" else session.get(PastReply, key)
    case = _visible(session, origin.case_id if origin else None, by)
    if origin is None or case is None:
        raise NotFound(_GONE)
    return source_of(session, case, origin, vault=vault)


def _issued(session: Session, key: int) -> OutgoingLetter | None:
    """Return a reply that was issued; a draft is nobody's source."""
    return session.scalar(
        select(OutgoingLetter).where(
            OutgoingLetter.id == key,
            OutgoingLetter.paper == REPLY,
            OutgoingLetter.state == LetterState.ISSUED,
        )
    )


def _visible(session: Session, case_id: int | None, by: Viewer) -> Case | None:
    query = select(Case).where(Case.id == case_id, queries.visible_cases(by))
    return session.scalars(query).unique().one_or_none()


def record(
    session: Session,
    letter: OutgoingLetter,
    marks: str,
    *,
    by: Viewer,
    vault: Vault,
    now: datetime,
) -> None:
    """Keep where the paragraphs of a saved draft are from, as far as they stand in it.

    `marks` are those of the form, between spaces. What cannot be taken any more is
    left out; what was kept before is kept.

    Raises:
        Invalid: a paragraph tells who sent its source's case.
    """
    if letter.case is None:
        return
    known = {*session.scalars(_digests(letter))}
    for mark in dict.fromkeys(marks.split()[:MOST]):
        try:
            taken = take(session, mark, case=letter.case, by=by, vault=vault)
        except NotFound:
            continue
        print_of = digest(taken.text)
        stands = likeness(taken.text, letter.content.get("body") or "")
        if print_of in known or stands is Likeness.GONE:
            continue
        known.add(print_of)
        session.add(_row(letter, taken, print_of, by=by, now=now))
    session.flush()


def _digests(letter: OutgoingLetter) -> Select[str]:
    return select(BorrowedPassage.sha256).where(BorrowedPassage.letter_id == letter.id)


def _row(
    letter: OutgoingLetter, taken: Taken, sha256: str, *, by: Viewer, now: datetime
) -> BorrowedPassage:
    row = BorrowedPassage(
        letter_id=letter.id, sha256=sha256, at=now, by_id=by.officer_id
    )
    match taken.origin:
        case OutgoingLetter() as source:
            row.source_letter_id = source.id
        case PastReply() as source:
            row.past_reply_id = source.id
        case int() as canned_id:
            row.canned_id = canned_id
    return row
