"""`python -m portal.serve`: the portal on one machine, as `./run` starts it.

Migrates the database, loads the demo on first start, indexes in a thread and
serves with waitress on the loopback address.
"""

import logging
import sys
from typing import Final

import waitress
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from documents import demo
from documents import officers as accounts
from documents.demo import Tools
from documents.models import Officer
from documents.vocabulary import Role
from portal import importer, mailer, worker
from portal.app import create_app
from portal.cli.officers import link
from portal.config import SettingsRefused, load, port
from portal.wiring import Wiring

THREADS: Final = 8
HOST: Final = "127.0.0.1"
CONNECTIONS: Final = 1_000
"""Held open at once: a browser keeps up to six, used or not, and a full house would
let the next visitor wait until one of them is given up."""


def main() -> None:
    """Prepare what is missing, say where to look, and serve."""
    try:
        app, at = create_app(load()), port()
    except SettingsRefused as refusal:
        sys.exit(f"Không khởi động: {refusal}")
    logging.basicConfig()
    wired: Wiring = app.extensions["wiring"]
    server = _listen(app, at)
    secret = prepare(wired)
    _tell(wired, secret)
    indexer = worker.start_thread(wired.search)
    reader = worker.start_reader(wired)
    taking = importer.start_importer(wired)
    posting = mailer.start_mailer(wired)
    try:
        server.run()
    finally:
        if posting is not None:
            posting.stop()
        taking.stop()
        reader.stop()
        indexer.stop()
        wired.database.dispose()


def prepare(wired: Wiring) -> str | None:
    """Migrate, load the demo into an empty portal, see to an administrator.

    Returns the one-time secret of the first administrator while nobody of that
    role has set a password.
    """
    wired.database.migrate()
    now = wired.clock()
    with wired.database.writing() as session, session.begin():
        tools = Tools(wired.vault, wired.calendar, wired.store)
        demo.load(session, tools, now=now)
        admin_id = _administrator_without_password(session, wired)
        return accounts.issue_link(session, admin_id, now=now) if admin_id else None


def _administrator_without_password(session: Session, wired: Wiring) -> int | None:
    admins = session.scalars(select(Officer).where(Officer.role == Role.ADMIN)).all()
    if any(admin.password_hash for admin in admins):
        return None
    if admins:
        return admins[0].id
    made = accounts.add(
        session,
        username="quantri",
        full_name="Quản trị hệ thống",
        role=Role.ADMIN,
        now=wired.clock(),
    )
    return made.id


def _tell(wired: Wiring, secret: str | None) -> None:
    told = [f"Cổng đang chạy tại {wired.settings.public_url}"]
    if secret is not None:
        told.append("Quản trị đặt mật khẩu lần đầu (dùng một lần, trong 24 giờ):")
        told.append(f"  {link(wired, secret)}")
    print(*told, sep="\n", flush=True)  # noqa: T201 - what ./run says


def _listen(app: Flask, at: int) -> waitress.server.BaseWSGIServer:
    """Take the port first: a second start must not void the first one's link."""
    try:
        return waitress.create_server(
            app,
            host=HOST,
            port=at,
            threads=THREADS,
            ident=None,
            max_request_body_size=app.config["MAX_CONTENT_LENGTH"],
            connection_limit=CONNECTIONS,
            asyncore_use_poll=True,
            channel_timeout=30,
        )
    except OSError as error:
        sys.exit(f"Không khởi động: không mở được cổng {at} ({error.strerror}).")


if __name__ == "__main__":
    main()
