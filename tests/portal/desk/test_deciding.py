"""What one officer asks for on a case's page and another one grants or refuses."""

import html
import re
from typing import Any

import pytest
from sqlalchemy import event, select, update

from documents.models import Case, CaseRound, Proposal
from documents.vocabulary import (
    CaseState,
    Decision,
    Outcome,
    OutcomeReason,
    Role,
    Source,
)
from tests import factories
from tests.conftest import NOW
from tests.portal.desk.test_moves import assignment, flashed, offered
from tests.portal.office import Office, office

__all__ = ["office"]

S = CaseState
WHY = "Tuyến này do Ủy ban nhân dân huyện Châu Đức quản lý."
TRANSFER = {
    "agency": "UBND huyện Châu Đức",
    "mode": "forward",
    "reason": WHY,
    "document": "12/SGTVT-VP",
    "document_on": "17/12/2019",
    "told_by": "phone",
}
CLOSING = {"reason": "no_longer_relevant", "reason_text": "Đường này đã đóng từ lâu."}
EXTENSION = {"due_on": "08/01/2020", "reason": "Chờ nhà thầu thảm nhựa vì mưa dài."}
FINDING = {
    "asks_to_reconsider": "no",
    "accuses": "yes",
    "asks_the_law": "no",
    "only_reports": "no",
    "kind": "denunciation",
    "guidance": "Ông, bà gửi đơn đến Thanh tra Sở theo Luật Tố cáo.",
}
DECLINING = {"reason": "spam", "guidance": "Nội dung quảng cáo, không tiếp nhận."}
OUTSIDE = {
    "number": "2401/SGTVT-VP",
    "issued_on": "17/12/2019",
    "signer": "Ngô Văn Thử",
    "position": "Phó Giám đốc",
}
FORMS: dict[str, dict[str, str]] = {
    "transfer": TRANSFER,
    "close_unresolved": CLOSING,
    "extend": EXTENSION,
    "reclassify": FINDING,
}


