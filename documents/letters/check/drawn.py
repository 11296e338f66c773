"""Rules drawn beneath motto, agency and subject, and the nation's name on one line.

Widths are told by the metrics of Times New Roman, and compared with room to spare:
a line drawn by hand is never exact, and no two programs break lines alike.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import Final

from documents.letters.check.finding import Fault, Rule, Severity
from documents.letters.check.subject import Subject
from documents.letters.check.type import where
from documents.letters.metrics import Face, column, width_mm
from documents.letters.paper import Look, Paragraph
from documents.letters.read.pieces import Piece
from documents.text import nfc

_MOTTO_ROOM: Final = 0.2
"""The share by which the rule under the motto may be longer or shorter."""

_SHARES: Final = (0.28, 0.58)
"""A third to a half, as hands draw them."""

_NATION_ROOM: Final = 1.0
"""Millimetres by which a text must be too wide before it is said to break."""

_TYPED: Final = re.compile(r"\s*(?:_{3,}|-{5,}|[–—]{3,}|\*{5,})\s*$")
_POINT: Final = 25.4 / 72


def nation_on_one_line(subject: Subject) -> Iterator[Fault]:
    """The nation's name fits its column."""
    piece = subject.parts.masthead.nation
    room = _room(subject, piece.paragraph) if piece and piece.cell else None
    if piece is None or room is None:
        return
    wide = _width(piece)
    _, largest = subject.form.measures["sizes.nation"].within or (0, 99)
    # Type that is too large is told of as such.
    if wide > room + _NATION_ROOM and _size(piece) <= largest:
        told = {"found": f"{wide:.0f}", "room": f"{room:.0f}"}
        yield Fault(where("Quốc hiệu", piece), told=told)


def motto_rule(subject: Subject) -> Iterator[Fault]:
    """The rule is as long as the motto."""
    piece = subject.parts.masthead.motto
    length = _beneath(subject, piece) if piece else None
    if piece is None or length is None:
        return
    wanted = _width(piece)
    if abs(length - wanted) > _MOTTO_ROOM * wanted:
        told = {"found": f"{length:.0f}", "wanted": f"{wanted:.0f}"}
        yield Fault(where("Tiêu ngữ", piece), told=told)


def short_rules(subject: Subject) -> Iterator[Fault]:
    """The rule beneath agency and subject is a third to a half of the text."""
    heading = [p for p in subject.parts.heading if any(map(str.isalpha, p.text))]
    named = {"Cơ quan ban hành": subject.parts.masthead.issuer, "Trích yếu": heading}
    for component, pieces in named.items():
        length = _beneath(subject, pieces[-1]) if pieces else None
        if length is None:
            continue
        whole = _longest(subject, pieces)
        # A file may say that its type has no size.
        if whole > 0 and not _SHARES[0] <= length / whole <= _SHARES[1]:
            told = {
                "found": f"{length:.0f}",
                "low": f"{whole / 3:.0f}",
                "high": f"{whole / 2:.0f}",
            }
            yield Fault(where(component, pieces[-1]), told=told)


def typed_rules(subject: Subject) -> Iterator[Fault]:
    """A rule is drawn, not typed with underscores."""
    top = subject.parts.masthead
    for component, pieces in {
        "Tiêu ngữ": (top.motto,),
        "Cơ quan ban hành": top.issuer,
        "Trích yếu": subject.parts.heading,
    }.items():
        for piece in pieces[-1:]:
            below = _following(subject, piece.paragraph) if piece else ()
            if piece and any(_TYPED.match(p.text) for p in below):
                yield Fault(where(component, piece))


def _beneath(subject: Subject, piece: Piece) -> float | None:
    """Return how long the rule under a text is; None when none is found there."""
    own = piece.paragraph
    if own.drawn:
        return own.drawn[-1]
    below = list(_following(subject, own))
    for paragraph in below:
        if paragraph.drawn:
            return paragraph.drawn[0]
    ruled = [p for p in (own, *below) if p.shape.ruled and not _TYPED.match(p.text)]
    room = _room(subject, ruled[-1]) if ruled else None
    return room if room is not None and room > 0 else None


def _following(subject: Subject, paragraph: Paragraph) -> Iterator[Paragraph]:
    """Return what stands under a text in its column, up to the next words."""
    after = subject.paper.paragraphs[paragraph.place :]
    return takewhile(
        lambda p: p.cell == paragraph.cell and not any(map(str.isalnum, p.text)),
        after,
    )


def _room(subject: Subject, paragraph: Paragraph) -> float | None:
    """Return how wide a paragraph's text may be."""
    if paragraph.cell is not None:
        whole = paragraph.cell.room
    else:
        section = subject.paper.sections[
            min(paragraph.section, len(subject.paper.sections) - 1)
        ]
        sides = section.margins.get("left", 0) + section.margins.get("right", 0)
        whole = section.width - sides
    shape = paragraph.shape
    return None if whole is None else whole - shape.left - shape.right


def _width(piece: Piece) -> float:
    """Return how wide a text stands on one line, the space around it left out."""
    whole = sum(_run_width(nfc(run.text), run.look) for run in piece.runs)
    text = "".join(run.text for run in piece.runs)
    spaces = len(text) - len(text.strip())
    return whole - width_mm(" " * spaces, size=_size(piece))


def _size(piece: Piece) -> float:
    return max((run.look.size for run in piece.runs), default=0)


def _run_width(text: str, look: Look) -> float:
    face = Face.ITALIC if look.italic else Face.REGULAR
    drawn = width_mm(text, size=look.size, face=Face.BOLD if look.bold else face)
    return drawn * look.scale + len(text) * look.spacing * _POINT


def _longest(subject: Subject, pieces: Sequence[Piece]) -> float:
    """Return the longest line of a text that may break in its column."""
    found = []
    for piece in pieces:
        room = _room(subject, piece.paragraph)
        wide = _width(piece)
        if room is None or wide <= room:
            found.append(wide)
        else:
            size = _size(piece)
            broken = column(piece.text, size=size, within=room, face=Face.BOLD)
            found.append(broken.longest)
    return max(found)


DRAWN: Final = (
    Rule(
        "nation-wraps",
        Severity.WARNING,
        "sizes.nation",
        "Quốc hiệu rộng khoảng {found} mm, cột chỉ rộng {room} mm nên bị xuống dòng;"
        " phải trình bày trên một dòng.",
        nation_on_one_line,
    ),
    Rule(
        "motto-rule",
        Severity.WARNING,
        "sizes.motto",
        "Đường kẻ dưới Tiêu ngữ dài khoảng {found} mm; quy định dài bằng dòng chữ,"
        " khoảng {wanted} mm.",
        motto_rule,
    ),
    Rule(
        "rule-length",
        Severity.WARNING,
        "lengths.rule_share",
        "Đường kẻ dài khoảng {found} mm; quy định bằng 1/3 đến 1/2 dòng chữ,"
        " khoảng {low}-{high} mm.",
        short_rules,
    ),
    Rule(
        "rule-typed",
        Severity.ADVICE,
        "lengths.rule_share",
        "Đường kẻ gõ bằng ký tự; nên vẽ đường kẻ nét liền.",
        typed_rules,
    ),
)
