"""Taking an approval back: the draft is a draft again, and nothing is issued (X22)."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from documents import drafting, history, replies, standing
from documents.errors import Invalid, NotAllowed, TransitionRefused
from documents.files import FileStore
from documents.handling import recalling
from documents.models import Case
from documents.vocabulary import CaseAction, CaseState, Decision, LetterState, Role
from tests import factories
from tests.factories import People

S = CaseState
WHY = "Cần kiểm tra lại số liệu trước khi ban hành."


@pytest.fixture
def case(session: Session, people: People, now: datetime) -> Case:
    made = factories.make_case(session, now=now, by=people[Role.CLERK])
    return factories.advance_to(session, made, S.APPROVED, people, now)


def recall(session: Session, case: Case, reason: str = WHY, **told: Any) -> None:
    recalling.recall(session, case, reason, expected_version=case.version, **told)


def test_an_approval_taken_back_leaves_a_draft_to_be_written_anew(
    session: Session, people: People, now: datetime, case: Case
) -> None:
    assert not drafting.waits_for_draft(session, case)
    recall(session, case, by=people[Role.DIRECTOR], now=now)
    letter = standing.reply_letter(session, case)
    assert (case.state, letter.state) == (S.IN_PROGRESS, LetterState.DRAFT)
    last = standing.approvals(session, case)[-1]
    assert (last.decision, last.comment) == (Decision.RETURNED, WHY)
    event = history.of(session, case)[-1]
    assert (event.action, event.note) == (CaseAction.RECALL, WHY)
    assert drafting.waits_for_draft(session, case)
    factories.draft(session, case, people, now)
    assert not drafting.waits_for_draft(session, case)


def test_nothing_is_issued_on_an_approval_that_was_taken_back(
    session: Session, people: People, now: datetime, case: Case, files: FileStore
) -> None:
    recall(session, case, by=people[Role.DIRECTOR], now=now)
    with pytest.raises(TransitionRefused, match="chưa được phê duyệt"):
        factories.issue(session, case, people, now, files)
    # A database put right by hand is not enough: the newest decision counts.
    case.state = S.APPROVED
    letter = standing.reply_letter(session, case)
    letter.state = LetterState.APPROVED
    session.flush()
    with pytest.raises(TransitionRefused, match="đã được thu hồi"):
        factories.issue(session, case, people, now, files)
    assert letter.number is None


def test_a_draft_recalled_goes_the_whole_way_again(
    session: Session, people: People, now: datetime, case: Case, files: FileStore
) -> None:
    recall(session, case, by=people[Role.DIRECTOR], now=now)
    later = now + timedelta(hours=2)
    factories.advance_to(session, case, S.REPLIED, people, later, files=files)
    assert standing.reply_letter(session, case).number == 1
    assert [one.decision for one in standing.approvals(session, case)] == [
        Decision.APPROVED,
        Decision.RETURNED,
        Decision.APPROVED,
    ]


def test_an_approval_is_not_taken_back_once_the_number_is_given(
    session: Session, people: People, now: datetime, case: Case, files: FileStore
) -> None:
    factories.issue(session, case, people, now, files)
    with pytest.raises(TransitionRefused, match="đã được cấp số"):
        recall(session, case, by=people[Role.DIRECTOR], now=now)
    assert standing.reply_letter(session, case).state is LetterState.ISSUED
    assert not replies.can_issue(session, case, people[Role.CLERK])


@pytest.mark.parametrize("role", sorted({*Role} - {Role.DIRECTOR, Role.ADMIN}))
def test_only_a_leader_takes_an_approval_back(
    session: Session, people: People, now: datetime, case: Case, role: Role
) -> None:
    with pytest.raises(NotAllowed):
        recall(session, case, by=people[role], now=now)
    assert case.state is S.APPROVED


def test_a_recall_says_why(
    session: Session, people: People, now: datetime, case: Case
) -> None:
    for reason in ("", "sai số", "  sai \u00a0 số    "):
        with pytest.raises(Invalid) as refusal:
            recall(session, case, reason, by=people[Role.DIRECTOR], now=now)
        assert list(refusal.value.fields) == ["reason"]
    assert case.state is S.APPROVED
