"""Text that a spreadsheet would take for a formula, made harmless and back (T19)."""

import re
from typing import Final

_FORMULA: Final = r"[\s\ufeff\x00\"]*[=+\-@\t\r\n\x00＝＋－＠]"
_RISKY: Final = re.compile(rf"'*{_FORMULA}")
_GUARDED: Final = re.compile(rf"'+{_FORMULA}")


def guarded(text: str) -> str:
    """Return text that no spreadsheet works out when it opens a .csv."""
    return f"'{text}" if _RISKY.match(text) else text


def unguarded(text: str) -> str:
    """Return text as it was before `guarded`."""
    return text[1:] if _GUARDED.match(text) else text
