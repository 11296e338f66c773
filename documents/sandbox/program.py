"""A program of somebody else's reading a stranger's file: bound like our own child.

It gets the file as its input and gives its output, and has little memory, time and
room to write. It cannot be made deaf or kept from opening files as our own code is;
use it for programs that do neither.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from tempfile import TemporaryFile
from typing import Final

from documents.sandbox.limits import LONGEST_ANSWER, MEMORY, OPEN_FILES
from documents.sandbox.refusal import BROKEN, HEAVY, SLOW, Unreadable

# The interpreter takes the limits upon itself and becomes the program: whoever forks
# a process with threads may do nothing in between.
_BECOME: Final = """
import os, resource, signal, sys
names = ("AS", "CPU", "FSIZE", "NOFILE", "CORE")
for name, most in zip(names, map(int, sys.argv[1:6])):
    resource.setrlimit(getattr(resource, "RLIMIT_" + name), (most, most))
signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
signal.alarm(2 * int(sys.argv[2]))
os.execv(sys.argv[6], sys.argv[6:])
"""


_ALONE: Final = ("-I", "-S", "-B", "-c")


def output_of(command: Sequence[str], content: bytes, *, seconds: float) -> bytes:
    """Return what a program writes when it is given these bytes.

    Raises:
        Unreadable: it failed, or took too much.
    """
    limits = (MEMORY, int(seconds) + 1, LONGEST_ANSWER, OPEN_FILES, 0)
    with TemporaryFile() as given, TemporaryFile() as answered:
        given.write(content)
        given.seek(0)
        # The command is this interpreter, our own words and a program found here.
        process = subprocess.Popen(  # noqa: S603
            [sys.executable, *_ALONE, _BECOME, *map(str, limits), *command],
            stdin=given,
            stdout=answered,
            stderr=subprocess.DEVNULL,
            cwd="/",
            env={"LC_ALL": "C.UTF-8", "PATH": os.defpath, "OMP_THREAD_LIMIT": "1"},
            start_new_session=True,
        )
        code = _ended(process, seconds)
        answered.seek(0)
        told = answered.read(LONGEST_ANSWER + 1)
    if code != 0 or len(told) >= LONGEST_ANSWER:
        raise Unreadable(BROKEN if code > 0 else HEAVY)
    return told


def _ended(process: "subprocess.Popen[bytes]", seconds: float) -> int:
    try:
        return process.wait(seconds)
    except subprocess.TimeoutExpired as error:
        raise Unreadable(SLOW) from error
    finally:
        # Nobody has waited for one that still runs: the group is its own.
        if process.returncode is None:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
