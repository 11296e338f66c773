"""Adding a contact, changing one, and naming who takes a post over on a day."""

from functools import partial

from flask import Blueprint, redirect, url_for
from werkzeug.wrappers import Response

from documents import contacts, phones, queries
from documents.contacts import ContactFields
from documents.deadlines import local_day
from documents.errors import Invalid, NotFound, OutOfDate
from documents.models import Contact
from documents.vocabulary import ContentState, PhoneKind
from portal import db, wiring
from portal.contacts import pages
from portal.contacts.forms import ContactForm, Typed
from portal.forms import blame, checked, version_in
from portal.publishing import WRITERS
from portal.security import acting, officers
from portal.trouble import overtaken


def add_to(blueprint: Blueprint) -> None:
    """Add the addresses of editing to the blueprint of contacts."""
    one = "/duong-day-nong/<id:contact_id>"
    blueprint.get("/duong-day-nong/them")(new)
    blueprint.post("/duong-day-nong/them")(add)
    blueprint.get(f"{one}/sua")(edit)
    blueprint.post(f"{one}/sua")(save)
    blueprint.get(f"{one}/ke-nhiem")(successor)
    blueprint.post(f"{one}/ke-nhiem")(add_successor)


@officers(*WRITERS)
def new() -> Response:
    """Show an empty form."""
    form = ContactForm()
    today = local_day(wiring.current().clock())
    form.place.data = len(queries.contacts(db.session(), acting(), on=today)) + 1
    form.add_lines()
    return _form_page(form, None).render()


@officers(*WRITERS)
def add() -> Response:
    """Enter a draft."""
    return _added(ContactForm(), None)


def _added(form: ContactForm, follows: Contact | None) -> Response:
    page, now = (
        partial(_form_page, form, None, follows=follows),
        wiring.current().clock(),
    )
    if not checked(form):
        return page().render(status=422)
    try:
        contacts.add(db.session(), form.fields(), follows=follows, by=acting(), now=now)
    except Invalid as refusal:
        return page(problems=blame(form, refusal)).render(status=422)
    return redirect(url_for("contacts.index"), 303)


@officers(*WRITERS)
def successor(contact_id: int) -> Response:
    """Ask who takes a post over, and from which day."""
    before, form = _held(contact_id), ContactForm()
    form.show(_left_behind(contacts.published_fields(before)), version=before.version)
    return _form_page(form, None, follows=before).render()


@officers(*WRITERS)
def add_successor(contact_id: int) -> Response:
    """Enter a draft of who takes a post over; it is published like any other."""
    return _added(ContactForm(), _held(contact_id))


def _held(contact_id: int) -> Contact:
    """Return a contact whose post somebody can take over; raises NotFound."""
    row = contacts.get(db.session(), contact_id)
    if row.state is not ContentState.PUBLISHED:
        raise NotFound("Không có đầu mối liên hệ này.")
    return row


def _left_behind(fields: ContactFields) -> Typed:
    """Return what stays with the post: its hours, but no name, address or mobile."""
    kept = tuple(
        phone
        for phone in fields.phones
        if phones.read(phone.raw).kind is not PhoneKind.MOBILE
    )
    return Typed(fields.position, place=fields.place, phones=kept, hours=fields.hours)


@officers(*WRITERS)
def edit(contact_id: int) -> Response:
    """Show the form with what stands, or with the change that waits."""
    row = contacts.get(db.session(), contact_id)
    form = ContactForm()
    form.show(contacts.fields_of(row), version=row.version)
    return _form_page(form, row).render()


@officers(*WRITERS)
def save(contact_id: int) -> Response:
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


def _conflict(form: ContactForm, row: Contact, refusal: OutOfDate) -> Response:
    """Keep what was typed; saving again is then done knowingly."""
    told = overtaken(refusal, form.version, row)
    page = _form_page(form, row, problems=[told.message], conflict=told.changed)
    return page.render(status=409)


def _form_page(
    form: ContactForm,
    row: Contact | None,
    *,
    follows: Contact | None = None,
    problems: list[str] | None = None,
    conflict: tuple[str, ...] = (),
) -> pages.ContactFormPage:
    return pages.ContactFormPage(
        title=_title(row, follows),
        form=form,
        card=pages.card_of(row, acting()) if row else None,
        follows=follows.name if follows else "",
        problems=tuple(problems or ()),
        conflict=conflict,
    )


def _title(row: Contact | None, follows: Contact | None) -> str:
    if follows is not None:
        return f"Thay người giữ chức vụ: {follows.position}"
    return f"Sửa đầu mối: {row.name}" if row else "Thêm đầu mối liên hệ"
