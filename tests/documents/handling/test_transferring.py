"""Sending a case to whoever is competent: what is asked, who agrees, what is kept."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from documents import history, proposals, standing
from documents.database import Database
from documents.errors import (
    Invalid,
    NotAllowed,
    NotFound,
    OutOfDate,
    TransitionRefused,
)
from documents.handling.transferring import Transfer, propose_transfer, transfer
from documents.models import Case
from documents.vocabulary import (
    CaseAction,
    CaseState,
    Decision,
    EventKind,
    Outcome,
    Role,
    SendChannel,
    Source,
    TransferMode,
)
from tests import factories
from tests.factories import People

S = CaseState
DEMAND = Transfer(
    agency="UBND huyện Châu Đức",
    mode=TransferMode.FORWARD,
    reason="Đường huyện do UBND huyện Châu Đức quản lý.",
    document="12/SGTVT-VP",
    document_on=date(2019, 12, 17),
    told_by=SendChannel.PHONE,
)


@pytest.fixture
def case(session: Session, people: People, now: datetime) -> Case:
    return factories.make_case(session, now=now, by=people[Role.CLERK])


def ask(
    session: Session, case: Case, people: People, now: datetime, **other: Any
) -> None:
    propose_transfer(
        session,
        case,
        replace(DEMAND, **other),
        expected_version=case.version,
        by=people[Role.FOCAL],
        now=now,
    )


def agree(
    session: Session, case: Case, people: People, now: datetime, role: Role
) -> None:
    transfer(session, case, expected_version=case.version, by=people[role], now=now)


@pytest.mark.parametrize("role", [Role.CVP, Role.DIRECTOR])
@pytest.mark.parametrize("state", [S.RECEIVED, S.IN_PROGRESS])
def test_what_was_proposed_is_what_the_round_keeps(
    session: Session,
    people: People,
    now: datetime,
    case: Case,
    role: Role,
    state: CaseState,
) -> None:
    factories.advance_to(session, case, state, people, now)
    ask(session, case, people, now)
    assert case.state is state
    agree(session, case, people, now, role)
    session.flush()
    current = case.rounds[-1]
    assert (case.state, case.outcome) == (S.TRANSFERRED, Outcome.TRANSFERRED)
    assert case.done_at == current.done_at == case.closed_at == now
    assert (current.agency, current.mode) == (DEMAND.agency, TransferMode.FORWARD)
    assert (current.document, current.document_on) == (
        "12/SGTVT-VP",
        date(2019, 12, 17),
    )
    assert (current.told_by, current.on_time) == (SendChannel.PHONE, True)
    assert current.reason_text == DEMAND.reason
    assert standing.pending(session, case) is None
    assert "UBND huyện Châu Đức" in history.of(session, case)[-1].note


def test_nobody_decides_what_nobody_or_he_himself_proposed(
    session: Session, people: People, now: datetime, case: Case
) -> None:
    with pytest.raises(TransitionRefused, match="Chưa có đề nghị"):
        agree(session, case, people, now, Role.CVP)
    ask(session, case, people, now)
    with pytest.raises(NotAllowed):
        agree(session, case, people, now, Role.FOCAL)
    proposal = standing.pending(session, case)
    assert proposal is not None
    proposal.proposed_by_id = people[Role.CVP].officer_id
    with pytest.raises(TransitionRefused, match="không tự quyết định"):
        agree(session, case, people, now, Role.CVP)
    with pytest.raises(NotFound):
        agree(session, case, people, now, Role.HEAD)
    assert case.state is S.RECEIVED


OURS = (
    "Sở Giao thông vận tải",
    "sở giao thông  vận tải tỉnh Bà Rịa – Vũng Tàu",
    "Sở GTVT",
    "SGTVT",
    "Thanh tra Sở",
    "Phòng Quản lý vận tải",
)


@pytest.mark.parametrize("agency", OURS)
def test_a_case_is_not_transferred_to_ourselves(
    session: Session, people: People, now: datetime, case: Case, agency: str
) -> None:
    with pytest.raises(Invalid) as refusal:
        ask(session, case, people, now, agency=agency)
    assert "cơ quan mình" in refusal.value.fields["agency"]


@pytest.mark.parametrize(
    "agency",
    ["UBND tỉnh", "Ủy ban nhân dân tỉnh Bà Rịa - Vũng Tàu", "Văn phòng UBND tỉnh"],
)
def test_a_case_of_the_province_goes_back_only_as_a_return(
    session: Session, people: People, now: datetime, agency: str
) -> None:
    told = {"source": Source.PROVINCE, "external_ref": "T-77"}
    case = factories.make_case(session, now=now, by=people[Role.CLERK], **told)
    with pytest.raises(Invalid) as refusal:
        ask(session, case, people, now, agency=agency)
    assert "Trả lại nơi gửi" in refusal.value.fields["agency"]
    back = {"mode": TransferMode.SEND_BACK, "document": "TL-77", "document_on": None}
    ask(session, case, people, now, agency=agency, **back)
    agree(session, case, people, now, Role.CVP)
    session.flush()
    assert (case.rounds[-1].document, case.rounds[-1].document_on) == ("TL-77", None)


def test_another_provinces_department_is_not_taken_for_ours(
    session: Session, people: People, now: datetime, case: Case
) -> None:
    ask(session, case, people, now, agency="Sở Giao thông vận tải tỉnh Đồng Nai")
    assert standing.pending(session, case) is not None


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("agency", "  "),
        ("reason", "không thuộc"),
        ("reason", "a" * 40),
        ("reason", "không" + "\u00a0 " * 20 + "thuộc"),
        ("document", " "),
        ("document_on", None),
        ("document_on", date(2019, 12, 18)),
        ("document_on", date(2019, 12, 16)),
    ],
)
def test_every_gap_is_named_at_its_field(
    session: Session, people: People, now: datetime, case: Case, field: str, typed: Any
) -> None:
    with pytest.raises(Invalid) as refusal:
        ask(session, case, people, now, **{field: typed})
    assert list(refusal.value.fields) == [field]
    assert standing.pending(session, case) is None


def test_one_proposal_waits_at_a_time_and_lapses_when_the_case_moves(
    session: Session, people: People, now: datetime, case: Case
) -> None:
    ask(session, case, people, now)
    with pytest.raises(TransitionRefused, match="chờ quyết định"):
        ask(session, case, people, now)
    proposal = standing.pending(session, case)
    assert proposal is not None
    factories.assign(session, case, people, now + timedelta(hours=1))
    assert (proposal.decision, proposal.comment) == (
        Decision.RETURNED,
        proposals.LAPSED,
    )
    session.flush()
    lapsed, moved = history.of(session, case)[-2:]
    assert history.title(lapsed) == (
        "Đề nghị không còn hiệu lực: chuyển, trả cơ quan có thẩm quyền"
    )
    assert (lapsed.kind, lapsed.note) == (EventKind.LAPSED, proposals.LAPSED)
    assert moved.action == CaseAction.ASSIGN
    with pytest.raises(TransitionRefused):
        agree(session, case, people, now, Role.CVP)
    ask(session, case, people, now)
    assert proposals.waiting(session, case, CaseAction.TRANSFER) is not proposal


REFUSALS = (TransitionRefused, OutOfDate, StaleDataError, IntegrityError)
"""How the later of two is told; the portal answers each of them with a page."""


@pytest.mark.parametrize("is_asked", [True, False])
def test_of_two_at_once_the_database_lets_one(
    postgres_database: Database, now: datetime, *, is_asked: bool
) -> None:
    with postgres_database.writing() as session:
        factories.make_units(session)
        people = factories.make_people(session, now=now)
        made = factories.make_case(session, now=now, by=people[Role.CLERK])
        if is_asked:
            ask(session, made, people, now)
        session.commit()

    def act() -> bool:
        with postgres_database.writing() as session:
            case = session.scalars(select(Case)).one()
            try:
                if is_asked:
                    agree(session, case, people, now, Role.CVP)
                else:
                    ask(session, case, people, now)
                session.commit()
            except REFUSALS:
                return False
            return True

    assert sorted(factories.at_once(act, times=2)) == [False, True]
    with postgres_database.writing() as session:
        case = session.scalars(select(Case)).one()
        moved = [event.kind for event in history.of(session, case)]
        kind = EventKind.MOVED if is_asked else EventKind.ASKED
        assert moved.count(kind) == (2 if is_asked else 1)
