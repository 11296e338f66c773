"""What a sender does after looking his case up, and what nobody learns of it."""

import logging
import re
from html import unescape
from io import BytesIO
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from documents import lookups
from documents.own_case import passes
from documents.vocabulary import CaseState, Role
from tests.conftest import NOW
from tests.documents.case_files.samples import PLACE, photograph
from tests.factories import VAULT
from tests.portal.desk.test_case import section
from tests.portal.desk.test_moves import assignment
from tests.portal.office import Office, office
from tests.portal.test_lookup import PATH, ask, plain, taken_down

__all__ = ["office"]

S = CaseState
QUESTION = "Xin cho biết ổ gà ở làn nào?"
ANSWER = "Làn ngoài cùng, hướng đi Bà Rịa."
REASON = "Đường đã được vá xong nên tôi xin rút."


class Sender:
    """Somebody who has looked his case up, and the last page that he was shown."""

    def __init__(self, office: Office, code: str, pin: str) -> None:
        self.client: FlaskClient = office.visitor()
        self.page = ask(self.client, code, pin)

    def unseen(self, name: str) -> str:
        found = re.search(rf'name="{name}" value="([^"]*)"', self.page.text)
        return unescape(found[1]) if found else ""

    def send(self, way: str, **typed: Any) -> TestResponse:
        """Send a form of the page, with what it bears unseen."""
        names = ("csrf_token", "own", "key", "files_key")
        told = {name: self.unseen(name) for name in names} | typed
        return self.client.post(f"{PATH}/{way}".rstrip("/"), data=told)

    def go(self, way: str, **typed: Any) -> TestResponse:
        self.page = self.send(way, **typed)
        return self.page


def looked_up(office: Office) -> tuple[Sender, str]:
    code, pin = taken_down(office)
    return Sender(office, code, pin), f"/ho-so/{code}"


def test_a_question_is_answered_by_the_sender_and_read_at_once(office: Office) -> None:
    code, pin = taken_down(office)
    case = f"/ho-so/{code}"
    office.move(Role.FOCAL, case, "ask_info", question=QUESTION)
    sender = Sender(office, code, pin)
    assert QUESTION in sender.page.text
    refused = sender.go("bo-sung", text="ừ")
    assert refused.status_code == 422
    assert "Hãy viết rõ hơn, ít nhất 10 ký tự." in refused.text
    photo = (BytesIO(photograph()), "anh.jpg")
    typed = {"text": ANSWER, "is_private": "y"}
    answers = [
        sender.send("bo-sung", **typed, files=photo),
        sender.send("bo-sung", **typed),
    ]
    for answer in answers:
        assert (answer.status_code, "Đã gửi." in answer.text) == (200, True)
        assert "Đã nhận thông tin bổ sung" in answer.text
    assert office.row(case).state is S.RECEIVED
    assert f"Trả lời ngày 17/12/2019 {ANSWER}" in section(
        office.get(Role.FOCAL, case), "yeu-cau-bo-sung"
    )
    assert code in section(office.get(Role.FOCAL, "/ban-lam-viec"), "co-gi-moi")
    assert PLACE not in office.get(Role.FOCAL, case)


def test_words_in_addition_are_told_apart_and_keep_nobody_from_working(
    office: Office,
) -> None:
    sender, case = looked_up(office)
    office.move(Role.FOCAL, case, "assign", **assignment(office))
    version = office.row(case).version
    office.post(Role.HEAD, f"{case}/da-xem", line="99999")
    answer = sender.go("bo-sung", text=ANSWER)
    assert "Bạn viết thêm" in answer.text
    assert ANSWER not in answer.text
    page = office.get(Role.HEAD, case)
    assert ANSWER in section(page, "nguoi-gui-viet-la")
    assert "Viết thêm Người gửi" in section(page, "dong-moi")
    assert office.row(case).version == version


def test_a_pass_that_is_over_reads_as_a_wrong_pin_and_the_words_are_kept(
    office: Office,
) -> None:
    code, pin = taken_down(office)
    sender = Sender(office, code, pin)
    with office.reading() as session:
        begun = NOW - lookups.LASTS
        over = passes.give(session, code, VAULT, now=begun)
    assert over
    wrong = ask(office.visitor(), code, "0000 0000")
    tried = (
        ("bo-sung", over.text),
        ("rut", over.text),
        ("mo-lai/gui", over.text),
        ("bo-sung", f"{code}.9999999999.x"),
        ("bo-sung", "DDN-2019-999999.9999999999.x"),
        ("rut/gui", ""),
    )
    answers = [sender.send(way, own=own, text=ANSWER, key="") for way, own in tried]
    assert {answer.status_code for answer in answers} == {wrong.status_code} == {422}
    (page,) = {plain(answer, code) for answer in answers}
    assert ANSWER in page
    assert page.count(lookups.UNKNOWN) == wrong.text.count(lookups.UNKNOWN) == 1
    found = sender.send("", code=code, pin=pin, text=ANSWER)
    assert ANSWER in found.text


