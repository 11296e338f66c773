"""What the backlog knows of a case, as the likely words of the step that ends it."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from documents import backlog
from documents.backlog import Situation
from documents.backlog import letters as closing
from documents.models import PastReply
from documents.vocabulary import BacklogKind, BacklogMark, OutcomeReason, TransferMode
from portal import wiring
from portal.desk.forms import Opened

_NOTHING: Final = ("", "")


@dataclass(frozen=True)
class LikelyTransfer:
    """Why and where a case goes, and the letter that says so, as far as is known."""

    reason: str = ""
    agency: str = ""
    document: str = ""
    on: date | None = None
    mode: str | None = None


def closing_words(opened: Opened) -> tuple[str, str]:
    """Return reason code and text of a case that can end so; "" of any other."""
    situation = _situation(opened)
    if situation.kind is not BacklogKind.B3:
        return _NOTHING
    flagged = situation.mark(BacklogMark.NO_LONGER_RELEVANT) is not None
    reason = OutcomeReason.NO_LONGER_RELEVANT if flagged else OutcomeReason.LONG_AGO
    text = closing.likely_reason(situation)
    return reason.value, f"{text[:1].upper()}{text[1:]}"


def transfer(opened: Opened) -> LikelyTransfer:
    """Return what is known of a case that is not ours."""
    situation = _situation(opened)
    letter = situation.issued
    passed_on = letter if letter and letter.paper == closing.TRANSFER else None
    mark = situation.mark(BacklogMark.OUT_OF_COMPETENCE)
    if mark is None and passed_on is None:
        return LikelyTransfer()
    return LikelyTransfer(
        reason=mark.reason if mark else "",
        agency=passed_on.content["addressees"][0] if passed_on else "",
        document=passed_on.printed_number if passed_on else "",
        on=passed_on.issued_on if passed_on else None,
        mode=TransferMode.FORWARD.value,
    )


def past_reply(opened: Opened) -> PastReply | None:
    """Return what a file told of the reply of a case that is open still."""
    return _situation(opened).past


def _situation(opened: Opened) -> Situation:
    as_of = backlog.as_of(wiring.current().calendar, opened.today)
    return backlog.situation(opened.session, opened.case, as_of)
