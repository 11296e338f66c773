"""The department's own terms: added and ended, never changed (domain.md §7)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from documents import history
from documents.deadlines import LONGEST_TERM, Rule, Terms
from documents.errors import Invalid, NotAllowed, NotFound
from documents.models import Directive, SlaRule
from documents.viewer import Viewer
from documents.vocabulary import (
    CaseKind,
    Role,
    Source,
    TermUnit,
    TimedStep,
    Urgency,
)

MOST_HOURS: Final = 24
_KEEPERS: Final = frozenset({Role.ADMIN})


@dataclass(frozen=True)
class NewRule:
    """What is typed of a rule; the basis is a directive, words, or both."""

    step: TimedStep
    amount: int
    unit: TermUnit
    valid_from: date
    basis: str = ""
    directive_id: int | None = None
    source: Source | None = None
    urgency: Urgency | None = None
    kind: CaseKind | None = None


def own(session: Session) -> list[SlaRule]:
    """Return the department's rules, those in force first, newest first."""
    return list(
        session.scalars(
            select(SlaRule).order_by(
                SlaRule.valid_to.is_not(None), SlaRule.step, SlaRule.id.desc()
            )
        )
    )


def terms(session: Session) -> Terms:
    """Return the terms that deadlines are counted by."""
    return Terms(tuple(_value(row) for row in own(session)))


def _value(row: SlaRule) -> Rule:
    return Rule(
        step=row.step,
        amount=row.amount,
        unit=row.unit,
        source=row.source,
        urgency=row.urgency,
        kind=row.kind,
        basis=row.basis,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
    )


def add(session: Session, told: NewRule, *, by: Viewer, now: datetime) -> SlaRule:
    """Add a rule; what it is narrower or newer than gives way to it.

    Raises:
        Invalid: no basis, or a term that is none.
        NotAllowed: somebody else than an administrator.
    """
    _must_keep(by)
    directive = _directive(session, told)
    _check(told, directive)
    row = SlaRule(
        step=told.step,
        source=told.source,
        urgency=told.urgency,
        kind=told.kind,
        amount=told.amount,
        unit=told.unit,
        basis=told.basis.strip() or (directive.citation if directive else ""),
        directive_id=told.directive_id,
        valid_from=told.valid_from,
        added_at=now,
        added_by_id=by.officer_id,
    )
    session.add(row)
    session.flush()
    _tell(session, row, "Thêm quy tắc thời hạn", by=by, now=now)
    return row


def end(
    session: Session, rule_id: int, *, last_day: date, by: Viewer, now: datetime
) -> SlaRule:
    """Let a rule hold up to and with a day, and no longer.

    Raises:
        Invalid: the day is before the rule's first, or it has ended already.
        NotFound, NotAllowed.
    """
    _must_keep(by)
    row = session.get(SlaRule, rule_id, with_for_update=True)
    if row is None:
        raise NotFound("Không có quy tắc này.")
    if row.ended_at is not None:
        raise Invalid({"last_day": "Quy tắc này đã được kết thúc."})
    if last_day < row.valid_from:
        raise Invalid({"last_day": "Ngày cuối không thể trước ngày bắt đầu."})
    row.valid_to, row.ended_at, row.ended_by_id = last_day, now, by.officer_id
    session.flush()
    _tell(session, row, "Kết thúc quy tắc thời hạn", by=by, now=now)
    return row


def _must_keep(by: Viewer) -> None:
    if by.role not in _KEEPERS:
        raise NotAllowed("Chỉ quản trị được thay đổi quy tắc thời hạn.")


def _directive(session: Session, told: NewRule) -> Directive | None:
    if told.directive_id is None:
        return None
    found = session.get(Directive, told.directive_id)
    if found is None:
        raise Invalid({"directive_id": "Không có văn bản này."})
    return found


def _check(told: NewRule, directive: Directive | None) -> None:
    wrong: dict[str, str] = {}
    if not told.basis.strip() and directive is None:
        wrong["basis"] = "Cần nêu căn cứ, hoặc chọn văn bản làm căn cứ."
    least = 1 if told.step is TimedStep.RESOLVE else 0
    if not least <= told.amount <= LONGEST_TERM:
        wrong["amount"] = f"Cần một số từ {least} đến {LONGEST_TERM}."
    if told.unit is TermUnit.HOURS and (
        told.urgency is not Urgency.URGENT or not 1 <= told.amount <= MOST_HOURS
    ):
        wrong["unit"] = (
            f"Chỉ tính theo giờ cho hồ sơ khẩn, nhiều nhất {MOST_HOURS} giờ."
        )
    if wrong:
        raise Invalid(wrong)


def _tell(
    session: Session, row: SlaRule, note: str, *, by: Viewer, now: datetime
) -> None:
    history.configured(
        session,
        SlaRule.__tablename__,
        row.id,
        by=by,
        now=now,
        note=note,
        data={
            "step": row.step.value,
            "source": row.source and row.source.value,
            "urgency": row.urgency and row.urgency.value,
            "kind": row.kind and row.kind.value,
            "amount": row.amount,
            "unit": row.unit.value,
            "basis": row.basis,
            "valid_from": row.valid_from.isoformat(),
            "valid_to": row.valid_to.isoformat() if row.valid_to else None,
        },
    )
