"""The search door beside Whoosh as it comes, in one run.

`python -m bench.search [--documents 10000]` makes documents of the sentences
of a small development set, asks each engine queries of every class through the
door (audience, rescoring, ten snippets, facets included), asks Whoosh itself
through its own parser, and prints markdown tables. Then it tells how well the
door answers the questions of the development set itself (nDCG@10).
"""

import argparse
import math
import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from whoosh import fields, qparser, query
from whoosh.index import create_in

from bench import corpus
from bench.corpus import PUBLIC
from search import Entry, Index, open_index
from search.analysis import plain

ENGINES = ("whoosh", "tantivy")
WARM_UP = 10
VISIBLE = 20

Asker = Callable[[str], object]


CLOCKS: dict[str, Callable[[], float]] = {
    "wall": time.perf_counter,
    "processor": time.process_time,
}


def spread(ask: Asker, asked: Iterable[str], clock: Callable[[], float]) -> str:
    """Return p50 / p95 in milliseconds."""
    taken = []
    for one in asked:
        start = clock()
        ask(one)
        taken.append((clock() - start) * 1000)
    cuts = statistics.quantiles(taken, n=20)
    return f"{statistics.median(taken):.1f} / {cuts[18]:.1f}"


def raw_whoosh(folder: Path, entries: list[Entry]) -> tuple[dict[str, Asker], float]:
    """Return Whoosh as its quick start shows it, and documents built a second."""
    schema = fields.Schema(
        key=fields.ID(stored=True),
        text=fields.TEXT(stored=True),
        day=fields.NUMERIC(sortable=True),
        kind=fields.ID,
    )
    folder.mkdir()
    index = create_in(str(folder), schema)
    start = time.perf_counter()
    writer = index.writer()
    for entry in entries:
        text = f"{entry.title}\n{' '.join(entry.numbers)}\n{entry.body}"
        writer.add_document(key=entry.key, text=text, kind=entry.kind, day=_day(entry))
    writer.commit()
    rate = len(entries) / (time.perf_counter() - start)
    searcher = index.searcher()
    every = qparser.QueryParser("text", schema)
    some = qparser.QueryParser("text", schema, group=qparser.OrGroup)

    def asker(parser: qparser.QueryParser, **more: object) -> Asker:
        def ask(typed: str) -> list[str]:
            found = searcher.search(parser.parse(typed), limit=10, **more)
            return [hit.highlights("text") for hit in found]

        return ask

    newest = {"sortedby": "day", "reverse": True, "filter": query.Term("kind", "case")}
    return {
        "": asker(every),
        "question": asker(some),
        "newest": asker(every, **newest),
    }, rate


def _day(entry: Entry) -> int:
    return entry.on.toordinal() if entry.on else 0


def door(index: Index, **more: object) -> Asker:
    def ask(typed: str) -> object:
        return index.search(typed, audience=PUBLIC, per_page=10, **more)  # type: ignore[arg-type]

    return ask


def build(engine: str, folder: Path, entries: list[Entry]) -> tuple[Index, str]:
    """Return an index of the entries, and how it was to make."""
    index = open_index(f"{engine}:{folder}", key=b"bench")
    start = time.perf_counter()
    index.rebuild(entries, cursor=1)
    rate = len(entries) / (time.perf_counter() - start)
    visible = []
    for number in range(VISIBLE):
        entry = Entry(f"new:{number}", "case", f"xyzzy{number}", "", audience=PUBLIC)
        start = time.perf_counter()
        index.update([entry])
        found = index.search(f"xyzzy{number}", audience=PUBLIC).total
        visible.append((time.perf_counter() - start) * 1000)
        if found != 1:
            raise SystemExit("what was committed is not visible")
    size = index.status().size / 1e6
    return index, f"{rate:.0f} | {size:.0f} | {statistics.median(visible):.0f}"


def latencies(count: int, folder: Path, clock_name: str) -> Iterator[str]:
    """Yield the lines of the tables of speed."""
    clock = CLOCKS[clock_name]
    entries = corpus.office_entries(count)
    asked = corpus.queries(entries)
    built = [build(engine, folder / engine, entries) for engine in ENGINES]
    raw, rate = raw_whoosh(folder / "raw", entries)
    indexes = [index for index, _ in built]
    for _ in range(WARM_UP):
        for index in indexes:
            index.search("đường dây nóng", audience=PUBLIC)
    yield f"\n### {count} documents: p50 / p95 in ms of {clock_name} time\n"
    yield "| query | door on whoosh | door on tantivy | whoosh itself |"
    yield "|---|---|---|---|"
    for name, typed in asked.items():
        alone = raw["question" if "question" in name else ""]
        asks = [*(door(index) for index in indexes), alone]
        yield f"| {name} | {' | '.join(spread(ask, typed, clock) for ask in asks)} |"
    filtered = {"kinds": {"case"}, "facets": {"unit": {"KCHT"}}, "sort": "newest"}
    asks = [*(door(index, **filtered) for index in indexes), raw["newest"]]
    typed = asked["one common word"]
    row = " | ".join(spread(ask, typed, clock) for ask in asks)
    yield f"| filter, newest first | {row} |"
    yield "\n| engine | documents built a second | MB | add to visible, ms |"
    yield "|---|---|---|---|"
    for engine, (_, told) in zip(ENGINES, built, strict=True):
        yield f"| door on {engine} | {told} |"
    yield f"| whoosh itself | {rate:.0f} | | |"
    yield f"\nA number puts its document first: {_firsts(entries, indexes)}."
    yield f"Both engines show the same ten: {_agreement(asked, indexes)}."


def _firsts(entries: list[Entry], indexes: list[Index]) -> str:
    tried = [entry for entry in entries if entry.audience == PUBLIC][:300]
    right = [
        index.search(entry.numbers[0], audience=PUBLIC).hits[0].key == entry.key
        for index in indexes
        for entry in tried
    ]
    return f"{100 * sum(right) / len(right):.1f} %"


def _agreement(asked: dict[str, list[str]], indexes: list[Index]) -> str:
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
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--no-quality", action="store_true")
    parser.add_argument(
        "--clock",
        choices=CLOCKS,
        default="wall",
        help="processor time tells the same on a busy machine",
    )
    chosen = parser.parse_args()
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
    with tempfile.TemporaryDirectory() as folder:
        for line in latencies(chosen.documents, Path(folder), chosen.clock):
            print(line, flush=True)
        if not chosen.no_quality:
            for line in quality(Path(folder)):
                print(line, flush=True)


if __name__ == "__main__":
    main()
