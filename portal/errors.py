"""Refusals and faults as pages: each kind is turned into HTTP here, once.

Whatever an officer had typed is shown on the page, to be copied: nothing a
person wrote is lost to an error.
"""

import errno
import logging
import secrets
from collections.abc import Sequence
from typing import Final

from flask import Flask, current_app, redirect, request, url_for
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from documents import errors as domain
from documents.files import FileDamaged
from documents.vault import VaultLocked
from portal import db, problem
from portal.addresses import ENGLISH
from portal.db import SchemaUnknown
from portal.security import SignedOut

log = logging.getLogger(__name__)

RETRY_AFTER: Final = 10
"""Seconds after which a busy database is worth another try."""

FAULT: Final = 500
"""From this status on something is out of order, perhaps the database itself."""

_DISK: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO})
"""A disk that is full, read-only or failing: not a fault of the code."""

_OWN_PAGE: Final = frozenset({400, 403, 404, 405, 413, 429, 500, 503})
_NEVER_SHOWN: Final = frozenset({"csrf_token", "version", "code", "pin", "own"})
"""What is no writing of a person's, or a secret that he typed at a door."""

_STATUS: Final[Sequence[tuple[type[domain.DomainError], int]]] = (
    (domain.NotFound, 404),
    (domain.LinkInvalid, 404),
    (domain.NotAllowed, 403),
    (domain.OutOfDate, 409),
    (domain.TransitionRefused, 409),
    (domain.AlreadyIssued, 409),
    (domain.Invalid, 422),
    (domain.Throttled, 429),
    (FileDamaged, 500),
    (VaultLocked, 503),
)


def init_app(app: Flask) -> None:
    """Let every refusal and fault become a page of ours."""
    app.register_error_handler(domain.DomainError, _refused)
    app.register_error_handler(SignedOut, _signed_out)
    app.register_error_handler(CSRFError, _token)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(StaleDataError, _stale)
    app.register_error_handler(OperationalError, _database)
    app.register_error_handler(SchemaUnknown, _schema)
    app.register_error_handler(OSError, _disk)
    app.register_error_handler(Exception, _fault)


def _refused(error: domain.DomainError) -> Response:
    status = next((code for kind, code in _STATUS if isinstance(error, kind)), 409)
    if isinstance(error, domain.OutOfDate):
        return page("409", 409, changes=error.changed)
    if isinstance(error, domain.Throttled):
        response = page("429", 429, message=error.message)
        response.headers["Retry-After"] = str(error.retry_after)
        return response
    if status in {403, 404}:
        return page(str(status), status, message=error.message)
    return page("refused", status, message=error.message)


def _signed_out(_error: SignedOut) -> Response:
    """Lead to the sign-in page; what was being sent is shown, not thrown away."""
    if request.method in db.SAFE:
        here = request.full_path.rstrip("?")
        return redirect(url_for("auth.sign_in", tiep=here), 303)
    return page("401", 401)


def _token(_error: CSRFError) -> Response:
    return page("400", 400, message="Trang đã mở quá lâu nên không gửi được nữa.")


def _http(error: HTTPException) -> Response:
    status = error.code or 500
    if status < 400:
        found: Response = error.get_response()
        return found
    response = page(str(status if status in _OWN_PAGE else 400), status)
    for name, value in error.get_headers():
        if name in {"Allow", "Retry-After"}:
            response.headers[name] = value
    return response


def _stale(_error: StaleDataError) -> Response:
    return page("409", 409)


def _database(error: OperationalError) -> Response:
    if db.is_busy(error):
        log.warning("database busy: %s", error.orig)
        return _busy()
    return _fault(error)


def _schema(_error: SchemaUnknown) -> Response:
    log.error("the database has another schema; run flask migrate")
    return _busy()


def _disk(error: OSError) -> Response:
    if error.errno not in _DISK:
        return _fault(error)
    log.error("storage failed: %s", error.strerror)
    return _busy()


def _busy() -> Response:
    response = page("503", 503)
    response.headers["Retry-After"] = str(RETRY_AFTER)
    return response


def _fault(error: Exception) -> Response:
    reference = secrets.token_hex(4)
    # The rule, not the address: that may name a sealed case (domain.md §12).
    log.error("fault %s at %s", reference, request.url_rule, exc_info=error)
    return page("500", 500, reference=reference)


def page(
    name: str,
    status: int,
    *,
    message: str = "",
    changes: Sequence[str] = (),
    reference: str = "",
) -> Response:
    """Return an error page with what was typed on it; nobody waits for it to write."""
    db.close()
    if request.path.startswith(problem.ROOT):
        return problem.answer(status, message)
    db.settle_site(may_ask=status < FAULT)
    # Not render_template: its context would ask the database who is looking.
    english = request.path.startswith(ENGLISH)
    chosen = "english" if english else name
    template = current_app.jinja_env.get_template(f"errors/{chosen}.html")
    html = template.render(
        message=message,
        changes=changes,
        reference=reference,
        status=status,
        typed=_typed(),
    )
    return Response(html, status, content_type="text/html; charset=utf-8")


def _typed() -> list[str]:
    """Return the texts a person wrote into the form that was refused."""
    if request.method in db.SAFE or request.blueprint in {"auth", "english"}:
        # What is typed at a door is a secret.
        return []
    try:
        told = request.form
    except HTTPException:
        # The body itself was refused: too large, or not a form.
        return []
    return [
        value
        for name, value in told.items(multi=True)
        if name not in _NEVER_SHOWN and " " in value.strip()
    ]
