"""The backlog clinic: what stands too long, why, and how it ends (domain.md §8).

The four kinds are derived, never stored: `kinds` says which one a case is, `stock`
counts and lists them in the database, `situations` gathers what one case lacks. What
officers say of a case is in `marks`, the sittings that clear it in `reviews`.
"""

from documents.backlog.closing_rules import Missing, missing
from documents.backlog.kinds import Facts, band_of, kind_of
from documents.backlog.marks import MARKERS, Marking, mark, may_mark, standing, unmark
from documents.backlog.one_by_one import each
from documents.backlog.situations import Situation, situation, situations
from documents.backlog.stock import (
    AsOf,
    Cell,
    Count,
    as_of,
    counted,
    ended_since,
    kinds,
    listed,
)

__all__ = [
    "MARKERS",
    "AsOf",
    "Cell",
    "Count",
    "Facts",
    "Marking",
    "Missing",
    "Situation",
    "as_of",
    "band_of",
    "counted",
    "each",
    "ended_since",
    "kind_of",
    "kinds",
    "listed",
    "mark",
    "may_mark",
    "missing",
    "situation",
    "situations",
    "standing",
    "unmark",
]
