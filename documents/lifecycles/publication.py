"""The life of what visitors read of a case: prepared, released, taken down (§6, §12).

Who prepares a text does not release it. What a case must be for its text to stand in
public is asked again whenever the case moves (`documents.publications.follow`).
"""

from dataclasses import dataclass
from typing import Final

from documents.vocabulary import PublicationAction, PublicationState, Role
from documents.workflow import Guard, Lifecycle, Transition

_P, _DO = PublicationState, PublicationAction

PREPARERS: Final = frozenset({Role.CLERK, Role.FOCAL})
RELEASERS: Final = frozenset({Role.CVP, Role.DIRECTOR})
PUBLICATION_STAFF: Final = PREPARERS | RELEASERS
"""Who sees what waits to be published; it is nobody's of a unit."""


@dataclass(frozen=True)
class PublicationFacts:
    """What the guards may know of a case, its text, and who acts."""

    is_answered: bool = False
    is_sealed: bool = False
    is_hotlines: bool = True
    opted_out: bool = False
    is_preparer: bool = False
    tells_sender: bool = False
    unseen: int = 0


def answered(facts: PublicationFacts) -> str | None:
    """P1, P2: after the close only, with the reply that was issued (domain.md §12)."""
    if facts.is_answered:
        return None
    return "Chỉ công khai hồ sơ đã trả lời bằng văn bản đã ban hành."


def not_sealed(facts: PublicationFacts) -> str | None:
    """P1, P2: nothing of a sealed case is told."""
    return "Hồ sơ đã niêm phong." if facts.is_sealed else None


def hotlines(facts: PublicationFacts) -> str | None:
    """P1, P2: a complaint or denunciation is nobody else's to read (§3.2)."""
    return None if facts.is_hotlines else "Không công khai khiếu nại, tố cáo."


def agreed(facts: PublicationFacts) -> str | None:
    """P1, P2: the sender has not said no."""
    return "Người gửi không đồng ý công khai." if facts.opted_out else None


def another_releases(facts: PublicationFacts) -> str | None:
    """P2: whoever prepared the text does not release it (§6)."""
    if facts.is_preparer:
        return "Người soạn bản công khai không được tự duyệt."
    return None


def sender_is_masked(facts: PublicationFacts) -> str | None:
    """P2: nothing in the text tells who sent the case (§12)."""
    if not facts.tells_sender:
        return None
    return (
        "Bản công khai còn họ tên, số điện thoại, thư điện tử hoặc địa chỉ của người"
        " gửi. Hãy trả lại để người soạn che đi."
    )


def findings_were_seen(facts: PublicationFacts) -> str | None:
    """P2: what looks like a person's was looked at, and left in for a reason."""
    if not facts.unseen:
        return None
    return (
        f"Còn {facts.unseen} chỗ giống thông tin cá nhân chưa được xem. Hãy trả lại để"
        " người soạn che đi, hoặc đánh dấu “đã xem, giữ lại”."
    )


_MAY_STAND: Final = (answered, not_sealed, hotlines, agreed)


def _row(
    code: str,
    action: PublicationAction,
    sources: set[PublicationState | None],
    target: PublicationState,
    roles: frozenset[Role],
    *guards: Guard[PublicationFacts],
    brought: tuple[Guard[PublicationFacts], ...] = (),
    needs: tuple[str, ...] = (),
) -> Transition[PublicationState, PublicationAction, PublicationFacts]:
    return Transition(
        code,
        action,
        frozenset(sources),
        target,
        roles,
        guards=guards,
        brought=brought,
        needs=needs,
        wired=True,
    )


_ANYBODY: Final = frozenset(role for role in Role if role is not Role.ADMIN)

PUBLICATION: Final = Lifecycle(
    (
        _row(
            "P1",
            _DO.PREPARE,
            {None, _P.PRIVATE, _P.PENDING, _P.WITHDRAWN},
            _P.PENDING,
            PREPARERS,
            *_MAY_STAND,
            needs=("title", "content", "answer"),
        ),
        _row(
            "P2",
            _DO.RELEASE,
            {_P.PENDING},
            _P.PUBLIC,
            RELEASERS,
            *_MAY_STAND,
            another_releases,
            brought=(sender_is_masked, findings_were_seen),
        ),
        _row(
            "P3",
            _DO.KEEP_PRIVATE,
            {_P.PENDING},
            _P.PRIVATE,
            RELEASERS,
            needs=("why",),
        ),
        _row(
            "P4",
            _DO.TAKE_DOWN,
            {_P.PUBLIC},
            _P.WITHDRAWN,
            RELEASERS | {Role.FOCAL},
            needs=("why",),
        ),
        _row("P5", _DO.LAPSE, {_P.PENDING}, _P.PRIVATE, _ANYBODY),
        _row("P6", _DO.LAPSE, {_P.PUBLIC}, _P.WITHDRAWN, _ANYBODY),
    )
)
"""P5 and P6 follow from another act: the case moved on, or its sender said no."""
