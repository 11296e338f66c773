"""Fields as the public meets them: words and order vary, the vocabulary stays."""

from dataclasses import replace
from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from documents import history, public_fields, units
from documents.errors import Invalid, NotAllowed, OutOfDate, TransitionRefused
from documents.public_fields import FieldWords
from documents.vocabulary import Field, Role
from tests import factories
from tests.factories import People


def edit(
    session: Session,
    people: People,
    now: datetime,
    field: Field,
    words: FieldWords,
    role: Role = Role.ADMIN,
) -> None:
    seen = public_fields.of(session, field).version
    by = people[role]
    public_fields.edit(session, field, words, expected_version=seen, by=by, now=now)


def test_fields_are_the_vocabularys_until_somebody_says_otherwise(
    session: Session,
) -> None:
    shipped = public_fields.in_order(session)
    assert [it.field for it in shipped] == list(Field)
    assert {it.field: it.label for it in shipped} == {it: it.label for it in Field}


def test_a_field_is_told_and_ordered_otherwise_with_its_history(
    session: Session, people: People, now: datetime
) -> None:
    unit = factories.unit(session, "VTPT")
    words = FieldWords("Đường sá", "Roads", "ổ gà, sụt lún", unit.id)
    edit(session, people, now, Field.MAINTENANCE, words)
    told = public_fields.of(session, Field.MAINTENANCE)
    assert (told.words, told.place) == (words, 2)
    public_fields.move(
        session,
        told.field,
        up=True,
        expected_version=told.version,
        by=people[Role.ADMIN],
        now=now,
    )
    order = [it.field for it in public_fields.in_order(session)]
    assert order[:3] == [Field.MAINTENANCE, Field.ROADS, Field.PASSENGERS]
    with pytest.raises(OutOfDate):
        public_fields.edit(
            session,
            told.field,
            FieldWords("Muộn"),
            expected_version=told.version,
            by=people[Role.ADMIN],
            now=now,
        )
    row = public_fields.row_of(session, Field.MAINTENANCE)
    assert row is not None
    assert [line.data for line in history.of(session, row)] == [
        {
            "label": ["Duy tu, sửa chữa", "Đường sá"],
            "english_name": ["", "Roads"],
            "hint": ["", "ổ gà, sụt lún"],
            "unit_id": ["", unit.name],
        },
        {"place": ["2", "1"]},
    ]


def test_a_unit_that_is_to_lead_a_field_is_not_retired(
    session: Session, people: People, now: datetime
) -> None:
    unit = factories.unit(session, "VTPT")
    words = FieldWords("Đường sá", unit_id=unit.id)
    edit(session, people, now, Field.MAINTENANCE, words)
    with pytest.raises(TransitionRefused, match=r"1 lĩnh vực .* \(Đường sá\)"):
        units.retire(
            session,
            unit,
            expected_version=unit.version,
            by=people[Role.ADMIN],
            now=now,
        )


def test_what_would_leave_the_public_at_a_loss_is_refused(
    session: Session, people: People, now: datetime
) -> None:
    hidden = FieldWords("x", is_offered=False)
    for field in [it for it in Field if it is not Field.OTHER]:
        words = replace(hidden, label=field.label)
        edit(session, people, now, field, words)
    for words, name in (
        (FieldWords("Khác", is_offered=False), "is_offered"),
        (FieldWords("hạ tầng ĐƯỜNG BỘ"), "label"),
        (FieldWords("Khác", unit_id=999), "unit_id"),
    ):
        with pytest.raises(Invalid) as refusal:
            edit(session, people, now, Field.OTHER, words)
        assert refusal.value.fields.keys() == {name}
    for role in set(Role) - {Role.ADMIN}:
        with pytest.raises(NotAllowed):
            edit(session, people, now, Field.ROADS, FieldWords("Tên"), role)
