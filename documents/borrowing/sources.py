"""Approved replies of cases, opened paragraph by paragraph."""

import hashlib
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from documents.attachments import Sender, senders
from documents.letters import typed_paragraphs
from documents.models import COMPLAINANT, REPLY, Case, OutgoingLetter, PastReply
from documents.text import fold, one_line
from documents.vault import Vault
from documents.vocabulary import LetterState

END: Final = "./."
"""What closes a letter, and no paragraph within one."""

NAMES: Final = "Đoạn này nêu người phản ánh của hồ sơ nguồn nên không lấy được."
TELLS_CODE: Final = "Đoạn này nêu mã của hồ sơ nguồn nên không lấy được."


@dataclass(frozen=True)
class Passage:
    """A paragraph of a source, counted from 1; `why_not` if it cannot be taken.

    Of one that tells who sent the source's case there is no text.
    """

    number: int
    text: str
    why_not: str = ""


@dataclass(frozen=True)
class Source:
    """An approved reply: a letter issued here, or one that came in with past cases."""

    origin: OutgoingLetter | PastReply
    case: Case
    number: str
    issued_on: date | None
    passages: tuple[Passage, ...]

    @property
    def name(self) -> str:
        """Return how the reply is named: its number and day, as far as known."""
        number = f"văn bản số {self.number}" if self.number else "văn bản trả lời"
        return number + (f" ngày {self.issued_on:%d/%m/%Y}" if self.issued_on else "")


def sources(
    session: Session, cases: Collection[Case], *, vault: Vault
) -> dict[int, Source]:
    """Return the newest approved reply of each case that has one, by the case's id.

    Whether the cases are the viewer's to see is the caller's; a sealed one gives
    nothing (domain.md §12). Three questions, however many cases there are.
    """
    by_id = {case.id: case for case in cases if not case.sealed}
    if not by_id:
        return {}
    told = senders(session, by_id, vault=vault)
    past = select(PastReply).where(PastReply.case_id.in_(by_id))
    found: dict[int, Source] = {
        row.case_id: _of_past(row, by_id[row.case_id], told)
        for row in session.scalars(past)
    }
    for letter in session.scalars(_issued(by_id)):
        if letter.case_id is not None:
            found[letter.case_id] = _of_letter(letter, by_id[letter.case_id], told)
    return found


def source_of(
    session: Session, case: Case, origin: OutgoingLetter | PastReply, *, vault: Vault
) -> Source:
    """Return one reply of a case as a source."""
    told = senders(session, [case.id], vault=vault)
    if isinstance(origin, PastReply):
        return _of_past(origin, case, told)
    return _of_letter(origin, case, told)


def _issued(case_ids: Collection[int]) -> Select[OutgoingLetter]:
    return (
        select(OutgoingLetter)
        .where(
            OutgoingLetter.case_id.in_(case_ids),
            OutgoingLetter.paper == REPLY,
            OutgoingLetter.state == LetterState.ISSUED,
        )
        .order_by(OutgoingLetter.round)
    )


def _of_letter(letter: OutgoingLetter, case: Case, told: dict[int, Sender]) -> Source:
    body = letter.content.get("body") or ""
    passages = tuple(_passages(body, case, told))
    return Source(letter, case, letter.printed_number, letter.issued_on, passages)


def _of_past(row: PastReply, case: Case, told: dict[int, Sender]) -> Source:
    passages = tuple(_passages(row.text, case, told))
    return Source(row, case, row.number, row.issued_on, passages)


def _passages(body: str, case: Case, told: dict[int, Sender]) -> Iterator[Passage]:
    sender = told.get(case.id)
    for number, text in enumerate(typed_paragraphs(body), start=1):
        if COMPLAINANT in text or sender is None or sender.is_told_in(text):
            yield Passage(number, "", NAMES)
        else:
            why_not = TELLS_CODE if fold(case.code) in fold(text) else ""
            yield Passage(number, _unended(text), why_not)


def _unended(text: str) -> str:
    """Return a paragraph without the mark that closes a whole letter."""
    bare = text.rstrip()
    return f"{bare.removesuffix(END)}." if bare.endswith(END) else bare


def digest(text: str) -> str:
    """Return the fingerprint of a paragraph's words, spaces made single."""
    return hashlib.sha256(one_line(text).encode()).hexdigest()


def by_digest(texts: Iterable[str]) -> dict[str, str]:
    """Return texts by their fingerprints."""
    return {digest(text): text for text in texts}
