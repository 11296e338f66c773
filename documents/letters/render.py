"""From a letter to a .docx: the parts of the page from top to bottom. Pure."""

from collections.abc import Iterator
from typing import Final

from documents.errors import Invalid
from documents.letters import package
from documents.letters.body import Block, Level, Span, blocks
from documents.letters.forms import Form, form_of
from documents.letters.kinds import Stamp
from documents.letters.letter import Letter
from documents.letters.metrics import column, width_mm
from documents.letters.styles import ADDRESS_LABEL
from documents.letters.wordml import (
    NAMESPACES,
    NOTHING,
    Xml,
    indents,
    join,
    paragraph,
    part,
    run,
    table,
    twips,
)

NATION: Final = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO: Final = "Độc lập - Tự do - Hạnh phúc"

_SHARE_OF_TEXT: Final = 0.42
"""A rule under a name is a third to a half of it (Phụ lục I, Mục II.2b, II.5b)."""

_STYLE_OF: Final = {
    Level.SECTION: "Muc",
    Level.ARTICLE: "Dieu",
    Level.CLAUSE: "Khoan",
    Level.POINT: "Diem",
    Level.DASH: "GachDauDong",
    Level.TEXT: "NoiDung",
}
_TITLE_STYLE_OF: Final = {Level.ARTICLE: "DieuTieuDe", Level.CLAUSE: "KhoanTieuDe"}
_KEEP_NEXT: Final = "<w:keepNext/>"
_ABOUT_INSET: Final = 1.5
"""Millimetres on either side, so that the V/v does not run into the date."""

_FRAME_SPACE_MM: Final = 3 * 25.4 / 72


def render(letter: Letter, form: Form | None = None) -> bytes:
    """Return the letter as .docx; the same letter always gives the same bytes.

    Without a form it takes the one in force at its date.

    Raises:
        Invalid: the form wants this kind on a paper we do not draw.
    """
    form = form or form_of(letter)
    if letter.kind.id in form.small_paper:
        message = f"{form.title} trình bày {letter.kind.name.lower()} trên giấy A5."
        raise Invalid({"kind": f"{message} Hãy chọn mẫu khác."})
    content = join(_page(letter, form))
    document = part(
        f"<w:document {NAMESPACES}><w:body>{content}{_section(form)}</w:body>"
        "</w:document>"
    )
    return package.packed(document, letter, form)


def _page(letter: Letter, form: Form) -> Iterator[Xml]:
    yield _header(letter, form)
    if letter.kind.named:
        yield from _heading(letter, form)
    yield from _addressees(letter.addressees)
    yield from _grounds(letter, form)
    yield from _body(letter.body)
    yield _ending(letter, form)
    # Word wants a paragraph behind a table; this one takes no room.
    yield paragraph("CuoiVanBan", NOTHING)


def _line(style: str, text: str) -> Xml:
    return paragraph(style, run(text))


def _rule(*, length: float, within: float) -> Xml:
    return paragraph("DuongKe", NOTHING, properties=_column(length, within=within))


def _column(width: float, *, within: float) -> str:
    side = (within - width) / 2
    return indents(left_mm=side, right_mm=side)


def _header(letter: Letter, form: Form) -> Xml:
    left, right = form.header_columns
    size = form.sizes
    issuer = letter.profile.name.upper()
    agency = [
        *(_line("CoQuanChuQuan", n.upper()) for n in letter.profile.parent.split("\n")),
        _line("CoQuanBanHanh", issuer),
        _rule(
            length=_SHARE_OF_TEXT
            * min(left, width_mm(issuer, size=size.agency, bold=True)),
            within=left,
        ),
    ]
    nation = [
        _line("QuocHieu", NATION),
        _line("TieuNgu", MOTTO),
        _rule(length=width_mm(MOTTO, size=size.motto, bold=True), within=right),
    ]
    number = [_line("SoKyHieu", letter.number_line)]
    if not letter.kind.named:
        number.append(_about(letter, form))
    if letter.urgency:
        number.append(_stamp(letter.urgency, within=left))
    day = _line("DiaDanhNgay", letter.place_and_date)
    rows = ((join(agency), join(nation)), (join(number), day))
    return table(form.header_columns, rows)


