"""How each component is printed: the decree's own table (Phụ lục I, Mục V) as data.

Sizes are not here: they are measures of the form, named by their topic.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from documents.letters.check.subject import Subject
from documents.letters.read.bodies import body_lines
from documents.letters.read.pieces import Piece

Pieces = Callable[[Subject], Iterable[Piece]]

_APPENDIX: Final = re.compile(r"phu luc\b.{0,12}$")


@dataclass(frozen=True)
class Component:
    """How one component is printed; None where the form says nothing."""

    id: str
    label: str
    topic: str
    pieces: Pieces
    bold: bool | None = None
    italic: bool | None = None
    capitals: bool | None = None
    centred: bool = False


def _appendix_heads(subject: Subject) -> Iterator[Piece]:
    for passage in subject.parts.rest:
        for line in body_lines(passage) if not passage.rows else ():
            if _APPENDIX.match(line.plain):
                yield line


def _one(piece: Piece | None) -> tuple[Piece, ...]:
    return () if piece is None else (piece,)


COMPONENTS: Final = (
    Component(
        "nation",
        "Quốc hiệu",
        "sizes.nation",
        lambda s: _one(s.parts.masthead.nation),
        bold=True,
        italic=False,
        capitals=True,
        centred=True,
    ),
    Component(
        "motto",
        "Tiêu ngữ",
        "sizes.motto",
        lambda s: _one(s.parts.masthead.motto),
        bold=True,
        italic=False,
        capitals=False,
        centred=True,
    ),
    Component(
        "parent",
        "Cơ quan chủ quản",
        "sizes.agency",
        lambda s: s.parts.masthead.parent,
        bold=False,
        italic=False,
        capitals=True,
        centred=True,
    ),
    Component(
        "issuer",
        "Cơ quan ban hành",
        "sizes.agency",
        lambda s: s.parts.masthead.issuer,
        bold=True,
        italic=False,
        capitals=True,
        centred=True,
    ),
    Component(
        "number",
        "Số, ký hiệu",
        "sizes.number",
        lambda s: _one(s.parts.masthead.number),
        bold=False,
        italic=False,
        centred=True,
    ),
    Component(
        "date",
        "Địa danh, ngày tháng",
        "sizes.date",
        lambda s: _one(s.parts.masthead.date),
        bold=False,
        italic=True,
        centred=True,
    ),
    Component(
        "about",
        "Trích yếu công văn",
        "sizes.about",
        lambda s: s.parts.masthead.about,
        bold=False,
        italic=False,
        centred=True,
    ),
    Component(
        "type",
        "Tên loại",
        "sizes.heading",
        lambda s: _one(s.parts.masthead.type),
        bold=True,
        italic=False,
        capitals=True,
        centred=True,
    ),
    Component(
        "heading",
        "Trích yếu",
        "sizes.heading",
        lambda s: s.parts.heading,
        bold=True,
        italic=False,
        centred=True,
    ),
    Component(
        "address",
        "Kính gửi",
        "sizes.body",
        lambda s: s.parts.address,
        italic=False,
    ),
    Component("bases", "Căn cứ", "sizes.body", lambda s: s.parts.bases),
    Component("body", "Nội dung", "sizes.body", lambda s: s.body),
    Component(
        "position",
        "Quyền hạn, chức vụ người ký",
        "sizes.signature",
        lambda s: s.parts.ending.positions,
        bold=True,
        italic=False,
        capitals=True,
    ),
    Component(
        "signer",
        "Họ tên người ký",
        "sizes.signature",
        lambda s: _one(s.parts.ending.name),
        bold=True,
        italic=False,
        capitals=False,
    ),
    Component(
        "copies-label",
        "Nơi nhận",
        "sizes.recipients_label",
        lambda s: _one(s.parts.ending.label),
        bold=True,
        italic=True,
    ),
    Component(
        "copies",
        "Danh sách nơi nhận",
        "sizes.recipients",
        lambda s: s.parts.ending.copies,
        bold=False,
        italic=False,
    ),
    Component(
        "appendix",
        "Phụ lục",
        "sizes.appendix",
        _appendix_heads,
        bold=True,
        italic=False,
    ),
)
