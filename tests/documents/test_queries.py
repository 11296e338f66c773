"""The list of cases, the desk's figures, and whose turn it is."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from documents import queries, standing
from documents.deadlines import HANOI
from documents.files import FileStore
from documents.models import Case
from documents.queries import CaseFilter
from documents.vocabulary import CaseState, Field, Role, Urgency
from tests import factories
from tests.factories import People

S = CaseState
ROAD = (
    S.RECEIVED,
    S.IN_PROGRESS,
    S.PENDING_APPROVAL,
    S.APPROVED,
    S.REPLIED,
    S.RESOLVED,
)


@pytest.fixture
def caseload(
    session: Session, people: People, now: datetime, files: FileStore
) -> dict[CaseState, Case]:
    """One case at each stop of the road; the further, the later it was received."""
    made = {}
    for days, state in enumerate(ROAD):
        when = now - timedelta(days=30 - days)
        case = factories.make_case(session, now=when, by=people[Role.CLERK])
        factories.advance_to(session, case, state, people, when, files=files)
        made[state] = case
    return made


def listed(session: Session, people: People, only: CaseFilter) -> list[CaseState]:
    rows = queries.case_list(session, people[Role.FOCAL], only=only).rows
    return [row.state for row in rows]


def test_open_cases_come_by_due_date_then_the_last_answered(
    session: Session, people: People, caseload: dict[CaseState, Case]
) -> None:
    assert listed(session, people, CaseFilter()) == [
        S.RECEIVED,
        S.IN_PROGRESS,
        S.PENDING_APPROVAL,
        S.APPROVED,
        S.RESOLVED,
        S.REPLIED,
    ]


def test_a_filter_narrows_and_filters_add_up(
    session: Session, people: People, caseload: dict[CaseState, Case], now: datetime
) -> None:
    today = now.astimezone(HANOI).date()
    caseload[S.RECEIVED].due_on = today
    for only, states in (
        (CaseFilter(state=S.REPLIED), {S.REPLIED}),
        (CaseFilter(field=Field.SAFETY), set()),
        (CaseFilter(urgency=Urgency.NORMAL), set(ROAD)),
        (CaseFilter(unit_code="KCHT"), set(ROAD) - {S.RECEIVED}),
        (CaseFilter(unit_code="VTPT"), set()),
        (CaseFilter(only_open=True), set(ROAD) - {S.REPLIED, S.RESOLVED}),
        (CaseFilter(due_on=today), {S.RECEIVED}),
        (CaseFilter(overdue_on=today, state=S.APPROVED), {S.APPROVED}),
        (CaseFilter(overdue_on=today, state=S.RECEIVED), set()),
    ):
        assert set(listed(session, people, only)) == states, only


def test_the_figures_of_the_desk_are_their_lists(
    session: Session, people: People, caseload: dict[CaseState, Case], now: datetime
) -> None:
    today = now.astimezone(HANOI).date()
    caseload[S.RECEIVED].due_on = today
    for role in (Role.FOCAL, Role.HEAD, Role.ADMIN):
        viewer = people[role]
        figures = queries.desk_figures(session, viewer, today=today)
        assert (figures.open, figures.due_today, figures.overdue) == tuple(
            queries.case_list(session, viewer, only=only).total
            for only in (
                CaseFilter(only_open=True),
                CaseFilter(due_on=today),
                CaseFilter(overdue_on=today),
            )
        )


def test_each_case_waits_for_who_has_the_next_move(
    session: Session,
    people: People,
    caseload: dict[CaseState, Case],
    now: datetime,
    files: FileStore,
) -> None:
    today = now.astimezone(HANOI).date()

    def waiting(role: Role) -> set[CaseState]:
        return {
            case.state
            for case in queries.waiting_for(session, people[role], today=today)
        }

    assert waiting(Role.CLERK) == {S.APPROVED}
    assert waiting(Role.FOCAL) == {S.RECEIVED, S.REPLIED}
    assert waiting(Role.HEAD) == waiting(Role.HANDLER) == {S.IN_PROGRESS}
    assert waiting(Role.DIRECTOR) == waiting(Role.CVP) == {S.PENDING_APPROVAL}
    assert waiting(Role.ADMIN) == set()
    factories.issue(session, caseload[S.APPROVED], people, now, files)
    assert waiting(Role.CLERK) == set()
    assert S.APPROVED in waiting(Role.FOCAL)


def test_a_signer_waits_for_what_he_signs_only(
    session: Session, people: People, caseload: dict[CaseState, Case], now: datetime
) -> None:
    deputy = factories.make_officer(
        session, Role.DIRECTOR, now=now, username="deputy", position="Phó Giám đốc"
    )
    today = now.astimezone(HANOI).date()
    assert queries.waiting_for(session, deputy, today=today) == []
    standing.reply_letter(
        session, caseload[S.PENDING_APPROVAL]
    ).signer_id = deputy.officer_id
    waiting = queries.waiting_for(session, deputy, today=today)
    assert waiting == [caseload[S.PENDING_APPROVAL]]
