"""Addresses of the other doors of search."""

import json
from typing import Any

from flask import Blueprint, request
from werkzeug.wrappers import Response

from portal import db
from portal.searches import typeahead
from portal.security import public, viewer

blueprint = Blueprint("searches", __name__)


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


def _json(told: Any, media_type: str) -> Response:
    body = json.dumps(told, ensure_ascii=False).encode("utf-8", "replace")
    return Response(body, content_type=f"{media_type}; charset=utf-8")
