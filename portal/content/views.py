"""Addresses of pages and news: reading. Writing them is in `editing`."""

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response

from documents import pages, queries
from documents.text import one_line
from documents.vocabulary import PageKind
from portal import db, wiring
from portal.content import desk, editing, files, versions
from portal.content.pages import news_page, read_page
from portal.pages import kept
from portal.paging import page_number
from portal.security import public, viewer

blueprint = Blueprint("content", __name__)
desk.add_to(blueprint)
versions.add_to(blueprint)
editing.add_to(blueprint)
files.add_to(blueprint)


@blueprint.get("/trang/<path:path>")
@public
@kept
def page(path: str) -> Response:
    """Show a page of the tree; who comes to a former address is led on."""
    return _read(PageKind.PAGE, path)


@blueprint.get("/tin-tuc/<path:path>")
@public
@kept
def news_item(path: str) -> Response:
    """Show a news item; who comes to a former address is led on."""
    return _read(PageKind.NEWS, path)


def _read(kind: PageKind, path: str) -> Response:
    session, seen_by = db.session(), viewer()
    row = queries.page(session, kind, path, seen_by, now=wiring.current().clock())
    if row.path != path:
        return redirect(pages.address(row), 301)
    return read_page(session, row, seen_by).render()


@blueprint.get("/tin-tuc")
@public
@kept
def news() -> Response:
    """Show the news, newest first, of one tag or of all."""
    tag = one_line(request.args.get("the", ""))[:100]
    number = page_number(request.args.get("trang", ""))
    now = wiring.current().clock()
    found = queries.news(db.session(), now=now, tag=tag, page=number)
    return news_page(found, tag).render()
