"""The demo: the seed letter's contacts and directives, invented people and cases.

Loaded through the same verbs as real work, so that it obeys every rule; a second
load changes nothing.
"""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import partial
from pathlib import Path
from typing import Any, Final

import yaml
from sqlalchemy import select
from sqlalchemy.orm import Session

from documents import canned, contacts, directives, officers, pages, recipients, studio
from documents.canned import CannedFields
from documents.contacts import ContactFields, PhoneFields
from documents.deadlines import HANOI, Calendar, due_by, local_day
from documents.demo.road import Road
from documents.directives import DirectiveFields, RelationFields
from documents.files import FileStore
from documents.models import Officer, PostingPlace, Unit
from documents.pages import PageFields
from documents.recipients import Named
from documents.vault import Vault
from documents.viewer import Viewer
from documents.vocabulary import (
    ContentAction,
    DirectiveRelationKind,
    Field,
    IssuerLevel,
    PageKind,
    Role,
    UnitKind,
)

_HERE: Final = Path(__file__).parent
_LEVELS: Final = {
    "Thường trực Tỉnh ủy": IssuerLevel.PARTY,
    "Sở Giao thông vận tải": IssuerLevel.DEPARTMENT,
}


@dataclass(frozen=True)
class Tools:
    """What the verbs need beside a session."""

    vault: Vault
    calendar: Calendar
    store: FileStore


def load(session: Session, tools: Tools, *, now: datetime) -> bool:
    """Load everything into an empty portal; False when it was loaded before."""
    if session.scalar(select(Unit.id).limit(1)) is not None:
        return False
    people = _staff(session, now)
    _contacts(session, people, now)
    _directives(session, people, now)
    _pages(session, people, now)
    _cases(session, people, tools, now)
    _letters(session, people, now)
    _canned(session, people, now)
    return True


def _read(name: str) -> Any:
    return yaml.safe_load((_HERE / f"{name}.yaml").read_text("utf-8"))


def _staff(session: Session, now: datetime) -> dict[str, Viewer]:
    told = _read("staff")
    session.add_all(
        Unit(code=unit["code"], name=unit["name"], kind=UnitKind(unit["kind"]), place=n)
        for n, unit in enumerate(told["units"])
    )
    session.flush()
    people = {}
    for officer in told["officers"]:
        row: Officer = officers.add(
            session,
            username=officer["username"],
            full_name=officer["full_name"],
            position=officer["position"],
            role=Role(officer["role"]),
            unit_code=officer.get("unit"),
            now=now,
        )
        people[f"{officer['role']}:{officer.get('unit', '')}"] = officers.viewer_of(row)
    return people


def _contacts(session: Session, people: dict[str, Viewer], now: datetime) -> None:
    told = _read("contacts")
    for place, contact in enumerate(told["contacts"]):
        fields = ContactFields(
            position=contact["position"],
            name=contact["name"],
            email=contact["email"],
            place=place,
            phones=tuple(PhoneFields(raw) for raw in contact["phones"]),
        )
        row = contacts.add(session, fields, by=people["clerk:VP"], now=now)
        contacts.advance(
            session,
            row,
            ContentAction.PUBLISH,
            expected_version=row.version,
            by=people["cvp:VP"],
            now=now,
        )
    for place, name in enumerate(told["posting_places"]):
        session.add(PostingPlace(name=name, place=place))


def _directives(session: Session, people: dict[str, Viewer], now: datetime) -> None:
    ids: dict[str, int] = {}
    for told in _read("directives"):
        fields = DirectiveFields(
            kind=told["kind"],
            number=told["number"],
            issuer=told["issuer"],
            issuer_level=_LEVELS.get(told["issuer"], IssuerLevel.PROVINCE),
            issued_on=told["issued_on"],
            abstract=told["abstract"] or "",
            is_public=told.get("public"),
            is_deadline_basis=told.get("basis_for_deadlines", False),
            relations=tuple(
                RelationFields(DirectiveRelationKind.IMPLEMENTS, ids[number])
                for number in told.get("implements", [])
            ),
        )
        row = directives.add(session, fields, by=people["clerk:VP"], now=now)
        directives.advance(
            session,
            row,
            ContentAction.PUBLISH,
            expected_version=row.version,
            by=people["cvp:VP"],
            now=now,
        )
        ids[row.number] = row.id


def _pages(session: Session, people: dict[str, Viewer], now: datetime) -> None:
    """Publish the site's pages and its news; a link leads to what stands already."""
    told = _read("pages")
    for place, page in enumerate([*told["pages"], *told["news"]], start=1):
        fields = PageFields(
            kind=PageKind(page["kind"]),
            title=page["title"],
            place=place,
            summary=page["summary"],
            body=page["body"].strip(),
            tags=tuple(page.get("tags", ())),
        )
        row = pages.add(session, fields, by=people["clerk:VP"], now=now)
        pages.advance(
            session,
            row,
            ContentAction.PUBLISH,
            expected_version=row.version,
            by=people["cvp:VP"],
            now=now,
        )


def _letters(session: Session, people: dict[str, Viewer], now: datetime) -> None:
    """Keep the usual recipients, and the seed letter as a draft to look at."""
    for group in _read("groups")["groups"]:
        named = tuple(Named(**item) for item in group["items"])
        recipients.keep(session, group["name"], named, by=people["clerk:VP"], now=now)
    writer = people["focal:VP"]
    start = studio.from_fields(_read("seed-letter"), by=writer)
    studio.begin(session, start, by=writer, now=now)


def _canned(session: Session, people: dict[str, Viewer], now: datetime) -> None:
    """Keep the words of usual replies: the office's, and those of two units."""
    for told in _read("canned")["canned"]:
        unit = told.get("unit")
        by = people[f"head:{unit}" if unit else "focal:VP"]
        field = Field(told["field"]) if "field" in told else None
        unit_id = by.unit_id if unit else None
        typed = CannedFields(told["title"], told["body"], field, unit_id)
        canned.add(session, typed, by=by, now=now)


def _cases(
    session: Session, people: dict[str, Viewer], tools: Tools, now: datetime
) -> None:
    road = partial(
        Road, session, people, vault=tools.vault, store=tools.store,
        calendar=tools.calendar, now=now,
    )  # fmt: skip
    for told in _read("cases")["cases"]:
        road(told, received_at=_received(told["days"], tools.calendar, now)).travel()


def _received(days: int, calendar: Calendar, now: datetime) -> datetime:
    """Return 08:30 of a working day about so many days ago, never after now."""
    on = due_by(calendar, local_day(now) - timedelta(days))
    return min(datetime.combine(on, time(8, 30), HANOI), now)
