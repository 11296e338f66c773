"""X01: what a visitor sends becomes one case, for who worked for it, and no more."""

import json
import logging
from base64 import b64decode
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from sqlalchemy import func, select

from documents import history
from documents.models import Case, Complainant, Event, SpentProof
from documents.vocabulary import CaseState, Channel, Role, Source
from portal import proof
from tests.conftest import NOW
from tests.factories import VAULT
from tests.portal.intake.visitors import (
    FORM,
    SECRETS,
    TYPED,
    Visitor,
    code_in,
    encoded,
    pin_in,
    solved,
)
from tests.portal.office import Office, office
from tests.portal.test_lookup import ask

__all__ = ["office"]


def cases(office: Office) -> int:
    with office.reading() as session:
        return session.scalar(select(func.count(Case.id))) or 0


def test_what_a_visitor_sends_waits_to_be_taken_and_he_can_follow_it(
    office: Office,
) -> None:
    answer = Visitor(office).send()
    assert answer.status_code == 200, answer.text
    assert "no-store" in answer.headers["Cache-Control"]
    code, pin = code_in(answer), pin_in(answer)
    case = office.row(code)
    assert case.state is CaseState.SUBMITTED
    assert (case.channel, case.source) == (Channel.WEB_FORM, Source.DEPARTMENT)
    assert case.recorded_by_id is None
    with office.reading() as session:
        row = session.get_one(Case, case.id)
        assert not row.rounds[0].accepted
        (line,) = history.of(session, row)
        assert (line.action, line.to_state) == ("submit", "submitted")
        assert (line.actor_id, line.actor_name) == (None, "Người gửi")
        sender = session.get_one(Complainant, case.id)
        assert (sender.consent_version, sender.consent_at) == ("2023.1", NOW)
        assert VAULT.open(sender.sealed, code=code).full_name == TYPED["full_name"]
    assert "đã gửi" in ask(office.visitor(), code, pin).text


def test_the_desk_finds_it_among_what_waits_to_be_taken_and_takes_it(
    office: Office,
) -> None:
    code = code_in(Visitor(office).send())
    assert code in office.get(Role.FOCAL, "/ban-lam-viec")
    page = office.get(Role.CLERK, f"/ho-so/{code}")
    assert "cấp tự động khi gửi" in page
    taken = office.move(Role.CLERK, f"/ho-so/{code}", "accept", similar="none")
    assert taken.status_code == 303
    assert office.row(code).state is CaseState.RECEIVED


def test_the_same_form_sent_twice_is_one_case_with_one_code_and_pin(
    office: Office,
) -> None:
    visitor = Visitor(office)
    told = visitor.open() | {"proof": visitor.proof()}
    first, second = visitor.send(**told), visitor.send(**told)
    assert code_in(first) == code_in(second)
    assert pin_in(first) == pin_in(second)
    later = visitor.send(**told | {"proof": ""})
    assert code_in(later) == code_in(first)
    assert cases(office) == 1


def test_nothing_is_kept_without_work_and_a_proof_lets_one_request_through(
    office: Office,
) -> None:
    visitor = Visitor(office)
    spent = visitor.proof()
    assert visitor.send(proof=spent).status_code == 200
    for bad in ("x", "e30=", encoded([]), encoded({"challenge": 1}), spent):
        answer = visitor.send(proof=bad, content=f"{TYPED['content']} {bad[:9]}")
        assert answer.status_code == 422, bad
        assert "kiểm tra tự động" in answer.text
        assert TYPED["full_name"] in answer.text
    assert cases(office) == 1


def altered(payload: str, **told: Any) -> str:
    read = json.loads(b64decode(payload))
    read["challenge"]["parameters"] |= told
    return encoded(read)


def test_a_proof_that_is_foreign_altered_or_old_is_worth_nothing(
    office: Office,
) -> None:
    good = solved(proof.challenge("khóa", now=NOW))
    assert proof.read(good, "khóa", now=NOW) is not None
    late = NOW + proof.VALID_FOR
    assert proof.read(good, "khóa", now=late) is None
    assert proof.read(good, "khóa khác", now=NOW) is None
    for told in ({"cost": 1}, {"keyPrefix": ""}, {"expiresAt": 9_999_999_999}):
        assert proof.read(altered(good, **told), "khóa", now=NOW) is None
    unsolved = json.loads(b64decode(good))
    for counter in (0, -1, 2**40, "1", None, True, 1.5):
        solution = {"counter": counter, "derivedKey": "00" * 32}
        wrong = encoded(unsolved | {"solution": solution})
        assert proof.read(wrong, "khóa", now=NOW) is None, counter