def test_tries_with_a_pass_are_counted_as_those_with_a_pin(office: Office) -> None:
    sender, case = looked_up(office)
    good = sender.unseen("own")
    forged = f"{case[-15:]}.9999999999.x"
    tried = [sender.send("rut", own=forged, text=ANSWER) for _ in range(5)]
    assert {one.status_code for one in tried} == {422}
    answer = sender.send("rut", own=good, text=ANSWER)
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "900")
    assert ANSWER in answer.text


def test_a_wish_stands_on_the_desk_and_its_answer_is_read_by_the_sender(
    office: Office,
) -> None:
    sender, case = looked_up(office)
    asked = sender.go("rut")
    assert "Xin rút phản ánh" in asked.text
    assert sender.go("rut/gui", text="").status_code == 422
    assert sender.go("rut/gui", text=REASON).status_code == 200
    assert "Sở đang xem đề nghị này." in sender.page.text
    assert office.row(case).state is S.RECEIVED
    desk = section(office.get(Role.CLERK, "/ban-lam-viec"), "cho-quyet-dinh")
    assert "Xin rút phản ánh" in desk
    page = office.get(Role.CLERK, case)
    assert REASON in section(page, "nguoi-gui-viet-la")
    assert page.count(REASON) == 2  # and in the form that records it
    wish = re.search(r'action="(/ho-so/[^"]+/nguoi-gui/\d+)"', page)
    assert wish
    version = str(office.row(case).version)
    refused = office.post(Role.CLERK, wish[1], reason="Không", version=version)
    assert (refused.status_code, "ít nhất 10 ký tự" in refused.text) == (422, True)
    no = "Đoạn đường này vẫn cần kiểm tra."
    stale = office.post(Role.CLERK, wish[1], reason=no, version="1")
    assert (stale.status_code, no in stale.text) == (409, True)
    assert office.post(Role.HEAD, wish[1], reason=no, version=version).status_code in {
        403,
        404,
    }
    answer = office.post(Role.CLERK, wish[1], reason=no, version=version)
    assert answer.status_code == 303
    told = sender.go("bo-sung", text=ANSWER)
    assert f"Sở không làm theo đề nghị này: {no}" in told.text


def test_nothing_of_it_is_in_an_address_or_a_log(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    sender, case = looked_up(office)
    own, code = sender.unseen("own"), case[-15:]
    signature = own.rsplit(".", 1)[1]
    for way, text in (("bo-sung", ANSWER), ("rut", ""), ("rut/gui", REASON)):
        answer = sender.go(way, text=text)
        assert answer.status_code == 200
        told = caplog.text + str(answer.headers) + answer.request.url
        for secret in (signature, code, ANSWER, REASON):
            assert secret not in told
        assert "no-store" in answer.headers["Cache-Control"]
        again = sender.client.get(answer.request.path)
        assert (again.status_code, again.location) == (303, PATH)
    for secret in ("Kín Đáo", "0912", "Quốc lộ 51", ANSWER, REASON):
        assert secret not in sender.page.text


def test_an_answer_is_rated_asked_about_again_and_opened_again(office: Office) -> None:
    code, pin = taken_down(office)
    case = f"/ho-so/{code}"
    office.advance(case, S.REPLIED)
    sender = Sender(office, code, pin)
    assert "bo-sung" not in sender.page.text
    nothing = sender.go("danh-gia", text="Vá rồi lại hỏng.")
    assert (nothing.status_code, "Hãy chọn một mức." in nothing.text) == (422, True)
    assert "Vá rồi lại hỏng." in nothing.text
    again = [sender.send("danh-gia", score="2", text="Vá ẩu") for _ in range(2)]
    assert {answer.status_code for answer in again} == {200}
    assert sender.send("danh-gia", score="5", text="Vá ẩu").status_code == 409
    told = section(office.get(Role.HEAD, case), "nguoi-gui-viet-la")
    assert "2 trên 5: không hài lòng" in told
    assert "Vá ẩu" in told
    assert "Người gửi đánh giá" in office.get(Role.DIRECTOR, "/bao-cao/")
    sender.go("mo-lai")
    wish = "Ổ gà lại xuất hiện ở đúng chỗ cũ."
    assert sender.go("mo-lai/gui", text=wish).status_code == 200
    desk = section(office.get(Role.FOCAL, "/ban-lam-viec"), "cho-quyet-dinh")
    assert "Đề nghị mở lại" in desk
    assert wish in office.get(Role.FOCAL, case)
    opened = office.move(Role.FOCAL, case, "reopen", reason=wish)
    assert opened.status_code == 303
    answer = Sender(office, code, pin).page.text
    assert "Sở đã làm theo đề nghị này." in answer
    assert 'aria-labelledby="danh-gia"' not in answer
