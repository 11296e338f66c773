"""The chain of the history: each line's hash covers the line before it.

Plain SHA-256 without a key, on purpose: whoever holds a copy of the database can
verify it years later, without the portal, its secret or this program's state, and
a changed secret leaves the history whole. Somebody who may write to the database
could therefore forge a whole tail; anchors kept elsewhere show that.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, Final

START: Final = "0" * 64
"""What stands before the first line."""

_SCHEME: Final = 1
_CANONICAL: Final = json.JSONEncoder(
    sort_keys=True, separators=(",", ":"), allow_nan=False
)


@dataclass(frozen=True)
class Content:
    """Everything a line tells, as the hash covers it: plain values, data `stored`."""

    id: int
    at: datetime
    subject: str
    subject_id: int
    kind: str
    action: str
    actor_id: int | None
    actor_name: str
    from_state: str | None
    to_state: str | None
    note: str
    data: Any


def digest(content: Content, *, salt: str, prev_hash: str) -> str:
    """Return the hash of a line that follows the line of `prev_hash`.

    What people wrote enters as a salted digest of its own, so that a text may be
    erased one day without breaking the chain (security.md T22).
    """
    told = canonical([salt, content.note, content.data])
    return sha256(
        canonical(
            [
                _SCHEME,
                prev_hash,
                content.id,
                content.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
                content.subject,
                content.subject_id,
                content.kind,
                content.action,
                content.actor_id,
                content.actor_name,
                content.from_state,
                content.to_state,
                sha256(told).hexdigest(),
            ]
        )
    ).hexdigest()


def canonical(value: Any) -> bytes:
    """Return the one spelling of a value: JSON in ASCII, keys in order, no spaces."""
    return _CANONICAL.encode(value).encode("ascii")


def stored(data: Mapping[str, Any]) -> Any:
    """Return data as the database gives it back: JSON knows text keys only."""
    return json.loads(json.dumps(data, allow_nan=False))
