"""Letters as other offices make them: the layouts and faults of real files.

Invented throughout. Each function returns a .docx; what is special about it is in its
name. The list follows letter-format.md §9.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any

from docx import Document
from docx.document import Document as Opened
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
OPENING = (
    "Thực hiện Công văn số 1215/BNV-TCBC ngày 12 tháng 3 năm 2025 của Bộ Nội vụ về"
    " việc rà soát tổ chức bộ máy, Ủy ban nhân dân tỉnh có ý kiến như sau:"
)
TASK = (
    "1. Giao Sở Nội vụ chủ trì, phối hợp với các sở, ngành rà soát, báo cáo Ủy ban"
    " nhân dân tỉnh trước ngày 20 tháng 4 năm 2025."
)
BODY = (OPENING, TASK, "2. Yêu cầu các đơn vị nghiêm túc thực hiện./.")
COPIES = ("- Như trên;", "- Bộ Nội vụ;", "- CT, các PCT UBND tỉnh;", "- Lưu: VT, NC.")


@dataclass(frozen=True)
class Text:
    """A paragraph to write."""

    text: str
    size: float = 14
    bold: bool = False
    italic: bool = False
    align: Any = ALIGN.JUSTIFY
    before: float = 0
    indent: float = 0
    font: str = "Times New Roman"


CENTRE = ALIGN.CENTER
COLUMNS = (Mm(62), Mm(103))
AGENCY = [
    Text("ỦY BAN NHÂN DÂN", 13, align=CENTRE),
    Text("TỈNH ĐỒNG XUÂN", 13, bold=True, align=CENTRE),
]
NATIONAL = [
    Text(NATION, 12, bold=True, align=CENTRE),
    Text(MOTTO, 14, bold=True, align=CENTRE),
]
NUMBER = Text("Số:            /UBND-NC", 13, align=CENTRE)
ABOUT = Text("V/v rà soát tổ chức bộ máy", 12, align=CENTRE, before=6)
DATE = Text("Đồng Xuân, ngày       tháng 3 năm 2025", 14, italic=True, align=CENTRE)
ADDRESS = Text("Kính gửi: Các sở, ban, ngành tỉnh", align=CENTRE, before=12)
SIGNED = [
    Text("TM. ỦY BAN NHÂN DÂN", bold=True, align=CENTRE),
    Text("KT. CHỦ TỊCH", bold=True, align=CENTRE),
    Text("PHÓ CHỦ TỊCH", bold=True, align=CENTRE),
    Text("", bold=True, align=CENTRE),
    Text("Lê Văn Bình", bold=True, align=CENTRE),
]


def started() -> Opened:
    """Return an empty A4 page with the margins of the decree, numbered on top."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.different_first_page_header_footer = True
    header = section.header.paragraphs[0]
    header.alignment = CENTRE
    run = header.add_run()
    run.font.size = Pt(13)
    for mark in ("begin", "end"):
        if mark == "end":
            code = f"<w:instrText {nsdecls('w')}> PAGE </w:instrText>"
            run._r.append(parse_xml(code))
        char = f'<w:fldChar {nsdecls("w")} w:fldCharType="{mark}"/>'
        run._r.append(parse_xml(char))
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(14)
    return document


def write(paragraph: Paragraph, told: Text) -> Paragraph:
    run = paragraph.add_run(told.text)
    run.font.name, run.font.size = told.font, Pt(told.size)
    run.bold, run.italic = told.bold, told.italic
    paragraph.alignment = told.align
    shape = paragraph.paragraph_format
    shape.space_before, shape.space_after = Pt(told.before), Pt(0)
    if told.indent:
        shape.first_line_indent = Mm(told.indent)
    return paragraph


def fill(cell: Any, texts: Sequence[Text]) -> None:
    for place, told in enumerate(texts):
        paragraph = cell.paragraphs[0] if place == 0 else cell.add_paragraph()
        write(paragraph, told)


