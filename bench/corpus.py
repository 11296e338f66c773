"""The development set, and as many office documents as wanted made of its sentences.

Real sentences in a new order keep what matters to an index: which words are
common, how often, and beside which others.
"""

import itertools
import json
import lzma
import random
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from search import Entry
from search.analysis import plain

DATA = Path(__file__).parent / "data" / "search-dev"
PUBLIC = frozenset({"public"})
UNITS = ("KCHT", "VT", "TTR", "VP")
STATES = ("new", "in_progress", "closed")
PER_CLASS = 60
SAMPLED = 10_000
"""Of how many documents the questions are made."""


@dataclass(frozen=True)
class Question:
    """A query of the development set and the keys that answer it."""

    text: str
    relevant: frozenset[str]


def development_entries() -> Iterator[Entry]:
    with lzma.open(DATA / "docs.jsonl.xz", "rt", encoding="utf-8") as lines:
        for line in lines:
            told = json.loads(line)
            yield Entry(
                key=told["id"],
                kind="page",
                title=told["title"],
                body=told["text"],
                audience=PUBLIC,
            )


def development_questions() -> list[Question]:
    lines = (DATA / "queries.jsonl").read_text("utf-8").splitlines()
    told = map(json.loads, lines)
    return [Question(one["q"], frozenset(one["relevant"])) for one in told]


def sentences() -> list[str]:
    text = "\n".join(entry.body for entry in development_entries())
    return [one for one in re.split(r"(?<=[.!?])\s+", text) if 30 < len(one) < 400]


def stream(count: int, *, seed: int = 12154) -> Iterator[Entry]:
    """Yield cases and directives: some for all, some for staff only."""
    chance, told = random.Random(seed), sentences()
    return (_office_entry(number, chance, told) for number in range(count))


def office_entries(count: int) -> list[Entry]:
    """Return what `stream` yields, all at once."""
    return list(stream(count))


def sample(count: int) -> list[Entry]:
    """Return at most SAMPLED entries of the `count` that `stream` yields."""
    return list(itertools.islice(stream(count), 0, None, -(-count // SAMPLED)))


def _office_entry(number: int, chance: random.Random, told: list[str]) -> Entry:
    title = " ".join(chance.choice(told).split()[: chance.randint(6, 14)])
    body = " ".join(chance.choices(told, k=chance.randint(3, 8)))
    body += f" Tại Km {chance.randint(0, 300)}+{chance.randint(0, 999):03}, quốc lộ 51."
    on = date(2015, 1, 1) + timedelta(days=chance.randint(0, 4000))
    is_case = chance.random() < 0.7
    code = f"DDN-{on.year}-{number:06}" if is_case else f"{number}/UBND-VP"
    return Entry(
        key=f"{'case' if is_case else 'directive'}:{number}",
        kind="case" if is_case else "directive",
        title=title,
        body=body,
        numbers=(code,),
        on=on,
        audience=PUBLIC if chance.random() < 0.7 else frozenset({"staff"}),
        facets={"unit": chance.choice(UNITS), "state": chance.choice(STATES)},
        revision=number,
    )


def queries(entries: list[Entry], *, seed: int = 3229) -> dict[str, list[str]]:
    """Return queries of every class that people ask."""
    chance = random.Random(seed)
    seen = [entry for entry in entries if entry.audience == PUBLIC]
    words = [entry.body.lower().split() for entry in seen]
    held = Counter(word for text in words for word in set(text) if word.isalpha())
    common = [word for word, found in held.items() if found > 0.2 * len(seen)]
    middling = [word for word, found in held.items() if found > 0.01 * len(seen)]
    questions = [one.text for one in development_questions()]
    chance.shuffle(questions)

    def run(length: int) -> str:
        text = chance.choice(words)
        start = chance.randrange(max(1, len(text) - length))
        return " ".join(text[start : start + length])

    return {
        "one common word": chance.choices(common, k=PER_CLASS),
        "two words": [" ".join(chance.sample(middling, 2)) for _ in range(PER_CLASS)],
        "three words in a row": [run(3) for _ in range(PER_CLASS)],
        "three common words": [
            " ".join(chance.sample(common, 3)) for _ in range(PER_CLASS)
        ],
        "whole question": questions[:PER_CLASS],
        "whole question, no marks": [plain(one) for one in questions[:PER_CLASS]],
        "number": [chance.choice(seen).numbers[0] for _ in range(PER_CLASS)],
        "phrase": [f'"{run(chance.randint(2, 4))}"' for _ in range(PER_CLASS)],
        "prefix": [f"{plain(run(1))[:3]}*" for _ in range(PER_CLASS)],
    }
