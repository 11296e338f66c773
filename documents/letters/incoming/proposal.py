"""The proposal: values that JSON carries, out of the child and into the database."""

from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any, Self

from documents.vocabulary import DeadlineMode, DirectiveRelationKind, IssuerLevel

Data = dict[str, Any]


@dataclass(frozen=True)
class Deadline:
    """A deadline as the text states it, with the sentence it stands in.

    `on` is `2019-12-22`, or `--12-22` where the text leaves the year out. Of a term
    it is the day the text counts from; "" is then the letter's own day, or the day
    it was received.
    """

    mode: DeadlineMode
    text: str
    on: str = ""
    days: int | None = None
    from_receipt: bool = False

    @property
    def is_term(self) -> bool:
        """Say whether it is a number of days, not a date."""
        return self.days is not None

    @property
    def needs_issue(self) -> bool:
        """Say whether its day cannot be told without the letter's own."""
        counts_from_it = self.is_term and not self.on and not self.from_receipt
        return counts_from_it or self.on.startswith("--")

    def stated_on(self, issued_on: date) -> date | None:
        """Return the date that is stated, None if there is none."""
        return resolved(self.on, issued_on) if self.on else None


def resolved(on: str, issued_on: date) -> date | None:
    """Return a date of the text; one without a year is the first from the letter on.

    None is a day that neither the letter's year nor the next one has: 29/02.
    """
    if not on.startswith("--"):
        return _day_or_none(on)
    years = (issued_on.year, issued_on.year + 1)
    found = (_day_or_none(f"{year:04}{on[1:]}") for year in years)
    return next((day for day in found if day and day >= issued_on), None)


def _day_or_none(told: str) -> date | None:
    try:
        return date.fromisoformat(told)
    except ValueError:
        return None


@dataclass(frozen=True)
class Citation:
    """A document that the text cites; `on` is None where the text gives no day."""

    kind: str
    number: str
    on: date | None
    relation: DirectiveRelationKind


@dataclass(frozen=True)
class Proposal:
    """What the register would hold of a document, as far as it can be read.

    `dated` is the letter's date as far as it goes, `2019-12` while the day is blank.
    `nature` says what the paper is when it is no official letter. `unread` names
    each field that is missing, with why.
    """

    kind: str = ""
    number: str = ""
    issued_on: date | None = None
    dated: str = ""
    issuer: str = ""
    issuer_level: IssuerLevel | None = None
    abstract: str = ""
    body: str = ""
    deadlines: tuple[Deadline, ...] = ()
    citations: tuple[Citation, ...] = ()
    nature: str = ""
    unread: dict[str, str] = field(default_factory=dict)

    def data(self) -> Data:
        """Return it as data that JSON can carry."""
        cited = ({**asdict(c), "on": c.on and c.on.isoformat()} for c in self.citations)
        return {
            **asdict(self),
            "issued_on": self.issued_on and self.issued_on.isoformat(),
            "deadlines": [asdict(deadline) for deadline in self.deadlines],
            "citations": list(cited),
        }

    @classmethod
    def of(cls, data: Data) -> Self:
        """Return the proposal that became data."""
        level = data["issuer_level"]
        return cls(
            **{
                **data,
                "issued_on": _day(data["issued_on"]),
                "issuer_level": IssuerLevel(level) if level else None,
                "deadlines": tuple(map(_deadline, data["deadlines"])),
                "citations": tuple(map(_citation, data["citations"])),
            }
        )


def _deadline(data: Data) -> Deadline:
    return Deadline(**{**data, "mode": DeadlineMode(data["mode"])})


def _citation(data: Data) -> Citation:
    relation = DirectiveRelationKind(data["relation"])
    return Citation(**{**data, "on": _day(data["on"]), "relation": relation})


def _day(told: str | None) -> date | None:
    return date.fromisoformat(told) if told else None
