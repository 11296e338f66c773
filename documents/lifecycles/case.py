"""The life of a case: who may do what, when, under which guard.

Pure data, after domain.md §5.2 (X01–X22). A row that is not `wired` is the
department's rule too, but no verb carries it out yet, so the machine offers it to
nobody.
"""

from typing import Final

from documents import guards
from documents.guards import CaseFacts
from documents.vocabulary import CaseAction as A
from documents.vocabulary import CaseState as S
from documents.vocabulary import Role
from documents.workflow import Guard, Lifecycle, Transition

OPEN: Final = frozenset(
    {
        S.SUBMITTED,
        S.AWAITING_INFO,
        S.RECEIVED,
        S.IN_PROGRESS,
        S.PENDING_APPROVAL,
        S.APPROVED,
    }
)
TERMINAL: Final = frozenset(
    {S.RESOLVED, S.TRANSFERRED, S.CLOSED_UNRESOLVED, S.DECLINED, S.WITHDRAWN}
)


def _case(
    code: str,
    action: A,
    sources: set[S | None],
    target: S | None,
    *roles: Role,
    guards: tuple[Guard[CaseFacts], ...] = (),
    needs: tuple[str, ...] = (),
    brought: tuple[Guard[CaseFacts], ...] = (),
    wired: bool = False,
) -> Transition[S, A, CaseFacts]:
    return Transition(
        code,
        action,
        frozenset(sources),
        target,
        frozenset(roles),
        guards=guards,
        needs=needs,
        brought=brought,
        wired=wired,
    )


_CLERK, _FOCAL, _HEAD = Role.CLERK, Role.FOCAL, Role.HEAD
_CVP, _DIRECTOR = Role.CVP, Role.DIRECTOR
_WORKED: Final[set[S | None]] = {S.RECEIVED, S.IN_PROGRESS}

CASE: Final = Lifecycle(
    (
        # X01 is the visitor's own move, X05, X06 and X16 are recorded for him.
        _case("X01", A.SUBMIT, {None}, S.SUBMITTED, needs=("content", "field")),
        _case(
            "X02",
            A.RECORD,
            {None},
            S.RECEIVED,
            _CLERK,
            _FOCAL,
            needs=("channel", "received_at", "external_ref"),
            wired=True,
        ),
        _case("X03", A.ACCEPT, {S.SUBMITTED}, S.RECEIVED, _CLERK, _FOCAL),
        _case(
            "X04a",
            A.ASK_INFO,
            {S.SUBMITTED},
            S.AWAITING_INFO,
            _CLERK,
            _FOCAL,
            needs=("question",),
        ),
        _case(
            "X04b", A.ASK_INFO, _WORKED, S.AWAITING_INFO, _FOCAL, needs=("question",)
        ),
        _case(
            "X05",
            A.SUPPLEMENT,
            {S.AWAITING_INFO},
            None,
            _CLERK,
            _FOCAL,
            needs=("content",),
        ),
        _case("X06", A.EXPIRE, {S.AWAITING_INFO}, None, _FOCAL, needs=("reason",)),
        _case(
            "X07",
            A.DECLINE,
            {S.SUBMITTED},
            S.DECLINED,
            _FOCAL,
            needs=("reason", "guidance"),
        ),
        _case(
            "X08",
            A.ASSIGN,
            {S.RECEIVED},
            S.IN_PROGRESS,
            _FOCAL,
            _CVP,
            _DIRECTOR,
            needs=("kind", "field", "urgency", "lead_unit"),
            wired=True,
        ),
        _case(
            "X09a",
            A.SUBMIT_RESULT,
            {S.IN_PROGRESS},
            S.PENDING_APPROVAL,
            _HEAD,
            guards=(guards.in_lead_unit, guards.result_and_draft),
            wired=True,
        ),
        _case(
            "X09b",
            A.SUBMIT_RESULT,
            _WORKED,
            S.PENDING_APPROVAL,
            _FOCAL,
            _CVP,
            guards=(guards.in_lead_unit, guards.result_and_draft),
            wired=True,
        ),
        _case(
            "X10",
            A.RETURN,
            {S.PENDING_APPROVAL},
            S.IN_PROGRESS,
            _CVP,
            _DIRECTOR,
            needs=("comment",),
            wired=True,
        ),
        _case(
            "X11a",
            A.APPROVE,
            {S.PENDING_APPROVAL},
            S.APPROVED,
            _DIRECTOR,
            guards=(guards.not_the_drafter, guards.the_signer),
            wired=True,
        ),
        _case(
            "X11b",
            A.APPROVE,
            {S.PENDING_APPROVAL},
            S.APPROVED,
            _CVP,
            guards=(guards.not_the_drafter, guards.the_signer, guards.delegated),
        ),
        _case(
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
        _case(
            "X13",
            A.CLOSE,
            {S.REPLIED},
            S.RESOLVED,
            _FOCAL,
            _CVP,
            needs=("send_channel", "sent_on", "province_report"),
            brought=(guards.province_told, guards.sent),
            wired=True,
        ),
        _case(
            "X14",
            A.TRANSFER,
            _WORKED,
            S.TRANSFERRED,
            _CVP,
            needs=("agency", "mode", "reason", "document"),
        ),
        _case(
            "X15",
            A.CLOSE_UNRESOLVED,
            {S.RECEIVED, S.IN_PROGRESS, S.AWAITING_INFO},
            S.CLOSED_UNRESOLVED,
            _CVP,
            _DIRECTOR,
            needs=("reason", "reason_text"),
        ),
        _case(
            "X16",
            A.WITHDRAW,
            {
                S.SUBMITTED,
                S.AWAITING_INFO,
                S.RECEIVED,
                S.IN_PROGRESS,
                S.PENDING_APPROVAL,
            },
            S.WITHDRAWN,
            _CLERK,
            _FOCAL,
            needs=("request",),
        ),
        _case(
            "X17",
            A.REOPEN,
            {S.REPLIED, S.RESOLVED, S.TRANSFERRED, S.CLOSED_UNRESOLVED},
            S.IN_PROGRESS,
            _FOCAL,
            _CVP,
            needs=("reason",),
        ),
        _case(
            "X18", A.EXTEND, {*OPEN}, None, _CVP, _DIRECTOR, needs=("reason", "due_on")
        ),
        _case(
            "X19",
            A.REASSIGN,
            {S.IN_PROGRESS},
            None,
            _FOCAL,
            _HEAD,
            needs=("reason", "lead_unit"),
        ),
        _case(
            "X20",
            A.RECLASSIFY,
            _WORKED,
            S.DECLINED,
            _FOCAL,
            _CVP,
            needs=("reason", "guidance"),
        ),
        _case("X21", A.CORRECT, {*TERMINAL}, None, _FOCAL, _CVP, needs=("reason",)),
        _case(
            "X22",
            A.RECALL,
            {S.APPROVED},
            S.IN_PROGRESS,
            _DIRECTOR,
            guards=(guards.letter_not_issued,),
            needs=("reason",),
        ),
    )
)
"""The life of a case, whole (domain.md §5.2)."""
