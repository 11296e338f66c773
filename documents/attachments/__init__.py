"""The text of what is attached: read in the background, found with what it belongs to.

`begun`, `read` and `finish` are one file's way: a short transaction that claims it,
the reading outside of any, a short one that keeps the text and announces whose it is.
"""

from documents.attachments.naming import Sender, senders
from documents.attachments.owners import Owner, files_of_cases, files_of_letters, owner
from documents.attachments.pictures import drawn, page_count, page_of
from documents.attachments.reading import (
    LEASE,
    MOST_TRIES,
    Outcome,
    Task,
    begun,
    finish,
    is_due,
    read,
    read_again,
    read_anew,
    withhold,
)
from documents.attachments.texts import Attachment, attachments

__all__ = [
    "LEASE",
    "MOST_TRIES",
    "Attachment",
    "Outcome",
    "Owner",
    "Sender",
    "Task",
    "attachments",
    "begun",
    "drawn",
    "files_of_cases",
    "files_of_letters",
    "finish",
    "is_due",
    "owner",
    "page_count",
    "page_of",
    "read",
    "read_again",
    "read_anew",
    "senders",
    "withhold",
]
