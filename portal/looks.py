"""Addresses of the site's logo and of the styles in its colour: each for good."""

import gzip
from functools import lru_cache
from typing import Final

from flask import Blueprint, Response, request

from documents import site_look
from documents.errors import NotFound
from portal import db, palette
from portal.assets import YEAR
from portal.security import public

blueprint = Blueprint("looks", __name__)

_FOR_GOOD: Final = f"public, max-age={YEAR}, immutable"
"""The address says what is there: another content has another one."""


@blueprint.get("/bieu-trung/<digest>.webp")
@public
def logo(digest: str) -> Response:
    """Send a logo that is, or was, on the pages."""
    return _kept(site_look.logo(db.session(), digest), "image/webp")


@blueprint.get("/giao-dien/<digest>.css")
@public
def styles(digest: str) -> Response:
    """Send the styles of every page in the colour that holds."""
    accent = db.site().accent
    if not accent or digest != palette.digest(accent):
        raise NotFound("Không có bảng màu này.")
    is_packed = request.accept_encodings.quality("gzip") > 0
    content = _packed(accent) if is_packed else palette.bundle(accent)
    response = _kept(content, "text/css; charset=utf-8")
    response.vary.add("Accept-Encoding")
    if is_packed:
        response.headers["Content-Encoding"] = "gzip"
    return response


@lru_cache(maxsize=2)
def _packed(accent: str) -> bytes:
    return gzip.compress(palette.bundle(accent), mtime=0)


def _kept(content: bytes, content_type: str) -> Response:
    response = Response(content, content_type=content_type)
    response.headers["Cache-Control"] = _FOR_GOOD
    return response
