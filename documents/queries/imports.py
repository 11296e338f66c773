"""Reads of imports: the runs, and the report of one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from documents.errors import NotFound
from documents.models import Case, ImportRow, ImportRun
from documents.vocabulary import ImportVerdict

MOST_RUNS: Final = 50
_AT_ONCE: Final = 1_000
_GOOD: Final = (ImportVerdict.READY, ImportVerdict.IMPORTED)


@dataclass(frozen=True)
class ReportLine:
    """What became of a row; `code` is its case's, unless that is sealed (§12)."""

    line: int
    verdict: ImportVerdict
    code: str
    told: str


def import_runs(session: Session) -> Sequence[ImportRun]:
    """Return the last runs, newest first."""
    newest = select(ImportRun).order_by(ImportRun.id.desc()).limit(MOST_RUNS)
    return session.scalars(newest).all()


def import_run(session: Session, run_id: int) -> ImportRun:
    """Return a run, or raise NotFound."""
    run = session.get(ImportRun, run_id)
    if run is None:
        raise NotFound("Không có lượt nhập này.")
    return run


def import_counts(session: Session, run: ImportRun) -> dict[ImportVerdict, int]:
    """Return how many rows of a run became what."""
    counted = (
        select(ImportRow.verdict, func.count().label("rows"))
        .where(ImportRow.run_id == run.id)
        .group_by(ImportRow.verdict)
    )
    return {one.verdict: one.rows for one in session.execute(counted)}


def import_report(session: Session, run: ImportRun) -> Iterator[ReportLine]:
    """Yield every row of a run, in the order of the file."""
    return _lines(session, _report(run))


def import_findings(
    session: Session, run: ImportRun, *, limit: int
) -> Iterator[ReportLine]:
    """Yield the first rows of a run that are to be looked at."""
    to_look_at = (ImportRow.verdict.not_in(_GOOD)) | (ImportRow.told != "")
    return _lines(session, _report(run).where(to_look_at).limit(limit))


def _report(run: ImportRun) -> Select[ImportRow, str | None, bool | None]:
    return (
        select(ImportRow, Case.code, Case.sealed)
        .outerjoin(Case, Case.id == ImportRow.case_id)
        .where(ImportRow.run_id == run.id)
        .order_by(ImportRow.line)
    )


def _lines(
    session: Session, query: Select[ImportRow, str | None, bool | None]
) -> Iterator[ReportLine]:
    rows = session.execute(query, execution_options={"yield_per": _AT_ONCE})
    for row, code, sealed in rows:
        shown = code if code is not None and not sealed else ""
        yield ReportLine(row.line, row.verdict, shown, row.told)
