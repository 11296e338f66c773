"""Reading somebody else's file in a child process that may do little.

A function of ours, named by its import path, gets the bytes and answers with data
that JSON can carry. The child has little memory, little time, no network and no
files to write, so a file made to harm harms the child (security.md T14, T18, R25).
"""

import importlib
import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable
from tempfile import TemporaryFile
from threading import BoundedSemaphore
from typing import Any, Final

from documents.errors import DomainError

SECONDS: Final = 10
MEMORY: Final = 512 * 1024 * 1024
LONGEST_ANSWER: Final = 4 * 1024 * 1024
AT_ONCE: Final = 2
"""Children of one process; more files wait their turn."""

turns: Final = BoundedSemaphore(AT_ONCE)

_CHILD: Final = (
    "import sys; sys.path[:] = {path!r};"
    "from documents.sandbox import answer; answer({target!r})"
)
_FORBIDDEN: Final = ("socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn")
_SLOW: Final = "Tệp mất quá nhiều thời gian để đọc. Hãy lưu lại tệp rồi thử lại."
_HEAVY: Final = "Tệp quá lớn hoặc quá phức tạp để đọc an toàn."
_BROKEN: Final = "Không đọc được tệp: tệp hỏng hoặc có cấu trúc lạ."


class Unreadable(DomainError):
    """A file that cannot be read, or not safely; the message says why."""


def run(target: str, content: bytes, *, seconds: float = SECONDS) -> Any:
    """Return what `target` ("package.module:function") makes of the bytes.

    Raises:
        Unreadable: the function refused the file, failed, or took too much.
    """
    with turns, TemporaryFile() as given, TemporaryFile() as answered:
        given.write(content)
        given.seek(0)
        try:
            # The command is this interpreter and our own words; the file is its input.
            ended = subprocess.run(  # noqa: S603
                [sys.executable, "-I", "-S", "-B", "-c", _child(target)],
                stdin=given,
                stdout=answered,
                stderr=subprocess.DEVNULL,
                timeout=seconds,
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise Unreadable(_SLOW) from error
        if ended.returncode != 0:
            raise Unreadable(_HEAVY if ended.returncode < 0 else _BROKEN)
        answered.seek(0)
        told = json.loads(answered.read())
    if "refused" in told:
        raise Unreadable(told["refused"])
    return told["answer"]


def answer(target: str) -> None:
    """Be the child: take the limits, read the bytes, print the answer as JSON."""
    _limit()
    module, _, name = target.partition(":")
    function = getattr(importlib.import_module(module), name)
    # Files that libraries read when they load are read by now.
    sys.addaudithook(_refuse)
    told = json.dumps(_told(function, sys.stdin.buffer.read())).encode()
    if len(told) > LONGEST_ANSWER:
        told = json.dumps({"refused": _HEAVY}).encode()
    sys.stdout.buffer.write(told)


def _child(target: str) -> str:
    """Return the child's program: the site package is skipped, its paths given."""
    return _CHILD.format(path=[path for path in sys.path if path], target=target)


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (LONGEST_ANSWER, LONGEST_ANSWER))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _told(function: Callable[[bytes], Any], content: bytes) -> dict[str, Any]:
    try:
        return {"answer": function(content)}
    except DomainError as error:
        return {"refused": error.message}
    except (MemoryError, RecursionError):
        return {"refused": _HEAVY}


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    """Refuse what reading a file never needs: to connect, to start, to write."""
    writes = event == "open" and arguments[2] & (os.O_WRONLY | os.O_RDWR)
    if writes or event.startswith(_FORBIDDEN):
        raise PermissionError(event)
