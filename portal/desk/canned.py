"""Canned replies (mẫu trả lời): the list, one of them, writing, retiring."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Final

from flask import Blueprint, flash, redirect, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from documents import canned, history
from documents.canned import EDITORS
from documents.errors import Invalid, OutOfDate
from documents.models import CannedReply
from documents.vocabulary import Field
from portal import db, wiring
from portal.desk.canned_forms import CannedForm
from portal.forms import MoveForm, blame, checked, version_in
from portal.jinja import moment_vi
from portal.pages import Page
from portal.paging import Filter
from portal.road import Stop
from portal.security import CASE_ROLES, acting, officers
from portal.trouble import NO_TROUBLE, Trouble, overtaken
from portal.workbench.cited import OutdatedRow, outdated_each

RETIRED: Final = "thoi-dung"
"""The choice of standing that shows what is no longer used."""


@dataclass(frozen=True)
class CannedRow:
    """A canned reply as a line of the list."""

    title: str
    url: str
    body: str
    field: str
    unit: str
    uses: int
    cited: tuple[OutdatedRow, ...]


@dataclass(frozen=True, kw_only=True)
class CannedPage(Page):
    """The canned replies that the officer may use."""

    template: ClassVar[str] = "desk/canned.html"
    rows: tuple[CannedRow, ...]
    filters: tuple[Filter, ...]
    is_retired: bool
    may_write: bool


@dataclass(frozen=True, kw_only=True)
class CannedReplyPage(Page):
    """One canned reply, or a new one; without a form it is only read."""

    template: ClassVar[str] = "desk/canned_reply.html"
    row: CannedRow | None
    retired_at: str
    form: CannedForm | None
    turn: tuple[str, str] | None
    road: tuple[Stop, ...]
    version: int
    trouble: Trouble = NO_TROUBLE


def add_to(blueprint: Blueprint) -> None:
    """Add the addresses of canned replies to the desk's blueprint."""
    whole, one = "/ho-so/mau-tra-loi", "/ho-so/mau-tra-loi/<id:canned_id>"
    blueprint.get(whole)(canned_replies)
    blueprint.get(f"{whole}/moi")(new_canned)
    blueprint.post(f"{whole}/moi")(add_canned)
    blueprint.get(one)(show_canned)
    blueprint.post(one)(save_canned)
    blueprint.post(f"{one}/thoi-dung")(retire_canned)
    blueprint.post(f"{one}/dung-lai")(revive_canned)


@officers(*CASE_ROLES)
def canned_replies() -> Response:
    """Show what the officer may use, narrowed as the address says."""
    session, by, field = db.session(), acting(), _field()
    retired = request.args.get("tinh-trang") == RETIRED
    chosen = Field(field.chosen) if field.chosen else None
    rows = canned.listed(session, by, field=chosen, retired=retired)
    return CannedPage(
        title="Mẫu trả lời",
        rows=_rows(session, rows),
        filters=(field,),
        is_retired=retired,
        may_write=by.role in EDITORS,
    ).render()


def _field() -> Filter:
    """Return the filter by field; a value that is none of its own is dropped."""
    choices = tuple((one.value, one.label) for one in Field)
    typed = request.args.get("linh-vuc", "")
    return Filter(
        "linh-vuc", "Lĩnh vực", typed if typed in dict(choices) else "", choices
    )


def _rows(session: Session, rows: list[CannedReply]) -> tuple[CannedRow, ...]:
    used = canned.uses(session)
    cited = outdated_each(session, [row.body for row in rows])
    return tuple(
        CannedRow(
            title=row.title,
            url=url_for("desk.show_canned", canned_id=row.id),
            body=row.body,
            field=row.field.label if row.field else "Mọi lĩnh vực",
            unit=row.unit.name if row.unit else "Mọi đơn vị",
            uses=used.get(row.id, 0),
            cited=told,
        )
        for row, told in zip(rows, cited, strict=True)
    )


@officers(*EDITORS)
def new_canned() -> Response:
    """Show an empty form."""
    form = CannedForm(formdata=None)
    form.offer(db.session(), acting(), None)
    return _page(form, None).render()


@officers(*EDITORS)
def add_canned() -> Response:
    """Keep a new canned reply."""
    return _kept(None)


