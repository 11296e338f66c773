"""Notices as public pages show them, exactly within their time.

What lies ahead is read once a revision; the clock picks from it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from documents import notices
from documents.database import Database
from documents.models import Notice


@dataclass(frozen=True)
class Banner:
    """A notice on a page; `about` is the field it belongs to, or ""."""

    number: int
    text: str
    link: str
    about: str
    field: str


class KeptNotices:
    """The notices that lie ahead, as they stood at the newest revision seen.

    Two threads that meet a new revision both read it; either finds the same.
    """

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database, self._clock = database, clock
        self._kept: tuple[int, tuple[Notice, ...]] = (-1, ())

    def shown(self, revision: int) -> tuple[Banner, ...]:
        """Return what visitors read now, of a revision that was just read."""
        now, (known, rows) = self._clock(), self._kept
        if known != revision:
            with self._database.reading() as session:
                rows = tuple(notices.ahead(session, now=now))
            self._kept = (revision, rows)
        return tuple(map(_banner, (it for it in rows if _is_on(it, now))))


def _is_on(row: Notice, now: datetime) -> bool:
    return row.starts_at <= now < row.ends_at


def _banner(row: Notice) -> Banner:
    about, field = (row.field.label, row.field.value) if row.field else ("", "")
    return Banner(row.id, row.text, row.link, about, field)
