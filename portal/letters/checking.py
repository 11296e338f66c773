"""Checking a .docx against the form in force: upload it, read the findings.

The file is looked at in the sandbox and kept nowhere.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import ClassVar, Final

from flask import Blueprint
from flask_wtf.file import FileField, FileRequired
from werkzeug.wrappers import Response

from documents import letters
from documents.deadlines import local_day
from documents.letters import Finding, Report
from documents.letters.proofreading import marked
from documents.sandbox import Unreadable
from documents.text import one_line
from portal import dress, wiring
from portal.forms import PortalForm, checked
from portal.pages import Page
from portal.security import CASE_ROLES, officers

TITLE: Final = "Kiểm tra thể thức"


class CheckForm(PortalForm):
    """The file to look at."""

    file = FileField(
        "Tệp văn bản (.docx)",
        description="Tệp chỉ được đọc để kiểm tra, không lưu lại.",
        validators=[FileRequired("Hãy chọn một tệp .docx.")],
        render_kw={"accept": ".docx"},
    )


@dataclass(frozen=True)
class FindingRow:
    """A finding as an entry of the list; `place` is its numbered line, if shown."""

    number: int
    severity: str
    icon: str
    tone: str
    where: str
    place: int | None
    text: str
    message: str
    article: str
    fix: str


@dataclass(frozen=True)
class ReadLine:
    """A paragraph of the letter: its parts, marked or not, and its findings."""

    place: int
    parts: tuple[tuple[str, bool], ...]
    rows: tuple[FindingRow, ...]

    @property
    def tone(self) -> str:
        """Return the tone of the gravest finding, "" where there is none."""
        return self.rows[0].tone if self.rows else ""


@dataclass(frozen=True)
class Checked:
    """What was found in a file, and what was read in it."""

    file_name: str
    form: str
    rows: tuple[FindingRow, ...]
    lines: tuple[ReadLine, ...]

    @property
    def count(self) -> str:
        """Say how much was found, in words."""
        found = [
            f"{sum(row.severity == word for row in self.rows)} {word.lower()}"
            for word, _, _ in dress.SEVERITY.values()
            if any(row.severity == word for row in self.rows)
        ]
        return ", ".join(found)


@dataclass(frozen=True, kw_only=True)
class CheckPage(Page):
    """The form, and the findings of the file that was sent."""

    template: ClassVar[str] = "letters/check.html"
    form: CheckForm
    checked: Checked | None = None


def add_to(blueprint: Blueprint) -> None:
    """Add the checking addresses to the letters' blueprint."""
    blueprint.get("/cong-van/kiem-tra")(show)
    blueprint.post("/cong-van/kiem-tra")(check)


@officers(*CASE_ROLES)
def show() -> Response:
    """Ask for a file."""
    return CheckPage(title=TITLE, form=CheckForm()).render()


@officers(*CASE_ROLES)
def check() -> Response:
    """Show what is wrong with the file, by which article."""
    form = CheckForm()
    if not checked(form):
        return CheckPage(title=TITLE, form=form).render(status=422)
    upload = form.file.data
    today = local_day(wiring.current().clock())
    try:
        report = letters.check(upload.stream.read(), on=today)
    except Unreadable as refusal:
        form.file.errors = [refusal.message]
        return CheckPage(title=TITLE, form=form).render(status=422)
    found = _checked(one_line(upload.filename or ""), report)
    return CheckPage(title=TITLE, form=form, checked=found).render()


def _checked(file_name: str, report: Report) -> Checked:
    shown = {line.place for line in report.lines}
    rows = tuple(
        _row(number, finding, shown=shown)
        for number, finding in enumerate(report.findings, start=1)
    )
    at: dict[int, list[int]] = {}
    for index, row in enumerate(rows):
        if row.place is not None:
            at.setdefault(row.place, []).append(index)
    lines = (
        ReadLine(
            place=line.place,
            parts=marked(line.text, [report.findings[i] for i in held]),
            rows=tuple(rows[i] for i in held),
        )
        for line in report.lines
        for held in [at.get(line.place, [])]
    )
    title = letters.FORMS[report.form].title
    return Checked(file_name, title, rows, tuple(lines))


def _row(number: int, finding: Finding, *, shown: Collection[int]) -> FindingRow:
    word, icon, tone = dress.SEVERITY[finding.severity]
    paragraph = finding.where.paragraph
    place = f", đoạn {paragraph}" if paragraph else ""
    return FindingRow(
        number=number,
        severity=word,
        icon=icon,
        tone=tone,
        where=f"{finding.where.component}{place}",
        place=paragraph if paragraph in shown else None,
        text=finding.where.text,
        message=finding.message,
        article=finding.article,
        fix=finding.fix or "",
    )
