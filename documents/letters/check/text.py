"""How the text stands: alignment, indents, gaps, line spacing, size."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from documents.letters.check.finding import Fault, Rule, Severity
from documents.letters.check.subject import Subject
from documents.letters.check.type import where
from documents.letters.read.pieces import Piece

_LONG: Final = 100
"""Letters; a shorter paragraph fills no line and shows no alignment."""

_INDENTS: Final = (10.0, 12.7)
_INDENT_ROOM: Final = 0.6
_LINE_OF_TYPE: Final = 1.15
_LINES: Final = (1.0, 1.5)
_LINE_ROOM: Final = 0.03
_ROUGHLY: Final = 0.2
_EXACT_ROOM: Final = 0.12
_SHARE: Final = 0.25
"""Of the paragraphs; fewer with another indent are lists or quotations."""


def _long(subject: Subject) -> list[Piece]:
    return [line for line in subject.body if len(line.text) >= _LONG]


def _together(wrong: list[Piece], **told: object) -> Iterator[Fault]:
    if wrong:
        count = f" ({len(wrong)} đoạn)" if len(wrong) > 1 else ""
        yield Fault(where("Nội dung", wrong[0]), told={**told, "count": count})


def justified(subject: Subject) -> Iterator[Fault]:
    """The text is flush on both sides."""
    found = [p for p in _long(subject) if p.paragraph.shape.align != "both"]
    yield from _together(found)


def first_line(subject: Subject) -> Iterator[Fault]:
    """The first line is drawn in by 1 cm or 1.27 cm."""
    lines = _long(subject)
    found = [p for p in lines if not _well_indented(p)]
    if len(found) > _SHARE * len(lines):
        shape = found[0].paragraph.shape
        yield from _together(found, found=f"{shape.left + shape.first_line:.1f} mm")


def _well_indented(piece: Piece) -> bool:
    shape = piece.paragraph.shape
    ways = (shape.first_line, shape.left + shape.first_line)
    tabbed = piece.raw.startswith("\t")
    return tabbed or any(
        abs(way - indent) <= _INDENT_ROOM for way in ways for indent in _INDENTS
    )


def gaps(subject: Subject) -> Iterator[Fault]:
    """Paragraphs are at least 6 points apart."""
    least = subject.form.lengths.paragraph_gap
    lines = [p for p in subject.body if p.cell is None]
    found = []
    for above, line in pairwise(lines):
        upper, lower = above.paragraph, line.paragraph
        # A blank paragraph between two parts them as well, only not so well.
        if lower.place != upper.place + 1:
            continue
        gap = upper.shape.after + lower.shape.before
        if gap < least - 0.1 or (upper.shape.snug and lower.shape.snug):
            found.append(line)
    if len(found) > _SHARE * len(lines):
        yield from _together(found, least=f"{least:g}")


def line_spacing(subject: Subject) -> Iterator[Fault]:
    """Lines stand from single to one and a half apart."""
    found = [p for p in subject.body if not _well_spaced(p)]
    yield from _together(found)


def _well_spaced(piece: Piece) -> bool:
    shape = piece.paragraph.shape
    size = max((run.look.size for run in piece.runs), default=14)
    lines = shape.line / (size * _LINE_OF_TYPE) if shape.exact else shape.line
    room = _EXACT_ROOM if shape.exact else _LINE_ROOM
    return _LINES[0] - room <= lines <= _LINES[1] + room


def head_spacing(subject: Subject) -> Iterator[Fault]:
    """Nation and motto, agency and the one above it, stand at single spacing."""
    top = subject.parts.masthead
    lines = [line for line in (top.nation, top.motto, *top.agency) if line]
    shapes = ((line, line.paragraph.shape) for line in lines if line.cell)
    for line, shape in shapes:
        if not shape.exact and shape.line > _LINES[0] + _ROUGHLY:
            yield Fault(where("Phần đầu văn bản", line))
            return


def underlined(subject: Subject) -> Iterator[Fault]:
    """The line beneath motto and agency is drawn, not an underline."""
    top = subject.parts.masthead
    for line in (top.motto, *top.issuer):
        if line and any(run.look.underlined for run in line.runs):
            yield Fault(where("Đường kẻ", line))


def about_gap(subject: Subject) -> Iterator[Fault]:
    """The V/v stands 6 points below the number."""
    top = subject.parts.masthead
    if top.number is None or not top.about:
        return
    upper, lower = top.number.paragraph, top.about[0].paragraph
    beneath = upper.cell == lower.cell and lower.place == upper.place + 1
    if beneath and upper.shape.after + lower.shape.before == 0:
        yield Fault(where("Trích yếu công văn", top.about[0]))


TEXT: Final = (
    Rule(
        "head-spacing",
        Severity.ADVICE,
        "sizes.nation",
        "Quốc hiệu và Tiêu ngữ, tên cơ quan trình bày cách nhau dòng đơn.",
        head_spacing,
    ),
    Rule(
        "rule-underline",
        Severity.ADVICE,
        "lengths.rule_share",
        "Dùng đường kẻ nét liền, không gạch chân chữ.",
        underlined,
    ),
    Rule(
        "about-gap",
        Severity.ADVICE,
        "lengths.about_gap",
        "Trích yếu công văn cách dòng số, ký hiệu 6 pt.",
        about_gap,
    ),
    Rule(
        "body-align",
        Severity.ERROR,
        "sizes.body",
        "Nội dung{count} phải canh đều hai bên.",
        justified,
    ),
    Rule(
        "body-indent",
        Severity.WARNING,
        "lengths.first_line",
        "Dòng đầu lùi {found}{count}; quy định lùi 1 cm hoặc 1,27 cm.",
        first_line,
    ),
    Rule(
        "body-gap",
        Severity.WARNING,
        "lengths.paragraph_gap",
        "Khoảng cách giữa các đoạn{count} nhỏ hơn {least} pt.",
        gaps,
    ),
    Rule(
        "body-line",
        Severity.ERROR,
        "sizes.body",
        "Khoảng cách giữa các dòng{count} phải từ dòng đơn đến 1,5 dòng.",
        line_spacing,
    ),
)
