"""Groups of recipients: who keeps them, and what is no group."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from documents import recipients
from documents.errors import Invalid, NotAllowed, NotFound
from documents.models import RecipientGroup
from documents.recipients import Named
from documents.vocabulary import Role
from tests.factories import People

UNITS = (Named("Các phòng thuộc Sở", "để thực hiện"), Named("Thanh tra Sở"))


def keep(
    session: Session,
    people: People,
    now: datetime,
    name: str = "Trong Sở",
    *,
    items: tuple[Named, ...] = UNITS,
    group: RecipientGroup | None = None,
    by: Role = Role.CLERK,
) -> RecipientGroup:
    return recipients.keep(session, name, items, group=group, by=people[by], now=now)


def test_a_group_is_kept_as_a_letter_file_has_its_lines(
    session: Session, people: People, now: datetime
) -> None:
    row = keep(session, people, now, "  Trong Sở ")
    assert row.name == "Trong Sở"
    assert row.items == [
        {"name": "Các phòng thuộc Sở", "note": "để thực hiện"},
        {"name": "Thanh tra Sở", "note": ""},
    ]
    assert (row.edited_at, row.edited_by_id) == (now, people[Role.CLERK].officer_id)
    assert recipients.get(session, row.id) is row


def test_a_group_is_written_over_under_its_own_or_a_new_name(
    session: Session, people: People, now: datetime
) -> None:
    row, later = keep(session, people, now), now + timedelta(days=1)
    one = (Named("Văn phòng Sở"),)
    same = keep(session, people, later, items=one, group=row, by=Role.CVP)
    assert same is row
    assert [item["name"] for item in row.items] == ["Văn phòng Sở"]
    assert (row.edited_at, row.edited_by_id) == (later, people[Role.CVP].officer_id)
    keep(session, people, later, "Văn phòng", group=row)
    assert [group.name for group in recipients.listed(session)] == ["Văn phòng"]


def test_no_two_groups_have_one_name(
    session: Session, people: People, now: datetime
) -> None:
    keep(session, people, now)
    other = keep(session, people, now, "Ngoài Sở")
    for group in (None, other):
        for name in ("Trong Sở", " Trong Sở  "):
            with pytest.raises(Invalid) as refused:
                keep(session, people, now, name, group=group)
            assert list(refused.value.fields) == ["name"]
    assert [row.name for row in recipients.listed(session)] == ["Ngoài Sở", "Trong Sở"]


def test_a_group_has_a_name_and_from_one_to_a_hundred_lines(
    session: Session, people: People, now: datetime
) -> None:
    with pytest.raises(Invalid) as refused:
        keep(session, people, now, "  ", items=())
    assert set(refused.value.fields) == {"name", "items"}
    many = tuple(Named(f"Xã {n}") for n in range(101))
    with pytest.raises(Invalid, match="nhiều nhất 100"):
        keep(session, people, now, items=many)
    assert len(keep(session, people, now, items=many[:100]).items) == 100


def test_the_office_keeps_the_groups(
    session: Session, people: People, now: datetime
) -> None:
    row = keep(session, people, now)
    for role in set(Role) - {Role.CLERK, Role.FOCAL, Role.CVP}:
        with pytest.raises(NotAllowed, match="văn phòng"):
            keep(session, people, now, "Khác", by=role)
        with pytest.raises(NotAllowed):
            recipients.remove(session, row, by=people[role])
    recipients.remove(session, row, by=people[Role.FOCAL])
    assert recipients.listed(session) == []
    with pytest.raises(NotFound):
        recipients.get(session, row.id)
