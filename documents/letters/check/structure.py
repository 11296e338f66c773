"""Levels of the text: which of them must have titles (Phụ lục I, Mục II.6)."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from documents.letters.check.finding import Fault, Rule, Severity
from documents.letters.check.subject import Subject
from documents.letters.check.type import where
from documents.letters.read.pieces import Piece

_DIVISION: Final = re.compile(
    r"(?i)(?P<name>(?:phần|chương)\s+[ivx]+|(?:mục|tiểu mục)\s+\d{1,2})\s*[.:]?$"
)
_ARTICLE: Final = re.compile(r"(?P<name>Điều \d{1,3})\.(?:\s+(?P<rest>.*))?$")
_NUMBERED: Final = re.compile(r"(?:[IVX]+\.|Điều \d+|\d{1,2}\.|[a-zđ]\)|[-–+•])\s?")
_CLOSED: Final = (".", ";", ":", ",")
_LONGEST_TITLE: Final = 250


def division_titles(subject: Subject) -> Iterator[Fault]:
    """A part, chapter or section carries its title beneath its number."""
    for lines in _texts(subject):
        for place, line in enumerate(lines):
            found = _DIVISION.match(line.text)
            below = lines[place + 1] if place + 1 < len(lines) else None
            if found and not (below and _is_title(below)):
                told = {"name": found["name"]}
                yield Fault(where("Bố cục", line), told=told)


def _is_title(line: Piece) -> bool:
    numbered = _DIVISION.match(line.text) or _NUMBERED.match(line.text)
    open_end = line.capital or line.bold or not line.text.endswith(_CLOSED)
    return not numbered and open_end and len(line.text) <= _LONGEST_TITLE


def article_titles(subject: Subject) -> Iterator[Fault]:
    """An article carries a title, but for those of a decision, which are its text."""
    decides = subject.kind is not None and subject.kind.decides
    for lines in (subject.annexed,) if decides else _texts(subject):
        for line in lines:
            found = _ARTICLE.match(line.text)
            rest = (found["rest"] or "").strip() if found else ""
            titled = bool(rest) and (line.bold or not rest.endswith(_CLOSED))
            if found and not titled:
                yield Fault(where("Bố cục", line), told={"name": found["name"]})


def _texts(subject: Subject) -> tuple[Sequence[Piece], ...]:
    return subject.body, subject.annexed


STRUCTURE: Final = (
    Rule(
        "division-title",
        Severity.WARNING,
        "sizes.body",
        "{name} phải có tiêu đề.",
        division_titles,
    ),
    Rule(
        "article-title",
        Severity.ADVICE,
        "sizes.body",
        "{name} chưa có tiêu đề.",
        article_titles,
    ),
)
