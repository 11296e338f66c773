"""Addresses of the door: sign in, sign out, activate, change the password."""

import re
from dataclasses import dataclass
from typing import ClassVar, Final

from flask import Blueprint, flash, redirect, request, session, url_for
from flask_login import login_user, logout_user
from werkzeug.wrappers import Response

from documents import officers as accounts
from documents.errors import Invalid, SignInRefused, Throttled
from portal import db, wiring
from portal.auth import mail
from portal.auth.forms import ChangePasswordForm, NewPasswordForm, SignInForm
from portal.forms import PortalForm, blame
from portal.pages import Page
from portal.security import EVERYBODY, SignedIn, acting, officers, public, viewer

blueprint = Blueprint("auth", __name__)
mail.add_to(blueprint)

HOME: Final = "/ban-lam-viec"
_INSIDE: Final = re.compile(r"/(?![/\\])[^\\\x00-\x20\x7f]*")


@dataclass(frozen=True, kw_only=True)
class SignInPage(Page):
    """Name and password."""

    template: ClassVar[str] = "auth/sign_in.html"
    form: SignInForm


@dataclass(frozen=True, kw_only=True)
class PasswordPage(Page):
    """Choosing a password: the first, or another."""

    template: ClassVar[str] = "auth/password.html"
    form: PortalForm
    username: str
    is_first: bool


@blueprint.get("/dang-nhap")
@public
def sign_in() -> Response:
    """Show the form, or lead on who is signed in already."""
    if viewer() is not None:
        return redirect(inside(request.args.get("tiep", "")), 303)
    form = SignInForm()
    form.tiep.data = request.args.get("tiep", "")
    return SignInPage(title="Cán bộ đăng nhập", form=form).render()


@blueprint.post("/dang-nhap")
@public
def enter() -> Response:
    """Sign in; a wrong name and a wrong password give one answer."""
    form = SignInForm()
    if not form.validate_on_submit():
        return SignInPage(title="Cán bộ đăng nhập", form=form).render(status=422)
    try:
        secret = _authenticated(form.username.data or "", form.password.data or "")
    except SignInRefused as refusal:
        form.form_errors.append(refusal.message)
        return SignInPage(title="Cán bộ đăng nhập", form=form).render(status=422)
    except Throttled as refusal:
        form.form_errors.append(refusal.message)
        response = SignInPage(title="Cán bộ đăng nhập", form=form).render(status=429)
        response.headers["Retry-After"] = str(refusal.retry_after)
        return response
    _let_in(secret)
    return redirect(inside(form.tiep.data or ""), 303)


def _authenticated(username: str, password: str) -> str:
    """Return a new session's token; no lock is held while a password is hashed."""
    now, address = wiring.current().clock(), request.remote_addr or ""
    with db.writing_apart() as apart:
        accounts.take_a_try(apart, username, address, now=now)
    with db.reading_apart() as apart:
        officer_id = accounts.authenticate(apart, username, password)
    return accounts.open_session(db.session(), officer_id, address, now=now)


def _let_in(secret: str) -> None:
    """Begin a new browser session: nothing of the visitor's goes on (T7)."""
    session.clear()
    session.permanent = True
    login_user(SignedIn(secret))


def inside(path: str) -> str:
    """Return a path of this portal to go on to; anything else is the desk (T11)."""
    return path if _INSIDE.fullmatch(path) else HOME


@blueprint.post("/dang-xuat")
@public
def sign_out() -> Response:
    """End the session on the server, and forget the cookie."""
    secret = session.get("_user_id", "")
    accounts.sign_out(db.session(), secret, now=wiring.current().clock())
    logout_user()
    session.clear()
    flash("Đã đăng xuất.", "success")
    return redirect(url_for("auth.sign_in"), 303)


@blueprint.get("/kich-hoat/<secret>")
@public
def activation(secret: str) -> Response:
    """Show who activates his account, and ask for a password."""
    now = wiring.current().clock()
    officer = accounts.officer_of_link(db.session(), secret, now=now)
    return _first_password(NewPasswordForm(), officer.username).render()


@blueprint.post("/kich-hoat/<secret>")
@public
def activate(secret: str) -> Response:
    """Set the password, use the link up, sign in."""
    form, now = NewPasswordForm(), wiring.current().clock()
    officer = accounts.officer_of_link(db.session(), secret, now=now)
    if not form.validate_on_submit():
        return _first_password(form, officer.username).render(status=422)
    try:
        token = accounts.accept_link(
            db.session(), secret, form.password.data or "", now=now
        )
    except Invalid as refusal:
        blame(form, refusal)
        return _first_password(form, officer.username).render(status=422)
    _let_in(token)
    return redirect(HOME, 303)


def _first_password(form: NewPasswordForm, username: str) -> PasswordPage:
    return PasswordPage(
        title="Kích hoạt tài khoản", form=form, username=username, is_first=True
    )


@blueprint.get("/mat-khau")
@officers(*EVERYBODY)
def password() -> Response:
    """Ask for the old password and a new one."""
    return _another_password(ChangePasswordForm()).render()


@blueprint.post("/mat-khau")
@officers(*EVERYBODY)
def change_password() -> Response:
    """Change the password; every other session of the account ends."""
    form = ChangePasswordForm()
    if not form.validate_on_submit():
        return _another_password(form).render(status=422)
    try:
        token = _changed(form)
    except Invalid as refusal:
        blame(form, refusal)
        return _another_password(form).render(status=422)
    _let_in(token)
    flash("Đã đổi mật khẩu. Các phiên làm việc khác đã kết thúc.", "success")
    return redirect(HOME, 303)


def _changed(form: ChangePasswordForm) -> str:
    return accounts.change_password(
        db.session(),
        acting().officer_id,
        old=form.old.data or "",
        new=form.password.data or "",
        now=wiring.current().clock(),
    )


def _another_password(form: ChangePasswordForm) -> PasswordPage:
    return PasswordPage(
        title="Đổi mật khẩu", form=form, username=acting().username, is_first=False
    )
