"""Canned replies: who keeps them for whom, and what fills their fields."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

import pytest
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from documents import canned, history, letters
from documents.canned import CannedFields
from documents.errors import Invalid, NotAllowed, NotFound, OutOfDate, TransitionRefused
from documents.letters import Facts
from documents.matter import matter_of
from documents.models import CannedReply
from documents.vocabulary import CaseState, Field, Role
from tests import factories
from tests.factories import CANARY, People, unit

BODY: Final = "Ngày {ngày tiếp nhận}, Sở nhận phản ánh {Mã hồ sơ} về {nội dung}."
HOLES: Final = CannedFields("Ổ gà", BODY, Field.ROADS)

Add = Callable[..., CannedReply]


@pytest.fixture
def add(session: Session, people: People, now: datetime) -> Add:
    def keep(by: Role = Role.FOCAL, **told: Any) -> CannedReply:
        typed = replace(HOLES, **told)
        return canned.add(session, typed, by=people[by], now=now)

    return keep


def test_its_fields_are_filled_from_the_case_and_what_is_unknown_is_to_be_written(
    session: Session, people: People, now: datetime
) -> None:
    case = factories.make_case(
        session, now=now, by=people[Role.CLERK], title="Ổ gà trên Quốc lộ 51."
    )
    facts = Facts(**matter_of(session, case))
    told = canned.filled(f"{BODY} Hạn {{hạn}}; {{đơn vị chủ trì}}.", facts)
    assert f"Sở nhận phản ánh {case.code} về ổ gà trên Quốc lộ 51." in told
    assert "Ngày 17/12/2019" in told
    assert letters.unfilled(told) == ("[đơn vị chủ trì]",)
    for name in canned.FIELDS:
        assert "{" not in canned.filled(f"{{{name}}}", facts)


def test_what_fills_a_field_is_not_a_field_itself_and_never_who_sent_the_case(
    session: Session, people: People, now: datetime, files: Any
) -> None:
    case = factories.make_case(
        session, now=now, by=people[Role.CLERK], title="Về {hạn} của {nội dung}"
    )
    factories.advance_to(session, case, CaseState.REPLIED, people, now, files=files)
    facts = Facts(**matter_of(session, case))
    whole = canned.filled(" ".join(f"{{{name}}}" for name in canned.FIELDS), facts)
    assert "về {hạn} của {nội dung}" in whole
    assert "01/SGTVT-KCHT ngày 17/12/2019" in whole
    for part in (CANARY.full_name, CANARY.phone, CANARY.address):
        assert part not in whole


@pytest.mark.parametrize(
    ("body", "named"),
    [
        ("Kính gửi {người phản ánh}.", "{người phản ánh}"),
        ("Gửi {tên}, {tên}.", "{tên}"),
        ("Gửi {}.", "{}"),
        ("Mã {mã hồ sơ", "đứng lẻ"),
        ("Mã mã hồ sơ}", "đứng lẻ"),
    ],
)
def test_a_field_that_is_none_is_refused_by_its_name(
    add: Add, body: str, named: str
) -> None:
    with pytest.raises(Invalid) as refusal:
        add(body=body)
    assert named in refusal.value.fields["body"]
    assert refusal.value.fields["body"].count("Không có trường") <= 1


@pytest.mark.parametrize(
    ("told", "where"),
    [
        ({"title": "  "}, "title"),
        ({"body": " \n"}, "body"),
        ({"unit_id": 99}, "unit_id"),
    ],
)
def test_one_without_name_or_words_or_for_a_unit_that_is_none_is_refused(
    add: Add, told: dict[str, Any], where: str
) -> None:
    with pytest.raises(Invalid) as refusal:
        add(**told)
    assert list(refusal.value.fields) == [where]


def test_a_head_keeps_them_for_his_unit_and_the_office_for_everybody(
    add: Add, session: Session
) -> None:
    own, other = unit(session, "KCHT").id, unit(session, "VTPT").id
    add(Role.HEAD, unit_id=own)
    add(Role.FOCAL, unit_id=other)
    add(Role.CVP)
    for role in (Role.HANDLER, Role.CLERK, Role.DIRECTOR):
        with pytest.raises(NotAllowed):
            add(role, title="Khác")
    for whose in (None, other):
        with pytest.raises(NotAllowed):
            add(Role.HEAD, title="Khác", unit_id=whose)


def test_a_unit_sees_its_own_and_the_common_ones_and_no_other_units(
    add: Add, session: Session, people: People, now: datetime
) -> None:
    other = unit(session, "VTPT").id
    common, own = add(title="Chung"), add(Role.HEAD, unit_id=unit(session, "KCHT").id)
    foreign = add(title="Của đơn vị khác", unit_id=other)
    assert canned.listed(session, people[Role.HANDLER]) == [common, own]
    assert canned.listed(session, people[Role.DIRECTOR]) == [common, foreign, own]
    for role in (Role.HANDLER, Role.HEAD):
        with pytest.raises(NotFound):
            canned.get(session, foreign.id, people[role])
    with pytest.raises(NotAllowed):
        canned.edit(
            session, common, HOLES,
            expected_version=common.version, by=people[Role.HEAD], now=now,
        )  # fmt: skip


def test_a_title_is_taken_in_its_unit_until_it_is_retired(
    add: Add, session: Session, people: People, now: datetime
) -> None:
    first = add()
    with pytest.raises(Invalid) as refusal:
        add()
    assert "title" in refusal.value.fields
    add(unit_id=unit(session, "KCHT").id)
    canned.retire(session, first, expected_version=1, by=people[Role.CVP], now=now)
    add()


def test_the_later_of_two_editors_is_told_and_history_keeps_every_version(
    add: Add, session: Session, people: People, now: datetime
) -> None:
    row, chief = add(), people[Role.CVP]
    seen = row.version
    typed = replace(HOLES, body="Lời mới.")
    canned.edit(session, row, typed, expected_version=seen, by=chief, now=now)
    with pytest.raises(OutOfDate):
        canned.edit(session, row, HOLES, expected_version=seen, by=chief, now=now)
    told = [event.data["body"] for event in history.of(session, row)]
    assert told == [BODY, "Lời mới."]


def test_what_is_retired_is_offered_to_nobody_until_it_is_revived(
    add: Add, session: Session, people: People, now: datetime
) -> None:
    row, focal = add(), people[Role.FOCAL]
    case = factories.make_case(session, now=now, by=people[Role.CLERK])
    factories.assign(session, case, people, now)
    assert canned.offered(session, case, people[Role.HANDLER]) == [row]
    canned.retire(session, row, expected_version=row.version, by=focal, now=now)
    version = row.version
    canned.retire(session, row, expected_version=version, by=focal, now=now)
    assert row.version == version
    assert canned.offered(session, case, people[Role.HANDLER]) == []
    assert canned.listed(session, focal, retired=True) == [row]
    with pytest.raises(TransitionRefused):
        canned.edit(session, row, HOLES, expected_version=version, by=focal, now=now)
    canned.revive(session, row, expected_version=version, by=focal, now=now)
    assert canned.offered(session, case, people[Role.HANDLER]) == [row]
    notes = [event.note for event in history.of(session, row)]
    assert notes == ["", "Thôi dùng", "Dùng lại"]


def test_a_case_is_offered_its_own_field_first_and_no_other(
    add: Add, session: Session, people: People, now: datetime
) -> None:
    case = factories.make_case(session, now=now, by=people[Role.CLERK])
    factories.assign(session, case, people, now)
    assert case.field is Field.ROADS
    every, roads = add(title="A", field=None), add(title="Z")
    add(title="B", field=Field.CONDUCT)
    add(title="C", unit_id=unit(session, "VTPT").id)
    assert canned.offered(session, case, people[Role.FOCAL]) == [roads, every]


@pytest.mark.parametrize("told", [{"title": ""}, {"body": ""}])
def test_the_database_refuses_an_empty_one(
    add: Add, session: Session, told: dict[Any, Any]
) -> None:
    row = add()
    with pytest.raises(IntegrityError):
        session.query(CannedReply).filter_by(id=row.id).update(told)
