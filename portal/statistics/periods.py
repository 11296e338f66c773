"""Periods as addresses name them: 2019-12, 2019-q4, 2019, 2019-12-01..2019-12-09."""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from documents.errors import Invalid
from documents.statistics import Period

_CODE: Final = re.compile(
    r"(?P<year>20[0-9]{2})(?:-(?P<month>0[1-9]|1[0-2])|-q(?P<quarter>[1-4]))?"
)
_ROMAN: Final = ("I", "II", "III", "IV")
_MONTHS, _QUARTERS, _YEARS = 24, 8, 5
"""How far back the list of periods goes; an address goes to 2000."""


@dataclass(frozen=True)
class Chosen:
    """A period that was asked for, by its code; `period` ends today at the latest."""

    label: str
    code: str
    period: Period
    is_running: bool


def chosen(code: str, first: str, last: str, today: date) -> Chosen:
    """Return the period between two days that were typed, else that of a code.

    Without either it is this month.

    Raises:
        Invalid: under "ky", "tu" or "den", what cannot be.
    """
    if first or last:
        return _between("tu", _day("tu", first), _day("den", last), today)
    code = code or f"{today:%Y-%m}"
    begin, dots, end = code.partition("..")
    if dots:
        return _between("ky", _day("ky", begin), _day("ky", end), today)
    found = _CODE.fullmatch(code)
    if found is None:
        raise Invalid({"ky": "Hãy chọn một kỳ trong danh sách."})
    return _until_today("ky", *_span(found), code, today)


def _day(name: str, typed: str) -> date:
    for form in ("%d/%m/%Y", "%Y-%m-%d"):
        try:
            found = datetime.strptime(typed.strip(), form).date()  # noqa: DTZ007 - a day
        except ValueError:
            continue
        if found.year >= 2000:
            return found
    message = "Hãy nhập ngày dạng ngày/tháng/năm, từ năm 2000, ví dụ 22/11/2019."
    raise Invalid({name: message})


def _between(name: str, first: date, last: date, today: date) -> Chosen:
    if last < first:
        raise Invalid({"den": "Ngày cuối kỳ không thể trước ngày đầu kỳ."})
    label = f"Từ {first:%d/%m/%Y} đến {last:%d/%m/%Y}"
    code = f"{first.isoformat()}..{last.isoformat()}"
    return _until_today(name, first, last, label, code, today)


def _until_today(
    name: str, first: date, last: date, label: str, code: str, today: date
) -> Chosen:
    if first > today:
        raise Invalid({name: "Kỳ này chưa bắt đầu."})
    period = Period(first, min(last, today))
    return Chosen(label, code, period, is_running=last >= today)


def _span(found: re.Match[str]) -> tuple[date, date, str]:
    year = int(found["year"])
    if found["month"]:
        month = int(found["month"])
        return (*_months(year, month, month), f"Tháng {month}/{year}")
    if found["quarter"]:
        quarter = int(found["quarter"])
        label = f"Quý {_ROMAN[quarter - 1]}/{year}"
        return (*_months(year, 3 * quarter - 2, 3 * quarter), label)
    return (*_months(year, 1, 12), f"Năm {year}")


def _months(year: int, first: int, last: int) -> tuple[date, date]:
    end = date(year, last, monthrange(year, last)[1])
    return date(year, first, 1), end


def listed(today: date) -> dict[str, tuple[tuple[str, str], ...]]:
    """Return codes and labels one chooses from, by what they are, newest first."""
    codes = {
        "Tháng": _back(today, _MONTHS),
        "Quý": _quarters(today),
        "Năm": (str(today.year - n) for n in range(_YEARS)),
    }
    return {
        group: tuple((code, chosen(code, "", "", today).label) for code in found)
        for group, found in codes.items()
    }


def _back(today: date, months: int) -> Iterator[str]:
    first = today.replace(day=1)
    for _ in range(months):
        yield f"{first:%Y-%m}"
        first = (first - timedelta(1)).replace(day=1)


def _quarters(today: date) -> Iterator[str]:
    for n in range(_QUARTERS):
        year, quarter = divmod(today.year * 4 + (today.month - 1) // 3 - n, 4)
        yield f"{year}-q{quarter + 1}"
