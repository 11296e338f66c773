"""Closing a period and opening it again, and what a closed period's page tells."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Final
from urllib.parse import urlencode

from flask import Blueprint, flash, redirect, request, url_for
from werkzeug.wrappers import Response
from wtforms.validators import DataRequired, Length

from documents.deadlines import local_day
from documents.errors import Invalid
from documents.handling.correcting import CORRECTABLE
from documents.models import ClosedPeriod, Event
from documents.statistics import Cut, Statistics, closing, statistics
from documents.statistics.closing import CLOSERS, Difference
from documents.vocabulary import Role
from portal import db, wiring
from portal.forms import Line, PortalForm, blame, checked
from portal.jinja import moment_vi
from portal.numbers import count_vi
from portal.pages import Page
from portal.security import acting, officers
from portal.statistics.asking import Asked, asked_of
from portal.statistics.periods import Chosen
from portal.statistics.tables import TOTAL

FIGURES: Final[Mapping[str, str]] = {
    "sent": "Tin gửi đến",
    "refused": "Không tiếp nhận",
    "carried": "Tồn kỳ trước",
    "received": "Tiếp nhận",
    "again": "Tái phản ánh",
    "resolved": "Đã giải quyết",
    "on_time": "Giải quyết đúng hạn",
    "late": "Giải quyết trễ hạn",
    "transferred": "Chuyển cơ quan khác",
    "unresolved": "Kết thúc có lý do",
    "withdrawn": "Người gửi rút",
    "guided": "Hướng dẫn khiếu nại, tố cáo",
    "open": "Đang xử lý cuối kỳ",
    "within": "Đang xử lý, trong hạn",
    "overdue": "Đang xử lý, quá hạn",
    "unclosed": "Đã trả lời, chờ kết thúc",
    "extended": "Gia hạn",
    "complete": "Đủ dữ liệu phân loại",
    "cases": "Số hồ sơ",
    "written_later": "Nhập sau khi kỳ kết thúc",
    "rated": "Lượt đánh giá",
    "satisfied": "Lượt hài lòng",
    "scores": "Tổng điểm đánh giá",
    "taken": "Tổng số ngày giải quyết",
    "entered": "Tổng số ngày từ ban hành đến đăng nhập",
}
"""What the figures of a closed period are called, one by one."""


class OpenForm(PortalForm):
    """Why a closed period is opened again."""

    reason = Line("Lý do mở chốt", validators=[DataRequired(), Length(max=500)])


@dataclass(frozen=True)
class Changed:
    """A figure that is counted otherwise than it was reported."""

    row: str
    figure: str
    reported: str
    now: str


@dataclass(frozen=True)
class Corrected:
    """A case that was corrected after its period was closed; no value is told."""

    code: str
    url: str
    what: str
    who: str
    at: datetime


@dataclass(frozen=True)
class Closed:
    """How a period was closed, and what has changed since."""

    told: str
    sha256: str
    changed: tuple[Changed, ...]
    corrected: tuple[Corrected, ...]

    @property
    def summary(self) -> str:
        """Say in a sentence whether anything has changed."""
        if not self.changed:
            return "Tính lại hôm nay, số liệu khớp với số liệu đã chốt."
        count = count_vi(len(self.changed))
        return f"Tính lại hôm nay, {count} chỉ tiêu khác với số liệu đã chốt."


@dataclass(frozen=True, kw_only=True)
class ClosingPage(Page):
    """A period that is to be closed, or opened again."""

    template: ClassVar[str] = "statistics/closing.html"
    label: str
    back: str
    told: str
    query: Mapping[str, str]
    form: OpenForm | None
    """None: the period is open."""


def add_to(blueprint: Blueprint) -> None:
    """Add the addresses of closing a period."""
    blueprint.get("/chot")(closing_page)
    blueprint.post("/chot")(close)
    blueprint.post("/mo-chot")(open_again)


@officers(*CLOSERS)
def closing_page() -> Response:
    """Ask whether a period is to be closed, or why it is opened again."""
    return _page(OpenForm(formdata=None)).render()


@officers(*CLOSERS)
def close() -> Response:
    """Close a period with the figures of this moment."""
    wired, (asked, chosen) = wiring.current(), _asked()
    closing.close(
        db.session(),
        chosen.period,
        calendar=wired.calendar,
        by=acting(),
        now=wired.clock(),
    )
    flash("Đã chốt số liệu của kỳ.", "success")
    return redirect(_back(asked), 303)


@officers(*CLOSERS)
def open_again() -> Response:
    """Open a closed period again."""
    form, (asked, chosen) = OpenForm(), _asked()
    if not checked(form):
        return _page(form).render(status=422)
    reason, now = form.reason.data or "", wiring.current().clock()
    try:
        closing.open_again(db.session(), chosen.period, reason, by=acting(), now=now)
    except Invalid as refusal:
        form.form_errors.extend(blame(form, refusal))
        return _page(form).render(status=422)
    flash("Đã mở chốt; số liệu đã báo cáo vẫn được giữ lại.", "success")
    return redirect(_back(asked), 303)


def closed_of(found: Statistics) -> Closed | None:
    """Return what the page of a closed period tells its reader; None if it is open."""
    closed = closing.standing(db.session(), found.period)
    if closed is None:
        return None
    by_unit = found if found.cut is Cut.UNIT else _by_unit(found)
    only = acting().role is Role.HEAD
    rows = closing.differences(closed, by_unit, of_one_unit=only)
    lines = closing.corrections(db.session(), closed, acting())
    return Closed(
        told=_told(closed),
        sha256=closed.sha256,
        changed=tuple(_changed(row) for row in rows),
        corrected=tuple(_corrected(event, code) for event, code in lines),
    )


def may_close(asked: Asked) -> bool:
    """Say whether this officer may close the period that is shown, or open it."""
    chosen = asked.chosen
    today = local_day(wiring.current().clock())
    is_over = chosen is not None and chosen.period.last < today
    return is_over and acting().role in CLOSERS


def _by_unit(found: Statistics) -> Statistics:
    calendar = wiring.current().calendar
    return statistics(db.session(), acting(), found.period, Cut.UNIT, calendar=calendar)


def _told(closed: ClosedPeriod) -> str:
    who = closed.closed_by.full_name
    return f"{who} đã chốt số liệu kỳ này lúc {moment_vi(closed.closed_at)}."


def _changed(one: Difference) -> Changed:
    figure = FIGURES[one.figure]
    return Changed(one.row or TOTAL, figure, count_vi(one.reported), count_vi(one.now))


def _corrected(event: Event, code: str) -> Corrected:
    return Corrected(
        code=code,
        url=url_for("desk.show", code=code),
        what=CORRECTABLE[event.data["field"]].label,
        who=event.actor_name,
        at=event.at,
    )


def _asked() -> tuple[Asked, Chosen]:
    """Return what the address asks for; Invalid if it is no period."""
    today = local_day(wiring.current().clock())
    asked = asked_of(request.args, acting(), today)
    if asked.chosen is None:
        raise Invalid(asked.wrong)
    return asked, asked.chosen


def _back(asked: Asked) -> str:
    """Return the address of the period's figures."""
    return f"{url_for('statistics.index')}?{urlencode(asked.query)}"


def _page(form: OpenForm) -> ClosingPage:
    asked, chosen = _asked()
    closed = closing.standing(db.session(), chosen.period)
    return ClosingPage(
        title="Mở chốt số liệu" if closed else "Chốt số liệu",
        label=chosen.label,
        back=_back(asked),
        told=_told(closed) if closed else "",
        query=asked.query,
        form=form if closed else None,
    )
