"""A letter signed outside, at its addresses: proposed, looked at, confirmed, found."""

import io
from typing import Any, Final

from werkzeug.test import TestResponse

from documents.vocabulary import CaseState, Role
from tests.portal.desk.test_deciding import OUTSIDE, text_of
from tests.portal.desk.test_moves import flashed
from tests.portal.office import Office, office

__all__ = ["office"]

S = CaseState
SCAN: Final = b"%PDF-1.7 signed on paper"
LIST: Final = "/ho-so/ton-dong/danh-sach"


def propose(office: Office, case: str, **other: Any) -> TestResponse:
    scan = (io.BytesIO(SCAN), "da-ky.pdf")
    typed = OUTSIDE | {"signed_file": scan} | other
    return office.move(Role.FOCAL, case, "propose_enter_outside", **typed)


def test_the_list_of_the_backlog_says_how_such_a_case_ends(office: Office) -> None:
    case = office.case(S.IN_PROGRESS)
    told = {"mark": "resolved_offline", "reason": "Đã trả lời trên giấy năm trước."}
    assert office.move(Role.HEAD, case, "ton-dong", **told).status_code == 303
    page = text_of(office.get(Role.FOCAL, f"{LIST}?loai=b2"))
    assert "Văn bản đã ký: đầu mối đề nghị ghi nhận số, ngày, người ký" in page
    assert "Đề nghị ghi nhận văn bản đã ký ngoài" in office.get(Role.FOCAL, case)
    assert "Đề nghị ghi nhận văn bản đã ký ngoài" not in office.get(Role.HEAD, case)


def test_what_was_typed_stays_when_the_letter_is_refused(office: Office) -> None:
    case = office.case(S.IN_PROGRESS)
    for other in (
        {"issued_on": "18/12/2019"},
        {"signed_file": (io.BytesIO(b"MZ"), "da-ky.pdf")},
        {"signed_file": (io.BytesIO(b""), "")},
    ):
        answer = propose(office, case, **other)
        assert answer.status_code == 422, other
        assert 'value="2401/SGTVT-VP"' in answer.text
        assert 'value="Ngô Văn Thử"' in answer.text
    assert "Chờ Chánh Văn phòng quyết định" not in office.get(Role.FOCAL, case)


def test_who_confirms_reads_the_letter_first_and_a_unit_does_not(
    office: Office,
) -> None:
    case = office.case(S.IN_PROGRESS)
    assert propose(office, case).status_code == 303
    desk = text_of(office.get(Role.CVP, "/ban-lam-viec"))
    assert "Ghi nhận trả lời ký ngoài hệ thống" in desk
    page = office.get(Role.CVP, case)
    assert "số 2401/SGTVT-VP ngày 17/12/2019" in text_of(page)
    assert f"{case}/van-ban-da-ky" in page
    assert office.as_(Role.CVP).get(f"{case}/van-ban-da-ky").data == SCAN
    for role in (Role.HEAD, Role.HANDLER):
        assert f"{case}/van-ban-da-ky" not in office.get(role, case)
        assert office.as_(role).get(f"{case}/van-ban-da-ky").status_code == 403

    done = office.move(Role.CVP, case, "enter_outside")
    assert "Đã ghi nhận văn bản ký ngoài hệ thống" in flashed(office, Role.CVP, done)
    for role in (Role.FOCAL, Role.HEAD):
        told = text_of(office.get(role, case))
        assert "Văn bản ký ngoài hệ thống" in told
        assert "Phó Giám đốc Ngô Văn Thử" in told
    assert office.as_(Role.FOCAL).get(f"{case}/van-ban-da-ky").data == SCAN


def test_a_draft_that_is_not_needed_any_more_is_not_told_as_the_reply(
    office: Office,
) -> None:
    case = office.case(S.PENDING_APPROVAL)
    why = "Văn bản đã ký trên giấy từ trước."
    office.move(Role.DIRECTOR, case, "return", comment=why)
    assert "Sở đã cho vá toàn bộ ổ gà" in office.get(Role.FOCAL, case)
    propose(office, case)
    office.move(Role.CVP, case, "enter_outside")
    assert "Sở đã cho vá toàn bộ ổ gà" not in office.get(Role.FOCAL, case)


def test_its_number_finds_the_case(office: Office) -> None:
    case = office.case(S.IN_PROGRESS)
    propose(office, case)
    office.index()
    found = "/tim-kiem?q=2401/SGTVT-VP"
    assert case not in office.get(Role.FOCAL, found)
    office.move(Role.CVP, case, "enter_outside")
    office.index()
    assert case in office.get(Role.FOCAL, found)


def test_many_are_confirmed_from_the_list_each_for_itself(office: Office) -> None:
    cases = [office.case(S.IN_PROGRESS) for _ in range(3)]
    for case in cases[:2]:
        assert propose(office, case).status_code == 303
    assert 'value="enter_outside"' in office.get(Role.CVP, LIST)
    codes = [case.rsplit("/", 1)[-1] for case in cases]
    chosen = "&".join(f"ho-so={code}" for code in codes)
    page = office.get(Role.CVP, f"/ho-so/cung-luc?viec=enter_outside&{chosen}")
    assert page.count("/van-ban-da-ky") == 2
    assert "Chưa có đề nghị" in page
    typed: dict[str, Any] = {"viec": "enter_outside", "ho-so": codes}
    for code in codes:
        typed[f"{code}-version"] = str(office.row(code).version)
    assert office.post(Role.CVP, "/ho-so/cung-luc", **typed).status_code == 422
    states = [office.row(case).state for case in cases]
    assert states == [S.REPLIED, S.REPLIED, S.IN_PROGRESS]


def test_a_late_entry_of_a_letter_in_time_is_shown_as_in_time(office: Office) -> None:
    case = office.case(S.IN_PROGRESS)
    propose(office, case)
    office.move(Role.CVP, case, "enter_outside")
    with office.writing() as session:
        row = session.merge(office.row(case))
        assert row.done_at is not None
        row.done_at = row.done_at.replace(year=row.done_at.year + 1)
        row.rounds[-1].done_at = row.done_at
    assert "Xong đúng hạn" in text_of(office.get(Role.FOCAL, case))
