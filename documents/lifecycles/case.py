"""The life of a case: who may do what, when, under which guard.

Pure data, after domain.md §5.2 (X01–X22). A row that is not `wired` is the
department's rule too, but no verb carries it out yet, so the machine offers it to
nobody. What one officer proposes and another decides is in `asking`.
"""

from typing import Final

from documents import guards
from documents.lifecycles.leaving import LEAVING
from documents.lifecycles.rows import (
    ASSIGNERS,
    TAKERS,
    WORKED,
    case_row,
)
from documents.vocabulary import CaseAction as A
from documents.vocabulary import CaseState as S
from documents.vocabulary import Role
from documents.workflow import Lifecycle

_CLERK, _FOCAL, _HEAD = Role.CLERK, Role.FOCAL, Role.HEAD
_CVP, _DIRECTOR = Role.CVP, Role.DIRECTOR
_HANDED_IN: Final = (
    guards.in_lead_unit,
    guards.result_and_draft,
    guards.units_are_done,
)

CASE: Final = Lifecycle(
    (
        # X01 is the visitor's own move, X05 too; X16 and X17 are recorded for him.
        case_row(
            "X01",
            A.SUBMIT,
            {None},
            S.SUBMITTED,
            needs=("content", "field", "consent"),
            wired=True,
            by_sender=True,
        ),
        case_row(
            "X02",
            A.RECORD,
            {None},
            S.RECEIVED,
            *TAKERS,
            needs=("channel", "received_at", "external_ref"),
            wired=True,
        ),
        case_row(
            "X03",
            A.ACCEPT,
            {S.SUBMITTED},
            S.RECEIVED,
            *TAKERS,
            needs=("similar",),
            wired=True,
        ),
        case_row(
            "X04a",
            A.ASK_INFO,
            {S.SUBMITTED},
            S.AWAITING_INFO,
            *TAKERS,
            guards=(guards.can_be_asked, guards.not_asked_before),
            needs=("question",),
            wired=True,
        ),
        case_row(
            "X04b",
            A.ASK_INFO,
            WORKED,
            S.AWAITING_INFO,
            _FOCAL,
            guards=(guards.can_be_asked, guards.may_ask_again),
            needs=("question",),
            wired=True,
        ),
        *(
            case_row(
                code,
                A.SUPPLEMENT,
                {S.AWAITING_INFO},
                back,
                *TAKERS,
                guards=(came_from,),
                needs=("answer",),
                wired=True,
                by_sender=True,
            )
            for code, back, came_from in (
                ("X05a", S.SUBMITTED, guards.asked_from(S.SUBMITTED)),
                ("X05b", S.RECEIVED, guards.asked_from(S.RECEIVED)),
                ("X05c", S.IN_PROGRESS, guards.asked_from(S.IN_PROGRESS)),
            )
        ),
        *(
            case_row(
                code,
                A.EXPIRE,
                {S.AWAITING_INFO},
                end,
                _FOCAL,
                guards=(guards.wait_is_over, came_from),
                needs=("reason_text",),
                wired=True,
            )
            for code, end, came_from in (
                ("X06a", S.DECLINED, guards.asked_from(S.SUBMITTED)),
                ("X06b", S.CLOSED_UNRESOLVED, guards.asked_after_receipt),
            )
        ),
        case_row(
            "X07",
            A.DECLINE,
            {S.SUBMITTED},
            S.DECLINED,
            _FOCAL,
            needs=("reason", "guidance"),
            wired=True,
        ),
        case_row(
            "X08",
            A.ASSIGN,
            {S.RECEIVED},
            S.IN_PROGRESS,
            *ASSIGNERS,
            needs=("kind", "field", "urgency", "lead_unit"),
            wired=True,
        ),
        case_row(
            "X09a",
            A.SUBMIT_RESULT,
            {S.IN_PROGRESS},
            S.PENDING_APPROVAL,
            _HEAD,
            guards=_HANDED_IN,
            wired=True,
        ),
        case_row(
            "X09b",
            A.SUBMIT_RESULT,
            WORKED,
            S.PENDING_APPROVAL,
            _FOCAL,
            _CVP,
            guards=_HANDED_IN,
            wired=True,
        ),
        case_row(
            "X10",
            A.RETURN,
            {S.PENDING_APPROVAL},
            S.IN_PROGRESS,
            _CVP,
            _DIRECTOR,
            needs=("comment",),
            wired=True,
        ),
        case_row(
            "X11a",
            A.APPROVE,
            {S.PENDING_APPROVAL},
            S.APPROVED,
            _DIRECTOR,
            guards=(guards.not_the_drafter, guards.the_signer),
            wired=True,
        ),
        case_row(
            "X11b",
            A.APPROVE,
            {S.PENDING_APPROVAL},
            S.APPROVED,
            _CVP,
            guards=(guards.not_the_drafter, guards.the_signer, guards.delegated),
            wired=True,
        ),
        case_row(
            "X12",
            A.ENTER_REPLY,
            {S.APPROVED},
            S.REPLIED,
            _FOCAL,
            _CVP,
            guards=(guards.letter_issued,),
            needs=("signed_file",),
            wired=True,
        ),
        # What was signed before this system, or on paper, needs no approval anew (§8).
        case_row(
            "X12b",
            A.ENTER_OUTSIDE,
            {S.IN_PROGRESS},
            S.REPLIED,
            _CVP,
            _DIRECTOR,
            guards=(guards.asked_for(A.ENTER_OUTSIDE),),
            wired=True,
        ),
        case_row(
            "X13",
            A.CLOSE,
            {S.REPLIED},
            S.RESOLVED,
            _FOCAL,
            _CVP,
            guards=(guards.merged_senders_told,),
            needs=("send_channel", "sent_on", "province_report"),
            brought=(guards.province_told, guards.sent),
            wired=True,
        ),
        *LEAVING,
    )
)
"""The life of a case, whole (domain.md §5.2)."""
