"""The drafting screen: past answers beside the text, and nothing typed is lost."""

import re
from typing import Final

from sqlalchemy import select
from werkzeug.test import TestResponse

from documents.models import BorrowedPassage, DraftAutosave, OutgoingLetter
from documents.vocabulary import CaseState, Role
from tests import factories
from tests.factories import CANARY
from tests.portal.desk.test_canned import keep as keep_canned
from tests.portal.desk.test_moves import drafted
from tests.portal.office import Office, office
from tests.portal.studio.studio import told
from tests.portal.studio.typed import form_in
from tests.portal.workbench.register import CITED, TOLD, enter

__all__ = ["office"]

S = CaseState
PATCHED: Final = "Sở đã cho vá toàn bộ ổ gà tại Km 40 trước ngày 20/12/2019."
NAMING: Final = f"Kính gửi bà {CANARY.full_name} được biết."
NOT_TAKEN: Final = "Không lấy được đoạn này"


def answered(office: Office, *paragraphs: str, unit: str = "KCHT") -> str:
    """Make a solved case whose issued reply has these paragraphs."""
    path = office.case(S.REPLIED)
    with office.writing() as session:
        letter = session.scalars(
            select(OutgoingLetter).order_by(OutgoingLetter.id.desc())
        ).first()
        assert letter is not None
        assert letter.case is not None
        letter.content = {**letter.content, "body": "\n\n".join(paragraphs)}
        letter.case.lead_unit = factories.unit(session, unit)
    return path


def drafting(office: Office) -> str:
    path = office.case(S.IN_PROGRESS)
    office.index()
    return path


def marks(page: str) -> list[str]:
    return re.findall(r'value="take:([^"]+)"', page)


def press(
    office: Office, case: str, action: str, role: Role = Role.HANDLER, **typed: str
) -> TestResponse:
    """Open the screen, type, press a button of it."""
    form = form_in(office.get(role, f"{case}/du-thao"), "du-thao")
    data = form | drafted(office) | typed | {"action": action}
    return office.as_(role).post(f"{case}/du-thao", data=data)


def sent_again(
    office: Office, case: str, page: str, action: str, **typed: str
) -> TestResponse:
    """Press a button of the screen as it came back."""
    data = form_in(page, "du-thao") | typed | {"action": action}
    return office.as_(Role.HANDLER).post(f"{case}/du-thao", data=data)


def test_a_paragraph_goes_into_the_draft_without_a_script_and_its_source_is_told(
    office: Office,
) -> None:
    old = answered(office, PATCHED, "Sở cảm ơn Ông (bà)./.")
    case = drafting(office)
    page = office.get(Role.HANDLER, f"{case}/du-thao")
    assert "Văn bản số 01/SGTVT-KCHT ngày 17/12/2019" in page
    mark = marks(page)[0]
    answer = press(office, case, f"take:{mark}", body="Tôi đang viết.", result="Dở.")
    assert answer.status_code == 200
    form = form_in(answer.text, "du-thao")
    assert form["body"] == f"Tôi đang viết.\n\n{PATCHED}"
    assert (form["result"], form["taken"]) == ("Dở.", mark)
    with office.reading() as session:
        assert session.scalars(select(OutgoingLetter.case_id)).all() != []
        assert session.scalars(select(BorrowedPassage)).all() == []
    done = sent_again(office, case, answer.text, "save", result="Đã vá xong hết rồi.")
    assert done.status_code == 303
    said = f"Đoạn lấy từ văn bản số 01/SGTVT-KCHT ngày 17/12/2019 (hồ sơ {old[-15:]})"
    for role, path in (
        (Role.HANDLER, f"{case}/du-thao"),
        (Role.HEAD, case),
        (Role.DIRECTOR, case),
    ):
        assert said in told(office.get(role, path)), role


def test_a_paragraph_goes_where_the_answer_is_to_be_and_before_the_closing(
    office: Office,
) -> None:
    answered(office, PATCHED)
    case = drafting(office)
    for before, after in (
        ("Mở.\n\n[Nội dung trả lời]\n\nKết./.", f"Mở.\n\n{PATCHED}\n\nKết./."),
        ("Mở.\n\nKết./.", f"Mở.\n\n{PATCHED}\n\nKết./."),
        ("Mở./.", f"Mở./.\n\n{PATCHED}"),
        ("", PATCHED),
    ):
        answer = press(office, case, "take:v1.1", body=before)
        assert form_in(answer.text, "du-thao")["body"] == after


