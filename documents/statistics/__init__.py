"""Figures of the department's work over a period, as domain.md §9 defines them.

The unit of count is the round (lượt xử lý). Figures are read as of the end of the
period's last day: what happened later does not change them, but for two things that
are told with them. A case that is written down later counts on the day on which it
came (§9: received), and one that is sealed later is named in no cut from then on (§12).
"""

from documents.statistics.counting import READERS, Row, Statistics, statistics
from documents.statistics.cuts import Cut
from documents.statistics.figures import Figures
from documents.statistics.period import Period
from documents.statistics.spread import Spread

__all__ = [
    "READERS",
    "Cut",
    "Figures",
    "Period",
    "Row",
    "Spread",
    "Statistics",
    "statistics",
]
