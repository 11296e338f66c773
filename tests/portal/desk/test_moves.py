"""Moving a case from page to page: the road, its refusals, and stale forms."""

import io
import re
import unicodedata
from typing import Any

import pytest
from werkzeug.test import TestResponse

from documents.models import OutgoingLetter
from documents.vocabulary import CaseState, Role, Source
from tests import factories
from tests.portal.office import Office, office

__all__ = ["office"]

S = CaseState
PDF = b"%PDF-1.7 signed and sealed"
DRAFT = {
    "result": "Đã vá xong toàn bộ ổ gà trong ngày.",
    "subject": "trả lời phản ánh về Quốc lộ 51",
    "body": "Sở đã cho vá toàn bộ ổ gà.",
}


def assignment(office: Office, **typed: str) -> dict[str, str]:
    with office.reading() as session:
        unit = factories.unit(session, "KCHT").id
    told = {"kind": "report", "field": "roads", "urgency": "quick"}
    return {**told, "lead_unit_id": str(unit), **typed}


def drafted(office: Office, **typed: str) -> dict[str, str]:
    signer = str(office.people[Role.DIRECTOR].officer_id)
    return {**DRAFT, "signer_id": signer, **typed}


def signed(content: bytes = PDF, name: str = "bản đã ký.pdf") -> Any:
    return (io.BytesIO(content), name)


def offered(office: Office, role: Role, case: str) -> list[str]:
    """Return the moves a case's page offers, in order."""
    page = office.get(role, case)
    moves = re.findall(rf'action="{case}/(\w+)"', page)
    return [*moves, *(["du-thao"] if f'href="{case}/du-thao"' in page else [])]


BESIDE = {"reassign", "reopen", "correct", "recall"}
"""Moves off the straight path; what is proposed is one too (see their own tests)."""


def on_the_road(office: Office, role: Role, case: str) -> list[str]:
    """Return the moves of the straight path that a case's page offers, in order."""
    return [
        move
        for move in offered(office, role, case)
        if move not in BESIDE and not move.startswith("propose_")
    ]


def flashed(office: Office, role: Role, answer: TestResponse) -> str:
    assert answer.status_code == 303, answer.text
    page = office.get(role, str(answer.location))
    found = re.search(r'class="flashes".*?<div>([^<]+)</div>', page, re.DOTALL)
    assert found
    return found[1]


def test_a_case_goes_the_whole_way_by_everybodys_hands(office: Office) -> None:
    case = office.case()
    steps: list[tuple[Role, str, dict[str, Any], str]] = [
        (Role.FOCAL, "assign", assignment(office), "Đã giao hồ sơ"),
        (Role.HANDLER, "du-thao", drafted(office), "Đã lưu kết quả"),
        (Role.HEAD, "submit_result", {}, "Đã trình kết quả"),
        (Role.DIRECTOR, "approve", {}, "Đã phê duyệt"),
        (Role.CLERK, "issue", {"issued_on": "17/12/2019"}, "Đã cấp số"),
        (Role.FOCAL, "enter_reply", {"signed_file": signed()}, "Đã đăng nhập"),
        (Role.FOCAL, "close", {"send_channel": "post", "sent_on": "17/12/2019"}, "Đã"),
    ]
    for role, action, typed, told in steps:
        assert action in offered(office, role, case)
        assert told in flashed(office, role, office.move(role, case, action, **typed))
    page = office.get(Role.FOCAL, case)
    assert "Kết thúc – đã giải quyết" in page
    assert "01/SGTVT-KCHT" in page
    assert "Bưu chính, ngày 17/12/2019" in page
    assert offered(office, Role.FOCAL, case) == ["reopen", "correct"]
    copy = office.as_(Role.CLERK).get(f"{case}/van-ban-da-ky")
    assert (copy.data, copy.mimetype) == (PDF, "application/pdf")
    assert office.as_(Role.HEAD).get(f"{case}/van-ban-da-ky").status_code == 403


WITHDRAWABLE = {S.RECEIVED, S.IN_PROGRESS, S.PENDING_APPROVAL}
"""Steps from which the office records that the sender took his case back."""


