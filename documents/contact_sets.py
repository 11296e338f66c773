"""What visitors read of all contacts together, day by day, as it was decided (T16).

A set is known by its stamp: the day from which it stands and a digest of its content,
`20191217-3fa9c1`. Two sets with the same content are one notice on the wall.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import Select, delete, select
from sqlalchemy.orm import Session

from documents.deadlines import local_day
from documents.errors import NotFound
from documents.hours import read as read_hours
from documents.models import Contact, ContactSet
from documents.vocabulary import ContentState

Content = list[dict[str, Any]]

DIGITS: Final = 6
_STAMP: Final = re.compile(r"(\d{8})-([0-9a-f]{6})")
_LABELS: Final = {
    "name": "Họ và tên",
    "phones": "Điện thoại",
    "email": "Thư điện tử",
    "hours": "Giờ trực",
}


@dataclass(frozen=True)
class Difference:
    """One line of a post that is not as it was: what is read now, "" if nothing is.

    What was read before stands on the paper. Who no longer wants to be called is not
    told of here.
    """

    position: str
    label: str
    now: str


def recount(session: Session, *, now: datetime) -> None:
    """Keep what visitors read from today on, and from each later day on which it turns.

    Called in the transaction that changes what is published, once that has its turn
    in the history: so no two of them count past each other.
    """
    session.flush()
    today = local_day(now)
    session.execute(delete(ContactSet).where(ContactSet.starts_on > today))
    rows = _published(session)
    before = current(session, on=today)
    content: Content = before.content if before else []
    for day in [today, *_turns(rows, after=today)]:
        told = [_shown(row) for row in rows if holds_on(row, day)]
        if told != content:
            session.add(ContactSet(starts_on=day, content=told))
            # One by one, for their numbers are their order on a day.
            session.flush()
            content = told


def _published(session: Session) -> list[Contact]:
    shown = select(Contact).where(Contact.state == ContentState.PUBLISHED)
    ordered = shown.order_by(Contact.place, Contact.id)
    # What others committed meanwhile is read too, not what this session remembers.
    return list(session.scalars(ordered.execution_options(populate_existing=True)))


def _turns(rows: Iterable[Contact], *, after: date) -> list[date]:
    """Return the later days on which somebody begins or is no longer there."""
    begins = {row.valid_from for row in rows if row.valid_from}
    ends = {row.valid_to + timedelta(1) for row in rows if row.valid_to}
    return sorted(day for day in begins | ends if day > after)


def holds_on(row: Contact, day: date) -> bool:
    """Say whether somebody holds his post on a day."""
    has_begun = row.valid_from is None or row.valid_from <= day
    return has_begun and (row.valid_to is None or row.valid_to >= day)


def _shown(row: Contact) -> dict[str, Any]:
    """Return what is read of a contact; without hours it is what it always was."""
    hours = read_hours(row.hours)
    return {
        "position": row.position,
        "name": row.name,
        "phones": [phone.raw for phone in row.phones if phone.public],
        "email": row.email,
        **({"hours": hours.words} if hours else {}),
    }


def current(session: Session, *, on: date) -> ContactSet | None:
    """Return the set that stands on a day; None before anything was published."""
    return session.scalar(_begun(on).limit(1))


def latest(session: Session, *, on: date, most: int) -> list[ContactSet]:
    """Return the sets that stand or stood by a day, the newest first."""
    return list(session.scalars(_begun(on).limit(most)))


def _begun(on: date) -> Select[ContactSet]:
    newest = (ContactSet.starts_on.desc(), ContactSet.id.desc())
    return select(ContactSet).where(ContactSet.starts_on <= on).order_by(*newest)


def stamp(row: ContactSet) -> str:
    """Return the short name of a set, as notices carry it."""
    return f"{row.starts_on:%Y%m%d}-{digest(row)}"


def digest(row: ContactSet) -> str:
    """Return what tells contents apart: six hexadecimal digits."""
    told = json.dumps(row.content, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()[:DIGITS]


def by_stamp(session: Session, typed: str, *, on: date) -> ContactSet:
    """Return the set that a notice names.

    Raises:
        NotFound: no set had that stamp by that day.
    """
    for row in _of_its_day(session, typed.casefold()):
        if row.starts_on <= on and stamp(row) == typed.casefold():
            return row
    raise NotFound("Không có bản niêm yết này. Hãy kiểm tra lại mã in trên giấy.")


def _of_its_day(session: Session, typed: str) -> Iterator[ContactSet]:
    found = _STAMP.fullmatch(typed)
    try:
        day = datetime.strptime(found[1], "%Y%m%d").date() if found else None  # noqa: DTZ007 - a day has no zone
    except ValueError:
        return
    rows = select(ContactSet).where(ContactSet.starts_on == day)
    yield from session.scalars(rows.order_by(ContactSet.id))


def outdated_on(session: Session, row: ContactSet, *, on: date) -> date | None:
    """Return the first day from which something else is read; None: it still holds.

    What was changed and changed back is current again.
    """
    newest = current(session, on=on)
    if newest is None or newest.content == row.content:
        return None
    later = _begun(on).where(ContactSet.starts_on >= row.starts_on)
    passed = [one for one in session.scalars(later) if one.content != row.content]
    after = [one for one in passed if (one.starts_on, one.id) > (row.starts_on, row.id)]
    return min((one.starts_on for one in after), default=newest.starts_on)


def differences(before: Content, after: Content) -> list[Difference]:
    """Return what somebody reads now who knows an older notice, post by post."""
    old, new = _by_post(before), _by_post(after)
    return [
        Difference(post[0], label, _text(it_is.get(key)))
        for post in dict.fromkeys([*old, *new])
        for was, it_is in [(old.get(post, {}), new.get(post, {}))]
        for key, label in _LABELS.items()
        if _text(was.get(key)) != _text(it_is.get(key))
    ]


def _by_post(content: Content) -> dict[tuple[str, int], dict[str, Any]]:
    """Return the contacts by post; several of one post by their order too."""
    found: dict[tuple[str, int], dict[str, Any]] = {}
    for told in content:
        alike = sum(post == told["position"] for post, _ in found)
        found[told["position"], alike] = told
    return found


def _text(value: Any) -> str:
    return "; ".join(value) if isinstance(value, list) else value or ""
