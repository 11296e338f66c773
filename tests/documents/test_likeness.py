"""Which cases are like one, why, and who is told that they share a telephone."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from documents import ending, likeness, marking
from documents.handling import correcting
from documents.models import Case, CaseMark, Complainant
from documents.vault import Identity, Vault
from documents.vocabulary import CaseKind, CaseState, Field, Outcome, Role
from tests import factories
from tests.factories import CANARY, VAULT, People

Make = Callable[..., Case]

OTHER: Final = Identity(full_name="Lý Văn Thử", phone="0987 654 321")
DARK: Final[dict[str, Any]] = {
    "title": "Đèn tín hiệu không sáng",
    "content": "Cả bốn hướng đều tắt từ tối hôm qua.",
    "location": "Ngã tư Lê Lợi, phường 1",
    "field": Field.SAFETY,
    "identity": OTHER,
}


@pytest.fixture
def make(session: Session, people: People, now: datetime) -> Make:
    def made(**told: Any) -> Case:
        return factories.make_case(session, now=now, by=people[Role.CLERK], **told)

    return made


def like(
    session: Session, people: People, case: Case, role: Role = Role.FOCAL
) -> dict[str, str]:
    session.flush()
    sought = likeness.sought_of(session, case)
    found = likeness.alike(session, sought, viewer=people[role])
    return {one.case.code: one.words for one in found}


def test_each_reason_is_told_in_words(
    session: Session, people: People, make: Make
) -> None:
    case = make(
        title="Xe 72A-123.45 đỗ trên Quốc lộ 51",
        content="Xe đỗ suốt ngày tại Km 40, che khuất tầm nhìn.",
        location="Ngã 4 Lê Lợi, TP Vũng Tàu",
        field=Field.SAFETY,
    )
    plate = make(**DARK | {"content": "Xe khách 72A12345 bỏ khách giữa đường."})
    road = make(
        title="Biển báo đổ", content="QL.51 km 40+300 biển báo đổ, xin dựng lại."
    )
    far = make(title="Nước đọng", content="Đường ngập nước mưa ngày 3.", identity=OTHER)
    found = like(session, people, case)
    assert found == {
        road.code: "cùng số điện thoại, cùng QL.51 km 40",
        plate.code: "cùng biển số 72A-123.45, cùng địa điểm, lĩnh vực",
    }
    assert list(found) == [road.code, plate.code]
    assert far.code not in found


def test_a_place_counts_in_its_field_only(
    session: Session, people: People, make: Make
) -> None:
    case, other = make(**DARK), make(**DARK | {"field": Field.ROADS})
    found = like(session, people, case)[other.code]
    assert found == "cùng số điện thoại, nội dung gần giống"


def test_only_who_hears_names_learns_of_a_shared_telephone(
    session: Session, people: People, make: Make, now: datetime
) -> None:
    case = make(content="Nắp cống vỡ giữa đường, rất nguy hiểm.", title="Nắp cống")
    other = make(**DARK | {"identity": CANARY})
    for one in (case, other):
        factories.assign(session, one, people, now)
    for role in (Role.CLERK, Role.FOCAL, Role.CVP, Role.DIRECTOR):
        assert like(session, people, case, role) == {other.code: "cùng số điện thoại"}
    for role in (Role.HEAD, Role.HANDLER, Role.ADMIN):
        assert like(session, people, case, role) == {}


def test_one_number_has_one_key_however_it_is_written() -> None:
    key = VAULT.phone_key("0912 345 678")
    assert len(key) == 64
    for told in ("0912345678", "+84 912.345.678", "0912-345-678; 0254 3 852 123"):
        assert VAULT.phone_key(told) == key
    assert (
        Vault("another secret, as long as it has to be").phone_key("0912345678") != key
    )
    for told in ("", "không có", "113", "1900 1234", "0912"):
        assert VAULT.phone_key(told) == ""


def test_who_left_no_number_is_like_nobody_for_that(
    session: Session, people: People, make: Make
) -> None:
    nobody = Identity(full_name="Người Không Máy", address="3 Lê Lợi")
    case, _ = make(**DARK | {"identity": nobody}), make(identity=nobody)
    assert like(session, people, case) == {}


def test_nothing_of_a_sealed_case_or_of_another_unit_is_like_anything(
    session: Session, people: People, make: Make, now: datetime
) -> None:
    case, other = make(), make()
    assert list(like(session, people, case)) == [other.code]
    factories.assign(session, case, people, now)
    assert like(session, people, case, Role.HEAD) == {}
    session.execute(
        update(Case)
        .where(Case.id == other.id)
        .values(
            state=CaseState.DECLINED,
            outcome="declined",
            done_at=now,
            kind=CaseKind.DENUNCIATION,
            sealed=True,
        )
    )
    for role in Role:
        assert like(session, people, case, role) == {}


def test_a_correction_changes_what_a_case_is_like(
    session: Session, people: People, make: Make, now: datetime
) -> None:
    case = make(**DARK)
    case.state = CaseState.WITHDRAWN
    ending.end(case, Outcome.WITHDRAWN, now=now, text="Người gửi đã rút.")
    session.flush()
    correcting.correct(
        session,
        case,
        "location",
        "Ngã năm Đồng Khởi",
        "Ghi nhầm tên ngã tư.",
        expected_version=case.version,
        by=people[Role.FOCAL],
        now=now,
    )
    keys = select(CaseMark.key).where(CaseMark.case_id == case.id)
    assert session.scalars(keys).all() == ["nga nam dong khoi"]


def test_cases_of_before_are_marked_when_the_vault_opens_them(
    session: Session, people: People, make: Make
) -> None:
    case, other = make(), make()
    session.flush()
    session.query(CaseMark).delete()
    session.execute(update(Complainant).values(phone_key=None))
    assert like(session, people, case) == {}
    waiting = marking.unmarked(session, since=0)
    assert waiting == [case.id, other.id]
    marking.mark_old(session, waiting, Vault("another secret, long enough to be one"))
    assert like(session, people, case)[other.code].startswith("nội dung gần giống")
    marking.mark_old(session, waiting, VAULT)
    assert like(session, people, case)[other.code].startswith("cùng số điện thoại")
    assert marking.unmarked(session, since=0) == []
