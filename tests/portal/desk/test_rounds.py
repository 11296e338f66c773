"""A case's page around its rounds: recalled, given on, shared, reopened, corrected."""

import re
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event

from documents import cases
from documents.vocabulary import (
    CaseState,
    Role,
)
from portal import indexing
from tests import factories
from tests.conftest import NOW
from tests.portal.office import Office, office
from tests.portal.public_site import token_in

__all__ = ["office"]

S = CaseState
WHY = "Người gửi báo ổ gà xuất hiện lại ở đoạn này."
AGAIN = "Đoạn đường vừa vá lại hỏng sau trận mưa lớn."
FOUND = "Đã kiểm tra, không có xe quá tải trên tuyến."


def unit(office: Office, code: str) -> int:
    with office.reading() as session:
        return factories.unit(session, code).id


def offered(page: str, case: str) -> set[str]:
    return set(re.findall(rf'action="{case}/(\w+)"', page))


def section(page: str, heading: str) -> str:
    found = re.search(rf'aria-labelledby="{heading}".*?</section>', page, re.DOTALL)
    assert found, heading
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", found[0]))


def moved(office: Office, role: Role, case: str, action: str, **typed: Any) -> str:
    """Make a move that must succeed; return the page it leads to."""
    answer = office.move(role, case, action, **typed)
    assert answer.status_code == 303, answer.text
    return office.get(role, case)


def refused(office: Office, role: Role, case: str, action: str, **typed: Any) -> str:
    """Make a move whose form is wrong; return the page that tells what is."""
    before = office.row(case).version
    answer = office.move(role, case, action, **typed)
    assert answer.status_code == 422, answer.text
    assert office.row(case).version == before
    return answer.get_data(as_text=True)


def ended_again(office: Office, case: str) -> None:
    """Take a case that was opened again the whole way to its end."""
    with office.writing() as session:
        row = cases.get(
            session, case.rsplit("/", 1)[-1], viewer=office.people[Role.FOCAL]
        )
        factories.advance_to(
            session, row, S.RESOLVED, office.people, NOW, files=office.files
        )


@pytest.fixture
def helper(office: Office) -> FlaskClient:
    """Return the browser of the head of a unit that may be asked to help."""
    with office.writing() as session:
        viewer = factories.make_officer(
            session,
            Role.HEAD,
            "VTPT",
            now=NOW,
            username="helper",
            full_name="Lê Thị Vận Tải",
        )
    return office.signed_in(viewer.officer_id)


def by(client: FlaskClient, office: Office, path: str, **typed: Any) -> Any:
    """Send a form as somebody who is none of the office's people."""
    typed.setdefault("version", str(office.row(path.rsplit("/", 1)[0]).version))
    token = token_in(client.get("/ban-lam-viec").text)
    return client.post(path, data={**typed, "csrf_token": token})


def shared(office: Office, *beside: str) -> str:
    """Make a case that other units work at too."""
    case = office.case()
    typed = {
        "kind": "report",
        "field": "roads",
        "urgency": "normal",
        "lead_unit_id": str(unit(office, "KCHT")),
        "coordinating": [str(unit(office, code)) for code in beside],
    }
    moved(office, Role.FOCAL, case, "assign", **typed)
    return case


def drafted(office: Office, case: str) -> None:
    """Let the handler write the result and the draft of its reply."""
    draft = {
        "result": "Đã vá xong toàn bộ ổ gà trong ngày.",
        "subject": "trả lời phản ánh về Quốc lộ 51",
        "body": "Sở đã cho vá toàn bộ ổ gà.",
        "signer_id": str(office.people[Role.DIRECTOR].officer_id),
    }
    moved(office, Role.HANDLER, case, "du-thao", **draft)


