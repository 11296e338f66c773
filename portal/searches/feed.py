"""A search as an Atom feed: always what a visitor finds, whoever asks (RFC 4287)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, time
from typing import Final
from uuid import NAMESPACE_URL, uuid5
from xml.etree.ElementTree import Element, SubElement, tostring

from sqlalchemy import select
from sqlalchemy.orm import Session

from documents.deadlines import HANOI
from documents.models import Contact, Directive
from documents.text import clean
from portal.asked import Asked
from portal.found import Found

MEDIA_TYPE: Final = "application/atom+xml"
MOST: Final = 50
"""Entries of a feed."""

BEGINNING: Final = datetime(2019, 1, 1, tzinfo=UTC)
"""When a feed that has nothing in it was last changed."""

_ATOM: Final = "http://www.w3.org/2005/Atom"


def render(
    asked: Asked,
    found: Sequence[Found],
    *,
    updated: Mapping[str, datetime],
    public_url: str,
    author: str,
) -> bytes:
    """Return the feed; the same findings give the same bytes."""
    moments = [_moment(one, updated) for one in found]
    feed = Element("feed", {"xmlns": _ATOM, "xml:lang": "vi"})
    here = public_url + asked.address("searches.atom")
    page = public_url + asked.address()
    _text(feed, "title", f"Tìm kiếm “{asked.query}” - {author}")
    _text(feed, "id", _name(here))
    _text(feed, "updated", max(moments, default=BEGINNING).isoformat())
    SubElement(feed, "link", rel="self", type=MEDIA_TYPE, href=here)
    SubElement(feed, "link", rel="alternate", type="text/html", href=page)
    _text(SubElement(feed, "author"), "name", author)
    for one, moment in zip(found, moments, strict=True):
        _entry(feed, one, moment, public_url)
    return bytes(tostring(feed, encoding="utf-8", xml_declaration=True))


def updated_at(session: Session, keys: Iterable[str]) -> dict[str, datetime]:
    """Return when what stands on the website was last published."""
    told: dict[str, datetime] = {}
    for kind, model in (("contact", Contact), ("directive", Directive)):
        names = [key.partition(":")[2] for key in keys if key.startswith(f"{kind}:")]
        rows = select(model.id, model.edited_at, model.published_at)
        for number, edited, published in session.execute(
            rows.where(model.id.in_([int(name) for name in names]))
        ):
            told[f"{kind}:{number}"] = published or edited
    return told


def _entry(feed: Element, one: Found, moment: datetime, public_url: str) -> None:
    entry, url = SubElement(feed, "entry"), public_url + one.url
    _text(entry, "title", one.title)
    _text(entry, "id", _name(f"{public_url}/{one.key}"))
    _text(entry, "updated", moment.isoformat())
    SubElement(entry, "link", rel="alternate", type="text/html", href=url)
    SubElement(entry, "category", term=one.key.partition(":")[0], label=one.kind)
    told = [one.kind, one.number, f"{one.on:%d/%m/%Y}" if one.on else "", one.state]
    _text(entry, "summary", " · ".join(part for part in told if part))


def _moment(one: Found, updated: Mapping[str, datetime]) -> datetime:
    on = datetime.combine(one.on, time(), HANOI) if one.on else BEGINNING
    return updated.get(one.key, on).astimezone(UTC)


def _name(address: str) -> str:
    """Return a name that stays, whatever the thing's address becomes."""
    return uuid5(NAMESPACE_URL, address).urn


def _text(parent: Element, tag: str, text: str) -> None:
    SubElement(parent, tag).text = clean(text)
