"""The pages of imports: the runs and the columns of a file, and one run."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Final

from flask import url_for
from flask_wtf.file import FileField, FileRequired
from sqlalchemy.orm import Session

from documents.importing.columns import COLUMNS
from documents.importing.writing import explained
from documents.models import ImportRun
from documents.queries import imports
from documents.queries.imports import ReportLine
from documents.vocabulary import ImportState, ImportVerdict
from portal.forms import PortalForm
from portal.pages import Page

TRIED: Final = 1_000
"""Rows of a file that are tried out while its uploader waits."""

MOST_SHOWN: Final = 50
"""Rows that the page of a run names; the report has all."""

_DRESS: Final = {
    ImportState.UPLOADED: ("inbox", "yellow"),
    ImportState.WAITING: ("clock", "grey"),
    ImportState.IMPORTING: ("clock", "green"),
    ImportState.DONE: ("check-circle", "blue"),
    ImportState.STOPPED: ("alert", "red"),
    ImportState.DROPPED: ("stop", "outline"),
}


class UploadForm(PortalForm):
    """A file of past cases."""

    file = FileField(
        "Tệp hồ sơ cũ (.csv, .xlsx, .jsonl)",
        description=(
            "Tối đa 20 MB; tệp lớn hơn thì nhập bằng lệnh flask cases import trên máy"
            " chủ."
        ),
        validators=[FileRequired("Hãy chọn một tệp .csv, .xlsx hoặc .jsonl.")],
        render_kw={"accept": ".csv,.tsv,.xlsx,.jsonl,.ndjson"},
    )


@dataclass(frozen=True)
class ColumnRow:
    """A column of the file: what it is called, and how it is filled in."""

    label: str
    name: str
    told: str


@dataclass(frozen=True)
class RunRow:
    """A run as a line of the list."""

    title: str
    url: str
    state: str
    icon: str
    tone: str
    begun_at: datetime
    told: str


@dataclass(frozen=True, kw_only=True)
class ImportsPage(Page):
    """Where files are uploaded, and what came of the last ones."""

    template: ClassVar[str] = "imports/index.html"
    form: UploadForm
    runs: tuple[RunRow, ...]
    columns: tuple[ColumnRow, ...]


@dataclass(frozen=True, kw_only=True)
class RunPage(Page):
    """One run: what a trial found, how far it is, or what came of it.

    `percent` is how far it is, None when it is not at work.
    """

    template: ClassVar[str] = "imports/run.html"
    run: RunRow
    facts: tuple[tuple[str, str], ...]
    percent: int | None
    is_uploaded: bool
    is_partly_tried: bool
    fault: str
    findings: tuple[ReportLine, ...]
    findings_are_all: bool
    start_url: str
    drop_url: str
    report_url: str


def imports_page(session: Session, form: UploadForm) -> ImportsPage:
    """Return the page of all imports."""
    told = (ColumnRow(c.label, c.name, explained(c.name, c.help)) for c in COLUMNS)
    return ImportsPage(
        title="Nhập hồ sơ cũ",
        form=form,
        runs=tuple(map(_row, imports.import_runs(session))),
        columns=tuple(told),
    )


def _row(run: ImportRun) -> RunRow:
    icon, tone = _DRESS[run.state]
    return RunRow(
        title=f"Lượt {run.id}: {run.name or 'nhập bằng lệnh'}",
        url=url_for("imports.show", run_id=run.id),
        state=run.state.label,
        icon=icon,
        tone=tone,
        begun_at=run.begun_at,
        told=f"{run.imported} hồ sơ, {run.duplicates} trùng, {run.refused} không nhận",
    )


def run_page(session: Session, run: ImportRun) -> RunPage:
    """Return the page of one run."""
    row = _row(run)
    found = tuple(imports.import_findings(session, run, limit=MOST_SHOWN + 1))
    counts = imports.import_counts(session, run)
    return RunPage(
        title=row.title,
        run=row,
        facts=tuple(
            (verdict.label, str(counts.get(verdict, 0))) for verdict in _of(run)
        ),
        percent=_percent(run),
        is_uploaded=run.state is ImportState.UPLOADED,
        is_partly_tried=sum(counts.values()) >= TRIED,
        fault=run.fault,
        findings=found[:MOST_SHOWN],
        findings_are_all=len(found) <= MOST_SHOWN,
        start_url=url_for("imports.start", run_id=run.id),
        drop_url=url_for("imports.drop", run_id=run.id),
        report_url=url_for("imports.report", run_id=run.id),
    )


def _of(run: ImportRun) -> tuple[ImportVerdict, ...]:
    is_tried = run.state is ImportState.UPLOADED
    first = ImportVerdict.READY if is_tried else ImportVerdict.IMPORTED
    return first, ImportVerdict.DUPLICATE, ImportVerdict.REFUSED


def _percent(run: ImportRun) -> int | None:
    if run.state not in {ImportState.WAITING, ImportState.IMPORTING}:
        return None
    return min(99, 100 * run.place // max(1, run.lines))
