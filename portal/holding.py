"""Files that were chosen in a form that came back, held so that nobody chooses anew.

They are held for a day at most. They may name anybody, so nobody else on the machine
reads them, and nobody but the officer whose form it is gets them back; a visitor's form
is whose its key knows.
"""

import json
import re
import secrets
import shutil
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from documents.case_files import Found, format_named

KEPT_FOR: Final = timedelta(days=1)
_LOOK_EVERY: Final = timedelta(hours=1)

VISITOR: Final = 0
"""Stands for the id of an officer where there is none."""

_FOLDER: Final = "holding"
_WAITING: Final = "waiting"
_ABOUT: Final = ".json"
_KEY: Final = re.compile(r"[A-Za-z0-9_-]{22}")


@dataclass(frozen=True)
class Held:
    """A file of a form that waits to be sent again: its name, and its size in bytes."""

    token: str
    name: str
    size: int


def new_key() -> str:
    """Return a name for a form that nobody guesses."""
    return secrets.token_urlsafe(16)


def is_key(typed: str) -> bool:
    """Say whether this may be the name of a form."""
    return _KEY.fullmatch(typed) is not None


class Holding:
    """What one officer's form holds."""

    def __init__(self, data_dir: Path, *, officer_id: int, key: str) -> None:
        self._key = key
        self._all = data_dir / _FOLDER
        self._place = self._all / f"{officer_id}-{key}"

    def put(self, found: Found, *, now: datetime) -> Held:
        """Hold a file that was looked at; forget those of forms that nobody sent."""
        self._sweep(now)
        for folder in (self._all, self._place):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        token = secrets.token_hex(8)
        about = {
            "name": found.name,
            "media_type": found.format.media_type,
            "pages": found.pages,
            "size": len(found.content),
            "place": len(self.held()),
        }
        _write(self._place / token, found.content)
        _write(self._place / f"{token}{_ABOUT}", json.dumps(about).encode())
        return Held(token, found.name, len(found.content))

    def set_aside(self) -> None:
        """Let the files wait where nobody forgets them, under the form's own key."""
        waiting = SetAside(self._all.parent, key=self._key)
        waiting.take(self._place)

    def held(self) -> list[Held]:
        """Return what is held, in the order in which it was chosen."""
        told = {
            path.name.removesuffix(_ABOUT): json.loads(path.read_bytes())
            for path in self._place.glob(f"*{_ABOUT}")
        }
        ordered = sorted(told.items(), key=lambda item: int(item[1]["place"]))
        return [Held(token, it["name"], it["size"]) for token, it in ordered]

    def found(self) -> tuple[Found, ...]:
        """Return the files as they were looked at."""
        return tuple(self._found(one.token) for one in self.held())

    def keep_only(self, tokens: set[str]) -> None:
        """Let go of every file that was unticked."""
        for one in self.held():
            if one.token not in tokens:
                self._remove(one.token)

    def clear(self) -> None:
        """Hold nothing any more."""
        shutil.rmtree(self._place, ignore_errors=True)

    def _found(self, token: str) -> Found:
        told = json.loads((self._place / f"{token}{_ABOUT}").read_bytes())
        kind = format_named(told["media_type"])
        content = (self._place / token).read_bytes()
        return Found(content, told["name"], kind, told["pages"])

    def _remove(self, token: str) -> None:
        for path in (self._place / f"{token}{_ABOUT}", self._place / token):
            path.unlink(missing_ok=True)

    def _sweep(self, now: datetime) -> None:
        sweep(self._all.parent, now=now)


class SetAside(Holding):
    """The files of a request that waits until somebody has looked at it."""

    def __init__(self, data_dir: Path, *, key: str) -> None:
        super().__init__(data_dir, officer_id=VISITOR, key=key)
        self._waiting = data_dir / _WAITING
        # Without a key it has no files, and no folder either.
        self._place = self._waiting / (key or "none")

    def take(self, place: Path) -> None:
        """Take the folder of a form over."""
        self._waiting.mkdir(mode=0o700, parents=True, exist_ok=True)
        place.rename(self._place)


def sweep(data_dir: Path, *, now: datetime) -> None:
    """Forget what forms hold that were not sent for a day."""
    oldest = (now - KEPT_FOR).timestamp()
    for place in (data_dir / _FOLDER).glob("*"):
        # Its form may just have been taken: then the place is gone.
        with suppress(FileNotFoundError):
            if place.stat().st_mtime < oldest:
                shutil.rmtree(place, ignore_errors=True)


class Sweeping:
    """Forgets what forms hold too long, for whoever asks all the time."""

    def __init__(self, data_dir: Path) -> None:
        self._data_dir = data_dir
        self._looked_at: datetime | None = None

    def look(self, now: datetime) -> None:
        """Sweep, if it is time to look again."""
        if self._looked_at is None or now - self._looked_at >= _LOOK_EVERY:
            sweep(self._data_dir, now=now)
            self._looked_at = now


def _write(path: Path, content: bytes) -> None:
    path.touch(mode=0o600)
    path.write_bytes(content)
