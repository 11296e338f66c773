"""Public pages kept in front of the views, under the edition of what they show.

Only whole answers that the views gave are kept, and only those that say they are
the same for everybody (`portal.pages.kept`). The newest edition (`portal.db`) is read
for every request, so a kept page is never a moment stale after a commit, and none
outlives its day, nor the moment at which a page or a news item comes or goes.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from typing import Any, Final, cast
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from sqlalchemy.exc import SQLAlchemyError
from werkzeug.http import parse_etags
from werkzeug.wsgi import ClosingIterator

MOST_KEPT: Final = 64
EDITION: Final = "portal.edition"
"""Where in its environment a request says under which edition it was answered."""

UNTIL: Final = "portal.until"
"""Where it says from which moment on, if any, the answer will be another one."""

Key = tuple[str, str]
Headers = list[tuple[str, str]]


@dataclass(frozen=True)
class Kept:
    """An answer as a visitor got it, and the edition of what it showed."""

    edition: Hashable
    until: datetime | None
    headers: Headers
    body: bytes
    etag: str

    def stands(self, edition: Hashable | None, now: datetime) -> bool:
        """Say whether nothing changed, and no moment came, since it was made."""
        return self.edition == edition and (self.until is None or now < self.until)

    def given(
        self, environ: WSGIEnvironment, start_response: StartResponse
    ) -> list[bytes]:
        """Answer again; only that nothing changed, to who has it already."""
        if parse_etags(environ.get("HTTP_IF_NONE_MATCH")).contains_weak(self.etag):
            start_response("304 NOT MODIFIED", _without_body(self.headers))
            return []
        start_response("200 OK", list(self.headers))
        return [self.body]


class Shelf:
    """Stands in front of the application; one for each process."""

    def __init__(
        self,
        app: WSGIApplication,
        newest: Callable[[], Hashable],
        clock: Callable[[], datetime],
        *,
        cookie: str,
    ) -> None:
        self._app = app
        self._newest = newest
        self._clock = clock
        self._cookie = f"{cookie}="
        self._kept: OrderedDict[Key, Kept] = OrderedDict()
        self._lock = Lock()

    def __call__(
        self, environ: WSGIEnvironment, start_response: StartResponse
    ) -> Iterable[bytes]:
        """Answer from the shelf, or ask the application and keep what may be."""
        key = self._key(environ)
        if key is None:
            return self._app(environ, start_response)
        with self._lock:
            found = self._kept.get(key)
        if found is not None and found.stands(self._newest_or_none(), self._clock()):
            return found.given(environ, start_response)
        return self._asked(key, environ, start_response)

    def _key(self, environ: WSGIEnvironment) -> Key | None:
        """Return what an answer is kept under; None for what is one person's."""
        plain = environ["REQUEST_METHOD"] == "GET" and not environ.get("QUERY_STRING")
        if not plain or self._cookie in environ.get("HTTP_COOKIE", ""):
            return None
        return environ.get("HTTP_HOST", ""), environ.get("PATH_INFO", "")

    def _newest_or_none(self) -> Hashable | None:
        try:
            return self._newest()
        except SQLAlchemyError:
            # The application knows how to say that the database is away.
            return None

    def _asked(
        self, key: Key, environ: WSGIEnvironment, start_response: StartResponse
    ) -> Iterable[bytes]:
        told: list[Any] = []

        def started(status: str, headers: Headers, *rest: Any) -> Any:
            told[:] = [status, headers]
            return start_response(status, headers, *rest)

        answer = self._app(environ, started)
        edition = environ.get(EDITION)
        if edition is None or not told or not _is_for_everybody(*told):
            return answer
        with closing(cast(ClosingIterator, answer)):
            body = b"".join(answer)
        etag = dict(told[1])["ETag"].strip('"')
        until = environ.get(UNTIL)
        self._keep(key, Kept(edition, until, list(told[1]), body, etag))
        return [body]

    def _keep(self, key: Key, kept: Kept) -> None:
        with self._lock:
            self._kept[key] = kept
            self._kept.move_to_end(key)
            while len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)


def _is_for_everybody(status: str, headers: Headers) -> bool:
    """Say whether an answer is whole, and gives nobody what is his alone."""
    told = {name.lower(): value for name, value in headers}
    is_private = "set-cookie" in told or "no-store" in told.get("cache-control", "")
    return status.startswith("200") and "etag" in told and not is_private


def _without_body(headers: Headers) -> Headers:
    described = {"content-type", "content-length"}
    return [pair for pair in headers if pair[0].lower() not in described]
