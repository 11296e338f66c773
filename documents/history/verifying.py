"""Looking whether the history still is what was written (security.md T22).

An anchor is a line's number and hash, kept where the database's keeper cannot
reach: printed, mailed, on another disk. Without one, everything is found but a
tail that was cut off or written anew.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import RowMapping, text
from sqlalchemy.orm import Session

from documents.history import chain
from documents.history.lines import newest

_AT_ONCE: Final = 2_000
# Read as it is stored: a value that no longer fits its column's type is a finding.
_STORED: Final = text(
    "SELECT id, at, subject, subject_id, kind, action, actor_id, actor_name,"
    " from_state, to_state, note, data, salt, prev_hash, hash FROM event ORDER BY id"
)


@dataclass(frozen=True)
class Anchor:
    """Where the history stood at a moment: its newest line's number and hash."""

    line: int
    hash: str


@dataclass(frozen=True)
class Fault:
    """The first line that is not what was written, and what is wrong with it."""

    line: int
    message: str


def anchor(session: Session) -> Anchor:
    """Return where the history stands now."""
    return Anchor(*newest(session))


def verify(
    session: Session, *, anchors: Iterable[Anchor] = ()
) -> tuple[int, Fault | None]:
    """Return how many lines are whole from the start, and the first that is not."""
    expected = {one.line: one.hash for one in anchors if one.line}
    whole, last, prev_hash = 0, 0, chain.START
    with session.execute(_STORED, execution_options={"yield_per": _AT_ONCE}) as rows:
        for row in rows.mappings():
            fault = _fault(row, prev_hash, last) or _against(row, expected)
            if fault is not None:
                return whole, fault
            whole, last, prev_hash = whole + 1, row["id"], row["hash"]
    return whole, _missing(expected, last)


def _fault(row: RowMapping, prev_hash: str, last: int) -> Fault | None:
    number = row["id"]
    if row["prev_hash"] != prev_hash:
        before = f"dòng {last}" if last else "đầu lịch sử"
        return Fault(
            number,
            f"Dòng {number} không nối tiếp {before}: có dòng đã bị xóa, chèn,"
            " đổi chỗ hoặc viết lại ở chỗ này.",
        )
    if _digest(row) != row["hash"]:
        return Fault(number, f"Dòng {number} đã bị sửa sau khi ghi ({_about(row)}).")
    return None


def _digest(row: RowMapping) -> str | None:
    """Return the hash a stored line should have; None when it cannot be read."""
    try:
        content = chain.Content(
            **{name: row[name] for name in _PLAIN},
            at=_moment(row["at"]),
            data=_data(row["data"]),
        )
        return chain.digest(content, salt=row["salt"], prev_hash=row["prev_hash"])
    except (TypeError, ValueError, AttributeError):
        return None


_PLAIN: Final = tuple(
    name for name in chain.Content.__dataclass_fields__ if name not in {"at", "data"}
)


def _moment(value: Any) -> datetime:
    """Read a stored moment; SQLite keeps text in UTC without a zone."""
    if isinstance(value, datetime):
        return value
    read = datetime.fromisoformat(value)
    if read.tzinfo is not None:
        raise ValueError("SQLite keeps no zone")
    return read.replace(tzinfo=UTC)


def _data(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) else value


def _about(row: RowMapping) -> str:
    return f"{row['subject']} {row['subject_id']}, {row['actor_name']}, {row['at']}"


def _against(row: RowMapping, expected: dict[int, str]) -> Fault | None:
    number = row["id"]
    if expected.pop(number, row["hash"]) == row["hash"]:
        return None
    return Fault(
        number,
        f"Dòng {number} khác với mốc đã lưu: lịch sử từ một dòng nào đó đến đây đã"
        " bị viết lại.",
    )


def _missing(expected: Mapping[int, str], last: int) -> Fault | None:
    if not expected:
        return None
    number = min(expected)
    if number < last:
        return Fault(number, f"Dòng {number} của mốc đã lưu không còn: đã bị xóa.")
    return Fault(
        last + 1,
        f"Từ dòng {last + 1} lịch sử không còn, mà mốc đã lưu có đến dòng"
        f" {max(expected)}: phần cuối đã bị cắt.",
    )
