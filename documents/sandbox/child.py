"""The child of one file: bound, deaf to the network, unable to write."""

import importlib
import json
import os
import sys
from collections.abc import Callable
from typing import Any, Final, NoReturn

from documents.errors import DomainError
from documents.sandbox import limits
from documents.sandbox.refusal import HEAVY

_WRITES: Final = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
_FORBIDDEN: Final = ("socket.", "subprocess.", "os.", "signal.pthread_kill", "sqlite3.")
_LOOKS: Final = frozenset({"os.listdir", "os.scandir", "os.walk", "os.fwalk"})
"""What importing a module does."""


def be(target: str, given: int, answered: int) -> NoReturn:
    """Read one file and end: nothing of the process forked from is left open."""
    ended = 1
    try:
        os.dup2(given, 0)
        os.dup2(answered, 1)
        # Above all the way to the warm process: the next file is asked for there.
        os.closerange(3, limits.OPEN_FILES)
        _answer(target)
        ended = 0
    finally:
        os._exit(ended)


def _answer(target: str) -> None:
    """Take the limits, read the bytes, write the answer as JSON."""
    limits.take()
    module, _, name = target.partition(":")
    function = getattr(importlib.import_module(module), name)
    # Files that libraries read when they load are read by now.
    sys.addaudithook(refuse)
    told = json.dumps(_told(function, _all_of(0))).encode()
    if len(told) > limits.LONGEST_ANSWER:
        told = json.dumps({"refused": HEAVY}).encode()
    while told:
        told = told[os.write(1, told) :]


def _all_of(source: int) -> bytes:
    with open(source, "rb", closefd=False) as file:
        return file.read()


def _told(function: Callable[[bytes], Any], content: bytes) -> dict[str, Any]:
    try:
        return {"answer": function(content)}
    except DomainError as error:
        return {"refused": error.message}
    except (MemoryError, RecursionError):
        return {"refused": HEAVY}


def refuse(event: str, arguments: tuple[Any, ...]) -> None:
    """Refuse what reading a file never needs: to connect, to start, to write."""
    writes = event == "open" and arguments[2] & _WRITES
    if writes or (event.startswith(_FORBIDDEN) and event not in _LOOKS):
        raise PermissionError(event)
