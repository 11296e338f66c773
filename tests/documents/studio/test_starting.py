"""Starting a letter: every paper, from a case, a past letter, somebody's file."""

import json
from typing import Any

import pytest

from documents import contacts, letters, outgoing, studio
from documents.contacts import ContactFields, PhoneFields
from documents.errors import Invalid, NotAllowed, NotFound, TransitionRefused
from documents.models import COMPLAINANT, Officer, OutgoingLetter
from documents.outgoing import Content
from documents.vocabulary import Authority, ContentAction, LetterState, Role
from tests import factories
from tests.documents.letter_desk import WORDS, LetterDesk, filled
from tests.factories import CANARY

S = LetterState
OF_NO_CASE = """
cong-van thong-bao bao-cao to-trinh ke-hoach giay-moi phieu-chuyen quyet-dinh bien-ban
trien-khai niem-yet
"""
OF_A_CASE = """
phieu-tiep-nhan phieu-giao-xu-ly phieu-huong-dan chuyen-tra bao-tin-chuyen
bao-cao-ket-qua gia-han ket-thuc
"""
FACTS = ("DDN-2019-000001", "17/12/2019", "ổ gà trên Quốc lộ 51")
"""Code, day and matter of the case."""


def told(content: Content) -> str:
    return json.dumps(content, ensure_ascii=False)


def complete(desk: LetterDesk, letter: OutgoingLetter) -> None:
    """Write in every blank place, and name who signs minutes beside the chair."""
    two = letters.KINDS[letter.book].signed is letters.Signed.TWO
    secretary = {"secretary": "Đỗ Văn Mẫu"} if two else {}
    desk.save(letter, filled(letter.content) | secretary)
    assert outgoing.missing(letter.content) == {}, letter.paper
    assert outgoing.draft_bytes(letter, on=desk.today)


def test_every_paper_can_be_begun_finished_and_rendered(desk: LetterDesk) -> None:
    assert set(studio.papers()) == set(OF_NO_CASE.split())
    handler, director = desk.people[Role.HANDLER], desk.people[Role.DIRECTOR]
    for paper in studio.papers():
        letter = desk.begin(paper)
        assert (letter.state, letter.paper, letter.case) == (S.DRAFT, paper, None)
        assert (letter.drafter_id, letter.signer_id) == (
            handler.officer_id,
            director.officer_id,
        )
        content = letter.content
        assert content.keys() == outgoing.blank("cong-van", drafter=handler).keys()
        assert (content["unit"], content["number"]) == ("KCHT", None)
        assert content["signer"]["name"] == director.full_name
        complete(desk, letter)


def test_every_paper_of_a_case_starts_with_its_facts_and_can_be_rendered(
    desk: LetterDesk,
) -> None:
    assert set(studio.OF_A_CASE) == set(OF_A_CASE.split())
    case = desk.case()
    for paper in studio.OF_A_CASE:
        letter = desk.begin(paper, case=case)
        assert (letter.case, letter.round, letter.paper) == (case, 1, paper)
        assert not letter.is_reply
        assert [f for f in FACTS if f not in told(letter.content)] == [], paper
        complete(desk, letter)


def test_what_nobody_starts_as_no_letter_starts_as(desk: LetterDesk) -> None:
    case, by = desk.case(), desk.people[Role.HANDLER]
    for paper in ("tra-loi", "dinh-chinh", "gia-han", "sac-lenh", ""):
        with pytest.raises(Invalid):
            studio.from_paper(desk.session, paper, by=by, on=desk.now.date())
    for paper in ("tra-loi", "dinh-chinh", "cong-van", "sac-lenh"):
        with pytest.raises(Invalid):
            studio.for_case(desk.session, case, paper, by=by)


def test_a_paper_of_a_case_is_filled_for_who_sees_the_case_only(
    desk: LetterDesk,
) -> None:
    case = desk.case()
    stranger = desk.hire(Role.HEAD, unit="VTPT")
    for by in (stranger, desk.people[Role.ADMIN]):
        with pytest.raises(NotFound):
            studio.for_case(desk.session, case, "gia-han", by=by)


