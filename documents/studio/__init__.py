"""The letter studio: any letter of the department, from its first word to its issue.

Started in `starting`, written in `writing`, moved in `moving`; the signed file that
comes back is compared in `signed`, and an issued letter made public in `publishing`.
The reply to a case is written here too, but moves with its case
(`documents.replies`).
"""

from documents.studio.access import can_write, in_charge, must_write
from documents.studio.moving import (
    Tools,
    advance,
    approvals,
    issue,
    must_be_open,
    open_to,
)
from documents.studio.publishing import can_be_published, record
from documents.studio.signed import (
    Returned,
    can_receive,
    copies,
    copy_of,
    differences,
    proof_of,
    receive,
)
from documents.studio.starting import (
    OF_A_CASE,
    Start,
    begin,
    cited,
    follow,
    for_case,
    from_fields,
    from_letter,
    from_paper,
    papers,
)
from documents.studio.writing import (
    forget_unsaved,
    keep_unsaved,
    restore,
    save,
    unsaved,
    version,
    versions,
)

__all__ = [
    "OF_A_CASE",
    "Returned",
    "Start",
    "Tools",
    "advance",
    "approvals",
    "begin",
    "can_be_published",
    "can_receive",
    "can_write",
    "cited",
    "copies",
    "copy_of",
    "differences",
    "follow",
    "for_case",
    "forget_unsaved",
    "from_fields",
    "from_letter",
    "from_paper",
    "in_charge",
    "issue",
    "keep_unsaved",
    "must_be_open",
    "must_write",
    "open_to",
    "papers",
    "proof_of",
    "receive",
    "record",
    "restore",
    "save",
    "unsaved",
    "version",
    "versions",
]
