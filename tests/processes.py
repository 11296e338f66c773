"""Looking at processes: which live, which belong to which, waiting for one to end."""

import time
from collections.abc import Callable
from pathlib import Path

PATIENCE = 20
"""Seconds until what was to come true is said to be false."""


def lives(pid: int) -> bool:
    """Say whether a process runs; one that only waits to be buried does not."""
    try:
        told = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    except OSError:
        return False
    return told.rpartition(")")[2].split()[0] != "Z"


def children(pid: int) -> list[int]:
    """Return the processes that a process of one thread, or its first, started."""
    told = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    return [int(number) for number in told.split()]


def comes_true(said: Callable[[], object]) -> bool:
    """Wait until something is so, for a bounded time."""
    end = time.monotonic() + PATIENCE
    while not said() and time.monotonic() < end:
        time.sleep(0.02)
    return bool(said())
