"""Formatting in effect, through every place a .docx can set it."""

import pytest

from documents.letters.paper import Paragraph, docx
from tests.documents.letters.test_read_files import DOCUMENT, TYPES, W, packed

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
SHEET = f"""<w:styles {W}>
<w:docDefaults><w:rPrDefault><w:rPr>
 <w:rFonts w:asciiTheme="minorHAnsi" w:hAnsiTheme="minorHAnsi"/><w:sz w:val="22"/>
</w:rPr></w:rPrDefault>
<w:pPrDefault><w:pPr><w:spacing w:after="160" w:line="259" w:lineRule="auto"/></w:pPr>
</w:pPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Bình thường"/>
</w:style>
<w:style w:type="paragraph" w:styleId="Base"><w:basedOn w:val="a"/>
 <w:pPr><w:jc w:val="end"/></w:pPr>
 <w:rPr><w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/><w:b/><w:sz w:val="28"/></w:rPr>
</w:style>
<w:style w:type="paragraph" w:styleId="Derived"><w:basedOn w:val="Base"/>
 <w:rPr><w:i/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Loop"><w:basedOn w:val="Loop"/></w:style>
<w:style w:type="character" w:styleId="Strong"><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="table" w:styleId="Grid"><w:pPr><w:spacing w:after="0" w:line="240"/>
 </w:pPr></w:style>
</w:styles>"""
NUMBERS = f"""<w:numbering {W}><w:abstractNum w:abstractNumId="0">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/>
 <w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/>
 <w:lvlText w:val="%2)"/><w:pPr><w:ind w:left="720" w:hanging="360"/></w:pPr></w:lvl>
<w:lvl w:ilvl="2"><w:numFmt w:val="bullet"/><w:lvlText w:val="\uf0b7"/></w:lvl>
</w:abstractNum><w:num w:numId="4"><w:abstractNumId w:val="0"/></w:num></w:numbering>"""
THEME = f"""<a:theme xmlns:a="{A}"><a:themeElements><a:fontScheme>
<a:majorFont><a:latin typeface="Cambria"/></a:majorFont>
<a:minorFont><a:latin typeface="Calibri"/></a:minorFont>
</a:fontScheme></a:themeElements></a:theme>"""


def paper(body: str) -> tuple[Paragraph, ...]:
    names = {"styles": SHEET, "numbering": NUMBERS, "theme": THEME}
    rows = "".join(
        f'<Relationship Id="{name}" Type="{OFFICE}/{name}" Target="{name}.xml"/>'
        for name in names
    )
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
        f'relationships">{rows}</Relationships>'
    )
    parts: dict[str, bytes | str | None] = {
        TYPES: "<Types/>",
        DOCUMENT: f"<w:document {W}"
        ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": relations,
    }
    parts |= {f"word/{name}.xml": content for name, content in names.items()}
    return docx(packed(parts)).paragraphs


def one(properties: str = "", run: str = "", text: str = "Sở") -> Paragraph:
    return paper(
        f"<w:p><w:pPr>{properties}</w:pPr>"
        f"<w:r><w:rPr>{run}</w:rPr><w:t>{text}</w:t></w:r></w:p>"
    )[0]


def test_what_nothing_else_sets_comes_from_the_defaults_and_the_theme() -> None:
    look, shape = one().runs[0].look, one().shape
    assert (set(look.fonts), look.size, look.bold) == ({"Calibri"}, 11, False)
    assert (shape.align, shape.after, round(shape.line, 2)) == ("left", 8, 1.08)


def test_a_style_passes_on_what_its_base_sets() -> None:
    found = one('<w:pStyle w:val="Derived"/>')
    look = found.runs[0].look
    assert (set(look.fonts), look.size, look.bold, look.italic) == (
        {".VnTime"},
        14,
        True,
        True,
    )
    assert found.shape.align == "right"


