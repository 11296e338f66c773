"""The backlog clinic at its addresses: table, lists, marks, letters, sittings."""

import io
import re
import zipfile
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from documents.models import (
    Approval,
    BacklogMarking,
    BacklogReview,
    CaseRound,
    OutgoingLetter,
)
from documents.vault import Identity
from documents.vocabulary import (
    BacklogKind,
    BacklogMark,
    CaseState,
    Decision,
    LetterState,
    Role,
)
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
REVIEWS = f"{HOME}/ra-soat"
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


def letters(office: Office) -> list[OutgoingLetter]:
    with office.reading() as session:
        rows = select(OutgoingLetter).order_by(OutgoingLetter.id)
        return list(session.scalars(rows))


def prepare(office: Office, cases: dict[str, dict[str, str]]) -> Any:
    typed: dict[str, Any] = {"ho-so": [code_of(case) for case in cases]}
    typed["signer_id"] = str(office.people[Role.DIRECTOR].officer_id)
    for case, told in cases.items():
        typed |= {f"{code_of(case)}-{name}": value for name, value in told.items()}
    return office.post(Role.FOCAL, f"{HOME}/van-ban", **typed)


NOTICE = {
    "papers": "ket-thuc",
    "agency": "",
    "reason": "Đoạn đường này đã được nâng cấp, phản ánh không còn giá trị.",
}
PASSED_ON = {
    "papers": "chuyen-tra",
    "agency": "UBND huyện Châu Đức",
    "reason": WHY_OURS_NOT,
}


def test_letters_of_many_cases_are_drafted_and_approved_in_one_act(
    office: Office,
) -> None:
    cases = stock(office)
    b3, b4 = cases[BacklogKind.B3], cases[BacklogKind.B4]
    query = "&".join(f"ho-so={code_of(case)}" for case in (b3, b4))
    page = office.get(Role.FOCAL, f"{HOME}/van-ban?{query}")
    assert "người gửi không phản ánh lại lần hai" in page
    assert WHY_OURS_NOT in page

    bad = prepare(office, {b3: NOTICE, b4: {**PASSED_ON, "agency": ""}})
    assert bad.status_code == 200
    assert "Đã soạn và trình văn bản của 1 hồ sơ." in bad.text
    assert "Cần ghi tên cơ quan nhận." in bad.text
    assert code_of(b3) not in bad.text
    assert prepare(office, {b4: PASSED_ON}).status_code == 303
    drafts = letters(office)
    assert [one.paper for one in drafts] == ["ket-thuc", "chuyen-tra", "bao-tin-chuyen"]
    assert {one.state for one in drafts} == {LetterState.PENDING}
    again = prepare(office, {b3: NOTICE})
    assert again.status_code == 422
    assert "Hồ sơ đã có văn bản này" in again.text

    assert "Duyệt cùng lúc 3 văn bản" in office.get(Role.DIRECTOR, "/ban-lam-viec")
    waiting = office.get(Role.DIRECTOR, f"{HOME}/duyet-van-ban")
    assert waiting.count('name="van-ban"') == 3
    assert "đoạn đường này đã được nâng cấp" in waiting
    assert "Kín Đáo" not in waiting
    assert "Không có văn bản nào đang chờ" in office.get(
        Role.CVP, f"{HOME}/duyet-van-ban"
    )
    versions = {f"v-{one.id}": str(one.version) for one in drafts}
    versions[f"v-{drafts[2].id}"] = "1"
    typed: dict[str, Any] = {"van-ban": [str(one.id) for one in drafts], **versions}
    partly = office.post(Role.DIRECTOR, f"{HOME}/duyet-van-ban", **typed)
    assert partly.status_code == 200
    assert "Đã phê duyệt 2 văn bản" in partly.text
    assert "vừa được người khác thay đổi" in partly.text
    with office.reading() as session:
        rows = session.scalars(select(Approval).order_by(Approval.id)).all()
        assert [(row.letter_id, row.decision) for row in rows] == [
            (one.id, Decision.APPROVED) for one in drafts[:2]
        ]
        assert len({row.content_sha256 for row in rows}) == 2

    numbered: dict[str, Any] = {
        "issued_on": "17/12/2019",
        "van-ban": [str(one.id) for one in drafts],
        **{f"v-{one.id}": str(one.version) for one in letters(office)},
    }
    done = office.post(Role.CLERK, f"{HOME}/cap-so", **numbered)
    assert "Đã cấp số, ban hành 2 văn bản." in flashed(office, Role.CLERK, done)
    states = [one.state for one in letters(office)]
    assert states == [LetterState.ISSUED, LetterState.ISSUED, LetterState.PENDING]
    assert {b3, b4} < kinds_listed(office)[BacklogKind.B2]
    told = text_of(office.get(Role.FOCAL, f"{LIST}?loai=b2"))
    form = office.get(Role.FOCAL, b4)
    assert 'value="01/SGTVT-VP"' in form
    assert 'value="UBND huyện Châu Đức"' in form
    assert "đã ban hành mà hồ sơ còn mở; cần đề nghị chuyển, trả." in told
    assert "đã ban hành mà hồ sơ còn mở; cần đề nghị kết thúc có lý do." in told


