"""Letters as the desk and a case show them: those no case moves."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import url_for
from sqlalchemy.orm import Session

from documents import letters, queries
from documents.models import Case, OutgoingLetter
from documents.viewer import Viewer
from documents.vocabulary import Role
from portal import dress


@dataclass(frozen=True)
class PaperRow:
    """A letter as a line: what it is, how it stands, what it waits for.

    `of` is the code of its case, "" of a letter without one.
    """

    about: str
    number: str
    state: tuple[str, str, str]
    waits: str
    who: str
    url: str
    of: str = ""


def papers_for(session: Session, viewer: Viewer) -> Iterator[PaperRow]:
    """Yield the letters whose next move is this officer's."""
    for letter in queries.letters_to_sign(session, viewer):
        yield _row(letter, "Chờ bạn phê duyệt", letter.drafter.full_name)
    for letter in queries.letters_sent_back(session, viewer):
        yield _row(letter, "Được trả lại để sửa", letter.signer.full_name)
    if viewer.role is not Role.CLERK:
        return
    for letter in queries.letters_waiting(session):
        if not letter.is_reply:
            yield _row(letter, "Chờ cấp số", letter.signer.full_name)


def papers_of(session: Session, case: Case) -> tuple[PaperRow, ...]:
    """Return the letters of a case beside its reply, the newest first."""
    rows = queries.letters_of(session, case)
    return tuple(_row(row, "", row.drafter.full_name) for row in rows)


def _row(letter: OutgoingLetter, waits: str, who: str) -> PaperRow:
    return PaperRow(
        about=letters.titled(letter.book, letter.subject or "chưa có trích yếu"),
        number=letter.printed_number,
        state=(letter.state.label, *dress.LETTER[letter.state]),
        waits=waits,
        who=who,
        url=url_for("studio.show", letter_id=letter.id),
        of=letter.case.code if letter.case and not letter.case.sealed else "",
    )
