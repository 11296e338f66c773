"""The backlog clinic at its addresses: table, lists, marks, many ends at once."""

import re
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from documents.models import BacklogMarking, CaseRound
from documents.vault import Identity
from documents.vocabulary import BacklogKind, BacklogMark, CaseState, Role
from tests import factories
from tests.conftest import NOW
from tests.portal.desk.test_deciding import TRANSFER, text_of
from tests.portal.desk.test_moves import flashed
from tests.portal.office import Office, office

__all__ = ["office"]

S = CaseState
LONG_AGO = NOW - timedelta(200)
HOME = "/ho-so/ton-dong"
LIST = f"{HOME}/danh-sach"
READERS = (Role.HEAD, Role.FOCAL, Role.CVP, Role.DIRECTOR)
WHY_OURS_NOT = "Tuyến này do Ủy ban nhân dân huyện Châu Đức quản lý."


UNLIKE = (
    ("Đèn tín hiệu ngã tư không sáng", "0987 654 321"),
    ("Xe buýt tuyến 06 bỏ bến", "0987 654 322"),
    ("Cống thoát nước trước chợ bị tắc", "0987 654 323"),
)
"""Of different matters and senders: nobody has told any of these again."""


def long_ago(office: Office, about: str, phone: str) -> str:
    sender = Identity(full_name="Lý Văn Thử", phone=phone)
    return office.case(now=LONG_AGO, title=about, content=about, identity=sender)


def code_of(path: str) -> str:
    return path.rsplit("/", 1)[-1]


def mark(office: Office, role: Role, case: str, mark: str, **typed: Any) -> Any:
    typed = {"mark": mark, "reason": WHY_OURS_NOT} | typed
    return office.move(role, case, "ton-dong", **typed)


def stock(office: Office) -> dict[BacklogKind, str]:
    """Make one case of each kind, each in another way than by its state alone."""
    cases = {
        BacklogKind.B1: office.case(S.IN_PROGRESS),
        BacklogKind.B2: office.case(S.IN_PROGRESS),
        BacklogKind.B3: long_ago(office, *UNLIKE[0]),
        BacklogKind.B4: office.case(),
    }
    assert mark(office, Role.HEAD, cases[BacklogKind.B2], "resolved_offline").location
    assert mark(office, Role.FOCAL, cases[BacklogKind.B4], "out_of_competence").location
    return cases


def kinds_listed(
    office: Office, role: Role = Role.FOCAL
) -> dict[BacklogKind, set[str]]:
    found = {}
    for kind in BacklogKind:
        page = office.get(role, f"{LIST}?loai={kind.value}")
        found[kind] = {
            f"/ho-so/{code}" for code in re.findall(r"DDN-\d{4}-\d{6}", page)
        }
    return found


def number(page: str) -> int:
    found = re.search(r'backlog__number">(\d+)<', page)
    assert found
    return int(found[1])


def test_each_case_is_in_one_kind_and_ends_by_that_kinds_rule(
    office: Office,
) -> None:
    """A3: the four kinds of the backlog, and who ends a case of each."""
    cases = stock(office)
    assert kinds_listed(office) == {kind: {case} for kind, case in cases.items()}
    assert number(office.get(Role.CVP, HOME)) == 4

    b1 = cases[BacklogKind.B1]
    _answer(office, b1)
    b2 = cases[BacklogKind.B2]
    _answer(office, b2)
    b3 = cases[BacklogKind.B3]
    reason = "Đã 200 ngày, người gửi không phản ánh lại lần hai."
    closing = {"reason": "long_ago", "reason_text": reason}
    assert office.move(Role.FOCAL, b3, "propose_close_unresolved", **closing).location
    assert office.move(Role.CVP, b3, "close_unresolved").location
    b4 = cases[BacklogKind.B4]
    assert office.move(Role.FOCAL, b4, "propose_transfer", **TRANSFER).location
    assert office.move(Role.CVP, b4, "transfer").location

    ends = [office.row(cases[kind]).state for kind in BacklogKind]
    assert ends == [S.RESOLVED, S.RESOLVED, S.CLOSED_UNRESOLVED, S.TRANSFERRED]
    assert "Không còn hồ sơ tồn đọng" in office.get(Role.CVP, HOME)
    assert not any(kinds_listed(office).values())


