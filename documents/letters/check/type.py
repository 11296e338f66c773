"""Letters as printed: font, colour, size, weight of each component.

Findings of one sort are put together: a body in the wrong font is one finding, not
forty.
"""

import unicodedata
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from documents.letters.check.components import COMPONENTS, Component
from documents.letters.check.finding import LONGEST_TEXT, Fault, Rule, Severity, Where
from documents.letters.check.subject import Subject
from documents.letters.paper import BLACK, Look, Paragraph
from documents.letters.read.pieces import Piece
from documents.letters.styles import FONT
from documents.text import nfc

_SYMBOLS: Final = ("symbol", "wingdings", "webdings", "mt extra", "courier new")
_OLD: Final = (".vn", "vni", "vntime")
_RED: Final = frozenset({"FF0000", "C00000", "EE0000"})


def looks(piece: Piece) -> Iterator[tuple[Look, str]]:
    """Return each look of a piece with the letters that have it."""
    for run in piece.runs:
        if any(char.isalnum() for char in run.text):
            yield run.look, run.text


def where(component: str, piece: Piece, *, whole: bool = False) -> Where:
    """Return where a piece stands; its text whole when a fix will replace it."""
    text = piece.text if whole else piece.text[:LONGEST_TEXT]
    return Where(component, piece.paragraph.place, text)


def sizes(component: Component) -> Callable[[Subject], Iterator[Fault]]:
    """Return the check of a component's type size."""

    def check(subject: Subject) -> Iterator[Fault]:
        low, high = subject.form.measures[component.topic].within or (0, 99)
        wrong: dict[float, list[Piece]] = {}
        for piece in component.pieces(subject):
            off = {look.size for look, _ in looks(piece)}
            for size in off:
                if not low <= size <= high:
                    wrong.setdefault(size, []).append(piece)
        for size, found in sorted(wrong.items()):
            span = f"{low:g}" if low == high else f"{low:g}-{high:g}"
            told = {"found": f"{size:g}", "wanted": span, "count": _count(found)}
            yield Fault(where(component.label, found[0]), told=told)

    return check


def _count(found: list[Piece]) -> str:
    return f" ({len(found)} đoạn)" if len(found) > 1 else ""


def weight(component: Component) -> Callable[[Subject], Iterator[Fault]]:
    """Return the check of bold, slant and capitals."""

    def check(subject: Subject) -> Iterator[Fault]:
        for piece in component.pieces(subject):
            wrong = list(_wrong(component, piece))
            if wrong:
                told = {"wanted": ", ".join(wrong)}
                yield Fault(where(component.label, piece), told=told)
                return

    return check


def _wrong(component: Component, piece: Piece) -> Iterator[str]:
    seen = list(looks(piece))
    if not seen:
        return
    bold, italic = component.bold, component.italic
    if bold is not None and any(look.bold is not bold for look, _ in seen):
        yield "in đậm" if bold else "không in đậm"
    if italic is not None and any(look.italic is not italic for look, _ in seen):
        yield "in nghiêng" if italic else "kiểu chữ đứng"
    if component.capitals is True and not piece.capital:
        yield "in hoa"
    if component.capitals is False and piece.capital:
        yield "in thường"
    alone = piece.cell is not None and piece.side == 0
    if component.centred and alone and not piece.centred:
        yield "đặt canh giữa"


def grounds_slant(subject: Subject) -> Iterator[Fault]:
    """Grounds are italic under the decree, upright under the circular."""
    wanted = subject.form.bases_italic
    found = [p for p in subject.parts.bases if p.italic is not wanted]
    if found:
        told = {"wanted": "kiểu chữ nghiêng" if wanted else "kiểu chữ đứng"}
        yield Fault(where("Căn cứ", found[0]), told=told)


def _printed(subject: Subject) -> Iterator[tuple[Paragraph, Look, str]]:
    for paragraph in subject.paper.paragraphs:
        for run in paragraph.runs:
            if any(char.isalnum() for char in run.text):
                yield paragraph, run.look, run.text


