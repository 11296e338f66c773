"""Days as offices have typed them: the day before the month, never the other way."""

import re
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from documents.text import fold, one_line

EARLIEST: Final = 1900
LATEST: Final = 2200

_WHEN: Final = r"(?:[t,\s]+\d[\dhg:.\sz+-]{0,20})?"
"""An hour may stand behind the day; it is not asked for."""

_DAY_FIRST: Final = re.compile(
    r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})" + _WHEN, re.ASCII
)
_YEAR_FIRST: Final = re.compile(
    r"(\d{4})[/.-](\d{1,2})[/.-](\d{1,2})" + _WHEN, re.ASCII
)
_IN_WORDS: Final = re.compile(
    r"(?:.{0,40}\bngay\s+|^)(\d{1,2})\s+thang\s+(\d{1,2})\s+nam\s+(\d{4})", re.ASCII
)
_SERIAL: Final = re.compile(r"(\d{5})(?:[.]\d+)?", re.ASCII)
_BEFORE_1900: Final = date(1899, 12, 30)
"""Day 0 of Excel, which counts a 29 February 1900 that never was."""

_BEFORE_1904: Final = date(1904, 1, 1)
_SMALLEST_SERIAL: Final = 61

_HOW: Final = "Hãy ghi ngày/tháng/năm, ví dụ 22/11/2019."


class NoDate(ValueError):
    """What was typed is no day; the message says how to type one."""


@lru_cache(maxsize=4_096)
def read(typed: str, *, from_1904: bool = False) -> date:
    """Return the day that a cell holds.

    A number of five digits is a day as Excel counts them.

    Raises:
        NoDate: it is no day, or none of a time in which there were hotlines.
    """
    told = fold(one_line(typed))
    serial = _SERIAL.fullmatch(told)
    if serial:
        return _counted(int(serial[1]), from_1904=from_1904)
    year, month, day = _parts(told)
    if month > 12:
        raise NoDate(f"Không có tháng {month}: ngày ghi trước, tháng ghi sau. {_HOW}")
    try:
        return _of_our_time(date(year, month, day))
    except ValueError as error:
        if isinstance(error, NoDate):
            raise
        raise NoDate(f"Không có ngày {day}/{month}/{year}. {_HOW}") from error


def _parts(told: str) -> tuple[int, int, int]:
    found = _YEAR_FIRST.fullmatch(told)
    if found:
        return int(found[1]), int(found[2]), int(found[3])
    found = _DAY_FIRST.fullmatch(told) or _IN_WORDS.fullmatch(told)
    if found is None:
        raise NoDate(f"Không đọc được ngày. {_HOW}")
    year = int(found[3])
    return year + 2000 if len(found[3]) == 2 else year, int(found[2]), int(found[1])


def _counted(serial: int, *, from_1904: bool) -> date:
    if serial < _SMALLEST_SERIAL:
        raise NoDate(f"Không đọc được ngày. {_HOW}")
    return _of_our_time(
        (_BEFORE_1904 if from_1904 else _BEFORE_1900) + timedelta(serial)
    )


def _of_our_time(on: date) -> date:
    if not EARLIEST <= on.year <= LATEST:
        raise NoDate(f"Năm {on.year} không thể đúng. {_HOW}")
    return on