def text_of(page: str) -> str:
    """Return what a page says, without its marks."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def submitted(office: Office) -> str:
    case = office.case()
    with office.writing() as session:
        row = update(Case).where(Case.code == case.rsplit("/", 1)[-1])
        session.execute(row.values(state=S.SUBMITTED))
    return case


def ended(office: Office, case: str) -> CaseRound:
    with office.reading() as session:
        code = case.rsplit("/", 1)[-1]
        asked = select(CaseRound).join(CaseRound.case).where(Case.code == code)
        return session.scalars(asked).one()


def proposed(office: Office, action: str, state: CaseState = S.IN_PROGRESS) -> str:
    """Make a case about which the focal officer has asked for something."""
    case = office.case(state)
    answer = office.move(Role.FOCAL, case, f"propose_{action}", **FORMS[action])
    assert answer.status_code == 303, text_of(answer.text)
    return case


ENDS = {
    "transfer": (S.TRANSFERRED, Outcome.TRANSFERRED, "Đã chuyển, trả"),
    "close_unresolved": (S.CLOSED_UNRESOLVED, Outcome.NO_RESOLUTION, "có lý do"),
    "extend": (S.IN_PROGRESS, None, "Đã gia hạn"),
    "reclassify": (S.DECLINED, Outcome.DECLINED, "niêm phong"),
}


HINTS = {
    "transfer": "Mẫu đề nghị cơ quan nhận: UBND huyện Châu Đức. Đồng ý thì",
    "close_unresolved": "Mẫu đề nghị kết thúc vì: Không còn giá trị xử lý. Đồng ý thì",
    "extend": "Mẫu đề nghị hạn mới: 08/01/2020. Đồng ý thì",
    "reclassify": "Mẫu đề nghị phân loại là: Tố cáo. Đồng ý thì",
}


@pytest.mark.parametrize("action", list(ENDS))
def test_what_is_asked_for_is_shown_to_all_and_done_by_who_agrees(
    office: Office, action: str
) -> None:
    case = office.case(S.IN_PROGRESS)
    asked = office.move(Role.FOCAL, case, f"propose_{action}", **FORMS[action])
    assert "Đã gửi đề nghị" in flashed(office, Role.FOCAL, asked)
    said = [word for word in FORMS[action].values() if " " in word]
    for role in (Role.CLERK, Role.FOCAL, Role.HEAD, Role.HANDLER, Role.CVP):
        told = text_of(office.get(role, case))
        assert "Chờ Chánh Văn phòng quyết định." in told, role
        assert "Nguyễn Văn Mẫu đề nghị lúc 09:30" in told
        assert all(word in told for word in said), role
    assert action not in offered(office, Role.FOCAL, case)
    assert offered(office, Role.CVP, case)[:2] == [action, "refuse"]
    assert HINTS[action] in text_of(office.get(Role.CVP, case))
    assert office.move(Role.FOCAL, case, action).status_code == 403
    agreed = office.move(Role.CVP, case, action)
    state, outcome, told = ENDS[action]
    assert told in flashed(office, Role.CVP, agreed)
    row = office.row(case)
    assert (row.state, row.outcome) == (state, outcome)
    assert "đề nghị lúc" not in office.get(Role.CVP, case)


def test_the_four_questions_and_their_answers_stand_on_the_page(
    office: Office,
) -> None:
    case = proposed(office, "reclassify")
    told = text_of(office.get(Role.CVP, case))
    assert "yêu cầu xử lý? Có" in told
    assert "pháp luật quy định thế nào? Không" in told
    assert "Phân loại là Tố cáo" in told


def test_a_refusal_says_why_and_the_case_goes_on(office: Office) -> None:
    case = proposed(office, "transfer")
    short = office.move(Role.CVP, case, "refuse", comment="chưa")
    assert short.status_code == 422
    assert "ít nhất 10 ký tự" in short.text
    assert "chưa</textarea>" in short.text
    why = "Đường này vẫn thuộc Sở, đề nghị xử lý tiếp."
    refused = office.move(Role.CVP, case, "refuse", comment=why)
    assert "Đã bỏ đề nghị" in flashed(office, Role.CVP, refused)
    assert office.row(case).state is S.IN_PROGRESS
    told = text_of(office.get(Role.FOCAL, case))
    assert why in told
    assert "Đề nghị: chuyển, trả cơ quan có thẩm quyền" in told
    assert "Không đồng ý đề nghị: chuyển, trả cơ quan có thẩm quyền" in told
    assert office.move(Role.CVP, case, "transfer").status_code == 409
    assert "propose_transfer" in offered(office, Role.FOCAL, case)


def test_who_proposed_takes_it_back_and_others_do_not(office: Office) -> None:
    case = proposed(office, "close_unresolved")
    assert "Rút đề nghị" in office.get(Role.FOCAL, case)
    assert "Không đồng ý" in office.get(Role.CVP, case)
    for role in (Role.CLERK, Role.HEAD):
        assert "refuse" not in offered(office, role, case)
        answer = office.move(role, case, "refuse", comment="Không cần nữa, xin rút.")
        assert answer.status_code == 403, role
    back = office.move(Role.FOCAL, case, "refuse", comment="Tôi ghi nhầm hồ sơ khác.")
    assert back.status_code == 303
    assert "de-nghi-la" not in office.get(Role.FOCAL, case)


def test_a_proposal_lapses_when_the_case_moves_on(office: Office) -> None:
    case = proposed(office, "transfer", S.RECEIVED)
    moved = office.move(Role.FOCAL, case, "assign", **assignment(office))
    assert moved.status_code == 303
    assert "de-nghi-la" not in office.get(Role.CVP, case)
    late = office.move(Role.CVP, case, "transfer")
    assert late.status_code == 409
    assert "Chưa có đề nghị" in late.text
    with office.reading() as session:
        assert session.query(Proposal).one().decision is Decision.RETURNED


def test_of_two_who_decide_one_wins_and_the_other_is_told(office: Office) -> None:
    case = proposed(office, "transfer")
    seen = str(office.row(case).version)
    pages = {role: office.get(role, case) for role in (Role.CVP, Role.DIRECTOR)}
    assert all("Đồng ý chuyển, trả" in page for page in pages.values())
    comment = "Chưa rõ địa giới, hãy xác minh lại."
    first = office.move(Role.DIRECTOR, case, "transfer", version=seen)
    second = office.move(Role.CVP, case, "refuse", version=seen, comment=comment)
    assert (first.status_code, second.status_code) == (303, 409)
    assert "vừa được người khác thay đổi" in second.text
    assert comment in second.text
    assert office.row(case).state is S.TRANSFERRED


def test_both_deciding_in_the_same_moment_decide_once(office: Office) -> None:
    case = proposed(office, "extend")
    seen = str(office.row(case).version)
    typed = {"version": seen, "csrf_token": _token(office)}
    client = office.as_(Role.CVP)

    def agree() -> int:
        return client.post(f"{case}/extend", data=typed).status_code

    answers = factories.at_once(agree, times=2)
    assert sorted(answers) in ([303, 409], [303, 503])
    assert office.row(case).due_on.isoformat() == "2020-01-08"


def _token(office: Office) -> str:
    page = office.as_(Role.CVP).get("/ban-lam-viec").text
    found = re.search(r'name="?csrf_token"?[^>]*value="([^"]+)"', page)
    assert found
    return found[1]


def test_a_stale_version_keeps_what_was_typed(office: Office) -> None:
    case = office.case()
    seen = str(office.row(case).version)
    office.move(Role.CVP, case, "assign", **assignment(office))
    answer = office.move(Role.FOCAL, case, "propose_transfer", version=seen, **TRANSFER)
    assert answer.status_code == 409
    assert "UBND huyện Châu Đức" in answer.text
    assert WHY in answer.text
    again = re.search(r'name="version" value="(\d+)"', answer.text)
    assert again
    sent = office.move(
        Role.FOCAL, case, "propose_transfer", version=again[1], **TRANSFER
    )
    assert sent.status_code == 303


BAD: list[tuple[str, dict[str, str], str]] = [
    ("transfer", {"agency": " "}, "Cơ quan nhận: Mục này cần được điền."),
    ("transfer", {"agency": "Sở Giao thông vận tải"}, "cơ quan mình"),
    ("transfer", {"mode": ""}, "Cách chuyển"),
    ("transfer", {"mode": "elsewhere"}, "Hãy chọn một mục"),
    ("transfer", {"reason": "ngắn quá"}, "ít nhất 20 ký tự"),
    ("transfer", {"document": ""}, "Số, ký hiệu văn bản chuyển"),
    ("transfer", {"document_on": "18/12/2019"}, "không thể ở tương lai"),
    ("transfer", {"document_on": "hôm nay"}, "Hãy nhập ngày dạng"),
    ("transfer", {"told_by": ""}, "Báo cho người gửi"),
    ("close_unresolved", {"reason": ""}, "Lý do kết thúc"),
    ("close_unresolved", {"reason": "spam"}, "Hãy chọn một mục"),
    ("close_unresolved", {"reason": "long_ago"}, "chưa đủ 180 ngày"),
    ("close_unresolved", {"reason": "duplicate"}, "mã của hồ sơ"),
    ("close_unresolved", {"reason_text": "xong" + " ." * 20}, "ít nhất 20 ký tự"),
    ("extend", {"due_on": ""}, "Hạn mới"),
    ("extend", {"due_on": "31/12/2019"}, "phải sau hạn hiện nay"),
    ("extend", {"due_on": "31/01/2020"}, "muộn nhất"),
    ("extend", {"reason": ""}, "Lý do cần thêm thời gian"),
    ("reclassify", {"asks_the_law": ""}, "Người gửi chỉ hỏi pháp luật"),
    ("reclassify", {"accuses": "no"}, "không cho thấy đây là tố cáo"),
    ("reclassify", {"only_reports": "yes"}, "không phân loại lại"),
    ("reclassify", {"kind": "report"}, "Hãy chọn một mục"),
    ("reclassify", {"guidance": "đi chỗ khác"}, "ít nhất 20 ký tự"),
]


def test_every_bad_input_is_refused_in_vietnamese_and_kept(office: Office) -> None:
    case = office.case(S.IN_PROGRESS)
    for action, typed, told in BAD:
        form: dict[str, Any] = {**FORMS[action], **typed}
        answer = office.move(Role.FOCAL, case, f"propose_{action}", **form)
        assert answer.status_code == 422, (action, typed)
        assert told in text_of(answer.text), (action, typed)
        assert "Not a valid" not in answer.text
        for word in form.values():
            if " " in word.strip():
                assert word.strip() in html.unescape(answer.text), (action, typed)
    with office.reading() as session:
        assert session.query(Proposal).count() == 0


def test_every_field_of_every_form_has_an_id_of_its_own(office: Office) -> None:
    for case in (office.case(S.IN_PROGRESS), submitted(office)):
        ids = re.findall(r' id="([^"]+)"', office.get(Role.FOCAL, case))
        assert len(ids) == len(set(ids))


def test_a_case_of_the_province_is_returned_under_its_reference(
    office: Office,
) -> None:
    case = office.case(source=Source.PROVINCE, external_ref="T-77")
    typed = {**TRANSFER, "agency": "UBND tỉnh", "document_on": "", "document": "TL-9"}
    circle = office.move(Role.FOCAL, case, "propose_transfer", **typed)
    assert (circle.status_code, "Trả lại nơi gửi" in circle.text) == (422, True)
    back = {**typed, "mode": "send_back"}
    assert office.move(Role.FOCAL, case, "propose_transfer", **back).status_code == 303
    assert office.move(Role.CVP, case, "transfer").status_code == 303
    assert (office.row(case).state, ended(office, case).document) == (
        S.TRANSFERRED,
        "TL-9",
    )


def test_the_end_of_a_case_of_the_province_waits_for_a_leader(office: Office) -> None:
    case = office.case(source=Source.PROVINCE, external_ref="T-77")
    office.move(Role.FOCAL, case, "propose_close_unresolved", **CLOSING)
    assert "Chờ Lãnh đạo Sở quyết định." in office.get(Role.CVP, case)
    assert "close_unresolved" not in offered(office, Role.CVP, case)
    assert office.move(Role.CVP, case, "close_unresolved").status_code == 409
    assert office.move(Role.DIRECTOR, case, "close_unresolved").status_code == 303


def test_a_clerk_asks_not_to_take_a_case_and_the_focal_officer_decides(
    office: Office,
) -> None:
    case = submitted(office)
    asked = office.move(Role.CLERK, case, "propose_decline", **DECLINING)
    assert asked.status_code == 303
    page = office.get(Role.FOCAL, case)
    assert "Chờ công chức đầu mối quyết định." in page
    assert "Đồng ý không tiếp nhận" in page
    assert f"{DECLINING['guidance']}</textarea>" in page
    assert office.move(Role.CLERK, case, "decline", **DECLINING).status_code == 403
    desk = office.get(Role.FOCAL, "/ban-lam-viec").split("cho-quyet-dinh")[-1]
    assert case in desk.split("</section>")[0]
    done = office.move(Role.FOCAL, case, "decline", **DECLINING)
    assert "Đã ghi nhận không tiếp nhận" in flashed(office, Role.FOCAL, done)
    row = office.row(case)
    assert (row.state, row.sealed) == (S.DECLINED, False)
    assert ended(office, case).reason is OutcomeReason.SPAM


def test_the_desk_lists_what_waits_for_ones_own_decision(office: Office) -> None:
    cases = {action: proposed(office, action) for action in FORMS}
    province = office.case(source=Source.PROVINCE, external_ref="T-77")
    office.move(Role.FOCAL, province, "propose_close_unresolved", **CLOSING)
    cvp = office.get(Role.CVP, "/ban-lam-viec").split('id="cho-quyet-dinh"')[1]
    assert "Chờ bạn quyết định" in cvp
    assert "Không có việc nào đang chờ bạn" not in cvp
    waiting = cvp.split("</section>")[0]
    assert all(f'{case}#viec-can-lam"' in waiting for case in cases.values())
    assert province not in waiting
    director = office.get(Role.DIRECTOR, "/ban-lam-viec").split("cho-quyet-dinh")[-1]
    waiting = director.split("</section>")[0]
    assert f'{province}#viec-can-lam"' in waiting
    assert cases["extend"] not in waiting
    for role in (Role.FOCAL, Role.CLERK, Role.HEAD):
        assert "cho-quyet-dinh" not in office.get(role, "/ban-lam-viec"), role
    office.move(Role.CVP, cases["extend"], "extend")
    assert cases["extend"] not in office.get(Role.CVP, "/ban-lam-viec")


def test_more_proposals_cost_the_desk_no_more_questions(office: Office) -> None:
    def questions() -> int:
        asked: list[str] = []

        def note(_c: Any, _cursor: Any, statement: str, *_: Any) -> None:
            asked.append(statement)

        event.listen(office.database.engine, "before_cursor_execute", note)
        office.get(Role.CVP, "/ban-lam-viec")
        event.remove(office.database.engine, "before_cursor_execute", note)
        return len(asked)

    proposed(office, "transfer")
    office.get(Role.CVP, "/ban-lam-viec")
    few = questions()
    for _ in range(4):
        proposed(office, "close_unresolved")
    assert questions() == few


def test_what_is_proposed_is_not_posted_by_others(office: Office) -> None:
    case = office.case(S.IN_PROGRESS)
    for action, typed in FORMS.items():
        for role in (Role.CLERK, Role.CVP, Role.DIRECTOR, Role.ADMIN):
            answer = office.move(role, case, f"propose_{action}", **typed)
            assert answer.status_code == 403, (action, role)
    asked = office.move(Role.HEAD, case, "propose_extend", **EXTENSION)
    assert asked.status_code == 303
    assert office.move(Role.HEAD, case, "extend").status_code == 403
    assert NOW.date() < office.row(case).due_on
