"""What stands beside a draft: past answers, canned replies, its citations and sources.

A draft's form carries in `taken` the marks of what was taken over while it is typed;
when it is saved the letter keeps them as its sources.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from flask import url_for
from sqlalchemy.orm import Session

from documents import borrowing, canned, letters, outgoing
from documents.borrowing import Borrowed
from documents.errors import Invalid, NotFound
from documents.letters import Facts
from documents.matter import matter_of
from documents.models import Case, OutgoingLetter
from portal import wiring
from portal.security import acting
from portal.workbench.alike import PastAnswer, answers_like
from portal.workbench.cited import OutdatedRow, outdated_each, outdated_in

_CLOSED: Final = "./."


@dataclass(frozen=True)
class CannedPick:
    """A canned reply with its fields filled, ready to be put into a draft."""

    mark: str
    title: str
    field: str
    uses: int
    text: str
    cited: tuple[OutdatedRow, ...]


@dataclass(frozen=True)
class BorrowedRow:
    """A paragraph of a letter and its source; "" is not open to who looks."""

    said: str
    words: str
    is_changed: bool
    warnings: tuple[str, ...]
    by: str
    at: datetime
    url: str


@dataclass(frozen=True)
class Bench:
    """Everything beside a draft. `form` is the id of the form its buttons send.

    `answer_here` is what stands in a draft where its answer is to be written.
    """

    form: str
    answer_here: str
    answers: tuple[PastAnswer, ...]
    canned: tuple[CannedPick, ...]
    cited: tuple[OutdatedRow, ...]
    borrowed: tuple[BorrowedRow, ...]


def bench_of(
    session: Session,
    case: Case,
    letter: OutgoingLetter | None,
    *,
    form: str,
    texts: Iterable[str],
    body: str,
) -> Bench:
    """Return what stands beside a draft of a case, of these texts and this body."""
    return Bench(
        form=form,
        answer_here=letters.ANSWER_HERE,
        answers=answers_like(session, case, seen_by=acting()),
        canned=_picks(session, case),
        cited=outdated_in(session, texts),
        borrowed=borrowed_in(session, letter, body) if letter else (),
    )


def _picks(session: Session, case: Case) -> tuple[CannedPick, ...]:
    rows = canned.offered(session, case, acting())
    if not rows:
        return ()
    used, facts = canned.uses(session), Facts(**matter_of(session, case))
    cited = outdated_each(session, [row.body for row in rows])
    return tuple(
        CannedPick(
            mark=f"m{row.id}",
            title=row.title,
            field=row.field.label if row.field else "Mọi lĩnh vực",
            uses=used.get(row.id, 0),
            text=canned.filled(row.body, facts),
            cited=told,
        )
        for row, told in zip(rows, cited, strict=True)
    )


def borrowed_of(session: Session, letter: OutgoingLetter) -> tuple[BorrowedRow, ...]:
    """Return the sources of a letter as it stands, for who reads or approves it."""
    return borrowed_in(session, letter, "\n".join(outgoing.texts(letter.content)))


def borrowed_in(
    session: Session, letter: OutgoingLetter, body: str
) -> tuple[BorrowedRow, ...]:
    """Return the sources of what a typed body says."""
    rows = borrowing.borrowed(
        session, letter, body=body, seen_by=acting(), vault=wiring.current().vault
    )
    return tuple(map(_row, rows))


def _row(one: Borrowed) -> BorrowedRow:
    return BorrowedRow(
        said=one.said,
        words=one.words,
        is_changed=one.is_changed,
        warnings=one.warnings,
        by=one.by,
        at=one.at,
        url=_url(one),
    )


def _url(one: Borrowed) -> str:
    if one.letter is not None:
        return url_for("studio.show", letter_id=one.letter.id)
    if one.case is not None:
        return url_for("desk.show", code=one.case.code)
    if one.canned is not None:
        return url_for("desk.show_canned", canned_id=one.canned)
    return ""


def taken_into(session: Session, case: Case, body: str, mark: str) -> tuple[str, str]:
    """Return a body with what a mark stands for in it, and the mark again.

    Raises:
        NotFound, Invalid: as `borrowing.take` does.
    """
    taken = borrowing.take(
        session, mark, case=case, by=acting(), vault=wiring.current().vault
    )
    return _with(body.strip(), taken.text), taken.mark


def _with(body: str, text: str) -> str:
    """Return a body with a text where the answer goes, before what closes a letter."""
    if letters.ANSWER_HERE in body:
        return body.replace(letters.ANSWER_HERE, text, 1)
    above, gap, last = body.rpartition("\n\n")
    if gap and last.endswith(_CLOSED):
        return f"{above}\n\n{text}\n\n{last}"
    return f"{body}\n\n{text}".strip()


def told(refusal: Invalid | NotFound) -> str:
    """Return in one line why nothing was taken."""
    if isinstance(refusal, Invalid):
        return " ".join(refusal.fields.values())
    return refusal.message


def record(session: Session, letter: OutgoingLetter, marks: str) -> None:
    """Keep the sources of a draft that was saved.

    Raises:
        Invalid: a paragraph tells who sent its source's case.
    """
    wired = wiring.current()
    borrowing.record(
        session, letter, marks, by=acting(), vault=wired.vault, now=wired.clock()
    )
