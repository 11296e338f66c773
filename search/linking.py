"""One file in two directories, so that a generation costs no copy of the last."""

import shutil
from pathlib import Path


def link(source: Path, target: Path) -> None:
    """Let a file stand under another name too."""
    try:
        target.hardlink_to(source)
    except PermissionError:
        # Some file systems have no hard links; a copy serves, only slower.
        shutil.copy2(source, target)