AGAIN: dict[tuple[CaseState, Role], list[str]] = {
    (S.IN_PROGRESS, Role.FOCAL): ["reassign"],
    (S.IN_PROGRESS, Role.HEAD): ["reassign"],
    (S.IN_PROGRESS, Role.CVP): ["reassign"],
    (S.IN_PROGRESS, Role.DIRECTOR): ["reassign"],
    (S.APPROVED, Role.DIRECTOR): ["recall"],
    (S.REPLIED, Role.FOCAL): ["reopen"],
    (S.REPLIED, Role.CVP): ["reopen"],
    (S.RESOLVED, Role.FOCAL): ["reopen", "correct"],
    (S.RESOLVED, Role.CVP): ["reopen", "correct"],
}
"""What is given on, taken back, opened again and corrected: by whom, and from where."""

_MORE_TIME = {
    (state, role): ["propose_extend"]
    for state in (S.RECEIVED, S.IN_PROGRESS, S.PENDING_APPROVAL, S.APPROVED)
    for role in (Role.FOCAL, Role.HEAD, Role.HANDLER)
}
_AWAY = ["transfer", "close_unresolved", "reclassify"]
PROPOSED = _MORE_TIME | {
    (state, Role.FOCAL): ["propose_extend", *(f"propose_{move}" for move in _AWAY)]
    for state in (S.RECEIVED, S.IN_PROGRESS)
}
PROPOSED[S.IN_PROGRESS, Role.FOCAL].append("propose_enter_outside")
"""What is asked for, by whom and from where; nobody may decide it before."""


ALONGSIDE = {
    (state, role): ["instruct"]
    for state in (S.RECEIVED, S.IN_PROGRESS, S.PENDING_APPROVAL, S.APPROVED)
    for role in (Role.DIRECTOR, Role.CVP)
} | {
    (S.IN_PROGRESS, Role.FOCAL): ["join_unit"],
    (S.IN_PROGRESS, Role.CVP): ["instruct", "join_unit"],
}
"""What leaves a case where it stands: a leader's words, another unit's part."""


def test_a_page_offers_what_the_table_allows_and_no_more(office: Office) -> None:
    table: dict[CaseState, dict[Role, list[str]]] = {
        S.RECEIVED: {
            Role.FOCAL: ["assign", "ask_info"],
            Role.CVP: ["assign"],
            Role.DIRECTOR: ["assign"],
        },
        S.IN_PROGRESS: {
            Role.FOCAL: ["ask_info"],
            Role.HEAD: ["du-thao"],
            Role.HANDLER: ["du-thao"],
        },
        S.PENDING_APPROVAL: {
            Role.DIRECTOR: ["approve", "return"],
            Role.CVP: ["return"],
        },
        S.APPROVED: {Role.CLERK: ["issue"]},
        S.REPLIED: {Role.FOCAL: ["close"], Role.CVP: ["close"]},
        S.RESOLVED: {},
    }
    for state, moves in table.items():
        case = office.case(state)
        for role in set(Role) - {Role.ADMIN}:
            if state is S.RECEIVED and role in {Role.HEAD, Role.HANDLER}:
                continue
            expected = list(moves.get(role, []))
            if state in WITHDRAWABLE and role in {Role.CLERK, Role.FOCAL}:
                expected.append("withdraw")
            expected += AGAIN.get((state, role), [])
            expected += PROPOSED.get((state, role), [])
            expected += ALONGSIDE.get((state, role), [])
            assert sorted(offered(office, role, case)) == sorted(expected), (
                state,
                role,
            )


def test_the_head_hands_in_once_a_draft_stands(office: Office) -> None:
    case = office.case(S.IN_PROGRESS)
    office.move(Role.HANDLER, case, "du-thao", **drafted(office))
    assert on_the_road(office, Role.HEAD, case) == ["submit_result", "du-thao"]
    assert on_the_road(office, Role.HANDLER, case) == ["du-thao"]


