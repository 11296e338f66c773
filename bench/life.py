"""Random walks of cases through every verb: steps, refusals, moves by row, and faults.

`python -m bench.life [--steps 50000]` walks on an empty SQLite as the tests do, only
further (`tests.documents.handling.life.walk`). It fails if a step leaves a case where
none may stand, if a verb raises what is no refusal, or if a row is never walked.
"""

import argparse
import time
import traceback
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from documents.database import Database
from tests import factories
from tests.documents.handling.life.walk import Seen, walk

STEPS: Final = 50_000


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--steps", type=int, default=STEPS)
    asked, seen, began = parser.parse_args(), Seen(), time.perf_counter()
    with TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{folder}/portal.sqlite3")
        database.migrate()
        faults = _walk(database, Path(folder), asked.steps, seen)
        database.dispose()
    told(seen, time.perf_counter() - began)
    print(f"faults: {faults}")
    return 1 if faults or seen.never else 0


def _walk(database: Database, folder: Path, steps: int, seen: Seen) -> int:
    try:
        walk(database, factories.store(folder), steps=steps, seen=seen)
    except Exception:  # noqa: BLE001 - a fault of any kind is told and counted
        traceback.print_exc()
        return 1
    return 0


def told(seen: Seen, seconds: float) -> None:
    each = 1000 * seconds / max(1, seen.steps)
    print(f"steps: {seen.steps} in {seen.walks} walks")
    print(f"took: {seconds:.0f} s, {each:.1f} ms a step")
    print(f"most rounds of a case: {seen.most_rounds}")
    for title, counted in (
        ("moves by row", seen.moves),
        ("done", seen.done),
        ("refusals", seen.refusals),
    ):
        print(f"{title}: {sum(counted.values())}: {_listed(counted)}")
    print(f"rows never walked: {', '.join(seen.never) or 'none'}")


def _listed(counted: Counter[str]) -> str:
    return ", ".join(f"{name} {counted[name]}" for name in sorted(counted))


if __name__ == "__main__":
    raise SystemExit(main())
