"""What the portal is made of, put together once, and how a request finds it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from flask import Flask, current_app

from documents import calendars
from documents.database import Database
from documents.deadlines import Calendar
from documents.files import FileStore
from documents.vault import Vault
from portal.config import Settings
from portal.notices import KeptNotices
from portal.searching import Searching
from portal.site import KeptSite

Clock = Callable[[], datetime]


def system_clock() -> datetime:
    """Return the present moment; the one place where the portal reads it."""
    return datetime.now(UTC)


class KeptCalendar:
    """The newest calendar of the database, read anew only after a decision.

    Two threads that meet a new decision both read it; either finds the same.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._newest = Calendar()

    def newest(self) -> Calendar:
        """Return the calendar as it stands; what is shipped, before any migration."""
        if not self._database.is_known():
            return Calendar()
        if self._database.ask(calendars.REVISION) != self._newest.revision:
            with self._database.reading() as session:
                self._newest = calendars.current(session)
        return self._newest


@dataclass(frozen=True)
class Wiring:
    """The parts that views, commands and background work share."""

    settings: Settings
    database: Database
    search: Searching
    clock: Clock
    vault: Vault
    store: FileStore
    calendars: KeptCalendar
    notices: KeptNotices
    site: KeptSite

    @property
    def calendar(self) -> Calendar:
        """Return the days and terms of the department, as they were decided last."""
        return self.calendars.newest()


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
        calendars=KeptCalendar(database),
        notices=KeptNotices(database, clock),
        site=KeptSite(database),
    )


def init_app(app: Flask, wiring: Wiring) -> None:
    """Let the application carry its wiring."""
    app.extensions["wiring"] = wiring


def current() -> Wiring:
    """Return the wiring of the application at work."""
    wiring: Wiring = current_app.extensions["wiring"]
    return wiring
