"""What only those who keep the register see of a directive, and its fields in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from flask import url_for
from sqlalchemy import select
from sqlalchemy.orm import Session

from documents import directives, queries
from documents.directives import DirectiveFields, Leading
from documents.models import Directive, StoredFile
from documents.viewer import Viewer
from documents.vocabulary import ContentState
from portal.publishing import WRITERS, Lines, StaffSide, staff_side

Named = tuple[tuple[str, str], ...]
"""Names and addresses of what leads to a directive."""


@dataclass(frozen=True)
class Side:
    """The working side of a directive; `needed` leads to it while it is taken down."""

    staff: StaffSide
    versions_url: str
    trash_url: str
    needed: Named


def side_of(
    session: Session,
    row: Directive,
    seen_by: Viewer | None,
    *,
    needed: Named = (),
) -> Side | None:
    """Return the working side of a directive, with the change that waits."""
    staff = staff_of(session, row, seen_by)
    if staff is None or seen_by is None:
        return None
    closed = row.state is ContentState.PUBLISHED or seen_by.role not in WRITERS
    return Side(
        staff=staff,
        versions_url=url_for("directives.versions", slug=row.slug),
        trash_url="" if closed else url_for("directives.trash", slug=row.slug),
        needed=needed,
    )


def staff_of(
    session: Session, row: Directive, seen_by: Viewer | None
) -> StaffSide | None:
    """Return the state of a directive and its moves; None for whoever only reads."""
    if not queries.is_content_staff(seen_by):
        return None
    both = [directives.standing(row), directives.fields_of(row)]
    published, proposed = lines_of(session, both)
    return staff_side(row, seen_by, published=published, proposed=proposed)


def named(leading: Leading) -> Named:
    """Return the names and addresses of what leads to a directive."""
    return (
        *(
            (f"{it.kind} số {it.number}", url_for("directives.show", slug=it.slug))
            for it in leading.directives
        ),
        *(
            (f"Trang “{it.title}”", url_for("content.desk", page_id=it.id))
            for it in leading.pages
        ),
    )


def lines_of(session: Session, every: Sequence[DirectiveFields]) -> list[Lines]:
    """Return what a reader sees of each; files and other documents are asked for once.

    However many there are, the database is asked twice.
    """
    ids = {it.target_id for fields in every for it in fields.relations}
    numbered = select(Directive.id, Directive.number).where(Directive.id.in_(ids))
    numbers = {row.id: row.number for row in session.execute(numbered)}
    named_by = {fields.file_id for fields in every if fields.file_id}
    stored = select(StoredFile).where(StoredFile.id.in_(named_by))
    files = {it.id: f"{it.name} ({it.sha256[:8]})" for it in session.scalars(stored)}
    return [_lines(fields, numbers, files) for fields in every]


def _lines(
    fields: DirectiveFields, numbers: Mapping[int, str], files: Mapping[str, str]
) -> Lines:
    return [
        ("Hình thức", fields.kind),
        ("Số, ký hiệu", fields.number),
        ("Cơ quan ban hành", fields.issuer),
        ("Cấp ban hành", fields.issuer_level.label),
        ("Ngày ban hành", _day(fields.issued_on)),
        ("Ngày hiệu lực", _day(fields.effective_on)),
        ("Ngày hết hiệu lực", _day(fields.expires_on)),
        ("Tình trạng", fields.force.label),
        ("Trích yếu", fields.abstract),
        ("Toàn văn", fields.body),
        ("Cho người dân xem", "có" if fields.is_public else "không"),
        ("Căn cứ tính thời hạn", "có" if fields.is_deadline_basis else "không"),
        ("Mã trên eOffice", fields.eoffice_ref),
        ("Mã trên iDesk", fields.idesk_ref),
        ("Tệp", files.get(fields.file_id or "", "")),
        ("Quan hệ", _related(fields, numbers)),
    ]


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""


def _related(fields: DirectiveFields, numbers: Mapping[int, str]) -> str:
    told = (f"{it.kind.label} {numbers[it.target_id]}" for it in fields.relations)
    return "; ".join(sorted(told))
