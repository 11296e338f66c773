"""What is no letter, or is made to harm, is refused with a sentence (security.md A)."""

import resource
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from documents.letters.paper import docx
from documents.letters.read import read
from documents.sandbox import Unreadable

TYPES = "[Content_Types].xml"
DOCUMENT = "word/document.xml"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
PLAIN = f"<w:document {W}><w:body><w:p><w:r><w:t>Kính gửi</w:t></w:r></w:p></w:body>"
PLAIN += "</w:document>"


def packed(changes: dict[str, bytes | str | None] | None = None) -> bytes:
    """Return a small .docx; a part that is None is left out."""
    parts: dict[str, bytes | str | None] = {TYPES: "<Types/>", DOCUMENT: PLAIN}
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for name, content in (parts | (changes or {})).items():
            if content is not None:
                archive.writestr(name, content)
    return target.getvalue()


def encrypted() -> bytes:
    name = "EncryptedPackage".encode("utf-16-le")
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512) + name


def crowded() -> bytes:
    return packed({f"word/{place}.xml": "" for place in range(100_000)})


def deep() -> str:
    rows = "<w:tbl><w:tr><w:tc>" * 300 + "</w:tc></w:tr></w:tbl>" * 300
    return f"<w:document {W}><w:body>{rows}</w:body></w:document>"


def entities() -> str:
    return '<!DOCTYPE w [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>' + PLAIN


def outside() -> str:
    return '<!DOCTYPE w SYSTEM "http://127.0.0.1:9/w.dtd">' + PLAIN


BAD: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "không phải tệp .docx"),
    "text": (lambda: "Kính gửi: Sở".encode(), "không phải tệp .docx"),
    "password": (encrypted, "mật khẩu"),
    "old word": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(9), "đời cũ"),
    "cut off": (lambda: packed()[:-30], "cắt cụt"),
    "no types": (lambda: packed({TYPES: None}), "không phải tệp .docx"),
    "no document": (lambda: packed({DOCUMENT: None}), "không phải tệp .docx"),
    "macros": (lambda: packed({"word/vbaProject.bin": b"x"}), "macro"),
    "macros by type": (
        lambda: packed({TYPES: "application/vnd.ms-word.document.macroEnabled"}),
        "macro",
    ),
    "bomb": (lambda: packed({"word/media/a.xml": bytes(50_000_000)}), "quá lớn"),
    "100,000 entries": (crowded, "quá lớn"),
    "path": (lambda: packed({"../../../tmp/x": "x"}), "đường dẫn"),
    "absolute path": (lambda: packed({"/etc/x": "x"}), "đường dẫn"),
    "drive": (lambda: packed({"C:\\x": "x"}), "đường dẫn"),
    "entities": (lambda: packed({DOCUMENT: entities()}), "DOCTYPE"),
    "outside document type": (lambda: packed({DOCUMENT: outside()}), "DOCTYPE"),
    "entities in UTF-16": (
        lambda: packed({DOCUMENT: entities().encode("utf-16")}),
        "DOCTYPE",
    ),
    "too deep": (lambda: packed({DOCUMENT: deep()}), "lồng quá sâu"),
    "no XML": (lambda: packed({DOCUMENT: PLAIN[:-9]}), "cú pháp XML"),
    "unknown encoding": (
        lambda: packed({DOCUMENT: '<?xml version="1.0" encoding="x-no"?>' + PLAIN}),
        "cú pháp XML",
    ),
    "no body": (lambda: packed({DOCUMENT: f"<w:document {W}/>"}), "thiếu phần"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_refused_with_the_reason(name: str) -> None:
    made, says = BAD[name]
    with pytest.raises(Unreadable, match=says):
        docx(made())


def test_a_broken_packing_is_refused() -> None:
    content = bytearray(packed({DOCUMENT: PLAIN * 50}))
    start = content.index(DOCUMENT.encode()) + len(DOCUMENT)
    content[start + 10 : start + 40] = bytes(30)
    with pytest.raises(Unreadable):
        docx(bytes(content))


def test_a_style_sheet_that_points_outside_is_not_there() -> None:
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
        f'relationships"><Relationship Id="r1" Type="{office}/styles"'
        ' Target="http://127.0.0.1:9/styles.xml" TargetMode="External"/>'
        "</Relationships>"
    )
    paper = docx(packed({"word/_rels/document.xml.rels": relations}))
    assert [paragraph.text for paragraph in paper.paragraphs] == ["Kính gửi"]


def test_a_part_named_from_the_root_of_the_package_is_found() -> None:
    office = "http://purl.oclc.org/ooxml/officeDocument/relationships"
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
        f'relationships"><Relationship Id="r1" Type="{office}/styles"'
        ' Target="/word/other.xml"/></Relationships>'
    )
    sheet = f'<w:styles {W}><w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="28"/>'
    sheet += "</w:rPr></w:rPrDefault></w:docDefaults></w:styles>"
    parts = {"word/_rels/document.xml.rels": relations, "word/other.xml": sheet}
    assert docx(packed(dict(parts))).paragraphs[0].runs[0].look.size == 14


def resident() -> int:
    """Return this process's memory in bytes."""
    pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[1]
    return int(pages) * resource.getpagesize()


@pytest.mark.parametrize("name", ["bomb", "100,000 entries", "entities", "password"])
def test_harm_is_done_to_the_child_alone(name: str) -> None:
    made, says = BAD[name]
    content = made()
    before = resident()
    with pytest.raises(Unreadable, match=says):
        read(content)
    assert resident() - before < 64 * 1024 * 1024


def test_a_picture_of_any_size_is_never_opened() -> None:
    pixels = (60_000).to_bytes(4, "big") * 2
    head = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + pixels + b"\x08\x06\x00\x00\x00"
    assert docx(packed({"word/media/image1.png": head})).paragraphs
