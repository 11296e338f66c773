"""The way to this process's own warm process: started when needed, ended with it."""

import atexit
import os
import signal
import socket
import subprocess
import sys
from contextlib import suppress
from threading import Lock
from typing import IO, Final

_PROGRAM: Final = (
    "import sys; sys.path[:] = {path!r};"
    "from documents.sandbox.zygote import main; main()"
)
_TRIES: Final = 2
_START_SECONDS: Final = 20
"""For the warm process to start and to load what the target needs."""

_KILL_SECONDS: Final = 5
_LONGEST_NEWS: Final = 16


class Lost(Exception):
    """The warm process is gone, or answers no more."""


class Warm:
    """A warm process and the socket it is asked over."""

    def __init__(self) -> None:
        self._control, theirs = _pair()
        self._control.settimeout(_KILL_SECONDS)
        self._sending = Lock()
        with theirs:
            # The command is this interpreter and our own words. It learns nothing of
            # the environment, where the portal's secrets are.
            self.process = subprocess.Popen(  # noqa: S603
                [sys.executable, "-I", "-S", "-B", "-c", _program()],
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env={"LC_ALL": "C.UTF-8"},
                start_new_session=True,
            )

    def ask(
        self, target: str, given: IO[bytes], answered: IO[bytes], *, seconds: float
    ) -> int | None:
        """Return the exit code of a child that read one file, None if it took too long.

        Raises:
            Lost: nobody can say.
        """
        news, theirs = _pair()
        with news, theirs:
            files = [given.fileno(), answered.fileno(), theirs.fileno()]
            try:
                with self._sending:
                    socket.send_fds(self._control, [target.encode()], files)
                theirs.close()
                _next(news, _START_SECONDS)
                return _end(news, seconds)
            except OSError as error:
                raise Lost from error

    def end(self) -> None:
        """End it, and every child of it that is left."""
        with self._sending:
            self._control.close()
        # Nobody has waited for it yet, so the number is still its own.
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def leave(self) -> None:
        """Let it be: it is another process's, of which this one is a copy."""
        self._control.close()
        self.process.returncode = 0


class Keeper:
    """Has one warm process at most; threads share it."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._warm: Warm | None = None

    def ask(
        self, target: str, given: IO[bytes], answered: IO[bytes], *, seconds: float
    ) -> int | None:
        """Do what `Warm.ask` does, once more with another one if that is lost."""
        for _ in range(_TRIES):
            given.seek(0)
            answered.seek(0)
            answered.truncate()
            warm = self.warm()
            try:
                return warm.ask(target, given, answered, seconds=seconds)
            except Lost:
                self._bury(warm)
        raise Lost

    def warm(self) -> Warm:
        """Return the warm process, started if there is none."""
        with self._lock:
            if self._warm is None:
                self._warm = Warm()
            return self._warm

    def end(self) -> None:
        """End the warm process; the next file starts another one."""
        with self._lock:
            if self._warm is not None:
                self._warm.end()
                self._warm = None

    def forked(self) -> None:
        """Begin anew in a copy of the process: other threads stayed behind."""
        self._lock = Lock()
        if self._warm is not None:
            self._warm.leave()
            self._warm = None

    def _bury(self, lost: Warm) -> None:
        """End one that is lost, unless another thread has done so."""
        with self._lock:
            if self._warm is lost:
                lost.end()
                self._warm = None


def _program() -> str:
    """Return the program: the site package is skipped, its paths given."""
    return _PROGRAM.format(path=[path for path in sys.path if path])


def _pair() -> tuple[socket.socket, socket.socket]:
    return socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)


def _next(news: socket.socket, seconds: float) -> bytes:
    """Return the next news of a child.

    Raises:
        OSError: there is none, or not in time.
    """
    news.settimeout(seconds)
    told = news.recv(_LONGEST_NEWS)
    if not told:
        raise ConnectionResetError
    return told


def _end(news: socket.socket, seconds: float) -> int | None:
    try:
        return int(_next(news, seconds))
    except TimeoutError:
        # Who hangs up wants the child dead, and hears when it is.
        news.shutdown(socket.SHUT_WR)
        _next(news, _KILL_SECONDS)
        return None


OWN: Final = Keeper()
os.register_at_fork(after_in_child=OWN.forked)
atexit.register(OWN.end)
