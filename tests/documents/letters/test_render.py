"""The .docx: what stands in it, how it looks, and that it never changes by itself."""

import os
import re
import subprocess
import sys
from collections import Counter
from io import BytesIO
from zipfile import ZipFile

import pytest
from defusedxml import ElementTree
from docx.document import Document
from docx.enum.text import WD_LINE_SPACING
from docx.shared import Mm, Pt
from docx.styles.style import ParagraphStyle
from docx.table import Table

from documents import letters
from documents.letters import ND30, TT01
from tests.documents.letters.outline import OTHERWISE_IN_TT01, outline, reviewed
from tests.documents.letters.samples import (
    CASES,
    FILES,
    GOLDEN,
    ROOT,
    begun,
    letter,
    opened,
)

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
HOSTILE = "&amp; <w:t> ]]> \" ' {{7*7}} {% x %} PAGE \x0b\ufffe %s =1+1"
SIZES = {
    "Cơ quan chủ quản": 12,
    "Cơ quan ban hành": 12,
    "Quốc hiệu": 12,
    "Tiêu ngữ": 13,
    "Số, ký hiệu": 13,
    "Địa danh, ngày": 13,
    "Trích yếu công văn": 12,
    "Tên loại văn bản": 14,
    "Trích yếu": 14,
    "Kính gửi": 14,
    "Nội dung": 14,
    "Khoản có tiêu đề": 14,
    "Điểm": 14,
    "Quyền hạn ký": 14,
    "Họ tên người ký": 14,
    "Nơi nhận": 12,
    "Danh sách nơi nhận": 11,
    "Mức độ khẩn": 13,
    "Số trang": 13,
}


