"""How numbers, dates, signatures and recipients are written."""

from datetime import date
from typing import Any

import pytest

from documents import letters
from documents.errors import Invalid
from documents.letters import Archive, LetterDate, Signer
from tests.documents.letters.samples import letter

CHAIN = {"position": "Phó Chánh Văn phòng", "name": "A", "deputy_for": "Chánh VP"}
SLIP: dict[str, Any] = {
    "kind": "phieu-giao-xu-ly",
    "addressees": [],
    "recipients": [],
    "signer": None,
}


def test_a_slip_inside_the_house_has_no_number_and_no_signer() -> None:
    slip = letter(**SLIP)
    assert (slip.number_line, slip.symbol) == ("", "")
    assert slip.citation.startswith("Phiếu giao xử lý ngày")


def test_minutes_print_no_place_and_date() -> None:
    changes: dict[str, Any] = {
        "kind": "bien-ban",
        "addressees": [],
        "secretary": "Đỗ Văn Đông",
    }
    minutes = letter(**changes, number=3)
    assert minutes.number_line == "Số: 03/BB-SGTVT"
    assert minutes.place_and_date == ""


def test_a_letter_without_a_number_shows_a_gap_for_it() -> None:
    assert letter().number_line == "Số:            /SGTVT-VP"


@pytest.mark.parametrize(
    ("number", "line"),
    [
        (1, "Số: 01/SGTVT-VP"),
        (10, "Số: 10/SGTVT-VP"),
        (2401, "Số: 2401/SGTVT-VP"),
    ],
)
def test_a_number_below_ten_has_a_zero_before_it(number: int, line: str) -> None:
    assert letter(number=number).number_line == line


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("2019-12-05", "ngày 05 tháng 12 năm 2019"),
        ("2026-01-31", "ngày 31 tháng 01 năm 2026"),
        ("2026-02-09", "ngày 09 tháng 02 năm 2026"),
        ("2026-03-10", "ngày 10 tháng 3 năm 2026"),
        (date(2026, 9, 1), "ngày 01 tháng 9 năm 2026"),
        ("2019-12", "ngày       tháng 12 năm 2019"),
    ],
)
def test_days_below_ten_and_the_first_two_months_have_a_zero(
    written: object, printed: str
) -> None:
    found = letter(date=written).place_and_date
    assert found == f"Bà Rịa - Vũng Tàu, {printed}"


def test_a_letter_without_a_date_leaves_room_for_all_of_it() -> None:
    expected = "Bà Rịa - Vũng Tàu, ngày       tháng       năm       "
    assert letter(date=None).place_and_date == expected


@pytest.mark.parametrize(
    ("kind", "symbol"),
    [
        ("thong-bao", "TB-SGTVT"),
        ("ke-hoach", "KH-SGTVT"),
        ("quyet-dinh", "QĐ-SGTVT"),
        ("giay-moi", "GM-SGTVT"),
    ],
)
def test_a_named_kind_has_its_letters_in_the_symbol(kind: str, symbol: str) -> None:
    assert letter(kind=kind, addressees=[]).symbol == symbol


def test_issuing_gives_number_and_day_and_leaves_the_draft_as_it_was() -> None:
    draft = letter()
    issued = draft.numbered(number=9, on=date(2019, 12, 5))
    assert issued.number_line == "Số: 09/SGTVT-VP"
    assert issued.place_and_date.endswith("ngày 05 tháng 12 năm 2019")
    assert (draft.number, draft.dated) == (None, LetterDate(2019, 12))


def test_a_draft_may_show_the_month_it_is_expected_in() -> None:
    expected = letter(date=None).expected(in_month_of=date(2026, 3, 17))
    assert expected.place_and_date.endswith("ngày       tháng 3 năm 2026")


def test_an_expected_month_never_moves_a_date_that_stands() -> None:
    assert letter().expected(in_month_of=date(2026, 3, 17)) == letter()


@pytest.mark.parametrize(
    ("typed", "about"),
    [
        ("V/v xin ý kiến", "xin ý kiến"),
        ("Về việc xin ý kiến.", "xin ý kiến"),
        ("về việc: xin ý kiến", "xin ý kiến"),
        ("việc riêng", "việc riêng"),
    ],
)
def test_the_subject_is_never_announced_twice(typed: str, about: str) -> None:
    assert letter(subject=typed).about == about


