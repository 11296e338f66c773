"""A case's rounds, and the units beside the one that leads, as its page tells them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from flask import url_for
from sqlalchemy import select
from sqlalchemy.orm import Session

from documents.models import REPLY, Case, CaseRound, CaseUnit, OutgoingLetter
from documents.vocabulary import Lateness
from portal.jinja import moment_vi

Badge = tuple[str, str, str]
"""Icon, word, tone."""

_IN_TIME: Final[dict[bool | None, Badge]] = {
    True: ("check-circle", Lateness.DONE_ON_TIME.label, "blue"),
    False: ("history", Lateness.DONE_LATE.label, "violet"),
    None: ("clock", "Đang xử lý", "grey"),
}
"""How a round ended against its due date; None: it goes on."""


@dataclass(frozen=True)
class UnitRow:
    """A coordinating unit: until when it is waited for, what it said."""

    name: str
    due_on: date
    badge: Badge
    text: str
    who: str


@dataclass(frozen=True)
class RoundRow:
    """One handling of a case, and the letter that answered it."""

    number: int
    received: str
    due_on: date
    badge: Badge
    outcome: str
    reason: str
    letter: str
    letter_url: str


def units_of(case: Case, today: date) -> tuple[UnitRow, ...]:
    """Return the units that work with the lead unit in the current round."""
    return tuple(
        UnitRow(
            name=one.unit.name,
            due_on=one.due_on,
            badge=_standing(one, today),
            text=one.result or one.waiver,
            who=_settled(one),
        )
        for one in case.coordinating
    )


def _standing(one: CaseUnit, today: date) -> Badge:
    if one.waiver:
        return "check", "Được miễn phối hợp", "grey"
    if one.result:
        return "check-circle", "Đã có kết quả", "blue"
    if today > one.due_on:
        return "alert", "Quá hạn phối hợp", "red"
    return "clock", "Chờ kết quả", "yellow"


def _settled(one: CaseUnit) -> str:
    if one.settled_by is None or one.settled_at is None:
        return ""
    return f"{one.settled_by.full_name}, {moment_vi(one.settled_at)}"


def rounds_of(session: Session, case: Case) -> Iterator[RoundRow]:
    """Yield the rounds of a case that was opened again, oldest first; else none."""
    if len(case.rounds) < 2:
        return
    rows = select(OutgoingLetter).where(
        OutgoingLetter.case_id == case.id, OutgoingLetter.paper == REPLY
    )
    letters = {letter.round: letter for letter in session.scalars(rows)}
    yield from (_round(one, letters.get(one.n)) for one in case.rounds)


def _round(one: CaseRound, letter: OutgoingLetter | None) -> RoundRow:
    return RoundRow(
        number=one.n,
        received=moment_vi(one.received_at),
        due_on=one.due_on,
        badge=_IN_TIME[one.on_time],
        outcome=one.outcome.label if one.outcome else "",
        reason=one.reason_text,
        letter=_named(letter) if letter else "",
        letter_url=url_for("studio.show", letter_id=letter.id) if letter else "",
    )


def _named(letter: OutgoingLetter) -> str:
    if letter.printed_number:
        return f"Văn bản số {letter.printed_number}"
    return f"Văn bản trả lời ({letter.state.label.lower()})"
