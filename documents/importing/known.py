"""Which cases the portal has already, and so are not taken in again."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import func, or_, select
from sqlalchemy.orm import QueryableAttribute, Session

from documents.deadlines import local_day
from documents.importing.past import PastCase, fingerprint
from documents.models import Case

_PREFIX: Final = "past:"
_AT_ONCE: Final = 500
_SEALED: Final = "một hồ sơ đã niêm phong"


@dataclass(slots=True)
class Twin:
    """A case that a row is, or repeats: one of the portal's, or of the file's."""

    line: int = 0
    case_id: int | None = None
    code: str = ""
    sealed: bool = False

    @property
    def name(self) -> str:
        """Return how a report names it; a sealed one stands in none (§12)."""
        if self.sealed:
            return _SEALED
        return f"hồ sơ {self.code}" if self.code else f"dòng {self.line} của tệp này"


def import_key(past: PastCase) -> str:
    """Return the intake key under which the database takes a past case once."""
    return _PREFIX + past.fingerprint


class Known:
    """What is known while one file is taken in.

    Cases that were keyed in by hand are remembered by hashes; those that came from
    files are asked for, batch by batch.
    """

    def __init__(self) -> None:
        self._seen = 0
        self._keyed: dict[str, Twin] = {}

    def of(self, session: Session, batch: Iterable[PastCase]) -> dict[str, Twin]:
        """Return the portal's own twins of a batch, by import key and by reference."""
        self._look(session)
        told = list(batch)
        keys = [import_key(past) for past in told]
        found = {key: self._keyed[key] for key in keys if key in self._keyed}
        refs = [past.external_ref for past in told if past.external_ref]
        by_key = _asked(session, Case.intake_key, keys)
        by_ref = _asked(session, Case.external_ref, refs)
        return found | by_key | {reference_key(ref): by_ref[ref] for ref in by_ref}

    def _look(self, session: Session) -> None:
        """Read the cases that were keyed in by hand since the last look."""
        newest = session.scalar(select(func.max(Case.id))) or 0
        by_hand = or_(Case.intake_key.is_(None), ~Case.intake_key.startswith(_PREFIX))
        rows = session.execute(
            select(Case.received_at, Case.title, Case.content, *_TWIN).where(
                Case.id > self._seen, Case.id <= newest, by_hand
            ),
            execution_options={"yield_per": _AT_ONCE},
        )
        for row in rows:
            twin = Twin(case_id=row.id, code=row.code, sealed=row.sealed)
            told = fingerprint(local_day(row.received_at), row.title, row.content)
            self._keyed[_PREFIX + told] = twin
        self._seen = newest


_TWIN: Final = (Case.id, Case.code, Case.sealed)


def reference_key(external_ref: str) -> str:
    """Return the key of a reference, which no import key is."""
    return f"ref:{external_ref}"


def _asked(
    session: Session, column: QueryableAttribute[Any], wanted: list[str]
) -> dict[str, Twin]:
    found = select(column, *_TWIN).where(column.in_(wanted))
    rows = session.execute(found.order_by(Case.id.desc()))
    return {
        told: Twin(case_id=case_id, code=code, sealed=sealed)
        for told, case_id, code, sealed in rows
    }
