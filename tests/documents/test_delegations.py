"""Who may sign on which day, in whose place, and how the letter says so (Điều 13)."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from documents import delegations, letters
from documents.database import Database
from documents.delegations import DelegationFields
from documents.errors import Invalid, NotAllowed, NotFound
from documents.models import Delegation, Officer
from documents.viewer import Viewer
from documents.vocabulary import Authority, Role
from tests import factories
from tests.conftest import NOW
from tests.factories import People

A = Authority
FIRST, LAST = date(2019, 12, 16), date(2019, 12, 20)
DAY = timedelta(days=1)


def typed(
    officer: Viewer, authority: Authority = A.TL, **told: Any
) -> DelegationFields:
    plain: dict[str, Any] = {
        "scope": "Văn bản về hạ tầng đường bộ",
        "basis": "Quyết định số 12/QĐ-SGTVT",
        "since": FIRST,
        "until": LAST,
    }
    return DelegationFields(officer.officer_id, authority, **(plain | told))


def hire(
    session: Session, role: Role, position: str, *, username: str = "moi"
) -> Viewer:
    return factories.make_officer(
        session,
        role,
        now=NOW,
        username=username,
        full_name="Lê Thị Mẫu",
        position=position,
    )


def give(
    session: Session,
    people: People,
    fields: DelegationFields,
    *,
    by: Role = Role.DIRECTOR,
) -> Delegation:
    return delegations.give(session, fields, by=people[by], now=NOW)


def block(session: Session, viewer: Viewer, on: date = FIRST) -> dict[str, Any] | None:
    officer = session.get_one(Officer, viewer.officer_id)
    return delegations.signature(session, officer, on=on)


def printed(session: Session, viewer: Viewer, on: date = FIRST) -> tuple[str, ...]:
    """Return the lines above the signature, as the letter prints them."""
    told = {
        "profile": "sgtvt-brvt",
        "kind": "cong-van",
        "unit": "VP",
        "subject": "trực Tết",
        "addressees": ["UBND tỉnh"],
        "body": "Nội dung.",
        "signer": block(session, viewer, on),
    }
    return letters.from_mapping(told).signer.lines


def test_the_head_signs_himself_and_nobody_else_without_a_right(
    session: Session, people: People
) -> None:
    assert block(session, people[Role.DIRECTOR]) == {
        "authority": None,
        "for": None,
        "deputy_for": None,
        "position": "GIÁM ĐỐC",
        "name": "Nguyễn Văn Mẫu",
    }
    assert printed(session, people[Role.DIRECTOR]) == ("GIÁM ĐỐC",)
    for role in set(Role) - {Role.DIRECTOR}:
        assert block(session, people[role]) is None


def test_a_chief_of_office_signs_replies_while_he_has_been_given_the_right(
    session: Session, people: People
) -> None:
    """By order or authorisation; not as an acting head (domain.md §5.2 X11)."""
    chief = people[Role.CVP]

    def signs(on: date) -> bool:
        signers = delegations.reply_signers(session, on=on)
        return chief.officer_id in {one.id for one in signers}

    assert not signs(FIRST)
    give(session, people, typed(chief, A.TUQ))
    assert signs(FIRST)
    assert signs(LAST)
    assert not signs(LAST + DAY)
    give(session, people, typed(chief, A.Q, since=LAST + DAY, until=LAST + 2 * DAY))
    assert not signs(LAST + DAY)


@pytest.mark.parametrize(
    ("role", "position", "authority", "lines"),
    [
        (Role.DIRECTOR, "Phó Giám đốc", None, ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")),
        (
            Role.DIRECTOR,
            "Phó Giám đốc phụ trách",
            None,
            ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC PHỤ TRÁCH"),
        ),
        (Role.DIRECTOR, "Phó Giám đốc", A.Q, ("Q. GIÁM ĐỐC",)),
        (
            Role.CVP,
            "Chánh Văn phòng",
            A.TL,
            ("TL. GIÁM ĐỐC", "CHÁNH VĂN PHÒNG"),
        ),
        (
            Role.CVP,
            "Phó Chánh Văn phòng",
            A.TL,
            ("TL. GIÁM ĐỐC", "KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG"),
        ),
        (
            Role.HEAD,
            "Phó Trưởng phòng",
            A.TL,
            ("TL. GIÁM ĐỐC", "KT. TRƯỞNG PHÒNG", "PHÓ TRƯỞNG PHÒNG"),
        ),
        (
            Role.CVP,
            "Phó Chánh Văn phòng",
            A.TUQ,
            ("TUQ. GIÁM ĐỐC", "PHÓ CHÁNH VĂN PHÒNG"),
        ),
        (
            Role.HEAD,
            "Chánh Thanh tra",
            A.TM,
            ("TM. SỞ GIAO THÔNG VẬN TẢI", "CHÁNH THANH TRA"),
        ),
    ],
)
def test_the_authority_line_follows_post_and_right(
    session: Session,
    people: People,
    role: Role,
    position: str,
    authority: Authority | None,
    lines: tuple[str, ...],
) -> None:
    viewer = hire(session, role, position)
    if authority:
        give(session, people, typed(viewer, authority))
    assert printed(session, viewer) == lines


@pytest.mark.parametrize("authority", delegations.GIVEN)
def test_a_right_holds_from_its_first_day_to_its_last(
    session: Session, people: People, authority: Authority
) -> None:
    head = hire(session, Role.HEAD, "Trưởng phòng")
    row = give(session, people, typed(head, authority))
    for on, holds in (
        (FIRST - DAY, False),
        (FIRST, True),
        (LAST, True),
        (LAST + DAY, False),
    ):
        assert (block(session, head, on) is not None) is holds
        found = delegations.in_force(session, head.officer_id, on=on)
        assert found is (row if holds else None)
        signers = [s.id for s in delegations.signers(session, on=on)]
        assert (head.officer_id in signers) is holds


def test_an_acting_head_is_a_deputy_again_when_his_time_is_over(
    session: Session, people: People
) -> None:
    deputy = hire(session, Role.DIRECTOR, "Phó Giám đốc")
    give(session, people, typed(deputy, A.Q))
    assert printed(session, deputy, LAST) == ("Q. GIÁM ĐỐC",)
    assert printed(session, deputy, LAST + DAY) == ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")


def test_leaders_come_before_those_who_were_given_the_right(
    session: Session, people: People
) -> None:
    head = hire(session, Role.HEAD, "Trưởng phòng", username="truong")
    later = hire(session, Role.DIRECTOR, "Phó Giám đốc", username="pho")
    give(session, people, typed(head))
    order = [people[Role.DIRECTOR].officer_id, later.officer_id, head.officer_id]
    assert [s.id for s in delegations.signers(session, on=FIRST)] == order
    assert [s.id for s in delegations.reply_signers(session, on=FIRST)] == order[:2]
    session.get_one(Officer, order[0]).active = False
    session.flush()
    assert [s.id for s in delegations.signers(session, on=FIRST)] == order[1:]
    assert [s.id for s in delegations.reply_signers(session, on=FIRST)] == order[1:2]
    session.get_one(Officer, head.officer_id).active = False
    session.flush()
    assert block(session, head) is None
    assert block(session, people[Role.DIRECTOR]) is None


@pytest.mark.parametrize(
    ("told", "wrong"),
    [
        ({"scope": "  "}, "scope"),
        ({"basis": ""}, "basis"),
        ({"authority": A.KT}, "authority"),
        ({"until": FIRST - DAY}, "until"),
        ({"authority": A.TUQ, "until": None}, "until"),
    ],
)
def test_what_the_decree_does_not_know_is_not_given(
    told: dict[str, Any], wrong: str
) -> None:
    head = Viewer(1, "x", "x", Role.HEAD)
    with pytest.raises(Invalid) as refused:
        typed(head, **told)
    assert list(refused.value.fields) == [wrong]


@pytest.mark.parametrize("authority", [A.TL, A.Q, A.TM])
def test_other_rights_may_stand_until_they_are_taken_back(
    session: Session, people: People, authority: Authority
) -> None:
    head = hire(session, Role.HEAD, "Trưởng phòng")
    give(session, people, typed(head, authority, until=None))
    assert block(session, head, date(2099, 1, 1)) is not None


def test_a_right_of_one_day_is_given_in_writing_by_a_leader(
    session: Session, people: People
) -> None:
    fields = typed(people[Role.CVP], until=FIRST, scope=" Giấy mời ", basis=" QĐ 1 ")
    row = give(session, people, fields)
    assert (row.scope, row.basis, row.given_at) == ("Giấy mời", "QĐ 1", NOW)
    assert row.given_by_id == people[Role.DIRECTOR].officer_id
    for role in set(Role) - {Role.DIRECTOR}:
        with pytest.raises(NotAllowed, match="Lãnh đạo Sở"):
            give(session, people, typed(people[Role.HEAD]), by=role)
        with pytest.raises(NotAllowed):
            delegations.end(session, row.id, on=FIRST, by=people[role])


def test_the_right_goes_to_somebody_in_service_who_may_have_it(
    session: Session, people: People
) -> None:
    session.get_one(Officer, people[Role.HEAD].officer_id).active = False
    nobody = Viewer(999, "x", "x", Role.CVP)
    for officer in (
        *(people[role] for role in (Role.HANDLER, Role.CLERK, Role.FOCAL, Role.ADMIN)),
        people[Role.HEAD],
        nobody,
    ):
        with pytest.raises(Invalid) as refused:
            give(session, people, typed(officer))
        assert list(refused.value.fields) == ["officer_id"]
    offered = [row.id for row in delegations.can_be_given(session)]
    assert offered == [people[Role.CVP].officer_id, people[Role.DIRECTOR].officer_id]


@pytest.mark.parametrize(
    ("since", "until", "is_free"),
    [
        (FIRST - 2 * DAY, FIRST - DAY, True),
        (FIRST - 2 * DAY, FIRST, False),
        (FIRST + DAY, LAST - DAY, False),
        (FIRST - DAY, LAST + DAY, False),
        (FIRST - DAY, None, False),
        (LAST, None, False),
        (LAST + DAY, None, True),
    ],
)
def test_nobody_has_two_rights_on_one_day(
    session: Session, people: People, since: date, until: date | None, is_free: bool
) -> None:
    give(session, people, typed(people[Role.CVP]))
    give(session, people, typed(people[Role.HEAD], since=since, until=until))
    more = typed(people[Role.CVP], A.TM, since=since, until=until)
    if is_free:
        give(session, people, more)
    else:
        with pytest.raises(Invalid, match="trong thời gian đó"):
            give(session, people, more)


def test_an_open_right_leaves_no_room_after_it(
    session: Session, people: People
) -> None:
    chief = people[Role.CVP]
    give(session, people, typed(chief, until=None))
    with pytest.raises(Invalid):
        give(session, people, typed(chief, since=date(2030, 1, 1), until=None))
    give(session, people, typed(chief, since=FIRST - DAY, until=FIRST - DAY))


def test_two_rights_given_at_once_do_not_overlap(database: Database) -> None:
    with database.writing() as session:
        factories.make_units(session)
        people = factories.make_people(session, now=NOW)
        session.commit()

    def try_it() -> bool:
        with database.writing() as session:
            try:
                give(session, people, typed(people[Role.CVP]))
                session.commit()
            except Invalid:
                return False
            return True

    assert sorted(factories.at_once(try_it, times=4)) == [False, False, False, True]


def test_a_right_that_ends_today_is_gone_tomorrow(
    session: Session, people: People
) -> None:
    chief, leader = hire(session, Role.CVP, "Chánh Văn phòng"), people[Role.DIRECTOR]
    row = give(session, people, typed(chief, until=None))
    today = FIRST + 2 * DAY
    for _ in "twice":
        delegations.end(session, row.id, on=today, by=leader)
    assert row.until == today
    assert block(session, chief, today) is not None
    assert block(session, chief, today + DAY) is None
    with pytest.raises(Invalid, match="đã kết thúc"):
        delegations.end(session, row.id, on=today + DAY, by=leader)
    assert row.until == today
    give(session, people, typed(chief, since=today + DAY, until=None))


def test_a_right_that_has_not_begun_is_taken_back_whole(
    session: Session, people: People
) -> None:
    chief, leader = people[Role.CVP], people[Role.DIRECTOR]
    row = give(session, people, typed(chief))
    delegations.end(session, row.id, on=FIRST - DAY, by=leader)
    assert delegations.listed(session) == []
    with pytest.raises(NotFound):
        delegations.end(session, row.id, on=FIRST, by=leader)
    again = give(session, people, typed(chief))
    delegations.end(session, again.id, on=FIRST, by=leader)
    assert [row.until for row in delegations.listed(session)] == [FIRST]


def test_rights_are_listed_newest_first(session: Session, people: People) -> None:
    later = typed(people[Role.HEAD], since=LAST, until=LAST)
    rows = [give(session, people, f) for f in (later, typed(people[Role.CVP]))]
    assert delegations.listed(session) == rows


@pytest.mark.parametrize(
    "impossible",
    [
        {"authority": A.TUQ, "until": None},
        {"authority": A.KT},
        {"until": FIRST - DAY},
        {"basis": ""},
        {"officer_id": 999},
    ],
)
def test_the_database_refuses_rights_that_cannot_be(
    session: Session, people: People, impossible: dict[str, Any]
) -> None:
    officer_id = people[Role.CVP].officer_id
    told = {
        "officer_id": officer_id,
        "authority": A.TL,
        "scope": "x",
        "basis": "x",
        "since": FIRST,
        "until": LAST,
        "given_at": NOW,
        "given_by_id": officer_id,
    }
    session.execute(insert(Delegation).values(**told))
    with pytest.raises(IntegrityError), session.begin_nested():
        session.execute(insert(Delegation).values(**told | impossible))
    assert len(session.scalars(select(Delegation)).all()) == 1