def table(document: Any, rows: Sequence[Sequence[Sequence[Text]]]) -> Any:
    made = document.add_table(len(rows), 2)
    # As wide as the nation's name needs them: the templates of Word are too.
    for column, width in zip(made.columns, COLUMNS, strict=True):
        for cell in column.cells:
            cell.width = width
    for row, cells in zip(made.rows, rows, strict=True):
        for cell, texts in zip(row.cells, cells, strict=True):
            fill(cell, texts)
    return made


def body(document: Opened, texts: Sequence[str] = BODY) -> None:
    for text in texts:
        write(document.add_paragraph(), Text(text, before=6, indent=12.7))


def copies(lines: Sequence[str] = COPIES) -> list[Text]:
    left = ALIGN.LEFT
    label = Text("Nơi nhận:", 12, bold=True, italic=True, align=left)
    return [label, *(Text(line, 11, align=left) for line in lines)]


def finished(document: Opened) -> bytes:
    target = BytesIO()
    document.save(target)
    return target.getvalue()


def draft(
    *,
    number: Text = NUMBER,
    date: Text = DATE,
    about: Text = ABOUT,
    national: Sequence[Text] = NATIONAL,
    agency: Sequence[Text] = AGENCY,
    texts: Sequence[str] = BODY,
    kept: Sequence[str] = COPIES,
    signed: Sequence[Text] = SIGNED,
) -> Opened:
    """Return the usual draft: two tables, number and day blank."""
    document = started()
    table(document, [[agency, national], [[number, about], [date]]])
    write(document.add_paragraph(), ADDRESS)
    body(document, texts)
    table(document, [[copies(kept), signed]])
    return document


def usual_draft() -> bytes:
    return finished(draft())


def issued() -> bytes:
    return finished(
        draft(
            number=replace(NUMBER, text="Số: 2104/UBND-NC"),
            date=replace(DATE, text="Đồng Xuân, ngày 25 tháng 3 năm 2025"),
        )
    )


def decomposed() -> bytes:
    """Marks apart from their letters, no-break spaces between words."""
    document = draft()
    for text in document.element.iter(qn("w:t")):
        loose = unicodedata.normalize("NFD", text.text or "")
        text.text = loose.replace(" ", "\u00a0", 2)
    return finished(document)


def tabbed() -> bytes:
    """The header and the end set with tabs, no table at all."""
    document = started()
    for left, right in (
        ("ỦY BAN NHÂN DÂN", NATION),
        ("TỈNH ĐỒNG XUÂN", MOTTO),
        ("Số:        /UBND-NC", "\tĐồng Xuân, ngày     tháng 3 năm 2025"),
    ):
        told = Text(f"{left}\t\t{right}", 12, bold=True, align=ALIGN.LEFT)
        write(document.add_paragraph(), told)
    write(document.add_paragraph(), ABOUT)
    write(document.add_paragraph(), ADDRESS)
    body(document)
    lines = (
        "Nơi nhận:\t\t\tTM. ỦY BAN NHÂN DÂN",
        "- Như trên;\t\t\tCHỦ TỊCH",
        "- Lưu: VT, NC.",
        "\t\t\t\tLê Văn Bình",
    )
    for line in lines:
        write(document.add_paragraph(), Text(line, 12, align=ALIGN.LEFT))
    return finished(document)


def spaced() -> bytes:
    """Both sides of the header on one line, parted by spaces."""
    document = started()
    gap = " " * 8
    for line in (
        f"ỦY BAN NHÂN DÂN{gap}{NATION}",
        f"TỈNH ĐỒNG XUÂN{gap}{MOTTO}",
        "Số: 15/UBND-NC  Đồng Xuân, ngày 02 tháng 3 năm 2025",
    ):
        write(document.add_paragraph(), Text(line, 12, align=ALIGN.LEFT))
    write(document.add_paragraph(), ABOUT)
    write(document.add_paragraph(), ADDRESS)
    body(document)
    table(document, [[copies(), SIGNED]])
    return finished(document)


