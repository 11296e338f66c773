"""What is asked of the statistics: a period, and what its table is cut by."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from documents.errors import Invalid
from documents.statistics import Cut
from documents.viewer import Viewer
from documents.vocabulary import Role
from portal.statistics import periods
from portal.statistics.periods import Chosen


@dataclass(frozen=True)
class Asked:
    """What was typed, and the period it means; None if it means none.

    `wrong` tells why, by field. `cuts` are those one may choose from.
    """

    first: str
    last: str
    cut: Cut
    cuts: tuple[Cut, ...]
    chosen: Chosen | None
    wrong: Mapping[str, str]

    @property
    def query(self) -> dict[str, str]:
        """Return the same question as the query of an address."""
        code = self.chosen.code if self.chosen else ""
        return {"ky": code, "theo": self.cut.value}


def asked_of(query: Mapping[str, str], viewer: Viewer, today: date) -> Asked:
    """Return what an address asks for; a cut that is none is the first there is."""
    cuts = tuple(cut for cut in Cut if _may_cut(viewer, cut))
    typed = query.get("theo", "")
    code, first, last = (query.get(name, "").strip() for name in ("ky", "tu", "den"))
    chosen, wrong = None, {}
    try:
        chosen = periods.chosen(code, first, last, today)
    except Invalid as refusal:
        wrong = refusal.fields
    return Asked(
        first=first,
        last=last,
        cut=next((cut for cut in cuts if cut.value == typed), cuts[0]),
        cuts=cuts,
        chosen=chosen,
        wrong=wrong,
    )


def _may_cut(viewer: Viewer, cut: Cut) -> bool:
    """Say whether a cut tells this reader anything: a head has one unit."""
    return not (viewer.role is Role.HEAD and cut is Cut.UNIT)