def test_a_named_kind_keeps_the_words_of_its_subject() -> None:
    subject = "Về việc thành lập Tổ công tác"
    assert letter("decision", subject=subject).about == subject


@pytest.mark.parametrize(
    ("signer", "lines"),
    [
        (Signer("Giám đốc", "A"), ("GIÁM ĐỐC",)),
        (
            Signer("Phó Giám đốc", "A", authority="KT", behalf="Giám đốc"),
            ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"),
        ),
        (Signer("Giám đốc", "A", authority="Q"), ("Q. GIÁM ĐỐC",)),
        (
            Signer(
                "Phó Chánh Văn phòng",
                "A",
                authority="TL",
                behalf="Giám đốc",
                deputy_for="Chánh Văn phòng",
            ),
            ("TL. GIÁM ĐỐC", "KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG"),
        ),
        (
            Signer("Chánh Thanh tra", "A", authority="TUQ", behalf="Giám đốc"),
            ("TUQ. GIÁM ĐỐC", "CHÁNH THANH TRA"),
        ),
        (
            Signer(
                "Phó Chủ tịch",
                "A",
                authority="TM",
                behalf="Ủy ban nhân dân",
                deputy_for="Chủ tịch",
            ),
            ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
        ),
    ],
)
def test_the_signature_says_in_whose_place(
    signer: Signer, lines: tuple[str, ...]
) -> None:
    assert signer.lines == lines


@pytest.mark.parametrize(
    ("archive", "line"),
    [
        (Archive(("VT", "VP")), "Lưu: VT, VP."),
        (Archive(("VT", "HC"), copies=2), "Lưu: VT, HC (2)."),
        (Archive(("VT", "VP"), "PC"), "Lưu: VT, VP. PC."),
        (Archive(("VT", "VP"), "PC", 15), "Lưu: VT, VP. PC.(15)"),
        (Archive(("VT",), "Phương – PC"), "Lưu: VT. Phương – PC."),
    ],
)
def test_the_archive_line_holds_units_drafter_and_copies(
    archive: Archive, line: str
) -> None:
    assert str(archive) == line


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"subject": ""}, "subject"),
        ({"subject": "V/v"}, "subject"),
        ({"body": " \n "}, "body"),
        ({"unit": None}, "unit"),
        ({"unit": "VP Sở"}, "unit"),
        ({"signer": {"position": "Giám đốc"}}, "signer"),
        ({"signer": {"name": "Vũ Hồng Quang"}}, "signer"),
        ({"addressees": []}, "addressees"),
        ({"kind": "thong-bao"}, "addressees"),
        ({"signer": CHAIN | {"authority": "TUQ"}}, "signer"),
        ({"signer": CHAIN | {"authority": "KT"}}, "signer"),
        ({"signer": CHAIN | {"authority": None}}, "signer"),
        ({"secretary": "Đỗ Văn Đông"}, "secretary"),
        ({"kind": "bien-ban", "addressees": []}, "secretary"),
        (SLIP | {"number": 5}, "number"),
        (SLIP | {"signer": {"position": "Giám đốc", "name": "A"}}, "signer"),
        (SLIP | {"recipients": ["Như trên"]}, "signer"),
        ({"appendices": [{"title": "Danh sách"}]}, "appendices"),
        ({"appendices": [{"body": "Danh sách"}]}, "appendices"),
        ({"profile": "sxd-tphcm", "address": True}, "address"),
    ],
)
def test_a_letter_that_cannot_be_sent_is_refused(
    changes: dict[str, Any], field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        letter(**changes)
    assert list(refused.value.fields) == [field]


def test_a_letter_cannot_be_built_around_text_that_is_not_clean() -> None:
    with pytest.raises(Invalid):
        letters.Letter(
            profile=letters.profile(letters.DEFAULT_PROFILE),
            kind=letters.KINDS["thong-bao"],
            subject="lịch tiếp dân",
            body="Ngày \u202e10\u202c.",
            signer=Signer("Giám đốc", "Vũ Hồng Quang"),
        )
