"""Where in a letter file each printed line comes from.

A `Source` is one typed text: a paragraph of the body, a cell, an addressee. It knows
which lines it can be printed as ("Kính gửi: …", "- …;"), so that a fault of the line
leads back to the text, and a fix of the line to the letters to change.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any, Final

from documents.letters.body import line_spans
from documents.letters.letter import Letter
from documents.letters.proofreading.edits import Edit
from documents.letters.proofreading.printed import Stretch
from documents.text import clean

Path = tuple[str | int, ...]

_ROW: Final = re.compile(r"\|.*(?<!\\)\|")
_BAR: Final = re.compile(r"(?<!\\)\|")
_FIRST: Final = re.compile(r"- |(?:V/v|Về việc)\b[\s:]*", re.IGNORECASE)
_END: Final = " .;,:"


Frame = tuple[str, str]
"""Patterns of what printing may put before and behind a text."""

_BARE: Final[tuple[Frame, ...]] = (("", ""),)
_CLOSED: Final[tuple[Frame, ...]] = (("", r"\./\."), *_BARE)
_FRAMES: Final[Mapping[str, tuple[Frame, ...]]] = {
    "subject": (("(?:V/v )?", ""),),
    "addressees": (("Kính gửi: ", ""), ("- ", "[;.]")),
    "bases": (("", "[;.,]"),),
    "proposal": (("", "[;.,]"),),
    "recipients": (("- ", ";"),),
    "recipients.name": (("- ", r"(?: \(.*\))?;"),),
    "recipients.note": ((r"- .* \(", r"\);"),),
    "archive.units": (("- Lưu: .*", ".*"),),
    "archive.drafter": (("- Lưu: .*", ".*"),),
    "signer.for": ((r"(?:TM|KT|TL|TUQ)\. ", ""),),
    "signer.deputy_for": ((r"KT\. ", ""),),
    "signer.position": ((r"(?:Q\. )?", ""),),
}


@dataclass(frozen=True)
class Source:
    """A typed text: its place in the letter file, and what is printed of it."""

    path: Path
    printed: Stretch
    frames: tuple[Frame, ...]
    item: int | None = None
    lines: tuple[int, int] | None = None

    @property
    def field(self) -> str:
        """Return the letter file's key."""
        return str(self.path[0])

    @property
    def line(self) -> tuple[str, int | None, int | None]:
        """Return what two texts of one printed line have in common."""
        return self.field, self.item, self.printed.start if self.lines else None

    def printed_in(self, line: str) -> int | None:
        """Return the place in a printed line where this text's first letter stands.

        None when the line is not this text; a first letter that printing drops, as
        the "V/v" typed before a subject, gives a place before the line.
        """
        text = self.printed.text
        head = _FIRST.match(text)
        for start in {0, head.end() if head else 0}:
            for end in {len(text), len(text.rstrip(_END))}:
                at = self._found(text[start:end], line, trimmed=end < len(text))
                if at is not None:
                    return at - start
        return None

    def _found(self, core: str, line: str, *, trimmed: bool) -> int | None:
        for shown in (core, core.upper()):
            if not shown or shown not in line:
                continue
            for before, after in self.frames:
                # A paragraph loses its mark only to the mark that ends the text.
                kept = not trimmed or bool(after) or self.lines is None
                found = re.fullmatch(f"{before}({re.escape(shown)}){after}", line)
                if found and kept:
                    return found.start(1)
        return None

    def typed(self, edit: Edit, *, at: int) -> list[Edit] | None:
        """Return an edit of the printed line as edits of the typed value.

        None when it touches what is not typed here. Asterisks between the letters
        stay where they are.
        """
        start, end = edit.start - at, edit.end - at
        spans = self.printed.spans
        if spans is None or start < 0 or end > len(spans):
            return None
        if start == end:
            place = spans[start - 1][-1][1] if start else spans[0][0][0]
            return [Edit(place, place, edit.text)]
        first, *rest = [span for letter in spans[start:end] for span in letter]
        return [Edit(*first, edit.text), *(Edit(*span, "") for span in rest)]