def _answer(office: Office, path: str) -> None:
    """Take a case along its straight path: it is B2 from its approval to its end."""
    for state in (S.APPROVED, S.REPLIED, S.RESOLVED):
        office.advance(path, state)
        if state is not S.RESOLVED:
            assert path in kinds_listed(office)[BacklogKind.B2]


def test_a_transfer_needs_its_agency_and_its_document(office: Office) -> None:
    """A4: nothing goes to another body without its name and a numbered document."""
    case = office.case()
    mark(office, Role.FOCAL, case, "out_of_competence")
    for missing in ("agency", "document", "document_on", "reason"):
        typed = {**TRANSFER, missing: ""}
        answer = office.move(Role.FOCAL, case, "propose_transfer", **typed)
        assert answer.status_code == 422, missing
    assert office.move(Role.CVP, case, "transfer").status_code == 409
    assert office.row(case).state is S.RECEIVED
    assert case in kinds_listed(office)[BacklogKind.B4]
    page = text_of(office.get(Role.FOCAL, f"{LIST}?loai=b4"))
    assert "Cần cơ quan nhận, số và ngày văn bản chuyển" in page


def test_the_table_leads_to_the_lists_that_it_counts(office: Office) -> None:
    stock(office)
    office.case(S.APPROVED)
    page = office.get(Role.FOCAL, HOME)
    cells = re.findall(r'<a href="(/ho-so/ton-dong/danh-sach[^"]*)">(\d+)</a>', page)
    assert len(cells) > 8
    for url, count in cells:
        listed = office.get(Role.FOCAL, url.replace("&amp;", "&"))
        assert f"Có {count} hồ sơ tồn đọng" in listed, url
    assert "don-vi=chua-giao" in page


def test_what_waits_to_be_received_stands_apart(office: Office) -> None:
    with office.writing() as session:
        factories.make_sent_case(session, now=NOW, by=office.people[Role.CLERK])
    page = office.get(Role.FOCAL, HOME)
    assert number(page) == 0
    assert "1 hồ sơ chờ tiếp nhận" in page


def test_only_those_who_clear_it_open_the_workbench(office: Office) -> None:
    for role in Role:
        for path in (HOME, LIST):
            status = office.as_(role).get(path).status_code
            assert status == (200 if role in READERS else 403), (role, path)


def test_a_head_counts_his_own_units_cases(office: Office) -> None:
    office.case(S.IN_PROGRESS)
    office.case()
    assert number(office.get(Role.FOCAL, HOME)) == 2
    assert number(office.get(Role.HEAD, HOME)) == 1
    with office.writing() as session:
        other = factories.make_officer(
            session, Role.HEAD, "VTPT", now=NOW, username="other"
        )
    page = office.signed_in(other.officer_id).get(HOME)
    assert number(page.text) == 0


def test_a_case_page_tells_the_kind_and_takes_marks(office: Office) -> None:
    case = office.case(S.IN_PROGRESS)
    page = text_of(office.get(Role.HEAD, case))
    assert "B1 – Đã tiếp nhận, chưa giải quyết" in page
    short = mark(office, Role.HEAD, case, "resolved_offline", reason="xong rồi")
    assert short.status_code == 422
    assert "ít nhất 10 ký tự" in short.text
    assert "xong rồi" in short.text
    done = mark(office, Role.HEAD, case, "resolved_offline")
    assert "Đã đánh dấu hồ sơ." in flashed(office, Role.HEAD, done)
    page = text_of(office.get(Role.FOCAL, case))
    assert "B2 – Đã giải quyết, chưa cập nhật kết quả" in page
    assert f"Đã xử lý xong ngoài hệ thống: {WHY_OURS_NOT}" in page
    stale = mark(office, Role.HEAD, case, "no_longer_relevant", version="1")
    assert stale.status_code == 409
    assert WHY_OURS_NOT in stale.text
    back = mark(office, Role.HEAD, case, "-resolved_offline")
    assert back.status_code == 303
    assert "B1 – " in office.get(Role.HEAD, case)


