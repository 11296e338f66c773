"""Paragraphs of a letter back into what a clerk types: levels, **bold**, | tables |.

The inverse of `documents.letters.body.blocks`, for any file.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Final

from documents.letters.body import WIDEST_TABLE, Level
from documents.letters.paper import Paragraph, Run
from documents.letters.read.bodies import Passage, body_lines
from documents.letters.read.pieces import Piece, lines
from documents.text import clean

_BOLD: Final = "**"
_CLOSING: Final = (".", ";", ":", ",", "!", "?", "…")
_TITLED: Final = (Level.SECTION, Level.ARTICLE, Level.CLAUSE, Level.POINT)


def written(passages: Iterable[Passage]) -> str:
    """Return the text as the body of a letter file."""
    found: list[str] = []
    chapter = False
    for passage in passages:
        table = _table(passage)
        if table:
            found.append(table)
            chapter = False
            continue
        for line in body_lines(passage):
            text = _plain(line.runs, line.label)
            if not (found or any(char.isalnum() for char in text)):
                continue
            found.append(text if chapter and line.bold else _marked(line))
            chapter = _level(text) is Level.CHAPTER
    return "\n\n".join(found)


def typed(piece: Piece) -> str:
    """Return a line as it was typed: capitals that only the style makes are small."""
    return _plain(piece.runs, piece.label)


def _plain(runs: Iterable[Run], label: str = "") -> str:
    return " ".join(clean(label + "".join(run.typed for run in runs)).split())


def _level(text: str) -> Level:
    return next(level for level in Level if level.value.match(text))


def _marked(line: Piece) -> str:
    """Return a line with its bold stretches marked, but for what is bold by rule."""
    text = _plain(line.runs, line.label)
    level = _level(text)
    title = level in _TITLED and not text.endswith(_CLOSING)
    if level is Level.CHAPTER or (title and line.bold):
        return text
    marked = line.label + _emphasised(line.runs)
    label = Level.ARTICLE.value.match(text) if level is Level.ARTICLE else None
    if label and marked.startswith(_BOLD):
        return _after_label(marked, label.group().strip())
    return " ".join(clean(marked).split())


def _after_label(marked: str, label: str) -> str:
    """Take "Điều 1." out of the bold stretch it opens."""
    rest = marked.removeprefix(_BOLD).strip().removeprefix(label)
    if rest.startswith(_BOLD):
        return f"{label} {' '.join(rest.removeprefix(_BOLD).split())}"
    inner, _, after = rest.partition(_BOLD)
    held = f"{_BOLD}{inner.strip()}{_BOLD}" if inner.strip() else ""
    return " ".join(f"{label} {held}{after}".split())


def _emphasised(runs: Sequence[Run]) -> str:
    """Return runs as text, the marks close to the words they hold."""
    found = ""
    for bold, group in groupby(_settled(runs), key=lambda pair: pair[1]):
        text = clean("".join(part for part, _ in group))
        words = text.strip()
        if bold and words:
            before = text[: len(text) - len(text.lstrip())]
            after = text[len(text.rstrip()) :]
            found += f"{before}{_BOLD}{words}{_BOLD}{after}"
        else:
            found += text
    return found


def _settled(runs: Sequence[Run]) -> Iterator[tuple[str, bool]]:
    """Return (text, bold); white space between has the look of what precedes it."""
    bold = False
    for run in runs:
        bold = run.look.bold if run.typed.strip() else bold
        yield run.typed, bold


def _table(passage: Passage) -> str:
    """Return a table as typed rows, "" for what cannot be typed as one."""
    rows = passage.rows
    if len(rows) < 2 or not 2 <= max(map(len, rows)) <= WIDEST_TABLE:
        return ""
    head, *body = rows
    typed_rows = [[_cell(cell, head=True) for cell in head]]
    typed_rows += [[_cell(cell) for cell in row] for row in body]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in typed_rows)


def _cell(paragraphs: Iterable[Paragraph], *, head: bool = False) -> str:
    found = [line for paragraph in paragraphs for line in lines(paragraph)]
    whole = head and all(line.bold for line in found)
    texts = [
        typed(line) if whole else line.label + _emphasised(line.runs) for line in found
    ]
    return " ".join(" ".join(clean(t).split()) for t in texts).replace("|", "\\|")
