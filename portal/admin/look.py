"""Addresses of the site's look: logo and colour, tried out, then applied."""

from dataclasses import dataclass
from typing import ClassVar, Final

from flask import Blueprint, Response, flash, redirect, request, url_for
from flask_wtf.file import FileField
from werkzeug.wrappers import Response as BaseResponse
from wtforms import BooleanField, HiddenField
from wtforms.validators import Length

from documents import site_look
from documents.errors import Invalid, NotFound, OutOfDate
from documents.models import SiteLook
from documents.site_look import LONGEST_ALT, Change, Logo, Look
from documents.vocabulary import Role
from portal import contrast, db, palette, wiring
from portal.admin.changed import ChangedField, ChangeRow
from portal.forms import Line, MoveForm, PortalForm, blame, checked, version_in
from portal.pages import Page
from portal.palette import Found
from portal.security import PRIVATE, acting, officers
from portal.site import ShownLogo
from portal.trouble import NO_TROUBLE, Trouble

_LABELS: Final = {
    "accent": "Màu nhấn",
    "logo_digest": "Biểu trưng",
    "logo_alt": "Lời thay ảnh",
}


class LookForm(PortalForm):
    """What an administrator chooses; `base` is the look whose logo stays."""

    base = HiddenField()
    logo = FileField(
        "Biểu trưng",
        description="Ảnh PNG, JPEG hoặc WebP, không quá 2 MB; được thu nhỏ và vẽ lại.",
    )
    without_logo = BooleanField("Bỏ biểu trưng, dùng hình biển chỉ đường có sẵn")
    logo_alt = Line(
        _LABELS["logo_alt"],
        description="Cho người không nhìn thấy ảnh, ví dụ Biểu trưng của Sở.",
        validators=[Length(max=LONGEST_ALT)],
    )
    accent = Line(
        _LABELS["accent"],
        description="Mã màu dạng #0b4a8f; để trống thì dùng màu có sẵn.",
    )

    def show(self, row: SiteLook | None) -> "LookForm":
        """Fill the form with a look, and return it."""
        self.base.data = str(row.id) if row else ""
        self.accent.data = row.accent if row else ""
        self.logo_alt.data = row.logo_alt if row else ""
        return self

    def look(self) -> Look:
        """Return what was chosen, as the domain takes it; raises Invalid."""
        accent = (self.accent.data or "").lower()
        if accent and not contrast.is_colour(accent):
            raise Invalid({"accent": "Cần mã màu gồm # và sáu chữ số 0-9, a-f."})
        if accent and (why := palette.refusal(accent)):
            raise Invalid({"accent": why})
        return Look(accent=accent, logo=self._logo(), logo_alt=self.logo_alt.data or "")

    def _logo(self) -> Logo | None:
        if self.without_logo.data:
            return None
        given = self.logo.data.stream.read() if self.logo.data else b""
        if given:
            return site_look.drawn(given)
        return site_look.look_of(self.based_on()).logo

    def based_on(self) -> SiteLook | None:
        """Return the look that the form was opened with; None for what is shipped."""
        number = version_in(self.base)
        return site_look.get(db.session(), number, by=acting()) if number else None


@dataclass(frozen=True, kw_only=True)
class LookPage(Page):
    """The form of a look, and what was changed of it."""

    template: ClassVar[str] = "admin/look.html"
    form: LookForm
    logo_url: str
    logo_alt: str
    shipped: str
    changes: tuple[tuple[str, ChangeRow], ...]


@dataclass(frozen=True, kw_only=True)
class TrialPage(Page):
    """A look as visitors would see it, light and dark, and how well it reads."""

    template: ClassVar[str] = "admin/look_trial.html"
    look_id: int
    accent: str
    logo: ShownLogo | None
    logo_url: str
    judged: tuple[Found, ...]
    version: int
    is_applied: bool
    trouble: Trouble

    @property
    def schemes(self) -> tuple[tuple[str, str], ...]:
        """Return the names of both schemes, for the page and for people."""
        return (("light", "Chế độ sáng"), ("dark", "Chế độ tối"))


def add_to(blueprint: Blueprint) -> None:
    """Add the addresses of the look to the blueprint of administration."""
    at = "/quan-tri/giao-dien"
    one = f"{at}/<id:look_id>"
    blueprint.get(at, endpoint="look")(show)
    blueprint.post(at, endpoint="try_look")(try_out)
    blueprint.get(one, endpoint="look_trial")(trial)
    blueprint.get(f"{one}/thu.css", endpoint="look_styles")(styles)
    blueprint.get(f"{one}/bieu-trung.webp", endpoint="look_logo")(logo)
    blueprint.post(f"{one}/ap-dung", endpoint="apply_look")(apply)