def broken_lines() -> bytes:
    """Parent and issuer, nation and motto, in one paragraph each."""
    agency = [Text("ỦY BAN NHÂN DÂN\nTỈNH ĐỒNG XUÂN", 13, bold=True, align=CENTRE)]
    national = [Text(f"{NATION}\n{MOTTO}", 13, bold=True, align=CENTRE)]
    return finished(draft(agency=agency, national=national))


def subject_in_its_own_row() -> bytes:
    document = started()
    rows = [[AGENCY, NATIONAL], [[NUMBER], [DATE]], [[ABOUT], [Text("")]]]
    table(document, rows)
    write(document.add_paragraph(), ADDRESS)
    body(document)
    table(document, [[copies(), SIGNED]])
    return finished(document)


def boxed_draft_mark() -> bytes:
    """A text box that stands twice in the file and runs into the number."""
    document = draft()
    word = (
        f"<w:txbxContent {nsdecls('w')}><w:p><w:r><w:t>DỰ THẢO</w:t></w:r></w:p>"
        "</w:txbxContent>"
    )
    markup = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    both = (
        f'<mc:AlternateContent xmlns:mc="{markup}"><mc:Choice Requires="wps">'
        f"<w:drawing {nsdecls('w')}>{word}</w:drawing></mc:Choice><mc:Fallback>"
        f"<w:pict {nsdecls('w')}>{word}</w:pict></mc:Fallback></mc:AlternateContent>"
    )
    number = document.tables[0].cell(1, 0).paragraphs[0]
    number.runs[0]._r.insert(0, parse_xml(both))
    return finished(document)


def nested_signature() -> bytes:
    """The signature in a table in a table, the name in a row below."""
    document = started()
    table(document, [[AGENCY, NATIONAL], [[NUMBER, ABOUT], [DATE]]])
    write(document.add_paragraph(), ADDRESS)
    body(document)
    outer = document.add_table(1, 2)
    fill(outer.cell(0, 0), copies())
    inner = outer.cell(0, 1).add_table(2, 1)
    fill(inner.cell(0, 0), SIGNED[:3])
    fill(inner.cell(1, 0), SIGNED[-1:])
    return finished(document)


def name_in_another_row() -> bytes:
    document = started()
    table(document, [[AGENCY, NATIONAL], [[NUMBER, ABOUT], [DATE]]])
    write(document.add_paragraph(), ADDRESS)
    body(document)
    table(document, [[copies(), SIGNED[:3]], [[Text("")], SIGNED[-1:]]])
    return finished(document)


def annex_behind() -> bytes:
    """The signature in the middle, an appendix behind it."""
    document = draft()
    for told in (
        Text("Phụ lục", bold=True, align=CENTRE),
        Text("DANH SÁCH CÁC ĐƠN VỊ", bold=True, align=CENTRE),
        Text("(Kèm theo Công văn số      /UBND-NC)", italic=True, align=CENTRE),
        Text("1. Sở Nội vụ.", indent=12.7, before=6),
        Text("2. Sở Tài chính.", indent=12.7, before=6),
    ):
        write(document.add_paragraph(), told)
    return finished(document)


def by_order_of_a_deputy() -> bytes:
    lines = ("TL. CHỦ TỊCH", "KT.CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG")
    signed = [Text(line, bold=True, align=CENTRE) for line in lines]
    return finished(draft(signed=[*signed, *SIGNED[-2:]]))


def strange_styles() -> bytes:
    """No style of the usual name, a paragraph at the "end", a TCVN3 font beneath."""
    document = draft()
    normal = document.styles["Normal"].element
    normal.find(qn("w:name")).set(qn("w:val"), "Chính văn")
    fonts = normal.find(qn("w:rPr")).find(qn("w:rFonts"))
    for slot in ("w:ascii", "w:hAnsi"):
        fonts.set(qn(slot), ".VnTime")
    address = document.paragraphs[0]._p
    address.get_or_add_pPr().find(qn("w:jc")).set(qn("w:val"), "end")
    return finished(document)


