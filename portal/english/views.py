"""Addresses in English: `/en/`. What they show is what the Vietnamese pages show."""

from datetime import date
from typing import Final

from flask import Blueprint
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from documents import queries
from documents.deadlines import local_day
from documents.errors import NotFound, Throttled
from documents.models import Unit
from documents.public_fields import PublicField
from documents.sights import Sight
from portal import db, wiring
from portal.contacts.pages import card_of
from portal.english import pages, words
from portal.english.pages import Named, Person, TrackForm
from portal.forms import checked
from portal.lookup import found_by
from portal.pages import kept
from portal.security import public

blueprint = Blueprint("english", __name__)

UNKNOWN: Final = (
    "No request was found with this case code and PIN. Please check both of them."
)
TOO_MANY: Final = "Too many wrong tries. Please try again in {minutes} minutes."


@blueprint.get("/en/")
@public
@kept
def index() -> Response:
    """Show the hotline first, then the ways to go."""
    return pages.HomePage(title="Home", people=_people(db.session())).render()


@blueprint.get("/en/contacts")
@public
@kept
def contacts() -> Response:
    """Show who answers, and how to reach them."""
    session = db.session()
    return pages.ContactsPage(
        title="Hotline contacts",
        people=_people(session),
        posted_at=tuple(map(_named, queries.posting_places(session))),
    ).render()


@blueprint.get("/en/how-to-send")
@public
@kept
def how_to_send() -> Response:
    """Tell how to send a request, and what becomes of it."""
    return pages.SendingPage(
        title="How to send a request",
        fields=tuple(map(_field, db.site().offered)),
        people=_people(db.session()),
    ).render()


@blueprint.get("/en/organisation")
@public
def organisation() -> Response:
    """Show who leads the department and the units of today."""
    session = db.session()
    units = queries.units_in_service(session, on=_today())
    return pages.OrganisationPage(
        title="Organisation",
        people=_people(session),
        groups=tuple(
            (label, tuple(_unit(one) for one in units if one.kind is kind))
            for kind, label in words.UNIT_KINDS.items()
        ),
    ).render()


@blueprint.get("/en/track")
@public
def track() -> Response:
    """Ask for code and PIN."""
    return _page(TrackForm(formdata=None)).render()


@blueprint.post("/en/track")
@public
def look_up() -> Response:
    """Show the request on this answer only; whatever is wrong, the answer is one."""
    form = TrackForm()
    if not checked(form):
        return _refused(form, 422)
    try:
        found = found_by(form.code.data or "", form.pin.data or "")
    except NotFound:
        return _refused(form, 422, UNKNOWN)
    except Throttled as refusal:
        return _refused(form, 429, TOO_MANY, retry_after=refusal.retry_after)
    form.pin.data = ""
    return _page(form, found).render()


def _page(form: TrackForm, found: Sight | None = None) -> pages.TrackPage:
    return pages.TrackPage(
        title="Track a request", form=form, found=found, today=_today()
    )


def _refused(
    form: TrackForm, status: int, why: str = "", *, retry_after: int = 0
) -> Response:
    form.pin.data = ""
    if why:
        form.form_errors.append(why.format(minutes=-(-retry_after // 60)))
    response = _page(form).render(status=status)
    if retry_after:
        response.headers["Retry-After"] = str(retry_after)
    return response


def _today() -> date:
    return local_day(wiring.current().clock())


def _people(session: Session) -> tuple[Person, ...]:
    cards = [
        card_of(row, None) for row in queries.published_contacts(session, on=_today())
    ]
    return tuple(
        Person(
            card,
            _named(card.position),
            words.hours(card.hours) if card.hours else "",
        )
        for card in cards
    )


def _field(told: PublicField) -> str:
    return told.words.english_name or words.FIELDS[told.field]


def _unit(unit: Unit) -> Named:
    return Named(unit.name, unit.english_name or words.name(unit.name))


def _named(vietnamese: str) -> Named:
    return Named(vietnamese, words.name(vietnamese))
