"""kill -9 of the indexer at random moments, while cases are recorded."""

import os
import random
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from documents import outbox
from tests.faults.harm import Tally, record_other, start, surroundings

ROOT: Final = Path(__file__).parents[2]
PATIENCE: Final = 60.0
"""Seconds after which an index that is not in step counts as lost."""

_PAUSE: Final = 0.04
_EARLY: Final = 0.3
"""Of so many the process is killed before it has caught up."""


class Writer(threading.Thread):
    """Records cases one after the other, and changes some, unless told to rest."""

    def __init__(self, folder: Path, engine: str, chance: random.Random) -> None:
        super().__init__(daemon=True)
        self.site = start(folder, engine)
        self.acknowledged: list[str] = []
        self._chance = chance
        self._going = threading.Event()
        self._resting = threading.Event()
        self._ended = False

    def run(self) -> None:
        while not self._ended:
            if not self._going.is_set():
                self._resting.set()
                self._going.wait(1)
                continue
            self._write()
            time.sleep(_PAUSE)

    def _write(self) -> None:
        with self.site.writing() as session:
            code = record_other(session, self.site, len(self.acknowledged))
            if self.acknowledged:
                changed = self._chance.choice(self.acknowledged)
                outbox.announce(session, f"case:{changed}")
        # Only what is committed was promised to anybody.
        self.acknowledged.append(code)

    def go(self) -> None:
        """Go on recording."""
        self._resting.clear()
        self._going.set()

    def rest(self) -> None:
        """Come to rest between two cases."""
        self._resting.clear()
        self._going.clear()
        self._resting.wait()

    def end(self) -> None:
        """Record no more."""
        self._ended = True
        self._going.set()
        self.join()


class Killing:
    """A portal whose `flask worker` is killed again and again."""

    def __init__(self, folder: Path, engine: str, chance: random.Random) -> None:
        self._chance = chance
        self._environment = {**os.environ, **surroundings(folder, engine)}
        self.writer = Writer(folder, engine, chance)
        self.writer.start()

    def kills(self, tally: Tally, *, times: int) -> None:
        """Kill so often; after each start that lives, compare and count."""
        while tally.tries < times:
            self._life(tally, is_early=self._chance.random() < _EARLY)
        with self._worker() as began:
            self._settle(tally, began)
        tally.missing += len(self.writer.site.searching.differences())
        self.writer.end()

    def _life(self, tally: Tally, *, is_early: bool) -> None:
        with self._worker() as began:
            if not is_early:
                self._settle(tally, began)
            self.writer.go()
            time.sleep(self._chance.uniform(0, 1.2))
        tally.tries += 1

    def _settle(self, tally: Tally, began: float) -> None:
        self.writer.rest()
        tally.slowest = max(tally.slowest, self._until_in_step(began))
        self._compare(tally)

    @contextmanager
    def _worker(self) -> Iterator[float]:
        """Start the indexer; give the moment; kill it in the end."""
        process = subprocess.Popen(
            [sys.executable, "-m", "flask", "worker"],
            cwd=ROOT,
            env=self._environment,
            stderr=subprocess.DEVNULL,
        )
        try:
            yield time.monotonic()
        finally:
            process.kill()
            process.wait()

    def _until_in_step(self, began: float) -> float:
        with self.writer.site.database.reading() as session:
            newest = outbox.revision(session.connection())
        while self.writer.site.searching.cursor < newest:
            if time.monotonic() > began + PATIENCE:
                break
            time.sleep(0.02)
        return time.monotonic() - began

    def _compare(self, tally: Tally) -> None:
        """Compare the index with the database, key by key."""
        index = self.writer.site.searching._open()
        held = index.revisions()
        with self.writer.site.database.reading() as session:
            expected = dict(outbox.revisions(session))
        promised = {f"case:{code}" for code in self.writer.acknowledged}
        tally.missing += len(promised - held.keys())
        tally.wrong += sum(held.get(key) != seq for key, seq in expected.items())
        tally.wrong += len(held.keys() - expected.keys())
        tally.duplicates += index.status().entries - len(held)
