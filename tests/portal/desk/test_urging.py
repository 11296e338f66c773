"""What a sitting urges: on the unit's desk with its day, until somebody tells more."""

from typing import Any

import pytest

from documents.vocabulary import CaseState, Role
from tests.portal.desk.test_backlog import code_of
from tests.portal.desk.test_deciding import text_of
from tests.portal.desk.test_growth import asked
from tests.portal.desk.test_orders import waiting
from tests.portal.desk.test_sittings import rule, sit
from tests.portal.office import Office, office

__all__ = ["office"]

S = CaseState
DESK = "/ban-lam-viec"
TEXT = "Phòng báo cáo kết quả kiểm tra hiện trường."
ANEW = "Cập nhật kết quả, kèm ảnh hiện trường."
DONE = "Đã kiểm tra hiện trường, mặt đường đã được vá."
URGE = {"decision": "urge", "said": TEXT, "due_on": "25/12/2019"}
CLOSE = {"decision": "close", "said": "Đoạn đường đã được nâng cấp từ lâu."}


def urge(office: Office, sitting: str, case: str, **told: str) -> None:
    answer = rule(office, sitting, **{code_of(case): URGE | told})
    assert answer.status_code == 303, text_of(answer.text)


def carry_out(
    office: Office, case: str, role: Role = Role.HEAD, number: int = 1
) -> Any:
    typed = {"instruction_id": str(number), "result": DONE}
    return office.move(role, case, "carry_out", **typed)


def on_desks(office: Office) -> set[Role]:
    """Return on whose desks the urged case waits: the chair's too, who gave it."""
    return {role for role in Role if TEXT in waiting(office.get(role, DESK))}


def test_it_waits_on_the_units_desk_until_its_result_is_told(office: Office) -> None:
    case = office.case(S.IN_PROGRESS)
    sitting = sit(office)
    urge(office, sitting, case)
    assert on_desks(office) == {Role.HEAD, Role.HANDLER, Role.CVP}
    told = text_of(office.get(Role.HANDLER, case))
    assert "Chánh Văn phòng" in told
    assert "hạn 25/12/2019" in told
    assert "Còn 6 ngày" in text_of(office.get(Role.FOCAL, sitting))

    assert carry_out(office, case).status_code == 303
    assert on_desks(office) == set()
    page = text_of(office.get(Role.FOCAL, sitting))
    assert f"Đã thực hiện Kết quả: {DONE}" in page
    assert "Còn 6 ngày" not in page


def test_urged_anew_it_is_one_instruction_with_the_new_words_and_day(
    office: Office,
) -> None:
    case = office.case(S.IN_PROGRESS)
    sitting = sit(office)
    urge(office, sitting, case)
    urge(
        office, sitting, case, said="Báo cáo kèm ảnh hiện trường.", due_on="27/12/2019"
    )
    desk = office.get(Role.HEAD, DESK)
    assert waiting(desk) == ["Báo cáo kèm ảnh hiện trường."]
    assert "27/12/2019" in desk
    assert "25/12/2019" not in office.get(Role.FOCAL, sitting)


def test_urged_after_its_result_was_told_it_is_another_one(office: Office) -> None:
    case = office.case(S.IN_PROGRESS)
    sitting = sit(office)
    urge(office, sitting, case)
    carry_out(office, case)
    urge(office, sitting, case, said=ANEW)
    assert waiting(office.get(Role.HEAD, DESK)) == [ANEW]
    page = office.get(Role.HEAD, case)
    assert TEXT in page
    assert DONE in page
    assert DONE not in office.get(Role.FOCAL, sitting)


def test_when_the_ruling_changes_the_unit_reads_that_it_is_taken_back_and_why(
    office: Office,
) -> None:
    case = office.case(S.IN_PROGRESS)
    sitting = sit(office)
    urge(office, sitting, case)
    assert rule(office, sitting, **{code_of(case): CLOSE}).status_code == 303
    assert on_desks(office) == set()
    page = office.get(Role.HEAD, case)
    assert "Thu hồi ý kiến chỉ đạo" in page
    told = page.split('id="chi-dao"')[1].split("</section>")[0]
    assert "Đã thu hồi" in told
    assert "Rà soát tồn đọng kết luận lại: " in told
    assert CLOSE["said"] in told
    assert "Chờ thực hiện" not in office.get(Role.FOCAL, sitting)