def usual_faults() -> bytes:
    """What half of the real files get wrong, together."""
    motto = replace(NATIONAL[1], text="Độc lập – Tự do – Hạnh phúc")
    document = draft(
        national=[NATIONAL[0], motto],
        agency=[AGENCY[0], replace(AGENCY[1], size=14)],
        date=replace(DATE, text="Đồng Xuân, ngày 5 tháng 03 năm 2025"),
        kept=("- Như trên;", "- Bộ Nội vụ", "- Lưu VT, NC, Hùng"),
    )
    document.sections[0].bottom_margin = Mm(12.5)
    return finished(document)


def vni_runs() -> bytes:
    document = draft()
    runs = document.paragraphs[1].runs
    runs[0].font.name = "VNI-Times"
    return finished(document)


def letter_paper() -> bytes:
    document = draft()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(215.9), Mm(279.4)
    return finished(document)


def decision() -> bytes:
    """A named document: heading, authority, grounds upright, articles."""
    document = started()
    number = replace(NUMBER, text="Số:          /QĐ-UBND")
    table(document, [[AGENCY, NATIONAL], [[number], [DATE]]])
    heading = ("QUYẾT ĐỊNH", "Về việc phê duyệt kế hoạch", "CHỦ TỊCH ỦY BAN NHÂN DÂN")
    for line in heading:
        write(document.add_paragraph(), Text(line, bold=True, align=CENTRE))
    body(
        document,
        (
            "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19/02/2025;",
            "Theo đề nghị của Giám đốc Sở Nội vụ tại Tờ trình số 12/TTr-SNV.",
        ),
    )
    write(document.add_paragraph(), Text("QUYẾT ĐỊNH:", bold=True, align=CENTRE))
    articles = ("Điều 1. Phê duyệt kế hoạch.", "Điều 2. Quyết định có hiệu lực./.")
    body(document, articles)
    table(document, [[copies(("- Như Điều 2;", "- Lưu: VT.")), SIGNED]])
    return finished(document)


def paragraphs(*texts: str) -> bytes:
    document = started()
    for text in texts:
        align = CENTRE if text.isupper() else ALIGN.JUSTIFY
        write(document.add_paragraph(), Text(text, align=align))
    return finished(document)


def party_paper() -> bytes:
    document = started()
    left = [Text("TỈNH ỦY ĐỒNG XUÂN", 14, align=CENTRE), Text("Số 405-TB/TU")]
    right = [Text("ĐẢNG CỘNG SẢN VIỆT NAM", 15, bold=True, align=CENTRE)]
    table(document, [[left, right]])
    write(document.add_paragraph(), Text("THÔNG BÁO", bold=True, align=CENTRE))
    body(document)
    table(document, [[copies(), SIGNED]])
    return finished(document)


def citizens_form() -> bytes:
    return paragraphs(
        NATION,
        MOTTO,
        "ĐƠN ĐỀ NGHỊ CẤP PHÉP",
        "Kính gửi: Sở Giao thông vận tải",
        "Họ và tên: ..............................",
        "Địa chỉ: ................................",
        "Tôi làm đơn này đề nghị được cấp phép thi công.",
        "NGƯỜI LÀM ĐƠN",
    )


def filled_template() -> bytes:
    return finished(draft(about=replace(ABOUT, text="V/v {{ trich_yeu }}")))


def dotted_template() -> bytes:
    texts = tuple(f"{n}. Nội dung ................ ............" for n in range(1, 8))
    return finished(draft(texts=texts))


def note() -> bytes:
    return paragraphs("Ghi chú cuộc họp", "Mua thêm giấy in.", "Gọi lại cho anh Ba.")


def charter() -> bytes:
    return paragraphs(
        "ĐIỀU LỆ", "Chương I", "QUY ĐỊNH CHUNG", "Điều 1. Tên gọi của hội"
    )


LETTERS = (
    usual_draft,
    issued,
    decomposed,
    tabbed,
    spaced,
    broken_lines,
    subject_in_its_own_row,
    boxed_draft_mark,
    nested_signature,
    name_in_another_row,
    annex_behind,
    by_order_of_a_deputy,
    strange_styles,
    usual_faults,
    vni_runs,
    letter_paper,
    decision,
)
