"""A11: what a visitor sees who looks a case up, and what nobody can tell."""

import logging
import re
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from documents.models import Case, CasePin
from documents.vocabulary import CaseState, Role
from tests import factories
from tests.conftest import NOW
from tests.portal.office import Office, office
from tests.portal.public_site import token_in

__all__ = ["office"]

PATH = "/phan-anh/tra-cuu"
PIN = re.compile(r"Mã tra cứu: (\d{4} \d{4})\.")
TYPED = {
    "title": "Ổ gà trên Quốc lộ 51",
    "content": "Đoạn Km 40 Quốc lộ 51 có nhiều ổ gà rất nguy hiểm.",
    "field": "roads",
    "full_name": "Trần Thị Kín Đáo",
    "phone": "0912 345 678",
    "channel": "phone",
    "source": "department",
    "complainant_kind": "citizen",
}


def taken_down(office: Office) -> tuple[str, str]:
    """Key a call in; return the code and the PIN that the clerk is shown."""
    answer = office.post(Role.CLERK, "/ho-so/moi", **TYPED)
    assert answer.status_code == 303, answer.text
    found = PIN.search(office.get(Role.CLERK, answer.location))
    assert found
    return answer.location[-15:], found[1]


def ask(client: FlaskClient, code: str, pin: str) -> TestResponse:
    token = token_in(client.get(PATH).text)
    return client.post(PATH, data={"csrf_token": token, "code": code, "pin": pin})


def plain(answer: TestResponse, code: str) -> str:
    """Return a page without its token and without the code that was typed."""
    text = re.sub(r'name="csrf_token"[^>]*>', "", answer.text)
    return text.replace(code, "…")


def test_who_called_looks_his_case_up_with_what_the_clerk_read_to_him(
    office: Office,
) -> None:
    code, pin = taken_down(office)
    assert pin not in office.get(Role.CLERK, f"/ho-so/{code}")
    answer = ask(office.visitor(), code, pin)
    assert answer.status_code == 200
    assert "đang xử lý" in answer.text
    assert "chậm nhất ngày" in answer.text
    assert answer.text.count('aria-current="step"') == 1
    for secret in ("Quốc lộ 51", "Kín Đáo", "0912", pin, pin.replace(" ", "")):
        assert secret not in answer.text
    assert "no-store" in answer.headers["Cache-Control"]


def test_a_day_that_is_past_is_not_promised(office: Office) -> None:
    case = office.case(CaseState.IN_PROGRESS, now=NOW - timedelta(days=60))
    given = office.move(Role.FOCAL, case, "ma-tra-cuu")
    pin = PIN.search(office.get(Role.FOCAL, str(given.location)))
    assert pin
    answer = ask(office.visitor(), case[-15:], pin[1])
    assert "hạn ngày 01/11/2019, đã quá hạn" in answer.text
    assert "chậm nhất" not in answer.text


def test_a_wrong_code_and_a_wrong_pin_cannot_be_told_apart(office: Office) -> None:
    code, pin = taken_down(office)
    bare = office.case()[-15:]
    wrong = {
        (code, "0000 0000"),
        ("DDN-2019-999999", pin),
        ("DDN-2019-999999", "0000 0000"),
        (bare, pin),
    }
    answers = {(one[0], ask(office.visitor(), *one)) for one in wrong}
    assert {answer.status_code for _, answer in answers} == {422}
    assert len({plain(answer, typed) for typed, answer in answers}) == 1
    heads = [
        {name: told for name, told in answer.headers if name != "Set-Cookie"}
        for _, answer in answers
    ]
    assert all(one.keys() == heads[0].keys() for one in heads)


def test_a_sealed_case_is_not_there_even_for_who_has_its_pin(office: Office) -> None:
    code, pin = taken_down(office)
    with office.writing() as session:
        case = session.scalars(select(Case).where(Case.code == code)).one()
        factories.seal(session, case, NOW)
    answer = ask(office.visitor(), code, pin)
    other = ask(office.visitor(), "DDN-2019-999999", pin)
    assert answer.status_code == other.status_code == 422
    assert plain(answer, code) == plain(other, "DDN-2019-999999")


