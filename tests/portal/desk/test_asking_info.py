"""Asking a complainant, page by page: who, what is shown meanwhile, and the end."""

import re
from datetime import date, datetime, timedelta

import pytest

from documents.models import Pause
from documents.vocabulary import CaseState, Outcome, Role
from tests import factories
from tests.conftest import NOW
from tests.portal.desk.test_case import section
from tests.portal.desk.test_moves import flashed, offered
from tests.portal.office import Office, office

__all__ = ["office"]

S = CaseState
QUESTION = "Xin cho biết ổ gà ở làn nào?\nCó ảnh chụp không?"
ANSWER = "Làn ngoài cùng, hướng đi Bà Rịa."
REASON = "Không rõ vị trí nên không kiểm tra được."


def asked(office: Office, state: CaseState = S.RECEIVED, *, days_ago: int = 0) -> str:
    """Return a case that waits, since some days of the calendar."""
    case = office.case(state)
    office.move(Role.FOCAL, case, "ask_info", question=QUESTION)
    with office.writing() as session:
        pause = session.query(Pause).order_by(Pause.id.desc()).limit(1).one()
        pause.since -= timedelta(days_ago)
        pause.expires_on -= timedelta(days_ago)
    return case


def sent(office: Office) -> str:
    with office.writing() as session:
        clerk = office.people[Role.CLERK]
        case = factories.make_sent_case(session, now=NOW - timedelta(1), by=clerk)
        return f"/ho-so/{case.code}"


def test_a_question_and_its_answer_by_everybodys_hands(office: Office) -> None:
    case = office.case(S.IN_PROGRESS)
    answer = office.move(Role.FOCAL, case, "ask_info", question=QUESTION)
    assert "thời hạn tạm dừng" in flashed(office, Role.FOCAL, answer)
    page = office.get(Role.HEAD, case)
    assert "Chờ bổ sung thông tin" in page
    assert "Chờ người gửi trả lời đến hết ngày 31/12/2019." in page
    told = section(page, "yeu-cau-bo-sung")
    assert "Hỏi ngày 17/12/2019 Xin cho biết ổ gà ở làn nào?" in told
    assert "Chờ trả lời Đến hết ngày 31/12/2019." in told
    due = section(page, "thoi-han")
    assert "Tạm dừng" in due
    assert "Tạm dừng từ 17/12/2019: khi người gửi trả lời, hạn lùi" in due
    assert offered(office, Role.CLERK, case)[0] == "supplement"
    assert "supplement" not in offered(office, Role.HEAD, case)
    answer = office.move(Role.CLERK, case, "supplement", answer=ANSWER)
    assert "thời hạn chạy tiếp" in flashed(office, Role.CLERK, answer)
    assert office.row(case).state is S.IN_PROGRESS
    told = section(office.get(Role.HANDLER, case), "yeu-cau-bo-sung")
    assert f"Trả lời ngày 17/12/2019 {ANSWER}" in told
    assert "Chờ trả lời" not in told


def test_the_due_date_moves_on_and_shows_the_days_it_stood_still(
    office: Office,
) -> None:
    case = asked(office, days_ago=7)
    assert office.move(Role.FOCAL, case, "supplement", answer=ANSWER).status_code == 303
    assert office.row(case).due_on == date(2020, 1, 8)
    due = section(office.get(Role.FOCAL, case), "thoi-han")
    assert "Hạn trả lời 08/01/2020" in due
    assert "Tạm dừng 5 ngày làm việc chờ bổ sung." in due


def test_a_sent_case_is_taken_after_looking_for_others_like_it(office: Office) -> None:
    case = sent(office)
    page = office.get(Role.CVP, case)
    assert "Chờ văn thư hoặc công chức đầu mối tiếp nhận." in page
    assert "accept" not in offered(office, Role.CVP, case)
    assert case in office.get(Role.FOCAL, "/ban-lam-viec")
    for role in (Role.CLERK, Role.FOCAL):
        assert {"accept", "ask_info"} <= set(offered(office, role, case))
    unsaid = office.move(Role.CLERK, case, "accept")
    assert unsaid.status_code == 422
    assert re.search(
        r'id="accept-similar-error".*?cần được điền', unsaid.text, re.DOTALL
    )
    assert office.row(case).state is S.SUBMITTED
    answer = office.move(Role.CLERK, case, "accept", similar="none")
    assert "thời hạn tính từ bây giờ" in flashed(office, Role.CLERK, answer)
    assert office.row(case).state is S.RECEIVED
    assert office.row(case).due_on == date(2019, 12, 31)
    road = section(office.get(Role.FOCAL, case), "dien-bien")
    assert "Không trùng hồ sơ nào" in road


