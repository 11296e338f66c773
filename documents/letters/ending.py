"""The end of a letter: who signs, and who gets a copy."""

from collections.abc import Iterator
from itertools import chain
from math import ceil
from typing import Final

from documents.letters.forms import Form
from documents.letters.kinds import Signed
from documents.letters.letter import Letter
from documents.letters.masthead import line
from documents.letters.metrics import width_mm
from documents.letters.wordml import Xml, join, open_table, table

_SECRETARY: Final = "THƯ KÝ"
_LINE: Final = 1.15 * 25.4 / 72
"""Millimetres a line takes for each point of its type."""

_TALLEST: Final = 0.8
"""The share of a page that may be kept together; a longer list goes on overleaf."""


def ending(letter: Letter, form: Form) -> Iterator[Xml]:
    """Return signature and copies as the letter's kind has them."""
    match letter.kind.signed:
        case Signed.ONE:
            yield _side_by_side(letter, form)
        case Signed.TWO:
            yield _two_signers(letter, form)
            yield from _copies(letter)
        case Signed.NONE:
            return


def _side_by_side(letter: Letter, form: Form) -> Xml:
    page = form.page_of(letter.kind)
    left = form.lengths.footer_left
    cells = (join(_copies(letter)), join(_signature(letter)))
    height = _height(letter, form, within=left)
    made = table if height < _TALLEST * page.text_height else open_table
    return made((left, page.text_width - left), [cells])


def _height(letter: Letter, form: Form, *, within: float) -> float:
    size = form.sizes.recipients
    lines = sum(
        ceil(width_mm(text, size=size) / within) for text in _list_of_copies(letter)
    )
    return lines * size * _LINE


def _two_signers(letter: Letter, form: Form) -> Xml:
    half = form.page_of(letter.kind).text_width / 2
    secretary = join(
        (line("QuyenHanKy", _SECRETARY), line("HoTenKy", letter.secretary))
    )
    return table((half, half), [(secretary, join(_signature(letter)))])


def _signature(letter: Letter) -> Iterator[Xml]:
    first, *more = letter.signer.lines
    yield line("QuyenHanKy", first)
    yield from (line("ChucVuKy", text) for text in more)
    yield line("HoTenKy", letter.signer.name)


def _copies(letter: Letter) -> Iterator[Xml]:
    yield line("NoiNhan", "Nơi nhận:")
    yield from (line("DanhSachNoiNhan", text) for text in _list_of_copies(letter))


def _list_of_copies(letter: Letter) -> Iterator[str]:
    copies = (f"- {recipient};" for recipient in letter.recipients)
    return chain(copies, (f"- {letter.archive}",))
