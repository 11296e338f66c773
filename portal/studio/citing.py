"""Finding a document of the register to cite, from within a draft."""

from dataclasses import dataclass
from typing import Final

from sqlalchemy.orm import Session

from documents import citations, queries
from documents.models import Directive
from documents.viewer import Viewer
from portal import plain_search, wiring
from portal.security import acting

MOST: Final = 5


@dataclass(frozen=True)
class Cited:
    """A document, and the words that cite it next."""

    key: str
    name: str
    text: str


def cited(session: Session, typed: str, *, after: str) -> tuple[Cited, ...]:
    """Return what was looked for, each with its citation after the text so far."""
    if not typed.strip():
        return ()
    rows = (_directive(session, key) for key in _keys(session, typed, acting()))
    return tuple(
        Cited(
            key=str(row.id),
            name=f"{row.kind} số {row.number}",
            text=citations.citation(row, after=after),
        )
        for row in rows
        if row is not None and queries.may_see_directive(row, acting())
    )


def _keys(session: Session, typed: str, viewer: Viewer) -> list[str]:
    """Return keys of directives, from the index or, while it is made, from SQL."""
    kinds = {"directive"}
    found = wiring.current().search.ask(
        typed, audience=viewer.audience, kinds=kinds, per_page=MOST
    )
    if found is not None:
        return [hit.key for hit in found.hits]
    only = plain_search.Narrowing(kinds=kinds)
    plain = plain_search.search(session, typed, viewer, only=only, per_page=MOST)
    return plain.keys


def _directive(session: Session, key: str) -> Directive | None:
    name = key.partition(":")[2]
    return session.get(Directive, int(name)) if name.isdecimal() else None
