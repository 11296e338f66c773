"""The runs of imports: begun, gone on with, ended; never two at one file."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from documents.errors import TransitionRefused
from documents.models import ImportRow, ImportRun
from documents.viewer import Viewer
from documents.vocabulary import ImportState, ImportVerdict

_MOVED: Final = "Lượt nhập này không còn ở bước đó. Hãy tải lại trang để xem."
_BUSY: Final = (
    "Một lượt khác đang nhập chính tệp này. Hãy đợi lượt đó xong, rồi chạy lại để xem"
    " kết quả."
)


def standing(session: Session, sha256: str) -> ImportRun | None:
    """Return the newest run that is not over of a file, if there is one."""
    begun = select(ImportRun).where(
        ImportRun.sha256 == sha256, ImportRun.state == ImportState.IMPORTING
    )
    return session.scalars(begun.order_by(ImportRun.id.desc())).first()


@dataclass(frozen=True)
class Upload:
    """A file that was uploaded: its name, where it is kept, and what it holds."""

    name: str
    file: str
    sha256: str
    lines: int


def offer(
    session: Session,
    upload: Upload,
    found: Iterable[tuple[int, ImportVerdict, str]],
    *,
    by: Viewer,
    now: datetime,
) -> ImportRun:
    """Keep what a trial of a file's first rows found, until somebody decides.

    What was `found` is (line, verdict, what is said of it).
    """
    run = ImportRun(
        sha256=upload.sha256,
        name=upload.name,
        file=upload.file,
        lines=upload.lines,
        state=ImportState.UPLOADED,
        place=0,
        begun_at=now,
        begun_by_id=by.officer_id,
    )
    session.add(run)
    session.flush()
    session.add_all(
        ImportRow(run_id=run.id, line=line, verdict=verdict, told=said)
        for line, verdict, said in found
    )
    return run


def start(session: Session, run: ImportRun) -> None:
    """Let an uploaded file be taken in by the background work.

    Raises:
        TransitionRefused: it was started or dropped meanwhile.
    """
    _become(session, run.id, (ImportState.UPLOADED,), ImportState.WAITING)
    session.execute(delete(ImportRow).where(ImportRow.run_id == run.id))


def drop(session: Session, run: ImportRun, *, now: datetime) -> None:
    """Leave an uploaded file out; what was found of it is forgotten.

    Raises:
        TransitionRefused: it was started or dropped meanwhile.
    """
    uploaded = (ImportState.UPLOADED,)
    _become(session, run.id, uploaded, ImportState.DROPPED, ended_at=now)
    session.execute(delete(ImportRow).where(ImportRow.run_id == run.id))


def over_of(session: Session, files: Collection[str]) -> list[str]:
    """Return which of the kept files belong to runs that are over."""
    left = select(ImportRun.file).where(
        ImportRun.file.in_(files), ImportRun.ended_at.is_not(None)
    )
    return list(session.scalars(left))


def is_over(session: Session, run_id: int) -> bool:
    """Say whether nothing more comes of a run."""
    return session.get_one(ImportRun, run_id).ended_at is not None


def due(session: Session) -> ImportRun | None:
    """Return the run of an uploaded file that is next, or was left in the middle."""
    at_work = (ImportState.WAITING, ImportState.IMPORTING)
    waiting = select(ImportRun).where(
        ImportRun.state.in_(at_work), ImportRun.file != ""
    )
    return session.scalars(waiting.order_by(ImportRun.id)).first()


def begin(
    session: Session,
    sha256: str,
    *,
    from_line: int | None,
    by: Viewer | None,
    now: datetime,
) -> ImportRun:
    """Return the run that goes on with a file, or another one.

    A run that was killed is gone on with, unless a line is named to begin at.
    """
    found = standing(session, sha256) if from_line is None else None
    if found is not None:
        return found
    run = ImportRun(
        sha256=sha256,
        state=ImportState.IMPORTING,
        place=max(0, (from_line or 1) - 1),
        begun_at=now,
        begun_by_id=by.officer_id if by else None,
    )
    session.add(run)
    session.flush()
    return run


def go_on(session: Session, run_id: int) -> ImportRun:
    """Return a run that was started on its page, now at work.

    Raises:
        TransitionRefused: it is over, or was never started.
    """
    at_work = (ImportState.WAITING, ImportState.IMPORTING)
    _become(session, run_id, at_work, ImportState.IMPORTING)
    return session.get_one(ImportRun, run_id, populate_existing=True)


def _become(
    session: Session,
    run_id: int,
    since: Collection[ImportState],
    state: ImportState,
    **more: Any,
) -> None:
    """Let a run become something, if it still is what it was.

    Raises:
        TransitionRefused: somebody else was faster.
    """
    moved = session.connection().execute(
        update(ImportRun)
        .where(ImportRun.id == run_id, ImportRun.state.in_(since))
        .values(state=state, **more)
    )
    if not moved.rowcount:
        raise TransitionRefused(_MOVED)


def move(
    session: Session,
    run_id: int,
    *,
    since: int,
    place: int,
    verdicts: Counter[ImportVerdict],
) -> None:
    """Note that a run is done from one line to another, with what came of it.

    Raises:
        TransitionRefused: somebody else has moved it.
    """
    moved = session.connection().execute(
        update(ImportRun)
        .where(
            ImportRun.id == run_id,
            ImportRun.place == since,
            ImportRun.state == ImportState.IMPORTING,
        )
        .values(
            place=place,
            imported=ImportRun.imported + verdicts[ImportVerdict.IMPORTED],
            duplicates=ImportRun.duplicates + verdicts[ImportVerdict.DUPLICATE],
            refused=ImportRun.refused + verdicts[ImportVerdict.REFUSED],
        )
    )
    if not moved.rowcount:
        raise TransitionRefused(_BUSY)


def end(session: Session, run_id: int, *, now: datetime, fault: str = "") -> None:
    """Note that a run is over: done, or stopped by a fault of its file."""
    over = ImportState.STOPPED if fault else ImportState.DONE
    at_work = (ImportState.IMPORTING,)
    _become(session, run_id, at_work, over, fault=fault, ended_at=now)
