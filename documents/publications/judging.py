"""Whether a text may be published: what the lifecycle knows, what was looked at."""

from collections.abc import Collection
from typing import Any, Final

from sqlalchemy.orm import Session

from documents import queries
from documents.errors import Invalid
from documents.lifecycles import PublicationFacts
from documents.models import Case
from documents.publications.words import Comparison, Words, of, original
from documents.viewer import Viewer
from documents.vocabulary import CaseKind

SHORTEST: Final = 10
"""Characters of a reason."""

_COMPLAINTS: Final = frozenset({CaseKind.COMPLAINT, CaseKind.DENUNCIATION})
_OF_SENDER: Final = "Còn {kind} của người gửi: “{text}”. Hãy che đi."
_UNSEEN: Final = (
    "Còn {count} chỗ giống thông tin cá nhân. Hãy che đi, hoặc đánh dấu “đã xem, giữ"
    " lại” ở từng chỗ."
)


def facts_of(
    session: Session,
    case: Case,
    viewer: Viewer,
    *,
    comparison: Comparison | None = None,
) -> PublicationFacts:
    """Return what the lifecycle may know; of the text only once it is compared."""
    row = queries.publication(session, case)
    found = comparison.findings(of(row)) if comparison and row else []
    return PublicationFacts(
        is_answered=original(session, case) is not None,
        is_sealed=case.sealed,
        is_hotlines=case.kind not in _COMPLAINTS,
        opted_out=case.opted_out,
        is_preparer=row is not None and row.prepared_by_id == viewer.officer_id,
        tells_sender=any(one.is_senders for one in found),
        unseen=sum(row is not None and one.key not in row.kept for one in found),
    )


def judged(
    comparison: Comparison, words: Words, kept: Collection[str], kept_why: str
) -> dict[str, Any]:
    """Return what stays in the text, finding → kind, or refuse the words."""
    wrong = {
        place: "Mục này cần được điền."
        for place, text in words.named()
        if not text.strip()
    }
    found = comparison.findings(words)
    for one in found:
        if one.is_senders:
            told = _OF_SENDER.format(kind=one.kind.label.lower(), text=one.text)
            wrong.setdefault(one.place, told)
    unseen = [one for one in found if not one.is_senders and one.key not in kept]
    stays = {one.key: one.kind.value for one in found if one.key in kept}
    if unseen:
        wrong["kept"] = _UNSEEN.format(count=len(unseen))
    elif stays and len(kept_why.strip()) < SHORTEST:
        wrong["kept_why"] = f"Cần nêu lý do giữ lại, ít nhất {SHORTEST} ký tự."
    if wrong:
        raise Invalid(wrong)
    return stays


def reason(why: str, *, field: str = "why") -> str:
    """Return a reason as it is kept; Invalid, under the field, for one that is none."""
    if len(why.strip()) < SHORTEST:
        raise Invalid({field: f"Cần nêu lý do, ít nhất {SHORTEST} ký tự."})
    return why.strip()
