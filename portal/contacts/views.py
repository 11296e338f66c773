"""Addresses of the hotline's contacts, for visitors and for their editors."""

from flask import Blueprint, Response, redirect, url_for
from werkzeug.wrappers import Response as BaseResponse

from documents import contacts, letters, queries
from documents.errors import Invalid, NotFound, OutOfDate
from documents.models import Contact
from portal import db, wiring
from portal.contacts import pages
from portal.contacts.forms import ContactForm
from portal.contacts.vcard import vcards
from portal.forms import MoveForm, blame, checked, version_in
from portal.pages import kept
from portal.publishing import CONTENT_STAFF, WRITERS, action_of
from portal.qr import qr_svg
from portal.security import acting, officers, public, viewer
from portal.trouble import overtaken

blueprint = Blueprint("contacts", __name__)


@blueprint.get("/duong-day-nong")
@public
@kept
def index() -> BaseResponse:
    """Show who answers, and how to reach them."""
    session, seen_by = db.session(), viewer()
    rows = queries.contacts(session, seen_by)
    return pages.ContactsPage(
        title="Đường dây nóng",
        cards=tuple(pages.card_of(row, seen_by) for row in rows),
        posted_at=tuple(queries.posting_places(session)),
        may_add=seen_by is not None and seen_by.role in WRITERS,
    ).render()


@blueprint.get("/duong-day-nong.vcf")
@public
def download_all() -> Response:
    """Send every published contact, as a visitor sees it, even to staff."""
    return _sent(_vcards(queries.published_contacts(db.session())), "duong-day-nong")


@blueprint.get("/duong-day-nong/<id:contact_id>.vcf")
@public
def download(contact_id: int) -> Response:
    """Send one published contact."""
    return _sent(_card(contact_id), f"duong-day-nong-{contact_id}")


def _card(contact_id: int) -> bytes:
    rows = queries.published_contacts(db.session())
    found = [row for row in rows if row.id == contact_id]
    if not found:
        raise NotFound("Không có đầu mối liên hệ này.")
    return _vcards(found)


def _vcards(rows: list[Contact]) -> bytes:
    return vcards(
        [pages.card_of(row, None) for row in rows],
        organisation=letters.profile(letters.DEFAULT_PROFILE).full_name,
    )


def _sent(content: bytes, name: str) -> Response:
    return Response(
        content,
        content_type="text/vcard; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="{name}.vcf"',
        },
    )


@blueprint.get("/duong-day-nong/<id:contact_id>.svg")
@public
def qr_code(contact_id: int) -> Response:
    """Draw a published contact's card as a QR code, for screens and notices."""
    return Response(qr_svg(_card(contact_id)), mimetype="image/svg+xml")


@blueprint.get("/duong-day-nong/them")
@officers(*WRITERS)
def new() -> BaseResponse:
    """Show an empty form."""
    form = ContactForm()
    form.place.data = len(queries.contacts(db.session(), acting())) + 1
    form.add_lines()
    return _form_page(form, None).render()


@blueprint.post("/duong-day-nong/them")
@officers(*WRITERS)
def add() -> BaseResponse:
    """Enter a draft."""
    form = ContactForm()
    if not checked(form):
        return _form_page(form, None).render(status=422)
    try:
        now = wiring.current().clock()
        contacts.add(db.session(), form.fields(), by=acting(), now=now)
    except Invalid as refusal:
        return _form_page(form, None, problems=blame(form, refusal)).render(status=422)
    return redirect(url_for("contacts.index"), 303)


@blueprint.get("/duong-day-nong/<id:contact_id>/sua")
@officers(*WRITERS)
def edit(contact_id: int) -> BaseResponse:
    """Show the form with what stands, or with the change that waits."""
    row = contacts.get(db.session(), contact_id)
    form = ContactForm()
    form.show(contacts.fields_of(row), version=row.version)
    return _form_page(form, row).render()


@blueprint.post("/duong-day-nong/<id:contact_id>/sua")
@officers(*WRITERS)
def save(contact_id: int) -> BaseResponse:
    """Change a draft, or leave a change waiting on what is published."""
    session, form = db.session(), ContactForm()
    row = contacts.get(session, contact_id)
    if not checked(form):
        return _form_page(form, row).render(status=422)
    try:
        _save(row, form)
    except Invalid as refusal:
        return _form_page(form, row, problems=blame(form, refusal)).render(status=422)
    except OutOfDate as refusal:
        return _conflict(form, row, refusal)
    return redirect(url_for("contacts.index"), 303)


def _save(row: Contact, form: ContactForm) -> None:
    contacts.edit(
        db.session(),
        row,
        form.fields(),
        expected_version=version_in(form.version),
        by=acting(),
        now=wiring.current().clock(),
    )


def _conflict(form: ContactForm, row: Contact, refusal: OutOfDate) -> BaseResponse:
    """Keep what was typed; saving again is then done knowingly."""
    told = overtaken(refusal, form.version, row)
    page = _form_page(form, row, problems=[told.message], conflict=told.changed)
    return page.render(status=409)


def _form_page(
    form: ContactForm,
    row: Contact | None,
    *,
    problems: list[str] | None = None,
    conflict: tuple[str, ...] = (),
) -> pages.ContactFormPage:
    return pages.ContactFormPage(
        title=f"Sửa đầu mối: {row.name}" if row else "Thêm đầu mối liên hệ",
        form=form,
        card=pages.card_of(row, acting()) if row else None,
        problems=tuple(problems or ()),
        conflict=conflict,
    )


@blueprint.post("/duong-day-nong/<id:contact_id>/<action>")
@officers(*CONTENT_STAFF)
def advance(contact_id: int, action: str) -> BaseResponse:
    """Submit, publish, return, archive or revive."""
    session, form = db.session(), MoveForm()
    contacts.advance(
        session,
        contacts.get(session, contact_id),
        action_of(action),
        expected_version=version_in(form.version),
        by=acting(),
        now=wiring.current().clock(),
    )
    return redirect(url_for("contacts.index"), 303)
