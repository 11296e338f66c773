"""The runs of imports: begun, gone on with, ended; never two at one file."""

from collections import Counter
from datetime import datetime
from typing import Final

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from documents.errors import TransitionRefused
from documents.models import ImportRun
from documents.viewer import Viewer
from documents.vocabulary import ImportState, ImportVerdict

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
    session.connection().execute(
        update(ImportRun)
        .where(ImportRun.id == run_id, ImportRun.state == ImportState.IMPORTING)
        .values(state=over, fault=fault, ended_at=now)
    )
