"""Number books: one series a year, without a gap, whoever asks at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from documents import queries, register, replies
from documents.database import Database
from documents.deadlines import HANOI
from documents.errors import NotFound
from documents.files import FileStore
from documents.models import Case, OutgoingLetter
from documents.vocabulary import CaseState, EntryState, Role
from tests import factories
from tests.factories import VAULT, People


def test_each_book_and_year_begins_with_one(session: Session) -> None:
    assert [register.next_number(session, "cong-van", 2019) for _ in "abc"] == [1, 2, 3]
    assert register.next_number(session, "cong-van", 2020) == 1
    assert register.next_number(session, "quyet-dinh", 2019) == 1
    assert register.case_code(session, 2019) == "DDN-2019-000001"


def test_a_number_rolled_back_is_given_again(database: Database) -> None:
    for _ in range(2):
        with database.writing() as session:
            assert register.next_number(session, "cong-van", 2019) == 1
    with database.writing() as session:
        register.next_number(session, "cong-van", 2019)
        session.commit()
    with database.writing() as session:
        assert register.next_number(session, "cong-van", 2019) == 2


def test_letters_issued_at_once_are_numbered_without_a_gap(
    database: Database, now: datetime, tmp_path: Path
) -> None:
    with database.writing() as session:
        factories.make_units(session)
        people = factories.make_people(session, now=now)
        for _ in range(6):
            case = factories.make_case(session, now=now, by=people[Role.CLERK])
            factories.advance_to(session, case, CaseState.APPROVED, people, now)
        session.commit()
    issue = partial(issue_one, database, people, factories.store(tmp_path), now)
    with ThreadPoolExecutor(6) as pool:
        numbers = list(pool.map(issue, range(1, 7)))
    assert sorted(numbers) == [1, 2, 3, 4, 5, 6]
    with database.reading() as session:
        issued = [row.number for row in queries.register_entries(session).rows]
    assert issued == [6, 5, 4, 3, 2, 1]


def issue_one(
    database: Database, people: People, files: FileStore, now: datetime, case_id: int
) -> int:
    with database.writing() as session:
        case = session.get_one(Case, case_id)
        letter = replies.issue(
            session,
            case,
            on=now.astimezone(HANOI).date(),
            vault=VAULT,
            store=files,
            expected_version=case.version,
            by=people[Role.CLERK],
            now=now,
        )
        session.commit()
        assert letter.number is not None
        return letter.number


@pytest.fixture
def issued(
    session: Session, people: People, now: datetime, files: FileStore
) -> OutgoingLetter:
    case = factories.make_case(session, now=now, by=people[Role.CLERK])
    factories.advance_to(session, case, CaseState.REPLIED, people, now, files=files)
    return session.scalars(select(OutgoingLetter)).one()


def test_the_register_tells_years_and_what_waits(
    session: Session, people: People, now: datetime, issued: OutgoingLetter
) -> None:
    assert queries.register_years(session) == [2019]
    [entry] = queries.register_entries(session, year=2019).rows
    assert entry.letter is issued
    assert queries.register_entries(session, year=2020).total == 0
    voided = queries.register_entries(session, state=EntryState.VOIDED)
    assert voided.total == 0
    assert queries.letters_waiting(session) == []
    case = factories.make_case(session, now=now, by=people[Role.CLERK])
    factories.advance_to(session, case, CaseState.APPROVED, people, now)
    assert [letter.case for letter in queries.letters_waiting(session)] == [case]


def test_a_letter_is_there_for_who_sees_its_case(
    session: Session, people: People, now: datetime, issued: OutgoingLetter
) -> None:
    stranger = factories.make_officer(
        session, Role.HEAD, "VTPT", now=now, username="stranger"
    )
    for role in set(Role) - {Role.ADMIN}:
        assert queries.letter(session, issued.id, people[role]) is issued
    for viewer in (stranger, people[Role.ADMIN]):
        with pytest.raises(NotFound):
            queries.letter(session, issued.id, viewer)
    with pytest.raises(NotFound):
        queries.letter(session, 999, people[Role.CLERK])