@pytest.mark.parametrize(
    ("role", "told"),
    [
        (Role.HANDLER, "no_longer_relevant"),
        (Role.HEAD, "out_of_competence"),
        (Role.CLERK, "resolved_offline"),
        (Role.DIRECTOR, "resolved_offline"),
    ],
)
def test_nobody_marks_what_is_not_his_to_say(
    office: Office, role: Role, told: str
) -> None:
    case = office.case(S.IN_PROGRESS)
    assert mark(office, role, case, told).status_code == 422
    with office.reading() as session:
        assert BacklogMark(told) not in [m.mark for m in _marks(session)]


def _marks(session: Session) -> Sequence[BacklogMarking]:
    return session.scalars(select(BacklogMarking)).all()


def test_many_cases_cost_the_workbench_and_its_lists_no_more_questions(
    office: Office,
) -> None:
    asked: list[str] = []

    def note(_c: Any, _cursor: Any, statement: str, *_: Any) -> None:
        asked.append(statement)

    def questions(path: str) -> int:
        office.get(Role.FOCAL, path)
        asked.clear()
        office.get(Role.FOCAL, path)
        return len(asked)

    event.listen(office.database.engine, "before_cursor_execute", note)
    stock(office)
    few = [questions(path) for path in (HOME, LIST)]
    for _ in range(3):
        stock(office)
    assert [questions(path) for path in (HOME, LIST)] == few
    event.remove(office.database.engine, "before_cursor_execute", note)


STEP = "/ho-so/cung-luc"


def old_cases(office: Office) -> list[str]:
    return [code_of(long_ago(office, *told)) for told in UNLIKE]


def propose_to_end(office: Office, reasons: dict[str, str]) -> Any:
    """Send one form in which each case has its own reason to end."""
    typed: dict[str, Any] = {
        "viec": "propose_close_unresolved",
        "ho-so": list(reasons),
        "reason": "long_ago",
    }
    for code, reason in reasons.items():
        typed[f"{code}-version"] = str(office.row(code).version)
        typed[f"{code}-reason_text"] = reason
    return office.post(Role.FOCAL, STEP, **typed)


def test_the_list_leads_to_one_form_in_which_each_case_has_a_likely_reason(
    office: Office,
) -> None:
    cases = old_cases(office)
    page = office.get(Role.FOCAL, f"{LIST}?loai=b3")
    assert re.search(r'formaction="/ho-so/cung-luc"[^>]*propose_close_unresolved', page)
    chosen = "&".join(f"ho-so={code}" for code in cases)
    form = office.get(Role.FOCAL, f"{STEP}?viec=propose_close_unresolved&{chosen}")
    assert form.count("Đã 200 ngày, người gửi không phản ánh lại lần hai") == 3


def test_chosen_cases_end_by_many_single_decisions_each_with_its_own_reason(
    office: Office,
) -> None:
    cases = old_cases(office)
    reasons = [f"Hiện trạng tại điểm {n} đã được khắc phục từ lâu." for n in range(2)]
    told = dict(zip(cases, [*reasons, "ngắn"], strict=True))
    assert "ngắn</textarea>" in propose_to_end(office, told).text
    agreed: dict[str, Any] = {"viec": "close_unresolved", "ho-so": cases[:2]}
    for code in cases[:2]:
        agreed[f"{code}-version"] = str(office.row(code).version)
    assert office.post(Role.CVP, STEP, **agreed).status_code == 303
    rows = [office.row(code) for code in cases]
    ends = [row.state for row in rows]
    assert ends == [S.CLOSED_UNRESOLVED, S.CLOSED_UNRESOLVED, S.RECEIVED]
    ended = CaseRound.case_id.in_([row.id for row in rows[:2]])
    with office.reading() as session:
        said = session.scalars(select(CaseRound.reason_text).where(ended))
        assert sorted(said) == reasons
    assert number(office.get(Role.CVP, HOME)) == 1
