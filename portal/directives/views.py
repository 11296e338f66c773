"""Addresses of the register of directives: reading. Editing is in `editing`."""

from flask import Blueprint, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from documents import queries
from documents.models import Directive
from documents.vocabulary import ContentState, Validity
from portal import db, uploads, wiring
from portal.directives import (
    distributing,
    editing,
    following,
    incoming,
    numbers,
    pages,
    reading,
    trash,
    versions,
)
from portal.pages import kept
from portal.paging import Filter, Pages, page_number
from portal.security import CASE_ROLES, public, viewer

blueprint = Blueprint("directives", __name__)
distributing.add_to(blueprint)
following.add_to(blueprint)
trash.add_to(blueprint)
versions.add_to(blueprint)
editing.add_to(blueprint)
incoming.add_to(blueprint)
numbers.add_to(blueprint)
reading.add_to(blueprint)


@blueprint.get("/van-ban")
@public
@kept
def index() -> BaseResponse:
    """Show the register, narrowed as the address says."""
    session, seen_by, only = db.session(), viewer(), _only()
    page = page_number(request.args.get("trang", ""))
    listing = queries.directives(session, seen_by, only=only, page=page)
    filters = pages.filters_of(session, seen_by, only)
    return pages.DirectivesPage(
        title="Văn bản chỉ đạo",
        items=tuple(pages.item_of(row) for row in listing.rows),
        total=listing.total,
        filters=filters,
        pages=_pages(listing, filters),
        may_add=pages.may_add(seen_by),
        waiting=pages.waiting_for(session, seen_by),
        may_follow=seen_by is not None and seen_by.role in CASE_ROLES,
    ).render()


def _only() -> queries.DirectiveFilter:
    year, said = request.args.get("nam", ""), request.args.get("hieu-luc", "")
    state = request.args.get("trang-thai", "")
    return queries.DirectiveFilter(
        kind=request.args.get("loai", ""),
        issuer=request.args.get("co-quan", ""),
        year=int(year) if year.isdecimal() and 1 <= int(year[:5]) <= 9999 else None,
        validity=next((term for term in Validity if term.value == said), None),
        state=next((term for term in ContentState if term.value == state), None),
        related_to=request.args.get("lien-quan", ""),
    )


def _pages(listing: queries.Listing[Directive], filters: tuple[Filter, ...]) -> Pages:
    return Pages(
        page=listing.page,
        last=listing.last,
        path=url_for("directives.index"),
        query={choice.name: choice.chosen for choice in filters},
    )


@blueprint.get("/van-ban/<slug>")
@public
@kept
def show(slug: str) -> BaseResponse:
    """Show one directive."""
    session, seen_by = db.session(), viewer()
    row = reading.opened(slug)
    return pages.directive_page(session, row, seen_by).render()


@blueprint.get("/van-ban/<slug>/tep")
@public
def download(slug: str) -> BaseResponse:
    """Send a directive's file, as a download whatever the browser thinks of it."""
    file = reading.file_of(reading.opened(slug))
    content = wiring.current().store.read(file)
    return uploads.download(content, name=file.name, media_type=file.media_type)
