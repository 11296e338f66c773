"""Digests in the database: one a day and officer, and never two senders of one."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from documents import digests, officers
from documents.database import Database
from documents.digests import Sending
from documents.models import DigestMail
from documents.vocabulary import Role
from tests import factories
from tests.conftest import NOW


@pytest.fixture
def focal(database: Database) -> int:
    """Give an officer who gets digests."""
    with database.writing() as session, session.begin():
        factories.make_units(session)
        made = factories.make_officer(session, Role.FOCAL, now=NOW)
        officers.set_mail(
            session, made.officer_id, email="a@so.example", wants_digest=True
        )
        return made.officer_id


def queue(database: Database) -> int:
    with database.writing() as session, session.begin():
        return digests.queue(session, now=NOW)


def claim(database: Database) -> Sending | None:
    with database.writing() as session, session.begin():
        return digests.claim(session, now=NOW)


def test_those_who_queue_at_once_queue_one(database: Database, focal: int) -> None:
    assert sorted(factories.at_once(lambda: queue(database), times=4)) == [0, 0, 0, 1]
    row = DigestMail(officer_id=focal, on=NOW.date(), due_at=NOW)
    with pytest.raises(IntegrityError), database.writing() as session, session.begin():
        session.add(row)


def test_of_those_who_claim_at_once_one_sends(database: Database, focal: int) -> None:
    queue(database)
    claimed = factories.at_once(lambda: claim(database), times=4)
    (mine,) = [one for one in claimed if one is not None]
    assert (mine.to.officer_id, mine.email) == (focal, "a@so.example")


def test_what_a_killed_sender_claimed_is_due_again(
    database: Database, focal: int
) -> None:
    queue(database)
    assert claim(database) is not None
    with database.reading() as session:
        assert not digests.is_due(session, now=NOW)
        assert digests.is_due(session, now=NOW + timedelta(minutes=3))


def test_a_digest_whose_officer_thought_otherwise_is_not_sent(
    database: Database, focal: int
) -> None:
    queue(database)
    sending = claim(database)
    assert sending is not None
    with database.writing() as session, session.begin():
        assert digests.is_wanted(session, sending, now=NOW)
        assert not digests.is_wanted(session, sending, now=NOW + timedelta(days=1))
        officers.set_mail(session, focal, email="a@so.example", wants_digest=False)
        assert not digests.is_wanted(session, sending, now=NOW)


def test_the_last_failure_ends_a_digest(database: Database, focal: int) -> None:
    queue(database)
    now, tries = NOW, 0
    with database.writing() as session, session.begin():
        while (sending := digests.claim(session, now=now)) is not None:
            told = f"451\r\n{'x' * 900}"
            digests.failed(session, sending.digest_id, told, for_good=False, now=now)
            session.flush()
            now, tries = now + timedelta(hours=3), tries + 1
        row = session.scalars(select(DigestMail)).one()
        assert (tries, row.tries) == (7, 7)
        assert row.ended_at is not None
        assert len(row.fault) == digests.LONGEST_FAULT
        assert "\n" not in row.fault