@officers(*CASE_ROLES)
def show_canned(canned_id: int) -> Response:
    """Show one canned reply; who may write it gets its form."""
    row, by = canned.get(db.session(), canned_id, acting()), acting()
    form = None
    if canned.may_edit(row, by) and row.retired_at is None:
        form = CannedForm(formdata=None)
        form.offer(db.session(), by, row)
        form.fill(row)
    return _page(form, row).render()


@officers(*EDITORS)
def save_canned(canned_id: int) -> Response:
    """Write a canned reply over."""
    return _kept(canned.get(db.session(), canned_id, acting()))


def _kept(row: CannedReply | None) -> Response:
    form = CannedForm()
    form.offer(db.session(), acting(), row)
    try:
        if not checked(form):
            return _again(form, row, Trouble(form=form), 422)
        _keep(form, row)
    except Invalid as refusal:
        form.form_errors.extend(blame(form, refusal))
        return _again(form, row, Trouble(form=form), 422)
    except OutOfDate as refusal:
        assert row is not None  # noqa: S101 - a new one is overtaken by nobody
        told = overtaken(refusal, form.version, row)
        return _again(form, row, told, 409)
    flash(f"Đã lưu mẫu trả lời “{form.title.data}”.", "success")
    return redirect(url_for("desk.canned_replies"), 303)


def _keep(form: CannedForm, row: CannedReply | None) -> None:
    session, by, now = db.session(), acting(), wiring.current().clock()
    if row is None:
        canned.add(session, form.fields(), by=by, now=now)
        return
    canned.edit(
        session,
        row,
        form.fields(),
        expected_version=version_in(form.version),
        by=by,
        now=now,
    )


def _again(
    form: CannedForm, row: CannedReply | None, trouble: Trouble, status: int
) -> Response:
    return _page(form, row, trouble=trouble).render(status=status)


@officers(*EDITORS)
def retire_canned(canned_id: int) -> Response:
    """Offer a canned reply to nobody any more."""
    row, form = canned.get(db.session(), canned_id, acting()), MoveForm()
    if checked(form):
        seen, now = version_in(form.version), wiring.current().clock()
        canned.retire(db.session(), row, expected_version=seen, by=acting(), now=now)
        flash(f"Đã thôi dùng mẫu trả lời “{row.title}”.", "success")
    return redirect(url_for("desk.show_canned", canned_id=canned_id), 303)


@officers(*EDITORS)
def revive_canned(canned_id: int) -> Response:
    """Offer a retired one again."""
    row, form = canned.get(db.session(), canned_id, acting()), MoveForm()
    if checked(form):
        seen, now = version_in(form.version), wiring.current().clock()
        canned.revive(db.session(), row, expected_version=seen, by=acting(), now=now)
        flash(f"Mẫu trả lời “{row.title}” được dùng lại.", "success")
    return redirect(url_for("desk.show_canned", canned_id=canned_id), 303)


def _page(
    form: CannedForm | None, row: CannedReply | None, *, trouble: Trouble = NO_TROUBLE
) -> CannedReplyPage:
    shown = _rows(db.session(), [row])[0] if row else None
    return CannedReplyPage(
        title=f"Mẫu trả lời: {row.title}" if row else "Mẫu trả lời mới",
        row=shown,
        retired_at=moment_vi(row.retired_at) if row and row.retired_at else "",
        form=form,
        turn=_turn(row) if row and canned.may_edit(row, acting()) else None,
        road=tuple(_road(row)) if row else (),
        version=row.version if row else 0,
        trouble=trouble,
    )


def _turn(row: CannedReply) -> tuple[str, str]:
    """Return the button that retires or revives, and where it sends."""
    name, label = (
        ("retire_canned", "Thôi dùng mẫu trả lời này")
        if row.retired_at is None
        else ("revive_canned", "Dùng lại mẫu trả lời này")
    )
    return label, url_for(f"desk.{name}", canned_id=row.id)


def _road(row: CannedReply) -> Iterator[Stop]:
    for event in history.of(db.session(), row):
        yield Stop(
            title=event.note or history.title(event),
            at=moment_vi(event.at),
            who=event.actor_name,
        )
