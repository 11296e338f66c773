"""The register of directives: entering, relating and publishing them (§1.4)."""

import re
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from documents import content, history, outbox
from documents.content import Values
from documents.database import Queue, wait_turn
from documents.errors import Invalid, NotFound
from documents.models import Directive, DirectiveRelation
from documents.text import fold
from documents.viewer import Viewer
from documents.vocabulary import (
    ContentAction,
    DirectiveForce,
    DirectiveRelationKind,
    EventKind,
    IssuerLevel,
)

_PARTY_NUMBER: Final = re.compile(
    r"[-\u2010-\u2013]\s*[A-ZĐ]+\s*/\s*TU\b", re.IGNORECASE
)


def public_by_default(number: str, level: IssuerLevel) -> bool:
    """Say whether visitors see a document of which nobody decided (domain.md §12).

    A Party document, `405-TB/TU`, is internal until somebody decides otherwise.
    """
    return level is not IssuerLevel.PARTY and not _PARTY_NUMBER.search(number)


@dataclass(frozen=True)
class RelationFields:
    """How a directive stands to another one of the register."""

    kind: DirectiveRelationKind
    target_id: int


@dataclass(frozen=True)
class DirectiveFields:
    """What an editor types of a directive (NĐ 42/2022, domain.md §3.3).

    `is_public` None leaves the decision to `public_by_default`.
    """

    kind: str
    number: str
    issuer: str
    issuer_level: IssuerLevel
    issued_on: date
    effective_on: date | None = None
    expires_on: date | None = None
    force: DirectiveForce = DirectiveForce.IN_FORCE
    abstract: str = ""
    body: str = ""
    is_public: bool | None = None
    is_deadline_basis: bool = False
    eoffice_ref: str = ""
    idesk_ref: str = ""
    file_id: str | None = None
    relations: tuple[RelationFields, ...] = ()

    def __post_init__(self) -> None:
        """Refuse what no register could hold; decide what was left open."""
        wrong = {
            field: message
            for field, message in (
                ("kind", "Cần nhập hình thức văn bản, ví dụ Công văn."),
                ("number", "Cần nhập số, ký hiệu."),
                ("issuer", "Cần nhập cơ quan ban hành."),
            )
            if not getattr(self, field).strip()
        }
        if self.expires_on and self.expires_on < self.issued_on:
            wrong["expires_on"] = "Ngày hết hiệu lực không thể trước ngày ban hành."
        if wrong:
            raise Invalid(wrong)
        if self.is_public is None:
            decided = public_by_default(self.number, self.issuer_level)
            object.__setattr__(self, "is_public", decided)


def fields_of(directive: Directive) -> DirectiveFields:
    """Return what an editor should find in the form: the waiting change, if any."""
    if directive.proposal is not None:
        return _from_values(directive.proposal)
    plain = {
        field.name: getattr(directive, field.name)
        for field in fields(DirectiveFields)
        if field.name != "relations"
    }
    related = (RelationFields(r.kind, r.to_id) for r in directive.relations)
    return DirectiveFields(**plain, relations=tuple(related))


def _values(typed: DirectiveFields) -> Values:
    values = {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in asdict(typed).items()
    }
    return {**values, "relations": [asdict(related) for related in typed.relations]}


def _from_values(values: Values) -> DirectiveFields:
    def day(name: str) -> date | None:
        return date.fromisoformat(values[name]) if values[name] else None

    return DirectiveFields(
        **{
            **values,
            "issuer_level": IssuerLevel(values["issuer_level"]),
            "force": DirectiveForce(values["force"]),
            "issued_on": date.fromisoformat(values["issued_on"]),
            "effective_on": day("effective_on"),
            "expires_on": day("expires_on"),
            "relations": tuple(
                RelationFields(DirectiveRelationKind(r["kind"]), r["target_id"])
                for r in values["relations"]
            ),
        }
    )


