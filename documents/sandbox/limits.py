"""How much a stranger's file may cost (security.md T14, R25)."""

import resource
import signal
from typing import Final

SECONDS: Final = 10
MEMORY: Final = 512 * 1024 * 1024
LONGEST_ANSWER: Final = 4 * 1024 * 1024
AT_ONCE: Final = 2
"""Children of one process; more files wait their turn."""

OPEN_FILES: Final = 64
_LONGEST_LIFE: Final = 60
"""Seconds, for a child that nobody is left to end."""


def take() -> None:
    """Bind this process, which cannot loosen it again."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (LONGEST_ANSWER, LONGEST_ANSWER))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.alarm(_LONGEST_LIFE)
