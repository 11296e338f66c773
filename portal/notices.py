"""Notices as public pages show them, exactly within their time.

What lies ahead is read once a revision; the clock picks from it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from documents import notices, public_fields
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
        self._kept: tuple[int, tuple[tuple[Notice, str], ...]] = (-1, ())

    def shown(self, revision: int) -> tuple[Banner, ...]:
        """Return what visitors read now, of a revision that was just read."""
        now, (known, rows) = self._clock(), self._kept
        if known != revision:
            with self._database.reading() as session:
                fields = public_fields.in_order(session)
                ahead = notices.ahead(session, now=now)
            labels = {it.field: it.label for it in fields}
            rows = tuple((it, labels[it.field] if it.field else "") for it in ahead)
            self._kept = (revision, rows)
        return tuple(_banner(it, about) for it, about in rows if _is_on(it, now))


def _is_on(row: Notice, now: datetime) -> bool:
    return row.starts_at <= now < row.ends_at


def _banner(row: Notice, about: str) -> Banner:
    return Banner(
        row.id, row.text, row.link, about, row.field.value if row.field else ""
    )
