"""Kept versions as pages list them: who kept which, and what each one changed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from flask import request

from documents.models import LetterVersion, Officer, PageVersion
from documents.studio.differing import Change, changes

Labels = Mapping[str, str]


@dataclass(frozen=True)
class Worded:
    """A version whose parts are words; `by` is None where a command kept it."""

    number: int
    content: Mapping[str, str]
    at: datetime
    by: Officer | None


Kept = Sequence[LetterVersion | PageVersion | Worded]


@dataclass(frozen=True)
class VersionRow:
    """One version in the list; `restore_url` is "" where there is none."""

    place: int
    at: datetime
    by: str
    changed: str
    diff_url: str
    restore_url: str
    is_shown: bool


@dataclass(frozen=True)
class Changed:
    """What became of one part between two versions."""

    label: str
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class Addresses:
    """Where a version is shown, by its place from 1, and restored, by its number."""

    of_place: Callable[[int], str]
    of_restoring: Callable[[int], str]


def chosen(kept: Kept) -> int:
    """Return the place of the version asked for, from 1; rubbish is the newest."""
    typed = request.args.get("ban", "")
    place = int(typed) if typed.isdecimal() and len(typed) < 7 else len(kept)
    return min(max(1, place), len(kept))


def rows_of(
    kept: Kept, labels: Labels, to: Addresses, *, shown: int, otherwise: str
) -> tuple[VersionRow, ...]:
    """Return the versions, newest first.

    `otherwise` names what none of the labels does.
    """
    contents: list[Mapping[str, Any]] = [{}, *(one.content for one in kept)]
    rows = [
        VersionRow(
            place=place,
            at=one.at,
            by=one.by.full_name if one.by else "",
            changed=_told(older, newer, labels, otherwise) if older else "bản đầu tiên",
            diff_url=to.of_place(place),
            restore_url=to.of_restoring(one.number) if place < len(kept) else "",
            is_shown=place == shown,
        )
        for place, (one, (older, newer)) in enumerate(
            zip(kept, pairwise(contents), strict=True), start=1
        )
    ]
    return tuple(reversed(rows))


def changed_in(kept: Kept, labels: Labels, *, shown: int) -> tuple[Changed, ...]:
    """Return what the version at a place changed of the one before."""
    older = kept[shown - 2].content if shown > 1 else {}
    return changed_between(older, kept[shown - 1].content, labels)


def changed_between(
    older: Mapping[str, Any], newer: Mapping[str, Any], labels: Labels
) -> tuple[Changed, ...]:
    """Return the parts that are not the same in two contents."""
    return tuple(
        Changed(label, tuple(changes(older.get(key), newer.get(key))))
        for key, label in labels.items()
        if (older.get(key) or "") != (newer.get(key) or "")
    )


def _told(
    older: Mapping[str, Any], newer: Mapping[str, Any], labels: Labels, otherwise: str
) -> str:
    found = (key for key in labels if older.get(key) != newer.get(key))
    return ", ".join(labels[key].lower() for key in found) or otherwise
