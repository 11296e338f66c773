"""A past case as rows of the database: what intake and every later move would leave.

Moments are not told by files: a case counts as received at the opening of its day,
and as ended at the close of that one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any, Final

from documents.cases import NOT_FOR_THE_HOTLINE
from documents.deadlines import HANOI, Calendar, DueDate, due_of_case, local_day
from documents.importing.past import PastCase
from documents.vault import Vault
from documents.vocabulary import (
    CaseKind,
    CaseState,
    ComplainantKind,
    Outcome,
    OutcomeReason,
    PastOutcome,
    Source,
    TransferMode,
    Urgency,
)

Values = dict[str, Any]
"""A row: what stands in each column."""

OPENING: Final = 8
CLOSING: Final = 17
"""Hours of the office's day."""

_DAYS_KEPT: Final = 4_096
_VERSION: Final = 2
"""Of a case with one line in its history, as intake leaves it."""

_ENDS: Final[Mapping[PastOutcome, tuple[CaseState, Outcome]]] = {
    PastOutcome.RESOLVED: (CaseState.RESOLVED, Outcome.RESOLVED),
    PastOutcome.TRANSFERRED: (CaseState.TRANSFERRED, Outcome.TRANSFERRED),
    PastOutcome.CLOSED_UNRESOLVED: (CaseState.CLOSED_UNRESOLVED, Outcome.NO_RESOLUTION),
    PastOutcome.DECLINED: (CaseState.DECLINED, Outcome.DECLINED),
}
_WHY: Final[Mapping[CaseKind, OutcomeReason]] = {
    CaseKind.COMPLAINT: OutcomeReason.COMPLAINT,
    CaseKind.DENUNCIATION: OutcomeReason.DENUNCIATION,
    CaseKind.QUESTION: OutcomeReason.QUESTION,
}
_NOT_TOLD: Final = "Theo dữ liệu cũ; tệp nhập không ghi lý do."
_NO_AGENCY: Final = "Không ghi trong dữ liệu cũ"


@dataclass(frozen=True)
class Made:
    """The rows of one case, still without its number in the database."""

    case: Values
    round: Values
    complainant: Values
    reply: Values | None

    @property
    def state(self) -> CaseState:
        """Return where the case stands from its first moment here."""
        state: CaseState = self.case["state"]
        return state


class Maker:
    """Makes the cases of one file, under one calendar, at one moment."""

    def __init__(
        self, vault: Vault, calendar: Calendar, *, by_id: int | None, now: datetime
    ) -> None:
        self._vault = vault
        self._calendar, self._version = calendar, calendar.version
        self._by_id = by_id
        self._now = now
        self._due = lru_cache(_DAYS_KEPT)(self._counted)

    def make(self, past: PastCase, *, code: str, key: str) -> Made:
        """Return a past case under its code; `key` is what it is taken once by."""
        due_on = self._due(past.received_on, past.source, past.kind).due_on
        received_at = self._at(past.received_on, OPENING)
        ended = self._ended(past)
        case = (
            _told(past)
            | ended
            | {
                "code": code,
                "intake_key": key,
                "received_at": received_at,
                "recorded_at": self._now,
                "recorded_by_id": self._by_id,
                "due_on": due_on,
                "calendar_version": self._version,
                "version": _VERSION,
            }
        )
        done_at, outcome = ended["done_at"], ended["outcome"]
        rounds: Values = {
            "n": 1,
            "received_at": received_at,
            "accepted": outcome is not Outcome.DECLINED,
            "due_on": due_on,
            "done_at": done_at,
            "closed_at": ended["closed_at"],
            "outcome": outcome,
            "on_time": local_day(done_at) <= due_on if done_at else None,
        }
        return Made(
            case, rounds | _why(past), self._complainant(past, code), _reply(past)
        )

    def _counted(self, on: date, source: Source, kind: CaseKind | None) -> DueDate:
        return due_of_case(
            self._calendar,
            datetime(on.year, on.month, on.day, OPENING, tzinfo=HANOI),
            Urgency.NORMAL,
            source=source,
            kind=kind,
        )

    def _at(self, on: date, hour: int) -> datetime:
        return min(datetime(on.year, on.month, on.day, hour, tzinfo=HANOI), self._now)

    def _ended(self, past: PastCase) -> Values:
        """Return where it stands, and since when it is done; the reply ends it (§9)."""
        if past.outcome is PastOutcome.OPEN:
            nothing = dict.fromkeys(("outcome", "answered_at", "done_at", "closed_at"))
            return nothing | {"state": _open_state(past)}
        state, outcome = _ENDS[past.outcome]
        days = [on for on in (past.reply_date, past.closed_on) if on is not None]
        is_answered = past.outcome is PastOutcome.RESOLVED
        first = past.reply_date if is_answered and past.reply_date else past.ended_on
        done_at = self._at(first or max(days), CLOSING)
        return {
            "state": state,
            "outcome": outcome,
            "answered_at": done_at if is_answered else None,
            "done_at": done_at,
            "closed_at": self._at(max(days), CLOSING),
        }

    def _complainant(self, past: PastCase, code: str) -> Values:
        is_body = bool(past.identity.organisation)
        return {
            "kind": ComplainantKind.ORGANISATION
            if is_body
            else ComplainantKind.CITIZEN,
            "sealed": self._vault.seal(past.identity, code=code),
            "has_address": past.identity.can_be_reached,
            "phone_key": self._vault.phone_key(past.identity.phone),
        }


