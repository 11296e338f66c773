"""What a letter starts as: the text of `skeletons.yaml`, filled with what is known.

A skeleton is text with named blanks, not a template language: it runs nothing, and
what is filled in is never looked at again.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final

from documents.letters.shipped import shipped
from documents.text import one_line

_FILE: Final = Path(__file__).with_name("skeletons.yaml")
_ZERO_UP_TO: Final = 2
"""January and February take a zero before them (Phụ lục I, Mục II.4)."""

_BLANK: Final = re.compile(r"\{([a-z_]+)\}")
_BRACKETS: Final = re.compile(r"\[[^\[\]\n]+\]")


@dataclass(frozen=True)
class Facts:
    """What is known of the matter; None is left for the officer to write."""

    agency: str | None = None
    superior: str | None = None
    code: str | None = None
    received_on: date | None = None
    about: str | None = None
    sender: str | None = None
    answer: str | None = None
    competent: str | None = None
    reason: str | None = None
    result: str | None = None
    due_on: date | None = None
    new_due_on: date | None = None
    lead_unit: str | None = None
    joint_units: str | None = None
    directive: str | None = None
    contacts: str | None = None
    place: str | None = None
    document: str | None = None
    instructions: str | None = None


@dataclass(frozen=True)
class Skeleton:
    """One text to start from: what it is for, and the keys of a letter file."""

    id: str
    title: str
    kind: str
    keys: Mapping[str, Any]

    def filled(self, facts: Facts) -> dict[str, Any]:
        """Return the letter file's keys; unit, signer and date are the caller's."""
        texts = said(facts)

        def fill(text: str) -> str:
            return _BLANK.sub(lambda blank: texts[blank[1]], text).strip()

        keys: dict[str, Any] = _each(fill, self.keys)
        return {"kind": self.kind} | keys


def said(facts: Facts) -> dict[str, str]:
    """Return every fact as letters say it; its blank where nothing is known."""
    known = {name: _said(name, value) for name, value in asdict(facts).items()}
    return {name: known[name] or blank for name, blank in _blanks().items()}


@cache
def skeletons() -> Mapping[str, Skeleton]:
    """Return every skeleton by its id; a kind's own has the kind's id."""
    return {
        id: Skeleton(id, row.pop("title"), row.pop("kind"), row)
        for id, row in _told()["skeletons"].items()
    }


def unfilled(text: str) -> tuple[str, ...]:
    """Return the places in a text that are still to be written."""
    return tuple(found for found in _BRACKETS.findall(text) if found in _labels())


def label(blank: str) -> str:
    """Return what stands where a blank is not filled."""
    return _blanks()[blank]


def as_phrase(title: str) -> str:
    """Return a title as it stands inside a sentence; abbreviations stay capital."""
    text = one_line(title).rstrip(" .;,")
    abbreviation = text[1:2].isupper() or text[1:2].isdigit()
    return text if abbreviation else text[:1].lower() + text[1:]


def _told() -> dict[str, Any]:
    found: dict[str, Any] = shipped(_FILE)
    return found


@cache
def _blanks() -> Mapping[str, str]:
    found: dict[str, str] = _told()["blanks"]
    return found


@cache
def _labels() -> frozenset[str]:
    return frozenset(_BRACKETS.findall(_FILE.read_text(encoding="utf-8")))


def _said(name: str, value: str | date | None) -> str:
    if isinstance(value, date):
        month = f"{value:%m}" if value.month <= _ZERO_UP_TO else str(value.month)
        return f"{value:%d}/{month}/{value.year}"
    text = value or ""
    return as_phrase(text) if name == "about" else text.strip()


def _each(fill: Callable[[str], str], told: Any) -> Any:
    """Fill every text of a value made of mappings, lists and texts."""
    if isinstance(told, str):
        return fill(told)
    if isinstance(told, Mapping):
        return {key: _each(fill, value) for key, value in told.items()}
    return [_each(fill, value) for value in told]
