"""What comes without a browser's work waits apart until somebody has looked (T24)."""

import io
import re

import pytest
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from documents.models import Case, CaseFile, HeldRequest, LookupAttempt
from documents.vocabulary import CaseState, Role
from tests.documents.case_files.samples import photograph
from tests.portal.intake.visitors import SECRETS, TYPED, Visitor, pin_in
from tests.portal.office import Office, office
from tests.portal.test_lookup import ask

__all__ = ["office"]

LIST = "/ho-so/cho-kiem-tra"


def reference_in(answer: TestResponse) -> str:
    found = re.search(r"CHO-\d{6}", answer.text)
    assert found, answer.text
    return found[0]


def counts(office: Office) -> tuple[int, int]:
    with office.reading() as session:
        rows = (Case.id, HeldRequest.id)
        cases, held = (session.scalar(select(func.count(row))) or 0 for row in rows)
    return cases, held


def test_a_reference_that_chance_gives_twice_is_given_once(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = iter([123_456, 123_456, 654_321])
    monkeypatch.setattr("secrets.randbelow", lambda _most: next(drawn))
    told = [reference_in(Visitor(office).send(proof="")) for _ in range(2)]
    assert told == ["CHO-123456", "CHO-654321"]


def test_without_javascript_it_waits_and_is_nowhere_until_a_clerk_lets_it_in(
    office: Office,
) -> None:
    answer = Visitor(office).send(proof="")
    assert answer.status_code == 200
    reference, pin = reference_in(answer), pin_in(answer)
    assert counts(office) == (0, 1)
    assert "chờ kiểm tra" in ask(office.visitor(), reference, pin).text
    office.index()
    for path in ("/ho-so/", "/tim-kiem?q=Quốc+lộ+51", "/bao-cao/"):
        page = office.get(Role.FOCAL, path)
        assert TYPED["title"] not in page.replace('value="Quốc lộ 51"', "")
    assert "1 phản ánh gửi qua trang chờ kiểm tra" in office.get(
        Role.CLERK, "/ban-lam-viec"
    )
    assert reference in office.get(Role.CLERK, LIST)
    page = office.get(Role.CLERK, f"{LIST}/1")
    assert TYPED["content"] in page
    assert not [secret for secret in SECRETS if secret in page]
    taken = office.post(Role.CLERK, f"{LIST}/1/cho-vao")
    assert taken.status_code == 303
    code = taken.location[-15:]
    assert office.row(code).state is CaseState.SUBMITTED
    assert counts(office) == (1, 1)
    for typed in (reference, code):
        assert (
            f'Hồ sơ <span class="nowrap">{code}'
            in ask(office.visitor(), typed, pin).text
        )
    again = office.post(Role.CLERK, f"{LIST}/1/cho-vao")
    assert again.status_code == 409
    assert counts(office) == (1, 1)


def test_a_filled_trap_waits_too_whatever_work_was_done(office: Office) -> None:
    assert Visitor(office).send(website="http://quang.cao").status_code == 200
    assert counts(office) == (0, 1)


def test_what_is_discarded_tells_its_sender_why_and_nobody_else(
    office: Office,
) -> None:
    answer = Visitor(office).send(proof="")
    reference, pin = reference_in(answer), pin_in(answer)
    refused = office.post(Role.FOCAL, f"{LIST}/1/loai", reason="rác")
    assert refused.status_code == 422
    assert "ít nhất 10 ký tự" in refused.text
    why = "Quảng cáo, không phải phản ánh."
    assert office.post(Role.FOCAL, f"{LIST}/1/loai", reason=why).status_code == 303
    assert why in ask(office.visitor(), reference, pin).text
    wrong = ask(office.visitor(), reference, "0000 0000")
    assert wrong.status_code == 422
    assert why not in wrong.text
    assert counts(office) == (0, 1)
    assert reference not in office.get(Role.CLERK, LIST)


def test_the_same_form_waits_once_and_never_beside_its_case(office: Office) -> None:
    visitor = Visitor(office)
    told = visitor.open() | {"proof": ""}
    first, second = visitor.send(**told), visitor.send(**told)
    assert reference_in(first) == reference_in(second)
    assert pin_in(first) == pin_in(second)
    assert reference_in(visitor.send(**told | {"proof": visitor.proof()}))
    assert counts(office) == (0, 1)


def test_its_files_wait_with_it_and_come_to_its_case(office: Office) -> None:
    visitor = Visitor(office)
    picture = (io.BytesIO(photograph()), "o-ga.jpg")
    assert visitor.send(proof="", files=picture).status_code == 200
    assert "o-ga.jpg" in office.get(Role.CLERK, f"{LIST}/1")
    assert office.post(Role.CLERK, f"{LIST}/1/cho-vao").status_code == 303
    with office.reading() as session:
        (row,) = session.scalars(select(CaseFile))
        assert row.added_by_id is None
        assert row.file.name == "o-ga.jpg"


@pytest.mark.parametrize("role", [Role.HEAD, Role.HANDLER, Role.CVP, Role.ADMIN])
def test_nobody_but_who_takes_cases_sees_what_waits(office: Office, role: Role) -> None:
    Visitor(office).send(proof="")
    for path in (LIST, f"{LIST}/1"):
        assert office.as_(role).get(path).status_code == 403
    assert office.post(role, f"{LIST}/1/cho-vao").status_code == 403
    assert counts(office) == (0, 1)


def test_a_thousand_posts_of_a_machine_never_reach_the_desk(office: Office) -> None:
    """The throttle stops it at the thirtieth; what came before waits apart."""
    visitor = Visitor(office)
    told = visitor.open()
    answers = [
        visitor.send(**told, proof="", content=f"{TYPED['content']} {number}")
        for number in range(32)
    ]
    assert [one.status_code for one in answers[-2:]] == [429, 429]
    assert counts(office) == (0, 30)
    with office.reading() as session:
        assert session.scalars(select(LookupAttempt)).all() == []
    assert "30 phản ánh" in office.get(Role.CLERK, "/ban-lam-viec")
