"""The hotline's contacts: what an editor types, and what is kept of it."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy.orm import Session

from documents import contacts
from documents.contacts import ContactFields, PhoneFields
from documents.errors import Invalid, NotFound
from documents.models import Contact
from documents.vocabulary import ContentAction, PhoneKind, Role
from tests.factories import People

DIRECTOR = ContactFields(
    position="Giám đốc Sở",
    name="Trần Văn Mẫu",
    email="mautv@sogtvt.example.vn",
    place=1,
    phones=(PhoneFields("02543.3727838"), PhoneFields("0912 345 678", public=False)),
)


def added(session: Session, people: People, now: datetime) -> Contact:
    return contacts.add(session, DIRECTOR, by=people[Role.CLERK], now=now)


def test_a_contact_is_kept_as_it_was_typed(
    session: Session, people: People, now: datetime
) -> None:
    made = added(session, people, now)
    session.expire_all()
    row = contacts.get(session, made.id)
    assert contacts.fields_of(row) == DIRECTOR
    assert [(phone.raw, phone.kind, phone.public) for phone in row.phones] == [
        ("02543.3727838", PhoneKind.UNKNOWN, True),
        ("0912 345 678", PhoneKind.MOBILE, False),
    ]


def test_numbers_keep_their_order_and_old_ones_go(
    session: Session, people: People, now: datetime
) -> None:
    row = added(session, people, now)
    numbers = (PhoneFields("0912 345 678"), PhoneFields("02543.727819"))
    contacts.edit(
        session,
        row,
        replace(DIRECTOR, phones=numbers),
        expected_version=row.version,
        by=people[Role.CLERK],
        now=now,
    )
    session.flush()
    session.expire_all()
    assert contacts.fields_of(row).phones == numbers


def test_a_waiting_change_shows_no_number_yet(
    session: Session, people: People, now: datetime
) -> None:
    row = added(session, people, now)
    publisher: dict[str, Any] = {"by": people[Role.CVP], "now": now}
    publish = ContentAction.PUBLISH
    contacts.advance(session, row, publish, expected_version=row.version, **publisher)
    typed = replace(DIRECTOR, phones=(PhoneFields("0987 654 321"),))
    contacts.edit(session, row, typed, expected_version=row.version, **publisher)
    assert [phone.raw for phone in row.phones] == ["02543.3727838", "0912 345 678"]
    contacts.advance(session, row, publish, expected_version=row.version, **publisher)
    assert [phone.raw for phone in row.phones] == ["0987 654 321"]


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"name": "  "}, "name"),
        ({"position": ""}, "position"),
        ({"email": "mautv"}, "email"),
        ({"email": "@"}, "email"),
        ({"email": "mautv@"}, "email"),
        ({"email": "", "phones": ()}, "phones"),
    ],
)
def test_what_no_notice_could_show_is_refused(told: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        replace(DIRECTOR, **told)
    assert set(refusal.value.fields) == {field}


def test_one_way_to_reach_a_contact_is_enough() -> None:
    replace(DIRECTOR, email="")
    replace(DIRECTOR, phones=())


def test_a_contact_that_is_not_there_is_not_found(session: Session) -> None:
    with pytest.raises(NotFound):
        contacts.get(session, 404)
