"""Checking any .docx against the form in force at its date (NĐ 30/2020, TT 01/2011).

Rules are data, each with its article; what is no letter is said to be none instead of
being given forty faults. `check` opens the file in the sandbox.
"""

from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import Any, Final

from documents import sandbox
from documents.letters.check.articles import article
from documents.letters.check.citations import CITATIONS
from documents.letters.check.drawn import DRAWN
from documents.letters.check.ends import ENDS
from documents.letters.check.fields import fields_of, placed
from documents.letters.check.finding import Finding, Line, Report, Severity, Where
from documents.letters.check.head import HEAD
from documents.letters.check.lists import LISTS
from documents.letters.check.names import NAMES
from documents.letters.check.pages import PAGES
from documents.letters.check.structure import STRUCTURE
from documents.letters.check.subject import Subject, form_for
from documents.letters.check.text import TEXT
from documents.letters.check.type import TYPE
from documents.letters.check.words import WORDS
from documents.letters.paper import Paper, docx
from documents.letters.read import Nature, nature, parts
from documents.letters.read.pieces import tidy
from documents.sandbox import Unreadable

__all__ = ["RULES", "Finding", "Line", "Report", "Severity", "Where", "check", "judge"]

RULES: Final = (
    *PAGES,
    *TYPE,
    *HEAD,
    *DRAWN,
    *TEXT,
    *STRUCTURE,
    *WORDS,
    *CITATIONS,
    *NAMES,
    *LISTS,
    *ENDS,
)
"""Every rule, in the order of the page."""

MOST_OF_A_RULE: Final = 20
"""Findings; a fault made everywhere is understood before."""

MOST_SHOWN: Final = 200_000
"""Letters of the text that is shown beside the findings: some sixty pages."""

_HERE: Final = "documents.letters.check:check_here"
_ORDER: Final = list(Severity)
_NO_LETTER: Final = "Đây là {}, không kiểm tra theo thể thức văn bản hành chính."
_UNKNOWN: Final = "Không nhận ra đây là văn bản hành chính nên không kiểm tra."
_NOT_DOCX: Final = "Chỉ kiểm tra được tệp .docx."


def check(content: bytes, *, on: date | None = None) -> Report:
    """Return what is wrong with a .docx, opened in a child process.

    `on` decides the form where the letter has no date of its own.

    Raises:
        Unreadable: it is no .docx, or not one that can be read safely.
    """
    day = on.isoformat() if on else ""
    return Report.of(sandbox.run(_HERE, f"{day}\n".encode() + content))


def check_here(content: bytes) -> dict[str, Any]:
    """Do what `check` does in this process; the day stands on a line of its own."""
    day, _, file = content.partition(b"\n")
    if file.startswith(b"%PDF"):
        raise Unreadable(_NOT_DOCX)
    on = date.fromisoformat(day.decode()) if day else None
    return judge(docx(file), on=on).answer()


def judge(paper: Paper, *, on: date | None = None, ours: bool = False) -> Report:
    """Return what is wrong with a paper that is open already.

    One of ours is a letter, whatever its words make it look like, and every fault of
    it is told, since each can be mended.
    """
    found = parts(paper)
    subject = Subject(paper, found, form_for(found, on=on))
    kind = Nature.LETTER if ours else nature(paper, found)
    most = None if ours else MOST_OF_A_RULE
    findings = (
        list(_findings(subject, most=most))
        if kind is Nature.LETTER
        else [_none(kind, subject)]
    )
    findings.sort(key=lambda finding: _ORDER.index(finding.severity))
    return Report(subject.form.id, tuple(findings), tuple(_lines(paper)))


def _findings(subject: Subject, *, most: int | None) -> Iterator[Finding]:
    fields = fields_of(subject)
    for rule in RULES:
        for fault in islice(rule.find(subject), most):
            yield Finding(
                id=rule.id,
                severity=rule.severity,
                where=placed(fault.where, fields),
                message=rule.says.format_map(fault.told),
                article=article(rule.article, subject.form),
                fix=fault.fix,
            )


def _lines(paper: Paper) -> Iterator[Line]:
    """Return what stands on the paper, as far as a person reads on a screen."""
    left = MOST_SHOWN
    for paragraph in paper.paragraphs:
        text = tidy(paragraph.text)
        left -= len(text)
        if left < 0:
            return
        if text:
            yield Line(paragraph.place, text)


def _none(kind: Nature, subject: Subject) -> Finding:
    severity = Severity.WARNING if kind is Nature.OTHER else Severity.ADVICE
    return Finding(
        id="not-a-letter",
        severity=severity,
        where=Where("Văn bản"),
        message=_UNKNOWN if kind is Nature.OTHER else _NO_LETTER.format(kind.value),
        article=article("scope", subject.form),
    )
