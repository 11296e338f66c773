"""Feeds in Atom (RFC 4287): the same entries give the same bytes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final
from uuid import NAMESPACE_URL, uuid5
from xml.etree.ElementTree import Element, SubElement, tostring

from documents.text import clean

MEDIA_TYPE: Final = "application/atom+xml"
MOST: Final = 50
"""Entries of a feed."""

BEGINNING: Final = datetime(2019, 1, 1, tzinfo=UTC)
"""When a feed that has nothing in it was last changed."""

_ATOM: Final = "http://www.w3.org/2005/Atom"


@dataclass(frozen=True)
class FeedEntry:
    """A thing that is told of; `key` is its name in the outbox, `url` a path.

    `kind` is what it is: a word for programs, and the word that people read.
    """

    key: str
    title: str
    url: str
    updated: datetime
    kind: tuple[str, str]
    summary: str


@dataclass(frozen=True)
class Feed:
    """A feed: where it stands, and the page that tells the same; both are paths."""

    title: str
    here: str
    page: str
    entries: Sequence[FeedEntry]


def render(feed: Feed, *, public_url: str, author: str) -> bytes:
    """Return the feed as a document whose every address is absolute."""
    root = Element("feed", {"xmlns": _ATOM, "xml:lang": "vi"})
    here = public_url + feed.here
    newest = max((entry.updated for entry in feed.entries), default=BEGINNING)
    _text(root, "title", f"{feed.title} - {author}")
    _text(root, "id", _name(here))
    _text(root, "updated", _moment(newest))
    SubElement(root, "link", rel="self", type=MEDIA_TYPE, href=here)
    page = public_url + feed.page
    SubElement(root, "link", rel="alternate", type="text/html", href=page)
    _text(SubElement(root, "author"), "name", author)
    for entry in feed.entries:
        _entry(root, entry, public_url)
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True))


def _entry(root: Element, entry: FeedEntry, public_url: str) -> None:
    element, url = SubElement(root, "entry"), public_url + entry.url
    term, label = entry.kind
    _text(element, "title", entry.title)
    _text(element, "id", _name(f"{public_url}/{entry.key}"))
    _text(element, "updated", _moment(entry.updated))
    SubElement(element, "link", rel="alternate", type="text/html", href=url)
    SubElement(element, "category", term=term, label=label)
    _text(element, "summary", entry.summary)


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat()


def _name(address: str) -> str:
    """Return a name that stays, whatever the thing's address becomes."""
    return uuid5(NAMESPACE_URL, address).urn


def _text(parent: Element, tag: str, text: str) -> None:
    SubElement(parent, tag).text = clean(text)
