"""A case from the telephone to its end, on both databases."""

from datetime import datetime
from pathlib import Path

import pytest

from documents.database import Database
from documents.vocabulary import CaseState, Role
from tests import factories

STATES = [
    CaseState.RECEIVED,
    CaseState.IN_PROGRESS,
    CaseState.PENDING_APPROVAL,
    CaseState.APPROVED,
]


@pytest.mark.parametrize("state", STATES)
def test_a_case_reaches_each_state_on_the_straight_path(
    database: Database, state: CaseState, now: datetime
) -> None:
    with database.writing() as session:
        factories.make_units(session)
        people = factories.make_people(session, now=now)
        case = factories.make_case(session, now=now, by=people[Role.CLERK])
        factories.advance_to(session, case, state, people, now)
        session.commit()
        assert case.state is state


def test_a_closed_case_has_a_number_and_an_end(
    database: Database, now: datetime, tmp_path: Path
) -> None:
    with database.writing() as session:
        factories.make_units(session)
        people = factories.make_people(session, now=now)
        case = factories.make_case(session, now=now, by=people[Role.CLERK])
        files = factories.store(tmp_path)
        end = CaseState.RESOLVED
        factories.advance_to(session, case, end, people, now, files=files)
        session.commit()
        assert (case.state, case.closed_at) == (end, now)
