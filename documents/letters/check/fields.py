"""From where a fault stands to the letter file's key that it comes from."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from documents.letters.check.finding import Where
from documents.letters.check.subject import Subject
from documents.letters.paper import Paragraph
from documents.letters.read.pieces import Piece

_FIELD_OF: Final = {
    "Quốc hiệu": "",
    "Tiêu ngữ": "",
    "Cơ quan chủ quản": "profile",
    "Cơ quan ban hành": "profile",
    "Thẩm quyền ban hành": "profile",
    "Tên loại": "kind",
    "Số, ký hiệu": "number",
    "Địa danh, ngày tháng": "date",
    "Trích yếu công văn": "subject",
    "Trích yếu": "subject",
    "Mức độ khẩn": "urgency",
    "Kính gửi": "addressees",
    "Quyền hạn, chức vụ người ký": "signer",
    "Quyền hạn ký": "signer",
    "Họ tên người ký": "signer",
    "Nơi nhận": "recipients",
    "Lưu": "archive",
    "Phụ lục": "appendices",
}
"""Components that are one field wherever they stand; the others go by their place."""

_BODY: Final = "Nội dung"
_PROPOSED: Final = "theo de nghi"


def placed(where: Where, fields: Mapping[int, str]) -> Where:
    """Return where a fault stands, with the letter file's key."""
    if where.field or where.component in _FIELD_OF:
        known = where.field or _FIELD_OF[where.component]
    else:
        otherwise = "body" if where.component == _BODY else ""
        known = fields.get(where.paragraph or 0, otherwise)
    return replace(where, field=known)


def fields_of(subject: Subject) -> dict[int, str]:
    """Return the key that each paragraph of a letter belongs to, by its place."""
    found: dict[int, str] = {}
    for field, paragraphs in _held(subject):
        for paragraph in paragraphs:
            found.setdefault(paragraph.place, field)
    return found


def _held(subject: Subject) -> Iterator[tuple[str, Iterable[Paragraph]]]:
    parts, top, end = subject.parts, subject.parts.masthead, subject.parts.ending
    copies, kept, after = subject.copies
    bases = list(parts.bases)
    proposal = bases[-1:] if bases and bases[-1].plain.startswith(_PROPOSED) else []
    pieces: tuple[tuple[str, Iterable[Piece | None]], ...] = (
        ("subject", (*top.about, *parts.heading)),
        ("number", (top.number,)),
        ("date", (top.date,)),
        ("kind", (top.type,)),
        ("profile", (*top.agency, *parts.authority)),
        ("addressees", parts.address),
        ("proposal", proposal),
        ("bases", bases),
        ("archive", (kept, *after)),
        ("recipients", (end.label, *copies)),
        ("signer", (*end.positions, end.name)),
        ("secretary", (end.secretary,)),
    )
    for field, held in pieces:
        yield field, [piece.paragraph for piece in held if piece is not None]
    yield "body", [p for passage in parts.body for p in passage.paragraphs]
    yield "appendices", [p for passage in parts.rest for p in passage.paragraphs]
