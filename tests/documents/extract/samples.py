"""Files of every kind that is read, made for the tests; all of it invented."""

import io
import shutil
import unicodedata
import zipfile
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from docx import Document
from openpyxl import Workbook

from documents.extract import Text, extract
from documents.extract.legacy import _TCVN3

LETTERS = Path(__file__).parent.parent / "letters" / "files"
OLD_WORD = Path(__file__).parent / "files" / "letter.doc"
WORDS = (
    "Cộng hòa xã hội chủ nghĩa Việt Nam, Độc lập - Tự do - Hạnh phúc. Đường dây nóng"
    " của Sở Giao thông vận tải nhận phản ánh: quốc lộ 51 bị ổ gà nghiêm trọng, đề"
    " nghị xử lý ngay và trả lời trước ngày 22 tháng 11."
)
VNI = (
    "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam, Ñoäc laäp - Töï do - Haïnh phuùc."
    " Ñöôøng daây noùng cuûa Sôû Giao thoâng vaän taûi nhaän phaûn aùnh: quoác loä 51"
    " bò oå gaø nghieâm troïng"
)


def read(content: bytes, name: str, media_type: str = "", **more: Any) -> Text:
    return extract(content, name=name, media_type=media_type, **more)


def docx(*paragraphs: str) -> bytes:
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def xlsx(*rows: list[Any], title: str = "Tháng 11") -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def text_pdf() -> bytes:
    """Return the seed letter as three pages of text."""
    return (LETTERS / "seed.pdf").read_bytes()


def scanned_pdf(pages: int = 1) -> bytes:
    """Return the first pages of the seed letter as pictures."""
    source, made = pypdfium2.PdfDocument(text_pdf()), pypdfium2.PdfDocument.new()
    for number in range(pages):
        width, height = source[number].get_size()
        picture = pypdfium2.PdfImage.new(made)
        picture.set_bitmap(source[number].render(scale=150 / 72))
        picture.set_matrix(pypdfium2.PdfMatrix().scale(width, height))
        page = made.new_page(width, height)
        page.insert_obj(picture)
        page.gen_content()
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def cp1258(text: str) -> bytes:
    """Return a text as Windows wrote it: the letter, then its tone."""
    tones = "\u0300\u0301\u0303\u0309\u0323"
    out = b""
    for char in text:
        letters = unicodedata.normalize("NFD", char)
        bare = "".join(letter for letter in letters if letter not in tones)
        tone = "".join(letter for letter in letters if letter in tones)
        out += (unicodedata.normalize("NFC", bare) + tone).encode("cp1258")
    return out


def tcvn3(text: str) -> bytes:
    """Return a text as it was typed for .VnTime, which has no capitals with marks."""
    back = {letter: code for code, letter in _TCVN3.items()}
    return text.lower().translate(back).encode("latin-1")


def repacked(content: bytes, changed: dict[str, bytes]) -> bytes:
    """Return an archive with parts put in or in place of others."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            if name not in changed:
                new.writestr(name, old.read(name))
        for name, part in changed.items():
            new.writestr(name, part)
    return out.getvalue()


def needs(program: str) -> None:
    """Fail in words where a program is not installed."""
    if shutil.which(program) is None:
        pytest.fail(f"{program} is not installed; ./check says what brings it.")
