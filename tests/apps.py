"""The application as tests start it: hundreds of times, and what never differs once."""

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path
from typing import Any, Final

from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from portal import assets
from portal.app import create_app
from portal.config import Settings


class _Compiled(BytecodeCache):
    """Compiled templates of this process; Jinja looks whether a source changed."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._kept:
            bucket.bytecode_from_string(self._kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept[bucket.key] = bucket.bytecode_to_string()


_COMPILED: Final = _Compiled()


@cache
def _published() -> Path:
    """Return the directory of the static files, compressed once a process."""
    root = Path(tempfile.mkdtemp(prefix="portal-static-"))
    atexit.register(shutil.rmtree, root, ignore_errors=True)
    return assets.publish(root, assets.digest()).parent


def make_app(settings: Settings, **more: Any) -> Flask:
    """Return the portal under these settings."""
    settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    static = settings.data_dir / "static"
    if not static.exists():
        static.symlink_to(_published())
    app = create_app(settings, **more)
    app.jinja_env.bytecode_cache = _COMPILED
    return app
