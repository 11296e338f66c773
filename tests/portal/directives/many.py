"""A register of as many directives as wanted, with relations and distributions."""

import itertools
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any, Final

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from documents.models import Directive, DirectiveRelation, Distribution, Unit
from documents.text import same_number
from documents.viewer import Viewer
from documents.vocabulary import (
    ContentState,
    DirectiveRelationKind,
    IssuerLevel,
    Purpose,
)
from tests.conftest import NOW

_BATCH: Final = 2_000
_KINDS: Final = ("Công văn", "Quyết định", "Kế hoạch", "Thông báo", "Chỉ thị")
_ISSUERS: Final = (
    "UBND tỉnh",
    "Bộ Giao thông vận tải",
    "Sở Giao thông vận tải",
    "Văn phòng UBND tỉnh",
    "HĐND tỉnh",
)
_BODY: Final = (
    "Các đơn vị tiếp tục duy trì Đường dây nóng, tiếp nhận và trả lời phản ánh của"
    " người dân đúng hạn, báo cáo kết quả trước ngày 20 hằng tháng.\n"
) * 12
DRAFT, INTERNAL = 50, 10
"""One of so many is a draft, is internal."""

_NEW, _UNREAD, _UNDONE = 60, 3, 4
"""Of so many of the newest, one of so many is unread, is read but not done."""


def stock(session: Session, count: int, by: Viewer) -> None:
    """Fill an empty register: documents 1 to `count`, the newest last.

    Each goes back to the one before it, each of five cites another, each of forty
    replaces one, and all reply to the first. Only of the newest does anything wait.
    Nothing is announced: search knows none of them.
    """
    units = list(session.scalars(select(Unit.id).order_by(Unit.place)))
    numbers = iter(range(1, count + 1))
    while batch := list(itertools.islice(numbers, _BATCH)):
        session.execute(insert(Directive), [_directive(n, count, by) for n in batch])
        session.execute(
            insert(DirectiveRelation), [it for n in batch for it in _relations(n)]
        )
        passed = [it for n in batch for it in _passed(n, count, units, by)]
        session.execute(insert(Distribution), passed)


def number_of(n: int) -> str:
    return f"{n}/UBND-VP"


def slug_of(n: int) -> str:
    return f"{n}-ubnd-vp"


def _directive(n: int, count: int, by: Viewer) -> dict[str, Any]:
    issued_on = date(2019, 12, 10) - timedelta(days=(count - n) % 3600)
    return {
        "id": n,
        "slug": slug_of(n),
        "kind": _KINDS[n % len(_KINDS)],
        "number": number_of(n),
        "number_key": same_number(number_of(n)),
        "issuer": _ISSUERS[n % len(_ISSUERS)],
        "issuer_level": IssuerLevel.PROVINCE,
        "issued_on": issued_on,
        "abstract": f"tăng cường quản lý việc thứ {n}",
        "body": _BODY,
        "is_public": n % INTERNAL != 0,
        "state": ContentState.PUBLISHED if n % DRAFT else ContentState.DRAFT,
        "published_at": NOW - timedelta(minutes=count - n),
        "edited_at": NOW - timedelta(minutes=count - n),
        "edited_by_id": by.officer_id,
        "version": 1,
    }


def _relations(n: int) -> Iterator[dict[str, Any]]:
    kinds = DirectiveRelationKind
    for kind, to in (
        (kinds.IMPLEMENTS, n - 1),
        (kinds.CITES, n - 7 if n % 5 == 0 else 0),
        (kinds.REPLACES, n - 11 if n % 40 == 0 else 0),
        (kinds.REPLIES_TO, 1 if n > 2 else 0),
    ):
        if to > 0:
            yield {"from_id": n, "to_id": to, "kind": kind}


def _passed(
    n: int, count: int, units: Sequence[int], by: Viewer
) -> Iterator[dict[str, Any]]:
    if n % DRAFT == 0:
        return
    for place, unit_id in enumerate(units):
        purpose = list(Purpose)[(n + place) % len(Purpose)]
        is_old = n <= count - _NEW
        is_read = is_old or (n + place) % _UNREAD > 0
        is_done = purpose is not Purpose.INFORM and is_read
        is_done = is_done and (is_old or (n + place) % _UNDONE > 0)
        yield {
            "directive_id": n,
            "unit_id": unit_id,
            "purpose": purpose,
            "sent_at": NOW - timedelta(hours=n % 900),
            "sent_by_id": by.officer_id,
            "read_at": NOW if is_read else None,
            "read_by_id": by.officer_id if is_read else None,
            "done_at": NOW if is_done else None,
            "done_by_id": by.officer_id if is_done else None,
            "result": "Đã quán triệt." if is_done else "",
        }
