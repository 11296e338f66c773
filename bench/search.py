"""The search door beside the engines as they come, in one run.

`python -m bench.search [--documents 20000] [--engines whoosh tantivy]` makes
documents of the sentences of a small development set, asks queries of every
class through the door (audience, rescoring, ten snippets, facets included),
asks the engines themselves through their own parsers, and prints markdown
tables. Then it tells how well the door answers the questions of the
development set itself (nDCG@10).
"""

import argparse
import math
import os
import statistics
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from bench import corpus
from bench.building import Built, build, visible
from bench.corpus import PUBLIC
from bench.raw import HITS, RAW, Asker, Raw
from search import Entry, Index, open_index
from search.analysis import plain

ENGINES = ("whoosh", "tantivy")
WARM_UP = 10
VISIBLE = 100


def spread(ask: Asker, asked: Iterable[str]) -> str:
    """Return p50 / p95 in milliseconds."""
    taken = []
    for one in asked:
        start = time.perf_counter()
        ask(one)
        taken.append((time.perf_counter() - start) * 1000)
    cuts = statistics.quantiles(taken, n=20)
    return f"{statistics.median(taken):.1f} / {cuts[18]:.1f}"


def door(index: Index, **more: object) -> Asker:
    def ask(typed: str) -> object:
        return index.search(typed, audience=PUBLIC, per_page=HITS, **more)  # type: ignore[arg-type]

    return ask


def latencies(count: int, folder: Path, engines: Sequence[str]) -> Iterator[str]:
    """Yield the lines of the tables of speed."""
    entries = corpus.sample(count)
    asked = corpus.queries(entries)
    indexes, built = {}, {}
    for engine in engines:
        indexes[engine], built[engine] = build(f"{engine}:{folder / engine}", count)
    raw = {
        engine: RAW[engine](folder / f"raw-{engine}", corpus.stream(count))
        for engine in engines
    }
    for index in indexes.values():
        for _ in range(WARM_UP):
            index.search("đường dây nóng", audience=PUBLIC)
    yield f"\n### {count:,} documents: p50 / p95 in ms\n"
    columns = [f"{who} {engine}" for who in ("door on", "raw") for engine in engines]
    yield f"| query | {' | '.join(columns)} |"
    yield "|---" * (len(columns) + 1) + "|"
    for name, typed in asked.items():
        alone = [one.some if "question" in name else one.every for one in raw.values()]
        asks = [*(door(index) for index in indexes.values()), *alone]
        yield f"| {name} | {' | '.join(spread(ask, typed) for ask in asks)} |"
    filtered = {"kinds": {"case"}, "facets": {"unit": {"KCHT"}}, "sort": "newest"}
    asks = [
        *(door(index, **filtered) for index in indexes.values()),
        *(one.newest for one in raw.values()),
    ]
    row = " | ".join(spread(ask, asked["one common word"]) for ask in asks)
    yield f"| filter, newest first | {row} |"
    yield from _agreement(entries, asked, list(indexes.values()))
    yield from _made(indexes, built, raw)


def _made(
    indexes: Mapping[str, Index], built: Mapping[str, Built], raw: Mapping[str, Raw]
) -> Iterator[str]:
    yield (
        "\n| | rebuilt, s | documents/s | peak MB | on disk, MB"
        " | asked meanwhile, slowest ms | commit to visible, p50 / p99 ms |"
    )
    yield "|---" * 7 + "|"
    for engine, index in indexes.items():
        one, seen = built[engine], statistics.quantiles(visible(index, VISIBLE), n=100)
        yield (
            f"| door on {engine} | {one.seconds:.0f} | {one.rate:,.0f} | {one.peak:.0f}"
            f" | {one.size:.0f} | {one.asked_meanwhile}, {one.slowest_meanwhile:.0f}"
            f" | {seen[49]:.0f} / {seen[98]:.0f} |"
        )
    for engine, alone in raw.items():
        yield f"| raw {engine} | | {alone.rate:,.0f} | | | | |"


def _agreement(
    entries: list[Entry], asked: dict[str, list[str]], indexes: Sequence[Index]
) -> Iterator[str]:
    yield f"\nA number puts its document first: {_firsts(entries, indexes)}."
    if len(indexes) > 1:
        yield f"Both engines show the same ten: {_same(asked, indexes)}."


def _firsts(entries: list[Entry], indexes: Sequence[Index]) -> str:
    tried = [entry for entry in entries if entry.audience == PUBLIC][:300]
    right = [
        index.search(entry.numbers[0], audience=PUBLIC).hits[0].key == entry.key
        for index in indexes
        for entry in tried
    ]
    return f"{100 * sum(right) / len(right):.1f} %"


def _same(asked: dict[str, list[str]], indexes: Sequence[Index]) -> str:
    same = []
    for typed in (one for several in asked.values() for one in several):
        pages = [
            [hit.key for hit in index.search(typed, audience=PUBLIC, per_page=10).hits]
            for index in indexes
        ]
        same.append(pages[0] == pages[1])
    return f"{100 * sum(same) / len(same):.1f} %"


def quality(folder: Path) -> Iterator[str]:
    """Yield the lines of the table of how good the answers are."""
    entries = list(corpus.development_entries())
    questions = corpus.development_questions()
    yield "\n### Development set: nDCG@10\n"
    yield "| engine | with marks | without |"
    yield "|---|---|---|"
    for engine in ENGINES:
        index = open_index(f"{engine}:{folder / f'{engine}-dev'}")
        index.rebuild(entries)
        with_marks = statistics.mean(gain(index, one, one.text) for one in questions)
        without = statistics.mean(
            gain(index, one, plain(one.text)) for one in questions
        )
        yield f"| door on {engine} | {with_marks:.3f} | {without:.3f} |"


def gain(index: Index, question: corpus.Question, typed: str) -> float:
    """Return nDCG@10 of a question that one document answers."""
    hits = index.search(typed, audience=PUBLIC, per_page=10).hits
    places = (n for n, hit in enumerate(hits) if hit.key in question.relevant)
    return sum(1 / math.log2(place + 2) for place in places)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=20_000)
    parser.add_argument("--no-quality", action="store_true")
    parser.add_argument("--engines", nargs="+", choices=ENGINES, default=ENGINES)
    chosen = parser.parse_args()
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
    with tempfile.TemporaryDirectory() as folder:
        for line in latencies(chosen.documents, Path(folder), chosen.engines):
            print(line, flush=True)
        if not chosen.no_quality:
            for line in quality(Path(folder)):
                print(line, flush=True)


if __name__ == "__main__":
    main()
