"""What the register already knows of a document that came in."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from documents import queries
from documents.directives import DirectiveFields, RelationFields
from documents.errors import Invalid
from documents.letters.incoming import Citation, Proposal, spelled
from documents.models import Directive
from documents.text import same_number

NEEDED: Final = {
    "kind": "hình thức văn bản",
    "number": "số, ký hiệu",
    "issued_on": "ngày ban hành",
    "issuer": "cơ quan ban hành",
    "issuer_level": "cấp ban hành",
}
"""Fields without which the register takes nothing, in words."""


@dataclass(frozen=True)
class Cited:
    """A document that is cited, and which one of the register it is, if any."""

    citation: Citation
    directive: Directive | None


def cited(session: Session, proposal: Proposal) -> tuple[Cited, ...]:
    """Return what is cited, each with the directive of its number and day.

    Without a day, the number must be that of one directive only.
    """
    known: dict[str, dict[int, date]] = {}
    wanted = {same_number(citation.number) for citation in proposal.citations}
    register = select(Directive.number_key, Directive.id, Directive.issued_on)
    for key, id, issued_on in session.execute(
        register.where(Directive.number_key.in_(wanted), Directive.trashed_at.is_(None))
    ):
        known.setdefault(key, {})[id] = issued_on
    return tuple(
        Cited(
            citation, _one(session, known.get(same_number(citation.number)), citation)
        )
        for citation in proposal.citations
    )


def _one(
    session: Session, rows: dict[int, date] | None, citation: Citation
) -> Directive | None:
    on = citation.on
    fitting = [id for id, day in (rows or {}).items() if on is None or day == on]
    return session.get(Directive, fitting[0]) if len(fitting) == 1 else None


def twin(
    session: Session, number: str, *, issued_on: date, issuer: str
) -> Directive | None:
    """Return the directive of this number, day and issuer, however they are spelled."""
    alike = select(Directive).where(
        Directive.number_key == same_number(number), Directive.issued_on == issued_on
    )
    rows = session.scalars(alike).unique()
    return next((row for row in rows if spelled(row.issuer) == spelled(issuer)), None)


def as_known(session: Session, proposal: Proposal) -> Proposal:
    """Return the proposal with the issuer as the register spells it."""
    read = spelled(proposal.issuer)
    known = queries.known_issuers(session) if read else ()
    issuer = next((name for name in known if spelled(name) == read), None)
    if issuer is None:
        return proposal
    told = {k: v for k, v in proposal.unread.items() if k != "issuer_level"}
    level = proposal.issuer_level or queries.level_of(session, issuer)
    return replace(proposal, issuer=issuer, issuer_level=level, unread=told)


def lacking(proposal: Proposal) -> dict[str, str]:
    """Return the fields somebody must type before the register takes it, in words."""
    return {
        name: words for name, words in NEEDED.items() if not getattr(proposal, name)
    }


def fields_of(
    session: Session, proposal: Proposal, *, file_id: str | None = None
) -> DirectiveFields:
    """Return the record as it was read, related to what it cites of the register.

    Raises:
        Invalid: a field without which the register takes nothing was not read.
    """
    level, issued_on = proposal.issuer_level, proposal.issued_on
    wanting = lacking(proposal)
    if wanting or level is None or issued_on is None:
        raise Invalid({name: f"Chưa đọc được {it}." for name, it in wanting.items()})
    related = (
        RelationFields(found.citation.relation, found.directive.id)
        for found in cited(session, proposal)
        if found.directive is not None
    )
    return DirectiveFields(
        kind=proposal.kind,
        number=proposal.number,
        issuer=proposal.issuer,
        issuer_level=level,
        issued_on=issued_on,
        abstract=proposal.abstract,
        body=proposal.body,
        file_id=file_id,
        relations=tuple(dict.fromkeys(related)),
    )
