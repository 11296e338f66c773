"""Lines under the search box while somebody types: words to go on with, and things.

The index is asked for the viewer's audience; every line is then made of what the
database still shows to him, so that nothing is told that he could not find.
"""

import html
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from sqlalchemy.orm import Session

from documents.text import fold
from documents.viewer import PUBLIC, Viewer
from portal import wiring
from portal.asked import Asked, read
from portal.asking import LONGEST
from portal.found import Found, changed_since, look_up
from search import Hit

MOST_LINES: Final = 8
MOST_COMPLETIONS: Final = 3
READ: Final = 20
"""Things whose words are read for completions; what an answer costs hangs on it."""

SHORTEST: Final = 2
SHORTEST_PREFIX: Final = 3

_WORD: Final = re.compile(r"\w+")
_TAG: Final = re.compile(r"</?mark>")


@dataclass(frozen=True)
class Line:
    """A line under the box: a question to go on with (no kind), or a thing."""

    text: str
    url: str
    kind: str = ""
    number: str = ""


@dataclass(frozen=True)
class _Typed:
    """The words typed so far, and the one that is being typed; "" after a space."""

    words: tuple[str, ...]
    begun: str

    @property
    def head(self) -> str:
        return " ".join(self.words)

    @property
    def widened(self) -> str:
        """Return the question whose answers hold every way to go on."""
        if len(self.begun) >= SHORTEST_PREFIX and self.begun.isalpha():
            return f"{self.head} {self.begun}*".strip()
        return self.head


def lines(typed: str, session: Session, seen_by: Viewer | None) -> list[Line]:
    """Return at most MOST_LINES lines for what is in the box so far."""
    asked = read({"q": typed}, session, seen_by)
    so_far = _typed(asked.told.words, is_open=not typed[:LONGEST].endswith(" "))
    if asked.told.is_overdue or len(asked.told.plain_query) < SHORTEST:
        return []
    hits = _hits(asked, so_far, seen_by)
    keys = [hit.key for hit in hits]
    visible = look_up(session, keys, seen_by)
    changed = changed_since(session, keys, wiring.current().search.cursor)
    texts = _texts(hits, visible, changed)
    goes_on = [_going_on(asked, words) for words in _completions(so_far, texts)]
    things = [_thing(visible[key]) for key in keys if key in visible]
    return [*goes_on, *things][:MOST_LINES]


def as_json(found: Sequence[Line]) -> dict[str, Any]:
    """Return the lines as the search box reads them."""
    return {"lines": [vars(line) for line in found]}


def as_suggestions(typed: str, found: Sequence[Line]) -> list[Any]:
    """Return the questions to go on with as browsers read them (OpenSearch)."""
    return [typed, [line.text for line in found]]


def _typed(words: str, *, is_open: bool) -> _Typed:
    told = words.split()
    if is_open and told:
        return _Typed(tuple(told[:-1]), told[-1])
    return _Typed(tuple(told), "")


def _hits(asked: Asked, so_far: _Typed, seen_by: Viewer | None) -> list[Hit]:
    """Return what answers the question as it stands, then what may yet answer it."""
    told = asked.told
    questions = dict.fromkeys((told.words, so_far.widened))
    found: dict[str, Hit] = {}
    for words in questions:
        if words or told.number:
            for hit in _answers(
                replace(asked, told=replace(told, words=words)), seen_by
            ):
                found.setdefault(hit.key, hit)
    return list(found.values())


def _answers(asked: Asked, seen_by: Viewer | None) -> Iterable[Hit]:
    results = wiring.current().search.ask(
        asked.told.query,
        audience=seen_by.audience if seen_by else PUBLIC,
        kinds=asked.all_kinds or None,
        facets=asked.all_facets or None,
        since=asked.first_day,
        until=asked.last_day,
        per_page=READ,
    )
    return () if results is None or results.relaxed else results.hits


def _texts(
    hits: Sequence[Hit], visible: Mapping[str, Found], changed: set[str]
) -> Iterator[str]:
    """Yield the words that may be told: titles as they are, quotes if still true."""
    for hit in hits:
        if hit.key in visible:
            yield visible[hit.key].title
            if hit.key not in changed:
                yield html.unescape(_TAG.sub("", hit.snippet))


def _completions(so_far: _Typed, texts: Iterable[str]) -> list[str]:
    """Return the likeliest words to go on with, as they stand in the texts."""
    if any(char.isdecimal() for char in so_far.begun):
        # A number is no word: the thing that bears it is offered itself.
        return []
    spelled: dict[str, Counter[str]] = {}
    beside: dict[str, int] = {}
    for text in texts:
        for words, known in _goings_on(so_far, text):
            key = fold(words)
            spelled.setdefault(key, Counter())[words] += 1
            beside[key] = max(known, beside.get(key, 0))
    typed = f"{so_far.head} {so_far.begun}".strip().lower()
    most = max(beside.values(), default=0)
    ranked = sorted(
        (key for key in spelled if beside[key] == most),
        key=lambda key: (-spelled[key].total(), key),
    )
    told = [spelled[key].most_common(1)[0][0] for key in ranked]
    return [words for words in told if words.lower() != typed][:MOST_COMPLETIONS]


def _goings_on(so_far: _Typed, text: str) -> Iterator[tuple[str, int]]:
    """Yield ways to go on that a text has, and how many words before agree."""
    told = _WORD.findall(text)
    bare, head = [fold(word) for word in told], [fold(word) for word in so_far.words]
    begun = fold(so_far.begun)
    for place, word in enumerate(bare):
        if not word.startswith(begun) or not (begun or place):
            continue
        known = _agreeing(bare[:place], head)
        if not begun and not known:
            continue
        if known == len(head):
            yield " ".join(told[place - known : place + 1]), known
        else:
            yield f"{so_far.head} {told[place]}", known


def _agreeing(before: Sequence[str], head: Sequence[str]) -> int:
    """Return how many words before a place are those typed last."""
    known = 0
    while (
        known < min(len(before), len(head)) and before[-1 - known] == head[-1 - known]
    ):
        known += 1
    return known


def _going_on(asked: Asked, words: str) -> Line:
    question = asked.told.with_words(words)
    return Line(question, replace(asked, query=question).address())


def _thing(found: Found) -> Line:
    return Line(found.title, found.url, found.kind, found.number)