def file_of(letter: Letter) -> dict[str, Any]:
    """Return the texts of a letter under the keys of the letter file."""
    signer, archive = letter.signer, letter.archive
    return {
        "subject": letter.subject,
        "addressees": list(letter.addressees),
        "bases": list(letter.bases),
        "proposal": letter.proposal,
        "body": letter.body,
        "recipients": [{"name": r.name, "note": r.note} for r in letter.recipients],
        "archive": {"units": list(archive.units), "drafter": archive.drafter},
        "signer": {
            "for": signer.behalf,
            "deputy_for": signer.deputy_for,
            "position": signer.position,
            "name": signer.name,
        },
        "secretary": letter.secretary,
        "appendices": [{"title": a.title, "body": a.body} for a in letter.appendices],
    }


def sources(content: Mapping[str, Any]) -> Iterator[Source]:
    """Return every typed text of a letter file, in the order of the page.

    A value of a wrong kind is no text.
    """
    yield from _text(content, ("subject",))
    for key in ("addressees", "bases"):
        yield from _list(content, (key,))
    yield from _text(content, ("proposal",))
    yield from _body(content, ("body",), frames=_CLOSED)
    yield from _list(content, ("recipients",), keys=("name", "note"))
    for key in ("units", "drafter"):
        yield from _list(content, ("archive", key))
    for key in ("for", "deputy_for", "position", "name"):
        yield from _text(content, ("signer", key))
    yield from _text(content, ("secretary",))
    for item, _ in enumerate(_items(content.get("appendices")), start=1):
        path = ("appendices", item - 1)
        yield from _text(content, (*path, "title"), item=item)
        for found in _body(content, (*path, "body"), frames=_BARE):
            yield replace(found, item=item)


def value_at(content: Any, path: Path) -> Any:
    """Return the value at a path, None where there is none."""
    for key in path:
        if isinstance(key, int):
            held = isinstance(content, Sequence) and key < len(content)
        else:
            held = isinstance(content, Mapping) and key in content
        if not held:
            return None
        content = content[key]
    return content


def _items(value: Any) -> Sequence[Any]:
    return value if isinstance(value, list | tuple) else ()


def _list(
    content: Mapping[str, Any], path: Path, *, keys: Sequence[str] = ()
) -> Iterator[Source]:
    """Return the texts of a list, of mappings or of texts; one text is a list too."""
    given = value_at(content, path)
    if isinstance(given, str):
        yield from _text(content, path, item=1)
    for place, value in enumerate(_items(given)):
        item = None if path[0] == "archive" else place + 1
        if isinstance(value, str):
            yield from _text(content, (*path, place), item=item)
        for key in keys if isinstance(value, Mapping) else ():
            yield from _text(content, (*path, place, key), item=item)


def _text(
    content: Mapping[str, Any], path: Path, *, item: int | None = None
) -> Iterator[Source]:
    typed = value_at(content, path)
    if isinstance(typed, str) and typed.strip():
        named = ".".join(part for part in path if isinstance(part, str))
        frames = _FRAMES.get(named, _BARE)
        yield Source(
            path, Stretch(typed, 0, len(typed), marked=False), frames, item=item
        )


def _body(
    content: Mapping[str, Any], path: Path, *, frames: tuple[Frame, ...]
) -> Iterator[Source]:
    typed = value_at(content, path)
    if not isinstance(typed, str):
        return
    lines = typed.split("\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    shown = [" ".join(clean(line).split()) for line in lines]
    for first, end in line_spans(shown):
        if _ROW.fullmatch(shown[first]):
            for row in range(first, end):
                span = (row + 1, row + 1)
                for start, stop in _cells(lines[row], starts[row]):
                    yield from _part(typed, path, start, stop, frames=_BARE, lines=span)
        else:
            stop = starts[end] - 1
            span = (first + 1, end)
            yield from _part(
                typed, path, starts[first], stop, frames=frames, lines=span
            )


def _part(
    typed: str,
    path: Path,
    start: int,
    end: int,
    *,
    frames: tuple[Frame, ...],
    lines: tuple[int, int],
) -> Iterator[Source]:
    printed = Stretch(typed, start, end, marked=True)
    if printed.text:
        yield Source(path, printed, frames, lines=lines)


def _cells(line: str, at: int) -> Iterator[tuple[int, int]]:
    bars = [found.start() for found in _BAR.finditer(line)]
    for left, right in pairwise(bars):
        yield at + left + 1, at + right
