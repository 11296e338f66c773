"""The agency's profile: one truth, its history, and letters that keep their own."""

from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import pytest
from docx import Document
from sqlalchemy import select

from documents import agency, agency_editing, delegations, letters, outgoing
from documents.errors import Invalid, NotAllowed, OutOfDate
from documents.letters import Profile
from documents.models import Event, Officer, OutgoingLetter
from documents.vocabulary import LetterState, Role
from tests.documents.letter_desk import LetterDesk

SHIPPED = letters.profile(letters.DEFAULT_PROFILE)
MERGED = replace(
    SHIPPED,
    parent="Ủy ban nhân dân\nThành phố Mẫu",
    name="Sở Xây dựng",
    full_name="Sở Xây dựng Thành phố Mẫu",
    code="SXD",
    place="Thành phố Mẫu",
    head="Chánh Giám đốc",
    phone="0283 8223344",
)


def edit(
    desk: LetterDesk, profile: Profile, version: int = 0, role: Role = Role.ADMIN
) -> bool:
    by, now = desk.people[role], desk.now
    return agency_editing.edit(
        desk.session, profile, expected_version=version, by=by, now=now
    )


def paper(desk: LetterDesk, letter: OutgoingLetter) -> str:
    """Return the words on a letter's sheet, as the office and a unit open it now."""
    told = []
    for role in (Role.CLERK, Role.HANDLER):
        content, _ = outgoing.file_for(
            desk.people[role], letter, store=desk.files, today=desk.today
        )
        document = Document(BytesIO(content))
        cells = (c for t in document.tables for row in t.rows for c in row.cells)
        parts = [*document.paragraphs, *(p for c in cells for p in c.paragraphs)]
        told += [part.text for part in parts]
    return "\n".join(told)


def test_letters_written_from_now_on_are_the_new_agencys_and_no_other(
    desk: LetterDesk,
) -> None:
    issued = desk.written(LetterState.ISSUED)
    waiting = desk.written(LetterState.APPROVED)
    drafted = desk.written()
    before = paper(desk, issued)
    assert edit(desk, MERGED)
    assert paper(desk, issued) == before
    assert "SGTVT" in issued.printed_number
    # What was approved is issued as it was approved.
    desk.issue(waiting)
    assert "SỞ GIAO THÔNG VẬN TẢI" in paper(desk, waiting)
    assert "SỞ XÂY DỰNG" not in paper(desk, drafted)
    new = desk.written(LetterState.ISSUED)
    told = paper(desk, new)
    assert "SỞ XÂY DỰNG" in told
    assert "THÀNH PHỐ MẪU" in told
    assert "SGTVT" not in told
    assert "/SXD-" in new.printed_number
    # And it stays so, whatever becomes of the agency.
    newest = agency_editing.version(desk.session)
    assert edit(desk, replace(MERGED, name="Sở Khác", code="SK"), newest)
    assert paper(desk, new) == told
    again = outgoing.blank("cong-van", drafter=desk.people[Role.CLERK])
    outgoing.write(
        desk.session, drafted, again, by=desk.people[Role.CLERK], now=desk.now
    )
    assert letters.profile(drafted.content["profile"]).name == "Sở Khác"


def test_skeletons_and_signatures_name_the_agency_as_it_is(desk: LetterDesk) -> None:
    edit(desk, MERGED)
    case = desk.case()
    slip = desk.begin("phieu-tiep-nhan", case=case).content
    assert "Sở Xây dựng" in slip["body"]
    assert "Giao thông vận tải" not in slip["body"]
    deputy = desk.hire(Role.DIRECTOR, "Phó Chánh Giám đốc")
    signer = desk.session.get_one(Officer, deputy.officer_id)
    block = delegations.signature(desk.session, signer, on=desk.today)
    assert block is not None
    assert (block["authority"], block["for"]) == ("KT", "CHÁNH GIÁM ĐỐC")


def test_every_change_stays_told_and_a_paper_of_a_day_has_that_days_agency(
    desk: LetterDesk,
) -> None:
    session, first = desk.session, desk.now
    assert edit(desk, MERGED)
    assert not edit(desk, MERGED, agency_editing.version(session))
    desk.sleep(days=1)
    moved = replace(MERGED, address="Số 1 đường Mẫu", footer="Chịu trách nhiệm: …")
    assert edit(desk, moved, agency_editing.version(session))
    assert agency.current(session) == moved
    assert agency.at(session, first) == MERGED
    assert agency.at(session, first - timedelta(seconds=1)) == SHIPPED
    newest, oldest = agency_editing.changes(session)
    assert newest.fields == (
        ("address", SHIPPED.address, "Số 1 đường Mẫu"),
        ("footer", "", "Chịu trách nhiệm: …"),
    )
    assert ("name", "Sở Giao thông vận tải", "Sở Xây dựng") in oldest.fields
    lines = session.scalars(select(Event).where(Event.subject == "agency_profile"))
    assert [line.data.get("address") for line in lines] == [
        None,
        [SHIPPED.address, "Số 1 đường Mẫu"],
    ]


def test_who_saves_second_is_told_what_the_first_one_changed(desk: LetterDesk) -> None:
    edit(desk, replace(SHIPPED, phone="1900 1234"))
    with pytest.raises(OutOfDate) as refusal:
        edit(desk, MERGED)
    (told,) = refusal.value.changed
    assert "“0254.3727840” thành “1900 1234”" in told
    assert agency.current(desk.session).name == SHIPPED.name
    for role in set(Role) - {Role.ADMIN}:
        with pytest.raises(NotAllowed):
            edit(desk, MERGED, agency_editing.version(desk.session), role)


def test_what_no_page_or_letter_could_carry_is_refused_beside_its_field(
    desk: LetterDesk,
) -> None:
    for wrong in (
        {"name": " "},
        {"english_name": ""},
        {"name": "x" * 121},
        {"parent": "một\nhai\nba"},
        {"code": "sgtvt"},
        {"code": "SGTVT-VP"},
        {"phone": "0254 12"},
        {"fax": "không có"},
        {"email": "so@"},
        {"website": "javascript:alert(1)"},
        {"website": "/van-ban"},
        {"footer": "dòng\n" * 7},
    ):
        with pytest.raises(Invalid) as refusal:
            edit(desk, replace(SHIPPED, **wrong))
        assert refusal.value.fields.keys() == wrong.keys(), wrong
    assert agency.standing(desk.session) is None
