"""The words of a letter: heading, addressees, grounds, body, appendices."""

from collections.abc import Iterator
from typing import Final

from documents.letters.body import END, Block, Level, Span, blocks
from documents.letters.forms import Form
from documents.letters.letter import Letter
from documents.letters.masthead import centred, line, rule
from documents.letters.metrics import Face, column
from documents.letters.styles import ADDRESS_LABEL
from documents.letters.tables import drawn
from documents.letters.wordml import NOTHING, Xml, join, paragraph, run

_STYLE_OF: Final = {
    Level.CHAPTER: "Chuong",
    Level.SECTION: "Muc",
    Level.ARTICLE: "Dieu",
    Level.CLAUSE: "Khoan",
    Level.POINT: "Diem",
    Level.DASH: "GachDauDong",
    Level.TEXT: "NoiDung",
}
_TITLE_STYLE_OF: Final = {
    Level.CHAPTER: "ChuongTieuDe",
    Level.ARTICLE: "DieuTieuDe",
    Level.CLAUSE: "KhoanTieuDe",
}
_KEEP_NEXT: Final = "<w:keepNext/>"
_ROMAN: Final = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def passages(letter: Letter, form: Form) -> Iterator[Xml]:
    """Return what stands between the masthead and the signature."""
    if letter.kind.named:
        yield from _heading(letter, form)
    yield from _addressees(letter.addressees)
    yield from _grounds(letter, form)
    end = END if letter.kind.closed else ""
    width = form.page_of(letter.kind).text_width
    parts = blocks(letter.body, end=end)
    # The signature must not stand on a page without a line of the letter.
    yield from _body(parts, form, within=width, kept=2)


def appendix(letter: Letter, form: Form, place: int) -> Iterator[Xml]:
    """Return an appendix; it is numbered when there are several (Mục III.1)."""
    told = letter.appendices[place]
    several = len(letter.appendices) > 1
    yield line("PhuLuc", f"Phụ lục {roman(place + 1)}" if several else "Phụ lục")
    yield line("TenPhuLuc", told.title)
    yield line("KemTheo", f"(Kèm theo {letter.citation})")
    width = form.page_of_appendix(told).text_width
    yield from _body(blocks(told.body, end=""), form, within=width, kept=0)


def roman(number: int) -> str:
    """Return a number as appendices carry it."""
    found = ""
    for value, letters in _ROMAN:
        found += letters * (number // value)
        number %= value
    return found


def _heading(letter: Letter, form: Form) -> Iterator[Xml]:
    text, page = letter.about, form.page_of(letter.kind).text_width
    found = column(text, size=form.sizes.heading, within=page, face=Face.BOLD)
    yield line("TenLoai", letter.kind.name.upper())
    properties = centred(found.width, within=page)
    yield paragraph("TrichYeu", run(text), properties=properties)
    yield rule(length=form.lengths.rule_share * found.longest, within=page)
    if letter.kind.decides:
        yield line("ThamQuyen", letter.profile.head_of_agency.upper())


def _addressees(names: tuple[str, ...]) -> Iterator[Xml]:
    if len(names) == 1:
        yield line("KinhGui", f"{ADDRESS_LABEL} {names[0]}")
    elif names:
        yield line("KinhGuiNhieuNoi", ADDRESS_LABEL)
        ends = ";" * (len(names) - 1) + "."
        for name, end in zip(names, ends, strict=True):
            yield line("NoiKinhGui", f"- {name}{end}")


def _grounds(letter: Letter, form: Form) -> Iterator[Xml]:
    grounds = letter.grounds
    for place, ground in enumerate(grounds, start=1):
        end = form.bases_end if place == len(grounds) else ";"
        yield line("CanCu", f"{ground}{end}")
    if letter.kind.decides:
        yield line("QuyetDinh", f"{letter.kind.name.upper()}:")


def _body(
    parts: tuple[Block, ...], form: Form, *, within: float, kept: int
) -> Iterator[Xml]:
    """Return paragraphs and tables; the last `kept` stay with what follows them."""
    first_kept = len(parts) - kept
    for place, block in enumerate(parts):
        last = place == len(parts) - 1
        if block.rows:
            yield drawn(
                block.rows, form, within=within, stays=place >= max(first_kept, 0)
            )
        else:
            yield _paragraph(block, stays=block.title or bool(kept and last))


def _paragraph(block: Block, *, stays: bool) -> Xml:
    return paragraph(
        _style_of(block),
        join(run(span.text, bold=span.bold) for span in _emphasised(block)),
        properties=_KEEP_NEXT if stays else NOTHING,
    )


def _style_of(block: Block) -> str:
    titles = _TITLE_STYLE_OF if block.title else _STYLE_OF
    return titles.get(block.level, _STYLE_OF[block.level])


def _emphasised(block: Block) -> tuple[Span, ...]:
    """Set "Điều 1." in bold where the article's text runs on behind it."""
    first, *rest = block.spans
    if block.level is not Level.ARTICLE or block.title or first.bold:
        return block.spans
    label = Level.ARTICLE.value.match(first.text)
    end = label.end() if label else 0
    return (Span(first.text[:end], bold=True), Span(first.text[end:]), *rest)
