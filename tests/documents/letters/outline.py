"""A rendered letter as lines a person can review: style | alignment | bold | text.

`python -m tests.documents.letters.outline` writes the golden files anew; look at
what changed before you commit it.
"""

from collections.abc import Iterator

from docx.document import Document
from docx.section import Section
from docx.shared import Length, Mm
from docx.table import Table
from docx.text.paragraph import Paragraph

from documents import letters
from documents.letters import ND30, TT01, Form, Letter
from tests.documents.letters.samples import CASES, GOLDEN, begun, letter, opened


def outline(document: Document) -> Iterator[str]:
    for section in document.sections:
        yield from _section(section)
    for block in document.iter_inner_content():
        if isinstance(block, Paragraph):
            yield line(block)
        else:
            yield from _cells(block)


def _section(section: Section) -> Iterator[str]:
    sheet = [mm(section.page_width), mm(section.page_height)]
    if sheet != [210, 297]:
        yield f"page: {sheet[0]} × {sheet[1]}"
    edges = {
        "header": section.header,
        "footer": section.footer,
        "first footer": section.first_page_footer,
    }
    for name, edge in edges.items():
        if not edge.is_linked_to_previous:
            yield from (f"{name}: {line(paragraph)}" for paragraph in edge.paragraphs)


def mm(length: Length | None) -> int:
    assert length is not None
    return round(length / Mm(1))


def _cells(table: Table) -> Iterator[str]:
    for row, cells in enumerate(table.rows, start=1):
        for column, cell in enumerate(cells.cells, start=1):
            for paragraph in cell.paragraphs:
                yield f"[{row},{column}] {line(paragraph)}"


def line(paragraph: Paragraph) -> str:
    style = paragraph.style
    assert style is not None
    alignment = style.paragraph_format.alignment
    named = alignment.name.lower() if alignment is not None else "-"
    bold = "bold" if style.font.bold else "-"
    return f"{style.name} | {named} | {bold} | {marked(paragraph)}"


def marked(paragraph: Paragraph) -> str:
    """Return the text with the runs that are bold by themselves in asterisks."""
    return "".join(
        f"**{run.text}**" if run.bold else run.text for run in paragraph.runs
    )


def reviewed() -> dict[str, tuple[Letter, Form]]:
    """Return what the golden files show: the cases, and every skeleton's letter.

    The circular has a file of its own where it differs by more than where the page
    number stands.
    """
    found = {name: (letter(name), letters.form_of(letter(name))) for name in CASES}
    for name in letters.skeletons():
        found[f"new-{name}"] = (begun(name), ND30)
    for name in OTHERWISE_IN_TT01:
        found[f"new-{name}-{TT01.id}"] = (begun(name), TT01)
    return found


OTHERWISE_IN_TT01 = ("to-trinh", "quyet-dinh", "phieu-chuyen", "phieu-tiep-nhan")


def write() -> None:
    for name, (value, form) in reviewed().items():
        path = GOLDEN / f"letter-{name}.txt"
        lines = outline(opened(value, form))
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    write()
