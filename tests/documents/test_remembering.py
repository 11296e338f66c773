"""What is asked once while a page is read, and anew everywhere else."""

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from documents import standing
from documents.models import Case, UnitResult
from documents.remembering import remembering
from documents.vocabulary import CaseState, Role
from tests import factories
from tests.factories import People


def found(session: Session, case: Case) -> bool:
    return standing.current_result(session, case) is not None


def test_an_answer_is_kept_for_one_page_and_for_its_case_alone(
    session: Session, people: People, now: datetime
) -> None:
    made = [factories.make_case(session, now=now, by=people[Role.CLERK]) for _ in "ab"]
    other = made.pop()
    case = factories.advance_to(
        session, made[0], CaseState.PENDING_APPROVAL, people, now
    )
    with remembering(session):
        assert found(session, case)
        assert not found(session, other)
        session.execute(delete(UnitResult))
        assert found(session, case)
    assert not found(session, case)
    with remembering(session):
        assert not found(session, case)
