"""Faults under the search index at volume, and what of them shows.

`python -m bench.faults [--flips 500] [--kills 200] [--fills 60]` makes a small
portal of each engine in a temporary directory, harms its index in one way after
the other, asks its search page before and after it has recovered, compares the
index with the database, and prints markdown. It takes about half an hour and
ends by itself. As root the full disk is a small file system of its own;
otherwise no file may grow beyond a limit.
"""

import argparse
import logging
import os
import random
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Final

from tests.faults.full_disk import Limiting, limited_files, small_disk
from tests.faults.full_disk import suffer as suffer_full_disk
from tests.faults.harm import Portal, Tally, cut, flipped
from tests.faults.killing import Killing

ENGINES: Final = ("whoosh", "tantivy")
CUTS: Final = 4
"""Random lengths each file is cut to."""

MEGABYTES: Final = 128
"""What the small disk holds: the cases of all fills stay in the database."""

MOST_ROOM: Final = 200_000
"""Bytes left on the full disk, at most; mostly it is much less."""

_SHOWN: Final = 5

Run = Callable[
    [Path, str, random.Random, argparse.Namespace], Iterator[tuple[str, Tally]]
]


def damage(
    folder: Path, engine: str, chance: random.Random, chosen: argparse.Namespace
) -> Iterator[tuple[str, Tally]]:
    """Flip bits, remove files, cut them short."""
    portal = Portal(folder, engine)
    yield from _flips(portal, chance, chosen.flips)
    tally = Tally()
    for name in portal.names():
        for is_open in (False, True):
            portal.suffer(tally, Path.unlink, name, is_open=is_open)
    yield "each file deleted", tally
    tally = Tally()
    for name in portal.names():
        for turn in range(CUTS):
            harm = partial(cut, chance=chance)
            portal.suffer(tally, harm, name, is_open=bool(turn % 2))
    yield "each file cut to random lengths", tally
    tally = Tally()
    for is_open in (False, True):
        portal.suffer(tally, shutil.rmtree, Path(), is_open=is_open)
    yield "the whole directory deleted", tally


def _flips(
    portal: Portal, chance: random.Random, flips: int
) -> Iterator[tuple[str, Tally]]:
    names = portal.names()
    for is_open, what in ((False, "not open"), (True, "open")):
        tally = Tally()
        for name in chance.choices(names, k=flips // 2):
            harm = partial(flipped, chance=chance)
            portal.suffer(tally, harm, name, is_open=is_open)
        yield f"one flipped bit, index {what}", tally
    tally = Tally()
    for name in chance.choices(names, k=flips // 5):
        harm = partial(flipped, chance=chance, keeps_time=True)
        portal.suffer(tally, harm, name, is_open=True, is_inspected=True)
    yield "one flipped bit behind an open index, file time kept", tally


def full_disk(
    folder: Path, engine: str, chance: random.Random, chosen: argparse.Namespace
) -> Iterator[tuple[str, Tally]]:
    """Commit with too little room."""
    with _limiting(folder / "data" / "index") as (what, limiting):
        portal, tally = Portal(folder, engine), Tally()
        failed = sum(
            suffer_full_disk(
                portal, tally, limiting, room=int(MOST_ROOM * chance.random() ** 2)
            )
            for _ in range(chosen.fills)
        )
        yield f"{what}; {failed} commits failed", tally
        portal.site.database.dispose()


@contextmanager
def _limiting(place: Path) -> Iterator[tuple[str, Limiting]]:
    if os.geteuid():
        yield "files that may not grow", limited_files
        return
    place.parent.mkdir(mode=0o700, parents=True)
    with small_disk(place, MEGABYTES) as limiting:
        yield "full disk during a commit", limiting


def kills(
    folder: Path, engine: str, chance: random.Random, chosen: argparse.Namespace
) -> Iterator[tuple[str, Tally]]:
    """Kill the indexer while cases are recorded."""
    tally = Tally()
    killing = Killing(folder, engine, chance)
    killing.kills(tally, times=chosen.kills)
    count = len(killing.writer.acknowledged)
    yield f"kill -9 of the indexer, {count:,} cases recorded meanwhile", tally


RUNS: Final[dict[str, Run]] = {"damage": damage, "disk": full_disk, "kills": kills}


def row(engine: str, what: str, tally: Tally) -> str:
    told = (
        tally.tries,
        tally.pages,
        tally.from_database,
        tally.faults,
        tally.wrong,
        tally.missing,
        tally.duplicates,
    )
    counts = " | ".join(f"{count:,}" for count in told)
    return f"| {engine} | {what} | {counts} | {tally.slowest:.2f} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--flips", type=int, default=500)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--fills", type=int, default=60)
    parser.add_argument("--engines", nargs="+", choices=ENGINES, default=ENGINES)
    parser.add_argument("--only", nargs="+", choices=RUNS, default=tuple(RUNS))
    parser.add_argument("--seed", type=int, default=12154)
    chosen = parser.parse_args()
    # What is logged of each harm would bury the table.
    logging.disable(logging.ERROR)
    print("| engine | harm | tries | pages | from database | 5xx | wrong", end="")
    print(" | missing | duplicates | slowest recovery, s |")
    print("|---" * 10 + "|")
    notes: list[str] = []
    for engine in chosen.engines:
        for name in chosen.only:
            chance = random.Random(f"{chosen.seed} {engine} {name}")
            with tempfile.TemporaryDirectory() as folder:
                for what, tally in RUNS[name](Path(folder), engine, chance, chosen):
                    print(row(engine, what, tally), flush=True)
                    notes += [f"{engine}, {what}: {n}" for n in tally.notes[:_SHOWN]]
    for note in notes:
        print(f"\n{note}")


if __name__ == "__main__":
    main()
