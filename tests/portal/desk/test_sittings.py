"""Sittings on the backlog at their addresses: filled, ended, and their minutes."""

import io
import zipfile
from typing import Any

from sqlalchemy import select

from documents.models import BacklogReview
from documents.vocabulary import BacklogKind, CaseState, Role
from tests import factories
from tests.portal.desk.test_backlog import HOME, code_of, number, stock
from tests.portal.desk.test_deciding import text_of
from tests.portal.office import Office, office

__all__ = ["office"]

S = CaseState
REVIEWS = f"{HOME}/ra-soat"
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


URGE = {
    "decision": "urge",
    "said": "Phòng báo cáo kết quả đúng hạn.",
    "due_on": "25/12/2019",
}
CLOSE = {"decision": "close", "said": "Đã 200 ngày, không phản ánh lại."}


def test_a_sitting_is_filled_and_what_was_refused_stays(office: Office) -> None:
    cases = stock(office)
    sitting = sit(office)
    b1, b3 = code_of(cases[BacklogKind.B1]), code_of(cases[BacklogKind.B3])
    ready = office.get(Role.FOCAL, f"{sitting}?ho-so={b1}&ho-so={b3}")
    assert ready.count('name="ho-so"') == 2
    partly = rule(office, sitting, **{b1: URGE | {"due_on": ""}, b3: CLOSE})
    assert partly.status_code == 200
    assert "Đôn đốc thì cần thời hạn mới." in partly.text
    assert URGE["said"] in partly.text
    assert rule(office, sitting, **{b1: URGE}).status_code == 303
    page = text_of(office.get(Role.CVP, sitting))
    assert "Đôn đốc, giao thời hạn mới, đến hết ngày 25/12/2019" in page
    assert "Rà soát tồn đọng: Đôn đốc" in office.get(Role.HEAD, f"/ho-so/{b1}")


def test_only_the_chair_ends_a_sitting_and_nothing_changes_after(
    office: Office,
) -> None:
    b1 = code_of(office.case(S.IN_PROGRESS))
    sitting = sit(office)
    rule(office, sitting, **{b1: URGE})
    assert office.as_(Role.CVP).get(f"{sitting}/bien-ban.docx").status_code == 409
    assert end(office, sitting, Role.FOCAL).status_code == 403
    assert end(office, sitting, conclusions="xong").status_code == 422
    assert end(office, sitting, version="1").status_code == 409
    assert end(office, sitting).status_code == 303
    assert rule(office, sitting, **{b1: URGE}).status_code == 422
    assert end(office, sitting).status_code == 409


def test_the_minutes_tell_what_was_decided_and_stay_as_they_were(
    office: Office,
) -> None:
    case = office.case(S.IN_PROGRESS)
    sitting = sit(office)
    rule(office, sitting, **{code_of(case): URGE})
    end(office, sitting)
    minutes = office.as_(Role.DIRECTOR).get(f"{sitting}/bien-ban.docx")
    assert minutes.status_code == 200
    told = words(minutes.data)
    title = "Ổ gà trên Quốc lộ 51"
    for said in ("BIÊN BẢN", code_of(case), title, "25/12/2019", "THƯ KÝ"):
        assert said in told, said
    assert factories.CANARY.full_name not in told
    office.advance(case, S.RESOLVED)
    assert office.as_(Role.CVP).get(f"{sitting}/bien-ban.docx").data == minutes.data


def test_the_workbench_tells_what_ended_since_the_last_sitting(
    office: Office,
) -> None:
    cases = stock(office)
    sitting = sit(office)
    rule(office, sitting, **{code_of(cases[BacklogKind.B3]): CLOSE})
    end(office, sitting)
    office.advance(cases[BacklogKind.B1], S.RESOLVED)
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
