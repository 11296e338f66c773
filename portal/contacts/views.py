"""Addresses of the hotline's contacts, for visitors and for their editors."""

from datetime import date

from flask import Blueprint, Response, redirect, url_for
from werkzeug.wrappers import Response as BaseResponse

from documents import contact_sets, contacts, postings, queries
from documents.deadlines import local_day
from documents.errors import NotFound
from documents.models import Contact
from documents.viewer import Viewer
from portal import db, wiring
from portal.contacts import editing, notice, notice_file, pages, posting
from portal.contacts.structured import organisation
from portal.contacts.vcard import vcards
from portal.forms import MoveForm, version_in
from portal.pages import kept
from portal.publishing import CONTENT_STAFF, WRITERS, action_of
from portal.qr import qr_svg
from portal.security import acting, officers, public, viewer

blueprint = Blueprint("contacts", __name__)
editing.add_to(blueprint)
notice.add_to(blueprint)
notice_file.add_to(blueprint)
posting.add_to(blueprint)


@blueprint.get("/duong-day-nong")
@public
@kept
def index() -> BaseResponse:
    """Show who answers, and how to reach them."""
    return _contacts_page(viewer(), _today()).render()


def _contacts_page(seen_by: Viewer | None, today: date) -> pages.ContactsPage:
    session = db.session()
    rows = queries.contacts(session, seen_by, on=today)
    former = queries.former_contacts(session, on=today) if seen_by else []
    shown = contact_sets.current(session, on=today)
    cards = tuple(pages.card_of(row, seen_by) for row in rows)
    is_staff = queries.is_content_staff(seen_by)
    stale = postings.not_up_to_date(session, on=today) if is_staff else []
    return pages.ContactsPage(
        title="Đường dây nóng",
        today=today,
        cards=cards,
        former=tuple(pages.former_of(row) for row in former),
        changed_on=shown.starts_on if shown else None,
        not_up_to_date=tuple(stale),
        posted_at=tuple(queries.posting_places(session)),
        may_add=seen_by is not None and seen_by.role in WRITERS,
        structured=None if seen_by else organisation(cards),
    )


def _today() -> date:
    return local_day(wiring.current().clock())


def _shown() -> list[Contact]:
    return queries.published_contacts(db.session(), on=_today())


@blueprint.get("/duong-day-nong.vcf")
@public
def download_all() -> Response:
    """Send every published contact, as a visitor sees it, even to staff."""
    return _sent(_vcards(_shown()), "duong-day-nong")


@blueprint.get("/duong-day-nong/<id:contact_id>.vcf")
@public
def download(contact_id: int) -> Response:
    """Send one published contact."""
    return _sent(_card(contact_id), f"duong-day-nong-{contact_id}")


def _card(contact_id: int) -> bytes:
    found = [row for row in _shown() if row.id == contact_id]
    if not found:
        raise NotFound("Không có đầu mối liên hệ này.")
    return _vcards(found)


def _vcards(rows: list[Contact]) -> bytes:
    return vcards(
        [pages.card_of(row, None) for row in rows],
        organisation=db.site().profile.full_name,
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
