"""Tying a case to another: told again, the same, of the same matter, or not.

A second submission has its first one as parent, never another second one: whoever
counts them asks once. What is tied and what is loosened stands in both histories.
"""

from datetime import datetime
from typing import Final

from sqlalchemy import and_, delete, or_, select
from sqlalchemy.orm import Session

from documents import history, outbox, queries, seeing
from documents.errors import Invalid, NotAllowed, TransitionRefused
from documents.lifecycles import OPEN
from documents.models import Case, CaseLink
from documents.viewer import Viewer
from documents.vocabulary import EventKind, LinkKind, Role

LINKERS: Final = frozenset({Role.CLERK, Role.FOCAL, Role.CVP})
"""Who takes cases in, or has them ended (domain.md §6)."""

SHORTEST_REASON: Final = 10
"""Characters that say why a tie is loosened."""

_TIED: Final = {
    LinkKind.AGAIN: ("Là phản ánh lại của {}.", "Được phản ánh lại bằng {}."),
    LinkKind.DUPLICATE: ("Trùng với {}, chờ gộp.", "{} trùng với hồ sơ này, chờ gộp."),
    LinkKind.RELATED: ("Có liên quan đến {}.", "Có liên quan đến {}."),
    LinkKind.APART: ("Không phải cùng việc với {}.", "Không phải cùng việc với {}."),
}
"""What the history of the one says, and of the other."""


def may_link(case: Case, viewer: Viewer) -> bool:
    """Say whether a viewer ties this case to others; nobody ties a sealed one."""
    return viewer.role in LINKERS and not case.sealed


def other_case(
    session: Session, code: str, *, viewer: Viewer, but: Case | None = None
) -> Case:
    """Return the case of a code, as one that another case may be tied to.

    Raises:
        Invalid: no such case, or a sealed one, which is told apart for nobody.
    """
    asked = select(Case).where(
        Case.code == code.strip().upper(), queries.visible_cases(viewer)
    )
    found = session.scalar(asked)
    if found is None:
        raise Invalid({"code": "Không có hồ sơ mang mã này."})
    if found is but:
        raise Invalid({"code": "Cần mã của một hồ sơ khác hồ sơ này."})
    return found


def link(
    session: Session,
    case: Case,
    code: str,
    kind: LinkKind,
    *,
    expected_version: int,
    by: Viewer,
    now: datetime,
) -> None:
    """Say what a case is to another one; what was said of the two before is gone.

    Raises:
        Invalid: a code that is none, is this case's own, or would close a circle.
        NotAllowed, NotFound, OutOfDate. TransitionRefused: a sealed case.
    """
    must_be_linkable(session, case, expected_version=expected_version, by=by)
    other = other_case(session, code, viewer=by, but=case)
    tie(session, case, other, kind, by=by, now=now)


def must_be_linkable(
    session: Session, case: Case, *, expected_version: int, by: Viewer
) -> None:
    """Refuse who ties no cases, and a case that is sealed or changed meanwhile."""
    seeing.must_see(case, by)
    if by.role not in LINKERS:
        raise NotAllowed("Vai trò này không ghi hồ sơ liên quan.")
    if case.sealed:
        raise TransitionRefused("Hồ sơ đã niêm phong, không gắn với hồ sơ khác.")
    history.expect_version(session, case, expected_version)


def tie(
    session: Session,
    case: Case,
    other: Case,
    kind: LinkKind,
    *,
    by: Viewer,
    now: datetime,
    why: str = "",
) -> None:
    """Tie two cases that may be tied; both histories tell of it, and why.

    Raises:
        Invalid: the two cannot be so tied.
    """
    must_fit(session, case, other, kind, received_at=case.received_at)
    if kind is LinkKind.AGAIN:
        other = _first(session, other)
        _set_parent(session, case, other, by=by, now=now)
    else:
        forget(session, case, other)
        session.add(
            CaseLink(
                case_id=case.id,
                other_id=other.id,
                kind=kind,
                at=now,
                by_id=by.officer_id,
            )
        )
    here, there = (f"{words}{_because(why)}" for words in _TIED[kind])
    _tell(session, case, other, here, there, by=by, now=now)


def _because(why: str) -> str:
    """Return a reason as the end of what the history tells with another case's name."""
    return " Lý do: " + why.replace("{", "{{").replace("}", "}}") if why else ""


