"""What an editor types of a directive, and how it is kept as plain values."""

import re
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Final

from documents.content import Values
from documents.errors import Invalid
from documents.models import Directive
from documents.text import fold
from documents.vocabulary import DirectiveForce, DirectiveRelationKind, IssuerLevel

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
        return from_values(directive.proposal)
    return standing(directive)


def standing(directive: Directive) -> DirectiveFields:
    """Return what its own columns hold: of a published directive, what is shown."""
    plain = {
        field.name: getattr(directive, field.name)
        for field in fields(DirectiveFields)
        if field.name != "relations"
    }
    related = (RelationFields(r.kind, r.to_id) for r in directive.relations)
    return DirectiveFields(**plain, relations=tuple(related))


def values_of(typed: DirectiveFields) -> Values:
    """Return the fields as plain values, as a proposal and the history hold them."""
    values = {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in asdict(typed).items()
    }
    return {**values, "relations": [asdict(related) for related in typed.relations]}


def from_values(values: Values) -> DirectiveFields:
    """Return the fields that `values_of` told."""

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
