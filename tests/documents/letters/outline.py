"""A rendered letter as lines a person can review: style | alignment | bold | text.

`python -m tests.documents.letters.outline` writes the golden files anew; look at
what changed before you commit it.
"""

from collections.abc import Iterator

from docx.document import Document
from docx.table import Table
from docx.text.paragraph import Paragraph

from tests.documents.letters.samples import CASES, GOLDEN, letter, opened


def outline(document: Document) -> Iterator[str]:
    section = document.sections[0]
    for name, edge in (("header", section.header), ("footer", section.footer)):
        if not edge.is_linked_to_previous:
            yield from (f"{name}: {line(paragraph)}" for paragraph in edge.paragraphs)
    for block in document.iter_inner_content():
        if isinstance(block, Paragraph):
            yield line(block)
        else:
            yield from _cells(block)


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


def write() -> None:
    for name in CASES:
        lines = outline(opened(letter(name)))
        path = GOLDEN / f"letter-{name}.txt"
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    write()