def test_the_report_of_a_case_starts_with_its_result_and_its_deadline(
    desk: LetterDesk,
) -> None:
    case = desk.case()
    factories.draft(desk.session, case, desk.people, desk.now)
    report = desk.begin("bao-cao-ket-qua", case=case)
    assert "Đã vá xong toàn bộ ổ gà." in report.content["body"]
    slip = desk.begin("phieu-giao-xu-ly", case=case)
    assert f"{case.due_on:%d/%m/%Y}" in slip.content["body"]
    assert "Phòng Quản lý kết cấu hạ tầng" in slip.content["body"]


@pytest.mark.parametrize(
    ("paper", "named_in"),
    [
        ("phieu-tiep-nhan", {"body", "recipients"}),
        ("phieu-giao-xu-ly", set()),
        ("phieu-huong-dan", {"addressees"}),
        ("chuyen-tra", {"recipients"}),
        ("bao-tin-chuyen", {"recipients"}),
        ("bao-cao-ket-qua", set()),
        ("gia-han", {"recipients"}),
        ("ket-thuc", {"recipients"}),
    ],
)
def test_a_paper_of_a_case_holds_a_place_for_the_complainant_and_no_name(
    desk: LetterDesk, paper: str, named_in: set[str]
) -> None:
    content = desk.begin(paper, case=desk.case()).content
    assert {k for k, v in content.items() if COMPLAINANT in told({k: v})} == named_in
    for secret in (CANARY.full_name, CANARY.phone, CANARY.address):
        assert secret not in told(content)


def test_an_administrator_drafts_nothing(desk: LetterDesk) -> None:
    with pytest.raises(NotAllowed, match="Quản trị hệ thống"):
        desk.begin(by=desk.people[Role.ADMIN])


def test_a_letter_of_somebody_without_a_unit_bears_the_offices_code(
    desk: LetterDesk,
) -> None:
    assert desk.begin(by=desk.people[Role.DIRECTOR]).symbol == "SGTVT-VP"


def test_a_letter_is_signed_by_the_first_who_may(desk: LetterDesk) -> None:
    chief = desk.hire(Role.CVP, "Chánh Văn phòng")
    desk.delegate(chief)
    assert desk.begin().signer_id == desk.people[Role.DIRECTOR].officer_id
    _retire(desk, desk.people[Role.DIRECTOR].officer_id)
    letter = desk.begin()
    assert letter.signer_id == chief.officer_id
    assert letter.content["signer"]["authority"] == Authority.TL.name
    _retire(desk, chief.officer_id)
    with pytest.raises(TransitionRefused, match="Chưa có ai được quyền ký"):
        desk.begin()


def _retire(desk: LetterDesk, officer_id: int) -> None:
    desk.session.get_one(Officer, officer_id).active = False
    desk.session.flush()


def test_the_posted_notice_lists_the_published_numbers_and_no_other(
    desk: LetterDesk,
) -> None:
    for name, state in (("Đỗ Văn Trực", "publish"), ("Lý Thị Nháp", "")):
        phones = (
            PhoneFields("0254 3 727 840"),
            PhoneFields("0987 000 000", public=False),
        )
        typed = ContactFields(
            "Trực | ban", name, "truc@coquan.gov.vn", 1, phones=phones
        )
        chief = desk.people[Role.CVP]
        row = contacts.add(desk.session, typed, by=chief, now=desk.now)
        if state:
            contacts.advance(
                desk.session,
                row,
                ContentAction(state),
                expected_version=row.version,
                by=chief,
                now=desk.now,
            )
    body = desk.begin("niem-yet").content["body"]
    assert (
        r"| Trực \| ban | Đỗ Văn Trực | 0254 3 727 840 | truc@coquan.gov.vn |" in body
    )
    for hidden in ("0987", "Lý Thị Nháp"):
        assert hidden not in body


def test_a_past_letter_lends_its_words_and_not_its_number_day_or_signer(
    desk: LetterDesk,
) -> None:
    past = desk.written(S.ISSUED)
    chief = desk.hire(Role.CVP, "Chánh Văn phòng")
    desk.delegate(chief)
    _retire(desk, past.signer_id)
    clerk = desk.people[Role.CLERK]
    start = studio.from_letter(past, by=clerk)
    letter = studio.begin(desk.session, start, by=clerk, now=desk.now)
    content = letter.content
    assert {key: content[key] for key in WORDS} == WORDS
    assert (content["number"], content["date"], letter.number) == (None, None, None)
    assert (letter.state, letter.drafter_id) == (S.DRAFT, clerk.officer_id)
    assert content["signer"]["name"] == chief.full_name
    assert past.content["number"] == 1


