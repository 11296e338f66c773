"""Keeping a batch of rows: each that is new becomes a case, in one transaction."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import insert
from sqlalchemy.orm import Session

from documents import history, marking, outbox, register
from documents.database import Queue, wait_turn
from documents.history import Line
from documents.importing import runs
from documents.importing.columns import BY_NAME
from documents.importing.known import Known, Twin, import_key, reference_key
from documents.importing.making import Made, Maker, Values, is_at_work
from documents.importing.past import PastCase
from documents.importing.rows import Judged
from documents.models import (
    Case,
    CaseMark,
    CaseRound,
    Complainant,
    ImportRow,
    PastReply,
)
from documents.viewer import Viewer
from documents.vocabulary import CaseAction, EventKind, ImportVerdict, PastOutcome

_UNLED: Final = (
    "Chưa đủ loại, lĩnh vực để giao: chờ phân loại, chưa ghi đơn vị chủ trì."
)
_NO_BY_TWIN: Final = (
    "Dòng này ghi người gửi không đồng ý công khai: hãy ghi ở trang hồ sơ đó nếu chưa"
    " có."
)


@dataclass(frozen=True)
class Told:
    """A line of the report: what became of a row, and what to know of it."""

    line: int
    verdict: ImportVerdict
    code: str = ""
    said: str = ""


@dataclass(frozen=True)
class Settled:
    """A row and what it is: refused, a twin of another, or a case of its own."""

    row: Judged
    twin: Twin | None = None
    own: Twin | None = None


class Settling:
    """Settles the rows of one file, batch by batch.

    In a dry run nothing is kept, so what the file itself repeats is remembered.
    """

    def __init__(self, *, is_dry: bool) -> None:
        self._known = Known()
        self._is_dry = is_dry
        self._planned: dict[str, Twin] = {}

    def settle(self, session: Session, batch: Sequence[Judged]) -> list[Settled]:
        """Return what each row of a batch is, in the order of the file."""
        pasts = [row.past for row in batch if row.past is not None]
        found = self._known.of(session, pasts) | self._planned
        settled = [_settled(row, found) for row in batch]
        if self._is_dry:
            for one in settled:
                if one.own is not None and one.row.past is not None:
                    self._planned |= dict.fromkeys(_keys(one.row.past), one.own)
        return settled


def _keys(past: PastCase) -> list[str]:
    by_ref = [reference_key(past.external_ref)] if past.external_ref else []
    return [*by_ref, import_key(past)]


def _settled(row: Judged, found: dict[str, Twin]) -> Settled:
    if row.past is None:
        return Settled(row)
    keys = _keys(row.past)
    twin = next((found[key] for key in keys if key in found), None)
    if twin is not None:
        return Settled(row, twin=twin)
    own = Twin(line=row.line)
    found |= dict.fromkeys(keys, own)
    return Settled(row, own=own)


def told_of(settled: Iterable[Settled], *, is_dry: bool) -> list[Told]:
    """Return the report of rows that were settled."""
    return [_told(one, is_dry=is_dry) for one in settled]


def _told(one: Settled, *, is_dry: bool) -> Told:
    row = one.row
    if one.own is not None:
        verdict = ImportVerdict.READY if is_dry else ImportVerdict.IMPORTED
        code = "" if one.own.sealed else one.own.code
        return Told(row.line, verdict, code, " ".join(_notes(row)))
    if one.twin is not None:
        said = f"Trùng {one.twin.name}."
        if row.past is not None and row.past.opted_out:
            said = f"{said} {_NO_BY_TWIN}"
        return Told(row.line, ImportVerdict.DUPLICATE, said=said)
    said = " ".join(
        f"{BY_NAME[fault.column].label}: {fault.message}"
        if fault.column
        else fault.message
        for fault in row.faults
    )
    return Told(row.line, ImportVerdict.REFUSED, said=said)


def _notes(row: Judged) -> tuple[str, ...]:
    past = row.past
    if past is None or past.outcome is not PastOutcome.OPEN or is_at_work(past):
        return row.notes
    return (*row.notes, _UNLED) if past.unit_id is not None else row.notes


@dataclass(frozen=True)
class Run:
    """What one run keeps with: its number, who and when, and how cases are made."""

    id: int
    maker: Maker
    by: Viewer | None
    now: datetime


def keep(
    session: Session,
    run: Run,
    batch: Sequence[Judged],
    *,
    settling: Settling,
    since: int,
) -> list[Told]:
    """Keep a batch of the rows behind line `since`; all of it or nothing.

    Raises:
        TransitionRefused: another process is at the same file.
    """
    # Before anybody asks what is known: nobody takes the same case in meanwhile.
    wait_turn(session, Queue.OUTBOX)
    settled = settling.settle(session, batch)
    _make(session, run, settled)
    told = told_of(settled, is_dry=False)
    verdicts = Counter(one.verdict for one in told)
    runs.move(session, run.id, since=since, place=batch[-1].line, verdicts=verdicts)
    _report(session, run, settled, told)
    return told


def _make(session: Session, run: Run, settled: Sequence[Settled]) -> None:
    new = [
        (one.row.past, one.own)
        for one in settled
        if one.row.past is not None and one.own is not None
    ]
    if not new:
        return
    _give_codes(session, new)
    made = [
        run.maker.make(past, code=own.code, key=import_key(past)) for past, own in new
    ]
    ids = _insert(session, made)
    for (_, own), one, case_id in zip(new, made, ids, strict=True):
        own.case_id, own.sealed = case_id, one.case["sealed"]
    history.record_many(
        session, [_line(run, own, one) for (_, own), one in zip(new, made, strict=True)]
    )
    outbox.announce_many(session, [f"case:{own.code}" for _, own in new])


def _give_codes(session: Session, new: Sequence[tuple[PastCase, Twin]]) -> None:
    """Give each case a code of the year it was received in, in the file's order."""
    by_year: defaultdict[int, list[Twin]] = defaultdict(list)
    for past, own in new:
        by_year[past.received_on.year].append(own)
    # In the order of the years: two imports then wait for each other's rows in turn.
    for year, owns in sorted(by_year.items()):
        codes = register.past_case_codes(session, year, len(owns))
        for own, code in zip(owns, codes, strict=True):
            own.code = code