def must_fit(
    session: Session,
    case: Case,
    other: Case,
    kind: LinkKind,
    *,
    received_at: datetime,
) -> None:
    """Refuse what a case received then cannot be to another one.

    Raises:
        Invalid.
    """
    if kind is LinkKind.AGAIN:
        _check_first(case, _first(session, other), other, received_at)
    else:
        _check(case, other, kind)


def _check(case: Case, other: Case, kind: LinkKind) -> None:
    if kind is not LinkKind.RELATED and other.id == case.parent_id:
        message = f"Hồ sơ này đang là phản ánh lại của {other.code}; hãy bỏ gắn trước."
        raise Invalid({"code": message})
    if kind is not LinkKind.RELATED and case.id == other.parent_id:
        message = f"{other.code} đang là phản ánh lại của hồ sơ này; hãy bỏ gắn trước."
        raise Invalid({"code": message})
    if kind is LinkKind.DUPLICATE:
        if case.state not in OPEN:
            raise Invalid({"kind": "Hồ sơ này đã kết thúc, không gộp được nữa."})
        if other.duplicate_of_id is not None:
            message = f"{other.code} đã gộp vào hồ sơ khác; hãy ghi mã của hồ sơ đó."
            raise Invalid({"code": message})


def _check_first(case: Case, first: Case, other: Case, received_at: datetime) -> None:
    if first is case:
        message = f"{other.code} đã là phản ánh lại của chính hồ sơ này."
        raise Invalid({"code": message})
    if case.parent_id is not None:
        message = "Hồ sơ này đã là phản ánh lại của một hồ sơ; hãy bỏ gắn trước."
        raise Invalid({"code": message})
    if first.received_at > received_at:
        message = f"{first.code} tiếp nhận sau hồ sơ này, nên không phải lần đầu."
        raise Invalid({"code": message})


def _set_parent(
    session: Session, case: Case, first: Case, *, by: Viewer, now: datetime
) -> None:
    """Make a case, and what told it again, second submissions of the first one."""
    forget(session, case, first)
    case.parent_id = first.id
    for later in session.scalars(select(Case).where(Case.parent_id == case.id)):
        later.parent_id = first.id
        _tell(session, later, first, *_TIED[LinkKind.AGAIN], by=by, now=now)


def _first(session: Session, other: Case) -> Case:
    """Return the first submission; a sealed one is nobody's first."""
    if other.parent_id is None:
        return other
    first = session.get_one(Case, other.parent_id)
    return other if first.sealed else first


def unlink(
    session: Session,
    case: Case,
    code: str,
    reason: str,
    *,
    expected_version: int,
    by: Viewer,
    now: datetime,
) -> None:
    """Loosen what ties a case to another, for a reason.

    Raises:
        Invalid: no reason of ten characters, or nothing ties the two.
        NotAllowed, NotFound, OutOfDate. TransitionRefused: a sealed case.
    """
    must_be_linkable(session, case, expected_version=expected_version, by=by)
    other = other_case(session, code, viewer=by, but=case)
    said = reason.strip()
    if len(said) < SHORTEST_REASON:
        message = f"Cần nêu lý do bỏ gắn, ít nhất {SHORTEST_REASON} ký tự."
        raise Invalid({"reason": message})
    if case.parent_id == other.id:
        case.parent_id = None
    elif other.parent_id == case.id:
        other.parent_id = None
    elif not forget(session, case, other):
        raise Invalid({"code": "Hai hồ sơ này không còn gắn với nhau."})
    words = "Bỏ gắn với {}." + _because(said)
    _tell(session, case, other, words, words, by=by, now=now)


def forget(session: Session, case: Case, other: Case) -> bool:
    """Take back what was said of two cases; say whether there was anything."""
    there = and_(CaseLink.case_id == case.id, CaseLink.other_id == other.id)
    back = and_(CaseLink.case_id == other.id, CaseLink.other_id == case.id)
    gone = session.execute(
        delete(CaseLink).where(or_(there, back)).returning(CaseLink.case_id)
    )
    return bool(gone.all())


def _tell(
    session: Session,
    case: Case,
    other: Case,
    here: str,
    there: str,
    *,
    by: Viewer,
    now: datetime,
) -> None:
    for one, words, named in ((case, here, other), (other, there, case)):
        note = words.format(f"hồ sơ {named.code}")
        note = note[0].upper() + note[1:]
        history.record(session, one, EventKind.LINKED, by=by, now=now, note=note)
        outbox.announce(session, outbox.case_key(one))