def _told(past: PastCase) -> Values:
    """Return what the row says of the case itself."""
    is_waiting = past.outcome is PastOutcome.OPEN and not is_at_work(past)
    return {
        "source": past.source,
        "external_ref": past.external_ref,
        "channel": past.channel,
        "title": past.title,
        "content": past.content,
        "location": past.place,
        "kind": past.kind,
        "field": past.field,
        "urgency": Urgency.NORMAL,
        "lead_unit_id": None if is_waiting else past.unit_id,
        "sealed": past.kind is CaseKind.DENUNCIATION,
        "opted_out": past.opted_out,
        "anonymous": not (past.identity.full_name or past.identity.organisation),
    }


def is_at_work(past: PastCase) -> bool:
    """Say whether an open case can lie with a unit: classified, led, ours (X08)."""
    is_classified = past.unit_id is not None and past.kind and past.field
    return bool(is_classified) and past.kind not in NOT_FOR_THE_HOTLINE


def _open_state(past: PastCase) -> CaseState:
    return CaseState.IN_PROGRESS if is_at_work(past) else CaseState.RECEIVED


def _why(past: PastCase) -> Values:
    """Return what a round that ended otherwise than by a reply must tell."""
    why: Values = dict.fromkeys(("reason", "mode", "document_on"))
    why |= dict.fromkeys(("reason_text", "agency", "document"), "")
    match past.outcome:
        case PastOutcome.TRANSFERRED:
            why |= {
                "agency": _NO_AGENCY,
                "mode": TransferMode.FORWARD,
                "reason_text": past.reply_text or _NOT_TOLD,
                "document": past.reply_number,
                "document_on": past.reply_date,
            }
        case PastOutcome.CLOSED_UNRESOLVED | PastOutcome.DECLINED:
            why |= {
                "reason": _reason(past),
                "reason_text": past.reply_text or _NOT_TOLD,
            }
    return why


def _reason(past: PastCase) -> OutcomeReason:
    if past.kind is not None and past.kind in _WHY:
        return _WHY[past.kind]
    if past.outcome is PastOutcome.DECLINED:
        return OutcomeReason.OUT_OF_SCOPE
    if past.has_reply:
        return OutcomeReason.CONCLUDED
    return OutcomeReason.NO_LONGER_RELEVANT


def _reply(past: PastCase) -> Values | None:
    if not past.has_reply:
        return None
    return {
        "number": past.reply_number,
        "issued_on": past.reply_date,
        "text": past.reply_text,
    }
