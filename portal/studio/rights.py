"""The right to sign: who has it, giving it, and letting it end (Điều 13)."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from flask import Blueprint, flash, redirect, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response
from wtforms import SelectField
from wtforms.validators import DataRequired, InputRequired, Length

from documents import delegations
from documents.deadlines import local_day
from documents.delegations import GIVEN, DelegationFields
from documents.errors import Invalid
from documents.models import Delegation
from documents.vocabulary import Authority, Role
from portal import db, wiring
from portal.forms import (
    Line,
    MoveForm,
    PortalForm,
    VietnameseDate,
    blame,
    checked,
    choice,
)
from portal.pages import Page
from portal.security import CASE_ROLES, acting, officers


class RightForm(PortalForm):
    """Whom a leader lets sign, in whose place, from when to when."""

    officer_id = SelectField("Người được giao", validators=[InputRequired()])
    authority = SelectField(
        "Ký với quyền hạn",
        choices=[choice(it.value, f"{it.name}. – {it.label}") for it in GIVEN],
        validators=[InputRequired()],
    )
    scope = Line(
        "Nội dung, phạm vi được ký",
        description="Ví dụ: văn bản trả lời, đôn đốc qua Đường dây nóng.",
        validators=[DataRequired(), Length(max=300)],
    )
    basis = Line(
        "Văn bản giao quyền",
        description="Số, ngày của quyết định, quy chế làm việc hoặc giấy ủy quyền.",
        validators=[DataRequired(), Length(max=300)],
    )
    since = VietnameseDate("Từ ngày", validators=[InputRequired()])
    until = VietnameseDate(
        "Đến hết ngày",
        description="Để trống nếu đến khi thu hồi; ủy quyền (TUQ.) phải có thời hạn.",
    )

    def offer(self, session: Session) -> None:
        """Give whom the right can be given to."""
        self.officer_id.choices = [
            choice(str(row.id), f"{row.full_name}, {row.position}")
            for row in delegations.can_be_given(session)
        ]

    def fields(self) -> DelegationFields:
        """Return what was typed, as the domain takes it."""
        return DelegationFields(
            officer_id=int(self.officer_id.data),
            authority=Authority(self.authority.data),
            scope=self.scope.data or "",
            basis=self.basis.data or "",
            since=self["since"].data,
            until=self["until"].data,
        )


@dataclass(frozen=True)
class RightRow:
    """A right that was given."""

    who: str
    authority: str
    scope: str
    basis: str
    since: date
    until: date | None
    state: tuple[str, str, str]
    end_url: str


@dataclass(frozen=True, kw_only=True)
class RightsPage(Page):
    """Every right ever given; to a leader also the form."""

    template: ClassVar[str] = "studio/rights.html"
    rows: tuple[RightRow, ...]
    form: RightForm | None
    ending: MoveForm


def add_to(blueprint: Blueprint) -> None:
    """Add the addresses of the right to sign to the studio's blueprint."""
    blueprint.get("/cong-van/quyen-ky")(rights)
    blueprint.post("/cong-van/quyen-ky")(give)
    blueprint.post("/cong-van/quyen-ky/<id:right_id>/ket-thuc")(end)


@officers(*CASE_ROLES)
def rights() -> Response:
    """Show who may sign for the head, and who may have signed when."""
    form = RightForm(formdata=None)
    form.offer(db.session())
    return _page(form).render()


@officers(Role.DIRECTOR)
def give() -> Response:
    """Give somebody the right to sign."""
    form = RightForm()
    form.offer(db.session())
    if checked(form):
        now = wiring.current().clock()
        try:
            row = delegations.give(db.session(), form.fields(), by=acting(), now=now)
        except Invalid as refusal:
            form.form_errors.extend(blame(form, refusal))
        else:
            flash(f"Đã giao quyền ký cho {row.officer.full_name}.", "success")
            return redirect(url_for("studio.rights"), 303)
    return _page(form).render(status=422)


@officers(Role.DIRECTOR)
def end(right_id: int) -> Response:
    """Let a right end today; one that has not begun is taken back."""
    if checked(MoveForm()):
        today = local_day(wiring.current().clock())
        delegations.end(db.session(), right_id, on=today, by=acting())
        flash("Đã kết thúc quyền ký.", "success")
    return redirect(url_for("studio.rights"), 303)


def _page(form: RightForm) -> RightsPage:
    today, is_leader = local_day(wiring.current().clock()), _is_leader()
    rows = delegations.listed(db.session())
    return RightsPage(
        title="Quyền ký văn bản",
        rows=tuple(_row(row, today, is_leader=is_leader) for row in rows),
        form=form if is_leader else None,
        ending=MoveForm(formdata=None),
    )


def _is_leader() -> bool:
    return acting().role is Role.DIRECTOR


def _row(row: Delegation, today: date, *, is_leader: bool) -> RightRow:
    over = row.until is not None and row.until < today
    if over:
        state = ("Đã hết", "history", "grey")
    elif row.since > today:
        state = ("Chưa đến ngày", "clock", "yellow")
    else:
        state = ("Đang có hiệu lực", "check-circle", "green")
    may_end = is_leader and not over and row.until != today
    return RightRow(
        who=f"{row.officer.full_name}, {row.officer.position}",
        authority=f"{row.authority.name}. – {row.authority.label}",
        scope=row.scope,
        basis=row.basis,
        since=row.since,
        until=row.until,
        state=state,
        end_url=url_for("studio.end", right_id=row.id) if may_end else "",
    )