def _about(letter: Letter, form: Form) -> Xml:
    text, left = f"V/v {letter.about}", form.header_columns[0]
    found = column(text, size=form.sizes.about, within=left - 2 * _ABOUT_INSET)
    properties = _column(found.width, within=left)
    return paragraph("TrichYeuCongVan", run(text), properties=properties)


def _stamp(stamp: Stamp, *, within: float) -> Xml:
    width = stamp.width_mm - 2 * _FRAME_SPACE_MM
    properties = _column(width, within=within)
    return paragraph("MucDoKhan", run(stamp.word), properties=properties)


def _heading(letter: Letter, form: Form) -> Iterator[Xml]:
    text, page = letter.about, form.page.text_width
    found = column(text, size=form.sizes.heading, within=page, bold=True)
    yield _line("TenLoai", letter.kind.name.upper())
    yield paragraph("TrichYeu", run(text), properties=_column(found.width, within=page))
    yield _rule(length=_SHARE_OF_TEXT * found.longest, within=page)
    if letter.kind.decides:
        yield _line("ThamQuyen", letter.profile.head_of_agency.upper())


def _addressees(names: tuple[str, ...]) -> Iterator[Xml]:
    if len(names) == 1:
        yield _line("KinhGui", f"{ADDRESS_LABEL} {names[0]}")
    elif names:
        yield _line("KinhGuiNhieuNoi", ADDRESS_LABEL)
        ends = ";" * (len(names) - 1) + "."
        for name, end in zip(names, ends, strict=True):
            yield _line("NoiKinhGui", f"- {name}{end}")


def _grounds(letter: Letter, form: Form) -> Iterator[Xml]:
    grounds = letter.grounds
    for place, ground in enumerate(grounds, start=1):
        end = form.bases_end if place == len(grounds) else ";"
        yield _line("CanCu", f"{ground}{end}")
    if letter.kind.decides:
        yield _line("QuyetDinh", f"{letter.kind.name.upper()}:")


def _body(body: str) -> Iterator[Xml]:
    parts = blocks(body)
    for place, block in enumerate(parts, start=1):
        # The signature must not stand on a page without a line of the letter.
        keep = block.title or place == len(parts)
        yield paragraph(
            _style_of(block),
            join(run(span.text, bold=span.bold) for span in _emphasised(block)),
            properties=_KEEP_NEXT if keep else "",
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


def _ending(letter: Letter, form: Form) -> Xml:
    copies = [f"- {recipient};" for recipient in letter.recipients]
    list_of_copies = (*copies, f"- {letter.archive}")
    left = [
        _line("NoiNhan", "Nơi nhận:"),
        *(_line("DanhSachNoiNhan", line) for line in list_of_copies),
    ]
    first, *more = letter.signer.lines
    right = [
        _line("QuyenHanKy", first),
        *(_line("ChucVuKy", line) for line in more),
        _line("HoTenKy", letter.signer.name),
    ]
    return table(form.footer_columns, [(join(left), join(right))])


def _section(form: Form) -> str:
    page, edge = form.page, package.edge_of(form)
    margins = {
        "top": page.top,
        "right": page.right,
        "bottom": page.bottom,
        "left": page.left,
        "header": page.edge,
        "footer": page.edge,
        "gutter": 0,
    }
    told = " ".join(f'w:{side}="{twips(mm)}"' for side, mm in margins.items())
    return (
        f'<w:sectPr><w:{edge}Reference w:type="default"'
        f' r:id="{package.PAGE_NUMBER_ID}"/>'
        f'<w:pgSz w:w="{twips(page.width)}" w:h="{twips(page.height)}"/>'
        f"<w:pgMar {told}/><w:titlePg/></w:sectPr>"
    )
