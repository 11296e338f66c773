"""Generations of an index on disk: sealed, durable, and never read unverified.

A directory holds one directory a generation and a manifest that names the one
in force with the sha256 of its every file, sealed with a key. To write is to
make a new generation of hard links, let the engine work there, and replace the
manifest: the commit is that one rename. So a process killed at any moment
leaves the last generation whole, and no byte reaches an engine (Whoosh reads
pickle) that the manifest does not vouch for (security.md M1-M5, T16).
"""

import fcntl
import hashlib
import hmac
import json
import os
import shutil
import stat
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from search.entry import (
    BusyError,
    DamagedError,
    ForeignError,
    SearchError,
    UnsafeError,
)
from search.linking import link

FORMAT: Final = 1
MANIFEST: Final = "manifest.json"
LOCK: Final = "writer.lock"
LOCK_PATIENCE: Final = 10.0
"""Seconds to wait for another writer before giving up."""

_CHUNK: Final = 1 << 20


@dataclass(frozen=True)
class Seal:
    """What the manifest says of the generation in force."""

    engine: str
    analyzer: int
    generation: int
    cursor: int
    entries: int
    files: dict[str, tuple[int, str]]
    """Name → size in bytes, sha256."""

    @property
    def size(self) -> int:
        """Return the bytes of all files."""
        return sum(size for size, _ in self.files.values())


