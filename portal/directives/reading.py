"""A directive's file read in the browser: its pages as pictures, their text beside.

A Word document has no pages before it is printed: its text is shown.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Final

from flask import Blueprint, abort, redirect, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from documents import attachments, citations, queries
from documents.errors import NotFound
from documents.extract import Passage, PlaceKind
from documents.models import Directive, StoredFile
from portal import db, wiring
from portal.attached import LEAVES, anchor_of
from portal.directives.pages import Attached, attached
from portal.pages import Page
from portal.paging import Pages, page_number
from portal.security import public, viewer

_JPEG: Final = "image/jpeg"


@dataclass(frozen=True)
class Leaf:
    """A page, or a passage of a file without pages; `picture` is "" without one."""

    anchor: str
    title: str
    picture: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class FilePage(Page):
    """Some leaves of a directive's file, and the way to the others."""

    template: ClassVar[str] = "directives/file.html"
    heading: str
    url: str
    file: Attached
    leaves: tuple[Leaf, ...]
    pages: Pages
    has_pictures: bool
    has_text: bool


def add_to(blueprint: Blueprint) -> None:
    """Add the addresses of files to the register's blueprint."""
    blueprint.get("/van-ban/<slug>/xem")(read)
    blueprint.get("/van-ban/<slug>/xem/<id:number>.jpg")(picture)


@public
def read(slug: str) -> Response:
    """Show a directive's file, some pages at a time."""
    session = db.session()
    row = opened(slug)
    file = file_of(row)
    count = attachments.page_count(file, store=wiring.current().store)
    leaves = tuple(_leaves(session, row, file, count))
    return _page(row, leaves, has_pictures=count > 0).render()


@public
def picture(slug: str, number: int) -> Response:
    """Send one page as a picture that we have drawn."""
    store = wiring.current().store
    file = file_of(opened(slug))
    if number > attachments.page_count(file, store=store):
        raise NotFound("Tệp không có trang này.")
    drawn = attachments.page_of(file, number, store=store)
    response = Response(drawn, mimetype=_JPEG)
    response.add_etag()
    return response.make_conditional(request)


def _page(row: Directive, leaves: tuple[Leaf, ...], *, has_pictures: bool) -> FilePage:
    last = max(1, -(-len(leaves) // LEAVES))
    page = min(max(page_number(request.args.get("trang", "")), 1), last)
    return FilePage(
        title=f"Tệp của {citations.short(row)}",
        heading=citations.short(row),
        url=url_for("directives.show", slug=row.slug),
        file=attached(row.slug, file_of(row)),
        leaves=leaves[(page - 1) * LEAVES : page * LEAVES],
        pages=Pages(page, last, url_for("directives.read", slug=row.slug), {}),
        has_pictures=has_pictures,
        has_text=any(leaf.paragraphs for leaf in leaves),
    )


def opened(slug: str) -> Directive:
    """Return the directive of an address; one that it had before leads on, for good.

    Raises:
        NotFound: there is and was none that the viewer may see.
    """
    session, seen_by = db.session(), viewer()
    try:
        return queries.directive(session, slug, seen_by)
    except NotFound:
        row = queries.directive_once_at(session, slug, seen_by)
        if row is None:
            raise
    told = {**(request.view_args or {}), "slug": row.slug}
    return abort(redirect(url_for(request.endpoint or "", **told), 301))


def file_of(row: Directive) -> StoredFile:
    """Return a directive's file, or raise NotFound."""
    if row.file is None:
        raise NotFound("Văn bản này không có tệp kèm theo.")
    return row.file


def _leaves(
    session: Session, row: Directive, file: StoredFile, count: int
) -> Iterator[Leaf]:
    """Yield every leaf of a file, pages without a letter too."""
    read = attachments.attachments(session, [file])
    passages = read[0].passages if read else ()
    if not count:
        for place, passage in enumerate(passages):
            anchor, title = anchor_of(place), passage.place.told.capitalize()
            yield Leaf(anchor, title, "", _paragraphs(passage))
        return
    told = {it.place.number: it for it in passages if it.place.kind is PlaceKind.PAGE}
    for number in range(1, max(count, *told, 1) + 1):
        drawn = url_for("directives.picture", slug=row.slug, number=number)
        words = _paragraphs(told[number]) if number in told else ()
        address = drawn if number <= count else ""
        yield Leaf(anchor_of(number - 1), f"Trang {number}", address, words)


def _paragraphs(passage: Passage) -> tuple[str, ...]:
    """Return the lines; one that begins with a small letter goes on with the last."""
    told: list[str] = []
    for line in map(str.strip, passage.text.splitlines()):
        if told and line[:1].islower():
            told[-1] += f" {line}"
        elif line:
            told.append(line)
    return tuple(told)
