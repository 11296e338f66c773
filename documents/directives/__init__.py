"""The register of directives: entering, relating and publishing them (§1.4).

Typed in `fields`, kept, moved and thrown away in `register`; `addresses` leads from
what a document was called before, `links` knows what leads to one, `versions` what was
kept of it, `validity` follows the days on which documents come into force and end.
"""

from documents.directives.fields import (
    DirectiveFields,
    RelationFields,
    fields_of,
    public_by_default,
    slug_of,
    standing,
)
from documents.directives.links import Leading, leading_to
from documents.directives.register import (
    add,
    advance,
    by_slug,
    edit,
    get,
    take_out,
    trash,
)
from documents.directives.validity import is_due, turn
from documents.directives.versions import Version, restore, versions

__all__ = [
    "DirectiveFields",
    "Leading",
    "RelationFields",
    "Version",
    "add",
    "advance",
    "by_slug",
    "edit",
    "fields_of",
    "get",
    "is_due",
    "leading_to",
    "public_by_default",
    "restore",
    "slug_of",
    "standing",
    "take_out",
    "trash",
    "turn",
    "versions",
]