def test_when_the_ruling_changes_what_was_carried_out_stays(office: Office) -> None:
    case = office.case(S.IN_PROGRESS)
    sitting = sit(office)
    urge(office, sitting, case)
    carry_out(office, case)
    assert rule(office, sitting, **{code_of(case): CLOSE}).status_code == 303
    page = office.get(Role.HEAD, case)
    assert DONE in page
    assert "Đã thu hồi" not in page


def test_what_the_chair_took_back_is_given_anew_when_urged_again(
    office: Office,
) -> None:
    case = office.case(S.IN_PROGRESS)
    sitting = sit(office)
    urge(office, sitting, case)
    typed = {"instruction_id": "1", "reason": "Phòng đã báo cáo bằng lời sáng nay."}
    assert office.move(Role.CVP, case, "take_back", **typed).status_code == 303
    assert "Đã thu hồi" in office.get(Role.FOCAL, sitting)
    urge(office, sitting, case)
    assert waiting(office.get(Role.HEAD, DESK)) == [TEXT]
    assert "Đã thu hồi" not in office.get(Role.FOCAL, sitting)


@pytest.mark.parametrize("state", [S.RECEIVED, S.APPROVED, S.REPLIED])
def test_what_no_unit_has_to_do_is_the_focal_officers(
    office: Office, state: CaseState
) -> None:
    case = office.case(state)
    sitting = sit(office)
    urge(office, sitting, case)
    assert on_desks(office) == {Role.FOCAL, Role.CVP}
    assert "Công chức đầu mối" in office.get(Role.CVP, sitting)
    assert carry_out(office, case, Role.FOCAL).status_code == 303
    assert DONE in office.get(Role.CVP, sitting)


def test_a_case_that_was_replied_to_meanwhile_still_owes_its_result(
    office: Office,
) -> None:
    case = office.case(S.IN_PROGRESS)
    sitting = sit(office)
    urge(office, sitting, case)
    office.advance(case, S.REPLIED)
    assert waiting(office.get(Role.HEAD, DESK)) == [TEXT]
    urge(office, sitting, case, said=ANEW)
    assert waiting(office.get(Role.HEAD, DESK)) == []
    assert waiting(office.get(Role.FOCAL, DESK)) == [ANEW]


@pytest.mark.parametrize(
    ("day", "why"),
    [
        ("", "Đôn đốc thì cần thời hạn mới."),
        ("17/12/2019", "Thời hạn mới phải sau ngày rà soát."),
        ("21/12/2019", "Thời hạn mới phải là ngày làm việc."),
        ("01/01/2020", "Thời hạn mới phải là ngày làm việc."),
    ],
)
def test_a_day_on_which_nothing_can_be_due_orders_nothing(
    office: Office, day: str, why: str
) -> None:
    case = office.case(S.IN_PROGRESS)
    sitting = sit(office)
    answer = rule(office, sitting, **{code_of(case): URGE | {"due_on": day}})
    assert answer.status_code == 422
    assert why in answer.text
    assert TEXT in answer.text
    assert on_desks(office) == set()


def test_many_urged_cases_cost_a_sitting_no_more_questions_than_one(
    office: Office,
) -> None:
    def cost() -> int:
        office.get(Role.FOCAL, sitting)
        with asked() as statements:
            office.get(Role.FOCAL, sitting)
        return sum("SELECT" in statement for statement in statements)

    sitting = sit(office)
    urge(office, sitting, office.case(S.IN_PROGRESS))
    few = cost()
    for _ in range(3):
        urge(office, sitting, office.case(S.IN_PROGRESS))
    urge(office, sitting, office.case())
    assert cost() == few