@officers(Role.ADMIN)
def show() -> BaseResponse:
    """Show the form with what holds, or with what was tried out."""
    session, tried = db.session(), request.args.get("tu", 0, type=int)
    standing = site_look.standing(session)
    row = site_look.get(session, tried, by=acting()) if tried else standing
    return _page(LookForm(formdata=None).show(row), row).render()


@officers(Role.ADMIN)
def try_out() -> BaseResponse:
    """Keep what was chosen, to be seen before it is applied."""
    form, now = LookForm(), wiring.current().clock()
    row = form.based_on()
    if not checked(form):
        return _page(form, row).render(status=422)
    try:
        made = site_look.try_out(db.session(), form.look(), by=acting(), now=now)
    except Invalid as refusal:
        form.form_errors.extend(blame(form, refusal))
        return _page(form, row).render(status=422)
    return redirect(url_for("admin.look_trial", look_id=made.id), 303)


@officers(Role.ADMIN)
def trial(look_id: int) -> BaseResponse:
    """Show a look as visitors would see it."""
    return _trial_page(site_look.get(db.session(), look_id, by=acting())).render()


@officers(Role.ADMIN)
def styles(look_id: int) -> Response:
    """Send the colours of a look, of both schemes, for its page alone."""
    row = site_look.get(db.session(), look_id, by=acting())
    told = palette.trial_styles(row.accent or palette.shipped())
    return _sent(told.encode(), "text/css; charset=utf-8")


@officers(Role.ADMIN)
def logo(look_id: int) -> Response:
    """Send the logo of a look, applied or not."""
    row = site_look.get(db.session(), look_id, by=acting())
    if row.logo is None:
        raise NotFound("Bản này không có biểu trưng riêng.")
    return _sent(row.logo, "image/webp")


def _sent(content: bytes, content_type: str) -> Response:
    response = Response(content, content_type=content_type)
    response.headers["Cache-Control"] = PRIVATE
    return response


@officers(Role.ADMIN)
def apply(look_id: int) -> BaseResponse:
    """Let a look hold from now on."""
    row = site_look.get(db.session(), look_id, by=acting())
    try:
        _apply(row)
    except OutOfDate as refusal:
        db.refused()
        told = Trouble(message=refusal.message, changed=refusal.changed)
        return _trial_page(row, told).render(status=409)
    flash("Đã áp dụng giao diện; mọi trang công khai đổi ngay.", "success")
    return redirect(url_for("admin.look"), 303)


def _apply(row: SiteLook) -> None:
    site_look.apply(
        db.session(),
        row,
        expected_version=version_in(MoveForm().version),
        by=acting(),
        now=wiring.current().clock(),
    )


def _page(form: LookForm, row: SiteLook | None) -> LookPage:
    rows = site_look.changes(db.session())
    return LookPage(
        title="Giao diện",
        form=form,
        logo_url=_logo_url(row),
        logo_alt=row.logo_alt if row else "",
        shipped=palette.shipped(),
        changes=tuple((_url(it.version), _change(it)) for it in rows),
    )


def _trial_page(row: SiteLook, trouble: Trouble = NO_TROUBLE) -> TrialPage:
    return TrialPage(
        title="Xem trước giao diện",
        look_id=row.id,
        accent=row.accent,
        logo=ShownLogo.of(site_look.look_of(row)),
        logo_url=_logo_url(row),
        judged=palette.judged(row.accent or palette.shipped()),
        version=site_look.version(db.session()),
        is_applied=row.applied_at is not None,
        trouble=trouble,
    )


def _logo_url(row: SiteLook | None) -> str:
    has_one = row is not None and row.logo is not None
    return url_for("admin.look_logo", look_id=row.id) if row and has_one else ""


def _url(look_id: int) -> str:
    return url_for("admin.look_trial", look_id=look_id)


def _change(change: Change) -> ChangeRow:
    told = (
        ChangedField(_LABELS[name], _said(name, old), _said(name, new))
        for name, old, new in change.fields
    )
    return ChangeRow(change.at, change.by, tuple(told))


def _said(name: str, value: str) -> str:
    if name == "logo_digest":
        return f"ảnh {value[:6]}" if value else "hình có sẵn"
    return value or ("màu có sẵn" if name == "accent" else "")
