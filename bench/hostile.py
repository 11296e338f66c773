"""Whatever can be typed, asked of the search door and of the search page.

`python -m bench.hostile [--documents 20000] [--queries 100000] [--shaped 1000]
[--pages 2000]` makes a portal of each engine with so many documents, asks the
door random questions and hostile ones, asks the page the hostile ones and some
of the random ones, and prints markdown: errors, and how long an answer took.
The same seed asks the same questions.
"""

import argparse
import logging
import random
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import quote

from flask.testing import FlaskClient

from bench import stocked
from bench.typed import hostile_questions, random_questions
from documents.vocabulary import Role
from portal.index_place import manifest_key
from search import open_index
from tests.portal.public_site import Site

ENGINES: Final = ("whoosh", "tantivy")
AUDIENCES: Final = (frozenset({"public"}), frozenset({"staff", "desk", "public"}))
_SHOWN: Final = 10
_LONGEST_ADDRESS: Final = 60_000
"""Characters of an address; servers refuse longer ones before the portal sees them."""


@dataclass
class Told:
    """How long answers took, and which questions had none."""

    taken: list[float] = field(default_factory=list)
    """Milliseconds."""
    errors: Counter[str] = field(default_factory=Counter)
    slow: list[tuple[float, str]] = field(default_factory=list)

    def time(self, ask: Callable[[str], str], typed: str) -> None:
        """Ask one question; whatever is raised is an error."""
        start = time.perf_counter()
        try:
            problem = ask(typed)
        except Exception as error:  # noqa: BLE001 - which ones there are is asked
            problem = type(error).__name__
        took = (time.perf_counter() - start) * 1000
        self.taken.append(took)
        if problem:
            self.errors[f"{problem}: {typed[:60]!r}"] += 1
        if took > 500:
            self.slow.append((took, typed))

    def row(self, engine: str, what: str) -> str:
        """Return a line of the table."""
        cuts = statistics.quantiles(self.taken, n=100)
        return (
            f"| {engine} | {what} | {len(self.taken):,} | {self.errors.total():,}"
            f" | {cuts[49]:.1f} | {cuts[98]:.1f} | {max(self.taken):.0f} |"
        )


def door(site: Site, chance: random.Random) -> Callable[[str], str]:
    """Return what asks the index as the portal does, for visitors and officers."""
    secret = site.app.extensions["wiring"].settings.secret_key
    searching = site.searching
    index = open_index(
        f"{searching.engine}:{searching.place}", key=manifest_key(secret)
    )

    def ask(typed: str) -> str:
        found = index.search(
            typed,
            audience=chance.choice(AUDIENCES),
            sort=chance.choice(("relevance", "relevance", "newest")),
            page=chance.choice((1, 1, 1, 2, 10**9, -1)),
            per_page=10,
        )
        is_told = found.total >= len(found.hits)
        found.suggestion.encode()
        for hit in found.hits:
            hit.snippet.encode()
        return "" if is_told else "wrong total"

    return ask


def page(client: FlaskClient) -> Callable[[str], str]:
    """Return what asks the page by an address, as a browser does."""

    def ask(typed: str) -> str:
        address = quote(typed.encode("utf-8", "surrogatepass"))[:_LONGEST_ADDRESS]
        # A sequence that the cut went through is one more hostile question.
        answer = client.get(f"/tim-kiem?q={address}")
        return "" if answer.status_code == 200 else str(answer.status_code)

    return ask


def asked(ask: Callable[[str], str], questions: Iterable[str]) -> Told:
    """Ask them all."""
    told = Told()
    for typed in questions:
        told.time(ask, typed)
    return told


def measure(engine: str, folder: Path, chosen: argparse.Namespace) -> Iterator[str]:
    """Print the lines of one engine; yield what there is to say below the table."""
    site = stocked.portal(folder, engine, chosen.documents)
    chance = random.Random(chosen.seed)
    ask_door, ask_page = door(site, chance), page(site.officer(Role.FOCAL))
    shaped = list(hostile_questions(chance, chosen.shaped))
    runs = (
        ("door, hostile", ask_door, shaped),
        ("page, hostile", ask_page, shaped),
        ("page, random", ask_page, random_questions(chosen.seed + 1, chosen.pages)),
        ("door, random", ask_door, random_questions(chosen.seed, chosen.queries)),
    )
    for what, ask, questions in runs:
        told = asked(ask, questions)
        print(told.row(engine, what), flush=True)
        for line, count in told.errors.most_common(_SHOWN):
            yield f"{engine}, {what}: {count} × {line}"
        for took, typed in sorted(told.slow, reverse=True)[:_SHOWN]:
            yield f"{engine}, {what}: {took:.0f} ms: {ascii(typed)[:160]}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=20_000)
    parser.add_argument("--queries", type=int, default=100_000)
    parser.add_argument("--shaped", type=int, default=1_000)
    parser.add_argument("--pages", type=int, default=2_000)
    parser.add_argument("--engines", nargs="+", choices=ENGINES, default=ENGINES)
    parser.add_argument("--seed", type=int, default=3229)
    chosen = parser.parse_args()
    logging.disable(logging.ERROR)
    print(f"\n{chosen.documents:,} documents\n")
    print("| engine | asked | questions | errors | p50 ms | p99 ms | slowest ms |")
    print("|---" * 7 + "|")
    notes: list[str] = []
    for engine in chosen.engines:
        with tempfile.TemporaryDirectory() as folder:
            notes += measure(engine, Path(folder), chosen)
    for note in notes:
        print(f"\n{note}")


if __name__ == "__main__":
    main()
