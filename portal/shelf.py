"""The newest rendering of each public page, kept by one process."""

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock
from typing import Final

MOST_KEPT: Final = 64


@dataclass(frozen=True)
class Kept:
    """A page as a visitor got it, and the revision of what it showed."""

    revision: int
    body: bytes
    etag: str


class Shelf:
    """The newest rendering of each public page, for one process."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, Kept] = OrderedDict()
        self._lock = Lock()

    def find(self, path: str, revision: int) -> Kept | None:
        """Return the page of a path if it is of this very revision."""
        with self._lock:
            found = self._kept.get(path)
        return found if found is not None and found.revision == revision else None

    def keep(self, path: str, kept: Kept) -> None:
        """Keep a page in the place of an older one."""
        with self._lock:
            self._kept[path] = kept
            self._kept.move_to_end(path)
            while len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)