def test_letters_are_prepared_approved_and_numbered_by_their_own_roles(
    office: Office,
) -> None:
    may = {
        "van-ban": {Role.FOCAL},
        "duyet-van-ban": {Role.CVP, Role.DIRECTOR},
        "cap-so": {Role.CLERK},
    }
    for place, roles in may.items():
        for role in set(Role) - roles:
            answer = office.post(role, f"{HOME}/{place}")
            assert answer.status_code == 403, (place, role)


SITTING = {"place": "Phòng họp số 2", "present": "Chánh Văn phòng\nCác phòng"}


def sit(office: Office) -> str:
    typed = SITTING | {
        "chair_id": str(office.people[Role.CVP].officer_id),
        "secretary_id": str(office.people[Role.FOCAL].officer_id),
    }
    answer = office.post(Role.FOCAL, REVIEWS, **typed)
    assert answer.status_code == 303, text_of(answer.text)
    return str(answer.location)


def rule(office: Office, sitting: str, **told: dict[str, str]) -> Any:
    typed: dict[str, Any] = {"ho-so": list(told)}
    for code, fields in told.items():
        typed |= {f"{code}-{name}": value for name, value in fields.items()}
    return office.post(Role.FOCAL, sitting, **typed)


def end(office: Office, sitting: str, role: Role = Role.CVP, **typed: str) -> Any:
    with office.reading() as session:
        version = session.scalars(select(BacklogReview)).one().version
    typed = {
        "conclusions": "Các phòng hoàn thành trước ngày 31/12/2019; đầu mối theo dõi.",
        "version": str(version),
    } | typed
    return office.post(role, f"{sitting}/ket-thuc", **typed)


def test_a_sitting_is_filled_ended_frozen_and_written_up(office: Office) -> None:
    cases = stock(office)
    sitting = sit(office)
    b1, b3 = code_of(cases[BacklogKind.B1]), code_of(cases[BacklogKind.B3])
    ready = office.get(Role.FOCAL, f"{sitting}?ho-so={b1}&ho-so={b3}")
    assert ready.count('name="ho-so"') == 2
    urge = {"decision": "urge", "said": "Phòng báo cáo kết quả đúng hạn.", "due_on": ""}
    close = {"decision": "close", "said": "Đã 200 ngày, không phản ánh lại."}
    partly = rule(office, sitting, **{b1: urge, b3: close})
    assert partly.status_code == 200
    assert "Đôn đốc thì cần thời hạn mới." in partly.text
    assert "Phòng báo cáo kết quả đúng hạn." in partly.text
    until = {**urge, "due_on": "25/12/2019"}
    assert rule(office, sitting, **{b1: until}).status_code == 303
    page = text_of(office.get(Role.CVP, sitting))
    assert "Đôn đốc, giao thời hạn mới, đến hết ngày 25/12/2019" in page
    assert "Rà soát tồn đọng: Đôn đốc" in office.get(Role.HEAD, f"/ho-so/{b1}")

    assert office.as_(Role.CVP).get(f"{sitting}/bien-ban.docx").status_code == 409
    assert end(office, sitting, Role.FOCAL).status_code == 403
    assert end(office, sitting, conclusions="xong").status_code == 422
    assert end(office, sitting, version="1").status_code == 409
    assert end(office, sitting).status_code == 303
    assert rule(office, sitting, **{b1: until}).status_code == 422
    assert end(office, sitting).status_code == 409

    minutes = office.as_(Role.DIRECTOR).get(f"{sitting}/bien-ban.docx")
    assert minutes.status_code == 200
    told = words(minutes.data)
    for said in ("BIÊN BẢN", b1, "Ổ gà trên Quốc lộ 51", "25/12/2019", "THƯ KÝ"):
        assert said in told, said
    assert factories.CANARY.full_name not in told
    _answer(office, cases[BacklogKind.B1])
    assert office.as_(Role.CVP).get(f"{sitting}/bien-ban.docx").data == minutes.data
    progress = text_of(office.get(Role.CVP, HOME))
    assert (
        "ngày 17/12/2019: còn 4 hồ sơ. Từ đó đến nay đã kết thúc 1 hồ sơ." in progress
    )
    assert number(office.get(Role.CVP, HOME)) == 3


