"""A page is one typed object, given to its template as `page` and nothing else."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, ClassVar, TypeVar

from flask import get_flashed_messages, render_template, request
from werkzeug.wrappers import Response

from portal import db, wiring
from portal.security import viewer
from portal.shelf import Kept

View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True, kw_only=True)
class Page:
    """What every page has; a subclass names its template and adds its own."""

    template: ClassVar[str]
    title: str

    def render(self, *, status: int = 200) -> Response:
        """Return the page as HTML."""
        html = render_template(self.template, page=self)
        return Response(html, status, content_type="text/html; charset=utf-8")


def kept(view: View) -> View:
    """Keep a public page under the revision of what it shows.

    The revision is read from the database with every request, so a page is
    never a moment stale after a commit. Officers get theirs made anew.
    """

    @wraps(view)
    def answer(*args: Any, **kwargs: Any) -> Response:
        if request.query_string or _has_its_own():
            made: Response = view(*args, **kwargs)
            return made
        shelf, revision = wiring.current().shelf, db.revision()
        found = shelf.find(request.path, revision)
        if found is None:
            body = view(*args, **kwargs).get_data()
            found = Kept(revision, body, hashlib.sha256(body).hexdigest()[:32])
            shelf.keep(request.path, found)
        response = Response(found.body, content_type="text/html; charset=utf-8")
        response.set_etag(found.etag)
        return response.make_conditional(request)

    return answer  # type: ignore[return-value]  # it has the view's own shape


def _has_its_own() -> bool:
    """Say whether the page is for one person; a browser without cookies is anybody."""
    return bool(request.cookies) and (
        viewer() is not None or bool(get_flashed_messages())
    )