def test_an_approval_is_taken_back_and_the_draft_written_anew(office: Office) -> None:
    case = office.case(S.APPROVED)
    assert "recall" in offered(office.get(Role.DIRECTOR, case), case)
    assert "ít nhất 10" in refused(office, Role.DIRECTOR, case, "recall", reason="sai")
    why = "Cần kiểm tra lại số liệu trước khi ban hành."
    page = moved(office, Role.DIRECTOR, case, "recall", reason=why)
    assert "Thu hồi phê duyệt" in section(page, "dien-bien")
    assert office.row(case).state is S.IN_PROGRESS
    answer = office.move(Role.CLERK, case, "issue", issued_on="17/12/2019")
    assert answer.status_code == 409
    draft = office.get(Role.HANDLER, f"{case}/du-thao")
    assert why in draft
    assert "Soạn kết quả và dự thảo</a>" in office.get(Role.HANDLER, case)


@pytest.mark.parametrize(
    ("state", "role", "action", "status"),
    [
        (S.APPROVED, Role.CVP, "recall", 403),
        (S.PENDING_APPROVAL, Role.DIRECTOR, "recall", 409),
        (S.REPLIED, Role.DIRECTOR, "recall", 409),
        (S.RESOLVED, Role.CLERK, "reopen", 403),
        (S.IN_PROGRESS, Role.FOCAL, "reopen", 409),
        (S.RESOLVED, Role.FOCAL, "propose_reopen", 409),
        (S.RESOLVED, Role.DIRECTOR, "propose_reopen", 403),
        (S.IN_PROGRESS, Role.HANDLER, "reassign", 403),
        (S.IN_PROGRESS, Role.CLERK, "reassign", 403),
        (S.PENDING_APPROVAL, Role.FOCAL, "reassign", 409),
        (S.RESOLVED, Role.DIRECTOR, "correct", 403),
        (S.REPLIED, Role.FOCAL, "correct", 409),
        (S.IN_PROGRESS, Role.HEAD, "coordinate", 403),
        (S.IN_PROGRESS, Role.DIRECTOR, "waive_unit", 403),
        (S.IN_PROGRESS, Role.FOCAL, "waive_unit", 409),
        (S.PENDING_APPROVAL, Role.HEAD, "waive_unit", 409),
        (S.IN_PROGRESS, Role.ADMIN, "coordinate", 403),
    ],
)
def test_a_step_posted_by_hand_is_refused_by_the_domain(
    office: Office, state: CaseState, role: Role, action: str, status: int
) -> None:
    case = office.case(state)
    before = office.row(case).version
    typed = {
        "reason": WHY,
        "result": FOUND,
        "name": "title",
        "text": "Tên khác",
        "chosen": "",
        "lead_unit_id": str(unit(office, "VTPT")),
        "unit_id": str(unit(office, "VTPT")),
    }
    assert office.move(role, case, action, **typed).status_code == status
    assert office.row(case).version == before


def test_a_case_is_opened_again_and_tells_of_every_round(office: Office) -> None:
    case = office.case(S.RESOLVED)
    assert "Các lần xử lý" not in office.get(Role.FOCAL, case)
    assert "ít nhất 10" in refused(office, Role.FOCAL, case, "reopen", reason="lại")
    page = moved(office, Role.FOCAL, case, "reopen", reason=WHY)
    told = section(page, "cac-lan")
    assert re.search(
        r"Lần 1 Xong đúng hạn Tiếp nhận .*17/12/2019 Hạn 31/12/2019"
        r" Kết quả Đã giải quyết Văn bản số 01/SGTVT-KCHT"
        r" Lần 2 Đang xử lý",
        told,
    )
    assert WHY in section(page, "dien-bien")
    letter = re.search(r'href="(/cong-van/\d+)"', page)
    assert letter
    for role in (Role.FOCAL, Role.HEAD):
        assert "01/SGTVT-KCHT" in office.get(role, letter[1])
        assert office.as_(role).get(f"{letter[1]}/sua").status_code == 409
    assert "Soạn kết quả và dự thảo</a>" in office.get(Role.HANDLER, case)


