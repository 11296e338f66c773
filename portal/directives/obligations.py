"""What a document asks for by when, in the words of its pages."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from documents.models import Obligation
from documents.vocabulary import DeadlineMode

_WEEKDAYS: Final = (
    "thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật",
)  # fmt: skip
_MODES: Final = {
    DeadlineMode.BEFORE: "trước ngày {day}",
    DeadlineMode.BY: "chậm nhất ngày {day}",
    DeadlineMode.WITHIN: "trong {days:02} ngày làm việc kể từ {start}",
    DeadlineMode.WITHIN_DAYS: "trong {days:02} ngày kể từ {start}",
}


@dataclass(frozen=True)
class ObligationRow:
    """One thing to do: the sentence that asks for it, how it says when, the day."""

    text: str
    mode: str
    due: str
    due_on: date


def row_of(obligation: Obligation) -> ObligationRow:
    """Return an obligation as a directive's page shows it."""
    return ObligationRow(
        text=obligation.text,
        mode=mode_words(
            obligation.mode,
            day=date_words(obligation.stated_on),
            days=obligation.days,
            start=f"ngày {date_words(obligation.counted_from)}",
        ),
        due=day_words(obligation.due_on),
        due_on=obligation.due_on,
    )


def mode_words(
    mode: DeadlineMode, *, day: str = "", days: int | None = None, start: str = ""
) -> str:
    """Return "trước ngày 22/12/2019", "trong 05 ngày làm việc kể từ ngày nhận"."""
    return _MODES[mode].format(day=day, days=days or 0, start=start)


def date_words(on: date | None) -> str:
    """Return "22/12/2019"."""
    return f"{on:%d/%m/%Y}" if on else ""


def day_words(on: date) -> str:
    """Return "thứ Sáu 20/12/2019"."""
    return f"{_WEEKDAYS[on.weekday()]} {on:%d/%m/%Y}"