def slug_of(number: str, issued_on: date) -> str:
    """Return the permanent address of a document: `12154-ubnd-vp-2019`."""
    return re.sub(r"[^a-z0-9]+", "-", f"{fold(number)}-{issued_on.year}").strip("-")


def get(session: Session, directive_id: int) -> Directive:
    """Return a directive, or raise NotFound."""
    directive = session.get(Directive, directive_id)
    if directive is None:
        raise NotFound("Không có văn bản này.")
    return directive


def by_slug(session: Session, slug: str) -> Directive:
    """Return a directive by its address, or raise NotFound."""
    directive = session.scalar(select(Directive).where(Directive.slug == slug))
    if directive is None:
        raise NotFound("Không có văn bản này.")
    return directive


def add(
    session: Session,
    typed: DirectiveFields,
    *,
    by: Viewer | None,
    now: datetime,
    note: str = "",
) -> Directive:
    """Enter a directive as a draft; `by` None is a command.

    Raises:
        Invalid: the register holds this number of this issuer and day already.
    """
    if by is not None:
        content.must_be_editor(by)
    wait_turn(session, Queue.DIRECTIVES)
    directive = Directive(
        slug=_free_slug(session, typed),
        edited_at=now,
        edited_by_id=by.officer_id if by else None,
    )
    values = _values(typed)
    _apply(session, directive, values)
    session.add(directive)
    history.record(
        session, directive, EventKind.EDITED, by=by, now=now, note=note, data=values
    )
    outbox.announce(session, outbox.directive_key(directive))
    return directive


def _free_slug(session: Session, typed: DirectiveFields) -> str:
    base = slug_of(typed.number, typed.issued_on)
    taken = set(
        session.scalars(select(Directive.slug).where(Directive.slug.startswith(base)))
    )
    candidates = (base if n == 1 else f"{base}-{n}" for n in range(1, len(taken) + 2))
    return next(slug for slug in candidates if slug not in taken)


def _apply(session: Session, directive: Directive, values: Values) -> None:
    typed = _from_values(values)
    _refuse_twin(session, directive, typed)
    for field in fields(typed):
        if field.name != "relations":
            setattr(directive, field.name, getattr(typed, field.name))
    wanted = {(related.kind, related.target_id) for related in typed.relations}
    kept = [r for r in directive.relations if (r.kind, r.to_id) in wanted]
    standing = {(r.kind, r.to_id) for r in kept}
    directive.relations = kept + [
        DirectiveRelation(kind=kind, target=get(session, target_id))
        for kind, target_id in sorted(wanted - standing)
        if target_id != directive.id
    ]


def _refuse_twin(
    session: Session, directive: Directive, typed: DirectiveFields
) -> None:
    with session.no_autoflush:
        twin = session.scalar(
            select(Directive.id).where(
                Directive.number == typed.number,
                Directive.issued_on == typed.issued_on,
                Directive.issuer == typed.issuer,
            )
        )
    if twin is not None and twin != directive.id:
        raise Invalid({"number": f"Sổ đã có văn bản số {typed.number} cùng ngày."})


def edit(
    session: Session,
    directive: Directive,
    typed: DirectiveFields,
    *,
    expected_version: int,
    by: Viewer,
    now: datetime,
) -> None:
    """Change a directive; a published one keeps showing until published anew."""
    _refuse_twin(session, directive, typed)
    content.edit(
        session,
        directive,
        _values(typed),
        apply=lambda values: _apply(session, directive, values),
        expected_version=expected_version,
        by=by,
        now=now,
    )
    outbox.announce(session, outbox.directive_key(directive))


def advance(
    session: Session,
    directive: Directive,
    action: ContentAction,
    *,
    expected_version: int,
    by: Viewer,
    now: datetime,
) -> None:
    """Submit, publish, return or archive a directive."""
    content.advance(
        session,
        directive,
        action,
        apply=lambda values: _apply(session, directive, values),
        expected_version=expected_version,
        by=by,
        now=now,
    )
    outbox.announce(session, outbox.directive_key(directive))
