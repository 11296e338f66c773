"""Groups of recipients: the list, making one, changing it, taking it away."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from flask import Blueprint, flash, redirect, url_for
from werkzeug.wrappers import Response
from wtforms.validators import DataRequired, Length

from documents import recipients
from documents.errors import Invalid
from documents.models import RecipientGroup
from documents.recipients import EDITORS, Named
from portal import db, wiring
from portal.forms import Line, PortalForm, Prose, blame, checked
from portal.pages import Page
from portal.security import acting, officers
from portal.studio.forms import LONGEST_LIST, lines_of, recipient_line, recipients_of


class GroupForm(PortalForm):
    """A group: its name, and a line for each of its members."""

    name = Line("Tên nhóm", validators=[DataRequired(), Length(max=120)])
    items = Prose(
        "Nơi nhận",
        description="Mỗi dòng một nơi; mục đích ghi trong ngoặc, ví dụ"
        " “Thanh tra Sở (để phối hợp)”.",
        validators=[DataRequired(), Length(max=LONGEST_LIST)],
        render_kw={"rows": 8},
    )

    def named(self) -> tuple[Named, ...]:
        """Return who is in the group."""
        rows = recipients_of(self["items"].data or "")
        return tuple(Named(row["name"], row.get("note", "")) for row in rows)


@dataclass(frozen=True)
class GroupRow:
    """A group as a line of the list."""

    name: str
    members: tuple[str, ...]
    edited_at: datetime
    url: str


@dataclass(frozen=True, kw_only=True)
class GroupsPage(Page):
    """Every group, and the form for a new one."""

    template: ClassVar[str] = "studio/groups.html"
    rows: tuple[GroupRow, ...]
    form: GroupForm


@dataclass(frozen=True, kw_only=True)
class GroupPage(Page):
    """One group, to be changed."""

    template: ClassVar[str] = "studio/group.html"
    form: GroupForm
    remove_url: str


def add_to(blueprint: Blueprint) -> None:
    """Add the addresses of groups to the studio's blueprint."""
    blueprint.get("/cong-van/nhom-noi-nhan")(groups)
    blueprint.post("/cong-van/nhom-noi-nhan")(add_group)
    blueprint.get("/cong-van/nhom-noi-nhan/<id:group_id>")(group)
    blueprint.post("/cong-van/nhom-noi-nhan/<id:group_id>")(save_group)
    blueprint.post("/cong-van/nhom-noi-nhan/<id:group_id>/xoa")(remove_group)


@officers(*EDITORS)
def groups() -> Response:
    """Show every group."""
    return _list(GroupForm(formdata=None)).render()


@officers(*EDITORS)
def add_group() -> Response:
    """Make a group."""
    form = GroupForm()
    return _kept(form, None) or _list(form).render(status=422)


@officers(*EDITORS)
def group(group_id: int) -> Response:
    """Show one group."""
    row = recipients.get(db.session(), group_id)
    form = GroupForm(formdata=None)
    form.name.data = row.name
    form["items"].data = lines_of(map(recipient_line, row.items))
    return _page(row, form).render()


@officers(*EDITORS)
def save_group(group_id: int) -> Response:
    """Write a group over."""
    row, form = recipients.get(db.session(), group_id), GroupForm()
    return _kept(form, row) or _page(row, form).render(status=422)


@officers(*EDITORS)
def remove_group(group_id: int) -> Response:
    """Take a group away."""
    row = recipients.get(db.session(), group_id)
    recipients.remove(db.session(), row, by=acting())
    flash(f"Đã xóa nhóm “{row.name}”.", "success")
    return redirect(url_for("studio.groups"), 303)


def _kept(form: GroupForm, row: RecipientGroup | None) -> Response | None:
    if not checked(form):
        return None
    try:
        kept = recipients.keep(
            db.session(),
            form.name.data or "",
            form.named(),
            group=row,
            by=acting(),
            now=wiring.current().clock(),
        )
    except Invalid as refusal:
        form.form_errors.extend(blame(form, refusal))
        return None
    flash(f"Đã lưu nhóm “{kept.name}”.", "success")
    return redirect(url_for("studio.groups"), 303)


def _list(form: GroupForm) -> GroupsPage:
    rows = recipients.listed(db.session())
    return GroupsPage(
        title="Nhóm nơi nhận", rows=tuple(_row(row) for row in rows), form=form
    )


def _page(row: RecipientGroup, form: GroupForm) -> GroupPage:
    remove_url = url_for("studio.remove_group", group_id=row.id)
    return GroupPage(title=f"Nhóm {row.name}", form=form, remove_url=remove_url)


def _row(row: RecipientGroup) -> GroupRow:
    return GroupRow(
        name=row.name,
        members=tuple(map(recipient_line, row.items)),
        edited_at=row.edited_at,
        url=url_for("studio.group", group_id=row.id),
    )
