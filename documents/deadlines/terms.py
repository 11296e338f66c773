"""How long each step may take, and on what basis (domain.md §7)."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from documents.vocabulary import CaseKind, Source, TermUnit, TimedStep, Urgency

SHIPPED_BASIS: Final = (
    "Mặc định hệ thống – cần đối chiếu Quy chế 3229 (ban hành kèm theo Quyết định"
    " 3229/QĐ-UBND ngày 14/11/2016)"
)


@dataclass(frozen=True)
class Rule:
    """A term: how much of what, for which cases, since when, on what basis.

    What is None holds for every source, urgency or kind.
    """

    step: TimedStep
    amount: int
    unit: TermUnit = TermUnit.WORKING_DAYS
    source: Source | None = None
    urgency: Urgency | None = None
    kind: CaseKind | None = None
    basis: str = SHIPPED_BASIS
    valid_from: date = date.min
    valid_to: date | None = None

    @property
    def words(self) -> str:
        """Return "10 ngày làm việc"."""
        return f"{self.amount} {self.unit.label.lower()}"

    def holds(
        self,
        on: date,
        *,
        source: Source | None,
        urgency: Urgency | None,
        kind: CaseKind | None,
    ) -> bool:
        """Say whether the rule is about such a case on a day."""
        if on < self.valid_from or (self.valid_to is not None and on > self.valid_to):
            return False
        asked = ((self.source, source), (self.urgency, urgency), (self.kind, kind))
        return all(ours is None or ours is theirs for ours, theirs in asked)

    @property
    def narrowness(self) -> int:
        """Count what the rule is particular about."""
        return sum(one is not None for one in (self.source, self.urgency, self.kind))


_S, _U, _D = TimedStep, Urgency, TermUnit.CALENDAR_DAYS
DEFAULTS: Final = (
    Rule(_S.RESOLVE, 1, urgency=_U.URGENT),
    Rule(_S.RESOLVE, 3, urgency=_U.QUICK),
    Rule(_S.RESOLVE, 10, urgency=_U.NORMAL),
    Rule(_S.RESOLVE, 15, urgency=_U.COMPLEX),
    Rule(_S.UNIT_MARGIN, 2),
    Rule(_S.UNIT_MARGIN, 0, urgency=_U.URGENT),
    Rule(_S.CLASSIFY, 1),
    Rule(_S.CLASSIFY, 0, urgency=_U.URGENT),
    Rule(_S.TRANSFER, 2),
    Rule(_S.SUPPLEMENT, 10),
    Rule(_S.APPROVE, 1),
    Rule(_S.ENTER_REPLY, 1),
    Rule(_S.PROVINCE_REPORT, 1),
    Rule(_S.EXTEND, 5),
    Rule(_S.EXTEND_TOTAL, 10),
    Rule(_S.PROGRESS_NOTE, 7, _D, basis="Quyết định 574/QĐ-TTg ngày 25/4/2017"),
    Rule(_S.REOPEN, 90, _D),
    Rule(_S.STALE, 7, _D),
    Rule(_S.LONG_AGO, 180, _D),
)
"""What holds as long as the department has no rule of its own."""


@dataclass(frozen=True)
class Terms:
    """The rules in force: the department's own first, then those we ship."""

    own: tuple[Rule, ...] = ()

    def find(
        self,
        step: TimedStep,
        on: date,
        *,
        source: Source | None = None,
        urgency: Urgency | None = None,
        kind: CaseKind | None = None,
    ) -> Rule:
        """Return the rule for such a case on a day: the narrowest, then the newest."""
        for rules in (self.own, DEFAULTS):
            fitting = [
                rule
                for rule in rules
                if rule.step is step
                and rule.holds(on, source=source, urgency=urgency, kind=kind)
            ]
            if fitting:
                return max(fitting, key=lambda r: (r.narrowness, r.valid_from))
        raise LookupError(f"no rule gives {step.value} a term")


SHIPPED: Final = Terms()
RESOLVE: Final = {
    rule.urgency: rule
    for rule in DEFAULTS
    if rule.step is TimedStep.RESOLVE and rule.urgency
}
"""The terms we ship for resolving a case, by urgency (domain.md §7, RESOLVE)."""
