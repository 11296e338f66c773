"""The warm process: what reads files is loaded here once, and forked for each file.

It is asked over a socket, with the target's name and three descriptors: the file, the
place of the answer, and a socket for the news of this one child: "started", then its
exit code. Whoever hangs that one up wants the child dead; whoever hangs up the first
has ended, and everything here ends too. It reads no byte of any file itself.
"""

import gc
import importlib
import os
import resource
import signal
import socket
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, partial
from selectors import EVENT_READ, PollSelector
from typing import Final

from documents.sandbox import child, limits

LONGEST_TARGET: Final = 1000
_OURS: Final = "documents."


@dataclass(frozen=True)
class _Child:
    """A process at work: how its end is seen, and who waits for it."""

    pid: int
    end: int
    asked: socket.socket


def main() -> None:
    """Be the warm process; what is asked comes in where others have their input."""
    resource.setrlimit(resource.RLIMIT_NOFILE, (limits.OPEN_FILES, limits.OPEN_FILES))
    Zygote(socket.socket(fileno=os.dup(0))).serve()


class Zygote:
    """One process, one thread: it forks, watches and buries."""

    def __init__(self, control: socket.socket) -> None:
        self._control = control
        self._watch = PollSelector()
        self._watch.register(control, EVENT_READ, self._asked)
        self._children: dict[int, _Child] = {}
        self._wanted = True

    def serve(self) -> None:
        """Answer until the parent hangs up."""
        try:
            while self._wanted:
                for key, _ in self._watch.select():
                    key.data()
        finally:
            for pid in tuple(self._children):
                self._kill(pid)

    def _asked(self) -> None:
        told, files, _, _ = socket.recv_fds(self._control, LONGEST_TARGET, 3)
        if not told:
            self._wanted = False
            return
        target = told.decode()
        given, answered, news = files
        _load(target.partition(":")[0])
        pid = os.fork()
        if pid == 0:
            child.be(target, given, answered)
        os.close(given)
        os.close(answered)
        self._watch_over(_Child(pid, os.pidfd_open(pid), socket.socket(fileno=news)))

    def _watch_over(self, begun: _Child) -> None:
        self._children[begun.pid] = begun
        self._watch.register(begun.end, EVENT_READ, partial(self._bury, begun.pid))
        self._watch.register(begun.asked, EVENT_READ, partial(self._kill, begun.pid))
        with suppress(OSError):
            begun.asked.send(b"started")

    def _kill(self, pid: int) -> None:
        """End a child; it is not buried yet, so the number is still its own."""
        if pid in self._children:
            os.kill(pid, signal.SIGKILL)
            self._watch.unregister(self._children[pid].asked)

    def _bury(self, pid: int) -> None:
        ended = self._children.pop(pid)
        code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        self._watch.unregister(ended.end)
        os.close(ended.end)
        with suppress(KeyError):
            self._watch.unregister(ended.asked)
        with ended.asked, suppress(OSError):
            ended.asked.send(str(code).encode())


@cache
def _load(module: str) -> None:
    """Load a module of ours once, and what it says that its functions load late.

    One that cannot be loaded fails in the child, where it is told.
    """
    if not module.startswith(_OURS):
        return
    with suppress(Exception):
        loaded = importlib.import_module(module)
        for late in getattr(loaded, "AHEAD", ()):
            importlib.import_module(late)
    # What is loaded stays: children need neither look through nor copy it.
    gc.freeze()
