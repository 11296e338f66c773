"""The composition root: every part of the portal put together."""

from pathlib import Path
from typing import Final
from wsgiref.headers import Headers

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix
from whitenoise import WhiteNoise

from portal import (
    addresses,
    admin,
    answers,
    api,
    assets,
    auth,
    cli,
    contacts,
    content,
    db,
    desk,
    directives,
    english,
    errors,
    feeds,
    find,
    home,
    imports,
    intake,
    jinja,
    letters,
    looks,
    lookup,
    searches,
    security,
    statistics,
    studio,
    wiring,
)
from portal.config import Settings
from portal.shelf import Shelf
from portal.wiring import Clock, system_clock

TEMPLATES: Final = Path(__file__).parent.parent / "templates"

_FEATURES: Final = (
    home,
    contacts,
    directives,
    content,
    answers,
    find,
    looks,
    searches,
    feeds,
    api,
    intake,
    lookup,
    english,
    auth,
    desk,
    imports,
    letters,
    studio,
    statistics,
    admin,
)


def create_app(settings: Settings, *, clock: Clock = system_clock) -> Flask:
    """Return the portal under these settings; touches no database yet."""
    app = db.Transactional("portal", static_folder=None, template_folder=str(TEMPLATES))
    app.config.update(security.configured(settings))
    wiring.init_app(app, wiring.wire(settings, clock=clock))
    addresses.init_app(app)
    db.init_app(app)
    security.init_app(app)
    errors.init_app(app)
    release = assets.digest()
    jinja.init_app(app, lambda path: f"/static/{release}/{path}")
    for feature in _FEATURES:
        app.register_blueprint(feature.blueprint)
    cli.init_app(app)
    _serve_files(app, settings, release)
    return app


def _serve_files(app: Flask, settings: Settings, release: str) -> None:
    """Put kept pages, static files and trusted proxies in front of the views."""
    with app.app_context():
        always, parts = security.headers(), wiring.current()

    def add_headers(headers: Headers, _path: str, _url: str) -> None:
        for name, value in always.items():
            headers[name] = value

    outer = WhiteNoise(
        Shelf(
            app.wsgi_app,
            lambda: db.edition(parts),
            parts.clock,
            cookie=app.config["SESSION_COOKIE_NAME"],
        ),
        root=assets.publish(settings.data_dir, release),
        prefix=f"static/{release}/",
        max_age=assets.YEAR,
        allow_all_origins=False,
        add_headers_function=add_headers,
        immutable_file_test=lambda _path, _url: True,
    )
    if settings.trusted_proxies:
        count = settings.trusted_proxies
        outer = ProxyFix(outer, x_for=count, x_proto=count)
    app.wsgi_app = outer  # type: ignore[method-assign]  # as Flask's manual says