def test_a_letter_to_a_complainant_lends_its_words_and_not_him(
    desk: LetterDesk,
) -> None:
    past = desk.begin("phieu-huong-dan", case=desk.case())
    body = f"Kính gửi {COMPLAINANT}.\n\n{past.content['body']}"
    more = {
        "body": body,
        "recipients": [
            {"name": COMPLAINANT, "note": "để biết"},
            {"name": "Thanh tra Sở", "note": f"việc của {COMPLAINANT}"},
        ],
        "appendices": [{"title": f"Đơn của {COMPLAINANT}", "body": "Nội dung đơn."}],
    }
    desk.finished(past, S.ISSUED, **more)
    start = studio.from_letter(past, by=desk.people[Role.HANDLER])
    assert COMPLAINANT not in told(start.content)
    assert start.content["addressees"] == []
    assert [row["name"] for row in start.content["recipients"]] == ["Thanh tra Sở"]
    assert "Kính gửi [người phản ánh]." in start.content["body"]
    assert start.paper == "phieu-huong-dan"


def test_a_paper_of_a_case_is_copied_as_one_of_its_kind(desk: LetterDesk) -> None:
    case, by = desk.case(), desk.people[Role.HANDLER]
    factories.draft(desk.session, case, desk.people, desk.now)
    desk.begin("gia-han", case=case)
    rows = desk.session.query(OutgoingLetter).order_by(OutgoingLetter.id)
    assert [row.paper for row in rows] == ["tra-loi", "gia-han"]
    copied = [studio.from_letter(row, by=by).paper for row in rows]
    assert copied == ["cong-van", "thong-bao"]


def test_somebodys_file_lends_its_words_and_neither_agency_number_nor_signer(
    desk: LetterDesk,
) -> None:
    theirs: Content = {
        **outgoing.blank("bao-cao", drafter=desk.people[Role.CLERK]),
        "profile": "sxd-tphcm",
        "number": 77,
        "date": "2026-01-05",
        "subject": "Kết quả duy tu quốc lộ",
        "addressees": ["Ủy ban nhân dân Thành phố Hồ Chí Minh"],
        "body": "1. Đã duy tu 51 km quốc lộ;\n\n2. Còn lại 3 km.",
        "signer": {"position": "GIÁM ĐỐC", "name": "Phạm Văn Mẫu"},
        "recipients": [{"name": "Như trên"}, {"name": "Sở Nội vụ", "note": "để biết"}],
    }
    paper = letters.render(outgoing.printed(theirs, addressee=""))
    by = desk.people[Role.HANDLER]
    start = studio.from_fields(letters.read(paper).fields, by=by)
    letter = studio.begin(desk.session, start, by=by, now=desk.now)
    content = letter.content
    for key in ("kind", "subject", "addressees", "recipients"):
        assert content[key] == theirs[key]
    assert "Đã duy tu 51 km quốc lộ" in content["body"]
    assert (content["profile"], content["unit"]) == ("sgtvt-brvt", "KCHT")
    assert (content["number"], content["date"]) == (None, None)
    assert content["signer"]["name"] == desk.people[Role.DIRECTOR].full_name
    complete(desk, letter)


def test_a_file_that_tells_little_gives_a_letter_to_write_and_a_strange_one_none(
    desk: LetterDesk,
) -> None:
    by = desk.people[Role.HANDLER]
    little: dict[str, Any] = {"kind": None, "body": None, "recipients": ["Như trên"]}
    content = studio.from_fields(little, by=by).content
    assert (content["kind"], content["body"]) == ("cong-van", "")
    assert content["recipients"] == [{"name": "Như trên"}]
    with pytest.raises(Invalid) as refused:
        studio.from_fields({"kind": "sac-lenh"}, by=by)
    assert list(refused.value.fields) == ["file"]
