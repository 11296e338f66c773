"""Requests that wait to be looked at: the list, one of them, letting it in or not."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from flask import Blueprint, flash, redirect, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response
from wtforms.validators import Length

from documents import waiting
from documents.case_files import Enclosure
from documents.errors import Invalid
from documents.lifecycles import TAKERS
from documents.models import HeldRequest
from documents.viewer import Viewer
from portal import db, wiring
from portal.desk.publishing import Waiting
from portal.forms import Line, PortalForm, blame, checked
from portal.holding import Held, SetAside
from portal.pages import Page
from portal.paging import Pages
from portal.security import acting, officers


class DiscardForm(PortalForm):
    """Why a request is kept out; its sender reads it."""

    reason = Line(
        "Lý do không tiếp nhận",
        description="Người gửi đọc được lý do này khi tra cứu.",
        validators=[Length(max=300)],
    )


@dataclass(frozen=True)
class WaitingRow:
    """A request as a line of the list; nobody's name stands in it."""

    reference: str
    title: str
    field: str
    sent_at: datetime
    url: str


@dataclass(frozen=True, kw_only=True)
class WaitingPage(Page):
    """What waits, the oldest first."""

    template: ClassVar[str] = "desk/waiting.html"
    rows: tuple[WaitingRow, ...]
    total: int
    pages: Pages


@dataclass(frozen=True, kw_only=True)
class HeldPage(Page):
    """One request, and what became of it or can."""

    template: ClassVar[str] = "desk/held.html"
    row: WaitingRow
    content: tuple[str, ...]
    location: str
    contact: str
    files: tuple[Held, ...]
    form: DiscardForm
    settled: str
    case_url: str


def add_to(blueprint: Blueprint) -> None:
    """Add the addresses of what waits to the desk's blueprint."""
    blueprint.get("/ho-so/cho-kiem-tra")(held_requests)
    blueprint.get("/ho-so/cho-kiem-tra/<id:held_id>")(held_request)
    blueprint.post("/ho-so/cho-kiem-tra/<id:held_id>/cho-vao")(let_in)
    blueprint.post("/ho-so/cho-kiem-tra/<id:held_id>/loai")(discard)


def waiting_for(session: Session, viewer: Viewer) -> Iterator[Waiting]:
    """Yield the line of the desk that says how many wait, for who looks at them."""
    count = waiting.count(session) if viewer.role in TAKERS else 0
    if count:
        label = f"{count} phản ánh gửi qua trang chờ kiểm tra"
        yield Waiting("inbox", label, url_for("desk.held_requests"))


@officers(*TAKERS)
def held_requests() -> Response:
    """Show what waits to be looked at."""
    typed = request.args.get("trang", "")
    number = int(typed) if typed.isdecimal() and len(typed) < 7 else 1
    found = waiting.waiting(db.session(), acting(), page=number)
    return WaitingPage(
        title="Phản ánh chờ kiểm tra",
        rows=tuple(map(_row, found.rows)),
        total=found.total,
        pages=Pages(found.page, found.last, url_for("desk.held_requests"), {}),
    ).render()


@officers(*TAKERS)
def held_request(held_id: int) -> Response:
    """Show one request that waits, or what became of it."""
    row = waiting.get(db.session(), held_id, viewer=acting())
    return _page(row, DiscardForm(formdata=None)).render()


@officers(*TAKERS)
def let_in(held_id: int) -> Response:
    """Make its case: from now on it is like any other that was sent."""
    wired, session = wiring.current(), db.session()
    row = waiting.get(session, held_id, viewer=acting())
    case = waiting.let_in(
        session,
        row,
        vault=wired.vault,
        calendar=wired.calendar,
        enclosed=_enclosed(row),
        by=acting(),
        now=wired.clock(),
    )
    db.when_kept(_set_aside(row).clear)
    flash(f"Đã cho vào danh sách: hồ sơ {case.code}, chờ tiếp nhận.", "success")
    return redirect(url_for("desk.show", code=case.code), 303)


@officers(*TAKERS)
def discard(held_id: int) -> Response:
    """Keep it out, for a reason that its sender reads."""
    session, form = db.session(), DiscardForm()
    row = waiting.get(session, held_id, viewer=acting())
    if not checked(form):
        return _page(row, form).render(status=422)
    try:
        said, now = form.reason.data or "", wiring.current().clock()
        waiting.discard(session, row, said, by=acting(), now=now)
    except Invalid as refusal:
        form.form_errors.extend(blame(form, refusal))
        return _page(row, form).render(status=422)
    db.when_kept(_set_aside(row).clear)
    flash(f"Đã loại {row.reference} khỏi danh sách chờ.", "success")
    return redirect(url_for("desk.held_requests"), 303)


def _set_aside(row: HeldRequest) -> SetAside:
    return SetAside(wiring.current().settings.data_dir, key=row.files_key)


def _enclosed(row: HeldRequest) -> Enclosure | None:
    if not row.files_key:
        return None
    found = _set_aside(row).found()
    return Enclosure(found, wiring.current().store, is_private=row.files_private)


def _row(row: HeldRequest) -> WaitingRow:
    return WaitingRow(
        reference=row.reference,
        title=row.title,
        field=row.field.label,
        sent_at=row.sent_at,
        url=url_for("desk.held_request", held_id=row.id),
    )


def _page(row: HeldRequest, form: DiscardForm) -> HeldPage:
    case = row.case
    return HeldPage(
        title=row.title,
        row=_row(row),
        content=tuple(line for line in row.content.split("\n") if line.strip()),
        location=row.location,
        contact="không cho biết tên" if row.anonymous else "có để lại, niêm phong",
        files=tuple(_set_aside(row).held()),
        form=form,
        settled=_settled(row),
        case_url=url_for("desk.show", code=case.code) if case else "",
    )


def _settled(row: HeldRequest) -> str:
    if row.settled_by is None:
        return ""
    done = f"Đã loại. Lý do: {row.reason}" if row.reason else "Đã cho vào danh sách"
    return f"{done}. {row.settled_by.full_name}"
