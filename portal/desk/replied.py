"""How other cases were replied to: a line of each, what is outdated, where to start."""

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import shorten
from typing import Final

from flask import url_for
from sqlalchemy.orm import Session

from documents import drafting, standing
from documents.models import Case
from documents.text import one_line
from portal.desk.past import past_replies
from portal.security import acting
from portal.workbench.cited import OutdatedRow, outdated_each

LONGEST: Final = 200
"""Characters of a past reply's text that a line of the list shows."""


@dataclass(frozen=True)
class Replied:
    """A line of a reply, what it cites that is outdated, where another starts from it.

    The address is empty for who drafts no reply, and where no letter of ours is.
    """

    line: str = ""
    cited: tuple[OutdatedRow, ...] = ()
    use_url: str = ""


NOT_REPLIED: Final = Replied()


@dataclass(frozen=True)
class _Answer:
    """How a case was answered: a line of it, all its words, whose letter."""

    line: str = ""
    text: str = ""
    is_ours: bool = False


def replies_of(
    session: Session, cases: Sequence[Case], *, to: Case | None = None
) -> dict[int, Replied]:
    """Return how each of the cases was replied to, by their ids.

    `to` is the case that another reply may be drafted to. Three questions at most,
    however many cases there are.
    """
    answers = _answers(session, cases)
    cited = outdated_each(session, [one.text for one in answers])
    drafts = to is not None and drafting.can_draft(to, acting())
    return {
        case.id: Replied(
            answer.line,
            outdated,
            _use_url(case, to) if to and drafts and answer.is_ours else "",
        )
        for case, answer, outdated in zip(cases, answers, cited, strict=True)
    }


def _answers(session: Session, cases: Sequence[Case]) -> list[_Answer]:
    letters = standing.issued_replies(session, cases)
    past = past_replies(session, [one for one in cases if one.id not in letters])
    found: list[_Answer] = []
    for case in cases:
        if (letter := letters.get(case.id)) is not None:
            line = f"{letter.printed_number}: {letter.subject}"
            found.append(_Answer(line, letter.content["body"], is_ours=True))
        elif (reply := past.get(case.id)) is not None:
            parts = (reply.number, one_line(reply.text))
            line = ": ".join(part for part in parts if part)
            found.append(_Answer(shorten(line, LONGEST, placeholder=" …"), reply.text))
        else:
            found.append(_Answer())
    return found


def _use_url(row: Case, case: Case) -> str:
    """Return where a reply to a case starts from this one's."""
    return f"{url_for('desk.write_draft', code=case.code)}?mau={row.code}"