@pytest.mark.parametrize(
    ("state", "role", "action", "status"),
    [
        (S.RECEIVED, Role.CLERK, "assign", 403),
        (S.RECEIVED, Role.FOCAL, "approve", 409),
        (S.RECEIVED, Role.HEAD, "submit_result", 404),
        (S.RECEIVED, Role.ADMIN, "assign", 403),
        (S.IN_PROGRESS, Role.CLERK, "du-thao", 403),
        (S.IN_PROGRESS, Role.HEAD, "submit_result", 409),
        (S.PENDING_APPROVAL, Role.HANDLER, "approve", 403),
        (S.PENDING_APPROVAL, Role.HANDLER, "du-thao", 409),
        (S.PENDING_APPROVAL, Role.FOCAL, "return", 403),
        (S.PENDING_APPROVAL, Role.CLERK, "issue", 409),
        (S.APPROVED, Role.FOCAL, "issue", 403),
        (S.APPROVED, Role.FOCAL, "enter_reply", 409),
        (S.APPROVED, Role.HEAD, "enter_reply", 403),
        (S.REPLIED, Role.HANDLER, "close", 403),
        (S.RESOLVED, Role.FOCAL, "assign", 409),
        (S.RECEIVED, Role.CVP, "transfer", 409),
        (S.RECEIVED, Role.FOCAL, "nothing", 404),
    ],
)
def test_a_move_posted_by_hand_is_refused_by_the_domain(
    office: Office, state: CaseState, role: Role, action: str, status: int
) -> None:
    case = office.case(state)
    typed = {**assignment(office), **drafted(office), "issued_on": "17/12/2019"}
    answer = office.move(role, case, action, **typed)
    assert answer.status_code == status
    assert office.row(case).state.value == state.value


def test_what_is_missing_is_told_beside_its_field_and_the_text_kept(
    office: Office,
) -> None:
    for state, role, action, typed, told in (
        (S.RECEIVED, Role.FOCAL, "assign", {"note": "làm ngay"}, "cần được điền"),
        (S.PENDING_APPROVAL, Role.CVP, "return", {"comment": "sửa"}, "ít nhất 10"),
        (S.APPROVED, Role.CLERK, "issue", {"issued_on": "16/12/2019"}, "phê duyệt"),
        (S.APPROVED, Role.CLERK, "issue", {"issued_on": "mai"}, "ngày/tháng/năm"),
    ):
        case = office.case(state)
        answer = office.move(role, case, action, **typed)
        assert answer.status_code == 422, action
        assert re.search(rf"field__error.*?{told}", answer.text), action
        assert next(iter(typed.values())) in answer.text
        assert office.row(case).state is state


def test_a_reply_is_entered_with_a_true_file_or_minutes(office: Office) -> None:
    case = office.case(S.APPROVED)
    office.move(Role.CLERK, case, "issue", issued_on="17/12/2019")
    for typed, told in (
        ({}, "Cần tệp văn bản đã ký"),
        ({"signed_file": signed(b"MZ not a pdf")}, "Chỉ nhận tệp .pdf hoặc .docx"),
        ({"minutes": "đã gọi"}, "Cần tệp văn bản đã ký"),
    ):
        answer = office.move(Role.FOCAL, case, "enter_reply", **typed)
        assert answer.status_code == 422
        assert told in answer.text
    minutes = "Đã đọc văn bản cho người phản ánh nghe."
    office.move(Role.FOCAL, case, "enter_reply", minutes=minutes)
    assert minutes in office.get(Role.FOCAL, case)


def test_a_reply_is_entered_with_the_signed_copy_that_the_clerk_filed(
    office: Office,
) -> None:
    case = office.case(S.APPROVED)
    office.move(Role.CLERK, case, "issue", issued_on="17/12/2019")
    letter = re.search(r'href="(/cong-van/\d+)"', office.get(Role.CLERK, case))
    assert letter
    issued = office.as_(Role.CLERK).get(f"{letter[1]}.docx").data
    copy = {"file": signed(issued, "đã ký.docx")}
    answer = office.post(Role.CLERK, f"{letter[1]}/ban-ky", **copy)
    assert answer.status_code == 303
    assert "Văn thư đã lưu “đã ký.docx”" in office.get(Role.FOCAL, case)
    assert office.move(Role.FOCAL, case, "enter_reply").status_code == 303
    assert "Tải bản đã ký: đã ký.docx" in office.get(Role.FOCAL, case)


