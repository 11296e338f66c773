"""Rules beneath motto, agency and subject; the nation's name on one line."""

from collections.abc import Callable
from typing import Any

import pytest
from docx.document import Document as Opened
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm
from docx.text.paragraph import Paragraph

from documents.letters import FORMS, render
from documents.letters.check import Finding, Report, check_here
from tests.documents.letters import samples
from tests.documents.letters.foreign import (
    AGENCY,
    CENTRE,
    NATIONAL,
    Text,
    draft,
    finished,
    write,
)

OURS = {"nation-wraps", "motto-rule", "rule-length", "rule-typed"}

Draw = Callable[[Paragraph, float], None]

WORD = (
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/'
    'wordprocessingDrawing" xmlns:mc="http://schemas.openxmlformats.org/'
    'markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml"'
)


def findings(content: bytes) -> list[Finding]:
    report = Report.of(check_here(b"\n" + content))
    return [finding for finding in report.findings if finding.id in OURS]


def ids(document: Opened) -> set[str]:
    return {finding.id for finding in findings(finished(document))}


def shape(paragraph: Paragraph, mm: float) -> None:
    """Draw a line as Word does: twice, for two of its ages."""
    emu, points = round(mm * 36000), mm * 72 / 25.4
    paragraph._p.append(
        parse_xml(
            f"<w:r {nsdecls('w')} {WORD}><mc:AlternateContent><mc:Choice"
            f' Requires="wps"><w:drawing><wp:anchor><wp:extent cx="{emu}" cy="0"/>'
            "</wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:line"
            f' from="0,0" to="{points}pt,0"/></w:pict></mc:Fallback>'
            "</mc:AlternateContent></w:r>"
        )
    )


def old_line(paragraph: Paragraph, mm: float) -> None:
    points = mm * 72 / 25.4
    line = f'<v:line from="10pt,2pt" to="{10 + points}pt,2pt"/>'
    text = f"<w:r {nsdecls('w')} {WORD}><w:pict>{line}</w:pict></w:r>"
    paragraph._p.append(parse_xml(text))


def old_connector(paragraph: Paragraph, mm: float) -> None:
    points = mm * 72 / 25.4
    style = f"position:absolute;margin-left:9pt;width:{points:.1f}pt;height:0"
    line = f'<v:shape type="#_x0000_t32" style="{style}"/>'
    text = f"<w:r {nsdecls('w')} {WORD}><w:pict>{line}</w:pict></w:r>"
    paragraph._p.append(parse_xml(text))


def border(paragraph: Paragraph, mm: float) -> None:
    """Rule a paragraph of its own beneath, drawn in from both sides."""
    cell: Any = paragraph._parent
    below = cell.add_paragraph()
    lines = f'<w:pBdr {nsdecls("w")}><w:bottom w:val="single" w:sz="6"/></w:pBdr>'
    below._p.get_or_add_pPr().append(parse_xml(lines))
    room = Mm(103 if paragraph.text.startswith("Độc") else 62) - 2 * Mm(1.905)
    below.paragraph_format.left_indent = Mm(0)
    below.paragraph_format.right_indent = room - Mm(mm)


def motto(document: Opened) -> Any:
    return document.tables[0].cell(0, 1).paragraphs[1]


def issuer(document: Opened) -> Any:
    return document.tables[0].cell(0, 0).paragraphs[1]


@pytest.mark.parametrize("draw", [shape, old_line, old_connector, border])
@pytest.mark.parametrize(
    ("place", "mm", "expected"),
    [
        (motto, 60, set()),
        (motto, 56, set()),
        (motto, 40, {"motto-rule"}),
        (motto, 85, {"motto-rule"}),
        (issuer, 20, set()),
        (issuer, 15, set()),
        (issuer, 40, {"rule-length"}),
        (issuer, 5, {"rule-length"}),
    ],
)
def test_a_rule_is_as_long_as_its_text_wants_it(
    draw: Draw, place: Any, mm: float, expected: set[str]
) -> None:
    document = draft()
    draw(place(document), mm)
    assert ids(document) == expected


@pytest.mark.parametrize("place", [motto, issuer])
def test_a_rule_that_is_typed_is_told_of_mildly(place: Any) -> None:
    document = draft()
    place(document)._parent.add_paragraph("_" * 20)
    assert ids(document) == {"rule-typed"}


def test_a_picture_or_a_line_elsewhere_is_no_rule() -> None:
    document = draft()
    high = (
        f"<w:r {nsdecls('w')} {WORD}><w:drawing><wp:inline>"
        '<wp:extent cx="720000" cy="720000"/></wp:inline></w:drawing></w:r>'
    )
    motto(document)._p.append(parse_xml(high))
    shape(document.paragraphs[1], 10)
    assert ids(document) == set()


def narrow(document: Opened, mm: float) -> None:
    for cell in document.tables[0].columns[1].cells:
        cell.width = Mm(mm)


@pytest.mark.parametrize(("mm", "wraps"), [(93, False), (88, True), (82.5, True)])
def test_the_nations_name_is_measured_against_its_column(
    mm: float, wraps: bool
) -> None:
    document = draft()
    narrow(document, mm)
    assert ids(document) == ({"nation-wraps"} if wraps else set())


def test_what_makes_room_for_the_nations_name_counts() -> None:
    document = draft()
    narrow(document, 88)
    paragraph = document.tables[0].cell(0, 1).paragraphs[0]
    assert ids(document) == {"nation-wraps"}
    paragraph.paragraph_format.left_indent = Mm(-2)
    paragraph.paragraph_format.right_indent = Mm(-3)
    assert ids(document) == set()
    paragraph.paragraph_format.left_indent = Mm(0)
    paragraph.paragraph_format.right_indent = Mm(0)
    properties = paragraph.runs[0]._r.get_or_add_rPr()
    spacing = parse_xml(f'<w:spacing {nsdecls("w")} w:val="-10"/>')
    properties.insert_element_before(spacing, "w:sz", "w:szCs")
    assert ids(document) == set()


def test_type_without_a_size_breaks_no_rule() -> None:
    document = draft()
    shape(issuer(document), 30)
    for place in (motto, issuer):
        properties = place(document).runs[0]._r.rPr
        properties.find(qn("w:sz")).set(qn("w:val"), "0")
    assert "rule-length" not in ids(document)


def test_a_column_whose_width_is_not_told_is_not_judged() -> None:
    document = draft()
    for cell in document.tables[0].columns[1].cells:
        properties = cell._tc.tcPr
        properties.remove(properties.find(qn("w:tcW")))
    assert ids(document) == set()


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("profile", ["sgtvt-brvt", "sxd-tphcm"])
@pytest.mark.parametrize("name", samples.CASES)
def test_our_own_rules_are_right(name: str, profile: str, form: str) -> None:
    letter = samples.letter(name, profile=profile, address=False)
    assert findings(render(letter, FORMS[form])) == []


def test_the_rule_under_a_subject_is_measured_too() -> None:
    document = draft(national=NATIONAL, agency=AGENCY)
    above = document.paragraphs[0].insert_paragraph_before
    write(above(), Text("THÔNG BÁO", bold=True, align=CENTRE))
    text = "Về việc nghỉ lễ Quốc khánh năm 2026 của cơ quan"
    line = write(above(), Text(text, bold=True, align=CENTRE))
    shape(line, 110)
    (finding,) = findings(finished(document))
    assert (finding.id, finding.where.field) == ("rule-length", "subject")