def members(content: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def lines(document: Document) -> list[str]:
    """Return the text of every paragraph, in tables too."""
    found = []
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            cells = (cell for row in block.rows for cell in row.cells)
            found += [p.text for cell in cells for p in cell.paragraphs]
        else:
            found.append(block.text)
    return found


def style(document: Document, name: str) -> ParagraphStyle:
    found = document.styles[name]
    assert isinstance(found, ParagraphStyle)
    return found


REVIEWED = reviewed()


@pytest.mark.parametrize("name", REVIEWED)
def test_the_letter_is_the_one_that_was_reviewed(name: str) -> None:
    expected = (GOLDEN / f"letter-{name}.txt").read_text(encoding="utf-8")
    assert list(outline(opened(*REVIEWED[name]))) == expected.splitlines()


@pytest.mark.parametrize(
    "name", sorted(set(letters.skeletons()) - set(OTHERWISE_IN_TT01))
)
def test_the_circular_prints_the_other_kinds_alike(name: str) -> None:
    forms = (list(outline(opened(begun(name), form))) for form in (ND30, TT01))
    by_decree, by_circular = forms
    assert by_decree[1:] == by_circular[1:]


def test_the_seed_loses_no_word_to_the_form() -> None:
    """Only "Về việc" gives way, to "V/v"."""
    typed = Counter(re.findall(r"\w+", (FILES / "seed.txt").read_text("utf-8")))
    printed = Counter(re.findall(r"\w+", " ".join(lines(opened(letter())))))
    assert typed - printed == Counter({"Về": 1, "việc": 1})


def test_the_seeds_bold_words_stay_bold_and_the_asterisks_go() -> None:
    paragraphs = opened(letter()).paragraphs
    bold = [run.text for p in paragraphs for run in p.runs if run.bold]
    assert bold == [
        "22/12/2019",
        "tiêu chí để đánh giá, phân loại và xét khen thưởng",
    ]
    assert not any("*" in p.text for p in paragraphs)


def test_the_page_is_a4_with_the_margins_of_the_decree() -> None:
    section = opened(letter()).sections[0]
    found = (
        section.page_width,
        section.page_height,
        section.top_margin,
        section.bottom_margin,
        section.left_margin,
        section.right_margin,
    )
    expected = (210, 297, 20, 20, 30, 15)
    for value, mm in zip(found, expected, strict=True):
        assert value is not None
        assert abs(value - Mm(mm)) < Mm(0.05)


@pytest.mark.parametrize(("name", "size"), SIZES.items())
def test_every_part_has_its_size(name: str, size: int) -> None:
    assert style(opened(letter()), name).font.size == Pt(size)


def test_the_body_is_justified_indented_and_spaced() -> None:
    body = style(opened(letter()), "Nội dung").paragraph_format
    assert body.first_line_indent is not None
    assert abs(body.first_line_indent - Mm(12.7)) < Mm(0.05)
    assert (body.alignment, body.space_before) == (3, Pt(6))
    assert body.line_spacing_rule in (None, WD_LINE_SPACING.SINGLE)


def test_every_run_is_black_times_new_roman() -> None:
    parts = members(letters.render(letter()))
    root = ElementTree.fromstring(parts["word/styles.xml"])
    fonts = {value for f in root.iter(f"{W}rFonts") for value in f.attrib.values()}
    assert fonts == {"Times New Roman"}
    colours = {c.get(f"{W}val") for c in root.iter(f"{W}color")}
    assert colours == {"000000", "FF0000"}
    document = parts["word/document.xml"].decode()
    assert "w:rFonts" not in document
    assert "w:color" not in document


def test_only_the_urgency_stamp_is_red() -> None:
    document = opened(letter("every-part"))
    red = [
        s.name
        for s in document.styles
        if isinstance(s, ParagraphStyle) and str(s.font.color.rgb) == "FF0000"
    ]
    assert red == ["Mức độ khẩn"]


@pytest.mark.parametrize(
    ("form", "edge", "other"), [(ND30, "header", "footer"), (TT01, "footer", "header")]
)
def test_the_page_number_stands_where_the_form_wants_it_but_on_page_one(
    form: letters.Form, edge: str, other: str
) -> None:
    section = opened(letter(), form).sections[0]
    assert section.different_first_page_header_footer
    numbered, plain = getattr(section, edge), getattr(section, other)
    assert "PAGE" in numbered.paragraphs[0]._p.xml
    assert plain.is_linked_to_previous


def test_the_properties_tell_of_the_letter_and_of_no_tool() -> None:
    issued = letter(number=5, date="2019-12-20")
    found = opened(issued).core_properties
    agency = "Sở Giao thông vận tải tỉnh Bà Rịa - Vũng Tàu"
    assert (found.author, found.last_modified_by) == (agency, agency)
    assert found.title.startswith("Công văn 05/SGTVT-VP: tiếp tục thực hiện")
    assert found.created is not None
    assert found.created.date().isoformat() == "2019-12-20"
    assert found.modified == found.created
    for content in members(letters.render(issued)).values():
        assert b"python" not in content.lower()


def test_the_same_letter_is_the_same_bytes_in_another_process() -> None:
    """Another time zone, another order of hashes, another second."""
    code = (
        "import hashlib\nfrom tests.documents.letters.samples import letter\n"
        "from documents.letters import render\n"
        "for name in ('seed', 'appendices'):\n"
        "    print(hashlib.sha256(render(letter(name))).hexdigest())"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=ROOT,
            env={**os.environ, "TZ": zone, "PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for zone, seed in (("Asia/Ho_Chi_Minh", "1"), ("America/Lima", "2"))
    }
    assert len(digests) == 1


def test_every_part_is_dated_on_the_first_day_of_the_format() -> None:
    with ZipFile(BytesIO(letters.render(letter()))) as archive:
        infos = archive.infolist()
    assert {info.date_time for info in infos} == {(1980, 1, 1, 0, 0, 0)}
    assert infos[0].filename == "[Content_Types].xml"


@pytest.mark.parametrize("name", CASES)
def test_nothing_in_a_letter_points_outside(name: str) -> None:
    for content in members(letters.render(letter(name))).values():
        assert b"External" not in content
        assert b'Target="http' not in content


def test_hostile_text_is_only_text() -> None:
    signer = {"position": f"Giám đốc {HOSTILE}", "name": HOSTILE}
    hostile = letter(
        subject=HOSTILE,
        body=f"{HOSTILE}.",
        signer=signer,
        addressees=[HOSTILE],
        recipients=[HOSTILE],
    )
    document = opened(hostile)
    expected = "&amp; <w:t> ]]> \" ' {{7*7}} {% x %} PAGE %s =1+1"
    texts = lines(document)
    assert texts[-2] == expected
    assert f"Kính gửi: {expected}" in texts
    assert f"{expected}./." in texts
    assert f"- {expected};" in texts
    assert expected in document.core_properties.title


def test_the_end_of_the_text_stays_with_the_signature() -> None:
    document = opened(letter())
    last = [p for p in document.paragraphs if p.text][-1]
    assert last.paragraph_format.keep_with_next
    titles = [p for p in document.paragraphs if p.text.startswith(("1. ", "b) "))]
    assert all(
        p.paragraph_format.keep_with_next
        or style(document, p.style.name).paragraph_format.keep_with_next
        for p in titles
        if p.style is not None and p.style.name is not None
    )
    assert "w:cantSplit" in document.tables[-1].rows[0]._tr.xml


ORDER = {
    "pPr": "pStyle keepNext keepLines widowControl pBdr spacing ind jc rPr sectPr",
    "rPr": "rFonts b bCs i iCs caps color sz szCs lang",
    "tblPr": "tblW jc tblInd tblBorders tblLayout tblCellMar",
    "tblCellMar": "top left bottom right",
    "pBdr": "top left bottom right",
    "tcPr": "tcW",
    "trPr": "cantSplit tblHeader",
    "sectPr": "headerReference footerReference pgSz pgMar pgNumType titlePg",
    "tblBorders": "top left bottom right insideH insideV",
    "style": "name basedOn uiPriority semiHidden unhideWhenUsed qFormat pPr rPr",
    "compat": "doNotExpandShiftReturn compatSetting",
    "settings": (
        "defaultTabStop characterSpacingControl compat themeFontLang decimalSymbol"
        " listSeparator"
    ),
}
"""The sequences of the schema (ECMA-376, wml.xsd) for what we write; Word refuses a
file that does not keep them."""


@pytest.mark.parametrize("form", [ND30, TT01])
@pytest.mark.parametrize("name", CASES)
def test_elements_stand_in_the_order_word_wants(name: str, form: letters.Form) -> None:
    for part, content in members(letters.render(letter(name), form)).items():
        for element in ElementTree.fromstring(content).iter():
            order = ORDER.get(element.tag.removeprefix(W), "").split()
            if order and part.startswith("word/"):
                found = [order.index(child.tag.removeprefix(W)) for child in element]
                assert found == sorted(found)


def test_every_style_and_relation_that_is_used_exists() -> None:
    for name in CASES:
        parts = members(letters.render(letter(name)))
        known = set(re.findall(rb'w:styleId="(\w+)"', parts["word/styles.xml"]))
        used = set(re.findall(rb'w:pStyle w:val="(\w+)"', parts["word/document.xml"]))
        assert used <= known
        relations = parts["word/_rels/document.xml.rels"]
        for target in re.findall(rb'Target="([^"]+)"', relations):
            assert f"word/{target.decode()}" in parts
