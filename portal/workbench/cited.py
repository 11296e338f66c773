"""What a draft cites that no longer holds, and putting what replaced it in place."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from flask import url_for
from sqlalchemy.orm import Session

from documents import citations, outgoing
from documents.citations import Outdated
from documents.deadlines import local_day
from documents.models import OutgoingLetter
from documents.outgoing import Content
from documents.vocabulary import LetterState
from portal import wiring
from portal.security import acting


@dataclass(frozen=True)
class OutdatedRow:
    """A cited document to think about; with a `successor` one button changes it."""

    key: str
    name: str
    why: str
    url: str
    successor: str


_SETTLED: Final = frozenset({LetterState.ISSUED, LetterState.DISCARDED})


def outdated_of(session: Session, letter: OutgoingLetter) -> tuple[OutdatedRow, ...]:
    """Return it of a letter, for who signs it; of an issued one nothing more."""
    if letter.state in _SETTLED:
        return ()
    return outdated_in(session, outgoing.texts(letter.content))


def outdated_in(session: Session, texts: Iterable[str]) -> tuple[OutdatedRow, ...]:
    """Return what these texts together cite that does not hold today."""
    return outdated_each(session, ["\n".join(texts)])[0]


def outdated_each(
    session: Session, texts: Sequence[str]
) -> list[tuple[OutdatedRow, ...]]:
    """Return it for each of many texts, by as many questions as for one."""
    found = _outdated(session, texts)
    return [tuple(_row(one) for one in rows) for rows in found]


def _outdated(session: Session, texts: Sequence[str]) -> list[tuple[Outdated, ...]]:
    on = local_day(wiring.current().clock())
    return citations.outdated(session, texts, seen_by=acting(), on=on)


def _row(one: Outdated) -> OutdatedRow:
    return OutdatedRow(
        key=str(one.directive.id),
        name=one.name,
        why=one.why,
        url=url_for("directives.show", slug=one.directive.slug),
        successor=citations.short(one.successor) if one.successor else "",
    )


def renewed(session: Session, content: Content, wanted: str) -> tuple[Content, str]:
    """Return a content that cites the new document, and what to say of it.

    `wanted` is the key of an `OutdatedRow`; what is none of this content's changes
    nothing.
    """
    (found,) = _outdated(session, ["\n".join(outgoing.texts(content))])
    chosen = next((it for it in found if str(it.directive.id) == wanted), None)
    if chosen is None or chosen.successor is None:
        return content, "Không còn gì để thay."
    old, new, made = chosen.directive, chosen.successor, 0

    def change(text: str) -> str:
        nonlocal made
        text, count = citations.put_in_place(text, old, new)
        made += count
        return text

    changed = outgoing.changed(content, change)
    told = f"Đã thay {made} chỗ bằng {citations.short(new)}"
    return changed, f"{told}; hãy đọc lại câu quanh chỗ thay rồi lưu."
