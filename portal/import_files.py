"""Uploaded files of past cases, kept until their rows are taken in, and no longer.

They hold names in the clear, so nobody else on the machine reads them, and they are
in no store of files.
"""

import fcntl
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePath
from typing import IO, Final

_FOLDER: Final = "imports"
_LOCK: Final = "lock"
_CHUNK: Final = 1 << 20


class ImportFiles:
    """The folder of these files."""

    def __init__(self, data_dir: Path) -> None:
        self._place = data_dir / _FOLDER

    def keep(self, stream: IO[bytes], *, name: str) -> str:
        """Keep a file under a name of ours with the suffix of its own; return it."""
        self._place.mkdir(mode=0o700, parents=True, exist_ok=True)
        suffix = PurePath(name.casefold()).suffix
        is_plain = suffix[1:].isascii() and suffix[1:].isalnum()
        kept = secrets.token_hex(16) + (suffix if is_plain else "")
        with self.path(kept).open("xb") as out:
            while chunk := stream.read(_CHUNK):
                out.write(chunk)
        self.path(kept).chmod(0o600)
        return kept

    def names(self) -> list[str]:
        """Return the names of all files that are kept."""
        return [path.name for path in self._place.glob("*") if path.name != _LOCK]

    def path(self, kept: str) -> Path:
        """Return where a file is kept."""
        return self._place / PurePath(kept).name

    def remove(self, kept: str) -> None:
        """Keep a file no longer."""
        self.path(kept).unlink(missing_ok=True)

    @contextmanager
    def alone(self) -> Iterator[bool]:
        """Say whether no other process of this machine is at these files meanwhile."""
        self._place.mkdir(mode=0o700, parents=True, exist_ok=True)
        with (self._place / _LOCK).open("ab") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                yield False
            else:
                yield True
