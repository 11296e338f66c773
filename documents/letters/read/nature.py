"""What kind of paper it is: a letter of an agency, or something else.

Party papers follow another regime, forms and templates are waiting to be filled in:
they are recognised, so that nobody lists forty faults of them (letter-format.md §9).
"""

import re
from enum import Enum
from typing import Final

from documents.letters.paper import Paper
from documents.letters.read.parts import Parts
from documents.letters.read.pieces import tidy
from documents.text import fold


class Nature(Enum):
    """What a paper is; the value is how we call it to a reader."""

    LETTER = "văn bản hành chính"
    PARTY = "văn bản của Đảng"
    FORM = "đơn hoặc tờ khai"
    TEMPLATE = "mẫu chưa điền"
    OTHER = "không phải văn bản hành chính"


_HOLE: Final = re.compile(r"\{\{.+?\}\}|\{%.+?%\}")
_DOTS: Final = re.compile(r"\.{5,}|…{2,}|_{5,}")
_MANY_DOTS: Final = 8
_PARTY: Final = "dang cong san viet nam"
_PARTY_SYMBOL: Final = re.compile(r"so\s*:?\s*\d*\s*-\s*[a-z]+/[a-z]*u\b")
_FORM: Final = re.compile(
    r"(don|to khai|ban khai|giay de nghi|phieu dang ky|ban cam)\b"
)
_ENOUGH: Final = 3


def nature(paper: Paper, parts: Parts) -> Nature:
    """Say what a paper is."""
    texts = [tidy(paragraph.text) for paragraph in paper.paragraphs]
    whole = "\n".join(texts)
    if _HOLE.search(whole):
        return Nature.TEMPLATE
    if _is_party(texts, parts):
        return Nature.PARTY
    top = parts.masthead
    dotted = len(_DOTS.findall(whole)) >= _MANY_DOTS
    if top.number is None and not top.agency:
        titles = [fold(text) for text in texts[:30] if text.isupper()]
        if dotted or any(map(_FORM.match, titles)):
            return Nature.FORM
    if dotted:
        return Nature.TEMPLATE
    return Nature.LETTER if marks(parts) >= _ENOUGH else Nature.OTHER


def marks(parts: Parts) -> int:
    """Return how many of a letter's components are there."""
    top, end = parts.masthead, parts.ending
    found = (
        top.nation,
        top.motto,
        top.number,
        top.date,
        top.type or top.about,
        parts.address,
        end.label,
        end.positions,
    )
    return sum(map(bool, found))


def _is_party(texts: list[str], parts: Parts) -> bool:
    if parts.masthead.nation is not None:
        return False
    top = [fold(text) for text in texts[:20]]
    return any(_PARTY in text or _PARTY_SYMBOL.search(text) for text in top)