def test_who_sent_the_other_case_is_not_on_the_screen_and_never_goes_along(
    office: Office,
) -> None:
    answered(office, PATCHED, NAMING)
    case = drafting(office)
    page = office.get(Role.HANDLER, f"{case}/du-thao")
    assert CANARY.full_name not in page
    assert "Đoạn này nêu người phản ánh của hồ sơ nguồn" in page
    (mark,) = marks(page)
    named = mark.replace(".1", ".2")
    answer = press(office, case, f"take:{named}", body="Tôi đang viết.")
    assert answer.status_code == 422
    assert "Đoạn này nêu người phản ánh" in answer.text
    assert "Tôi đang viết." in answer.text
    assert CANARY.full_name not in answer.text
    forged = press(office, case, "save", body=NAMING, taken=named)
    assert forged.status_code == 422
    with office.reading() as session:
        assert session.scalars(select(BorrowedPassage)).all() == []


def test_another_units_reply_and_none_at_all_are_refused_in_the_same_words(
    office: Office,
) -> None:
    answered(office, PATCHED)
    foreign = marks(office.get(Role.HANDLER, f"{drafting(office)}/du-thao"))[0]
    case = drafting(office)
    with office.writing() as session:
        row = session.scalars(select(OutgoingLetter)).first()
        assert row is not None
        assert row.case is not None
        row.case.lead_unit = factories.unit(session, "VTPT")
    for mark in (foreign, "v999999.1", "m77", "rác", "v1.1'--"):
        answer = press(office, case, f"take:{mark}", body="Tôi đang viết.")
        assert answer.status_code == 422, mark
        assert "Tôi đang viết." in answer.text
        assert PATCHED not in answer.text
    assert press(office, case, "save", taken=foreign).status_code == 303
    with office.reading() as session:
        assert session.scalars(select(BorrowedPassage)).all() == []


def test_a_canned_reply_comes_filled_from_the_case(office: Office) -> None:
    keep_canned(office, body="Sở đã nhận {mã hồ sơ}, hạn {hạn}; {đơn vị phối hợp}.")
    case = drafting(office)
    page = office.get(Role.HANDLER, f"{case}/du-thao")
    filled = f"Sở đã nhận {case[-15:]}, hạn 31/12/2019; [đơn vị phối hợp]."
    assert re.sub(r"hạn [\d/]+", "hạn 31/12/2019", told(page)).count(filled) == 1
    answer = press(office, case, "take:m1", body="")
    assert "[đơn vị phối hợp]" in form_in(answer.text, "du-thao")["body"]
    refused = sent_again(office, case, answer.text, "save")
    assert refused.status_code == 422
    assert "Hãy thay “[đơn vị phối hợp]”" in refused.text
    saved = press(office, case, "save", body=f"Sở đã nhận {case[-15:]}.", taken="m1")
    assert saved.status_code == 303
    assert "Mẫu trả lời “Đã tiếp nhận”" in office.get(Role.DIRECTOR, case)


def test_a_replaced_document_is_told_beside_the_draft_and_put_right(
    office: Office,
) -> None:
    enter(office)
    answered(office, CITED)
    case = drafting(office)
    assert TOLD in office.get(Role.HANDLER, case).split('id="tuong-tu"')[1]
    assert TOLD in office.get(Role.HANDLER, f"{case}/du-thao")
    answer = press(office, case, "take:v1.1", body="")
    assert answer.text.count(TOLD) == 2
    renewing = re.search(r'value="(renew:\d+)"', answer.text)
    assert renewing
    right = sent_again(office, case, answer.text, renewing[1])
    form = form_in(right.text, "du-thao")
    assert "Quyết định số 88/QĐ-UBND ngày 02/12/2019" in form["body"]
    assert form["taken"] == "v1.1"
    assert right.text.count(TOLD) == 1


def test_one_step_leads_from_the_draft_to_the_studio_with_what_was_typed(
    office: Office,
) -> None:
    case = drafting(office)
    answer = press(office, case, "studio", body="Chữ vừa gõ, chưa lưu.")
    assert answer.status_code == 303
    assert re.fullmatch(r"/cong-van/\d+/sua", answer.location)
    assert "Chữ vừa gõ, chưa lưu." in office.get(Role.HANDLER, answer.location)
    refused = press(office, case, "studio", body="Còn đây.", result="")
    assert refused.status_code == 422
    assert "Còn đây." in refused.text


