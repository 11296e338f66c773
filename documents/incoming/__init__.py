"""Documents that come in: taken and read, confirmed as directives, or discarded."""

from documents.incoming.due import Due, due_of
from documents.incoming.inbox import (
    Confirmation,
    Dropped,
    Taken,
    closed,
    confirm,
    discard,
    get,
    look,
    obligations_of,
    proposal_of,
    restore,
    take,
    waiting,
    waiting_count,
)
from documents.incoming.matching import Cited, cited, fields_of, lacking, twin

__all__ = [
    "Cited",
    "Confirmation",
    "Dropped",
    "Due",
    "Taken",
    "cited",
    "closed",
    "confirm",
    "discard",
    "due_of",
    "fields_of",
    "get",
    "lacking",
    "look",
    "obligations_of",
    "proposal_of",
    "restore",
    "take",
    "twin",
    "waiting",
    "waiting_count",
]
