"""Numbers of the register that go on as typed, offered while a relation is typed."""

import json
from typing import Final

from flask import Blueprint, request
from werkzeug.wrappers import Response

from documents import queries
from documents.models import Directive
from documents.text import one_line
from portal import db
from portal.jinja import date_vi
from portal.publishing import WRITERS
from portal.security import officers

MOST: Final = 8
LONGEST: Final = 80
_OF_ABSTRACT: Final = 90
"""Characters of what a document is about that are told beside its number."""


def add_to(blueprint: Blueprint) -> None:
    """Add the address to the register's blueprint."""
    blueprint.get("/van-ban/goi-y")(suggest)


@officers(*WRITERS)
def suggest() -> Response:
    """Answer the beginning of a number with documents: what to type, and which it is.

    Of two documents of one number each is named by its address.
    """
    typed = one_line(request.args.get("so", ""))[:LONGEST]
    rows = queries.directives_beginning(db.session(), typed, MOST)
    keys = [row.number_key for row in rows]
    lines = [
        {
            "value": row.slug if keys.count(row.number_key) > 1 else row.number,
            "label": _label(row),
        }
        for row in rows
    ]
    body = json.dumps({"lines": lines}, ensure_ascii=False)
    return Response(body, content_type="application/json; charset=utf-8")


def _label(row: Directive) -> str:
    about = f": {row.abstract[:_OF_ABSTRACT]}" if row.abstract else ""
    return f"{row.kind} {row.number}, {row.issuer}, {date_vi(row.issued_on)}{about}"
