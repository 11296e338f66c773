"""Days, months and years as people type them, as spans of days; pure."""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

_YEAR: Final = r"(?P<year>(?:19|20)[0-9]{2})(?![0-9])"
_MONTH: Final = r"(?P<month>[0-9]{1,2})"
_DAY: Final = r"(?P<day>[0-9]{1,2})"
_FORMS: Final = tuple(
    re.compile(f'"? ?(?:{form})"?')
    for form in (
        rf"(?:ngay )?{_DAY} thang {_MONTH} nam {_YEAR}",
        rf"(?:ngay )?{_DAY}(?P<dot>[/.-]){_MONTH}(?P=dot){_YEAR}",
        r"(?P<year>(?:19|20)[0-9]{2})-(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})(?![0-9])",
        rf"(?:thang )?{_MONTH}(?: ?[/.-] ?| nam ){_YEAR}",
        rf"(?:nam )?{_YEAR}(?![/.-][0-9])",
    )
)
_GUESSED_MONTH: Final = re.compile(
    rf"(?<!\w)(?P<name>thang) {_MONTH}(?: ?/ ?| nam ){_YEAR}(?!\w)"
)
_GUESSED_YEAR: Final = re.compile(rf"(?<!\w)(?P<name>nam) {_YEAR}(?![\w/–-])")
_MARKED: Final = {"thang": "tháng", "nam": "năm"}
_IN_A_DAY: Final = re.compile(r"[0-9] ?$")
_IN_A_NAME: Final = re.compile(r"\bviet $")


@dataclass(frozen=True)
class Days:
    """A span of days, both ends included, and what it is called."""

    first: date
    last: date
    label: str


def days_at(plain: str, place: int) -> tuple[Days, int] | None:
    """Return the days written at a place of an unmarked text, and where they end."""
    for form in _FORMS:
        found = form.match(plain, place)
        days = _days(found) if found else None
        if found and days:
            return days, found.end()
    return None


def guessed_days(text: str, plain: str) -> tuple[Days, tuple[int, int]] | None:
    """Return the first month, or else year, that a text names by itself.

    "Tháng 11/2019" and "năm 2019"; not the month within a whole date, nor the name of
    a country.
    """
    for form in (_GUESSED_MONTH, _GUESSED_YEAR):
        for found in _candidates(form, text, plain):
            days = _days(found)
            if days:
                return days, found.span()
    return None


def _candidates(
    form: re.Pattern[str], text: str, plain: str
) -> Iterator[re.Match[str]]:
    is_marked = text.lower() != plain
    for found in form.finditer(plain):
        before, name = plain[: found.start()], found["name"]
        typed = text[slice(*found.span("name"))].lower()
        spelled = typed == _MARKED[name] or (typed == name and not is_marked)
        taken = _IN_A_DAY.search(before) or _IN_A_NAME.search(before)
        if spelled and not taken:
            yield found


def _days(found: re.Match[str]) -> Days | None:
    told = {name: int(value) for name, value in found.groupdict().items() if _is(value)}
    year, month, day = told["year"], told.get("month"), told.get("day")
    try:
        if month is None:
            return Days(date(year, 1, 1), date(year, 12, 31), f"Năm {year}")
        if day is None:
            first = date(year, month, 1)
            last = first.replace(day=monthrange(year, month)[1])
            return Days(first, last, f"Tháng {month}/{year}")
        on = date(year, month, day)
    except ValueError:
        return None
    return Days(on, on, f"Ngày {on:%d/%m/%Y}")


def _is(value: str | None) -> bool:
    return value is not None and value.isdecimal()