def _insert(session: Session, made: Sequence[Made]) -> Sequence[int]:
    numbered = insert(Case).returning(Case.id, sort_by_parameter_order=True)
    ids = session.scalars(numbered, [one.case for one in made]).all()
    told = list(zip(made, ids, strict=True))
    _add(session, CaseRound, [one.round | {"case_id": id_} for one, id_ in told])
    _add(
        session,
        Complainant,
        [one.complainant | {"case_id": id_} for one, id_ in told],
    )
    _add(
        session,
        CaseMark,
        [row for one, id_ in told for row in marking.rows_of(id_, **_named(one))],
    )
    _add(
        session,
        PastReply,
        [one.reply | {"case_id": id_} for one, id_ in told if one.reply is not None],
    )
    return ids


def _named(made: Made) -> dict[str, str]:
    return {name: made.case[name] for name in ("title", "content", "location")}


def _add(session: Session, model: type[Any], rows: list[Values]) -> None:
    if rows:
        session.execute(insert(model), rows)


def _line(run: Run, own: Twin, made: Made) -> Line:
    assert own.case_id is not None  # noqa: S101 - it has just been given
    return Line(
        Case.__tablename__,
        own.case_id,
        EventKind.MOVED,
        run.now,
        by=run.by,
        action=CaseAction.RECORD,
        states=(None, made.state),
        note=f"Nhập từ dữ liệu cũ: lượt {run.id}, dòng {own.line} của tệp.",
    )


def _report(
    session: Session, run: Run, settled: Sequence[Settled], told: Sequence[Told]
) -> None:
    rows = [
        {
            "run_id": run.id,
            "line": line.line,
            "verdict": line.verdict,
            "case_id": case.case_id if (case := one.own or one.twin) else None,
            "told": line.said,
        }
        for one, line in zip(settled, told, strict=True)
    ]
    _add(session, ImportRow, rows)
