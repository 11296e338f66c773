"""The data files that ship beside the code: forms, profiles, skeletons."""

from pathlib import Path
from typing import Any, Final

import yaml

_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml's loader is ten times as fast; not every build of PyYAML has it."""


def shipped(file: Path) -> Any:
    """Return what a YAML file of ours holds."""
    # Both loaders are safe ones.
    return yaml.load(file.read_text(encoding="utf-8"), Loader=_LOADER)  # noqa: S506
