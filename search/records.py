"""An entry as an engine keeps it, and back: the only maker of streams."""

import json
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from search import analysis, numbers
from search.analysis import BREAK
from search.engines.protocol import Record
from search.entry import Entry, Part

AUDIENCE: Final = "a:"
KIND: Final = "k:"
FACET: Final = "f:"

_LOW: Final = 32


@dataclass(frozen=True)
class StoredPart:
    """A part as it was stored; its text is unpacked when it is to be shown."""

    key: str
    title: str
    mentions: frozenset[str]
    packed: bytes

    @property
    def text(self) -> str:
        """Return the text, as it was cut into words."""
        return zlib.decompress(self.packed).decode()


def record_of(entry: Entry) -> Record:
    """Return what an engine stores of an entry."""
    title, body = analysis.normal(entry.title), analysis.normal(entry.body)
    numbered = [analysis.normal(number) for number in entry.numbers]
    parts = [analysis.normal(part.text) for part in entry.parts]
    cited = [_mentioned(text) for text in parts]
    own = analysis.streams(_joined(title, " ".join(numbered), body))
    attached = analysis.streams(_joined(*parts))
    day = entry.on.toordinal() if entry.on else 0
    return Record(
        key=entry.key,
        revision=entry.revision,
        exact=_both(own.exact, attached.exact),
        folded=_both(own.folded, attached.folded),
        exact_signs=own.exact_signs,
        folded_signs=own.folded_signs,
        exact_part_signs=attached.exact_signs,
        folded_part_signs=attached.folded_signs,
        lead=_distinct(own.folded[: own.folded.index(BREAK)]),
        number=_distinct(key for one in numbered for key in numbers.own_keys(one)),
        mention=_mentions(entry, _mentioned(title), _mentioned(body), *cited),
        tags=tags_of(entry),
        day=day,
        newness=day << _LOW | zlib.crc32(entry.key.encode()),
        payload=_payload(entry.key, entry.kind, title, body),
        parts=_packed(entry.parts, parts, cited),
    )


def _both(own: tuple[str, ...], attached: tuple[str, ...]) -> tuple[str, ...]:
    return (*own, BREAK, *attached) if attached else own


def _mentions(entry: Entry, *cited: list[str]) -> tuple[str, ...]:
    """Return the keys of the numbers in all texts, and of the entry's own day."""
    keys = [key for several in cited for key in several]
    if entry.on:
        keys.append(numbers.date_key(entry.on.year, entry.on.month, entry.on.day))
    return _distinct(keys)


def _mentioned(text: str) -> list[str]:
    """Return the keys of the numbers in a text."""
    return [key for found in numbers.mentions(text) for key in found.keys]


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


def _joined(*texts: str) -> list[str]:
    """Return the words of all texts, a break between one and the next."""
    joined: list[str] = []
    for text in texts:
        joined += [*analysis.words(text), BREAK]
    return joined[:-1]


def _payload(key: str, kind: str, title: str, body: str) -> bytes:
    return json.dumps([key, kind, title, body], ensure_ascii=False).encode()


def _packed(
    parts: Sequence[Part], texts: Sequence[str], cited: Sequence[list[str]]
) -> bytes:
    """Return a line that lists the parts, then the text of each, packed by itself."""
    packed = [zlib.compress(text.encode(), 1) for text in texts]
    listed = [
        [part.key, analysis.normal(part.title), _distinct(keys), len(text)]
        for part, keys, text in zip(parts, cited, packed, strict=True)
    ]
    return json.dumps(listed).encode() + b"\n" + b"".join(packed) if parts else b""


def parts_of(stored: bytes) -> list[StoredPart]:
    """Return the parts of a record, in order."""
    head, _, rest = stored.partition(b"\n")
    found, at = [], 0
    for key, title, mentions, length in json.loads(head) if head else ():
        packed = rest[at : at + length]
        found.append(StoredPart(key, title, frozenset(mentions), packed))
        at += length
    return found


def shown(payload: bytes) -> tuple[str, str, str, str]:
    """Return key, kind, title and body as they were stored."""
    key, kind, title, body = json.loads(payload)
    return key, kind, title, body


def _distinct(keys: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(keys))
