"""The tables: who may do what to a case, to content, to a letter, and when.

One module a life; each is pure data that `documents.workflow` reads.
"""

from documents.lifecycles.asking import ASKING
from documents.lifecycles.case import CASE
from documents.lifecycles.content import CONTENT, EDITORS, PUBLISHERS
from documents.lifecycles.deciding import decider
from documents.lifecycles.letter import LETTER
from documents.lifecycles.publication import (
    PREPARERS,
    PUBLICATION,
    PUBLICATION_STAFF,
    RELEASERS,
    PublicationFacts,
)
from documents.lifecycles.rows import ASSIGNERS, OPEN, TAKERS, TERMINAL
from documents.lifecycles.wishing import WISHES, Wish

__all__ = [
    "ASKING",
    "ASSIGNERS",
    "CASE",
    "CONTENT",
    "EDITORS",
    "LETTER",
    "OPEN",
    "PREPARERS",
    "PUBLICATION",
    "PUBLICATION_STAFF",
    "PUBLISHERS",
    "RELEASERS",
    "TAKERS",
    "TERMINAL",
    "WISHES",
    "PublicationFacts",
    "Wish",
    "decider",
]
