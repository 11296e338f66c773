"""Taking a call down on one screen: nothing typed is lost, nothing is taken twice."""

import re
import unicodedata
from datetime import date

import pytest
from sqlalchemy import func, select

from documents.models import Case, Complainant
from documents.vocabulary import Channel, Role, Source
from tests import factories
from tests.conftest import NOW
from tests.factories import VAULT
from tests.portal.office import Office, office

__all__ = ["office"]

CALL = {
    "title": "Ổ gà trên Quốc lộ 51",
    "content": "Đoạn Km 40 Quốc lộ 51 có nhiều ổ gà rất nguy hiểm.",
    "full_name": "Trần Thị Kín Đáo",
    "phone": "0912 345 678",
    "complainant_kind": "citizen",
    "channel": "phone",
    "source": "department",
}

ANOTHER = "0987 654 321"
"""Of a caller who is not asked whether he has called about it before."""


def take(office: Office, role: Role = Role.CLERK, **typed: str) -> str:
    """Send the form as a browser would; returns where the answer leads."""
    answer = office.post(role, "/ho-so/moi", **{**CALL, **typed})
    assert answer.status_code == 303, answer.text
    return str(answer.location)


def refuse(office: Office, **typed: str) -> str:
    answer = office.post(Role.CLERK, "/ho-so/moi", **{**CALL, **typed})
    assert answer.status_code == 422
    with office.reading() as session:
        assert session.scalar(select(func.count(Case.id))) == 0
    return answer.get_data(as_text=True)


def told_beside(page: str, field: str) -> str:
    found = re.search(rf'id="{field}-error">.*?</span>([^<]+)</span>', page, re.DOTALL)
    assert found, f"nothing is told beside {field}"
    return found[1]


@pytest.mark.parametrize("role", [Role.CLERK, Role.FOCAL])
def test_a_call_becomes_a_case_on_the_page_it_leads_to(
    office: Office, role: Role
) -> None:
    path = take(office, role)
    assert path == "/ho-so/DDN-2019-000001"
    page = office.get(role, path)
    assert "Đã ghi hồ sơ DDN-2019-000001. Hạn trả lời 31/12/2019." in page
    row = office.row(path)
    assert (row.channel, row.source) == (Channel.PHONE, Source.DEPARTMENT)


def test_the_form_is_ready_for_a_call_of_this_moment(office: Office) -> None:
    page = office.get(Role.CLERK, "/ho-so/moi")
    assert 'value="17/12/2019"' in page
    assert 'value="09:30"' in page
    assert re.search(r'<input[^>]*autofocus[^>]*name="title"', page)
    assert re.search(r'<option selected value="phone"', page)
    fields = re.findall(r'name="(\w+)"', page[page.index("intake__what") :])
    asked = list(dict.fromkeys(fields))
    assert asked.index("content") < asked.index("full_name") < asked.index("channel")


def test_the_same_form_sent_twice_leads_to_the_same_case(office: Office) -> None:
    page = office.get(Role.CLERK, "/ho-so/moi")
    key = re.search(r'name="key" value="([^"]{20,})"', page)
    assert key
    first, again = take(office, key=key[1]), take(office, key=key[1])
    title = "Biển báo đổ trên Quốc lộ 51"
    other = take(office, key=key[1], title=title, phone=ANOTHER)
    assert first == again
    assert other != first


def test_calls_without_a_key_are_different_calls(office: Office) -> None:
    first = take(office)
    apart = f"apart:{first.rsplit('/', 1)[-1]}"
    assert take(office, same_as=apart) != first


def test_errors_stand_beside_their_fields_and_in_the_summary(office: Office) -> None:
    page = refuse(office, title="", phone="", email="không phải thư")
    assert told_beside(page, "title") == "Mục này cần được điền."
    assert "dạng ten@coquan.gov.vn" in told_beside(page, "email")
    assert '<a href="#title">' in page[page.index("error-summary") :]
    assert CALL["content"] in page
    assert "Trần Thị Kín Đáo" in page


def test_what_the_domain_refuses_is_told_the_same_way(office: Office) -> None:
    page = refuse(office, phone="", source="province")
    assert "số điện thoại, thư điện tử hoặc địa chỉ" in told_beside(page, "phone")
    assert "mã số trên hệ thống" in told_beside(page, "external_ref")
    page = refuse(office, anonymous="y")
    assert "ẩn danh" in told_beside(page, "field")
    page = refuse(office, received_on="18/12/2019", received_at="08:00")
    assert "tương lai" in told_beside(page, "received_at")
    page = refuse(office, received_on="16/12/2019")
    assert "Cần giờ" in told_beside(page, "received_at")


