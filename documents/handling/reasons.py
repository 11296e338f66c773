"""The reason that somebody gives for a move: there, and saying something."""

from typing import Final

from documents.errors import Invalid

SHORTEST: Final = 10
"""Characters of a reason; padding is not counted."""


def told(typed: str, *, name: str = "reason", what: str = "lý do") -> str:
    """Return a reason as it is kept.

    Raises:
        Invalid: fewer than ten characters, under the `name` of its field.
    """
    said = " ".join(typed.split())
    if len(said) < SHORTEST:
        raise Invalid({name: f"Cần nêu {what}, ít nhất {SHORTEST} ký tự."})
    return said