def test_a_case_of_the_province_asks_for_its_report(office: Office) -> None:
    case = office.case(S.REPLIED, source=Source.PROVINCE, external_ref="T-77")
    sent = {"send_channel": "email", "sent_on": "17/12/2019"}
    answer = office.move(Role.FOCAL, case, "close", **sent)
    assert answer.status_code == 422
    assert "Cần số văn bản đã báo cáo UBND tỉnh" in answer.text
    report = {"province_report": "15/SGTVT-VP", "province_report_on": "17/12/2019"}
    assert office.move(Role.FOCAL, case, "close", **sent, **report).status_code == 303
    assert "15/SGTVT-VP ngày 17/12/2019" in office.get(Role.FOCAL, case)
    own = office.get(Role.FOCAL, office.case(S.REPLIED))
    assert "province_report" not in own


def test_a_stale_form_tells_what_changed_and_keeps_the_text(office: Office) -> None:
    case = office.case(S.PENDING_APPROVAL)
    seen = str(office.row(case).version)
    office.move(Role.CVP, case, "return", comment="Cần nêu rõ ngày sửa xong.")
    assert office.row(case).returned_count == 1
    office.move(Role.HANDLER, case, "du-thao", **drafted(office))
    office.move(Role.HEAD, case, "submit_result")
    typed = "Ý của tôi, đã gõ rất lâu."
    answer = office.move(Role.DIRECTOR, case, "return", comment=typed, version=seen)
    assert answer.status_code == 409
    assert "vừa được người khác thay đổi" in answer.text
    assert "Soạn kết quả và dự thảo" in answer.text
    assert re.search(rf'<textarea[^>]*name="comment"[^>]*>\s*{typed}', answer.text)
    now = re.search(
        rf'{case}/return".*?name="version" value="(\d+)"', answer.text, re.DOTALL
    )
    assert now
    again = office.move(Role.DIRECTOR, case, "return", comment=typed, version=now[1])
    assert again.status_code == 303


def test_a_move_that_somebody_else_made_leaves_the_text_to_be_copied(
    office: Office,
) -> None:
    case = office.case()
    seen = str(office.row(case).version)
    office.move(Role.CVP, case, "assign", **assignment(office))
    typed = assignment(office, note="Ý kiến gõ rất lâu.")
    answer = office.move(Role.FOCAL, case, "assign", version=seen, **typed)
    assert answer.status_code == 409
    assert "Bước này không còn mở" in answer.text
    assert re.search(r"readonly>Ý kiến gõ rất lâu.<", answer.text)
    assert f"{case}/assign" not in answer.text


def test_a_second_click_on_issue_gives_no_second_number(office: Office) -> None:
    case = office.case(S.APPROVED)
    seen = str(office.row(case).version)
    typed = {"issued_on": "17/12/2019", "version": seen}
    assert office.move(Role.CLERK, case, "issue", **typed).status_code == 303
    again = office.move(Role.CLERK, case, "issue", **typed)
    assert again.status_code == 409
    assert "01/SGTVT-KCHT ngày 17/12/2019" in again.text


def test_a_draft_starts_from_the_agencys_phrases(office: Office) -> None:
    case = office.case(S.IN_PROGRESS)
    page = office.get(Role.HANDLER, f"{case}/du-thao")
    code = case.rsplit("/", 1)[-1]
    assert f"nhận được phản ánh của Ông (bà) ngày 17/12/2019 (mã {code})" in page
    assert "trả lời phản ánh về việc ổ gà trên Quốc lộ 51" in page
    untouched = re.search(r'name="body"[^>]*>\s*([^<]+)</textarea>', page)
    assert untouched
    typed = drafted(office, body=untouched[1])
    answer = office.move(Role.HANDLER, case, "du-thao", **typed)
    assert answer.status_code == 422
    assert "Hãy thay “[Nội dung trả lời]” bằng nội dung của văn bản" in answer.text


