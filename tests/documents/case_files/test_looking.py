"""What is taken as a file of a case: by its bytes, without what it carries beside."""

import io
import zipfile

import pytest
from PIL import Image

from documents import case_files
from documents.case_files import FileRefused, Found
from documents.case_files.formats import FORMATS
from documents.text import fold
from tests.documents.case_files.samples import (
    PLACE,
    TOO_LARGE,
    blank_pdf,
    bomb,
    film,
    iphone,
    photograph,
    size_of,
)
from tests.documents.extract.samples import docx, repacked, text_pdf, xlsx

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def look(content: bytes, name: str = "tệp.bin") -> Found:
    return case_files.look(content, name=name)


def refusal(content: bytes, name: str = "tệp.bin") -> str:
    with pytest.raises(FileRefused) as refused:
        look(content, name)
    return refused.value.message


@pytest.mark.parametrize(
    ("content", "name", "kept"),
    [
        (photograph(), "ảnh.exe", "ảnh.jpg"),
        (photograph(kind="PNG"), "ảnh.svg", "ảnh.png"),
        (photograph(kind="WEBP"), "ảnh.webp", "ảnh.jpg"),
        (iphone(), "IMG_1.HEIC", "IMG_1.jpg"),
        (text_pdf(), "đơn", "đơn.pdf"),
        (docx("Xin sửa đường."), "đơn.pdf", "đơn.docx"),
        (xlsx(["Km", 40]), "bảng.docx", "bảng.xlsx"),
        (OLE + "WordDocument".encode("utf-16-le"), "cũ.doc", "cũ.doc"),
        ("Xin sửa đường.".encode(), "ghi chú.TXT", "ghi chú.txt"),
        ("Xin sửa đường.".encode("utf-16"), "ghi chú.txt", "ghi chú.txt"),
        (b"ID3\x04" + bytes(64), "gọi.mp3", "gọi.mp3"),
        (film(b"M4A "), "ghi âm.m4a", "ghi âm.m4a"),
        (film(b"isom"), "đường.mov", "đường.mp4"),
    ],
)
def test_a_file_is_what_its_bytes_are_and_is_called_so(
    content: bytes, name: str, kept: str
) -> None:
    found = look(content, name)
    assert found.name == kept
    assert found.format in FORMATS


@pytest.mark.parametrize(
    ("content", "name", "told"),
    [
        (b"", "trống.pdf", "trống"),
        (b"\xff\xd8\xff" + bytes(10_000_000), "lớn.jpg", "lớn hơn 10 MB"),
        (b"<svg onload='x()'/>", "ảnh.svg", "không nhận được"),
        (b"<svg onload='x()'/>", "ảnh.txt", "không nhận được"),
        (b"  <!DOCTYPE html><script>", "trang.txt", "không nhận được"),
        (b"MZ\x90\x00" + bytes(64), "ảnh.jpg", "không nhận được"),
        (b"\x00\x01\x02", "nhị phân.txt", "không nhận được"),
        (photograph()[:2000], "dở.jpg", "hỏng"),
        (photograph(kind="PNG")[:600], "dở.png", "hỏng"),
        (b"%PDF-1.7 and no more", "dở.pdf", "PDF hỏng"),
        (bomb(), "bom.png", "quá nhiều điểm ảnh"),
        (film(b"heic"), "IMG_1.HEIC", "hỏng"),
        (iphone()[:600], "IMG_1.HEIC", "hỏng"),
        (iphone(TOO_LARGE), "IMG_1.HEIC", "quá nhiều điểm ảnh"),
        (film(b"avif"), "ảnh.avif", "AVIF"),
        (OLE, "cũ.xls", "đời cũ"),
        (OLE + "_VBA_PROJECT".encode("utf-16-le"), "cũ.doc", "macro"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "khóa.docx", "mật khẩu"),
        (repacked(docx("x"), {"word/vbaProject.bin": b"x"}), "m.docx", "macro"),
        (b"PK\x03\x04" + bytes(60), "hỏng.docx", "hỏng"),
    ],
)
def test_what_is_not_taken_is_refused_with_what_to_do(
    content: bytes, name: str, told: str
) -> None:
    assert told in refusal(content, name)


def test_an_archive_is_not_taken_apart() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("ảnh.jpg", photograph())
    assert "giải nén" in refusal(out.getvalue(), "nhiều ảnh.zip")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photograph_is_kept_without_where_and_how_it_was_taken(kind: str) -> None:
    given = photograph(kind=kind)
    assert PLACE.encode() in given
    kept = look(given).content
    assert PLACE.encode() not in kept
    image = Image.open(io.BytesIO(kept))
    assert not image.getexif()
    assert not image.info.keys() & {"exif", "comment", "xmp", "icc_profile"}
    assert image.size == (1200, 800)


def test_a_picture_of_an_iphone_is_kept_as_a_jpeg_and_tells_no_place() -> None:
    given = iphone()
    assert PLACE.encode() in given
    kept = look(given, "IMG_1.HEIC")
    assert PLACE.encode() not in kept.content
    image = Image.open(io.BytesIO(kept.content))
    assert (image.format, image.size, len(image.getexif())) == ("JPEG", (48, 64), 0)
    above, below = (image.crop((24, y, 25, y + 1)).tobytes() for y in (9, 55))
    assert above[2] > 150 > above[0], "blue"
    assert below[0] > 150 > below[2], "red"


def test_a_photograph_stands_upright_and_is_no_larger_than_a_screen() -> None:
    kept = look(photograph(6000, 4000, turned=True)).content
    assert size_of(kept) == (1707, 2560)
    assert len(kept) < 3_000_000


def test_what_is_seen_through_becomes_white() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (20, 20), (0, 0, 0, 0)).save(out, "PNG")
    kept = Image.open(io.BytesIO(look(out.getvalue()).content))
    assert kept.convert("RGB").getpixel((9, 9)) == (255, 255, 255)


def test_pages_are_counted_and_a_pdf_with_a_password_is_kept_unseen() -> None:
    assert look(text_pdf()).pages == 3
    assert look(blank_pdf(case_files.MOST_PAGES + 5)).pages == case_files.MOST_PAGES
    assert look(locked_pdf()).pages == 0


def locked_pdf() -> bytes:
    """Return a PDF that asks for a password nobody tells."""
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.pdf_utils.writer import copy_into_new_writer

    writer = copy_into_new_writer(PdfFileReader(io.BytesIO(text_pdf())))
    writer.encrypt("bí mật", "của ai đó")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "passwd.txt"),
        ("C:\\Ảnh\\đường.txt", "đường.txt"),
        ('x"\r\nSet-Cookie: a=b.txt', None),
        (".txt", None),
        ("ữ" * 255 + ".txt", "ữ" * 120 + ".txt"),
    ],
)
def test_a_name_is_a_short_label_on_one_line(name: str, kept: str | None) -> None:
    found = case_files.look(
        b"Xin chao", name=name if name.endswith("txt") else name + ".txt"
    )
    assert "\n" not in found.name
    assert "\r" not in found.name
    assert found.name.endswith(".txt")
    if kept is not None:
        assert fold(found.name) == fold(kept)
