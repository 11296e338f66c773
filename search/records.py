"""An entry as an engine keeps it, and back: the only maker of streams."""

import json
import zlib
from collections.abc import Iterable
from typing import Final

from search import analysis, numbers
from search.analysis import BREAK
from search.engines.protocol import Record
from search.entry import Entry

AUDIENCE: Final = "a:"
KIND: Final = "k:"
FACET: Final = "f:"

_LOW: Final = 32


def record_of(entry: Entry) -> Record:
    """Return what an engine stores of an entry."""
    title, body = analysis.normal(entry.title), analysis.normal(entry.body)
    numbered = [analysis.normal(number) for number in entry.numbers]
    exact = _stream(
        analysis.exact(title),
        [token for number in numbered for token in analysis.exact(number)],
        analysis.exact(body),
    )
    folded = tuple(map(analysis.fold, exact))
    day = entry.on.toordinal() if entry.on else 0
    return Record(
        key=entry.key,
        revision=entry.revision,
        exact=exact,
        folded=folded,
        exact_signs=analysis.signs(exact),
        folded_signs=analysis.signs(folded),
        lead=_distinct(folded[: folded.index(BREAK)]),
        number=_distinct(key for one in numbered for key in numbers.own_keys(one)),
        mention=_mentions(entry, title, body),
        tags=tags_of(entry),
        day=day,
        newness=day << _LOW | zlib.crc32(entry.key.encode()),
        payload=_payload(entry.key, entry.kind, title, body),
    )


def _mentions(entry: Entry, *texts: str) -> tuple[str, ...]:
    """Return the keys of the numbers in the texts, and of the entry's own day."""
    keys = [
        key for text in texts for found in numbers.mentions(text) for key in found.keys
    ]
    if entry.on:
        keys.append(numbers.date_key(entry.on.year, entry.on.month, entry.on.day))
    return _distinct(keys)


def tags_of(entry: Entry) -> tuple[str, ...]:
    """Return what an entry is filtered by."""
    return (
        *(tag(AUDIENCE, name) for name in sorted(entry.audience)),
        tag(KIND, entry.kind),
        *(tag(FACET, f"{name}={value}") for name, value in entry.facets.items()),
    )


def tag(prefix: str, value: str) -> str:
    """Return a tag; values that differ in form only are one value."""
    return prefix + analysis.normal(value)


def _stream(*parts: list[str]) -> tuple[str, ...]:
    """Return title, numbers and body as one stream."""
    joined: list[str] = []
    for part in parts:
        joined += [*part, BREAK]
    return tuple(joined[:-1])


def _payload(key: str, kind: str, title: str, body: str) -> bytes:
    return zlib.compress(json.dumps([key, kind, title, body]).encode(), 1)


def shown(payload: bytes) -> tuple[str, str, str, str]:
    """Return key, kind, title and body as they were stored."""
    key, kind, title, body = json.loads(zlib.decompress(payload))
    return key, kind, title, body


def _distinct(keys: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(keys))
