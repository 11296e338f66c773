"""Making an index anew in a process of its own, while another one is asked."""

import multiprocessing
import resource
import time
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Final

from bench import corpus
from bench.corpus import PUBLIC
from search import Entry, Index, open_index

KEY: Final = b"bench"
_BEFORE: Final = 1_000
"""Documents of the index that answers while the new one is made."""

_PAUSE: Final = 0.05
_ASKED: Final = ("đường dây nóng", "quoc lo 51", "thành phố", "DDN-2019-000123")


@dataclass(frozen=True)
class Built:
    """How an index was to make."""

    seconds: float
    rate: float
    """Documents a second."""
    peak: float
    """Megabytes of the process that made it, at most."""
    size: float
    """Megabytes on disk."""
    asked_meanwhile: int
    slowest_meanwhile: float
    """Milliseconds."""


def build(address: str, count: int) -> tuple[Index, Built]:
    """Make an index of so many office documents beside the one that answers."""
    index = open_index(address, key=KEY)
    index.rebuild(corpus.office_entries(_BEFORE), cursor=1)
    here, there = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.get_context("spawn").Process(
        target=_rebuild, args=(address, count, there)
    )
    process.start()
    there.close()
    taken: list[float] = []
    while not here.poll(_PAUSE):
        start = time.perf_counter()
        index.search(_ASKED[len(taken) % len(_ASKED)], audience=PUBLIC)
        taken.append((time.perf_counter() - start) * 1000)
    seconds, peak = here.recv()
    process.join()
    status = index.status()
    if status.entries != count:
        raise SystemExit(f"{status.entries} documents are in the index, not {count}")
    return index, Built(
        seconds,
        count / seconds,
        peak,
        status.size / 1e6,
        len(taken),
        max(taken, default=0.0),
    )


def _rebuild(address: str, count: int, told: Connection) -> None:
    index = open_index(address, key=KEY)
    start = time.perf_counter()
    index.rebuild(corpus.stream(count), cursor=1)
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    told.send((seconds, peak))


def visible(index: Index, tries: int) -> list[float]:
    """Return the milliseconds from handing in one document to finding it, each."""
    taken: list[float] = []
    for number in range(tries):
        entry = Entry(f"new:{number}", "case", f"xyzzy{number}", "", audience=PUBLIC)
        start = time.perf_counter()
        index.update([entry])
        found = index.search(f"xyzzy{number}", audience=PUBLIC).total
        taken.append((time.perf_counter() - start) * 1000)
        if found != 1:
            raise SystemExit("what was committed is not visible")
    return taken