def test_the_second_reopening_goes_from_hand_to_hand(office: Office) -> None:
    case = office.case(S.RESOLVED)
    moved(office, Role.FOCAL, case, "reopen", reason=WHY)
    ended_again(office, case)
    page = office.get(Role.FOCAL, case)
    assert "propose_reopen" in offered(page, case)
    assert "reopen" not in offered(page, case)
    assert office.move(Role.FOCAL, case, "reopen", reason=WHY).status_code == 409
    assert office.move(Role.CVP, case, "reopen", reason=WHY).status_code == 409
    wrong = refused(office, Role.FOCAL, case, "propose_reopen", reason="lại hỏng")
    assert "ít nhất 10" in wrong
    moved(office, Role.FOCAL, case, "propose_reopen", reason=AGAIN)
    assert case in office.get(Role.CVP, "/ban-lam-viec")
    page = office.get(Role.CVP, case)
    assert AGAIN in section(page, "de-nghi-la")
    assert "Đồng ý mở lại" in page
    confirming = re.search(rf'action="{case}/reopen".*?</form>', page, re.DOTALL)
    assert confirming
    assert 'name="reason"' not in confirming[0]
    page = moved(office, Role.CVP, case, "reopen")
    assert "Lần 3 Đang xử lý" in section(page, "cac-lan")
    assert office.row(case).round == 3


def test_a_proposed_reopening_is_refused_and_the_case_stays_ended(
    office: Office,
) -> None:
    case = office.case(S.RESOLVED)
    moved(office, Role.FOCAL, case, "reopen", reason=WHY)
    ended_again(office, case)
    moved(office, Role.FOCAL, case, "propose_reopen", reason=AGAIN)
    comment = "Việc khác, hãy nhập hồ sơ mới."
    moved(office, Role.CVP, case, "refuse", comment=comment)
    assert (office.row(case).state, office.row(case).round) == (S.RESOLVED, 2)


def test_a_case_that_ended_long_ago_is_told_what_to_do_instead(office: Office) -> None:
    case = office.case(now=NOW - timedelta(days=100))
    with office.writing() as session:
        row = cases.get(session, case[-15:], viewer=office.people[Role.FOCAL])
        long_ago = NOW - timedelta(days=95)
        factories.advance_to(
            session, row, S.RESOLVED, office.people, long_ago, files=office.files
        )
    assert "reopen" not in offered(office.get(Role.FOCAL, case), case)
    answer = office.move(Role.FOCAL, case, "reopen", reason=WHY)
    assert answer.status_code == 409
    assert "nhập hồ sơ mới và ghi mã hồ sơ này" in answer.text


def test_a_case_goes_to_another_unit_and_leaves_the_first(
    office: Office, helper: FlaskClient
) -> None:
    case = office.case(S.IN_PROGRESS)
    due_on = office.row(case).due_on
    to = str(unit(office, "VTPT"))
    page = office.get(Role.CVP, case)
    form = re.search(rf'action="{case}/reassign".*?</form>', page, re.DOTALL)
    assert form
    assert "Phòng Quản lý vận tải" in form[0]
    assert "Phòng Quản lý kết cấu hạ tầng" not in form[0]
    assert "handler_id" not in form[0]
    same = str(unit(office, "KCHT"))
    refused(office, Role.CVP, case, "reassign", lead_unit_id=same, reason=WHY)
    refused(office, Role.CVP, case, "reassign", lead_unit_id=to, reason="nhầm")
    page = moved(office, Role.CVP, case, "reassign", lead_unit_id=to, reason=WHY)
    assert "Chủ trì: Phòng Quản lý vận tải" in section(page, "dien-bien")
    assert office.row(case).due_on == due_on
    assert office.as_(Role.HEAD).get(case).status_code == 404
    assert helper.get(case).status_code == 200


def test_a_head_gives_a_case_to_one_of_his_people(office: Office) -> None:
    case = office.case(S.IN_PROGRESS)
    handler = str(office.people[Role.HANDLER].officer_id)
    form = re.search(
        rf'action="{case}/reassign".*?</form>',
        office.get(Role.HEAD, case),
        re.DOTALL,
    )
    assert form
    assert "lead_unit_id" not in form[0]
    refused(office, Role.HEAD, case, "reassign", handler_id=handler, reason="giao")
    refused(office, Role.HEAD, case, "reassign", handler_id="999", reason=WHY)
    to = str(unit(office, "VTPT"))
    refused(office, Role.HEAD, case, "reassign", lead_unit_id=to, reason=WHY)
    page = moved(office, Role.HEAD, case, "reassign", handler_id=handler, reason=WHY)
    assert "Công chức xử lý Nguyễn Văn Mẫu" in section(page, "phan-loai")


