"""Another case as a page tells it: what it has to do with the one at hand."""

from dataclasses import dataclass
from datetime import date

from flask import url_for

from documents.deadlines import local_day
from documents.likeness import Alike
from documents.models import Case
from portal.desk.replied import NOT_REPLIED, Replied


@dataclass(frozen=True)
class OtherCase:
    """Another case, and in words what it has to do with the one at hand.

    Without `words` it is merely similar. How it was replied to is told where another
    reply can start from that.
    """

    code: str
    title: str
    place: str
    state: str
    on: date
    url: str
    words: str
    replied: Replied = NOT_REPLIED


def other_case(
    case: Case, words: str = "", *, replied: Replied = NOT_REPLIED
) -> OtherCase:
    """Return another case with what is said of it."""
    return OtherCase(
        code=case.code,
        title=case.title,
        place=case.location,
        state=case.state.label,
        on=local_day(case.received_at),
        url=url_for("desk.show", code=case.code),
        words=words,
        replied=replied,
    )


def told(one: Alike, *, replied: Replied = NOT_REPLIED) -> OtherCase:
    """Return a case that is like one at hand, with the reasons."""
    words = one.words
    return other_case(one.case, words[0].upper() + words[1:], replied=replied)
