"""The map of the site (sitemaps.org): every public address, in parts of bounded size.

What is asked rather than published stands in no part: searches, forms, lists' pages.
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Final
from xml.etree.ElementTree import Element, SubElement, tostring

from flask import url_for
from sqlalchemy.orm import Session

from documents import pages as site_pages
from documents import queries
from documents.errors import NotFound

MEDIA_TYPE: Final = "application/xml"
PAGES: Final = (
    "home.index",
    "contacts.index",
    "directives.index",
    "content.news",
    "answers.index",
    "intake.new",
    "english.index",
    "english.contacts",
    "english.how_to_send",
    "english.organisation",
)
"""Endpoints of the pages that are always there."""

_SITEMAPS: Final = "http://www.sitemaps.org/schemas/sitemap/0.9"

Place = tuple[str, datetime | None]
"""An address without its host, and when what stands there was published last."""


def index(session: Session, *, public_url: str) -> bytes:
    """Return the list of the parts that hold an address."""
    found: list[Place] = [(url_for("feeds.pages"), None)]
    for endpoint, parts in (
        ("feeds.directive_part", queries.directive_parts(session)),
        ("feeds.answer_part", queries.answer_parts(session)),
    ):
        found += [
            (url_for(endpoint, number=part.number), part.changed_at) for part in parts
        ]
    return _document("sitemapindex", "sitemap", found, public_url)


def pages(session: Session, *, now: datetime, public_url: str) -> bytes:
    """Return the part of the pages that are always there, of the tree and the news."""
    found: list[Place] = [(url_for(endpoint), None) for endpoint in PAGES]
    written = queries.live_pages(session, now=now)
    found += [(site_pages.address(row), row.published_at) for row in written]
    return _document("urlset", "url", found, public_url)


def directives(session: Session, number: int, *, public_url: str) -> bytes:
    """Return one part of the directives, or raise NotFound."""
    found = [
        (url_for("directives.show", slug=it.name), it.changed_at)
        for it in queries.directive_addresses(session, number)
    ]
    return _part(found, public_url)


def answers(session: Session, number: int, *, public_url: str) -> bytes:
    """Return one part of the answers, or raise NotFound."""
    found = [
        (url_for("answers.show", code=it.name.lower()), it.changed_at)
        for it in queries.answer_addresses(session, number)
    ]
    return _part(found, public_url)


def _part(found: list[Place], public_url: str) -> bytes:
    if not found:
        raise NotFound("Sơ đồ trang không có phần này.")
    return _document("urlset", "url", found, public_url)


def _document(root: str, tag: str, found: Iterable[Place], public_url: str) -> bytes:
    document = Element(root, xmlns=_SITEMAPS)
    for path, changed_at in found:
        place = SubElement(document, tag)
        SubElement(place, "loc").text = public_url + path
        if changed_at:
            moment = changed_at.astimezone(UTC).isoformat(timespec="seconds")
            SubElement(place, "lastmod").text = moment
    return bytes(tostring(document, encoding="utf-8", xml_declaration=True))
