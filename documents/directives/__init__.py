"""The register of directives: entering, relating and publishing them (§1.4).

Typed in `fields`, kept and moved in `register`; `addresses` leads from what a document
was called before, `validity` follows the days on which documents come into force and
out of it.
"""

from documents.directives.fields import (
    DirectiveFields,
    RelationFields,
    fields_of,
    public_by_default,
    slug_of,
)
from documents.directives.register import add, advance, by_slug, edit, get
from documents.directives.validity import is_due, turn

__all__ = [
    "DirectiveFields",
    "RelationFields",
    "add",
    "advance",
    "by_slug",
    "edit",
    "fields_of",
    "get",
    "is_due",
    "public_by_default",
    "slug_of",
    "turn",
]
