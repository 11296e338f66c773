"""One step for many cases: each on its own version, with its own words and answer."""

import re
from collections.abc import Sequence
from html import unescape
from typing import Any

from sqlalchemy import select
from werkzeug.test import TestResponse

from documents import history
from documents.models import Case, Event
from documents.vocabulary import CaseState, EventKind, Role
from tests import factories
from tests.conftest import NOW
from tests.portal.desk.test_sealing import Planted
from tests.portal.office import Office, office
from tests.portal.public_site import token_in

__all__ = ["office"]

S = CaseState
WHERE = "/ho-so/cung-luc"
REASON = "Đã hết thời hiệu, người gửi không phản ánh lại."


def code_of(case: str) -> str:
    return case.rsplit("/", 1)[-1]


def address(cases: Sequence[str], action: str = "") -> str:
    chosen = "&".join(f"ho-so={code_of(case)}" for case in cases)
    return f"{WHERE}?{chosen}" + (f"&viec={action}" if action else "")


def sending(
    office: Office, cases: Sequence[str], action: str, **told: Any
) -> dict[str, Any]:
    """Return what the page would send; a value of many is given case by case."""
    typed: dict[str, Any] = {"viec": action, "ho-so": [code_of(one) for one in cases]}
    for case in cases:
        typed[f"{code_of(case)}-version"] = str(office.row(case).version)
    for name, value in told.items():
        if isinstance(value, list):
            for case, one in zip(cases, value, strict=True):
                typed[f"{code_of(case)}-{name}"] = one
        else:
            typed[name] = value
    return typed


def send(
    office: Office, role: Role, cases: Sequence[str], action: str, **told: Any
) -> TestResponse:
    return office.post(role, WHERE, **sending(office, cases, action, **told))


def assigned(office: Office, *notes: str) -> dict[str, Any]:
    with office.reading() as session:
        unit = factories.unit(session, "KCHT").id
    return {
        "kind": "report",
        "field": "roads",
        "urgency": "normal",
        "lead_unit_id": str(unit),
        "note": list(notes),
    }


def notes(office: Office, case: str) -> list[str]:
    with office.reading() as session:
        row = session.scalars(select(Case).where(Case.code == code_of(case))).one()
        return [event.note for event in history.of(session, row) if event.note]


def bare(answer: TestResponse, code: str) -> str:
    """Return a page without its token and the code that was asked for."""
    page = re.sub(r'name="csrf_token" value="[^"]+"', "", answer.text)
    return page.replace(code_of(code), "X")


def test_every_case_is_moved_by_itself_with_its_own_words(office: Office) -> None:
    cases = [office.case() for _ in range(3)]
    answer = send(
        office, Role.FOCAL, cases, "assign", **assigned(office, "một", "hai", "")
    )
    assert (answer.status_code, answer.location) == (303, "/ho-so/")
    assert {office.row(case).state for case in cases} == {S.IN_PROGRESS}
    assert [notes(office, case) for case in cases] == [["một"], ["hai"], []]
    assert "đã xong 3 hồ sơ" in office.get(Role.FOCAL, "/ho-so/")


def test_what_fails_stays_with_its_message_and_its_text_and_the_rest_is_done(
    office: Office,
) -> None:
    good, short, changed = (office.case(S.IN_PROGRESS, title=t) for t in "abc")
    told = {"reason": "not_verifiable", "duplicate_of": ["", "", ""]}
    typed = sending(
        office,
        [good, short, changed],
        "propose_close_unresolved",
        reason_text=[REASON, "ngắn", "Lý do của riêng hồ sơ thứ ba."],
        **told,
    )
    office.move(
        Role.HEAD,
        changed,
        "reassign",
        handler_id=office.people[Role.HANDLER].officer_id,
        reason="Phụ trách tuyến này",
    )
    answer = office.post(Role.FOCAL, WHERE, **typed)
    page = unescape(answer.text).replace(">\r\n", ">")
    assert answer.status_code == 422
    assert "đã xong 1 hồ sơ; 2 hồ sơ chưa được, lý do ghi dưới đây" in page
    assert code_of(good) not in page
    assert ">ngắn</textarea>" in page
    assert "ít nhất 20 ký tự" in page
    assert "Lý do của riêng hồ sơ thứ ba.</textarea>" in page
    assert "Phụ trách tuyến này" in page
    version = re.search(rf'{code_of(changed)}-version" value="(\d+)"', page)
    assert version
    assert int(version[1]) == office.row(changed).version
    assert len(notes(office, good)) == 1
    assert notes(office, short) == []


def test_a_second_click_moves_nothing_and_blames_nobody(office: Office) -> None:
    cases = [office.case() for _ in range(2)]
    typed = sending(office, cases, "assign", **assigned(office, "a", "b"))
    first = office.post(Role.FOCAL, WHERE, **typed)
    second = office.post(Role.FOCAL, WHERE, **typed)
    assert (first.status_code, second.status_code) == (303, 303)
    with office.reading() as session:
        moved = select(Event).where(
            Event.kind == EventKind.MOVED, Event.action == "assign"
        )
        assert len(session.scalars(moved).all()) == 2
    other = office.post(Role.CVP, WHERE, **typed)
    assert other.status_code == 422


