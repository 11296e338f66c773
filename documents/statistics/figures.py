"""The figures S01–S24 of one row of a table, and what must hold of them."""

from dataclasses import dataclass, field, fields
from fractions import Fraction

from documents.statistics.spread import Spread


@dataclass(frozen=True)
class Figures:
    """Rounds counted for one row; each is counted by itself, none is a difference.

    What is computed from them is a property named after domain.md §9.
    """

    sent: int = 0
    refused: int = 0
    carried: int = 0
    received: int = 0
    again: int = 0
    resolved: int = 0
    on_time: int = 0
    late: int = 0
    transferred: int = 0
    unresolved: int = 0
    withdrawn: int = 0
    guided: int = 0
    open: int = 0
    within: int = 0
    overdue: int = 0
    unclosed: int = 0
    extended: int = 0
    complete: int = 0
    cases: int = 0
    written_later: int = 0
    rated: int = 0
    satisfied: int = 0
    scores: int = 0
    taken: Spread = field(default_factory=Spread)
    entered: Spread = field(default_factory=Spread)

    def __add__(self, other: "Figures") -> "Figures":
        """Return both rows together."""
        names = (one.name for one in fields(self))
        return Figures(**{n: getattr(self, n) + getattr(other, n) for n in names})

    @property
    def to_handle(self) -> int:
        """S05: what had to be handled in the period."""
        return self.carried + self.received

    @property
    def other(self) -> int:
        """S11: withdrawn, or found to be a complaint or denunciation after receipt."""
        return self.withdrawn + self.guided

    @property
    def standing(self) -> int:
        """S22: received and not closed; a reply that awaits closing is among them."""
        return self.open + self.unclosed

    @property
    def on_time_rate(self) -> Fraction | None:
        """S17: resolved on time, of all resolved."""
        return share(self.on_time, self.resolved)

    @property
    def late_rate(self) -> Fraction | None:
        """S18: resolved late or overdue at the end, of all to be handled."""
        return share(self.late + self.overdue, self.to_handle)

    @property
    def again_rate(self) -> Fraction | None:
        """S15: told again, to the resolved of the same period."""
        return share(self.again, self.resolved)

    @property
    def extended_rate(self) -> Fraction | None:
        """S20: rounds that were given more time, of all to be handled."""
        return share(self.extended, self.to_handle)

    @property
    def complete_rate(self) -> Fraction | None:
        """S24: rounds with kind, field and unit, of all to be handled."""
        return share(self.complete, self.to_handle)

    @property
    def rated_rate(self) -> Fraction | None:
        """S19: rated by their senders, of all resolved."""
        return share(self.rated, self.resolved)

    @property
    def satisfied_rate(self) -> Fraction | None:
        """S19: rated acceptable or better, of all rated."""
        return share(self.satisfied, self.rated)

    @property
    def mean_score(self) -> Fraction | None:
        """S19: the mean of the scores, from 1 to 5."""
        return share(self.scores, self.rated)

    @property
    def entered_late(self) -> int:
        """S21: replies that were entered more than one working day after issue."""
        return self.entered.above(1)

    @property
    def is_balanced(self) -> bool:
        """Say whether what came in went out or stands (the invariant of §9)."""
        ended = self.resolved + self.transferred + self.unresolved + self.other
        return (
            self.to_handle == ended + self.open
            and self.resolved == self.on_time + self.late
            and self.open == self.within + self.overdue
        )


def share(part: int, whole: int) -> Fraction | None:
    """Return a part of a whole; of nothing there is none."""
    return Fraction(part, whole) if whole else None
