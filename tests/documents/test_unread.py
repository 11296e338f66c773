"""What is new to whom: lines of others, in what concerns him, since he looked."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from documents import comments, history, identities, queries, unread
from documents.comments import Note
from documents.deadlines import local_day
from documents.errors import NotFound
from documents.models import Case, CaseSeen
from documents.viewer import Viewer
from documents.vocabulary import CaseState, EventKind, Role
from tests import factories
from tests.factories import VAULT, People

S = CaseState


@pytest.fixture
def case(session: Session, people: People, now: datetime) -> Case:
    made = factories.make_case(session, now=now, by=people[Role.CLERK])
    return factories.advance_to(session, made, S.IN_PROGRESS, people, now)


def news(session: Session, by: Viewer, now: datetime) -> list[tuple[str, EventKind]]:
    found = queries.news_for(session, by, today=local_day(now))
    return [(case.code, event.kind) for case, event in found]


def talk(session: Session, case: Case, by: Viewer, now: datetime, key: str) -> None:
    comments.write(session, case, Note("Có gì mới không?", key), by=by, now=now)


def test_it_is_new_until_he_looks_and_again_when_another_acts(
    session: Session, people: People, now: datetime, case: Case
) -> None:
    head, handler = people[Role.HEAD], people[Role.HANDLER]
    assert news(session, head, now) == [(case.code, EventKind.MOVED)]
    assert queries.with_news(session, [case], head) == {case.id}
    assert [line.action for line in queries.new_lines(session, case, head)] == [
        "record",
        "assign",
    ]
    unread.mark(session, case, by=head)
    session.flush()
    assert news(session, head, now) == []
    assert queries.with_news(session, [case], head) == frozenset()
    talk(session, case, handler, now, "a")
    assert news(session, head, now) == [(case.code, EventKind.COMMENTED)]
    assert [line.kind for line in queries.new_lines(session, case, head)] == [
        EventKind.COMMENTED
    ]


def test_what_he_did_himself_is_no_news_to_him(
    session: Session, people: People, now: datetime, case: Case
) -> None:
    head = people[Role.HEAD]
    unread.mark(session, case, by=head)
    talk(session, case, head, now, "a")
    assert news(session, head, now) == []
    assert news(session, people[Role.FOCAL], now) == [(case.code, EventKind.COMMENTED)]


def test_that_somebody_looked_at_the_sender_is_no_news(
    session: Session, people: People, now: datetime, case: Case
) -> None:
    head = people[Role.HEAD]
    unread.mark(session, case, by=head)
    identities.unseal(
        session,
        case,
        reason="Gọi lại cho người gửi",
        vault=VAULT,
        by=people[Role.CLERK],
        now=now,
    )
    session.flush()
    assert history.of(session, case)[-1].kind is EventKind.UNSEALED
    assert news(session, head, now) == []


def test_it_concerns_whose_unit_whose_turn_or_whose_work_it_is(
    session: Session, people: People, now: datetime, case: Case
) -> None:
    talk(session, case, people[Role.HANDLER], now, "a")
    concerned = {role for role in Role if news(session, people[role], now)}
    # The clerk took it down, the focal officer assigned it, the unit leads it.
    assert concerned == {Role.CLERK, Role.FOCAL, Role.HEAD, Role.HANDLER}
    factories.advance_to(session, case, S.PENDING_APPROVAL, people, now)
    assert news(session, people[Role.DIRECTOR], now) == [(case.code, EventKind.MOVED)]


def test_the_newest_comes_first_and_a_sealed_or_foreign_case_never(
    session: Session, people: People, now: datetime, case: Case
) -> None:
    head = people[Role.HEAD]
    other = factories.make_case(session, now=now, by=people[Role.CLERK])
    factories.assign(session, other, people, now)
    assert [code for code, _ in news(session, head, now)] == [other.code, case.code]
    talk(session, case, people[Role.FOCAL], now + timedelta(minutes=1), "a")
    assert [code for code, _ in news(session, head, now)] == [case.code, other.code]
    foreign = factories.make_officer(
        session, Role.HEAD, "VTPT", now=now, username="foreign"
    )
    assert news(session, foreign, now) == []
    with session.no_autoflush:
        case.sealed = True
        with pytest.raises(NotFound):
            unread.mark(session, case, by=head)


def test_a_mark_never_goes_back_nor_beyond_what_there_is(
    session: Session, people: People, now: datetime, case: Case
) -> None:
    head = people[Role.HEAD]
    first, last = (line.id for line in history.of(session, case))
    for told, kept in ((first, first), (10**9, last), (first, last), (-5, last)):
        unread.mark(session, case, by=head, line=told)
        session.flush()
        assert session.get_one(CaseSeen, (head.officer_id, case.id)).line == kept


def test_the_desk_tells_of_so_many_cases_and_no_more(
    session: Session, people: People, now: datetime
) -> None:
    for _ in range(14):
        made = factories.make_case(session, now=now, by=people[Role.CLERK])
        factories.assign(session, made, people, now)
    assert len(news(session, people[Role.HEAD], now)) == 12
