"""From the commit of a directive to its answer, by way of a worker of its own.

`python -m bench.visible [--documents 20000] [--tries 200] [--engines …]` stocks a
portal, starts its `flask worker` as a server has it, publishes directives one by one
at random moments, asks for each until it is found, and prints markdown. It ends by
itself.
"""

import argparse
import logging
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Final

from bench import stocked
from bench.corpus import PUBLIC
from tests.faults.harm import direct, surroundings
from tests.faults.killing import ROOT
from tests.portal.public_site import Site

ENGINES: Final = ("whoosh", "tantivy")
LONGEST_PAUSE: Final = 0.5
"""Seconds between two commits, at most: the worker is met at any point of its turn."""

_FIRST: Final = 900_000
"""A number that no stocked directive bears."""


def seconds(site: Site, number: int) -> float:
    """Publish a directive; return the seconds from the commit until it is found."""
    with site.writing() as session:
        direct(session, site, _FIRST + number)
    committed = time.perf_counter()
    while True:
        results = site.searching.ask(f"{_FIRST + number}/UBND-VP", audience=PUBLIC)
        if results is not None and results.total and not results.relaxed:
            return time.perf_counter() - committed


def measure(engine: str, folder: Path, chosen: argparse.Namespace) -> list[float]:
    """Return the seconds of every try."""
    site = stocked.portal(folder, engine, chosen.documents)
    chance = random.Random(chosen.seed)
    worker = subprocess.Popen(
        [sys.executable, "-m", "flask", "worker"],
        cwd=ROOT,
        env={**os.environ, **surroundings(folder, engine)},
        stderr=subprocess.DEVNULL,
    )
    try:
        # The first is found once the worker has started.
        seconds(site, 0)
        taken = []
        for number in range(1, chosen.tries + 1):
            time.sleep(chance.uniform(0, LONGEST_PAUSE))
            taken.append(seconds(site, number))
    finally:
        worker.terminate()
        worker.wait()
    return taken


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=20_000)
    parser.add_argument("--tries", type=int, default=200)
    parser.add_argument("--engines", nargs="+", choices=ENGINES, default=ENGINES)
    parser.add_argument("--seed", type=int, default=12154)
    chosen = parser.parse_args()
    logging.disable(logging.ERROR)
    print(f"\n{chosen.documents:,} documents, a worker of its own\n")
    print("| engine | commits | p50 ms | p99 ms | slowest ms |")
    print("|---" * 5 + "|")
    for engine in chosen.engines:
        with tempfile.TemporaryDirectory() as folder:
            taken = [1000 * one for one in measure(engine, Path(folder), chosen)]
        cuts = statistics.quantiles(taken, n=100)
        told = f"{cuts[49]:.0f} | {cuts[98]:.0f} | {max(taken):.0f}"
        print(f"| {engine} | {len(taken)} | {told} |", flush=True)


if __name__ == "__main__":
    main()
