"""A draft proofread while it is written: findings by field, fixes by one click.

Our own letter is rendered and checked in this process; strangers' files go through
`documents.letters.check`, in the sandbox.
"""

from dataclasses import replace
from datetime import date

from documents.letters.check import Finding, Report, judge
from documents.letters.forms import form_of
from documents.letters.letter import Letter
from documents.letters.paper import Paper, docx
from documents.letters.proofreading.marks import marked
from documents.letters.proofreading.mending import mended
from documents.letters.proofreading.sources import Source, file_of, sources
from documents.letters.read.pieces import tidy
from documents.letters.render import render

__all__ = ["marked", "mended", "proofread"]


def proofread(letter: Letter, *, on: date) -> Report:
    """Return what is wrong with a draft, in the form of its date or else of `on`.

    Each finding names the field of the letter file, the item of a list, the typed
    lines of a text. A blank number or day is no fault: a draft has neither.
    """
    paper = docx(render(letter, form_of(letter, on=on)))
    report = judge(paper, on=on, ours=True)
    typed = _typed(letter, paper)
    found = (_beside(finding, typed) for finding in report.findings)
    return replace(report, findings=tuple(found))


def _typed(letter: Letter, paper: Paper) -> dict[int, Source]:
    """Return for each paragraph of the page the text it comes from.

    Both run in the same order, so a line that stands twice is told apart.
    """
    left = list(sources(file_of(letter)))
    found: dict[int, Source] = {}
    for paragraph in paper.paragraphs:
        line = tidy(paragraph.text)
        source = next((s for s in left if s.printed_in(line) is not None), None)
        if line and source is not None:
            left.remove(source)
            found[paragraph.place] = source
    return found


def _beside(finding: Finding, typed: dict[int, Source]) -> Finding:
    source = typed.get(finding.where.paragraph or 0)
    if source is None:
        return finding
    where = replace(
        finding.where, field=source.field, item=source.item, lines=source.lines
    )
    return replace(finding, where=where)
