"""What background work does while it fails: it says so once, and tries again."""

import logging
import threading
from typing import Final

log = logging.getLogger(__name__)

FIRST_PAUSE: Final = 0.8
LONGEST_PAUSE: Final = 5.0
"""Seconds between two tries while something fails, such as a full disk."""


class Trouble:
    """Failures in a row: told in full once, and tried again after longer pauses."""

    def __init__(self, what: str, stopping: threading.Event) -> None:
        self._what = what
        self._stopping = stopping
        self._count = 0

    def over(self) -> None:
        """Say that a turn went well."""
        if self._count:
            log.warning("%s turn went well after %d failures", self._what, self._count)
        self._count = 0

    def pause(self, error: Exception) -> None:
        """Tell of a failure, and wait; whatever went wrong may be mended then."""
        self._count += 1
        if self._count == 1:
            log.error("%s turn failed", self._what, exc_info=error)
        else:
            log.warning("%s turn failed again: %s", self._what, error)
        doubled = FIRST_PAUSE * 2 ** min(self._count - 1, 9)
        self._stopping.wait(min(doubled, LONGEST_PAUSE))
