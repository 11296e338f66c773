"""Where the index of a portal lies, and what seals it."""

import hashlib
import hmac
from pathlib import Path
from typing import Final

MEMORY: Final = ":memory:"


def manifest_key(secret: str) -> bytes:
    """Return the key that seals the index's manifest (security.md T16)."""
    return hmac.digest(secret.encode(), b"search index manifest", hashlib.sha256)


def place_of(url: str, data_dir: Path) -> tuple[str, Path | None]:
    """Return the engine's name and the index directory; None is in memory."""
    engine, _, path = url.partition(":")
    if path == MEMORY:
        return engine, None
    return engine, Path(path) if path else data_dir / "index" / engine
