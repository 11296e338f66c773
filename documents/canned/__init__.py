"""Canned replies: words that many replies share (mẫu trả lời), with fields.

The office keeps them for everybody, a unit's head for his unit; who drafts uses them.
One that is no longer used is retired, never deleted.
"""

from documents.canned.fields import FIELDS, filled
from documents.canned.keeping import (
    EDITORS,
    CannedFields,
    add,
    edit,
    get,
    listed,
    may_edit,
    offered,
    retire,
    revive,
    uses,
)

__all__ = [
    "EDITORS",
    "FIELDS",
    "CannedFields",
    "add",
    "edit",
    "filled",
    "get",
    "listed",
    "may_edit",
    "offered",
    "retire",
    "revive",
    "uses",
]
