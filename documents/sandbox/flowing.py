"""A long file, read piece by piece in a child that may do as little as the others.

What `run` answers at once must be small; here the child tells one piece a line, and
waits while nobody takes them, so that neither side ever holds the file.
"""

import importlib
import json
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any, Final

from documents.errors import DomainError
from documents.sandbox import child, limits
from documents.sandbox.refusal import BROKEN, HEAVY, SLOW, Unreadable

SECONDS: Final = 600
"""Of the processor's time, for a file of a million rows."""

MEMORY: Final = 2 * limits.MEMORY
"""Bytes: the texts of a workbook of 100,000 rows lie in memory while it is read."""

LONGEST_PIECE: Final = 8 * 1024 * 1024
"""Bytes of a line, ended and all."""

_GIVEN: Final = Path("/proc/self/fd/0")
_PROGRAM: Final = (
    "import sys; sys.path[:] = {path!r};"
    "from documents.sandbox.flowing import main; main(*sys.argv[1:])"
)


@contextmanager
def flow(target: str, file: Path, name: str) -> Iterator[Iterator[Any]]:
    """Give what `target` ("package.module:function") tells of a file, piece by piece.

    The function gets a path to the file, and the file's name. Its child ends with
    this context, whether all was taken or not.

    Raises:
        Unreadable: from the pieces; the function refused the file, failed, or took
            too much.
        OSError: the file cannot be opened.
    """
    path = [place for place in sys.path if place]
    program = _PROGRAM.format(path=path)
    with file.open("rb") as given:
        # The command is this interpreter and our own words. It learns nothing of the
        # environment, where the portal's secrets are.
        process = subprocess.Popen(  # noqa: S603
            [sys.executable, "-I", "-S", "-B", "-c", program, target, name],
            stdin=given,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd="/",
            env={"LC_ALL": "C.UTF-8"},
            start_new_session=True,
        )
    assert process.stdout is not None  # noqa: S101 - it was asked for
    with process.stdout as told:
        pieces = _pieces(process, told)
        try:
            yield pieces
        finally:
            pieces.close()
            _end(process)


def _end(process: "subprocess.Popen[bytes]") -> None:
    # Nobody has waited for one that still runs: the group is its own.
    if process.returncode is None:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _pieces(
    process: "subprocess.Popen[bytes]", told: IO[bytes]
) -> Generator[Any, None, None]:
    while (line := told.readline(LONGEST_PIECE)).endswith(b"\n"):
        piece = _read(line)
        if "refused" in piece:
            raise Unreadable(str(piece["refused"]))
        if "piece" not in piece:
            return
        yield piece["piece"]
    code = process.wait() if not line else 1
    if code == -signal.SIGXCPU:
        raise Unreadable(SLOW)
    raise Unreadable(HEAVY if code < 0 else BROKEN)


def _read(line: bytes) -> dict[str, Any]:
    """Return a line of the child, which may have been taken over."""
    try:
        told = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise Unreadable(BROKEN) from error
    if not isinstance(told, dict):
        raise Unreadable(BROKEN)
    return told


def main(target: str, name: str) -> None:
    """Be the child: take the limits, read the file, tell its pieces."""
    module, _, function = target.partition(":")
    reader = getattr(importlib.import_module(module), function)
    for late in getattr(importlib.import_module(module), "AHEAD", ()):
        importlib.import_module(late)
    _bind()
    sys.addaudithook(child.refuse)
    try:
        _tell({"piece": piece} for piece in reader(_GIVEN, name))
        _tell([{"end": True}])
    except DomainError as error:
        _tell([{"refused": error.message}])
    except (MemoryError, RecursionError):
        _tell([{"refused": HEAVY}])
    # A reader of the pipe that has gone wants nothing more, no word of it either.
    except BrokenPipeError:
        os._exit(1)


def _bind() -> None:
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_NOFILE, limits.OPEN_FILES),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))


def _tell(told: Iterable[dict[str, Any]]) -> None:
    out = sys.stdout
    for piece in told:
        out.write(json.dumps(piece) + "\n")
    out.flush()