def test_the_run_has_the_last_word() -> None:
    look = (
        one(
            '<w:pStyle w:val="Base"/>',
            '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman"/>'
            '<w:b w:val="0"/><w:sz w:val="27"/><w:color w:val="ff0000"/>',
        )
        .runs[0]
        .look
    )
    assert (set(look.fonts), look.size) == ({"Times New Roman"}, 13.5)
    assert (look.bold, look.colour) == (False, "FF0000")


def test_only_the_fonts_of_letters_that_are_there_count() -> None:
    run = '<w:rFonts w:ascii="Arial" w:hAnsi="Times New Roman"/>'
    assert one(run=run, text="2401").runs[0].look.fonts == {"Arial"}
    assert one(run=run, text="ử").runs[0].look.fonts == {"Times New Roman"}


def test_bold_twice_through_styles_is_not_bold() -> None:
    found = one('<w:pStyle w:val="Base"/>', '<w:rStyle w:val="Strong"/>')
    assert not found.runs[0].look.bold
    assert one(run='<w:rStyle w:val="Strong"/>').runs[0].look.bold


def test_a_style_based_on_itself_ends() -> None:
    assert one('<w:pStyle w:val="Loop"/>').runs[0].look.size == 11


@pytest.mark.parametrize(
    ("written", "means"),
    [("start", "left"), ("end", "right"), ("both", "both"), ("center", "center")],
)
def test_every_alignment_word_is_understood(written: str, means: str) -> None:
    assert one(f'<w:jc w:val="{written}"/>').shape.align == means


def test_measures_of_either_standard_are_millimetres() -> None:
    shape = one('<w:ind w:start="567" w:firstLine="12.7mm"/>').shape
    assert (round(shape.left, 1), round(shape.first_line, 1)) == (10.0, 12.7)


def test_a_table_style_stands_between_the_defaults_and_the_paragraph() -> None:
    cell = "<w:p><w:r><w:t>x</w:t></w:r></w:p>"
    inner = f"<w:tbl><w:tr><w:tc>{cell}</w:tc></w:tr></w:tbl>{cell}"
    table = (
        '<w:tbl><w:tblPr><w:tblStyle w:val="Grid"/></w:tblPr><w:tr>'
        f"<w:tc>{cell}</w:tc><w:tc>{inner}</w:tc></w:tr></w:tbl>"
    )
    first, nested, _ = paper(table)
    assert (first.shape.after, first.shape.line) == (0, 1)
    assert nested.cell is not None
    assert nested.cell.around is not None
    assert (nested.cell.table, nested.cell.around.column) == (2, 1)


def test_automatic_numbers_are_counted() -> None:
    def item(level: int) -> str:
        listed = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="4"/></w:numPr>'
        return f"<w:p><w:pPr>{listed}</w:pPr><w:r><w:t>x</w:t></w:r></w:p>"

    found = paper("".join(map(item, (0, 1, 1, 2, 0, 1))))
    assert [p.text for p in found] == ["I. x", "a) x", "b) x", "- x", "II. x", "a) x"]
    assert round(found[1].shape.first_line, 2) == -6.35


def test_a_text_box_that_stands_twice_is_read_once_and_marked() -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>DỰ THẢO</w:t></w:r></w:p></w:txbxContent>"
    both = (
        f"<mc:AlternateContent><mc:Choice><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent>"
    )
    found = paper(f"<w:p><w:r>{both}<w:t>Số: /VP</w:t></w:r></w:p>")
    assert [(p.text, p.boxed) for p in found] == [("DỰ THẢO", True), ("Số: /VP", False)]


def test_deleted_hidden_and_instruction_text_is_not_on_the_paper() -> None:
    found = paper(
        "<w:p><w:del><w:r><w:delText>cũ</w:delText><w:t>cũ</w:t></w:r></w:del>"
        "<w:ins><w:r><w:t>mới</w:t></w:r></w:ins>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r>"
        "<w:r><w:instrText>PAGE</w:instrText></w:r>"
        "<w:r><w:tab/><w:t>a</w:t><w:br/><w:noBreakHyphen/></w:r></w:p>"
    )
    assert found[0].text == "mới\ta\n-"
