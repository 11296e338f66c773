"""The versions of a directive: the history holds whatever was kept of it, as typed."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from documents import history
from documents.directives.fields import DirectiveFields, fields_of, from_values
from documents.directives.register import edit
from documents.errors import NotFound
from documents.models import Directive, Officer
from documents.viewer import Viewer
from documents.vocabulary import EventKind

_KEPT: Final = frozenset({EventKind.EDITED, EventKind.PROPOSED})
"""Lines of the history that hold what an editor kept."""


@dataclass(frozen=True)
class Version:
    """What was kept of a directive; `by` is None where a command did."""

    number: int
    fields: DirectiveFields
    at: datetime
    by: Officer | None


def versions(session: Session, directive: Directive) -> list[Version]:
    """Return what was kept of a directive, oldest first, each time somebody kept it."""
    lines = [line for line in history.of(session, directive, kinds=_KEPT) if line.data]
    ids = {line.actor_id for line in lines}
    rows = session.scalars(select(Officer).where(Officer.id.in_(ids)))
    officers = {row.id: row for row in rows}
    return [
        Version(n, from_values(line.data), line.at, officers.get(line.actor_id or 0))
        for n, line in enumerate(lines, start=1)
    ]


def restore(
    session: Session,
    directive: Directive,
    number: int,
    *,
    expected_version: int,
    by: Viewer,
    now: datetime,
) -> None:
    """Make an older version the newest; who may read it stays as it is.

    Raises:
        NotFound: there is no such version. Invalid: what it relates to is thrown away.
    """
    kept = versions(session, directive)
    older = next((one.fields for one in kept if one.number == number), None)
    if older is None:
        raise NotFound("Không có phiên bản này.")
    typed = replace(older, is_public=fields_of(directive).is_public)
    edit(session, directive, typed, expected_version=expected_version, by=by, now=now)
