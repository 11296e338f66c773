"""What a matter is asked by in search: its words, and nothing that would be grammar."""

import re
from typing import Final

SHORTEST: Final = 8
"""Characters of a matter that something can be like."""

_LONGEST: Final = 200
_SIGNS: Final = re.compile(r'["“”*?]|(?<!\S)[-–−]')
"""What the question's grammar would read as more than words."""


def as_question(matter: str) -> str:
    """Return a matter as a question; "" for one that is too short to ask by."""
    asked = _SIGNS.sub(" ", matter)[:_LONGEST].strip()
    return asked if len(asked) >= SHORTEST else ""
