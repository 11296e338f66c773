"""Each rule finds its own fault, in a letter that has no other."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from docx.document import Document as Opened
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.shared import Mm, Pt, RGBColor

from documents.letters.check import Report, check_here
from tests.documents.letters.foreign import (
    ABOUT,
    ADDRESS,
    AGENCY,
    BODY,
    CENTRE,
    COPIES,
    DATE,
    NATIONAL,
    NUMBER,
    SIGNED,
    TASK,
    Text,
    body,
    copies,
    draft,
    finished,
    started,
    table,
    write,
)

Change = Callable[[Opened], Any]


def found(document: Opened) -> Report:
    return Report.of(check_here(b"\n" + finished(document)))


def ids(document: Opened) -> set[str]:
    return {finding.id for finding in found(document).findings}


def page(**changes: Any) -> Change:
    def change(document: Opened) -> None:
        for name, value in changes.items():
            setattr(document.sections[0], name, value)

    return change


def lying(document: Opened) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)


def long(document: Opened) -> None:
    """Fill two pages, the number taken away."""
    document.paragraphs[1].runs[0].text = "Báo cáo kết quả thực hiện nhiệm vụ. " * 120
    header = document.sections[0].header.paragraphs[0]
    header.runs[0].clear()


def number_in_footer(document: Opened) -> None:
    section = document.sections[0]
    footer = section.footer.paragraphs[0]
    footer._p.append(section.header.paragraphs[0].runs[0]._r)
    footer.alignment = ALIGN.RIGHT


def number_size(document: Opened) -> None:
    document.sections[0].header.paragraphs[0].runs[0].font.size = Pt(11)


def run(**changes: Any) -> Change:
    """Change the font of the first paragraph of the text."""

    def change(document: Opened) -> None:
        font = document.paragraphs[1].runs[0].font
        for name, value in changes.items():
            setattr(font, name, value)

    return change


def blue(document: Opened) -> None:
    document.paragraphs[1].runs[0].font.color.rgb = RGBColor(0, 0, 255)


def each(**changes: Any) -> Change:
    """Change the shape of every paragraph of the text."""

    def change(document: Opened) -> None:
        for paragraph in document.paragraphs[1:]:
            for name, value in changes.items():
                setattr(paragraph.paragraph_format, name, value)

    return change


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (page(page_width=Mm(216), page_height=Mm(279)), "page-size"),
        (lying, "page-lying"),
        (page(top_margin=Mm(15)), "margin-top"),
        (page(bottom_margin=Mm(30)), "margin-bottom"),
        (page(left_margin=Mm(25)), "margin-left"),
        (page(right_margin=Mm(25)), "margin-right"),
        (long, "page-number-missing"),
        (number_in_footer, "page-number-place"),
        (number_size, "page-number-size"),
        (page(different_first_page_header_footer=False), "page-number-first"),
        (run(name="Arial"), "font"),
        (run(size=Pt(12)), "body-size"),
        (blue, "colour"),
        (each(alignment=ALIGN.LEFT), "body-align"),
        (each(first_line_indent=Mm(5)), "body-indent"),
        (each(space_before=Pt(0)), "body-gap"),
        (each(line_spacing=2.0), "body-line"),
    ],
)
def test_a_fault_of_layout_is_found_alone(change: Change, expected: str) -> None:
    document = draft()
    change(document)
    assert ids(document) == {expected}


def test_a_first_page_that_is_a_section_of_its_own_hides_the_number_too() -> None:
    """LibreOffice writes a first page with a footer of its own like this."""
    document = draft()
    document.add_section()
    first, rest = document.sections
    rest.header.is_linked_to_previous = False
    rest.header.paragraphs[0].alignment = CENTRE
    rest.header.paragraphs[0]._p.append(first.header.paragraphs[0].runs[0]._r)
    first.different_first_page_header_footer = False
    rest.different_first_page_header_footer = False
    assert ids(document) == set()


def some(told: Text, **changes: Any) -> Text:
    return replace(told, **changes)


HEAD: list[tuple[dict[str, Any], str]] = [
    ({"national": [some(NATIONAL[0], bold=False), NATIONAL[1]]}, "nation-style"),
    ({"national": [some(NATIONAL[0], size=14), NATIONAL[1]]}, "nation-size"),
    ({"national": [some(NATIONAL[0], align=ALIGN.LEFT), NATIONAL[1]]}, "nation-style"),
    (
        {"national": [some(NATIONAL[0], text=NATIONAL[0].text.title()), NATIONAL[1]]},
        "nation-style",
    ),
    (
        {"national": [some(NATIONAL[0], text=f"{NATIONAL[0].text}."), NATIONAL[1]]},
        "nation-text",
    ),
    ({"national": [NATIONAL[0], some(NATIONAL[1], size=12)]}, "motto-size"),
    ({"agency": [AGENCY[0], some(AGENCY[1], size=15)]}, "issuer-size"),
    ({"number": some(NUMBER, text="Số 2104/UBND-NC")}, "number-format"),
    ({"number": some(NUMBER, text="Số: 5/UBND-NC")}, "number-format"),
    ({"number": some(NUMBER, text="Số: 15 / UBND - NC")}, "number-format"),
    ({"number": some(NUMBER, text="Số: 15/CV-UBND")}, "symbol-format"),
    ({"number": some(NUMBER, text="Số: 15/Ubnd-nc")}, "symbol-format"),
    ({"number": some(NUMBER, italic=True)}, "number-style"),
    ({"date": some(DATE, text="Đồng Xuân, ngày 5 tháng 3 năm 2025")}, "date-format"),
    ({"date": some(DATE, text="Đồng Xuân, ngày 15 tháng 2 năm 2025")}, "date-format"),
    ({"date": some(DATE, text="Đồng Xuân, ngày 15 tháng 04 năm 2025")}, "date-format"),
    ({"date": some(DATE, text="Đồng Xuân ngày 15 tháng 4 năm 2025")}, "date-format"),
    ({"date": some(DATE, italic=False)}, "date-style"),
    ({"about": some(ABOUT, text="Về việc rà soát tổ chức bộ máy")}, "about-format"),
    ({"about": some(ABOUT, text="V/v rà soát tổ chức bộ máy.")}, "about-format"),
    ({"about": some(ABOUT, bold=True)}, "about-style"),
    ({"about": some(ABOUT, before=0)}, "about-gap"),
    ({"kept": (*COPIES[:1], "- Bộ Nội vụ", *COPIES[2:])}, "copies-format"),
    ({"kept": ("- Bộ Nội vụ;", COPIES[-1])}, "copies-first"),
    ({"kept": ("- Như trên.",)}, "archive-missing"),
    ({"kept": (COPIES[0], "- Lưu: VT, NC")}, "archive-format"),
    ({"kept": (COPIES[0], "- Lưu VT, NC.")}, "archive-format"),
    ({"kept": (*COPIES[:1], COPIES[-1], "- Hùng.")}, "archive-drafter"),
    ({"kept": (COPIES[0], "- Sở Y tế (t/mưu);", COPIES[-1])}, "copies-note"),
    ({"signed": [*SIGNED[:2], *SIGNED[3:]]}, "authority-position"),
    (
        {"signed": [some(SIGNED[0], text="T/M ỦY BAN NHÂN DÂN"), *SIGNED[1:]]},
        "authority-format",
    ),
    (
        {"signed": [*SIGNED[:-1], some(SIGNED[-1], text="ThS. Lê Văn Bình")]},
        "signer-title",
    ),
    (
        {"signed": [some(p, bold=False) for p in SIGNED[:3]] + SIGNED[3:]},
        "position-style",
    ),
]


@pytest.mark.parametrize(("changes", "expected"), HEAD)
def test_a_fault_around_the_text_is_found_alone(
    changes: dict[str, Any], expected: str
) -> None:
    assert {f for f in ids(draft(**changes)) if f != "copies-label"} == {expected}


@pytest.mark.parametrize(
    ("text", "expected", "fix"),
    [
        (
            "2. Giao Sở Y tế , báo cáo./.",
            "space-before-mark",
            "2. Giao Sở Y tế, báo cáo./.",
        ),
        (
            "2. Báo cáo ủy ban nhân dân tỉnh./.",
            "capital-body",
            "2. Báo cáo Ủy ban nhân dân tỉnh./.",
        ),
        (
            "2. Theo quy định tại Khoản 2 Điều 5./.",
            "capital-citation",
            "2. Theo quy định tại khoản 2 Điều 5./.",
        ),
        (
            "2. Giao Sở Thông tin & Truyền thông./.",
            "ampersand",
            "2. Giao Sở Thông tin và Truyền thông./.",
        ),
        ("2. Tỉnh Bà Rịa – Vũng Tàu./.", "name-dash", "2. Tỉnh Bà Rịa - Vũng Tàu./."),
        (
            "2. Kiểm tra tại BR-VT./.",
            "name-short",
            "2. Kiểm tra tại Bà Rịa - Vũng Tàu./.",
        ),
        (
            "2. Giao Sở Y tế ( nếu có )./.",
            "space-before-mark",
            "2. Giao Sở Y tế (nếu có)./.",
        ),
        ("2. Giao  Sở Y tế./.", "wide-space", "2. Giao Sở Y tế./."),
        ("2. Giao Sở Y tế báo cáo.", "body-end", "2. Giao Sở Y tế báo cáo./."),
        ("2. Gọi số 02543.3727838 để biết./.", "phone", None),
        ("2. Theo Công văn số 99/BYT-VP./.", "citation", None),
        (
            "2. Theo Công văn số 1215/BNV-TCBC ngày 12 tháng 3 năm 2025./.",
            "citation",
            None,
        ),
    ],
)
def test_a_fault_of_words_is_found_alone_with_its_fix(
    text: str, expected: str, fix: str | None
) -> None:
    (finding,) = found(draft(texts=(*BODY[:2], text))).findings
    assert (finding.id, finding.fix) == (expected, fix)
    assert finding.where.paragraph is not None


def test_words_own_letters_go_wrong_at_the_fifth_point() -> None:
    points = [f"{letter}) Giao Sở Y tế báo cáo;" for letter in "abcde"]
    document = draft(texts=(*BODY[:2], *points, BODY[-1]))
    (finding,) = found(document).findings
    assert (finding.id, finding.where.text[:2]) == ("point-letter", "e)")


def addressed(*lines: str) -> Opened:
    document = started()
    table(document, [[AGENCY, NATIONAL], [[NUMBER, ABOUT], [DATE]]])
    for line in lines:
        write(document.add_paragraph(), replace(ADDRESS, text=line))
    body(document)
    table(document, [[copies(), SIGNED]])
    return document


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("Kính gửi:", "- Bộ Nội vụ;", "- Bộ Tài chính."), set()),
        (("Kính gửi:", "- Bộ Nội vụ", "- Bộ Tài chính."), {"address-format"}),
        (("Kính gửi:", "- Bộ Nội vụ;", "- Bộ Tài chính;"), {"address-format"}),
        (("Kính gửi Bộ Nội vụ",), {"address-format"}),
        (("Kính gửi: Bộ Nội vụ.",), {"address-end"}),
        ((), {"missing"}),
    ],
)
def test_addressees_are_marked_by_their_number(
    lines: tuple[str, ...], expected: set[str]
) -> None:
    assert ids(addressed(*lines)) == expected


def without(*names: str) -> set[str]:
    """Return what is said to be missing when parts of the letter are left out."""
    parts: dict[str, Any] = {name: Text("") for name in names}
    for name in ("national", "agency"):
        if name in parts:
            parts[name] = [Text("")]
    findings = found(draft(**parts)).findings
    return {f.message for f in findings if f.id == "missing"}


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("national", {"Thiếu Quốc hiệu.", "Thiếu Tiêu ngữ."}),
        ("agency", {"Thiếu tên cơ quan ban hành."}),
        ("number", {"Thiếu số, ký hiệu."}),
        ("date", {"Thiếu địa danh và thời gian ban hành."}),
    ],
)
def test_a_missing_component_is_named(name: str, says: set[str]) -> None:
    assert without(name) == says


def named(*, heading: str = "THÔNG BÁO", kind: str = "TB") -> Opened:
    document = started()
    number = replace(NUMBER, text=f"Số:       /{kind}-UBND")
    table(document, [[AGENCY, NATIONAL], [[number], [DATE]]])
    for line in (heading, "Về việc nghỉ lễ"):
        write(document.add_paragraph(), Text(line, bold=True, align=CENTRE))
    body(document, (TASK, BODY[-1]))
    table(document, [[copies(("- Sở Nội vụ;", COPIES[-1])), SIGNED]])
    return document


def test_a_named_document_carries_its_own_letters() -> None:
    assert ids(named()) == set()
    assert ids(named(kind="QĐ")) == {"symbol-format"}
    # The number of a legal text carries its year; that form is another law's.
    assert ids(named(kind="2025/TB")) == set()


def test_a_named_document_has_no_subject_under_its_number() -> None:
    document = named()
    cell = document.tables[0].cell(1, 0)
    write(cell.add_paragraph(), ABOUT)
    assert ids(document) == {"about-or-type"}


def test_several_appendices_are_numbered_in_roman() -> None:
    document = draft(texts=(*BODY[:2], "2. Danh sách tại phụ lục./."))
    for label in ("Phụ lục 1", "Phụ lục 2"):
        write(document.add_paragraph(), Text(label, bold=True, align=CENTRE))
        write(document.add_paragraph(), Text("Sở Nội vụ."))
    assert ids(document) == {"appendix-number", "appendix-pages"}


def test_one_fault_made_everywhere_is_one_finding() -> None:
    document = draft()
    for paragraph in document.paragraphs[1:]:
        paragraph.runs[0].font.name = "Arial"
    (finding,) = found(document).findings
    assert finding.id == "font"
    assert "3 chỗ" in finding.message