def keep(office: Office, case: str, role: Role = Role.HANDLER, **typed: str) -> int:
    form = form_in(office.get(role, f"{case}/du-thao"), "du-thao") | typed
    return office.as_(role).post(f"{case}/du-thao/nhap", data=form).status_code


def autosaves(office: Office) -> int:
    with office.reading() as session:
        return len(session.scalars(select(DraftAutosave)).all())


def test_what_is_typed_is_kept_for_its_typist_until_it_is_saved(office: Office) -> None:
    case = drafting(office)
    assert keep(office, case, body="Gõ dở dang.", taken="v1.1", result="Chưa") == 200
    page = office.get(Role.HANDLER, f"{case}/du-thao")
    assert "phần bạn đang gõ lúc 09:30 17/12/2019" in page
    form = form_in(page, "du-thao")
    assert (form["body"], form["result"]) == ("Gõ dở dang.", "Chưa")
    assert form["taken"] == "v1.1"
    assert "Gõ dở dang." not in office.get(Role.HEAD, f"{case}/du-thao")
    assert press(office, case, "save", body="Đã xong việc.").status_code == 303
    assert autosaves(office) == 0
    assert "Đã xong việc." in office.get(Role.HANDLER, f"{case}/du-thao")


def test_what_is_typed_can_be_let_go(office: Office) -> None:
    case = drafting(office)
    keep(office, case, body="Gõ dở dang.")
    assert press(office, case, "forget").status_code == 303
    assert "Gõ dở dang." not in office.get(Role.HANDLER, f"{case}/du-thao")


def test_what_was_kept_before_somebody_else_saved_is_told_so(office: Office) -> None:
    case = drafting(office)
    keep(office, case, body="Bản của tôi.")
    assert press(office, case, "save", Role.HEAD, body="Bản khác.").status_code == 303
    form = form_in(office.get(Role.HANDLER, f"{case}/du-thao"), "du-thao")
    assert form["body"] == "Bản của tôi."
    form |= {"result": "Đã vá xong hết rồi.", "subject": "trả lời", "action": "save"}
    answer = office.as_(Role.HANDLER).post(f"{case}/du-thao", data=form)
    assert answer.status_code == 409
    assert "Bản của tôi." in answer.text


def test_who_does_not_draft_keeps_nothing(office: Office) -> None:
    case = drafting(office)
    for role, status in ((Role.CLERK, 403), (Role.FOCAL, 403), (Role.ADMIN, 403)):
        answer = office.post(role, f"{case}/du-thao/nhap", body="Lạ.")
        assert answer.status_code == status
        assert office.post(role, f"{case}/du-thao", action="take:m1").status_code == 403
    office.case(S.PENDING_APPROVAL)
    assert autosaves(office) == 0


def test_whole_words_of_another_reply_are_taken_with_their_sources(
    office: Office,
) -> None:
    old = answered(office, PATCHED, NAMING)
    case = drafting(office)
    page = office.get(Role.HANDLER, f"{case}/du-thao?mau={old[-15:]}")
    form = form_in(page, "du-thao")
    assert PATCHED in form["body"]
    assert CANARY.full_name not in page
    assert form["taken"] == "v1.1"
    assert f"(mã {case[-15:]})" in form["body"]


def test_instructions_and_other_units_results_stand_beside_the_draft(
    office: Office,
) -> None:
    case = office.case()
    with office.reading() as session:
        lead = factories.unit(session, "KCHT").id
        other = factories.unit(session, "TTr").id
    office.move(
        Role.FOCAL, case, "assign", kind="report", field="roads", urgency="quick",
        lead_unit_id=str(lead), coordinating=str(other), note="Xong trước lễ.",
    )  # fmt: skip
    page = office.get(Role.HANDLER, f"{case}/du-thao")
    for words in ("Xong trước lễ.", "Thanh tra Sở", "Chờ kết quả", "nhiều ổ gà"):
        assert words in page


def test_a_draft_says_how_long_it_is_as_it_stands(office: Office) -> None:
    case = drafting(office)
    press(office, case, "studio", body="\n\n".join([PATCHED] * 40))
    with office.reading() as session:
        letter = session.scalars(select(OutgoingLetter)).one()
    for path in (f"{case}/du-thao", f"/cong-van/{letter.id}/sua"):
        shown = office.get(Role.HANDLER, path)
        assert "2.320 ký tự, khoảng 2 trang khi in" in shown
