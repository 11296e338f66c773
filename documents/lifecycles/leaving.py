"""How a case leaves its straight path: away, ended, again, later (X14–X22)."""

from typing import Final

from documents import guards, guards_of_corrections
from documents.lifecycles.rows import (
    ASSIGNERS,
    OPEN,
    REOPENED,
    TAKERS,
    TERMINAL,
    WORKED,
    case_row,
)
from documents.vocabulary import CaseAction as A
from documents.vocabulary import CaseState as S
from documents.vocabulary import Role

_FOCAL, _HEAD = Role.FOCAL, Role.HEAD
_CVP, _DIRECTOR = Role.CVP, Role.DIRECTOR

LEAVING: Final = (
    case_row(
        "X14",
        A.TRANSFER,
        WORKED,
        S.TRANSFERRED,
        _CVP,
        _DIRECTOR,
        guards=(guards.asked_for(A.TRANSFER),),
        wired=True,
    ),
    case_row(
        "X15a",
        A.CLOSE_UNRESOLVED,
        {*WORKED, S.AWAITING_INFO},
        S.CLOSED_UNRESOLVED,
        _CVP,
        guards=(
            guards.asked_for(A.CLOSE_UNRESOLVED),
            guards.asked_after_receipt,
            guards.not_of_province,
        ),
        wired=True,
    ),
    case_row(
        "X15b",
        A.CLOSE_UNRESOLVED,
        {*WORKED, S.AWAITING_INFO},
        S.CLOSED_UNRESOLVED,
        _DIRECTOR,
        guards=(guards.asked_for(A.CLOSE_UNRESOLVED), guards.asked_after_receipt),
        wired=True,
    ),
    case_row(
        "X16",
        A.WITHDRAW,
        {*(OPEN - {S.APPROVED})},
        S.WITHDRAWN,
        *TAKERS,
        needs=("request",),
        wired=True,
    ),
    case_row(
        "X17a",
        A.REOPEN,
        REOPENED,
        S.IN_PROGRESS,
        _FOCAL,
        guards=(guards.closed_lately, guards.first_reopening),
        needs=("reason",),
        wired=True,
    ),
    case_row(
        "X17b",
        A.REOPEN,
        REOPENED,
        S.IN_PROGRESS,
        _CVP,
        guards=(guards.closed_lately, guards.reopening_agreed),
        needs=("reason",),
        wired=True,
    ),
    case_row(
        "X18a",
        A.EXTEND,
        {*OPEN},
        None,
        _CVP,
        guards=(guards.asked_for(A.EXTEND), guards.first_extension),
        wired=True,
    ),
    case_row(
        "X18b",
        A.EXTEND,
        {*OPEN},
        None,
        _DIRECTOR,
        guards=(guards.asked_for(A.EXTEND), guards.may_be_extended),
        wired=True,
    ),
    case_row(
        "X19a",
        A.REASSIGN,
        {S.IN_PROGRESS},
        None,
        *ASSIGNERS,
        needs=("reason", "lead_unit"),
        wired=True,
    ),
    case_row(
        "X19b",
        A.REASSIGN,
        {S.IN_PROGRESS},
        None,
        _HEAD,
        guards=(guards.in_lead_unit,),
        needs=("reason", "handler"),
        wired=True,
    ),
    case_row(
        "X20",
        A.RECLASSIFY,
        WORKED,
        S.DECLINED,
        _CVP,
        guards=(guards.asked_for(A.RECLASSIFY),),
        wired=True,
    ),
    case_row(
        "X21a",
        A.CORRECT,
        {*TERMINAL},
        None,
        _FOCAL,
        guards=(guards.not_sealed, guards_of_corrections.corrected_alone),
        needs=("field", "value", "reason"),
        wired=True,
    ),
    case_row(
        "X21b",
        A.CORRECT,
        {*TERMINAL},
        None,
        _CVP,
        guards=(guards.not_sealed, guards_of_corrections.correction_agreed),
        needs=("field", "value", "reason"),
        wired=True,
    ),
    case_row(
        "X22",
        A.RECALL,
        {S.APPROVED},
        S.IN_PROGRESS,
        _DIRECTOR,
        guards=(guards.letter_not_issued,),
        needs=("reason",),
        wired=True,
    ),
)
"""Proposed by one officer and decided by another, or told by the complainant."""
