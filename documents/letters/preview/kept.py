"""What was made last, so that nobody waits for it twice."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

from documents.letters.preview.failure import SLOW, PreviewFailed

Made = TypeVar("Made")


class Kept(Generic[Made]):
    """The few things used last; threads share it, and make one thing at a time.

    `most` bounds the sum of what `weigh` says of each; one that is heavier alone is
    made and not kept.
    """

    def __init__(self, *, most: int, weigh: Callable[[Made], int]) -> None:
        self._most = most
        self._weigh = weigh
        self._held: OrderedDict[Hashable, Made] = OrderedDict()
        self._look = Lock()
        self._turn = Lock()

    def get(self, key: Hashable, make: Callable[[], Made], *, seconds: float) -> Made:
        """Return what is kept under a key, made if there is none.

        Raises:
            PreviewFailed: the turn to make it did not come in time.
        """
        found = self._find(key)
        if found is not None:
            return found
        if not self._turn.acquire(timeout=seconds):
            raise PreviewFailed(SLOW)
        try:
            # Another thread may have made it while this one waited.
            found = self._find(key)
            return self._keep(key, make()) if found is None else found
        finally:
            self._turn.release()

    def _find(self, key: Hashable) -> Made | None:
        with self._look:
            if key in self._held:
                self._held.move_to_end(key)
            return self._held.get(key)

    def _keep(self, key: Hashable, made: Made) -> Made:
        with self._look:
            self._held[key] = made
            while sum(map(self._weigh, self._held.values())) > self._most:
                self._held.popitem(last=False)
        return made