def test_proofs_that_ran_out_are_forgotten(office: Office) -> None:
    with office.writing() as session:
        old = NOW - timedelta(seconds=1)
        session.add(SpentProof(nonce="cũ", expires_at=old))
    Visitor(office).send()
    with office.reading() as session:
        assert "cũ" not in session.scalars(select(SpentProof.nonce)).all()


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"agreed": ""}, "Cần đồng ý"),
        ({"field": ""}, "Mục này cần được điền"),
        ({"content": "quá ngắn"}, "ít nhất 20 ký tự"),
        ({"full_name": ""}, "Cần họ tên"),
        ({"phone": ""}, "Cần ít nhất số điện thoại"),
        ({"anonymous": "y", "field": "conduct"}, "Chỉ nhận phản ánh ẩn danh"),
        ({"email": "khong-phai-thu"}, "Địa chỉ thư điện tử"),
        ({"key": ""}, "Trang đã mở quá lâu"),
    ],
)
def test_what_is_missing_is_told_and_nothing_typed_is_lost(
    office: Office, told: dict[str, str], said: str
) -> None:
    answer = Visitor(office).send(**told)
    assert answer.status_code == 422
    assert said in answer.text
    assert TYPED["title"] in answer.text
    assert cases(office) == 0


def test_consent_is_never_ticked_for_him(office: Office) -> None:
    page = office.visitor().get(FORM).text
    assert "checked" not in page.split('name="agreed"')[1].split(">")[0]


def test_who_stays_unnamed_leaves_no_name_behind(office: Office) -> None:
    code = code_in(Visitor(office).send(anonymous="y"))
    with office.reading() as session:
        sender = session.get_one(Complainant, office.row(code).id)
        assert VAULT.open(sender.sealed, code=code).full_name == ""
        assert not sender.has_address


def test_who_sends_it_is_nowhere_but_under_seal(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    answer = Visitor(office).send()
    office.index()
    with office.reading() as session:
        lines = session.scalars(select(Event)).all()
        told = " ".join(f"{one.note} {one.data}" for one in lines)
    visitor = office.visitor()
    told += "".join(
        visitor.get(path).text
        for path in ("/", "/hoi-dap", "/tim-kiem?q=Km+40", "/tim-kiem?q=Quốc+lộ+51")
    )
    told += office.get(Role.FOCAL, "/ban-lam-viec") + office.get(Role.FOCAL, "/ho-so/")
    told += caplog.text + str(answer.headers)
    for secret in (*SECRETS, pin_in(answer)):
        assert secret not in told


def test_the_thirty_first_form_from_one_address_is_told_when_to_come_back(
    office: Office,
) -> None:
    visitor = Visitor(office)
    told = visitor.open()
    for _ in range(30):
        assert visitor.client.post(FORM, data={**told}).status_code == 422
    answer = visitor.client.post(FORM, data={**told, **TYPED})
    assert answer.status_code == 429
    assert answer.headers["Retry-After"] == "900"
    assert "Hãy chờ 15 phút" in answer.text
    assert TYPED["content"] in answer.text
    other = visitor.client.post(
        FORM, data=told, environ_overrides={"REMOTE_ADDR": "192.0.2.7"}
    )
    assert other.status_code == 422


def test_200_mb_are_refused_before_they_are_read(office: Office) -> None:
    class Endless(BytesIO):
        taken = 0

        def read(self, size: int | None = -1) -> bytes:
            self.taken += size or 0
            return b"0" * (size or 0)

    stream = Endless()
    answer = office.visitor().post(
        FORM,
        input_stream=stream,
        environ_overrides={"CONTENT_LENGTH": "200000000"},
        content_type="multipart/form-data; boundary=x",
    )
    assert answer.status_code == 413
    assert stream.taken < 25_000_000
    assert "MB" in answer.text


def test_the_notice_he_agreed_to_stays_to_be_read(office: Office) -> None:
    visitor = office.visitor()
    page = visitor.get("/quyen-rieng-tu").text
    assert "Phiên bản 2023.1" in page
    assert "Nghị định số 13/2023" in page
    newer = visitor.get("/quyen-rieng-tu/2026.1").text
    assert "không phải phiên bản đang áp dụng" in newer
    assert visitor.get("/quyen-rieng-tu/1.0").status_code == 404