def test_who_takes_a_case_says_what_it_is_to_those_that_are_very_like_it(
    office: Office,
) -> None:
    """X03: a form made by hand that says nothing is refused as well."""
    like, case = office.case(now=NOW - timedelta(days=5)), sent(office)
    code, why = like[-15:], "Hai người dùng chung một máy điện thoại bàn."
    page = office.get(Role.CLERK, case)
    form = re.search(rf'action="{case}/accept".*?</form>', page, re.DOTALL)
    assert form
    assert f"Với {code}, hồ sơ này là" in form[0]
    assert "Cùng số điện thoại" in form[0]
    assert f'href="{like}"' in form[0]
    assert 'name="similar"' not in form[0]
    kind = re.search(r'<select[^>]* name="([^"]+)"', form[0])
    assert kind
    other = {"answers-7-code": "DDN-2019-999999", "answers-7-kind": "apart"}
    for typed, said in (
        ({"similar": "none"}, f"Hãy chọn hồ sơ này là gì với {code}."),
        (other, f"Hãy chọn hồ sơ này là gì với {code}."),
        ({"answers-0-code": code, kind[1]: "x"}, "Hãy chọn một mục"),
        ({"answers-0-code": code, kind[1]: "apart", "reason": "khác"}, "ít nhất 10"),
    ):
        answer = office.move(Role.CLERK, case, "accept", **{"reason": why, **typed})
        assert answer.status_code == 422, typed
        assert said in answer.text
        assert typed.get("reason", why) in answer.text
        chosen = '<option selected value="apart">' in answer.text
        assert chosen is (typed.get(kind[1]) == "apart")
        assert office.row(case).state is S.SUBMITTED
    typed = {"answers-0-code": code, kind[1]: "apart", "reason": why}
    assert office.move(Role.CLERK, case, "accept", **typed).status_code == 303
    for one in (case, like):
        assert f"Lý do: {why}" in section(office.get(Role.FOCAL, one), "dien-bien")


def test_the_clerk_asks_before_receipt_and_not_after(office: Office) -> None:
    case = sent(office)
    answer = office.move(Role.CLERK, case, "ask_info", question=QUESTION)
    assert answer.status_code == 303
    office.move(Role.CLERK, case, "supplement", answer=ANSWER)
    assert office.row(case).state is S.SUBMITTED
    again = office.move(Role.FOCAL, case, "ask_info", question=QUESTION)
    assert again.status_code == 409
    assert "hãy tiếp nhận hoặc không tiếp nhận" in again.text
    office.move(Role.CLERK, case, "accept", similar="kept_apart")
    assert "ask_info" not in offered(office, Role.CLERK, case)
    later = office.move(Role.CLERK, case, "ask_info", question=QUESTION)
    assert later.status_code == 403


def test_what_says_nothing_is_refused_beside_its_field_and_kept(
    office: Office,
) -> None:
    received, waiting = office.case(), asked(office, days_ago=20)
    for case, action, name, typed, told in (
        (received, "ask_info", "question", "Ở đâu?", "Cần ghi rõ điều cần hỏi"),
        (received, "ask_info", "question", "", "cần được điền"),
        (waiting, "supplement", "answer", "Làn trái", "ít nhất 10 ký tự"),
        (waiting, "expire", "reason_text", "Thôi vậy.", "ít nhất 20 ký tự"),
    ):
        answer = office.move(Role.FOCAL, case, action, **{name: typed})
        assert answer.status_code == 422, (action, typed)
        assert re.search(rf'id="{name}-error".*?{told}', answer.text, re.DOTALL)
        assert re.search(rf'<textarea[^>]*name="{name}"[^>]*>\s*{typed}', answer.text)
    assert office.row(received).state is S.RECEIVED
    assert office.row(waiting).state is S.AWAITING_INFO


def test_a_second_question_is_asked_and_a_third_refused(office: Office) -> None:
    case = office.case()
    for _ in range(2):
        answer = office.move(Role.FOCAL, case, "ask_info", question=QUESTION)
        assert answer.status_code == 303
        office.move(Role.FOCAL, case, "supplement", answer=ANSWER)
    told = section(office.get(Role.FOCAL, case), "yeu-cau-bo-sung")
    assert told.count("Hỏi ngày") == 2
    assert "ask_info" not in offered(office, Role.FOCAL, case)
    third = office.move(Role.FOCAL, case, "ask_info", question=QUESTION)
    assert third.status_code == 409
    assert "không hỏi thêm được nữa" in third.text


def test_nobody_is_there_to_ask_of_an_anonymous_case(office: Office) -> None:
    case = office.case(anonymous=True)
    assert "ask_info" not in offered(office, Role.FOCAL, case)


