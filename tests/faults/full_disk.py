"""A disk without room under an index, and what becomes of commits on it."""

import os
import resource
import subprocess
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import Final

from tests.faults.harm import Portal, Tally, record_other

LARGE: Final = 1_100
"""Words of a case whose commit needs some room."""

Limiting = Callable[[int], AbstractContextManager[None]]
"""Leaves room for so many bytes, for a while."""


@contextmanager
def limited_files(room: int) -> Iterator[None]:
    """Let no file of this process grow beyond so many bytes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@contextmanager
def small_disk(place: Path, megabytes: int) -> Iterator[Limiting]:
    """Mount a small file system of memory; give what fills it. Needs root."""
    place.mkdir(parents=True)
    size = f"size={megabytes}m,mode=0700"
    subprocess.run(["mount", "-t", "tmpfs", "-o", size, "tmpfs", place], check=True)
    try:
        yield lambda room: filled(place, room)
    finally:
        # Lazily: what is open still holds it, and goes with this process.
        subprocess.run(["umount", "--lazy", place], check=True)


@contextmanager
def filled(place: Path, room: int) -> Iterator[None]:
    """Fill a disk but for so many bytes; free it again."""
    filler = place / "filler"
    told = os.statvfs(place)
    size = max(0, told.f_bavail * told.f_frsize - room)
    with filler.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, max(1, size))
    try:
        yield
    finally:
        filler.unlink()


def suffer(portal: Portal, tally: Tally, limiting: Limiting, *, room: int) -> bool:
    """Commit without room, and once there is some; say whether it failed."""
    portal.restore()
    # What it held open of the one before still takes room.
    assert portal.searching.cursor
    acknowledged = set()
    for _ in range(8):
        with portal.site.writing() as session:
            number = 1_000_000 + tally.tries
            acknowledged.add(record_other(session, portal.site, number, LARGE))
    tally.tries += 1
    failed = True
    with limiting(room), suppress(OSError):
        portal.recover()
        failed = False
    note = f"room for {room}"
    portal.ask(tally, note=note)
    tally.slowest = max(tally.slowest, portal.recover())
    portal.ask(tally, note=f"{note}, recovered")
    portal.compare(tally, note=note)
    tally.missing += len(
        {f"case:{code}" for code in acknowledged}
        - portal.searching._open().revisions().keys()
    )
    # What the next one has to take is its own commit, and not this one too.
    portal.keep()
    return failed
