"""What the department's letters always say, for an officer to start from.

The agency's phrase set is domain.md §13; the words are in `skeletons.yaml`.
"""

from datetime import date
from typing import Final

from documents.letters.skeletons import Facts, as_phrase, label, skeletons

__all__ = ["ANSWER_HERE", "as_phrase", "reply_skeleton"]

ANSWER_HERE: Final = label("answer")
"""Stands where the answer goes; no draft is taken while it still does."""


def reply_skeleton(
    *,
    agency: str,
    code: str,
    received_on: date,
    about: str,
    sender: str = "Ông (bà)",
    answer: str = "",
) -> str:
    """Return the body of a reply: opening, the answer or its place, closing."""
    facts = Facts(
        agency=agency,
        code=code,
        received_on=received_on,
        about=about,
        sender=sender,
        answer=answer,
    )
    body: str = skeletons()["tra-loi"].filled(facts)["body"]
    return body
