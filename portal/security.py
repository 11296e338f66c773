"""Doors and headers: closed until a line opens them, the same on every answer.

Every view says who may come in: `@public`, or `@officers(...)` with roles. What
says nothing is refused, and a test walks every address to see it.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, Final, TypeVar
from urllib.parse import urlsplit

from flask import Flask, Response, abort, current_app, g, request
from flask_login import LoginManager, UserMixin, current_user
from flask_wtf.csrf import CSRFProtect
from sqlalchemy.exc import OperationalError

from documents import officers as accounts
from documents.errors import NotAllowed
from documents.remembering import remembering
from documents.viewer import Viewer
from documents.vocabulary import Role
from portal import db, wiring
from portal.config import Settings

View = TypeVar("View", bound=Callable[..., Any])

TOUCH_EVERY: Final = timedelta(minutes=1)
"""How exactly a session's last use is known; its idle life is 30 minutes."""

MEGABYTE: Final = 1_000_000
PRIVATE: Final = "no-store"
REVALIDATED: Final = "no-cache"

_POLICY: Final = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS: Final = {
    "Content-Security-Policy": _POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
"""What every answer carries, errors and files too (security.md T10)."""

HTTPS_ONLY: Final = {"Strict-Transport-Security": "max-age=31536000"}


def configured(settings: Settings) -> dict[str, Any]:
    """Return Flask's configuration with every unsafe default overridden (M15)."""
    return {
        "SECRET_KEY": settings.secret_key,
        "TRUSTED_HOSTS": settings.hosts,
        "MAX_CONTENT_LENGTH": 20 * MEGABYTE,
        # A Vietnamese letter takes nine bytes in a form: 100,000 of them fit.
        "MAX_FORM_MEMORY_SIZE": MEGABYTE,
        "MAX_FORM_PARTS": 200,
        "SESSION_COOKIE_NAME": "__Host-portal" if settings.is_https else "portal",
        "SESSION_COOKIE_SECURE": settings.is_https,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_PATH": "/",
        "SESSION_REFRESH_EACH_REQUEST": False,
        "PERMANENT_SESSION_LIFETIME": accounts.ABSOLUTE,
        # Nobody is remembered; if somebody ever were, then not like this.
        "REMEMBER_COOKIE_DURATION": timedelta(0),
        "REMEMBER_COOKIE_SECURE": settings.is_https,
        "REMEMBER_COOKIE_HTTPONLY": True,
        "REMEMBER_COOKIE_SAMESITE": "Lax",
        "WTF_CSRF_TIME_LIMIT": int(accounts.ABSOLUTE.total_seconds()),
    }


class SignedOut(Exception):
    """An officer's page was asked for by somebody who is not signed in."""


class SignedIn(UserMixin):  # type: ignore[misc]  # it ships no types
    """An officer as flask-login knows him: by the session's secret, not his id.

    Who it is, `viewer`, is known once the secret came back with a request.
    """

    def __init__(self, secret: str, seen_as: Viewer | None = None) -> None:
        self.secret = secret
        self.viewer = seen_as

    def get_id(self) -> str:
        """Return what the cookie carries."""
        return self.secret


def init_app(app: Flask) -> None:
    """Guard every address of the application."""
    login = LoginManager(app)
    login.session_protection = None  # the session's row decides, not the browser
    login.user_loader(_resume)
    app.before_request(_refuse_other_sites)
    CSRFProtect(app)
    app.before_request(_guard)
    app.after_request(_headers)


def public(view: View) -> View:
    """Open a view to everybody."""
    return _guarded(view, frozenset())


def officers(*roles: Role) -> Callable[[View], View]:
    """Open a view to signed-in officers of these roles."""

    def guarded(view: View) -> View:
        return _guarded(view, frozenset(roles))

    return guarded


def _guarded(view: View, roles: frozenset[Role]) -> View:
    view.guard = roles  # type: ignore[attr-defined]  # a function takes any attribute
    return view


EVERYBODY: Final = tuple(Role)
"""Roles of a view that any officer may see."""

CASE_ROLES: Final = tuple(role for role in Role if role is not Role.ADMIN)
"""Who works on cases at all: an administrator sees none (domain.md §6)."""


def viewer() -> Viewer | None:
    """Return who is signed in, None for a visitor."""
    signed_in: SignedIn = current_user
    return signed_in.viewer if current_user.is_authenticated else None


def acting() -> Viewer:
    """Return the officer who acts; the guard has let nobody else in."""
    officer = viewer()
    if officer is None:
        raise SignedOut
    return officer


def _resume(secret: str) -> SignedIn | None:
    now = wiring.current().clock()
    with db.reading_apart() as session, remembering(session):
        found = accounts.resume(session, secret, now=now)
    if found is None:
        return None
    if now - found.seen_at > TOUCH_EVERY:
        _touch(secret)
    return SignedIn(secret, found.viewer)


def _touch(secret: str) -> None:
    try:
        with db.writing_apart() as session:
            accounts.touch(session, secret, now=wiring.current().clock())
    except OperationalError as error:
        # Reading goes on while the database cannot be written to.
        if not db.is_busy(error):
            raise


def _refuse_other_sites() -> None:
    """Refuse unsafe requests that another site's page sends (security.md T8)."""
    if request.method in db.SAFE:
        return
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in {
        "same-origin",
        "none",
    }:
        abort(403)
    origin = request.headers.get("Origin")
    if origin is not None and urlsplit(origin).netloc != request.host:
        abort(403)


def _guard() -> None:
    view = current_app.view_functions.get(request.endpoint or "")
    if view is None:
        return
    roles: frozenset[Role] | None = getattr(view, "guard", None)
    if roles is None:
        abort(403)
    if roles and acting().role not in roles:
        raise NotAllowed("Vai trò của bạn không được dùng trang này.")


def _headers(response: Response) -> Response:
    response.headers.extend(headers())
    if "Cache-Control" not in response.headers:
        kept_back = _is_private() or response.status_code >= 400
        response.headers["Cache-Control"] = PRIVATE if kept_back else REVALIDATED
    response.vary.add("Cookie")
    return response


def headers() -> dict[str, str]:
    """Return what every answer of this portal carries."""
    if wiring.current().settings.is_https:
        return HEADERS | HTTPS_ONLY
    return HEADERS


def _is_private() -> bool:
    """Say whether an answer is one person's: an officer's, or with his token.

    Asks nothing anew: an answer that never looked who asks is everybody's, and
    after a failure of the database nobody must be asked for again.
    """
    looked_at = g.get("_login_user")
    is_officers = looked_at is not None and looked_at.is_authenticated
    return is_officers or "csrf_token" in g or request.method not in db.SAFE
