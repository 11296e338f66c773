"""What leaders want done, on the case's page and on the desks of those it is for."""

import re

import pytest

from documents.vocabulary import CaseState, Role
from tests.portal.desk.test_growth import asked
from tests.portal.office import Office, office

__all__ = ["office"]

S = CaseState
TEXT = "Kiểm tra hiện trường và báo cáo trong tuần."
DONE = "Đã kiểm tra hiện trường sáng nay."
LEAD = "3"
"""The unit that leads every case of the office, as a form names it."""


def instruct(office: Office, case: str, **typed: str) -> None:
    told = {"text": TEXT, "unit_id": LEAD, "due_on": ""} | typed
    answer = office.move(Role.DIRECTOR, case, "instruct", **told)
    assert answer.status_code == 303, answer.text


def waiting(page: str) -> list[str]:
    found = re.search(r'(?s)id="chi-dao-cho".*?<tbody>(.*?)</tbody>', page)
    return re.findall(r"#viec-can-lam\">(.*?)</a>", found[1]) if found else []


def test_it_waits_on_the_desk_of_whom_it_is_for_until_it_is_answered(
    office: Office,
) -> None:
    case = office.case(S.IN_PROGRESS)
    instruct(office, case, due_on="20/12/2019")
    page = office.get(Role.CLERK, case)
    for told in (TEXT, "Giám đốc Nguyễn Văn Mẫu", "hạn <time", "Còn 3 ngày"):
        assert told in page
    assert "Nêu kết quả thực hiện chỉ đạo" not in page
    for role in (Role.HEAD, Role.HANDLER, Role.DIRECTOR):
        assert waiting(office.get(role, "/ban-lam-viec")) == [TEXT], role
    for role in (Role.CLERK, Role.FOCAL, Role.CVP):
        assert waiting(office.get(role, "/ban-lam-viec")) == [], role
    typed = {"instruction_id": "1", "result": DONE}
    assert "Nêu kết quả thực hiện chỉ đạo" in office.get(Role.HEAD, case)
    assert office.move(Role.HEAD, case, "carry_out", **typed).status_code == 303
    page = office.get(Role.DIRECTOR, case)
    assert DONE in page
    assert "Đã thực hiện" in page
    assert waiting(office.get(Role.HEAD, "/ban-lam-viec")) == []


def test_who_was_to_carry_it_out_reads_that_it_was_taken_back_and_why(
    office: Office,
) -> None:
    case = office.case(S.IN_PROGRESS)
    instruct(office, case)
    assert "take_back" not in office.get(Role.CVP, case)
    form = office.get(Role.DIRECTOR, case).split(f'action="{case}/take_back"')[1]
    assert TEXT in form.split("</form>")[0]
    typed = {"instruction_id": "1", "reason": "thôi"}
    refused = office.move(Role.DIRECTOR, case, "take_back", **typed)
    assert refused.status_code == 422
    assert "ít nhất 10 ký tự" in refused.text
    typed["reason"] = "Đã có chỉ đạo khác của tỉnh sáng nay."
    answer = office.move(Role.DIRECTOR, case, "take_back", **typed)
    assert answer.status_code == 303
    desk = office.get(Role.HEAD, "/ban-lam-viec")
    assert waiting(desk) == []
    assert "Thu hồi ý kiến chỉ đạo" in desk
    page = office.get(Role.HEAD, case)
    told = page.split('id="chi-dao"')[1].split("</section>")[0]
    assert "Đã thu hồi" in told
    assert typed["reason"] in told
    assert "Nêu kết quả thực hiện chỉ đạo" not in page
    assert TEXT not in office.get(Role.HEAD, f"{case}/du-thao")


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"text": "làm đi"}, "ít nhất 10 ký tự"),
        ({"due_on": "16/12/2019"}, "không thể ở quá khứ"),
        ({"due_on": "21/12/2019"}, "phải là ngày làm việc"),
        ({"due_on": "mai"}, "ngày/tháng/năm"),
        ({"unit_id": "2"}, "Hãy chọn một mục trong danh sách"),
    ],
)
def test_what_cannot_be_told_comes_back_with_its_words(
    office: Office, typed: dict[str, str], told: str
) -> None:
    case = office.case(S.IN_PROGRESS)
    sent = {"text": TEXT, "unit_id": LEAD} | typed
    answer = office.move(Role.DIRECTOR, case, "instruct", **sent)
    assert answer.status_code == 422
    assert told in answer.text
    assert sent["text"] in answer.text


def test_who_had_an_older_page_open_reads_what_was_told_and_keeps_his_text(
    office: Office,
) -> None:
    case = office.case(S.IN_PROGRESS)
    seen = str(office.row(case).version)
    instruct(office, case)
    typed = {"text": "Một ý kiến khác của Chánh Văn phòng.", "version": seen}
    answer = office.move(Role.CVP, case, "instruct", unit_id=LEAD, **typed)
    assert answer.status_code == 409
    assert TEXT in answer.text
    assert typed["text"] in answer.text


def test_lateness_is_told_in_words(office: Office) -> None:
    case = office.case(S.IN_PROGRESS)
    instruct(office, case, due_on="17/12/2019")
    assert "Đến hạn hôm nay" in office.get(Role.HEAD, "/ban-lam-viec")


def test_many_instructions_cost_no_more_questions_than_few(office: Office) -> None:
    def cost() -> int:
        office.get(Role.HEAD, "/ban-lam-viec")
        with asked() as statements:
            office.get(Role.HEAD, "/ban-lam-viec")
        return len(statements)

    instruct(office, office.case(S.IN_PROGRESS))
    few = cost()
    for _ in range(4):
        instruct(office, office.case(S.IN_PROGRESS))
    assert cost() == few
