"""From the paper to the proposal: each field by itself, none takes the others along."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Final

from documents.letters.incoming.citations import KINDS, NUMBER, citations_in
from documents.letters.incoming.issuers import bodies_of, issuer_of, level_of
from documents.letters.incoming.passages import (
    LIKELY_YEARS,
    paragraphs,
    same_length,
    sentences,
)
from documents.letters.incoming.proposal import Proposal
from documents.letters.incoming.terms import deadlines_in
from documents.letters.paper import Paper, Scanned, opened
from documents.letters.read.mastheads import Masthead, masthead, type_of
from documents.letters.read.nature import Nature
from documents.letters.read.pieces import Piece, pieces
from documents.letters.read.reading import Reading, reading
from documents.sandbox import Unreadable
from documents.text import fold

LONGEST_BODY: Final = 100_000
"""Letters that the register keeps of a text, for search."""

LONGEST_LINE: Final = 80
LONGEST_ISSUER: Final = 200
LONGEST_ABSTRACT: Final = 1_000
"""What the register's form takes."""

SCANNED: Final = "Tệp là bản quét, không có lớp chữ: cần nhập tay."
_UNREAD: Final = {
    "kind": "Không rõ hình thức văn bản.",
    "number": "Tệp chưa ghi số, hoặc số viết tay, đóng dấu.",
    "issued_on": "Tệp chưa ghi đủ ngày, tháng, năm.",
    "issuer": "Không đọc được cơ quan ban hành.",
    "issuer_level": "Không đoán được cấp ban hành.",
    "abstract": "Không đọc được trích yếu.",
    "body": "Không đọc được nội dung.",
}
_SECRET: Final = {"mat", "toi mat", "tuyet mat"}
_REFUSED: Final = (
    "Văn bản có dấu chỉ độ mật: không được đưa lên cổng, hãy xử lý theo quy định về"
    " bảo vệ bí mật nhà nước."
)
_NUMBERED: Final = re.compile(rf"so\s*[:.]?\s*(?P<number>{NUMBER})(?![\w/])")
_ABOUT: Final = re.compile(r"(?i)^(?:v/v|về việc)[\s:]*")
_FURTHEST: Final = 40
"""Pieces in which a masthead that the reader does not know is looked for."""


def propose_here(content: bytes) -> Proposal:
    """Return what a file proposes, read in this process.

    Raises:
        Unreadable: it cannot be read, or not safely, or bears a secrecy stamp.
    """
    try:
        paper = opened(content)
    except Scanned:
        return Proposal(unread=dict.fromkeys(_UNREAD, SCANNED))
    top = masthead(pieces(paper))
    if any(piece.plain.strip("! ") in _SECRET for piece in top.stamps):
        raise Unreadable(_REFUSED)
    return _told(_proposal(reading(paper), top, paper))


def _told(found: Proposal) -> Proposal:
    unread = {name: why for name, why in _UNREAD.items() if not getattr(found, name)}
    return Proposal.of({**found.data(), "unread": unread})


def _proposal(read: Reading, top: Masthead, paper: Paper) -> Proposal:
    lines = [piece.text for piece in top.agency]
    first = pieces(paper)[:_FURTHEST]
    number, issuer = _number(top, first), issuer_of(lines)[:LONGEST_ISSUER]
    dated = read.fields["date"] or ""
    subject = _ABOUT.sub("", read.fields["subject"] or "")
    texts, bases = list(_texts(read.fields)), read.fields["bases"]
    above = bodies_of(lines)[:-1]
    return Proposal(
        kind=_kind(top, first, number),
        number=number,
        issued_on=_day(dated),
        dated=dated if _month(dated) else "",
        issuer=issuer,
        issuer_level=level_of(issuer, above="".join(above[-1:]), number=number),
        abstract=subject[:LONGEST_ABSTRACT],
        body=_searched([*bases, *texts]),
        deadlines=deadlines_in(sentences("\n".join(texts)), dated=_month(dated)),
        citations=citations_in(
            subject, paragraphs("\n".join(texts)), bases=bases, own=number
        ),
        nature="" if read.nature in _OFFICIAL else read.nature.value,
    )


_OFFICIAL: Final = {Nature.LETTER, Nature.PARTY}


def _texts(fields: dict[str, Any]) -> Iterable[str]:
    yield fields["body"] or ""
    for appendix in fields["appendices"]:
        yield f"{appendix['title']}\n{appendix['body']}"


def _searched(texts: Iterable[str]) -> str:
    return "\n".join(paragraphs("\n".join(texts)))[:LONGEST_BODY]


def _number(top: Masthead, first: Sequence[Piece]) -> str:
    """Return the number of whatever shape; "" while it is blank."""
    lines = [top.number] if top.number else first
    for piece in lines:
        found = _NUMBERED.match(same_length(piece.text))
        if found:
            number = piece.text[found.start("number") : found.end("number")]
            return "".join(number.split()).replace("–", "-")[:LONGEST_LINE]
    return ""


def _kind(top: Masthead, first: Sequence[Piece], number: str) -> str:
    """Return the kind by the name printed; what has none is a công văn."""
    named = [piece for piece in first if piece.capital and piece not in top.agency]
    for piece in [*([top.type] if top.type else []), *named]:
        plain = piece.plain.strip(" .")
        kind = next((k for k in _PRINTED if _names(plain, k, piece)), "")
        if kind or piece is top.type:
            return kind or type_of(piece)
    return "Công văn" if top.about or number else ""


_PRINTED: Final = tuple(name for name in KINDS if name not in {"Công văn", "Văn bản"})


def _names(plain: str, kind: str, piece: Piece) -> bool:
    name = fold(kind)
    return plain == name or (piece.centred and plain.startswith(f"{name} "))


def _day(dated: str) -> date | None:
    try:
        found = date.fromisoformat(dated) if len(dated) > len("2019-12") else None
    except ValueError:
        return None
    return found if found and found.year in LIKELY_YEARS else None


def _month(dated: str) -> str:
    """Return a date that is one, as far as it goes."""
    if _day(dated):
        return dated
    return dated[:7] if _day(f"{dated[:7]}-01") else ""
