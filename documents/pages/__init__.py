"""Pages and news of the public site: their words, place, life and moments (§12).

Typed in `fields`, placed in `tree`, held together by `links`, kept and moved in
`keeping`; `files` has the pictures they show; `schedule` tells of those whose moment
has come.
"""

from documents.pages.fields import (
    MOST_TAGS,
    PageFields,
    fields_of,
    from_values,
    slug_of,
    standing,
    tags_of,
)
from documents.pages.files import (
    LONGEST_TOLD,
    Given,
    listed,
    of_page,
    pictures,
    put,
    take_away,
)
from documents.pages.files import address as file_address
from documents.pages.keeping import (
    add,
    advance,
    edit,
    restore,
    take_out,
    trash,
    versions,
)
from documents.pages.links import below, leading_to
from documents.pages.schedule import is_due, turn
from documents.pages.tree import ROOTS, address, get

__all__ = [
    "LONGEST_TOLD",
    "MOST_TAGS",
    "ROOTS",
    "Given",
    "PageFields",
    "add",
    "address",
    "advance",
    "below",
    "edit",
    "fields_of",
    "file_address",
    "from_values",
    "get",
    "is_due",
    "leading_to",
    "listed",
    "of_page",
    "pictures",
    "put",
    "restore",
    "slug_of",
    "standing",
    "tags_of",
    "take_away",
    "take_out",
    "trash",
    "turn",
    "versions",
]
