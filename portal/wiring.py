"""What the portal is made of, put together once, and how a request finds it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from flask import Flask, current_app

from documents.database import Database
from documents.deadlines import Calendar
from documents.files import FileStore
from documents.vault import Vault
from portal.config import Settings
from portal.searching import Searching

Clock = Callable[[], datetime]


def system_clock() -> datetime:
    """Return the present moment; the one place where the portal reads it."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class Wiring:
    """The parts that views, commands and background work share."""

    settings: Settings
    database: Database
    search: Searching
    clock: Clock
    vault: Vault
    store: FileStore
    calendar: Calendar


def wire(settings: Settings, *, clock: Clock = system_clock) -> Wiring:
    """Put the parts together; nothing is opened or migrated yet."""
    database = Database(settings.database_url)
    return Wiring(
        settings=settings,
        database=database,
        search=Searching(
            settings.search_url,
            data_dir=settings.data_dir,
            secret=settings.secret_key,
            database=database,
            clock=clock,
        ),
        clock=clock,
        vault=Vault(settings.secret_key),
        store=FileStore(settings.data_dir / "files"),
        calendar=Calendar(),
    )


def init_app(app: Flask, wiring: Wiring) -> None:
    """Let the application carry its wiring."""
    app.extensions["wiring"] = wiring


def current() -> Wiring:
    """Return the wiring of the application at work."""
    wiring: Wiring = current_app.extensions["wiring"]
    return wiring