class Store:
    """The directory of one index. Many may read; one at a time may write."""

    def __init__(
        self,
        place: Path,
        *,
        key: bytes,
        passing: Callable[[str], bool],
        durable: bool = True,
    ) -> None:
        self.place = place
        self._key = key
        self._passing = passing
        self._durable = durable
        self._vouched: dict[tuple[int, int, int, int], str] = {}

    def signature(self) -> tuple[int, int, int] | None:
        """Return what changes with every commit; None when there is no index.

        Whoever has an index open learns here that others may now write to it.
        """
        try:
            self._is_safe()
            told = (self.place / MANIFEST).stat()
        except (FileNotFoundError, NotADirectoryError):
            return None
        return told.st_ino, told.st_mtime_ns, told.st_size

    def seal(self) -> Seal | None:
        """Read the manifest; None for an index nobody has written yet."""
        if not self._is_safe():
            return None
        try:
            raw = (self.place / MANIFEST).read_bytes()
        except FileNotFoundError:
            if any(path.name != LOCK for path in self.place.iterdir()):
                raise DamagedError("the manifest is gone") from None
            return None
        return self._unsealed(raw)

    def _is_safe(self) -> bool:
        """Say whether the directory exists; refuse one that others may change."""
        try:
            told = self.place.lstat()
        except FileNotFoundError:
            return False
        if not stat.S_ISDIR(told.st_mode):
            raise UnsafeError("the index is not a directory")
        if told.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
            raise UnsafeError("others may write into the index directory")
        if told.st_uid != os.geteuid():
            raise UnsafeError("the index directory belongs to somebody else")
        return True

    def _unsealed(self, raw: bytes) -> Seal:
        try:
            told = json.loads(raw)
            body, mac = told["body"], told["mac"]
            if not hmac.compare_digest(self._mac(body), mac):
                raise DamagedError("the manifest's seal is broken")
            held = json.loads(body)
        except (ValueError, KeyError, TypeError) as error:
            raise DamagedError("the manifest is unreadable") from error
        if held.pop("format") != FORMAT:
            raise ForeignError("the index was written by another version")
        files = {name: (size, sha) for name, (size, sha) in held.pop("files").items()}
        return Seal(files=files, **held)

    def _mac(self, body: str) -> str:
        return hmac.new(self._key, body.encode(), hashlib.sha256).hexdigest()

    def directory(self, seal: Seal) -> Path:
        """Return where a generation lies."""
        return self.place / _name(seal.generation)

    def verify(self, seal: Seal, *, afresh: bool = False) -> None:
        """Compare every file of a generation with the seal; raises SearchError.

        `afresh` reads those again that were verified before; meanwhile they are
        trusted as ever.
        """
        place = self.directory(seal)
        names = {path.name for path in place.iterdir() if not self._passing(path.name)}
        if names != seal.files.keys():
            raise DamagedError("files are missing from the index, or added to it")
        for name, (size, sha) in seal.files.items():
            if self._digest(place / name, afresh=afresh) != (size, sha):
                raise DamagedError(f"{name} is damaged")

    def is_intact(self, seal: Seal) -> bool:
        """Say, without reading it again, whether a verified generation still is."""
        place = self.directory(seal)
        return all(
            self._vouched.get(_identity((place / name).stat())) == sha
            for name, (_, sha) in seal.files.items()
        )

    def _digest(
        self, path: Path, *, sync: bool = False, afresh: bool = False
    ) -> tuple[int, str]:
        """Return a file's size and sha256; files never change once closed."""
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
        try:
            told = os.fstat(handle)
            known = self._vouched.get(_identity(told))
            if known is None or afresh:
                known = _sha256(handle)
                self._vouched[_identity(told)] = known
                if sync and self._durable:
                    os.fsync(handle)
        finally:
            os.close(handle)
        return told.st_size, known

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the writer's lock; the kernel frees it with the process."""
        self.place.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._is_safe()
        handle = os.open(
            self.place / LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600
        )
        try:
            _wait_for_lock(handle)
            yield
        finally:
            os.close(handle)

    @contextmanager
    def draft(self, last: Seal | None) -> Iterator[tuple[int, Path]]:
        """Give a number and a directory for the next generation.

        It holds the files of the last, if one is given, and is gone again if
        anything goes wrong. Only for who holds the writer's lock.
        """
        number = max((int(path.name) for path in self._generations()), default=0) + 1
        place = self.place / _name(number)
        place.mkdir(mode=0o700)
        try:
            if last:
                for name in last.files:
                    link(self.directory(last) / name, place / name)
            yield number, place
        except BaseException:
            if not self._is_in_force(number):
                shutil.rmtree(place, ignore_errors=True)
            raise

    def _generations(self) -> list[Path]:
        """Return the directories of generations, oldest first."""
        return sorted(
            path
            for path in self.place.iterdir()
            if path.is_dir() and path.name.isdigit()
        )

    def _is_in_force(self, generation: int) -> bool:
        try:
            seal = self.seal()
        except (SearchError, OSError):
            return False
        return seal is not None and seal.generation == generation

    def publish(self, seal: Seal) -> Seal:
        """Put a finished draft in force; `seal` still lacks its files."""
        place = self.directory(seal)
        files = {}
        for path in sorted(place.iterdir()):
            if path.is_dir():
                shutil.rmtree(path)
            elif self._passing(path.name):
                path.unlink()
            else:
                files[path.name] = self._digest(path, sync=True)
        self._sync(place)
        sealed = Seal(**{**asdict(seal), "files": files})
        self._replace_manifest(sealed)
        self._sweep(sealed)
        return sealed

    def _replace_manifest(self, seal: Seal) -> None:
        body = json.dumps({"format": FORMAT, **asdict(seal)}, sort_keys=True)
        fresh = self.place / f"{MANIFEST}.new"
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w") as file:
            json.dump({"body": body, "mac": self._mac(body)}, file)
            file.flush()
            if self._durable:
                os.fsync(handle)
        fresh.replace(self.place / MANIFEST)
        self._sync(self.place)

    def _sync(self, directory: Path) -> None:
        if not self._durable:
            return
        handle = os.open(directory, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

    def _sweep(self, seal: Seal) -> None:
        """Remove older generations but the last, which a reader may be opening."""
        for path in self._generations()[:-2]:
            shutil.rmtree(path, ignore_errors=True)
        present = {sha for _, sha in seal.files.values()}
        for identity, sha in list(self._vouched.items()):
            if sha not in present:
                del self._vouched[identity]


def _name(generation: int) -> str:
    return f"{generation:010}"


def _identity(told: os.stat_result) -> tuple[int, int, int, int]:
    return told.st_dev, told.st_ino, told.st_size, told.st_mtime_ns


def _sha256(handle: int) -> str:
    digest = hashlib.sha256()
    while chunk := os.read(handle, _CHUNK):
        digest.update(chunk)
    return digest.hexdigest()


def _wait_for_lock(handle: int) -> None:
    until = time.monotonic() + LOCK_PATIENCE
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > until:
                raise BusyError("another process is writing the index") from None
            time.sleep(0.05)
        else:
            return