def test_a_unit_that_is_gone_is_offered_nowhere(office: Office) -> None:
    with office.writing() as session:
        gone = factories.unit(session, "TTr")
        gone.until = NOW.date() - timedelta(days=1)
    received, going = office.case(), office.case(S.IN_PROGRESS)
    for case in (received, going):
        form = re.search(
            rf'action="{case}/(?:re)?assign".*?</form>',
            office.get(Role.CVP, case),
            re.DOTALL,
        )
        assert form
        assert "Phòng Quản lý vận tải" in form[0]
        assert "Thanh tra Sở" not in form[0]
    typed = {"lead_unit_id": str(unit(office, "TTr")), "reason": WHY}
    refused(office, Role.CVP, going, "reassign", **typed)


def test_a_unit_that_helps_finds_the_case_and_is_offered_its_result_only(
    office: Office, helper: FlaskClient
) -> None:
    case = shared(office, "VTPT", "TTr")
    page = office.get(Role.FOCAL, case)
    told = section(page, "phoi-hop")
    assert "Phòng Quản lý vận tải Chờ kết quả hạn 27/12/2019" in told
    assert "Phối hợp: Phòng Quản lý vận tải, Thanh tra Sở" in section(page, "dien-bien")
    assert case in helper.get("/ban-lam-viec").text
    seen = helper.get(case).text
    assert offered(seen, case) == {"coordinate"}
    assert f"{case}/du-thao" not in seen
    assert by(helper, office, f"{case}/reassign", reason=WHY).status_code in {403, 409}
    assert by(helper, office, f"{case}/submit_result").status_code == 409
    assert helper.get(f"{case}/du-thao").status_code == 403


def test_a_unit_that_helps_gives_its_result_once(
    office: Office, helper: FlaskClient
) -> None:
    case = shared(office, "VTPT", "TTr")
    assert by(helper, office, f"{case}/coordinate", result="đã xem").status_code == 422
    assert by(helper, office, f"{case}/coordinate", result=FOUND).status_code == 303
    told = section(office.get(Role.HEAD, case), "phoi-hop")
    assert f"Đã có kết quả hạn 27/12/2019 {FOUND} Lê Thị Vận Tải" in told
    assert case not in helper.get("/ban-lam-viec").text
    assert by(helper, office, f"{case}/coordinate", result=FOUND).status_code == 409


def test_a_unit_that_helps_reads_the_draft_and_does_not_write_it(
    office: Office, helper: FlaskClient
) -> None:
    case = shared(office, "VTPT")
    drafted(office, case)
    letter = re.search(r'href="(/cong-van/\d+)"', helper.get(case).text)
    assert letter
    assert helper.get(letter[1]).status_code == 200
    assert helper.get(f"{letter[1]}/sua").status_code == 403


def test_a_reply_waits_for_every_unit_that_helps_and_is_not_excused(
    office: Office, helper: FlaskClient
) -> None:
    case = shared(office, "VTPT", "TTr")
    by(helper, office, f"{case}/coordinate", result=FOUND)
    drafted(office, case)
    answer = office.move(Role.HEAD, case, "submit_result")
    assert answer.status_code == 409
    assert "Còn chờ kết quả phối hợp của Thanh tra Sở" in answer.text
    waive = {"unit_id": str(unit(office, "TTr")), "reason": "bỏ qua"}
    assert "ít nhất 10" in refused(office, Role.HEAD, case, "waive_unit", **waive)
    done = {"unit_id": str(unit(office, "VTPT")), "reason": WHY}
    refused(office, Role.HEAD, case, "waive_unit", **done)
    waive["reason"] = "Thanh tra đang làm việc ở địa phương khác."
    page = moved(office, Role.HEAD, case, "waive_unit", **waive)
    assert "Thanh tra Sở Được miễn phối hợp" in section(page, "phoi-hop")
    moved(office, Role.HEAD, case, "submit_result")
    assert office.row(case).state is S.PENDING_APPROVAL