def test_a_draft_is_opened_again_as_it_was_left_with_the_leaders_words(
    office: Office,
) -> None:
    case = office.case(S.PENDING_APPROVAL)
    office.move(Role.DIRECTOR, case, "return", comment="Cần nêu rõ ngày sửa xong.")
    page = office.get(Role.HANDLER, f"{case}/du-thao")
    assert "Cần nêu rõ ngày sửa xong." in page
    body = re.search(r'name="body"[^>]*>\s*([^<]+)</textarea>', page)
    assert body
    assert body[1].strip() == "Sở đã cho vá toàn bộ ổ gà."


def test_a_stale_draft_is_kept_on_its_screen(office: Office) -> None:
    case = office.case(S.IN_PROGRESS)
    seen = str(office.row(case).version)
    office.move(Role.HANDLER, case, "du-thao", **drafted(office))
    mine = drafted(office, body="Bản của tôi.", version=seen)
    answer = office.move(Role.HEAD, case, "du-thao", **mine)
    assert answer.status_code == 409
    assert "vừa được người khác thay đổi" in answer.text
    assert "Bản của tôi." in answer.text


def test_any_text_that_a_draft_takes_becomes_a_letter(office: Office) -> None:
    case = office.case(S.IN_PROGRESS)
    nfd = unicodedata.normalize("NFD", "Đã vá đường & cầu <xong>")
    typed = drafted(office, body=f"{nfd}\x0b\x00\n\n1. Một\n\na) hai", subject=nfd)
    assert office.move(Role.HANDLER, case, "du-thao", **typed).status_code == 303
    answer = office.as_(Role.HEAD).get(f"{case}/cong-van.docx")
    assert answer.status_code == 200
    with office.reading() as session:
        row = session.query(OutgoingLetter).one()
        assert row.subject == "Đã vá đường & cầu <xong>"
    for bad, kept in (("đảo\u202e chữ", "đảo chữ"), ("d" * 100_000,) * 2):
        answer = office.move(Role.HANDLER, case, "du-thao", **drafted(office, body=bad))
        assert answer.status_code == 422
        assert kept in answer.text


def test_a_move_needs_its_token(office: Office) -> None:
    case = office.case(S.PENDING_APPROVAL)
    answer = office.move(Role.DIRECTOR, case, "approve", csrf_token="")
    assert answer.status_code == 400
    assert office.row(case).state is S.PENDING_APPROVAL


def test_the_page_says_whose_turn_it_is(office: Office) -> None:
    case = office.case(S.IN_PROGRESS)
    assert "Soạn kết quả và dự thảo</a>" in office.get(Role.HANDLER, case)
    office.move(Role.HANDLER, case, "du-thao", **drafted(office))
    page = office.get(Role.HANDLER, case)
    assert "Chờ thủ trưởng Phòng Quản lý kết cấu hạ tầng trình kết quả" in page
    assert "Sửa kết quả và dự thảo</a>" in page
    office.move(Role.HEAD, case, "submit_result")
    assert "Chờ Giám đốc Nguyễn Văn Mẫu phê duyệt." in office.get(Role.HEAD, case)
    office.move(Role.DIRECTOR, case, "return", comment="Cần nêu rõ ngày sửa xong.")
    assert "Soạn kết quả và dự thảo</a>" in office.get(Role.HANDLER, case)


def test_the_letter_is_read_on_the_page_as_it_will_be_printed(office: Office) -> None:
    case = office.case(S.IN_PROGRESS)
    body = "Sở trả lời như sau:\n\na) đã **vá xong** <hết>;\n\nSở trân trọng thông báo."
    office.move(Role.HANDLER, case, "du-thao", **drafted(office, body=body))
    page = office.get(Role.HEAD, case)
    assert (
        '<p class="letter__point">a) đã <strong>vá xong</strong> &lt;hết&gt;;' in page
    )
    assert "Sở trân trọng thông báo./." in page


def test_a_table_of_a_draft_is_a_table_on_its_case(office: Office) -> None:
    case = office.case(S.IN_PROGRESS)
    body = "Sở đã sửa:\n\n| Đoạn | Ngày |\n| Km 40 | **06/02** |\n\nTrân trọng./."
    office.move(Role.HANDLER, case, "du-thao", **drafted(office, body=body))
    page = office.get(Role.HANDLER, case)
    assert '<th scope="col">Đoạn</th>' in page
    assert "<td>Km 40</td><td><strong>06/02</strong></td>" in page