@pytest.mark.parametrize("code", ["", "DDN-2019-999999"])
def test_the_sixth_try_is_told_when_to_come_back_whether_there_is_a_case_or_not(
    office: Office, code: str
) -> None:
    real, pin = taken_down(office)
    visitor, asked = office.visitor(), code or real
    assert {ask(visitor, asked, "1").status_code for _ in range(5)} == {422}
    answer = ask(visitor, asked, pin)
    assert answer.status_code == 429
    assert answer.headers["Retry-After"] == "900"
    assert "Hãy chờ 15 phút" in answer.text


def test_looking_up_rightly_costs_no_try(office: Office) -> None:
    code, pin = taken_down(office)
    visitor = office.visitor()
    assert {ask(visitor, code, pin).status_code for _ in range(7)} == {200}


def test_neither_code_nor_pin_is_in_an_address_or_a_log(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    code, pin = taken_down(office)
    caplog.set_level(logging.DEBUG)
    answer = ask(office.visitor(), code, pin)
    told = caplog.text + str(answer.headers) + answer.request.url
    assert code not in told
    assert pin.replace(" ", "") not in told.replace(" ", "")
    asked = office.visitor().get(f"{PATH}?code={code}&pin={pin}")
    assert code not in asked.text


def test_a_clerk_gives_another_pin_for_a_reason_and_the_old_one_is_worth_nothing(
    office: Office,
) -> None:
    code, pin = taken_down(office)
    case = f"/ho-so/{code}"
    office.get(Role.CLERK, case)
    refused = office.move(Role.CLERK, case, "ma-tra-cuu", reason="")
    assert refused.status_code == 422
    assert "Cần nêu lý do cấp lại" in refused.text
    reason = "Người gửi gọi lại, quên mã tra cứu."
    given = office.move(Role.CLERK, case, "ma-tra-cuu", reason=reason)
    assert given.status_code == 303
    another = PIN.search(office.get(Role.CLERK, case))
    assert another
    assert ask(office.visitor(), code, pin).status_code == 422
    assert ask(office.visitor(), code, another[1]).status_code == 200
    assert reason in office.get(Role.FOCAL, case)


def test_a_case_without_a_pin_gets_one_and_its_head_cannot_give_any(
    office: Office,
) -> None:
    case = office.case(CaseState.IN_PROGRESS)
    assert "Cấp mã tra cứu" in office.get(Role.FOCAL, case)
    assert "Cấp mã tra cứu" not in office.get(Role.HEAD, case)
    assert office.move(Role.HEAD, case, "ma-tra-cuu").status_code == 403
    assert office.move(Role.FOCAL, case, "ma-tra-cuu").status_code == 303


def test_the_slip_bears_the_pin_right_after_it_was_given_and_never_again(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    code, pin = taken_down(office)
    slip = f"/ho-so/{code}/phieu-tiep-nhan"
    assert pin not in office.get(Role.CLERK, slip)
    printed = office.post(Role.CLERK, slip, pin=pin.replace(" ", ""))
    assert (printed.status_code, pin in printed.text) == (200, True)
    assert "no-store" in printed.headers["Cache-Control"]
    assert pin.replace(" ", "") not in caplog.text.replace(" ", "")
    for role, typed in ((Role.CLERK, "00000000"), (Role.FOCAL, pin)):
        other = office.post(role, slip, pin=typed)
        assert (other.status_code, other.location) == (303, slip)
    with office.writing() as session:
        row = session.scalars(select(CasePin)).one()
        row.given_at -= timedelta(minutes=16)
    assert office.post(Role.CLERK, slip, pin=pin).status_code == 303


def test_the_page_of_another_case_does_not_use_the_pin_up(office: Office) -> None:
    answer = office.post(Role.CLERK, "/ho-so/moi", **TYPED)
    assert not PIN.search(office.get(Role.CLERK, office.case()))
    assert not PIN.search(office.get(Role.CLERK, "/ban-lam-viec"))
    assert PIN.search(office.get(Role.CLERK, answer.location))
    assert not PIN.search(office.get(Role.CLERK, answer.location))


def test_a_stale_page_gives_no_pin(office: Office) -> None:
    case = office.case()
    answer = office.move(Role.CLERK, case, "ma-tra-cuu", version="0")
    assert answer.status_code == 409
    with office.reading() as session:
        assert session.scalars(select(CasePin)).all() == []