def test_a_unit_named_twice_over_is_told_beside_its_field(office: Office) -> None:
    case, lead = office.case(), str(unit(office, "KCHT"))
    typed = {"kind": "report", "field": "roads", "urgency": "normal"}
    page = refused(
        office,
        Role.FOCAL,
        case,
        "assign",
        **typed,
        lead_unit_id=lead,
        coordinating=[lead],
    )
    assert "Đơn vị chủ trì không đồng thời là đơn vị phối hợp." in page


def test_search_shows_a_case_to_the_units_that_work_at_it_now(office: Office) -> None:
    def audience(case: str) -> frozenset[str]:
        with office.reading() as session:
            found = {entry.key: entry for entry in indexing.entries(session)}
        return found[f"case:{case[-15:]}"].audience

    case = shared(office, "VTPT", "TTr")
    assert audience(case) == {"staff", "unit:KCHT", "unit:VTPT", "unit:TTr"}
    assert audience(office.case()) == {"staff"}
    for code in ("VTPT", "TTr"):
        waive = {"unit_id": str(unit(office, code)), "reason": WHY}
        moved(office, Role.CVP, case, "waive_unit", **waive)
    ended_again(office, case)
    moved(office, Role.FOCAL, case, "reopen", reason=WHY)
    assert audience(case) == {"staff", "unit:KCHT"}


def test_many_shared_cases_are_read_into_the_index_in_few_questions(
    office: Office,
) -> None:
    def questions() -> int:
        with office.reading() as session:
            asked: list[str] = []
            connection = session.connection()

            def count(*told: Any) -> None:
                asked.append(str(told[2]))

            event.listen(connection, "before_cursor_execute", count)
            list(indexing.entries(session))
            return len(asked)

    shared(office, "VTPT", "TTr")
    before = questions()
    for _ in range(3):
        shared(office, "VTPT")
    assert questions() == before


def test_every_field_of_a_page_has_a_label_of_its_own(office: Office) -> None:
    case = shared(office, "VTPT", "VP")
    for path in (case, office.case(S.RESOLVED), office.case(S.APPROVED)):
        for role in set(Role) - {Role.ADMIN}:
            ids = re.findall(r'\bid="([^"]+)"', office.get(role, path))
            assert len(set(ids)) == len(ids), (path, role)


def test_an_ended_case_is_corrected_field_by_field(office: Office) -> None:
    case = office.case(S.RESOLVED)
    typed = {"name": "title", "text": "Ổ gà trên đường 30/4", "reason": WHY}
    page = moved(office, Role.FOCAL, case, "correct", **typed)
    assert "Ổ gà trên đường 30/4</h1>" in page
    told = section(page, "dien-bien")
    assert "Trích yếu: Ổ gà trên Quốc lộ 51 → Ổ gà trên đường 30/4. Lý do:" in told
    typed = {"name": "field", "chosen": "field:safety", "reason": WHY}
    page = moved(office, Role.CVP, case, "correct", **typed)
    assert "Trật tự ATGT" in section(page, "phan-loai")
    assert office.row(case).state is S.RESOLVED


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ({"name": "", "text": "Tên khác"}, "name"),
        ({"name": "state", "text": "received"}, "name"),
        ({"name": "title", "text": ""}, "text"),
        ({"name": "title", "text": "Ổ gà trên Quốc lộ 51"}, "text"),
        ({"name": "field", "text": "Khác"}, "chosen"),
        ({"name": "field", "chosen": "kind:petition"}, "chosen"),
        ({"name": "field", "chosen": "field:roads"}, "chosen"),
        ({"name": "kind", "chosen": "kind:denunciation"}, "chosen"),
        ({"name": "title", "text": "Tên khác", "reason": "nhầm"}, "reason"),
    ],
)
def test_a_wrong_correction_is_told_beside_its_field(
    office: Office, typed: dict[str, str], place: str
) -> None:
    case = office.case(S.RESOLVED)
    page = refused(office, Role.FOCAL, case, "correct", **{"reason": WHY, **typed})
    form = re.search(rf'action="{case}/correct".*?</form>', page, re.DOTALL)
    assert form
    wrong = re.findall(r'id="correct-(\w+)-error"', form[0])
    assert wrong == [place]
