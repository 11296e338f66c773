"""Reading somebody else's file in a child process that may do little.

A function of ours, named by its import path, gets the bytes and answers with data
that JSON can carry. The child has little memory, little time, no network and no
files to write, so a file made to harm harms the child (security.md T14, T18, R25).
Children are forked from one warm process of this one (`zygote`), which never sees a
file; what a module's functions load late, it may name in `AHEAD` to have it loaded
there.
"""

import json
import os
from collections.abc import Sequence
from tempfile import TemporaryFile
from threading import BoundedSemaphore
from typing import IO, Any

from documents.sandbox import program
from documents.sandbox.flowing import flow
from documents.sandbox.keeper import OWN, Lost
from documents.sandbox.limits import AT_ONCE, LONGEST_ANSWER, MEMORY, SECONDS
from documents.sandbox.refusal import BROKEN, HEAVY, SLOW, Unreadable

__all__ = [
    "AT_ONCE",
    "BROKEN",
    "LONGEST_ANSWER",
    "MEMORY",
    "SECONDS",
    "SLOW",
    "Unreadable",
    "flow",
    "run",
    "run_program",
]

turns = BoundedSemaphore(AT_ONCE)


def run(target: str, content: bytes, *, seconds: float = SECONDS) -> Any:
    """Return what `target` ("package.module:function") makes of the bytes.

    Raises:
        Unreadable: the function refused the file, failed, or took too much.
    """
    with turns, TemporaryFile() as given, TemporaryFile() as answered:
        given.write(content)
        given.flush()
        try:
            code = OWN.ask(target, given, answered, seconds=seconds)
        except Lost as error:
            raise Unreadable(BROKEN) from error
        if code is None:
            raise Unreadable(SLOW)
        if code != 0:
            raise Unreadable(HEAVY if code < 0 else BROKEN)
        told = _told(answered)
    if "answer" not in told:
        raise Unreadable(str(told.get("refused", BROKEN)))
    return told["answer"]


def run_program(
    command: Sequence[str], content: bytes, *, seconds: float = SECONDS
) -> bytes:
    """Return what a program, named by its path, writes when given the bytes.

    Raises:
        Unreadable: the program failed, or took too much.
    """
    with turns:
        return program.output_of(command, content, seconds=seconds)


def _told(answered: IO[bytes]) -> dict[str, Any]:
    """Return the answer; a child that was taken over may have written anything."""
    answered.seek(0)
    try:
        told = json.loads(answered.read(LONGEST_ANSWER))
    except (ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}


def _forked() -> None:
    """Give a copy of this process its own turns: who took some stayed behind."""
    global turns
    turns = BoundedSemaphore(AT_ONCE)


os.register_at_fork(after_in_child=_forked)
