"""White space that means something: a blank to fill in, or two sides of a line."""

from typing import Final

from documents.text import fold

_BEFORE: Final = ("ngay", "thang", "nam", "so", "so:")
_AFTER: Final = ("/", "thang", "nam", "-")


def is_blank(before: str, after: str) -> bool:
    """Say whether the gap between two texts is one that a number or day will fill."""
    return fold(before).rstrip().endswith(_BEFORE) or fold(after).lstrip().startswith(
        _AFTER
    )
