"""The workbench of the backlog: a counter to zero, and kind × unit × age (§8)."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Final

from flask import Blueprint, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from documents import backlog, queries
from documents.backlog import AsOf, Count, reviews
from documents.deadlines import local_day
from documents.viewer import Viewer
from documents.vocabulary import AgeBand, BacklogKind, CaseState, Role
from portal import db, wiring
from portal.jinja import date_vi
from portal.pages import Page
from portal.security import acting, officers

READERS: Final = (Role.HEAD, Role.FOCAL, Role.CVP, Role.DIRECTOR)
"""Who opens the workbench; a head for his unit's cases (domain.md §6)."""

NO_UNIT: Final = "chua-giao"
"""How an address says that no unit leads."""

CLOSING: Final = {
    BacklogKind.B1: "Đơn vị chủ trì giải quyết, trình duyệt, trả lời, kết thúc.",
    BacklogKind.B2: "Đầu mối nhập số, ngày, tệp văn bản, báo cáo, kết thúc. Văn bản ký"
    " ngoài hệ thống: đầu mối đề nghị, Chánh Văn phòng xác nhận.",
    BacklogKind.B3: "Kết thúc, nêu rõ lý do. Đầu mối đề nghị, Chánh Văn phòng duyệt.",
    BacklogKind.B4: "Chuyển, trả có văn bản. Đầu mối đề nghị, Chánh Văn phòng duyệt.",
}
"""The closing rule of each kind, as the workbench tells it (domain.md §8)."""


@dataclass(frozen=True)
class CellView:
    """A count that leads to its list; no link from nothing."""

    count: int
    url: str
    label: str


@dataclass(frozen=True)
class UnitLine:
    """A unit's cases of one kind by age, and all of them."""

    name: str
    cells: tuple[CellView, ...]
    total: CellView


@dataclass(frozen=True)
class KindView:
    """One kind: its closing rule, its totals by age, and its units."""

    code: str
    label: str
    rule: str
    whole: UnitLine
    units: tuple[UnitLine, ...]


@dataclass(frozen=True)
class Task:
    """Work on the backlog that has a page of its own."""

    label: str
    url: str
    icon: str


@dataclass(frozen=True, kw_only=True)
class WorkbenchPage(Page):
    """What stands, by kind, unit and age, and how far it is to zero."""

    template: ClassVar[str] = "desk/backlog/index.html"
    total: int
    progress: tuple[str, ...]
    tasks: tuple[Task, ...]
    waiting: int
    waiting_url: str
    bands: tuple[str, ...]
    kinds: tuple[KindView, ...]
    whole: UnitLine


def add_to(blueprint: Blueprint) -> None:
    """Add the address of the workbench."""
    blueprint.get("/ho-so/ton-dong")(backlog_index)


@officers(*READERS)
def backlog_index() -> Response:
    """Show the backlog that the officer may see."""
    return _page(db.session(), acting(), as_of_today()).render()


def as_of_today() -> AsOf:
    """Return today as the backlog counts it."""
    wired = wiring.current()
    return backlog.as_of(wired.calendar, local_day(wired.clock()))


def _page(session: Session, viewer: Viewer, as_of: AsOf) -> WorkbenchPage:
    counts = backlog.counted(session, viewer, as_of)
    standing = [one for one in counts if one.kind is not None]
    names = {unit.code: unit.name for unit in queries.units(session)}
    return WorkbenchPage(
        title="Tồn đọng",
        total=sum(one.count for one in standing),
        progress=tuple(_progress(session, viewer)),
        tasks=tuple(_tasks(viewer)),
        waiting=sum(one.count for one in counts if one.kind is None),
        waiting_url=url_for("desk.listing", buoc=CaseState.SUBMITTED.value),
        bands=tuple(band.label for band in AgeBand),
        kinds=tuple(_kinds(standing, names)),
        whole=_line("Tất cả", standing),
    )


def _progress(session: Session, viewer: Viewer) -> Iterator[str]:
    """Yield how it stood when the last sitting ended, and what ended since."""
    last = reviews.last_ended(session)
    if last is None or last.ended_at is None or last.closing is None:
        return
    if viewer.sees_every_case:
        count = sum(one.count for one in reviews.counts_in(last.closing))
        yield f"Kết thúc phiên rà soát ngày {date_vi(last.on)}: còn {count} hồ sơ."
    ended = backlog.ended_since(session, viewer, last.ended_at)
    yield f"Từ đó đến nay đã kết thúc {ended} hồ sơ."


def _tasks(viewer: Viewer) -> Iterator[Task]:
    """Yield what waits for this officer, or is his to begin."""
    if viewer.role in reviews.READERS:
        yield Task("Phiên rà soát, biên bản", url_for("desk.reviews"), "documents")


def _kinds(counts: Sequence[Count], names: dict[str, str]) -> Iterator[KindView]:
    for kind in BacklogKind:
        mine = [one for one in counts if one.kind is kind]
        by_unit = {"": "Chưa giao đơn vị"} | names
        units = (
            _line(name, [one for one in mine if one.unit_code == code], kind, code)
            for code, name in by_unit.items()
        )
        yield KindView(
            code=kind.name,
            label=kind.label,
            rule=CLOSING[kind],
            whole=_line("Cộng", mine, kind),
            units=tuple(line for line in units if line.total.count),
        )


def _line(
    name: str,
    counts: Sequence[Count],
    kind: BacklogKind | None = None,
    unit: str | None = None,
) -> UnitLine:
    by_band: Counter[AgeBand] = Counter()
    for one in counts:
        by_band[one.band] += one.count
    cells = (
        CellView(by_band[band], list_url(kind, unit, band), band.label)
        for band in AgeBand
    )
    whole = CellView(by_band.total(), list_url(kind, unit), "Cộng")
    return UnitLine(name, tuple(cells), whole)


def list_url(
    kind: BacklogKind | None = None,
    unit: str | None = None,
    band: AgeBand | None = None,
) -> str:
    """Return the address of the cases of a cell; `unit` "" is no unit."""
    told: dict[str, Any] = {
        "loai": kind.value if kind else None,
        "don-vi": NO_UNIT if unit == "" else unit,
        "tuoi": band.value if band else None,
    }
    return url_for("desk.backlog_list", **told)