def test_what_is_wrong_with_what_is_said_for_all_is_told_once(office: Office) -> None:
    cases = [office.case() for _ in range(3)]
    told = assigned(office, "một", "hai", "ba") | {"lead_unit_id": ""}
    answer = send(office, Role.FOCAL, cases, "assign", **told)
    assert answer.status_code == 422
    assert answer.text.count("Mục này cần được điền.") == 1
    for note in ("một", "hai", "ba"):
        assert f">{note}</textarea>" in answer.text.replace(">\r\n", ">")
    assert {office.row(case).state for case in cases} == {S.RECEIVED}


def test_the_page_says_first_which_of_the_cases_are_open_to_the_step(
    office: Office,
) -> None:
    received, working = office.case(title="mới"), office.case(S.IN_PROGRESS, title="cũ")
    chosen = office.get(Role.FOCAL, address([received, working]))
    assert "Giao xử lý (1)" in chosen
    page = office.get(Role.FOCAL, address([received, working], "assign"))
    assert "Không làm được với 1 hồ sơ" in page
    assert f'value="{code_of(received)}" checked' in page
    assert f'value="{code_of(working)}" checked' not in page


def test_decisions_are_taken_together_and_each_shows_what_was_asked(
    office: Office,
) -> None:
    cases = [office.case(S.IN_PROGRESS) for _ in range(2)]
    reasons = [f"{REASON} Hồ sơ {n}." for n in range(2)]
    asked = send(
        office,
        Role.FOCAL,
        cases,
        "propose_close_unresolved",
        reason="not_verifiable",
        reason_text=reasons,
    )
    assert asked.status_code == 303
    assert "Đồng ý kết thúc (2)" in office.get(Role.CVP, address(cases))
    page = office.get(Role.CVP, address(cases, "close_unresolved"))
    for reason in reasons:
        assert reason in page
    refused = send(
        office, Role.CVP, cases[:1], "refuse", comment=["Cần xác minh lại hiện trường."]
    )
    agreed = send(office, Role.CVP, cases, "close_unresolved")
    assert (refused.status_code, agreed.status_code) == (303, 422)
    states = [office.row(case).state for case in cases]
    assert states == [S.IN_PROGRESS, S.CLOSED_UNRESOLVED]


def test_common_words_fill_the_empty_places_and_leave_the_written(
    office: Office,
) -> None:
    cases = [office.case(S.IN_PROGRESS) for _ in range(2)]
    before = [office.row(case).version for case in cases]
    typed = sending(
        office, cases, "propose_close_unresolved", reason_text=["của riêng", ""]
    )
    typed |= {"chung-reason_text": REASON, "dien": "1", "reason": "not_verifiable"}
    answer = office.post(Role.FOCAL, WHERE, **typed)
    assert answer.status_code == 200
    texts = dict(
        re.findall(
            r'<textarea[^>]* name="([^"]+)"[^>]*>\s*([^<]*)</textarea>', answer.text
        )
    )
    own = [texts[f"{code_of(case)}-reason_text"].strip() for case in cases]
    assert own == ["của riêng", REASON]
    assert '<option selected value="not_verifiable">' in answer.text
    assert [office.row(case).version for case in cases] == before


def test_a_case_of_another_unit_or_a_sealed_one_is_as_if_it_were_not(
    office: Office,
) -> None:
    planted = Planted(office)
    foreign = planted.case
    with office.writing() as session:
        head = factories.make_officer(
            session, Role.HEAD, "VTPT", now=NOW, username="head-vtpt"
        )
    client = office.signed_in(head.officer_id)
    told = sending(office, [foreign], "reassign", reason=["Một lý do đủ dài"])
    told["csrf_token"] = token_in(client.get("/ban-lam-viec").text)
    before = office.row(foreign).version
    shown = client.get(address([foreign], "reassign"))
    sent = client.post(WHERE, data=told)
    unknown = client.get(address(["DDN-2019-999999"], "reassign"))
    assert bare(shown, foreign) == bare(unknown, "DDN-2019-999999")
    assert sent.status_code == 422
    assert office.row(foreign).title not in shown.text + sent.text
    planted.seal()
    for role in (Role.FOCAL, Role.DIRECTOR):
        page = office.get(role, address([foreign], "refuse"))
        assert office.row(foreign).title not in page
    assert office.row(foreign).version >= before


def test_nothing_chosen_leads_back_and_a_hundred_is_the_most(office: Office) -> None:
    answer = office.as_(Role.FOCAL).get(f"{WHERE}?viec=assign&ve=buoc%3Dreceived")
    assert answer.location == "/ho-so/?buoc=received"
    assert "Hãy chọn ít nhất một hồ sơ." in office.get(Role.FOCAL, "/ho-so/")
    empty = office.post(Role.FOCAL, WHERE, viec="assign", ve="x=//e.example")
    assert empty.location.startswith("/ho-so/?x=")
    unprintable = office.as_(Role.FOCAL).get(f"{WHERE}?viec=assign&ho-so=%00")
    assert unprintable.location == "/ho-so/"
    many = [f"DDN-2019-{n:06}" for n in range(150)]
    page = office.get(Role.FOCAL, address(many, "assign"))
    assert "Không có 100 hồ sơ" in page
    for action in ("approve", "issue", "rubbish"):
        found = office.as_(Role.FOCAL).get(address(many[:1], action))
        assert found.status_code == 404