@pytest.mark.parametrize(("days_ago", "status"), [(13, 409), (14, 409), (15, 303)])
def test_a_case_without_an_answer_ends_when_its_days_are_over(
    office: Office, days_ago: int, status: int
) -> None:
    case = asked(office, days_ago=days_ago)
    is_over = status == 303
    assert ("expire" in offered(office, Role.FOCAL, case)) is is_over
    assert "expire" not in offered(office, Role.CLERK, case)
    turn = "chờ công chức đầu mối kết thúc hồ sơ."
    assert (turn in office.get(Role.CVP, case)) is is_over
    assert (case in office.get(Role.FOCAL, "/ban-lam-viec")) is is_over
    answer = office.move(Role.FOCAL, case, "expire", reason_text=REASON)
    assert answer.status_code == status
    row = office.row(case)
    if is_over:
        assert (row.state, row.outcome) == (S.CLOSED_UNRESOLVED, Outcome.NO_RESOLUTION)
        page = office.get(Role.FOCAL, case)
        assert REASON in section(page, "dien-bien")
        assert "Không có; hồ sơ kết thúc ngày" in section(page, "yeu-cau-bo-sung")
    else:
        assert "Chưa hết thời hạn bổ sung thông tin." in answer.text
        assert row.state is S.AWAITING_INFO


def test_a_case_is_taken_back_while_it_waits(office: Office) -> None:
    case = asked(office)
    said = "Người gửi gọi lại lúc 9 giờ, xin rút."
    assert office.move(Role.CLERK, case, "withdraw", request=said).status_code == 303
    assert office.row(case).state is S.WITHDRAWN
    told = section(office.get(Role.FOCAL, case), "yeu-cau-bo-sung")
    assert "Chờ trả lời" not in told


def test_a_stale_answer_is_kept_to_be_copied(office: Office) -> None:
    case = asked(office)
    seen = str(office.row(case).version)
    office.move(Role.CLERK, case, "supplement", answer=ANSWER)
    mine = "Người gửi nói ổ gà ở làn trong."
    answer = office.move(Role.FOCAL, case, "supplement", answer=mine, version=seen)
    assert answer.status_code == 409
    assert re.search(rf"readonly>{mine}<", answer.text)


def test_others_neither_ask_nor_answer(office: Office) -> None:
    case = office.case(S.IN_PROGRESS)
    for role in (Role.CLERK, Role.HEAD, Role.HANDLER, Role.CVP, Role.DIRECTOR):
        answer = office.move(role, case, "ask_info", question=QUESTION)
        assert answer.status_code == 403, role
    waiting = asked(office, S.IN_PROGRESS)
    for role in (Role.HEAD, Role.HANDLER, Role.CVP, Role.DIRECTOR):
        answer = office.move(role, waiting, "supplement", answer=ANSWER)
        assert answer.status_code == 403, role


def test_nobody_reads_the_question_whose_case_is_not_his(office: Office) -> None:
    case = asked(office)
    for role in (Role.HEAD, Role.HANDLER):
        assert office.as_(role).get(case).status_code == 404


def listed(office: Office, case: str, path: str) -> str:
    """Return the due date and its word as a list shows them."""
    page = office.get(Role.FOCAL, path)
    rows = re.findall(r"<tr>.*?</tr>", page, re.DOTALL)
    (row,) = [row for row in rows if f'href="{case}"' in row]
    return re.sub(r"\s+", " ", row)


def test_a_waiting_case_is_paused_in_lists_unless_it_was_late_when_asked(
    office: Office,
) -> None:
    in_time = asked(office)
    early = datetime(2019, 11, 4, 9, tzinfo=NOW.tzinfo)
    late = office.case(now=early)
    office.move(Role.FOCAL, late, "ask_info", question=QUESTION)
    long_ago = office.case(now=early)
    office.move(Role.FOCAL, long_ago, "ask_info", question=QUESTION)
    with office.writing() as session:
        pause = session.query(Pause).order_by(Pause.id.desc()).limit(1).one()
        pause.since = date(2019, 11, 18)
    assert "badge--outline" in listed(office, in_time, "/ho-so/")
    assert "Tạm dừng" in listed(office, long_ago, "/ho-so/")
    assert "Quá hạn nặng" in listed(office, late, "/ho-so/")
    overdue = office.get(Role.FOCAL, "/ho-so/?han=qua-han")
    assert late in overdue
    assert long_ago not in overdue
    told = section(office.get(Role.FOCAL, long_ago), "thoi-han")
    assert "Tạm dừng" in told
    assert "Quá hạn" not in told


def test_a_case_grows_no_later_while_it_waits(office: Office) -> None:
    case = office.case(now=datetime(2019, 11, 4, 9, tzinfo=NOW.tzinfo))
    office.move(Role.FOCAL, case, "ask_info", question=QUESTION)
    with office.writing() as session:
        session.query(Pause).one().since = date(2019, 11, 25)
    for path in ("/ho-so/", "/ho-so/?han=qua-han"):
        assert "Quá hạn 5 ngày" in listed(office, case, path)
    assert "Quá hạn 5 ngày" in section(office.get(Role.CVP, case), "thoi-han")


def test_an_answer_is_told_with_its_question_and_not_in_the_history(
    office: Office,
) -> None:
    case = asked(office)
    office.move(Role.CLERK, case, "supplement", answer=ANSWER)
    page = office.get(Role.FOCAL, case)
    assert ANSWER in section(page, "yeu-cau-bo-sung")
    assert ANSWER not in section(page, "dien-bien")
