"""Digests in the database: one a day and officer, and never two senders of one."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from documents import digests, mailing, officers
from documents.database import Database
from documents.deadlines import HANOI
from documents.digests import Sending
from documents.models import DigestMail, Officer
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


@pytest.mark.parametrize(
    "change", [{"active": False}, {"email": "b@so.example"}], ids=["left", "moved"]
)
def test_a_digest_goes_to_nobody_who_left_or_to_an_address_he_gave_up(
    database: Database, focal: int, change: dict[str, object]
) -> None:
    queue(database)
    sending = claim(database)
    assert sending is not None
    with database.writing() as session, session.begin():
        session.execute(update(Officer).values(change))
        assert not digests.is_wanted(session, sending, now=NOW)


@pytest.mark.parametrize(
    "change",
    [{"active": False}, {"email": ""}, {"wants_digest": False}, {"role": Role.ADMIN}],
    ids=lambda change: next(iter(change)),
)
def test_no_digest_is_queued_for_who_gets_none(
    database: Database, focal: int, change: dict[str, object]
) -> None:
    with database.writing() as session, session.begin():
        assert digests.is_anybody_without(session, now=NOW)
        session.execute(update(Officer).values({"unit_id": None, **change}))
        assert not digests.is_anybody_without(session, now=NOW)
        assert digests.queue(session, now=NOW) == 0


@pytest.mark.parametrize(
    ("hour", "minute", "is_morning"),
    [(6, 59, False), (7, 0, True), (11, 59, True), (12, 0, False)],
)
def test_digests_are_queued_from_seven_until_noon_by_the_clock_of_the_office(
    hour: int, minute: int, is_morning: bool
) -> None:
    now = datetime(2019, 12, 17, hour, minute, tzinfo=HANOI)
    assert digests.is_morning(factories.CALENDAR, now.astimezone(UTC)) is is_morning


def test_each_try_that_fails_waits_longer_for_the_next(
    database: Database, focal: int
) -> None:
    queue(database)
    now, waited = NOW, []
    with database.writing() as session, session.begin():
        while (sending := digests.claim(session, now=now)) is not None:
            row = session.get_one(DigestMail, sending.digest_id)
            waited.append((row.due_at - now) // timedelta(minutes=1))
            mailing.failed(session, DigestMail, row.id, "451", for_good=False, now=now)
            session.flush()
            assert digests.claim(session, now=row.due_at - timedelta(seconds=1)) is None
            now = row.due_at
    assert waited == [2, 5, 15, 30, 60, 120, 120]


def test_an_administrator_is_told_for_a_week_of_a_digest_that_nobody_got(
    database: Database, focal: int
) -> None:
    queue(database)
    sending = claim(database)
    assert sending is not None
    week = timedelta(days=7)
    with database.writing() as session, session.begin():
        mailing.failed(
            session, DigestMail, sending.digest_id, "550", for_good=False, now=NOW
        )
        assert digests.given_up(session, now=NOW) == []
        mailing.failed(
            session, DigestMail, sending.digest_id, "550", for_good=True, now=NOW
        )
        told = [(sending.to.username, NOW.date(), "550")]
        assert digests.given_up(session, now=NOW + week) == told
        assert digests.given_up(session, now=NOW + week + timedelta(seconds=1)) == []


@pytest.mark.parametrize("settle", [mailing.sent, mailing.dropped])
def test_a_digest_that_came_through_in_the_end_is_told_to_nobody(
    database: Database, focal: int, settle: Callable[..., None]
) -> None:
    queue(database)
    sending = claim(database)
    assert sending is not None
    with database.writing() as session, session.begin():
        mailing.failed(
            session, DigestMail, sending.digest_id, "451", for_good=False, now=NOW
        )
        session.flush()
        settle(session, DigestMail, sending.digest_id, now=NOW)
        session.expire_all()
        row = session.get_one(DigestMail, sending.digest_id)
        assert row.ended_at == NOW
        assert row.sent_at == (NOW if settle is mailing.sent else None)
        assert digests.given_up(session, now=NOW) == []
        assert digests.claim(session, now=NOW + timedelta(days=1)) is None


def test_the_last_failure_ends_a_digest(database: Database, focal: int) -> None:
    queue(database)
    now, tries = NOW, 0
    with database.writing() as session, session.begin():
        while (sending := digests.claim(session, now=now)) is not None:
            told = f"451\r\n{'x' * 900}"
            mailing.failed(
                session, DigestMail, sending.digest_id, told, for_good=False, now=now
            )
            session.flush()
            now, tries = now + timedelta(hours=3), tries + 1
        row = session.scalars(select(DigestMail)).one()
        assert (tries, row.tries) == (7, 7)
        assert row.ended_at is not None
        assert len(row.fault) == mailing.LONGEST_FAULT
        assert "\n" not in row.fault
