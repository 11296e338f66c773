"""The department's units: named once, in order, retired when nothing hangs on them."""

from datetime import datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from documents import history, officers, queries, units
from documents.deadlines import local_day
from documents.errors import Invalid, NotAllowed, OutOfDate, TransitionRefused
from documents.models import Officer, Unit
from documents.units import UnitFields
from documents.viewer import Viewer
from documents.vocabulary import Role, UnitKind
from tests import factories
from tests.factories import People

NEW = UnitFields("Phòng An toàn giao thông", UnitKind.DIVISION, "Road Safety Division")


def names(session: Session) -> list[str]:
    return [unit.code for unit in queries.units(session)]


def test_a_unit_is_added_last_renamed_and_moved_with_its_history(
    session: Session, people: People, now: datetime
) -> None:
    by = people[Role.ADMIN]
    unit = units.add(session, "ATGT", NEW, by=by, now=now)
    assert names(session) == ["VP", "TTr", "KCHT", "VTPT", "ATGT"]
    units.move(session, unit, up=True, expected_version=unit.version, by=by, now=now)
    units.move(session, unit, up=True, expected_version=unit.version, by=by, now=now)
    assert names(session) == ["VP", "TTr", "ATGT", "KCHT", "VTPT"]
    renamed = UnitFields("Phòng An toàn", UnitKind.OFFICE)
    seen = unit.version
    units.edit(session, unit, renamed, expected_version=seen, by=by, now=now)
    with pytest.raises(OutOfDate):
        units.edit(session, unit, NEW, expected_version=seen, by=by, now=now)
    told = [line.data for line in history.of(session, unit)]
    assert told == [
        {"name": ["", NEW.name]},
        {"place": ["5", "4"]},
        {"place": ["4", "3"]},
        {
            "name": [NEW.name, "Phòng An toàn"],
            "kind": [UnitKind.DIVISION.label, UnitKind.OFFICE.label],
            "english_name": ["Road Safety Division", ""],
        },
    ]


def test_at_either_end_a_unit_stays_where_it_is(
    session: Session, people: People, now: datetime
) -> None:
    before = queries.units(session)
    for unit, up in ((before[0], True), (before[-1], False)):
        seen, by = unit.version, people[Role.ADMIN]
        units.move(session, unit, up=up, expected_version=seen, by=by, now=now)
        assert history.of(session, unit) == []
    assert queries.units(session) == before


def test_codes_and_names_are_nobody_elses(
    session: Session, people: People, now: datetime
) -> None:
    by = people[Role.ADMIN]
    for code, name, field in (
        ("kcht", "Phòng khác", "code"),
        ("K-CHT", "Phòng khác", "code"),
        ("X", "Phòng khác", "code"),
        ("ATGT", "văn phòng SỞ", "name"),
    ):
        typed = UnitFields(name, UnitKind.DIVISION)
        with pytest.raises(Invalid) as refusal:
            units.add(session, code, typed, by=by, now=now)
        assert refusal.value.fields.keys() == {field}
    for role in set(Role) - {Role.ADMIN}:
        with pytest.raises(NotAllowed):
            units.add(session, "ATGT", NEW, by=people[role], now=now)


def retire(session: Session, unit: Unit, by: Viewer, now: datetime) -> None:
    units.retire(session, unit, expected_version=unit.version, by=by, now=now)


def test_a_unit_with_open_cases_or_people_is_not_retired_and_says_which(
    session: Session, people: People, now: datetime
) -> None:
    by, leads = people[Role.ADMIN], factories.unit(session, "KCHT")
    case = factories.make_case(session, now=now, by=people[Role.CLERK])
    factories.assign(session, case, people, now)
    with pytest.raises(TransitionRefused) as refusal:
        retire(session, leads, by, now)
    assert f"1 hồ sơ đang mở ({case.code})" in refusal.value.message
    assert "2 tài khoản cán bộ đang hoạt động" in refusal.value.message
    idle = factories.unit(session, "VTPT")
    retire(session, idle, by, now)
    assert idle not in queries.units_in_service(session, on=local_day(now))
    assert idle in queries.units(session)
    with pytest.raises(Invalid, match="đã thôi hoạt động"):
        factories.make_officer(session, Role.HEAD, "VTPT", now=now, username="moi")
    units.bring_back(session, idle, expected_version=idle.version, by=by, now=now)
    assert idle.stands_on(local_day(now))


def test_nobody_of_a_retired_unit_is_let_in_again(
    session: Session, people: People, now: datetime
) -> None:
    by, unit = people[Role.ADMIN], factories.unit(session, "KCHT")
    for officer in session.scalars(select(Officer).where(Officer.unit_id == unit.id)):
        officers.set_active(session, officer.id, active=False, by=by, now=now)
    retire(session, unit, by, now)
    handler = people[Role.HANDLER].officer_id
    with pytest.raises(Invalid, match="đã thôi hoạt động"):
        officers.set_active(session, handler, active=True, by=by, now=now)
