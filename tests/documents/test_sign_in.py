"""Signing in, being refused, and staying signed in."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select

from documents import officers
from documents.database import Database
from documents.errors import Invalid, LinkInvalid, SignInRefused, Throttled
from documents.models import SignInAttempt
from documents.officers import (
    ABSOLUTE,
    IDLE,
    TRIES_PER_ACCOUNT_AND_ADDRESS,
    TRIES_PER_ADDRESS,
)
from documents.tries import WINDOW
from documents.vocabulary import Role
from tests.documents.accounts import (
    ANOTHER,
    HERE,
    PASSWORD,
    SECOND,
    THERE,
    accept,
    fail,
    holder,
    link_of,
    person,
    seen,
    sign_in,
)


def test_one_answer_hides_which_of_all_was_wrong(
    database: Database, now: datetime
) -> None:
    locked = person(database, now, password=PASSWORD)
    person(database, now, Role.FOCAL)
    boss = person(database, now, Role.ADMIN, password=PASSWORD)
    with database.writing() as session:
        officers.set_active(session, locked.officer_id, active=False, by=boss, now=now)
        session.commit()
    told = set()
    for username, password in (
        ("nobody", PASSWORD),
        ("admin", "sai"),
        ("clerk", PASSWORD),
        ("focal", ""),
    ):
        with database.reading() as session, pytest.raises(SignInRefused) as refusal:
            officers.authenticate(session, username, password)
        told.add(refusal.value.message)
    assert told == {"Tên đăng nhập hoặc mật khẩu không đúng."}


def test_a_name_may_be_typed_with_capitals_and_spaces(
    database: Database, now: datetime
) -> None:
    viewer = person(database, now, password=PASSWORD)
    token = sign_in(database, now, username=" Clerk ")
    assert holder(database, token, now) == viewer
    with database.reading() as session:
        row = officers.get(session, viewer.officer_id)
        assert row.last_sign_in_at == now


def test_after_five_failures_not_even_the_right_password_is_heard(
    database: Database, now: datetime
) -> None:
    person(database, now, password=PASSWORD)
    fail(database, now, TRIES_PER_ACCOUNT_AND_ADDRESS - 1)
    fail(database, now, 1, username=" CLERK")
    with pytest.raises(Throttled, match="Hãy chờ 15 phút") as refusal:
        sign_in(database, now + SECOND)
    wait = timedelta(seconds=refusal.value.retry_after)
    assert timedelta(0) < wait <= WINDOW
    sign_in(database, now + SECOND + wait)


def test_the_owner_still_signs_in_from_another_address(
    database: Database, now: datetime
) -> None:
    person(database, now, password=PASSWORD)
    fail(database, now, TRIES_PER_ACCOUNT_AND_ADDRESS)
    sign_in(database, now, address=THERE)
    with pytest.raises(Throttled):
        sign_in(database, now)


def test_signing_in_forgives_the_failures_before_it(
    database: Database, now: datetime
) -> None:
    person(database, now, password=PASSWORD)
    for _ in range(3):
        fail(database, now, TRIES_PER_ACCOUNT_AND_ADDRESS - 1)
        sign_in(database, now)


def test_signing_in_forgives_no_other_account_or_address(
    database: Database, now: datetime
) -> None:
    person(database, now, password=PASSWORD)
    fail(database, now, 2, address=THERE)
    fail(database, now, 2, username="nobody")
    sign_in(database, now)
    with database.reading() as session:
        rows = session.execute(select(SignInAttempt.username, SignInAttempt.address))
        assert sorted(tuple(row) for row in rows) == sorted(
            [("clerk", THERE)] * 2 + [("nobody", HERE)] * 2
        )


def test_a_name_that_does_not_exist_is_throttled_just_so(
    database: Database, now: datetime
) -> None:
    fail(database, now, TRIES_PER_ACCOUNT_AND_ADDRESS, username="nobody")
    with pytest.raises(Throttled):
        sign_in(database, now, username="nobody")


def test_one_address_may_not_try_many_names(database: Database, now: datetime) -> None:
    def take(n: int, address: str = HERE) -> None:
        with database.writing() as session:
            officers.take_a_try(session, f"name{n}", address, now=now)
            session.commit()

    for n in range(TRIES_PER_ADDRESS):
        take(n)
    with pytest.raises(Throttled):
        take(TRIES_PER_ADDRESS)
    take(TRIES_PER_ADDRESS, THERE)


def test_old_failures_are_forgotten(database: Database, now: datetime) -> None:
    person(database, now, password=PASSWORD)
    fail(database, now, TRIES_PER_ACCOUNT_AND_ADDRESS)
    sign_in(database, now + WINDOW)
    with database.reading() as session:
        assert session.scalar(select(func.count(SignInAttempt.id))) == 0


def test_tries_at_the_same_moment_are_all_counted(
    database: Database, now: datetime
) -> None:
    def heard(_try: int) -> bool:
        with database.writing() as session:
            try:
                officers.take_a_try(session, "clerk", HERE, now=now)
            except Throttled:
                return False
            session.commit()
            return True

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(heard, range(24)))
    assert answers.count(True) == TRIES_PER_ACCOUNT_AND_ADDRESS


def test_a_session_ends_after_half_an_hour_of_rest(
    database: Database, now: datetime
) -> None:
    viewer = person(database, now, password=PASSWORD)
    token = sign_in(database, now)
    assert holder(database, token, now + IDLE) == viewer
    assert holder(database, token, now + IDLE + SECOND) is None


def test_a_session_in_use_ends_after_eight_hours(
    database: Database, now: datetime
) -> None:
    person(database, now, password=PASSWORD)
    token, at = sign_in(database, now), now
    while at < now + ABSOLUTE:
        assert holder(database, token, at) is not None
        with database.writing() as session:
            officers.touch(session, token, now=at)
            session.commit()
        at += IDLE - SECOND
    assert holder(database, token, now + ABSOLUTE) is not None
    assert holder(database, token, now + ABSOLUTE + SECOND) is None


def test_a_session_is_touched_now_and_then_and_never_backwards(
    database: Database, now: datetime
) -> None:
    person(database, now, password=PASSWORD)
    token, minute = sign_in(database, now), timedelta(minutes=1)
    assert seen(database, token, now + minute) == now
    with database.writing() as session:
        officers.touch(session, token, now=now + 2 * minute)
        officers.touch(session, token, now=now)
        session.commit()
    assert seen(database, token, now + 2 * minute + IDLE) == now + 2 * minute


def test_signing_out_ends_that_session_only(database: Database, now: datetime) -> None:
    viewer = person(database, now, password=PASSWORD)
    here, there = sign_in(database, now), sign_in(database, now, address=THERE)
    with database.writing() as session:
        officers.sign_out(session, here, now=now)
        officers.sign_out(session, "unknown", now=now)
        session.commit()
    assert holder(database, here, now) is None
    assert holder(database, there, now) == viewer


def test_a_token_nobody_gave_out_is_nobody(database: Database, now: datetime) -> None:
    person(database, now, password=PASSWORD)
    for token in ("", "unknown", "\ud800", "x" * 10_000):
        assert holder(database, token, now) is None


def test_changing_the_password_ends_every_other_session(
    database: Database, now: datetime
) -> None:
    viewer = person(database, now, password=PASSWORD)
    token, link = sign_in(database, now), link_of(database, viewer, now)
    with database.writing() as session:
        fresh = officers.change_password(
            session, viewer.officer_id, old=PASSWORD, new=ANOTHER, now=now
        )
        session.commit()
    assert holder(database, token, now) is None
    assert holder(database, fresh, now) == viewer
    with pytest.raises(LinkInvalid):
        accept(database, link, now)
    sign_in(database, now, ANOTHER)


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [("sai", ANOTHER, "old"), (PASSWORD, "ngắn", "password")],
)
def test_a_password_is_changed_by_who_knows_it_to_a_good_one(
    database: Database, now: datetime, old: str, new: str, field: str
) -> None:
    viewer = person(database, now, password=PASSWORD)
    with database.writing() as session, pytest.raises(Invalid) as refusal:
        officers.change_password(session, viewer.officer_id, old=old, new=new, now=now)
    assert set(refusal.value.fields) == {field}
    sign_in(database, now, PASSWORD)
