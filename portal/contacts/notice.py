"""The notice for a wall, and whether one that hangs there still holds (T16)."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from flask import Blueprint, Response, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as BaseResponse

from documents import contact_sets, queries
from documents.contact_sets import Difference
from documents.deadlines import local_day
from documents.models import ContactSet
from portal import db, wiring
from portal.contacts.pages import Card, card_of
from portal.pages import Page, kept
from portal.qr import qr_svg
from portal.security import public


@dataclass(frozen=True)
class Stamp:
    """What a set of contacts is known by on paper: its name, its day, its digest."""

    name: str
    starts_on: date
    digest: str


@dataclass(frozen=True, kw_only=True)
class NoticePage(Page):
    """The contacts as they hang on a wall, on one sheet; `paper` is a4 or a3.

    `check_url` is the address on paper that says whether the notice still holds.
    """

    template: ClassVar[str] = "contacts/notice.html"
    paper: str
    cards: tuple[Card, ...]
    stamp: Stamp | None
    check_url: str
    here_url: str


@dataclass(frozen=True, kw_only=True)
class CurrencyPage(Page):
    """Whether a posted notice still holds; `outdated_on` is None while it does."""

    template: ClassVar[str] = "contacts/currency.html"
    stamp: Stamp
    outdated_on: date | None
    differences: tuple[Difference, ...]


def add_to(blueprint: Blueprint) -> None:
    """Add the addresses of the notice to the blueprint of contacts."""
    notice = "/duong-day-nong/niem-yet"
    blueprint.get(notice)(notice_a4)
    blueprint.get(f"{notice}/a3")(notice_a3)
    blueprint.get(f"{notice}/trang.svg")(page_code)
    blueprint.get(f"{notice}/<stamp>.svg")(stamp_code)
    blueprint.get(f"{notice}/<stamp>")(currency)


@public
@kept
def notice_a4() -> BaseResponse:
    """Show the notice for the size of paper that every office has."""
    return notice_page("a4").render()


@public
@kept
def notice_a3() -> BaseResponse:
    """Show the notice for a large sheet, to be read from afar."""
    return notice_page("a3").render()


def notice_page(paper: str) -> NoticePage:
    """Return the notice of today for a size of paper."""
    session, today = db.session(), _today()
    shown = contact_sets.current(session, on=today)
    rows = queries.published_contacts(session, on=today)
    return NoticePage(
        title=f"Thông báo niêm yết, khổ {paper.upper()}",
        paper=paper,
        cards=tuple(card_of(row, None) for row in rows),
        stamp=stamp_of(shown) if shown else None,
        check_url=_check_url(shown) if shown else "",
        here_url=f"{_site()}{url_for('contacts.index')}",
    )


def stamp_of(row: ContactSet) -> Stamp:
    """Return what a set is known by on paper."""
    return Stamp(contact_sets.stamp(row), row.starts_on, contact_sets.digest(row))


def _today() -> date:
    return local_day(wiring.current().clock())


def _site() -> str:
    return wiring.current().settings.public_url


def _check_url(row: ContactSet) -> str:
    return f"{_site()}{url_for('contacts.currency', stamp=contact_sets.stamp(row))}"


@public
def page_code() -> Response:
    """Draw the address of the contacts' page as a QR code."""
    return _drawn(f"{_site()}{url_for('contacts.index')}")


@public
def stamp_code(stamp: str) -> Response:
    """Draw the address that tells whether a notice still holds as a QR code."""
    return _drawn(_check_url(_named(db.session(), stamp)))


def _drawn(address: str) -> Response:
    return Response(qr_svg(address.encode()), mimetype="image/svg+xml")


def _named(session: Session, stamp: str) -> ContactSet:
    return contact_sets.by_stamp(session, stamp, on=_today())


@public
@kept
def currency(stamp: str) -> BaseResponse:
    """Say whether a posted notice still holds, and what is otherwise now."""
    session, today = db.session(), _today()
    row = _named(session, stamp)
    newest = contact_sets.current(session, on=today)
    content = newest.content if newest else []
    outdated_on = contact_sets.outdated_on(session, row, on=today)
    return CurrencyPage(
        title="Thông báo niêm yết không còn đúng"
        if outdated_on
        else "Thông báo niêm yết còn đúng",
        stamp=stamp_of(row),
        outdated_on=outdated_on,
        differences=tuple(contact_sets.differences(row.content, content)),
    ).render()
