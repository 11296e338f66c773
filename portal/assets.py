"""Static files: published once a release under an address that never changes.

The address carries a digest of all files, so a browser may keep them for good;
compressed copies lie beside them, made at the first start of a release. The styles
that every page needs are published as one file: one request, and compressed better.
"""

import hashlib
import os
import shutil
import tempfile
from functools import cache
from pathlib import Path
from typing import Final

from whitenoise.compress import Compressor

SOURCE: Final = Path(__file__).parent / "static"
BUNDLE: Final = "css/portal.css"
BUNDLED: Final = (
    "vendor/bootstrap/bootstrap-reboot.min.css",
    "css/tokens.css",
    "css/base.css",
    "css/components.css",
    "css/wayfinding.css",
    "css/forms.css",
)
"""The styles of every page, in the order in which they override each other."""

YEAR: Final = 31_536_000
"""Seconds a browser may keep a static file."""


@cache
def digest() -> str:
    """Return what names this release's files: their content, names and bundle."""
    whole = hashlib.sha256("\0".join(BUNDLED).encode())
    for path in sorted(SOURCE.rglob("*")):
        if path.is_file():
            whole.update(path.relative_to(SOURCE).as_posix().encode() + b"\0")
            whole.update(hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()[:16]


def root() -> str:
    """Return the address under which this release's files lie."""
    return f"/static/{digest()}/"


def bundle() -> bytes:
    """Return the styles of every page as one sheet, to lie at BUNDLE."""
    return b"\n".join(map(_styles, BUNDLED))


def publish(data_dir: Path, release: str) -> Path:
    """Return the directory of this release's files, made when it is not there.

    Several processes may start at once: each makes its own copy, and the first
    to finish gives it its name.
    """
    root = data_dir / "static"
    published = root / release
    if published.is_dir():
        return published
    root.mkdir(mode=0o700, parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(dir=root, prefix=".making-"))
    copied = made / release
    shutil.copytree(SOURCE, copied)
    (copied / BUNDLE).write_bytes(bundle())
    _compress(copied)
    try:
        copied.rename(published)
    except OSError:
        if not published.is_dir():
            raise
    shutil.rmtree(made, ignore_errors=True)
    return published


def _styles(name: str) -> bytes:
    return (SOURCE / name).read_bytes()


def _compress(root: Path) -> None:
    compressor = Compressor(quiet=True)
    for path in [path for path in root.rglob("*") if path.is_file()]:
        if compressor.should_compress(path.name):
            compressor.compress(os.fspath(path))
