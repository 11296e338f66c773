"""A page is one typed object, given to its template as `page` and nothing else."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from http import HTTPStatus
from typing import Any, ClassVar, TypeVar

from flask import render_template, request
from werkzeug.wrappers import Response

from documents import queries
from portal import db, wiring
from portal.security import viewer
from portal.shelf import EDITION, UNTIL

View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True, kw_only=True)
class Page:
    """What every page has; a subclass names its template and adds its own."""

    template: ClassVar[str]
    title: str

    def render(self, *, status: int = 200) -> Response:
        """Return the page as HTML; a refusal is told when it keeps nobody waiting."""
        if status >= HTTPStatus.BAD_REQUEST:
            db.refused()
        html = render_template(self.template, page=self)
        return Response(html, status, content_type="text/html; charset=utf-8")


def kept(view: View) -> View:
    """Let a public page be kept under the edition of what it shows.

    `portal.shelf` keeps it. The edition is read before anything that is shown,
    so that a page is never newer in name than in content.
    """

    @wraps(view)
    def answer(*args: Any, **kwargs: Any) -> Response:
        edition = db.edition()
        until = queries.next_turn(db.session(), now=wiring.current().clock())
        response: Response = view(*args, **kwargs)
        if viewer() is not None:
            return response
        response.add_etag()
        request.environ |= {EDITION: edition, UNTIL: until}
        return response.make_conditional(request)

    return answer  # type: ignore[return-value]  # it has the view's own shape
