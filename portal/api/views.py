"""Addresses of the API: read only, and only what every visitor reads."""

import json
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from flask import Blueprint, request
from werkzeug.wrappers import Response

from documents import queries
from documents.deadlines import local_day
from documents.text import clean
from portal import db, wiring
from portal.api import lists, making, openapi, parameters, resources
from portal.contacts.pages import card_of
from portal.pages import kept
from portal.security import public

blueprint = Blueprint("api", __name__, url_prefix="/api")


@blueprint.get("/openapi.json")
@public
@kept
def description() -> Response:
    """Describe the API as OpenAPI 3.1."""
    return _json(openapi.document(making.absolute("home.index")))


@blueprint.get("/v1/contacts")
@public
@kept
def contacts() -> Response:
    """Tell who answers the hotline."""
    parameters.read(request.args, ())
    today = local_day(wiring.current().clock())
    rows = queries.published_contacts(db.session(), on=today)
    cards = (card_of(row, None) for row in rows)
    return _told(resources.Contacts(tuple(map(making.contact, cards))))


@blueprint.get("/v1/directives")
@public
@kept
def directives() -> Response:
    """Tell a page of the register."""
    told = parameters.read(request.args, parameters.DIRECTIVES)
    return _told(lists.directives(db.session(), told))


@blueprint.get("/v1/directives/<slug>")
@public
@kept
def directive(slug: str) -> Response:
    """Tell one directive."""
    parameters.read(request.args, ())
    session = db.session()
    row = queries.directive(session, clean(slug), None)
    return _told(making.directive(session, row))


@blueprint.get("/v1/answers")
@public
@kept
def answers() -> Response:
    """Tell a page of the published answers."""
    told = parameters.read(request.args, parameters.ANSWERS)
    return _told(lists.answers(db.session(), told))


@blueprint.get("/v1/answers/<code>")
@public
@kept
def answer(code: str) -> Response:
    """Tell one published answer."""
    parameters.read(request.args, ())
    return _told(making.answer(queries.answer(db.session(), code)))


@blueprint.get("/v1/search")
@public
@kept
def search() -> Response:
    """Tell a page of what a visitor finds."""
    told = parameters.read(request.args, parameters.SEARCH)
    return _told(lists.hits(db.session(), told))


def _told(resource: Any) -> Response:
    return _json(asdict(resource))


def _day(told: date | datetime) -> str:
    return told.isoformat()


def _json(told: dict[str, Any]) -> Response:
    body = json.dumps(told, ensure_ascii=False, default=_day)
    return Response(body.encode("utf-8", "replace"), content_type="application/json")
