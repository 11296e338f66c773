"""Numbers held, used, voided and printed, as the clerk's page does it."""

import re
import zipfile
from io import BytesIO

import pytest

from documents.vocabulary import CaseState, Role
from tests.portal.letters.test_register import numbers
from tests.portal.office import Office, office

__all__ = ["office"]

S = CaseState
WHY = "Giấy mời Giám đốc ký tại hội nghị"
READERS = (Role.CLERK, Role.FOCAL, Role.CVP, Role.DIRECTOR)


def hold(office: Office, unit: str = "KCHT", **told: str) -> str:
    typed = {"kind": "cong-van", "unit": unit, "reason": WHY, **told}
    answer = office.post(Role.CLERK, "/cong-van/giu-so", **typed)
    assert answer.status_code == 303, answer.get_data(as_text=True)
    return answer.location


def choices(page: str) -> list[str]:
    return re.findall(r'<option value="(\d+\.\d+)"', page)


def test_a_clerk_holds_a_number_and_everybody_in_the_office_sees_it(
    office: Office,
) -> None:
    entry = hold(office)
    for role in READERS:
        page = office.get(role, "/cong-van/")
        assert numbers(page) == ["01/SGTVT-KCHT"]
        assert "Đã giữ số" in page
        assert WHY in page
        assert ("Hủy số này" in office.get(role, entry)) is (role is Role.CLERK)
        assert ('action="/cong-van/giu-so"' in page) is (role is Role.CLERK)


def test_a_double_click_holds_one_number(office: Office) -> None:
    assert hold(office, key="the form") == hold(office, key="the form")
    assert hold(office, key="another") != hold(office, key="the form")
    assert len(numbers(office.get(Role.CLERK, "/cong-van/"))) == 2


def test_only_a_clerk_can_hold_use_or_void(office: Office) -> None:
    entry = hold(office)
    for role in set(Role) - {Role.CLERK}:
        for path in ("/cong-van/giu-so", f"{entry}/dung", f"{entry}/huy"):
            answer = office.post(role, path, void_reason=WHY, reason=WHY)
            assert answer.status_code == 403, (role, path)
    assert "Đã giữ số" in office.get(Role.CLERK, entry)


def test_a_form_without_its_token_changes_nothing(office: Office) -> None:
    entry = hold(office)
    answer = office.post(Role.CLERK, f"{entry}/huy", csrf_token="none", void_reason=WHY)
    assert answer.status_code == 400
    assert "Đã giữ số" in office.get(Role.CLERK, entry)


@pytest.mark.parametrize("reason", ["", "vội", "=" * 501])
def test_what_was_typed_stays_when_a_number_is_not_given(
    office: Office, reason: str
) -> None:
    typed = {"kind": "quyet-dinh", "unit": "VP", "reason": reason}
    answer = office.post(Role.CLERK, "/cong-van/giu-so", **typed)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "Chưa giữ được số" in page
    assert '<option selected value="quyet-dinh">' in page
    assert numbers(page) == []
    assert hold(office).endswith("/1")


def test_a_held_number_is_voided_once_with_its_reason(office: Office) -> None:
    entry = hold(office)
    refused = office.post(Role.CLERK, f"{entry}/huy", void_reason="thôi")
    assert refused.status_code == 422
    assert "Cần nêu lý do" in refused.get_data(as_text=True)
    for _ in "twice":
        answer = office.post(Role.CLERK, f"{entry}/huy", void_reason="Hội nghị bị hoãn")
        assert answer.status_code == 303
    page = office.get(Role.DIRECTOR, "/cong-van/")
    assert "HỦY SỐ 17/12/2019, Nguyễn Văn Mẫu: Hội nghị bị hoãn" in page
    assert "Hủy số này" not in office.get(Role.CLERK, entry)
    other = office.post(Role.CLERK, f"{entry}/huy", void_reason="Một lý do khác hẳn")
    assert other.status_code == 409


def test_a_waiting_letter_is_issued_under_a_held_number(office: Office) -> None:
    entry, case = hold(office), office.case(S.APPROVED)
    [choice] = choices(office.get(Role.CLERK, entry))
    typed = {"letter": choice, "issued_on": "16/12/2019"}
    refused = office.post(Role.CLERK, f"{entry}/dung", **typed)
    assert refused.status_code == 422
    assert "phê duyệt" in refused.get_data(as_text=True)
    typed["issued_on"] = "17/12/2019"
    for _ in "twice":
        answer = office.post(Role.CLERK, f"{entry}/dung", **typed)
        assert answer.status_code == 303
    page = office.get(Role.CLERK, "/cong-van/")
    assert numbers(page) == ["01/SGTVT-KCHT"]
    assert "Giữ số 17/12/2019, Nguyễn Văn Mẫu: " + WHY in page
    assert "Số 01/SGTVT-KCHT ngày 17/12/2019" in office.get(Role.CLERK, case)


def test_a_number_of_another_symbol_is_not_offered(office: Office) -> None:
    office.case(S.APPROVED)
    page = office.get(Role.CLERK, hold(office, unit="VP"))
    assert choices(page) == []
    assert "Chưa có văn bản nào cùng ký hiệu" in page


def test_the_register_is_narrowed_to_what_was_voided(office: Office) -> None:
    entry = hold(office)
    hold(office)
    office.post(Role.CLERK, f"{entry}/huy", void_reason="Hội nghị bị hoãn")
    page = office.get(Role.CLERK, "/cong-van/?tinh-trang=voided")
    assert numbers(page) == ["01/SGTVT-KCHT"]
    assert "Có 1 số trong sổ theo tình trạng “Hủy số”." in page
    assert len(numbers(office.get(Role.CLERK, "/cong-van/?tinh-trang=x"))) == 2


def test_the_register_is_printed_for_who_may_read_it(office: Office) -> None:
    office.case(S.REPLIED)
    hold(office)
    path = "/cong-van/so-dang-ky?tu=1/1/2019&den=31/12/2019&dang="
    for role in READERS:
        for kind, part in (("docx", "word/document.xml"), ("xlsx", "xl/workbook.xml")):
            answer = office.as_(role).get(path + kind)
            named = answer.headers["Content-Disposition"]
            assert (
                f"So-dang-ky-van-ban-di_2019-01-01_2019-12-31.{kind}"
                in named.replace("so-dang-ky", "So-dang-ky")
            )
            with zipfile.ZipFile(BytesIO(answer.data)) as archive:
                assert part in archive.namelist()
                everything = b"".join(archive.read(name) for name in archive.namelist())
            assert WHY.encode() in everything
            assert "Kín Đáo".encode() not in everything
    for role in (Role.HEAD, Role.HANDLER, Role.ADMIN):
        assert office.as_(role).get(path).status_code == 403


@pytest.mark.parametrize(
    ("days", "told"),
    [
        ("", "Mục này cần được điền"),
        ("tu=x&den=31/12/2019", "ngày/tháng/năm"),
        ("tu=2/1/2019&den=1/1/2019", "từ ngày đầu trở đi"),
    ],
)
def test_days_that_are_none_are_refused_in_words(
    office: Office, days: str, told: str
) -> None:
    answer = office.as_(Role.CLERK).get(f"/cong-van/so-dang-ky?{days}")
    assert answer.status_code == 422
    assert told in answer.get_data(as_text=True)
