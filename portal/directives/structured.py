"""A directive in the words of schema.org, as search engines read it off its page."""

from typing import Any, Final

from flask import url_for

from documents import queries
from documents.models import Directive
from documents.vocabulary import DirectiveForce
from documents.vocabulary import DirectiveRelationKind as Kind
from portal import wiring
from portal.indexing import directive_title

_FORCE: Final = {
    DirectiveForce.IN_FORCE: "https://schema.org/InForce",
    DirectiveForce.PARTLY: "https://schema.org/PartiallyInForce",
    DirectiveForce.EXPIRED: "https://schema.org/NotInForce",
}
_RELATIONS: Final = {
    Kind.AMENDS: "legislationAmends",
    Kind.REPLACES: "legislationRepeals",
    Kind.CITES: "citation",
}
"""Relations that schema.org has a word for."""


def legislation(row: Directive) -> dict[str, Any]:
    """Return a directive with those of its relations that visitors see."""
    url = _address(row)
    return {
        "@context": "https://schema.org",
        "@type": "Legislation",
        "@id": url,
        "url": url,
        "inLanguage": "vi",
        "name": directive_title(row),
        "legislationType": row.kind,
        "legislationIdentifier": row.number,
        "legislationPassedBy": {"@type": "Organization", "name": row.issuer},
        "legislationDate": row.issued_on.isoformat(),
        "legislationLegalForce": _FORCE[row.force],
        **_days(row),
        **({"abstract": row.abstract} if row.abstract else {}),
        **_related(row),
    }


def _days(row: Directive) -> dict[str, str]:
    days = (
        ("legislationDateOfApplicability", row.effective_on),
        ("expires", row.expires_on),
    )
    return {name: day.isoformat() for name, day in days if day}


def _related(row: Directive) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for relation in row.relations:
        word = _RELATIONS.get(relation.kind)
        if word and queries.may_see_directive(relation.target, None):
            found.setdefault(word, []).append(_address(relation.target))
    return found


def _address(row: Directive) -> str:
    path = url_for("directives.show", slug=row.slug)
    return f"{wiring.current().settings.public_url}{path}"
