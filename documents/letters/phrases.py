"""What the department's letters always say, for an officer to start from.

The agency's phrase set is domain.md §13.
"""

from datetime import date
from typing import Final

from documents.letters.body import END
from documents.text import one_line

ANSWER_HERE: Final = "[Nội dung trả lời]"
"""Stands where the answer goes; no draft is taken while it still does."""


def reply_skeleton(
    *,
    agency: str,
    code: str,
    received_on: date,
    about: str,
    sender: str = "Ông (bà)",
    answer: str = "",
) -> str:
    """Return the body of a reply: opening, the answer or its place, closing."""
    opening = (
        f"{agency} nhận được phản ánh của {sender} ngày {received_on:%d/%m/%Y}"
        f" (mã {code}) về việc {as_phrase(about)}."
    )
    turn = f"Sau khi kiểm tra, xác minh, {agency} có ý kiến như sau:"
    closing = f"{agency} trân trọng thông báo{END}"
    return "\n\n".join((opening, turn, answer.strip() or ANSWER_HERE, closing))


def as_phrase(title: str) -> str:
    """Return a title as it stands inside a sentence; abbreviations stay capital."""
    text = one_line(title).rstrip(" .;,")
    abbreviation = text[1:2].isupper() or text[1:2].isdigit()
    return text if abbreviation else text[:1].lower() + text[1:]
