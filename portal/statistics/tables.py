"""The tables of a period as texts: what the page and the spreadsheet both show."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from documents.statistics import Figures, Statistics
from documents.vocabulary import OutcomeReason
from portal.numbers import count_vi, decimal_vi, percent_vi

TOTAL: Final = "Tổng cộng"


@dataclass(frozen=True)
class Column:
    """A column of table 1: its heading, the heading above it, and its code in §9."""

    label: str
    group: str = ""

    @property
    def name(self) -> str:
        """Return the whole heading, as it stands alone."""
        return f"{self.group}: {self.label.lower()}" if self.group else self.label


COLUMNS: Final = (
    Column("Tồn kỳ trước"),
    Column("Tiếp nhận"),
    Column("Tổng phải xử lý"),
    Column("Đúng hạn", "Đã giải quyết"),
    Column("Trễ hạn", "Đã giải quyết"),
    Column("Chuyển cơ quan khác"),
    Column("Kết thúc có lý do"),
    Column("Khác"),
    Column("Trong hạn", "Đang xử lý"),
    Column("Quá hạn", "Đang xử lý"),
    Column("Tỷ lệ đúng hạn"),
    Column("Ngày xử lý trung bình"),
)
"""Table 1 of the monthly report (domain.md §10.1)."""


@dataclass(frozen=True)
class Line:
    """A row of table 1."""

    label: str
    cells: tuple[str, ...]

    @property
    def is_idle(self) -> bool:
        """Say whether the row tells of nothing at all."""
        return not any(cell.strip("0–") for cell in self.cells)


@dataclass(frozen=True)
class Measure:
    """A figure of the whole, and how it is reckoned."""

    label: str
    value: str
    told: str = ""


def lines(found: Statistics) -> tuple[Line, ...]:
    """Return the rows of table 1."""
    return tuple(Line(row.label, cells(row.figures)) for row in found.rows)


def cells(one: Figures) -> tuple[str, ...]:
    """Return a row's cells, in the order of the columns."""
    counts = (
        one.carried,
        one.received,
        one.to_handle,
        one.on_time,
        one.late,
        one.transferred,
        one.unresolved,
        one.other,
        one.within,
        one.overdue,
    )
    return (
        *map(count_vi, counts),
        percent_vi(one.on_time_rate),
        decimal_vi(one.taken.mean),
    )


def heads(one: Figures) -> tuple[Measure, ...]:
    """Return the figures at the head of the page."""
    return (
        Measure("Tổng phải xử lý", count_vi(one.to_handle)),
        Measure("Đã giải quyết", count_vi(one.resolved)),
        Measure("Tỷ lệ đúng hạn", percent_vi(one.on_time_rate)),
        Measure("Đang xử lý", count_vi(one.open)),
        Measure("Quá hạn", count_vi(one.overdue)),
    )


def measures(found: Statistics) -> Iterator[Measure]:
    """Yield the figures that table 1 does not hold, each with its denominator."""
    one = found.total
    yield Measure("Tin gửi đến", count_vi(one.sent))
    refused = _why(found.reasons["refused"])
    yield Measure("Không tiếp nhận", count_vi(one.refused), refused)
    yield Measure("Số hồ sơ của các lượt phải xử lý", count_vi(one.cases))
    again = f"{percent_vi(one.again_rate)} so với số lượt đã giải quyết trong kỳ"
    told = "" if one.again_rate is None else again
    yield Measure("Tái phản ánh", count_vi(one.again), told)
    unresolved = _why(found.reasons["unresolved"])
    yield Measure("Kết thúc có lý do", count_vi(one.unresolved), unresolved)
    other = f"người gửi rút {one.withdrawn}; hướng dẫn khiếu nại, tố cáo {one.guided}"
    yield Measure("Kết thúc khác", count_vi(one.other), other)
    late = "trễ và quá hạn, trên tổng phải xử lý"
    yield Measure("Tỷ lệ trễ chung", percent_vi(one.late_rate), late)
    spread = ""
    if one.taken.p90 is not None:
        spread = (
            f"trung vị {decimal_vi(one.taken.median)};"
            f" 9 trên 10 lượt xong trong {count_vi(one.taken.p90)} ngày"
        )
    mean = decimal_vi(one.taken.mean)
    yield Measure("Ngày làm việc để giải quyết, trung bình", mean, spread)
    extended = f"{percent_vi(one.extended_rate)} tổng phải xử lý"
    yield Measure("Gia hạn", count_vi(one.extended), extended)
    entered = f"{count_vi(one.entered_late)} văn bản nhập sau hơn 1 ngày làm việc"
    label = "Ngày từ ban hành đến đăng nhập, trung bình"
    yield Measure(label, decimal_vi(one.entered.mean), entered)
    yield from _content(one)
    unclosed = f"gồm {count_vi(one.unclosed)} đã trả lời, chờ kết thúc"
    yield Measure("Tồn đọng cuối kỳ", count_vi(one.standing), unclosed)
    complete = "có loại, lĩnh vực, đơn vị chủ trì"
    yield Measure("Đủ dữ liệu phân loại", percent_vi(one.complete_rate), complete)


def _content(one: Figures) -> Iterator[Measure]:
    """Yield how content senders are, with how many said so (S19)."""
    of_all = f"{percent_vi(one.rated_rate)} số lượt đã giải quyết"
    told = "" if one.rated_rate is None else of_all
    yield Measure("Người gửi đánh giá", count_vi(one.rated), told)
    mean = f"điểm trung bình {decimal_vi(one.mean_score)} trên 5"
    told = "" if one.mean_score is None else f"“chấp nhận được” trở lên; {mean}"
    yield Measure("Hài lòng", percent_vi(one.satisfied_rate), told)


def _why(reasons: tuple[tuple[OutcomeReason, int], ...]) -> str:
    told = (f"{why.label.partition(' – ')[0].lower()} {n}" for why, n in reasons)
    return "; ".join(told)
