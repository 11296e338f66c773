"""What officers write to each other about a case: who may, how often, how long."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from documents import comments, history
from documents.comments import Note
from documents.errors import Invalid, NotAllowed, NotFound, TransitionRefused
from documents.models import Case, CaseComment, Outbox
from documents.viewer import Viewer
from documents.vocabulary import CaseState, EventKind, Role
from tests import factories
from tests.factories import People

SAID = "Anh kiểm tra giúp đoạn Km 40 nhé."


@pytest.fixture
def case(session: Session, people: People, now: datetime) -> Case:
    made = factories.make_case(session, now=now, by=people[Role.CLERK])
    return factories.advance_to(session, made, CaseState.IN_PROGRESS, people, now)


def write(
    session: Session,
    case: Case,
    by: Viewer,
    now: datetime,
    text: str = SAID,
    key: str = "a",
) -> CaseComment:
    return comments.write(session, case, Note(text, key), by=by, now=now)


def test_everybody_who_sees_a_case_writes_and_the_newest_comes_last(
    session: Session, people: People, now: datetime, case: Case
) -> None:
    writers = [people[role] for role in Role if role is not Role.ADMIN]
    for place, by in enumerate(writers):
        write(session, case, by, now, f"{SAID} {place}", key=str(place))
    told = [(one.by_id, one.text) for one in comments.of(session, case)]
    assert told == [
        (by.officer_id, f"{SAID} {place}") for place, by in enumerate(writers)
    ]


def test_who_does_not_see_the_case_writes_nothing(
    session: Session, people: People, now: datetime, case: Case
) -> None:
    stranger = factories.make_officer(
        session, Role.HEAD, "VTPT", now=now, username="stranger"
    )
    for by in (stranger, people[Role.ADMIN]):
        with pytest.raises((NotFound, NotAllowed)):
            write(session, case, by, now)
    assert comments.of(session, case) == []


def test_a_sealed_case_is_talked_about_by_its_keepers_only(
    session: Session, people: People, now: datetime, case: Case
) -> None:
    case.sealed = True
    with session.no_autoflush:
        for role in (Role.CLERK, Role.HEAD, Role.HANDLER):
            with pytest.raises(NotFound):
                write(session, case, people[role], now)


def test_the_history_tells_that_somebody_wrote_and_not_what(
    session: Session, people: People, now: datetime, case: Case
) -> None:
    version = case.version
    announced = session.execute(select(Outbox.key, Outbox.seq)).all()
    write(session, case, people[Role.HEAD], now)
    line = history.of(session, case)[-1]
    assert (line.kind, line.actor_id) == (
        EventKind.COMMENTED,
        people[Role.HEAD].officer_id,
    )
    assert (line.note, line.data) == ("", {})
    assert case.version == version
    history.expect_version(session, case, version)
    assert session.execute(select(Outbox.key, Outbox.seq)).all() == announced


def test_a_form_sent_twice_makes_one_comment(
    session: Session, people: People, now: datetime, case: Case
) -> None:
    first = write(session, case, people[Role.HEAD], now)
    assert write(session, case, people[Role.HEAD], now) is first
    kinds = [line.kind for line in history.of(session, case)]
    assert kinds.count(EventKind.COMMENTED) == 1


@pytest.mark.parametrize("text", ["", " \n ", "ừ", "a" * 2001])
def test_a_comment_says_something_in_few_words(
    session: Session, people: People, now: datetime, case: Case, text: str
) -> None:
    with pytest.raises(Invalid) as refusal:
        write(session, case, people[Role.HEAD], now, text)
    assert list(refusal.value.fields) == ["text"]


def test_its_writer_takes_a_comment_back_soon_and_its_line_stays(
    session: Session, people: People, now: datetime, case: Case
) -> None:
    row = write(session, case, people[Role.HEAD], now)
    with pytest.raises(NotAllowed):
        comments.take_back(session, case, row.id, by=people[Role.CVP], now=now)
    soon = now + comments.TAKEN_BACK_WITHIN
    for _ in range(2):
        comments.take_back(session, case, row.id, by=people[Role.HEAD], now=soon)
    session.flush()
    (stays,) = comments.of(session, case)
    assert (stays.text, stays.withdrawn_at) == ("", soon)


def test_what_has_stood_too_long_or_is_of_another_case_stays(
    session: Session, people: People, now: datetime, case: Case
) -> None:
    by = people[Role.HEAD]
    row = write(session, case, by, now)
    late = now + comments.TAKEN_BACK_WITHIN + timedelta(seconds=1)
    with pytest.raises(TransitionRefused, match="15 phút"):
        comments.take_back(session, case, row.id, by=by, now=late)
    other = factories.make_case(session, now=now, by=people[Role.CLERK])
    factories.assign(session, other, people, now)
    for number in (row.id, 999):
        with pytest.raises(NotFound):
            comments.take_back(session, other, number, by=by, now=now)
    assert comments.of(session, case)[0].text == SAID
