"""What a check finds: a rule broken, where, by which article, and a safe fix."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from enum import Enum
from typing import Any, Final, Self

from documents.letters.check.subject import Subject

LONGEST_TEXT: Final = 300
"""Characters of a text that is shown only; one with a fix is given whole."""


class Severity(Enum):
    """How grave it is: against the decree, against good order, or worth a look."""

    ERROR = "error"
    WARNING = "warning"
    ADVICE = "advice"


@dataclass(frozen=True)
class Where:
    """The component, the paragraph counted from 1 in the file, and its text.

    `field` is the key of the letter file that it comes from, "" for what no key
    holds. Of a draft also which `item` of a list, and the first and last typed
    line of its text (`lines`), both counted from 1.
    """

    component: str
    paragraph: int | None = None
    text: str = ""
    field: str = ""
    item: int | None = None
    lines: tuple[int, int] | None = None

    def __str__(self) -> str:
        place = f", đoạn {self.paragraph}" if self.paragraph else ""
        shown = f": “{self.text[:80]}”" if self.text else ""
        return f"{self.component}{place}{shown}"


@dataclass(frozen=True)
class Finding:
    """One rule broken in one place.

    `fix` is what `where.text` should read, where a machine may say so.
    """

    id: str
    severity: Severity
    where: Where
    message: str
    article: str
    fix: str | None = None


@dataclass(frozen=True)
class Fault:
    """What a rule found; `told` fills the gaps in the rule's message."""

    where: Where
    fix: str | None = None
    told: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Rule:
    """A rule as data. `article` is a topic of `documents.letters.check.articles`."""

    id: str
    severity: Severity
    article: str
    says: str
    find: Callable[[Subject], Iterator[Fault]]


@dataclass(frozen=True)
class Line:
    """A paragraph as it was read, its place counted from 1 in the file."""

    place: int
    text: str


@dataclass(frozen=True)
class Report:
    """What was checked against which form, gravest first; `lines` is what was read."""

    form: str
    findings: tuple[Finding, ...]
    lines: tuple[Line, ...] = ()

    @property
    def errors(self) -> int:
        """Return how many findings are errors."""
        return sum(f.severity is Severity.ERROR for f in self.findings)

    def data(self) -> dict[str, Any]:
        """Return form and findings as data that JSON can carry."""
        found = [
            asdict(finding) | {"severity": finding.severity.value}
            for finding in self.findings
        ]
        return {"form": self.form, "findings": found}

    def answer(self) -> dict[str, Any]:
        """Return the same with the lines that were read, for the parent process."""
        return self.data() | {"lines": [asdict(line) for line in self.lines]}

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Self:
        """Return the report that became data."""
        lines = tuple(Line(**row) for row in data.get("lines", ()))
        return cls(data["form"], tuple(map(_finding, data["findings"])), lines)


def _finding(row: Mapping[str, Any]) -> Finding:
    told = dict(row["where"])
    lines = told.get("lines")
    where = Where(**told | {"lines": tuple(lines) if lines else None})
    severity = Severity(row["severity"])
    return Finding(**{**row, "severity": severity, "where": where})
