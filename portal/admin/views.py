"""Addresses of administration: accounts, one-time links, locking."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from flask import Blueprint, flash, redirect, url_for
from werkzeug.wrappers import Response

from documents import officers as accounts
from documents import queries
from documents.deadlines import local_day
from documents.errors import Invalid
from documents.models import Officer
from documents.text import username_of
from documents.vocabulary import Role
from portal import db, wiring
from portal.admin import agency, calendar, fields, look, mail, notices, rules, units
from portal.admin.forms import OfficerForm
from portal.forms import blame, checked
from portal.pages import Page
from portal.security import acting, officers

blueprint = Blueprint("admin", __name__)
calendar.add_to(blueprint)
rules.add_to(blueprint)
mail.add_to(blueprint)
notices.add_to(blueprint)
agency.add_to(blueprint)
units.add_to(blueprint)
fields.add_to(blueprint)
look.add_to(blueprint)


@dataclass(frozen=True)
class Account:
    """An officer's account as a line of the list."""

    officer_id: int
    username: str
    full_name: str
    position: str
    role: str
    unit: str
    active: bool
    has_password: bool
    email: str
    last_sign_in_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class AccountsPage(Page):
    """Every account, and what may be done to it."""

    template: ClassVar[str] = "admin/accounts.html"
    accounts: tuple[Account, ...]
    own_id: int


@dataclass(frozen=True, kw_only=True)
class AccountFormPage(Page):
    """A new account."""

    template: ClassVar[str] = "admin/account_form.html"
    form: OfficerForm


@dataclass(frozen=True, kw_only=True)
class LinkPage(Page):
    """A one-time link, shown this once."""

    template: ClassVar[str] = "admin/link.html"
    full_name: str
    username: str
    link: str


@blueprint.get("/quan-tri/")
@officers(Role.ADMIN)
def index() -> Response:
    """List the accounts."""
    rows = accounts.list_officers(db.session())
    return AccountsPage(
        title="Tài khoản cán bộ",
        accounts=tuple(_account(row) for row in rows),
        own_id=acting().officer_id,
    ).render()


def _account(row: Officer) -> Account:
    return Account(
        officer_id=row.id,
        username=row.username,
        full_name=row.full_name,
        position=row.position,
        role=row.role.label,
        unit=row.unit.name if row.unit else "",
        active=row.active,
        has_password=row.password_hash is not None,
        email=row.email if row.wants_digest else "",
        last_sign_in_at=row.last_sign_in_at,
    )


@blueprint.get("/quan-tri/can-bo/them")
@officers(Role.ADMIN)
def new() -> Response:
    """Show an empty form."""
    return _form_page(_offered()).render()


def _offered() -> OfficerForm:
    today = local_day(wiring.current().clock())
    return OfficerForm().offer(queries.units_in_service(db.session(), on=today))


@blueprint.post("/quan-tri/can-bo/them")
@officers(Role.ADMIN)
def add() -> Response:
    """Make an account and show its one-time link."""
    form = _offered()
    if not checked(form):
        return _form_page(form).render(status=422)
    try:
        officer = _added(form)
    except Invalid as refusal:
        blame(form, refusal)
        return _form_page(form).render(status=422)
    return _link_page(officer)


def _added(form: OfficerForm) -> Officer:
    full_name = form.full_name.data or ""
    return accounts.add(
        db.session(),
        username=form.username.data or username_of(full_name),
        full_name=full_name,
        position=form.position.data or "",
        role=Role(form.role.data),
        unit_code=form.unit_code.data or None,
        email=accounts.checked_address(form.email.data or ""),
        now=wiring.current().clock(),
    )


def _form_page(form: OfficerForm) -> AccountFormPage:
    return AccountFormPage(title="Thêm tài khoản", form=form)


@blueprint.post("/quan-tri/can-bo/<id:officer_id>/duong-dan")
@officers(Role.ADMIN)
def issue_link(officer_id: int) -> Response:
    """Hand out a new one-time link; older ones die."""
    return _link_page(accounts.get(db.session(), officer_id))


def _link_page(officer: Officer) -> Response:
    wired = wiring.current()
    secret = accounts.issue_link(db.session(), officer.id, now=wired.clock())
    path = url_for("auth.activation", secret=secret)
    return LinkPage(
        title="Đường dẫn kích hoạt",
        full_name=officer.full_name,
        username=officer.username,
        link=f"{wired.settings.public_url}{path}",
    ).render()


@blueprint.post("/quan-tri/can-bo/<id:officer_id>/khoa")
@officers(Role.ADMIN)
def lock(officer_id: int) -> Response:
    """Disable an account; its sessions end at once."""
    return _set_active(officer_id, active=False)


@blueprint.post("/quan-tri/can-bo/<id:officer_id>/mo-khoa")
@officers(Role.ADMIN)
def unlock(officer_id: int) -> Response:
    """Enable an account again."""
    return _set_active(officer_id, active=True)


def _set_active(officer_id: int, *, active: bool) -> Response:
    now = wiring.current().clock()
    officer = accounts.set_active(
        db.session(), officer_id, active=active, by=acting(), now=now
    )
    done = "Đã mở khóa" if active else "Đã khóa"
    flash(f"{done} tài khoản {officer.username}.", "success")
    return redirect(url_for("admin.index"), 303)
