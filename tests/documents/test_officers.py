"""Accounts: their names and units, one-time links, locking."""

from datetime import datetime

import pytest
from sqlalchemy import select

from documents import officers
from documents.database import Database
from documents.errors import Invalid, LinkInvalid, NotFound, SignInRefused
from documents.models import Officer, OfficerSession, OneTimeLink
from documents.officers import LINK_LIFE
from documents.vocabulary import Role
from tests import factories
from tests.documents.accounts import (
    ANOTHER,
    PASSWORD,
    SECOND,
    accept,
    holder,
    link_of,
    person,
    sign_in,
)


def test_an_account_is_seen_by_the_rules_with_its_unit(
    database: Database, now: datetime
) -> None:
    viewer = person(database, now, Role.HEAD)
    assert (viewer.role, viewer.unit_code, viewer.username) == (
        Role.HEAD,
        "KCHT",
        "head",
    )
    with database.reading() as session:
        row = officers.get(session, viewer.officer_id)
        assert officers.viewer_of(row) == viewer
        assert (row.password_hash, row.created_at, row.active) == (None, now, True)


def test_a_name_is_taken_once(database: Database, now: datetime) -> None:
    person(database, now)
    with database.writing() as session, pytest.raises(Invalid) as refusal:
        factories.make_officer(session, Role.FOCAL, now=now, username="clerk")
    assert refusal.value.fields == {"username": "Đã có tài khoản “clerk”."}


@pytest.mark.parametrize(
    "username", ["", "Anh", "ánh", "a b", ".anh", "anh-", "a" * 33, "anh\n", "a/b"]
)
def test_a_name_that_could_be_mistyped_is_refused(
    sqlite_database: Database, now: datetime, username: str
) -> None:
    with sqlite_database.writing() as session, pytest.raises(Invalid) as refusal:
        officers.add(
            session,
            username=username,
            full_name="Vũ Thị Mẫu",
            role=Role.ADMIN,
            now=now,
        )
    assert "username" in refusal.value.fields


@pytest.mark.parametrize("role", list(Role))
def test_only_those_who_work_for_a_unit_need_one(
    sqlite_database: Database, now: datetime, role: Role
) -> None:
    wrong: dict[str, str] = {}
    with sqlite_database.writing() as session:
        try:
            officers.add(
                session, username="mau", full_name="Vũ Mẫu", role=role, now=now
            )
        except Invalid as refusal:
            wrong = refusal.fields
    assert ("unit_code" in wrong) is (role in {Role.HEAD, Role.HANDLER})


def test_everything_wrong_with_an_account_is_told_at_once(
    sqlite_database: Database, now: datetime
) -> None:
    with sqlite_database.writing() as session, pytest.raises(Invalid) as refusal:
        officers.add(
            session,
            username="Ánh",
            full_name="  ",
            role=Role.HEAD,
            unit_code="KHONG",
            now=now,
        )
    assert set(refusal.value.fields) == {"username", "full_name", "unit_code"}


def test_accounts_are_listed_in_order_of_making(
    sqlite_database: Database, now: datetime
) -> None:
    made = [person(sqlite_database, now, role) for role in (Role.FOCAL, Role.CLERK)]
    with sqlite_database.reading() as session:
        listed = [row.id for row in officers.list_officers(session)]
        assert listed == [viewer.officer_id for viewer in made]
        with pytest.raises(NotFound):
            officers.get(session, 404)


def test_a_link_gives_a_password_and_signs_in(
    database: Database, now: datetime
) -> None:
    viewer = person(database, now)
    secret = link_of(database, viewer, now)
    with database.reading() as session:
        assert officers.officer_of_link(session, secret, now=now).username == "clerk"
    assert holder(database, accept(database, secret, now), now) == viewer
    assert holder(database, sign_in(database, now), now) == viewer


def test_a_link_works_once(database: Database, now: datetime) -> None:
    secret = link_of(database, person(database, now), now)
    accept(database, secret, now)
    with pytest.raises(LinkInvalid, match="đã dùng hoặc đã hết hạn"):
        accept(database, secret, now, ANOTHER)
    with pytest.raises(SignInRefused):
        sign_in(database, now, ANOTHER)


def test_a_weak_password_does_not_use_the_link_up(
    database: Database, now: datetime
) -> None:
    secret = link_of(database, person(database, now), now)
    with pytest.raises(Invalid, match="ít nhất 15 ký tự"):
        accept(database, secret, now, "ngắn")
    accept(database, secret, now)


def test_a_link_dies_after_a_day(database: Database, now: datetime) -> None:
    secret = link_of(database, person(database, now), now)
    with pytest.raises(LinkInvalid):
        accept(database, secret, now + LINK_LIFE)
    accept(database, secret, now + LINK_LIFE - SECOND)


def test_a_newer_link_kills_the_older(database: Database, now: datetime) -> None:
    viewer = person(database, now)
    older, newer = link_of(database, viewer, now), link_of(database, viewer, now)
    with pytest.raises(LinkInvalid):
        accept(database, older, now)
    accept(database, newer, now)


def test_a_link_nobody_made_is_refused(database: Database, now: datetime) -> None:
    person(database, now)
    for secret in ("", "không có", "x" * 10_000):
        with pytest.raises(LinkInvalid):
            accept(database, secret, now)


def test_a_link_for_somebody_with_a_password_ends_his_sessions(
    database: Database, now: datetime
) -> None:
    viewer = person(database, now, password=PASSWORD)
    token = sign_in(database, now)
    accept(database, link_of(database, viewer, now), now, ANOTHER)
    assert holder(database, token, now) is None
    with pytest.raises(SignInRefused):
        sign_in(database, now, PASSWORD)


def test_the_database_can_give_no_secret_away(
    database: Database, now: datetime
) -> None:
    viewer = person(database, now)
    secret = link_of(database, viewer, now)
    token = accept(database, secret, now)
    with database.reading() as session:
        kept = [
            *session.scalars(select(OneTimeLink.token_hash)),
            *session.scalars(select(OfficerSession.token_hash)),
            *session.scalars(select(Officer.password_hash)),
        ]
    assert len(kept) == 3
    assert not {secret, token, PASSWORD} & set(kept)


def test_locking_an_account_ends_its_sessions_and_links_for_good(
    database: Database, now: datetime
) -> None:
    viewer = person(database, now, password=PASSWORD)
    boss = person(database, now, Role.ADMIN)
    token, link = sign_in(database, now), link_of(database, viewer, now)
    for active in (False, True):
        with database.writing() as session:
            officers.set_active(
                session, viewer.officer_id, active=active, by=boss, now=now
            )
            session.commit()
        assert holder(database, token, now) is None
        with pytest.raises(LinkInvalid):
            accept(database, link, now)
    assert holder(database, sign_in(database, now), now) == viewer


def test_a_link_does_not_open_a_locked_account(
    database: Database, now: datetime
) -> None:
    viewer, boss = person(database, now), person(database, now, Role.ADMIN)
    with database.writing() as session:
        officers.set_active(session, viewer.officer_id, active=False, by=boss, now=now)
        session.commit()
    with pytest.raises(LinkInvalid, match="đang bị khóa"):
        accept(database, link_of(database, viewer, now), now)


def test_an_administrator_does_not_lock_himself_out(
    database: Database, now: datetime
) -> None:
    boss = person(database, now, Role.ADMIN)
    with database.writing() as session, pytest.raises(Invalid):
        officers.set_active(session, boss.officer_id, active=False, by=boss, now=now)
