"""Taking a case down: what must be told, what is given, what is sealed."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from documents import history, intake
from documents.errors import Invalid, NotAllowed
from documents.models import Case, Complainant
from documents.vault import Identity
from documents.vocabulary import (
    CaseState,
    ComplainantKind,
    EventKind,
    Field,
    Role,
    Source,
)
from tests import factories
from tests.factories import CANARY, VAULT, People


def record(session: Session, people: People, now: datetime, **told: Any) -> Case:
    by = told.pop("by", people[Role.CLERK])
    return factories.make_case(session, now=now, by=by, **told)


def test_a_call_becomes_a_case_with_code_due_date_and_history(
    session: Session, people: People, now: datetime
) -> None:
    case = record(session, people, now)
    assert case.code == "DDN-2019-000001"
    assert case.state is CaseState.RECEIVED
    assert case.due_on == date(2019, 12, 31)
    assert [(r.n, r.due_on) for r in case.rounds] == [(1, case.due_on)]
    (event,) = history.of(session, case)
    assert (event.kind, event.action) == (EventKind.MOVED, "record")
    assert event.to_state == "received"


def test_the_term_runs_from_the_call_not_from_keying_it_in(
    session: Session, people: People, now: datetime
) -> None:
    case = record(session, people, now, received_at=now - timedelta(days=4))
    assert case.due_on == date(2019, 12, 27)
    assert case.recorded_at == now


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"title": "  "}, "title"),
        ({"content": "quá ngắn"}, "content"),
        ({"content": "dài " * 6000}, "content"),
        ({"source": Source.PROVINCE}, "external_ref"),
        ({"identity": Identity()}, "full_name"),
        ({"identity": Identity(full_name="Lý Văn Thử")}, "phone"),
        ({"complainant_kind": ComplainantKind.ORGANISATION}, "organisation"),
        ({"anonymous": True, "field": Field.CONDUCT}, "field"),
        ({"anonymous": True, "field": None}, "field"),
    ],
)
def test_what_is_missing_is_named_by_its_field(
    session: Session, people: People, now: datetime, told: dict[str, Any], field: str
) -> None:
    with pytest.raises(Invalid) as refusal:
        record(session, people, now, **told)
    assert list(refusal.value.fields) == [field]
    assert session.scalar(select(func.count(Case.id))) == 0


def test_a_call_of_tomorrow_is_refused(
    session: Session, people: People, now: datetime
) -> None:
    with pytest.raises(Invalid, match="tương lai"):
        record(session, people, now, received_at=now + timedelta(minutes=1))


def test_a_report_of_a_road_is_taken_without_a_name(
    session: Session, people: People, now: datetime
) -> None:
    case = record(session, people, now, anonymous=True, identity=Identity())
    assert case.anonymous


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.CLERK, Role.FOCAL}))
def test_other_roles_take_no_cases_down(
    session: Session, people: People, now: datetime, role: Role
) -> None:
    with pytest.raises(NotAllowed):
        record(session, people, now, by=people[role])


def test_who_called_is_sealed_and_stands_nowhere_else(
    session: Session, people: People, now: datetime
) -> None:
    case = record(session, people, now)
    row = session.get_one(Complainant, case.id)
    assert VAULT.open(row.sealed, code=case.code) == CANARY
    assert row.has_address
    for table in Case.metadata.sorted_tables:
        for line in session.execute(select(table)):
            assert "Kín Đáo" not in str(tuple(line)), table.name


def test_a_form_sent_twice_makes_one_case_and_no_gap_in_the_codes(
    session: Session, people: People, now: datetime
) -> None:
    first = record(session, people, now, key="a form")
    again = record(session, people, now, key="a form")
    other = record(session, people, now, key="another form")
    assert again is first
    assert len(history.of(session, first)) == 1
    assert (first.code, other.code) == ("DDN-2019-000001", "DDN-2019-000002")


def test_without_a_key_every_call_is_another_case(
    session: Session, people: People, now: datetime
) -> None:
    codes = {record(session, people, now).code for _ in range(2)}
    assert len(codes) == 2


def test_two_officers_sending_one_form_at_once_get_one_case(
    database: Any, now: datetime
) -> None:
    with database.writing() as session:
        factories.make_units(session)
        clerk = factories.make_people(session, now=now)[Role.CLERK]
        session.commit()
    told = factories.make_intake(now=now, key="the same form")

    def send() -> str:
        with database.writing() as session:
            case = intake.record(
                session,
                told,
                vault=VAULT,
                calendar=factories.CALENDAR,
                by=clerk,
                now=now,
            )
            session.commit()
            return case.code

    assert len(set(factories.at_once(send, times=4))) == 1