def _grouped(
    found: Iterable[tuple[str, Paragraph, str]], component: str
) -> Iterator[Fault]:
    """Return one fault a value, at the first place, with how often it is."""
    groups: dict[str, tuple[Paragraph, str, int]] = {}
    for name, paragraph, text in found:
        first, shown, count = groups.get(name, (paragraph, text, 0))
        groups[name] = first, shown, count + 1
    for name, (paragraph, text, count) in sorted(groups.items()):
        more = f" ({count} chỗ)" if count > 1 else ""
        at = Where(component, paragraph.place, " ".join(text.split())[:LONGEST_TEXT])
        yield Fault(at, told={"found": name, "count": more})


def font(subject: Subject) -> Iterator[Fault]:
    """The decree has one font; the circular any that is Unicode."""
    if subject.form.id == "tt01":
        return
    yield from _grouped(
        (
            (name, paragraph, text)
            for paragraph, look, text in _printed(subject)
            for name in look.fonts
            if name.casefold() != FONT.casefold()
            and not name.casefold().startswith((*_SYMBOLS, *_OLD))
        ),
        "Phông chữ",
    )


def old_font(subject: Subject) -> Iterator[Fault]:
    """Fonts of TCVN3 and VNI are no Unicode: the text is another one elsewhere."""
    yield from _grouped(
        (
            (name, paragraph, text)
            for paragraph, look, text in _printed(subject)
            for name in look.fonts
            if name.casefold().startswith(_OLD)
        ),
        "Phông chữ",
    )


def colour(subject: Subject) -> Iterator[Fault]:
    """Text is black under the decree; stamps are red."""
    if subject.form.id == "tt01":
        return
    stamps = {stamp.paragraph.place for stamp in subject.parts.masthead.stamps}
    yield from _grouped(
        (
            (f"#{look.colour}", paragraph, text)
            for paragraph, look, text in _printed(subject)
            if look.colour != BLACK
            and not (look.colour in _RED and paragraph.place in stamps)
            and not paragraph.boxed
        ),
        "Màu chữ",
    )


def loose_marks(subject: Subject) -> Iterator[Fault]:
    """Letters carry their marks in one code: TCVN 6909:2001, precomposed."""
    found = [
        (paragraph, text)
        for paragraph in subject.paper.paragraphs
        for text in [paragraph.text]
        if not unicodedata.is_normalized("NFC", text)
    ]
    if found:
        paragraph, text = found[0]
        more = f" ({len(found)} đoạn)" if len(found) > 1 else ""
        at = Where("Bảng mã", paragraph.place, text)
        yield Fault(at, nfc(text), told={"count": more})


def _rules(component: Component) -> Iterator[Rule]:
    yield Rule(
        f"{component.id}-size",
        Severity.ERROR,
        component.topic,
        f"{component.label}: cỡ chữ {{found}}{{count}}; quy định cỡ {{wanted}}.",
        sizes(component),
    )
    if (component.bold, component.italic, component.capitals) != (None, None, None):
        yield Rule(
            f"{component.id}-style",
            Severity.ERROR,
            component.topic,
            f"{component.label} phải {{wanted}}.",
            weight(component),
        )


TYPE: Final = (
    Rule(
        "font",
        Severity.ERROR,
        "font",
        "Phông chữ {found}{count}; quy định dùng Times New Roman.",
        font,
    ),
    Rule(
        "font-not-unicode",
        Severity.ERROR,
        "font",
        "Phông chữ {found}{count} thuộc bảng mã cũ (TCVN3, VNI), không phải Unicode.",
        old_font,
    ),
    Rule(
        "colour",
        Severity.ERROR,
        "font",
        "Chữ màu {found}{count}; quy định dùng màu đen.",
        colour,
    ),
    Rule(
        "unicode",
        Severity.ERROR,
        "font",
        "Chữ có dấu tách rời (Unicode tổ hợp){count}; quy định dùng Unicode dựng sẵn.",
        loose_marks,
    ),
    *(rule for component in COMPONENTS for rule in _rules(component)),
    Rule(
        "bases-style",
        Severity.ERROR,
        "sizes.body",
        "Căn cứ phải dùng {wanted}.",
        grounds_slant,
    ),
)