def test_the_date_that_the_province_gave_wins_over_the_terms(office: Office) -> None:
    page = refuse(office, source="province", external_ref="T-7", external_due="32/1")
    assert "ngày/tháng/năm" in told_beside(page, "external_due")
    given, due = "T-77", "20/12/2019"
    case = take(office, source="province", external_ref=given, external_due=due)
    assert office.row(case).due_on == date(2019, 12, 20)
    assert "thời hạn tỉnh giao" in office.get(Role.FOCAL, case)
    own = take(office, external_due=due, phone=ANOTHER)
    assert office.row(own).due_on == date(2019, 12, 31)


def test_a_call_of_yesterday_evening_counts_from_the_next_morning(
    office: Office,
) -> None:
    path = take(office, received_on="16/12/2019", received_at="17h30")
    assert office.row(path).due_on == date(2019, 12, 31)
    early = {"received_on": "16/12/2019", "received_at": "16:59"}
    path = take(office, Role.CLERK, **early, phone=ANOTHER)
    assert office.row(path).due_on == date(2019, 12, 30)


def test_a_bidi_override_is_refused_where_it_stands_and_the_text_kept(
    office: Office,
) -> None:
    page = refuse(office, title="Ổ gà \u202eđảo chữ")
    assert "điều khiển chiều chữ" in told_beside(page, "title")
    assert "đảo chữ" in page
    page = refuse(office, content="dài" * 33_000)
    assert "dài hơn 200 ký tự" in told_beside(page, "content")
    page = refuse(office, full_name="Trần" + "\u0301\u0323\u0302\u0304\u0301" * 9)
    assert "dấu chồng" in told_beside(page, "full_name")


def test_decomposed_text_and_control_characters_are_put_right(office: Office) -> None:
    path = take(
        office,
        title=unicodedata.normalize("NFD", "Đường ngập nước"),
        content="Nước ngập\x00 đến\x0b đầu gối,\r\nđã ba\x1f ngày nay.",
    )
    row = office.row(path)
    assert row.title == "Đường ngập nước"
    assert row.content == "Nước ngập đến đầu gối,\nđã ba ngày nay."


def test_a_caller_without_a_name_leaves_nothing_behind(office: Office) -> None:
    path = take(office, anonymous="y", field="roads")
    row = office.row(path)
    with office.reading() as session:
        sealed = session.get_one(Complainant, row.id).sealed
    who = VAULT.open(sealed, code=row.code)
    assert (row.anonymous, who.full_name, who.phone) == (True, "", "")


@pytest.mark.parametrize("role", [Role.HEAD, Role.DIRECTOR, Role.ADMIN])
def test_other_roles_take_nothing_down(office: Office, role: Role) -> None:
    assert office.as_(role).get("/ho-so/moi").status_code == 403
    assert office.post(role, "/ho-so/moi", **CALL).status_code == 403


def test_a_form_without_its_token_is_refused_with_the_text_on_the_page(
    office: Office,
) -> None:
    answer = office.as_(Role.CLERK).post("/ho-so/moi", data=CALL)
    assert answer.status_code == 400
    assert CALL["content"] in answer.text


def test_the_slip_tells_what_its_sender_may_carry_about(office: Office) -> None:
    path = take(office, location="Km 40")
    first, page = (office.get(Role.CLERK, path) for _ in range(2))
    assert first.count('data-shortcut="p"') == 1
    assert f'action="{path}/phieu-tiep-nhan"' in first
    assert f'href="{path}/phieu-tiep-nhan" data-shortcut="p"' in page
    slip = office.get(Role.CLERK, f"{path}/phieu-tiep-nhan")
    for told in ("DDN-2019-000001", CALL["title"], "Km 40", "31/12/2019", "Điện thoại"):
        assert told in slip
    for name in ("full_name", "phone", "content"):
        assert CALL[name] not in slip


def test_what_is_not_taken_yet_has_no_slip(office: Office) -> None:
    with office.writing() as session:
        sent = factories.make_sent_case(session, now=NOW, by=office.people[Role.CLERK])
        path = f"/ho-so/{sent.code}"
    assert "phieu-tiep-nhan" not in office.get(Role.FOCAL, path)
    slip = office.as_(Role.FOCAL).get(f"{path}/phieu-tiep-nhan")
    assert slip.status_code == 404
