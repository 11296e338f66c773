"""A13: a directive goes to the units; who has read it, who has done what it asks."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from documents import directives, distributions, history
from documents.directives import DirectiveFields
from documents.errors import Invalid, NotAllowed, NotFound, TransitionRefused
from documents.models import Directive, Unit
from documents.vocabulary import (
    ContentAction,
    EventKind,
    IssuerLevel,
    Purpose,
    Role,
    UnitKind,
)
from tests import factories
from tests.factories import People

HOUR = timedelta(hours=1)
DONE = "Đã quán triệt tại cuộc họp giao ban ngày 16/12."


@pytest.fixture
def directive(session: Session, people: People, now: datetime) -> Directive:
    fields = DirectiveFields(
        kind="Công văn",
        number="8712/UBND-VP",
        issuer="UBND tỉnh",
        issuer_level=IssuerLevel.PROVINCE,
        issued_on=now.date(),
    )
    row = directives.add(session, fields, by=people[Role.CLERK], now=now)
    move(session, row, ContentAction.PUBLISH, people, now)
    return row


def move(
    session: Session,
    row: Directive,
    action: ContentAction,
    people: People,
    now: datetime,
) -> None:
    by, version = people[Role.CVP], row.version
    directives.advance(session, row, action, expected_version=version, by=by, now=now)
    session.flush()


def unit_ids(session: Session) -> list[int]:
    return list(session.scalars(select(Unit.id).order_by(Unit.place)))


def send(
    session: Session,
    directive: Directive,
    people: People,
    now: datetime,
    purpose: Purpose = Purpose.CARRY_OUT,
) -> None:
    units, by = unit_ids(session), people[Role.CLERK]
    distributions.distribute(session, directive, units, purpose, by=by, now=now)
    session.flush()


def test_of_five_units_the_one_that_has_not_read_is_known(
    session: Session, people: People, directive: Directive, now: datetime
) -> None:
    fifth = Unit(code="BX", name="Bến xe tỉnh", kind=UnitKind.DIVISION, place=9)
    session.add(fifth)
    session.flush()
    send(session, directive, people, now)
    for number, code in enumerate(("VP", "TTr", "KCHT", "VTPT")):
        reader = factories.make_officer(
            session, Role.HEAD, code, now=now, username=f"reader{number}"
        )
        distributions.acknowledge(session, directive, by=reader, now=now + HOUR)
    session.flush()
    rows = distributions.of(session, directive)
    assert len(rows) == 5
    assert [one.unit.name for one in rows if one.read_at is None] == ["Bến xe tỉnh"]
    assert rows[0].read_at == now + HOUR
    assert rows[0].read_by is not None


def test_reading_counts_once_and_leaves_the_version_alone(
    session: Session, people: People, directive: Directive, now: datetime
) -> None:
    before = directive.version
    send(session, directive, people, now)
    for role, wait in ((Role.HANDLER, HOUR), (Role.HEAD, 2 * HOUR)):
        by = people[role]
        distributions.acknowledge(session, directive, by=by, now=now + wait)
        session.flush()
    (row,) = [
        one
        for one in distributions.of(session, directive)
        if one.unit_id == people[Role.HEAD].unit_id
    ]
    assert row.read_by_id == people[Role.HANDLER].officer_id
    assert directive.version == before
    told = [line.note for line in history.of(session, directive)]
    assert told[-1] == "Phòng Quản lý kết cấu hạ tầng. Đã đọc"
    assert sum("Đã đọc" in line for line in told) == 1


def test_the_head_says_what_was_done_and_only_where_something_is_to_do(
    session: Session, people: People, directive: Directive, now: datetime
) -> None:
    send(session, directive, people, now, Purpose.INFORM)
    head, handler = people[Role.HEAD], people[Role.HANDLER]
    with pytest.raises(TransitionRefused):
        distributions.finish(session, directive, DONE, by=head, now=now)
    send(session, directive, people, now)
    with pytest.raises(NotAllowed):
        distributions.finish(session, directive, DONE, by=handler, now=now)
    with pytest.raises(Invalid):
        distributions.finish(session, directive, " rồi ", by=head, now=now)
    distributions.finish(session, directive, DONE, by=head, now=now)
    session.flush()
    mine = [one for one in distributions.of(session, directive) if one.result]
    assert [(one.purpose, one.result) for one in mine] == [(Purpose.CARRY_OUT, DONE)]
    assert mine[0].read_at == now
    assert distributions.waiting_for(session, head) == []


WHY = "Chuyển nhầm, đơn vị này không liên quan."


def test_what_nobody_has_read_is_taken_back_with_a_reason_in_the_history(
    session: Session, people: People, directive: Directive, now: datetime
) -> None:
    send(session, directive, people, now)
    head, by = people[Role.HEAD], people[Role.CLERK]
    distributions.acknowledge(session, directive, by=head, now=now)
    session.flush()
    rows = distributions.of(session, directive)
    read = [one.id for one in rows if one.read_at is not None]
    free = [one.id for one in rows if one.read_at is None]

    def take(chosen: list[int], why: str = WHY, who: Role = Role.CLERK) -> None:
        by = people[who]
        distributions.recall(session, directive, chosen, why, by=by, now=now)
        session.flush()

    for chosen, why, said in (
        ([], WHY, "chọn ít nhất một"),
        ([free[0], 99**20], WHY, "chọn ít nhất một"),
        ([free[0], *read], WHY, "Đã đọc, không thu hồi được: Phòng Quản lý kết cấu"),
        (free, " nhầm ", "lý do"),
    ):
        with pytest.raises(Invalid, match=said):
            take(chosen, why)
    with pytest.raises(NotAllowed):
        take(free, who=Role.HEAD)
    take(free[:1])
    left = distributions.of(session, directive)
    assert [one.id for one in left] == [one.id for one in rows if one.id != free[0]]
    line = history.of(session, directive)[-1]
    assert line.kind is EventKind.RECALLED
    assert line.note == f"Văn phòng Sở (thực hiện). Lý do: {WHY}"
    office = [unit_ids(session)[0]]
    distributions.distribute(session, directive, office, Purpose.INFORM, by=by, now=now)


def test_of_another_directive_nothing_is_taken_back(
    session: Session, people: People, directive: Directive, now: datetime
) -> None:
    send(session, directive, people, now)
    theirs = [one.id for one in distributions.of(session, directive)]
    by = people[Role.CLERK]
    fields = DirectiveFields(
        kind="Công văn",
        number="9/UBND-VP",
        issuer="UBND tỉnh",
        issuer_level=IssuerLevel.PROVINCE,
        issued_on=now.date(),
    )
    other = directives.add(session, fields, by=by, now=now)
    with pytest.raises(Invalid, match="chọn ít nhất một"):
        distributions.recall(session, other, theirs, WHY, by=by, now=now)


def test_each_sees_on_his_desk_what_waits_for_his_unit(
    session: Session, people: People, directive: Directive, now: datetime
) -> None:
    send(session, directive, people, now)
    head, handler = people[Role.HEAD], people[Role.HANDLER]
    assert len(distributions.waiting_for(session, handler)) == 1
    distributions.acknowledge(session, directive, by=handler, now=now)
    session.flush()
    assert distributions.waiting_for(session, handler) == []
    assert len(distributions.waiting_for(session, head)) == 1
    assert distributions.waiting_for(session, people[Role.ADMIN]) == []
    assert distributions.waiting_for(session, people[Role.DIRECTOR]) == []


def test_who_may_pass_on_and_what_is_refused(
    session: Session, people: People, directive: Directive, now: datetime
) -> None:
    units = unit_ids(session)
    for role in (Role.HEAD, Role.HANDLER, Role.ADMIN):
        with pytest.raises(NotAllowed):
            distributions.distribute(
                session, directive, units, Purpose.INFORM, by=people[role], now=now
            )
    by = people[Role.FOCAL]
    for wrong in ([], [units[0], 99_999]):
        with pytest.raises(Invalid, match="chọn ít nhất một"):
            distributions.distribute(
                session, directive, wrong, Purpose.INFORM, by=by, now=now
            )
    send(session, directive, people, now)
    with pytest.raises(Invalid, match="Đã chuyển"):
        send(session, directive, people, now)
    send(session, directive, people, now, Purpose.URGE)
    factories.unit(session, "VTPT").until = now.date() - timedelta(1)
    with pytest.raises(Invalid, match="Không còn hoạt động: Phòng Quản lý vận tải"):
        send(session, directive, people, now, Purpose.INFORM)


def test_a_draft_goes_to_nobody_and_who_got_nothing_acknowledges_nothing(
    session: Session, people: People, directive: Directive, now: datetime
) -> None:
    with pytest.raises(NotFound):
        distributions.acknowledge(session, directive, by=people[Role.HEAD], now=now)
    move(session, directive, ContentAction.ARCHIVE, people, now)
    with pytest.raises(TransitionRefused):
        send(session, directive, people, now)
