"""Closing letters of many cases: drafted, approved and numbered in one act."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from documents.models import Approval, OutgoingLetter
from documents.vocabulary import BacklogKind, Decision, LetterState, Role
from tests.portal.desk.test_backlog import (
    HOME,
    LIST,
    WHY_OURS_NOT,
    code_of,
    kinds_listed,
    stock,
)
from tests.portal.desk.test_deciding import text_of
from tests.portal.desk.test_moves import flashed
from tests.portal.office import Office, office

__all__ = ["office"]


def letters(office: Office) -> list[OutgoingLetter]:
    with office.reading() as session:
        rows = select(OutgoingLetter).order_by(OutgoingLetter.id)
        return list(session.scalars(rows))


def prepare(office: Office, cases: dict[str, dict[str, str]]) -> Any:
    typed: dict[str, Any] = {"ho-so": [code_of(case) for case in cases]}
    typed["signer_id"] = str(office.people[Role.DIRECTOR].officer_id)
    for case, told in cases.items():
        typed |= {f"{code_of(case)}-{name}": value for name, value in told.items()}
    return office.post(Role.FOCAL, f"{HOME}/van-ban", **typed)


NOTICE = {
    "papers": "ket-thuc",
    "agency": "",
    "reason": "Đoạn đường này đã được nâng cấp, phản ánh không còn giá trị.",
}
PASSED_ON = {
    "papers": "chuyen-tra",
    "agency": "UBND huyện Châu Đức",
    "reason": WHY_OURS_NOT,
}


def drafted(office: Office) -> tuple[str, str]:
    """Draft the letters of two cases: B3 that ends with one, B4 passed on with two."""
    cases = stock(office)
    b3, b4 = cases[BacklogKind.B3], cases[BacklogKind.B4]
    assert prepare(office, {b3: NOTICE, b4: PASSED_ON}).status_code == 303
    return b3, b4


def named(rows: Sequence[OutgoingLetter]) -> dict[str, Any]:
    """Return the form that names these letters as they stand now."""
    versions = {f"v-{one.id}": str(one.version) for one in rows}
    return {"van-ban": [str(one.id) for one in rows], **versions}


def test_letters_of_many_cases_are_drafted_in_one_act(office: Office) -> None:
    cases = stock(office)
    b3, b4 = cases[BacklogKind.B3], cases[BacklogKind.B4]
    query = "&".join(f"ho-so={code_of(case)}" for case in (b3, b4))
    page = office.get(Role.FOCAL, f"{HOME}/van-ban?{query}")
    assert "người gửi không phản ánh lại lần hai" in page
    assert WHY_OURS_NOT in page

    bad = prepare(office, {b3: NOTICE, b4: {**PASSED_ON, "agency": ""}})
    assert bad.status_code == 200
    assert "Đã soạn và trình văn bản của 1 hồ sơ." in bad.text
    assert "Cần ghi tên cơ quan nhận." in bad.text
    assert code_of(b3) not in bad.text
    assert prepare(office, {b4: PASSED_ON}).status_code == 303
    drafts = letters(office)
    assert [one.paper for one in drafts] == ["ket-thuc", "chuyen-tra", "bao-tin-chuyen"]
    assert {one.state for one in drafts} == {LetterState.PENDING}
    again = prepare(office, {b3: NOTICE})
    assert again.status_code == 422
    assert "Hồ sơ đã có văn bản này" in again.text


def test_letters_of_many_cases_wait_for_their_signer_alone(office: Office) -> None:
    drafted(office)
    assert "Duyệt cùng lúc 3 văn bản" in office.get(Role.DIRECTOR, "/ban-lam-viec")
    waiting = office.get(Role.DIRECTOR, f"{HOME}/duyet-van-ban")
    assert waiting.count('name="van-ban"') == 3
    assert "đoạn đường này đã được nâng cấp" in waiting
    assert "Kín Đáo" not in waiting
    assert "Không có văn bản nào đang chờ" in office.get(
        Role.CVP, f"{HOME}/duyet-van-ban"
    )


def test_letters_of_many_cases_are_approved_in_one_act_each_as_it_was_read(
    office: Office,
) -> None:
    drafted(office)
    drafts = letters(office)
    typed = named(drafts) | {f"v-{drafts[2].id}": "1"}
    partly = office.post(Role.DIRECTOR, f"{HOME}/duyet-van-ban", **typed)
    assert partly.status_code == 200
    assert "Đã phê duyệt 2 văn bản" in partly.text
    assert "vừa được người khác thay đổi" in partly.text
    with office.reading() as session:
        rows = session.scalars(select(Approval).order_by(Approval.id)).all()
        assert [(row.letter_id, row.decision) for row in rows] == [
            (one.id, Decision.APPROVED) for one in drafts[:2]
        ]
        assert len({row.content_sha256 for row in rows}) == 2


def test_approved_letters_of_many_cases_are_numbered_in_one_act(
    office: Office,
) -> None:
    b3, b4 = drafted(office)
    office.post(Role.DIRECTOR, f"{HOME}/duyet-van-ban", **named(letters(office)[:2]))
    numbered = {"issued_on": "17/12/2019", **named(letters(office))}
    done = office.post(Role.CLERK, f"{HOME}/cap-so", **numbered)
    assert "Đã cấp số, ban hành 2 văn bản." in flashed(office, Role.CLERK, done)
    states = [one.state for one in letters(office)]
    assert states == [LetterState.ISSUED, LetterState.ISSUED, LetterState.PENDING]
    assert {b3, b4} < kinds_listed(office)[BacklogKind.B2]
    told = text_of(office.get(Role.FOCAL, f"{LIST}?loai=b2"))
    form = office.get(Role.FOCAL, b4)
    assert 'value="01/SGTVT-VP"' in form
    assert 'value="UBND huyện Châu Đức"' in form
    assert "đã ban hành mà hồ sơ còn mở; cần đề nghị chuyển, trả." in told
    assert "đã ban hành mà hồ sơ còn mở; cần đề nghị kết thúc có lý do." in told


def test_letters_are_prepared_approved_and_numbered_by_their_own_roles(
    office: Office,
) -> None:
    may = {
        "van-ban": {Role.FOCAL},
        "duyet-van-ban": {Role.CVP, Role.DIRECTOR},
        "cap-so": {Role.CLERK},
    }
    for place, roles in may.items():
        for role in set(Role) - roles:
            answer = office.post(role, f"{HOME}/{place}")
            assert answer.status_code == 403, (place, role)
