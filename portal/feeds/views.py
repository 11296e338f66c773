"""Addresses that machines ask: everything in them is public, whoever asks."""

from flask import Blueprint
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.wrappers import Response

from portal import atom, db, wiring
from portal.atom import Feed
from portal.db import SchemaUnknown
from portal.errors import RETRY_AFTER
from portal.feeds import entries, robots, sitemap
from portal.pages import kept
from portal.security import PRIVATE, public

blueprint = Blueprint("feeds", __name__)


@blueprint.get("/van-ban/atom.xml")
@public
@kept
def directives() -> Response:
    """Tell of the directives that were published last."""
    return _feed(entries.directives(db.session()))


@blueprint.get("/hoi-dap/atom.xml")
@public
@kept
def answers() -> Response:
    """Tell of the answers that were released last."""
    return _feed(entries.answers(db.session()))


@blueprint.get("/tin-tuc/atom.xml")
@public
@kept
def news() -> Response:
    """Tell of the news that visitors read now."""
    return _feed(entries.news(db.session(), now=wiring.current().clock()))


def _feed(feed: Feed) -> Response:
    body = atom.render(feed, public_url=_public_url(), author=db.site().agency_name)
    return Response(body, content_type=f"{atom.MEDIA_TYPE}; charset=utf-8")


@blueprint.get("/sitemap.xml")
@public
@kept
def site_map() -> Response:
    """List the parts of the map of the site."""
    return _map(sitemap.index(db.session(), public_url=_public_url()))


@blueprint.get("/sitemap/trang.xml")
@public
@kept
def pages() -> Response:
    """List the pages that are always there, those of the tree, and the news."""
    session, now = db.session(), wiring.current().clock()
    return _map(sitemap.pages(session, now=now, public_url=_public_url()))


@blueprint.get("/sitemap/van-ban-<id:number>.xml")
@public
@kept
def directive_part(number: int) -> Response:
    """List the addresses of some of the directives."""
    part = sitemap.directives(db.session(), number, public_url=_public_url())
    return _map(part)


@blueprint.get("/sitemap/hoi-dap-<id:number>.xml")
@public
@kept
def answer_part(number: int) -> Response:
    """List the addresses of some of the answers."""
    return _map(sitemap.answers(db.session(), number, public_url=_public_url()))


def _map(body: bytes) -> Response:
    return Response(body, content_type=f"{sitemap.MEDIA_TYPE}; charset=utf-8")


@blueprint.get("/robots.txt")
@public
@kept
def for_crawlers() -> Response:
    """Ask crawlers to leave alone what is no reading matter."""
    return Response(
        robots.render(_public_url()), content_type="text/plain; charset=utf-8"
    )


@blueprint.get("/healthz")
@public
def health() -> Response:
    """Say to who watches whether the database answers, and nothing more."""
    try:
        db.edition()
    except (SQLAlchemyError, SchemaUnknown):
        answer = Response('{"database": "unreachable"}', 503)
        answer.headers["Retry-After"] = str(RETRY_AFTER)
    else:
        answer = Response('{"database": "ok"}')
    answer.content_type = "application/json"
    answer.headers["Cache-Control"] = PRIVATE
    return answer


def _public_url() -> str:
    return wiring.current().settings.public_url
