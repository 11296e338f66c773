"""The notice of what becomes of a sender's data, in every version there was.

Who sends a request without an account agrees to one version, which is kept beside what
he sent (domain.md §3.4). A version is never changed: what changes is a new one.
"""

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

import yaml

from documents.errors import NotFound

_FILE: Final = Path(__file__).with_name("privacy.yaml")


@dataclass(frozen=True)
class Notice:
    """One version: since when it holds, on which law it rests, what it says."""

    version: str
    since: date
    basis: str
    parts: tuple[tuple[str, tuple[str, ...]], ...]


@cache
def notices() -> tuple[Notice, ...]:
    """Return every version, the oldest first."""
    told = yaml.safe_load(_FILE.read_text("utf-8"))
    return tuple(
        Notice(
            version=one["version"],
            since=one["since"],
            basis=one["basis"],
            parts=tuple((part["title"], tuple(part["text"])) for part in one["parts"]),
        )
        for one in told
    )


def in_force(on: date) -> Notice:
    """Return the version that holds on a day; before the first one, the first."""
    every = notices()
    return next((one for one in reversed(every) if one.since <= on), every[0])


def get(version: str) -> Notice:
    """Return a version by its name, or raise NotFound."""
    for one in notices():
        if one.version == version:
            return one
    raise NotFound("Không có phiên bản thông báo này.")
