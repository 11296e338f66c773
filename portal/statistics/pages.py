"""The page of statistics, and the same as a spreadsheet."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar, Final
from urllib.parse import urlencode

from flask import url_for

from documents.statistics import Statistics
from portal import db
from portal.jinja import date_vi, moment_vi
from portal.numbers import count_vi, counted
from portal.pages import Page
from portal.statistics import periods
from portal.statistics.asking import Asked
from portal.statistics.closing import Closed
from portal.statistics.periods import Chosen
from portal.statistics.tables import (
    COLUMNS,
    TOTAL,
    Column,
    Line,
    Measure,
    cells,
    heads,
    lines,
    measures,
)
from portal.tables import table

_NUMBER: Final = 14
_WIDE: Final = 44

_Choices = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Shown:
    """A period's figures as the page shows them; `notes` are its footnotes."""

    label: str
    heads: tuple[Measure, ...]
    lines: tuple[Line, ...]
    total: Line
    measures: tuple[Measure, ...]
    notes: tuple[str, ...]
    closed: Closed | None


@dataclass(frozen=True, kw_only=True)
class StatisticsPage(Page):
    """The figures of a period, or why there are none."""

    template: ClassVar[str] = "statistics/index.html"
    asked: Asked
    choices: tuple[tuple[str, _Choices], ...]
    columns: tuple[Column, ...]
    sheet_url: str
    closing_url: str
    shown: Shown | None


def statistics_page(
    asked: Asked,
    found: Statistics | None,
    today: date,
    closed: Closed | None,
    *,
    may_close: bool = False,
) -> StatisticsPage:
    """Return the page; without figures it only says what was wrong."""
    return StatisticsPage(
        title="Thống kê",
        asked=asked,
        choices=_choices(asked.chosen, today),
        columns=COLUMNS,
        sheet_url=f"{url_for('statistics.sheet')}?{urlencode(asked.query)}",
        closing_url=_closing_url(asked) if may_close else "",
        shown=_shown(found, asked.chosen, closed) if found and asked.chosen else None,
    )


def _closing_url(asked: Asked) -> str:
    return f"{url_for('statistics.closing_page')}?{urlencode(asked.query)}"


def _choices(chosen: Chosen | None, today: date) -> tuple[tuple[str, _Choices], ...]:
    """Return the periods to choose from; the one that is shown is among them."""
    listed = periods.listed(today)
    codes = {code for group in listed.values() for code, _ in group}
    if chosen is not None and chosen.code not in codes:
        listed = {"Đang xem": ((chosen.code, chosen.label),)} | listed
    return tuple(listed.items())


def _shown(found: Statistics, chosen: Chosen, closed: Closed | None) -> Shown:
    return Shown(
        label=chosen.label,
        heads=heads(found.total),
        lines=lines(found),
        total=Line(TOTAL, cells(found.total)),
        measures=tuple(measures(found)),
        notes=tuple(_notes(found, chosen)),
        closed=closed,
    )


def _notes(found: Statistics, chosen: Chosen) -> Iterator[str]:
    """Yield what a reader must know to read the figures right."""
    until = date_vi(found.period.last)
    if chosen.is_running:
        yield f"Kỳ chưa kết thúc: số liệu đến hết ngày {until}."
    else:
        yield (
            f"Số liệu tính đến hết ngày {until}; thay đổi sau ngày đó không làm thay"
            " đổi số liệu của kỳ."
        )
    if found.total.written_later:
        yield (
            f"Trong đó {count_vi(found.total.written_later)} lượt được nhập vào hệ"
            " thống sau khi kỳ kết thúc, tính theo ngày tiếp nhận."
        )
    yield (
        "Đơn vị tính là lượt xử lý: hồ sơ mở lại là một lượt mới. Lượt chờ bổ sung"
        " thông tin, hỏi khi còn hạn, được tính là trong hạn."
    )


def sheet_of(
    asked: Asked, found: Statistics, made_at: datetime, closed: Closed | None
) -> bytes:
    """Return the same figures as an .xlsx: table 1, then the others below it."""
    label = asked.chosen.label if asked.chosen else ""
    title = f"Thống kê kết quả xử lý phản ánh, kiến nghị – {label}"
    shown = statistics_page(asked, found, made_at.date(), closed).shown
    assert shown is not None  # noqa: S101 - figures are given for a chosen period
    widths = [(asked.cut.label, _WIDE), *((one.name, _NUMBER) for one in COLUMNS)]
    lines = (*shown.lines, shown.total)
    rows = [(line.label, *map(counted, line.cells)) for line in lines]
    others = [(one.label, counted(one.value), one.told) for one in shown.measures]
    told = (closed.told, closed.summary) if closed else ()
    return table(
        [
            title,
            f"{db.site().agency_name}, lập {moment_vi(made_at)}",
            *told,
            *shown.notes,
        ],
        widths,
        [*rows, (), ("Các chỉ tiêu khác",), *others],
        name="Thống kê",
        properties={"title": title, "created": made_at.replace(tzinfo=None)},
    )


def file_name(asked: Asked) -> str:
    """Return the spreadsheet's name, which says its period and its cut."""
    period = asked.chosen.period if asked.chosen else None
    days = f"{period.first:%Y-%m-%d}-{period.last:%Y-%m-%d}" if period else ""
    return f"thống-kê-{days}-{asked.cut.value}.xlsx"
