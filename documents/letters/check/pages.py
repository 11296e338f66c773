"""Sheets: size, margins, page numbers (Phụ lục I, Phần I, Mục I)."""

from collections.abc import Callable, Iterator
from typing import Final

from documents.letters.check.finding import Fault, Rule, Severity, Where
from documents.letters.check.subject import Subject
from documents.letters.forms import PageNumber
from documents.letters.paper import Edge, Section

_PAGE: Final = Where("Trang giấy")
_NUMBER: Final = Where("Số trang")
_A4: Final = (210.0, 297.0)
_A5: Final = (148.0, 210.0)
_SIZE_ROOM: Final = 1.5
_MARGIN_ROOM: Final = 0.6
"""Millimetres that rounding to inches and back may cost."""

_SURELY_TWO_PAGES: Final = 3500
"""Letters of text; a page of size 14 holds some three thousand."""

_SIDES: Final = {"top": "trên", "bottom": "dưới", "left": "trái", "right": "phải"}


def _lies(section: Section) -> bool:
    return section.width > section.height


def paper_size(subject: Subject) -> Iterator[Fault]:
    """Every sheet is A4; the circular has a few kinds on A5."""
    small = subject.kind is not None and subject.kind.id in subject.form.small_paper
    wanted = (_A4, _A5) if small else (_A4,)
    sizes = {tuple(sorted((s.width, s.height))) for s in subject.paper.sections}
    for width, height in sorted(sizes):
        if not any(
            abs(width - w) <= _SIZE_ROOM and abs(height - h) <= _SIZE_ROOM
            for w, h in wanted
        ):
            yield Fault(_PAGE, told={"found": f"{width:.0f} × {height:.0f} mm"})


def lying_page(subject: Subject) -> Iterator[Fault]:
    """The letter's own pages stand; only tables that are no appendix may lie."""
    small = subject.kind is not None and subject.kind.id in subject.form.small_paper
    tables = any(passage.rows for passage in subject.parts.body)
    if _lies(subject.paper.sections[0]) and not (small or tables):
        yield Fault(_PAGE)


def margin(side: str) -> Callable[[Subject], Iterator[Fault]]:
    """Return the check of one margin, on sheets that stand."""

    def check(subject: Subject) -> Iterator[Fault]:
        within = subject.form.measures[f"page.{side}"].within or (0, 1000)
        found = {
            round(section.margins.get(side, 0) + _gutter(section, side), 1)
            for section in subject.paper.sections
            if not _lies(section)
        }
        for width in sorted(found):
            if not within[0] - _MARGIN_ROOM <= width <= within[1] + _MARGIN_ROOM:
                told = {"found": f"{width:g}", "low": within[0], "high": within[1]}
                yield Fault(_PAGE, told=told)

    return check


def _gutter(section: Section, side: str) -> float:
    return section.margins.get("gutter", 0) if side == "left" else 0


def _numbered(*sections: Section) -> Iterator[tuple[str, Edge]]:
    for section in sections:
        edges = {"header": section.headers, "footer": section.footers}
        for where, kinds in edges.items():
            for kind, edge in kinds.items():
                # The first page's own header counts only where it is in use.
                if edge.numbered and (kind != "first" or section.first_differs):
                    yield f"{where} {kind}", edge


def number_missing(subject: Subject) -> Iterator[Fault]:
    """A letter of several pages numbers them."""
    long = sum(len(line.text) for line in subject.prose) > _SURELY_TWO_PAGES
    if long and not list(_numbered(*subject.paper.sections)):
        yield Fault(_NUMBER)


def number_place(subject: Subject) -> Iterator[Fault]:
    """The number stands where the form has it."""
    top = subject.form.page_number is PageNumber.TOP_CENTRE
    edge, align = ("header", "center") if top else ("footer", "right")
    wanted = "giữa lề trên" if top else "bên phải, lề dưới"
    for name, found in _numbered(*subject.paper.sections):
        if not name.endswith("first") and (
            not name.startswith(edge) or found.align != align
        ):
            yield Fault(_NUMBER, told={"wanted": wanted})
            return


def number_size(subject: Subject) -> Iterator[Fault]:
    """The number is as large as the form has it."""
    low, high = subject.form.measures["sizes.page_number"].within or (0, 99)
    sizes = {edge.size for _, edge in _numbered(*subject.paper.sections) if edge.size}
    for size in sorted(size for size in sizes if not low <= size <= high):
        told = {"found": f"{size:g}", "low": low, "high": high}
        yield Fault(_NUMBER, told=told)


def number_on_first(subject: Subject) -> Iterator[Fault]:
    """The first page shows no number."""
    first = subject.paper.sections[0]
    numbered = dict(_numbered(first))
    shown = any(name.endswith("first") for name in numbered)
    if numbered and (shown or not first.first_differs):
        yield Fault(_NUMBER)


def _margin_rule(side: str) -> Rule:
    return Rule(
        f"margin-{side}",
        Severity.ERROR,
        f"page.{side}",
        f"Lề {_SIDES[side]} là {{found}} mm; quy định từ {{low}} đến {{high}} mm.",
        margin(side),
    )


PAGES: Final = (
    Rule(
        "page-size",
        Severity.ERROR,
        "page.width",
        "Khổ giấy là {found}; văn bản dùng khổ A4 (210 × 297 mm).",
        paper_size,
    ),
    Rule(
        "page-lying",
        Severity.WARNING,
        "page.width",
        "Trang nằm ngang; văn bản trình bày theo chiều dài khổ giấy.",
        lying_page,
    ),
    *map(_margin_rule, _SIDES),
    Rule(
        "page-number-missing",
        Severity.ERROR,
        "page number",
        "Văn bản có nhiều trang nhưng không đánh số trang.",
        number_missing,
    ),
    Rule(
        "page-number-place",
        Severity.ERROR,
        "page number",
        "Số trang phải đặt {wanted}.",
        number_place,
    ),
    Rule(
        "page-number-size",
        Severity.ERROR,
        "sizes.page_number",
        "Số trang cỡ {found}; quy định cỡ {low}-{high}.",
        number_size,
    ),
    Rule(
        "page-number-first",
        Severity.ERROR,
        "page number",
        "Trang thứ nhất không hiển thị số trang.",
        number_on_first,
    ),
)
