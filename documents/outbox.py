"""What the search index has yet to learn: one row a thing, numbered in order.

Written in the business transaction; read by the indexer and by `verify`.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from sqlalchemy import Connection, delete, insert, select, update
from sqlalchemy.orm import Session

from documents.database import Queue, wait_turn
from documents.models import (
    Case,
    Contact,
    Directive,
    Outbox,
    OutgoingLetter,
    SitePage,
)

NEWEST: Final = "SELECT coalesce(max(seq), 0) FROM outbox"
"""The question for the newest revision, asked with every public page."""


def case_key(case: Case) -> str:
    """Return the key under which search knows a case."""
    return f"case:{case.code}"


def answer_key(case: Case) -> str:
    """Return the key under which search knows what visitors read of a case."""
    return f"answer:{case.code}"


def contact_key(contact: Contact) -> str:
    """Return the key under which search knows a contact."""
    return f"contact:{contact.id}"


def directive_key(directive: Directive) -> str:
    """Return the key under which search knows a directive."""
    return f"directive:{directive.id}"


def page_key(page: SitePage) -> str:
    """Return the key under which search knows a page or a news item."""
    return f"page:{page.id}"


def letter_key(letter: OutgoingLetter) -> str:
    """Return the key under which search knows a letter; a case's is under its case."""
    return case_key(letter.case) if letter.case else f"letter:{letter.id}"


def announce(session: Session, key: str) -> None:
    """Note that a thing changed; its new revision is the highest of all.

    Writers take their turn to the end of their transactions, which keeps the
    numbers in commit order.
    """
    session.flush()
    wait_turn(session, Queue.OUTBOX)
    connection = session.connection()
    seq = revision(connection) + 1
    changed = connection.execute(
        update(Outbox).where(Outbox.key == key).values(seq=seq)
    )
    if not changed.rowcount:
        connection.execute(insert(Outbox).values(key=key, seq=seq))


def announce_many(session: Session, keys: Iterable[str]) -> None:
    """Note that several things changed, in their order; each is named once."""
    session.flush()
    wait_turn(session, Queue.OUTBOX)
    connection = session.connection()
    last, changed = revision(connection), list(keys)
    connection.execute(delete(Outbox).where(Outbox.key.in_(changed)))
    rows = [{"key": key, "seq": seq} for seq, key in enumerate(changed, last + 1)]
    if rows:
        connection.execute(insert(Outbox), rows)


def revision(connection: Connection) -> int:
    """Return the newest revision of anything the portal publishes; 0 at first."""
    return int(connection.exec_driver_sql(NEWEST).scalar_one())


def changes_since(session: Session, cursor: int, *, limit: int) -> list[Outbox]:
    """Return what changed after a revision, oldest first."""
    rows = session.scalars(
        select(Outbox).where(Outbox.seq > cursor).order_by(Outbox.seq).limit(limit)
    )
    return list(rows)


def revisions(session: Session) -> Iterator[tuple[str, int]]:
    """Return every key with its newest revision, for comparing with an index."""
    rows = session.execute(select(Outbox.key, Outbox.seq).order_by(Outbox.seq))
    return ((key, seq) for key, seq in rows)
