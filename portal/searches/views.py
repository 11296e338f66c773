"""Addresses of the other doors of search."""

import json
from dataclasses import replace
from typing import Any

from flask import Blueprint, request
from werkzeug.wrappers import Response

from documents.deadlines import HANOI
from portal import asked, atom, db, uploads, wiring
from portal.find import FindPage, answered
from portal.searches import description, feed, saved, sheet, typeahead
from portal.security import EVERYBODY, acting, officers, public, viewer
from portal.tables import MEDIA_TYPE

blueprint = Blueprint("searches", __name__)
blueprint.get("/tim-kiem/da-luu")(saved.saved)
blueprint.post("/tim-kiem/da-luu")(saved.keep)
blueprint.post("/tim-kiem/da-luu/<id:search_id>/doi-ten")(saved.rename)
blueprint.post("/tim-kiem/da-luu/<id:search_id>/xoa")(saved.forget)


@blueprint.get("/tim-kiem/goi-y")
@public
def suggest() -> Response:
    """Answer what stands in a search box with lines to go on with."""
    typed = request.args.get("q", "")
    found = typeahead.lines(typed, db.session(), viewer())
    if request.args.get("dang") == "opensearch":
        told = typeahead.as_suggestions(typed, found)
        return _json(told, "application/x-suggestions+json")
    return _json(typeahead.as_json(found), "application/json")


@blueprint.get("/tim-kiem/atom.xml", endpoint="atom")
@public
def follow() -> Response:
    """Answer a search as a feed of what is public, newest first."""
    session = db.session()
    wanted = replace(asked.read(request.args, session, None), page=1)
    newest = replace(wanted, newest_first=True, per_page=atom.MOST)
    page = answered(session, FindPage(title="", asked=newest), None)
    # What holds some of the words only is no news of what is followed.
    found = () if page.is_relaxed else page.hits
    updated = feed.updated_at(session, [hit.key for hit in found])
    body = atom.render(
        feed.feed_of(wanted, found, updated=updated),
        public_url=wiring.current().settings.public_url,
        author=db.site().agency_name,
    )
    return _kept(body, atom.MEDIA_TYPE)


@blueprint.get("/opensearch.xml")
@public
def describe() -> Response:
    """Tell browsers how to ask this portal."""
    public_url = wiring.current().settings.public_url
    name = db.site().agency_name
    body = description.render(public_url=public_url, agency=name)
    return _kept(body, description.MEDIA_TYPE)


@blueprint.get("/tim-kiem/ket-qua.xlsx")
@officers(*EVERYBODY)
def export() -> Response:
    """Send the results of an officer's search as a spreadsheet."""
    session, wired = db.session(), wiring.current()
    wanted = asked.read(request.args, session, acting())
    made_at = wired.clock().astimezone(HANOI)
    content = sheet.render(
        wanted,
        sheet.gather(session, wanted, acting()),
        public_url=wired.settings.public_url,
        made_at=made_at,
    )
    name = sheet.file_name(wanted, made_at.date())
    return uploads.download(content, name=name, media_type=MEDIA_TYPE)


def _json(told: Any, media_type: str) -> Response:
    body = json.dumps(told, ensure_ascii=False).encode("utf-8", "replace")
    return Response(body, content_type=f"{media_type}; charset=utf-8")


def _kept(body: bytes, media_type: str) -> Response:
    """Return an answer that need not be sent again while it is the same."""
    answer = Response(body, content_type=f"{media_type}; charset=utf-8")
    answer.add_etag()
    answer.make_conditional(request)
    return answer
