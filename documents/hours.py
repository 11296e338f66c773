"""When the hotline is answered: read as people type it, told in words (domain.md T10).

Kept in the notation of OpenStreetMap's opening_hours and of schema.org: the days, then
each span of hours, `Mo-Fr 07:30-11:30,13:30-17:00`; "" where nobody told any.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from documents.errors import Invalid
from documents.text import fold

DAYS: Final[Mapping[str, str]] = {
    "Mo-Fr": "Thứ Hai đến thứ Sáu",
    "Mo-Sa": "Thứ Hai đến thứ Bảy",
    "Mo-Su": "Mọi ngày",
}
"""The days of the week on which somebody may answer, as kept and as read."""

DAY: Final = 24 * 60
"""Minutes of a day: the end of one that never closes."""

MOST_SPANS: Final = 4

_AROUND: Final = re.compile(r"24\s*/\s*(?:24|7)|ca ngay(?: dem)?")
_CLOCK: Final = r"(\d{1,2})(?:\s*[:.hg]\s*(\d{2})?)?(?:\s*gio)?"
_SPAN: Final = re.compile(rf"(?:tu )?{_CLOCK}\s*(?:-|–|—|den)\s*{_CLOCK}")
_BETWEEN: Final = re.compile(r"[,;]|\bva\b")


@dataclass(frozen=True)
class Span:
    """From when to when on a day, in minutes after midnight."""

    opens: int
    closes: int

    def __str__(self) -> str:
        """Return 7:30–11:30."""
        return f"{_clock(self.opens)}–{_clock(self.closes)}"


@dataclass(frozen=True)
class Hours:
    """On which of `DAYS` somebody answers, and the hours of each."""

    days: str
    spans: tuple[Span, ...]

    @property
    def is_all_day(self) -> bool:
        """Say whether somebody answers at every hour of those days."""
        return self.spans == (Span(0, DAY),)

    @property
    def notation(self) -> str:
        """Return the hours as they are kept."""
        spans = (f"{_padded(it.opens)}-{_padded(it.closes)}" for it in self.spans)
        return f"{self.days} {','.join(spans)}"

    @property
    def typed(self) -> str:
        """Return the spans as an editor finds them in the form."""
        return "24/24" if self.is_all_day else ", ".join(map(str, self.spans))

    @property
    def words(self) -> str:
        """Return what visitors read."""
        told = "cả ngày đêm (24/24)" if self.is_all_day else self.typed
        return f"{DAYS[self.days]}, {told}"


def read(notation: str) -> Hours | None:
    """Return the hours that are kept in a notation; None for ""."""
    if not notation:
        return None
    days, _, spans = notation.partition(" ")
    return Hours(days, _spans(spans))


def from_typed(days: str, spans: str) -> Hours | None:
    """Return the hours that an editor typed; None when he left them empty.

    Raises:
        Invalid: it is told on which days, or at what hours, but not both; or the
            hours cannot be read, are out of order or of another day.
    """
    if not days and not spans.strip():
        return None
    if days not in DAYS:
        raise Invalid({"open_days": "Cần chọn các ngày trực máy."})
    if not spans.strip():
        raise Invalid({"hours": "Cần nhập giờ trực máy, ví dụ 7:30–11:30."})
    return Hours(days, _spans(spans))


def _spans(typed: str) -> tuple[Span, ...]:
    plain = fold(typed).strip()
    if _AROUND.fullmatch(plain):
        return (Span(0, DAY),)
    spans = tuple(_span(part.strip()) for part in _BETWEEN.split(plain))
    in_order = all(one.closes <= other.opens for one, other in pairwise(spans))
    if not in_order or len(spans) > MOST_SPANS:
        raise Invalid(
            {"hours": f"Cần nhập nhiều nhất {MOST_SPANS} khoảng giờ, khoảng sớm trước."}
        )
    return spans


def _span(typed: str) -> Span:
    found = _SPAN.fullmatch(typed)
    if found is None:
        raise Invalid(
            {"hours": "Giờ trực cần có dạng 7:30–11:30, 13:30–17:00, hoặc 24/24."}
        )
    begins, minute, ends, last = (int(told or 0) for told in found.groups())
    span = Span(begins * 60 + minute, ends * 60 + last)
    if max(minute, last) >= 60 or not span.opens < span.closes <= DAY:
        raise Invalid({"hours": "Giờ kết thúc cần sau giờ bắt đầu, trong cùng ngày."})
    return span


def _clock(minutes: int) -> str:
    return f"{minutes // 60}:{minutes % 60:02}"


def _padded(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"
