"""What is read out of a file, and where in the file it says it stands."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from documents.extract import LONGEST, PlaceKind, Unreadable
from tests.documents.extract.samples import (
    OLD_WORD,
    VNI,
    WORDS,
    cp1258,
    docx,
    needs,
    read,
    scanned_pdf,
    tcvn3,
    text_pdf,
    xlsx,
)


def test_a_pdf_is_read_page_by_page() -> None:
    text = read(text_pdf(), "cong-van.pdf")
    assert [one.place.told for one in text.passages] == [
        "trang 1",
        "trang 2",
        "trang 3",
    ]
    assert "SỞ GIAO THÔNG VẬN TẢI" in text.passages[0].text
    assert "Giao Văn phòng Sở" in text.passages[2].text
    assert text.blank_pages == ()
    assert not text.is_cut


def test_a_pdf_of_pictures_has_nothing_to_read_and_says_on_which_pages() -> None:
    text = read(scanned_pdf(2), "ban-quet.pdf")
    assert text.passages == ()
    assert text.blank_pages == (1, 2)


def test_a_word_document_is_read_by_paragraphs_tables_too() -> None:
    text = read(
        docx(*(f"Đoạn văn thứ {n}: {'chữ ' * 90}" for n in range(1, 21))), "a.docx"
    )
    assert text.passages[0].place.told == "đoạn 1"
    assert len(text.passages) > 1
    for passage in text.passages:
        assert passage.place.kind is PlaceKind.PARAGRAPH
        assert passage.text.startswith(f"Đoạn văn thứ {passage.place.number}:")
    assert "Đoạn văn thứ 20" in text.whole


def test_a_workbook_is_read_sheet_by_sheet_as_an_office_writes_values() -> None:
    rows: list[list[Any]] = [
        ["Số", "Ngày", "Nội dung"],
        [12, datetime(2019, 11, 22), "vá ổ gà"],
    ]
    rows += [[n, None, f"dòng {n} {'dài ' * 50}"] for n in range(3, 40)]
    text = read(xlsx(*rows), "so-lieu.xlsx")
    first = text.passages[0]
    assert first.place.told == "trang tính “Tháng 11”, dòng 1"
    assert first.text.startswith("Số | Ngày | Nội dung\n12 | 22/11/2019 | vá ổ gà\n")
    later = text.passages[1]
    assert later.text.startswith(f"{later.place.number} | dòng {later.place.number}")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (WORDS.encode(), WORDS),
        (WORDS.encode("utf-8-sig"), WORDS),
        (WORDS.encode("utf-16"), WORDS),
        (WORDS.encode("utf-16-le"), WORDS),
        (WORDS.encode("utf-16-be"), WORDS),
        (b"\xfe\xff" + WORDS.encode("utf-16-be"), WORDS),
        (cp1258(WORDS), WORDS),
        (tcvn3(WORDS), WORDS.lower()),
        (VNI.encode("latin-1"), WORDS[: WORDS.index(", đề")]),
    ],
    ids=["utf8", "bom", "utf16", "le", "be", "be-bom", "cp1258", "tcvn3", "vni"],
)
def test_plain_text_is_read_in_whatever_encoding(content: bytes, told: str) -> None:
    text = read(content, "ghi-chu.txt")
    assert text.whole == told
    assert text.passages[0].place.told == "dòng 1"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("Häftling groß, Mädchen größer, Öl für Straße".encode("latin-1"), "bảng mã"),
        (b"\xff\xfe" + "đường".encode("utf-16-le")[:-1], "bảng mã"),
        (b"caf\xe9", "bảng mã"),
        (bytes(range(256)) * 4, "không phải văn bản thuần"),
    ],
)
def test_an_encoding_that_cannot_be_told_is_refused_not_guessed(
    content: bytes, says: str
) -> None:
    with pytest.raises(Unreadable, match=says):
        read(content, "la.txt")


def test_text_typed_for_old_fonts_is_turned_back_in_word_documents() -> None:
    old = tcvn3(WORDS).decode("latin-1")
    assert "đường dây nóng" in read(docx(old), "cu.docx").whole
    assert "đường dây nóng" in read(docx(WORDS.lower()), "moi.docx").whole


def test_an_old_word_file_is_read_by_catdoc() -> None:
    needs("catdoc")
    text = read(OLD_WORD.read_bytes(), "cong-van.doc")
    assert text.passages[0].place.kind is PlaceKind.PARAGRAPH
    assert "SỞ GIAO THÔNG VẬN TẢI" in text.whole
    assert "Giao Văn phòng Sở" in text.whole


def test_an_old_word_file_without_catdoc_says_what_is_missing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Unreadable, match="catdoc"):
        read(OLD_WORD.read_bytes(), "cong-van.doc")


def test_what_a_file_is_called_does_not_decide_what_it_is() -> None:
    assert read(text_pdf(), "x.docx").passages[0].place.kind is PlaceKind.PAGE
    assert read(docx("Chữ"), "x.pdf").whole == "Chữ"
    sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    assert read(xlsx(["Chữ"]), "x", sheet).whole == "Chữ"


@pytest.mark.parametrize(
    ("content", "name", "says"),
    [
        (b"\x89PNG\r\n\x1a\n", "anh.png", "loại tệp này"),
        (b"", "rong.docx", "loại tệp này"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "cu.xls", r"\.xlsx"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
            + "EncryptedPackage".encode("utf-16-le"),
            "khoa.docx",
            "mật khẩu",
        ),
        (b"PK\x03\x04", "cut.docx", "hỏng|cắt cụt"),
        (b"%PDF-1.7 nothing", "hong.pdf", "hỏng"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(
    content: bytes, name: str, says: str
) -> None:
    with pytest.raises(Unreadable, match=says):
        read(content, name)


def test_a_damaged_file_of_any_kind_is_one_error() -> None:
    for content, name in (
        (docx(WORDS), "a.docx"),
        (xlsx([WORDS]), "a.xlsx"),
    ):
        for cut in (len(content) // 2, len(content) - 40):
            with pytest.raises(Unreadable):
                read(content[:cut], name)
    with pytest.raises(Unreadable):
        read(text_pdf()[:300], "a.pdf")


def test_no_more_text_is_kept_than_was_agreed() -> None:
    line = "chữ tiếng Việt có dấu rất dài " * 40
    text = read((f"{line}\n" * 3_000).encode(), "dai.txt")
    assert text.is_cut
    size = len(text.whole.encode())
    assert LONGEST / 4 < size <= LONGEST + len(text.passages)


def test_one_endless_line_is_cut_into_passages() -> None:
    text = read(("từ " * 5_000).encode(), "mot-dong.txt")
    assert len(text.passages) > 3
    assert {one.place.number for one in text.passages} == {1}
    assert text.whole.split() == ["từ"] * 5_000