def words(docx: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        xml = package.read("word/document.xml").decode()
    return text_of(xml)


def test_a_sealed_case_is_not_named_by_a_sitting(office: Office) -> None:
    case = office.case(S.IN_PROGRESS, title="Nội dung kín đáo")
    sitting = sit(office)
    leave = {"decision": "leave", "said": "Chờ kết quả của phòng chủ trì."}
    rule(office, sitting, **{code_of(case): leave})
    finding = {
        "asks_to_reconsider": "no",
        "accuses": "yes",
        "asks_the_law": "no",
        "only_reports": "no",
        "kind": "denunciation",
        "guidance": "Ông, bà gửi đơn đến Thanh tra Sở theo Luật Tố cáo.",
    }
    office.move(Role.FOCAL, case, "propose_reclassify", **finding)
    assert office.move(Role.CVP, case, "reclassify").status_code == 303
    assert end(office, sitting).status_code == 303
    for role in (Role.FOCAL, Role.DIRECTOR):
        page = office.get(role, sitting)
        minutes = words(office.as_(role).get(f"{sitting}/bien-ban.docx").data)
        for told in (page, minutes):
            assert "Nội dung kín đáo" not in told
            assert code_of(case) not in told


def test_one_sitting_is_open_at_a_time_and_needs_its_people(office: Office) -> None:
    bad = office.post(Role.FOCAL, REVIEWS, **SITTING)
    assert bad.status_code == 422
    assert "Phòng họp số 2" in bad.text
    sit(office)
    typed = SITTING | {
        "chair_id": str(office.people[Role.CVP].officer_id),
        "secretary_id": str(office.people[Role.FOCAL].officer_id),
    }
    assert office.post(Role.CVP, REVIEWS, **typed).status_code == 409
    for role in (Role.CLERK, Role.HEAD, Role.HANDLER, Role.ADMIN):
        assert office.as_(role).get(REVIEWS).status_code == 403, role
    assert office.get(Role.DIRECTOR, REVIEWS)
    assert office.post(Role.DIRECTOR, REVIEWS, **typed).status_code == 403


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


def test_chosen_cases_end_by_many_single_decisions_each_with_its_own_reason(
    office: Office,
) -> None:
    cases = [code_of(long_ago(office, *told)) for told in UNLIKE]
    page = office.get(Role.FOCAL, f"{LIST}?loai=b3")
    assert re.search(r'formaction="/ho-so/cung-luc"[^>]*propose_close_unresolved', page)
    chosen = "&".join(f"ho-so={code}" for code in cases)
    step = "/ho-so/cung-luc?viec=propose_close_unresolved"
    form = office.get(Role.FOCAL, f"{step}&{chosen}")
    assert form.count("Đã 200 ngày, người gửi không phản ánh lại lần hai") == 3
    reasons = [f"Hiện trạng tại điểm {n} đã được khắc phục từ lâu." for n in range(2)]
    typed: dict[str, Any] = {
        "viec": "propose_close_unresolved",
        "ho-so": cases,
        "reason": "long_ago",
    }
    for code, reason in zip(cases, [*reasons, "ngắn"], strict=True):
        typed[f"{code}-version"] = str(office.row(code).version)
        typed[f"{code}-reason_text"] = reason
    partly = office.post(Role.FOCAL, "/ho-so/cung-luc", **typed)
    assert "ngắn</textarea>" in partly.text
    agreed: dict[str, Any] = {"viec": "close_unresolved", "ho-so": cases[:2]}
    for code in cases[:2]:
        agreed[f"{code}-version"] = str(office.row(code).version)
    assert office.post(Role.CVP, "/ho-so/cung-luc", **agreed).status_code == 303
    rows = [office.row(code) for code in cases]
    ends = [row.state for row in rows]
    assert ends == [S.CLOSED_UNRESOLVED, S.CLOSED_UNRESOLVED, S.RECEIVED]
    with office.reading() as session:
        said = session.scalars(
            select(CaseRound.reason_text).where(
                CaseRound.case_id.in_([row.id for row in rows[:2]])
            )
        )
        assert sorted(said) == reasons
    assert number(office.get(Role.CVP, HOME)) == 1
