"""What differs between the letter that was issued and the copy that came back."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Self

from documents.vocabulary import CopyVerdict, Term


class Change(Term):
    """What became of words of the issued letter."""

    MISSING = "missing", "Thiếu"
    ADDED = "added", "Thêm"
    CHANGED = "changed", "Khác"


@dataclass(frozen=True)
class Place:
    """Where in the issued letter: the component, and the paragraph counted from 1."""

    component: str
    paragraph: int | None = None

    def __str__(self) -> str:
        place = f", đoạn {self.paragraph}" if self.paragraph else ""
        return f"{self.component}{place}"


@dataclass(frozen=True)
class Difference:
    """One place where the texts part; `lead` and `trail` are the words around it.

    Words are as they stand but for quotation marks and dashes, which are plain.
    """

    kind: Change
    before: str
    after: str
    where: Place
    lead: str = ""
    trail: str = ""


@dataclass(frozen=True)
class Comparison:
    """What was found, in the order of the letter.

    `passed_over` is what signing printed on the copy and was not compared; `left_out`
    counts further differences that are not given.
    """

    verdict: CopyVerdict
    differences: tuple[Difference, ...] = ()
    passed_over: tuple[str, ...] = ()
    left_out: int = 0

    def data(self) -> dict[str, Any]:
        """Return it as data that JSON can carry."""
        told = asdict(self)
        return told | {
            name: list(told[name]) for name in ("differences", "passed_over")
        }

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Self:
        """Return the comparison that became data."""
        differences = tuple(
            Difference(
                **row | {"kind": Change(row["kind"]), "where": Place(**row["where"])}
            )
            for row in data["differences"]
        )
        return cls(
            CopyVerdict(data["verdict"]),
            differences,
            tuple(data["passed_over"]),
            data["left_out"],
        )
