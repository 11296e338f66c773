"""What the templates of directives are given. No database row goes further."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Final

from flask import url_for
from sqlalchemy.orm import Session

from documents import citations, directives, incoming, queries
from documents.deadlines import local_day
from documents.directives import DirectiveFields, RelationFields
from documents.errors import NotFound
from documents.models import Directive, StoredFile
from documents.viewer import Viewer
from documents.vocabulary import Validity
from portal import wiring
from portal.directives.chain import Road, Warned, road_of, warnings_of
from portal.directives.distribution import Passed, passed_of
from portal.directives.forms import DirectiveForm
from portal.directives.obligations import ObligationRow
from portal.directives.obligations import row_of as obligation_row
from portal.directives.structured import legislation
from portal.forms import PortalForm
from portal.pages import Page
from portal.paging import Filter, Pages, narrowed
from portal.publishing import WRITERS, Lines, StaffSide, staff_side

_TONES: Final = {
    Validity.NOT_YET: "blue",
    Validity.IN_FORCE: "green",
    Validity.PARTLY: "yellow",
    Validity.EXPIRED: "grey",
}


_VALIDITIES: Final = tuple((term.value, term.label) for term in Validity)


@dataclass(frozen=True)
class Attached:
    """A directive's file, as a link shows it; `size` in kilobytes, at least 1.

    `read_url` shows it in the browser, `url` sends it.
    """

    read_url: str
    url: str
    name: str
    type: str
    size: int


@dataclass(frozen=True)
class Item:
    """A directive as a line of the register (NĐ 42/2022, domain.md §3.3)."""

    slug: str
    url: str
    kind: str
    number: str
    issuer: str
    issued_on: date
    effective_on: date | None
    abstract: str
    force: str
    force_tone: str
    is_internal: bool
    unpublished: str
    file: Attached | None


@dataclass(frozen=True, kw_only=True)
class DirectivesPage(Page):
    """The register."""

    template: ClassVar[str] = "directives/index.html"
    items: tuple[Item, ...]
    total: int
    filters: tuple[Filter, ...]
    pages: Pages
    may_add: bool
    waiting: int

    @property
    def count(self) -> str:
        """Say how many documents there are, in words."""
        return f"{self.total} văn bản{narrowed(self.filters)}"

    @property
    def is_narrowed(self) -> bool:
        """Say whether any filter is set."""
        return any(filter.chosen for filter in self.filters)


@dataclass(frozen=True, kw_only=True)
class DirectivePage(Page):
    """One directive, the road it lies on, how to cite it."""

    template: ClassVar[str] = "directives/show.html"
    item: Item
    citation: str
    expires_on: date | None
    body: str
    is_deadline_basis: bool
    warnings: tuple[Warned, ...]
    road: Road | None
    staff: StaffSide | None
    obligations: tuple[ObligationRow, ...]
    passed: Passed | None
    structured: dict[str, Any] | None


@dataclass(frozen=True, kw_only=True)
class DirectiveFormPage(Page):
    """Entering or changing a directive; `conflict` tells what others changed."""

    template: ClassVar[str] = "directives/form.html"
    form: DirectiveForm
    item: Item | None
    staff: StaffSide | None
    conflict: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()


def item_of(row: Directive) -> Item:
    """Return a directive as a line of the register, as it stands today."""
    validity = row.validity_on(today())
    return Item(
        slug=row.slug,
        url=url_for("directives.show", slug=row.slug),
        kind=row.kind,
        number=row.number,
        issuer=row.issuer,
        issued_on=row.issued_on,
        effective_on=row.effective_on,
        abstract=row.abstract,
        force=validity.label,
        force_tone=_TONES[validity],
        is_internal=not row.is_public,
        unpublished="" if row.state.value == "published" else row.state.label,
        file=attached(row.slug, row.file) if row.file else None,
    )


def attached(slug: str, file: StoredFile) -> Attached:
    """Return a directive's file as a link shows it."""
    return Attached(
        read_url=url_for("directives.read", slug=slug),
        url=url_for("directives.download", slug=slug),
        name=file.name,
        type="PDF" if file.media_type == "application/pdf" else "Word",
        size=max(1, round(file.size / 1024)),
    )


def directive_page(
    session: Session,
    row: Directive,
    seen_by: Viewer | None,
    *,
    came_back: PortalForm | None = None,
) -> DirectivePage:
    """Return a directive's page; a form that `came_back` stands in it as typed."""
    return DirectivePage(
        title=f"{row.kind} số {row.number}",
        item=item_of(row),
        citation=row.citation,
        expires_on=row.expires_on,
        body=row.body,
        is_deadline_basis=row.is_deadline_basis,
        warnings=tuple(warnings_of(session, row, seen_by, on=today())),
        road=road_of(session, row, seen_by),
        staff=staff_of(session, row, seen_by),
        obligations=obligations_of(session, row, seen_by),
        passed=passed_of(session, row, seen_by, came_back),
        structured=None if seen_by else legislation(row),
    )


def today() -> date:
    """Return the day on which a page is read."""
    return local_day(wiring.current().clock())


def may_add(seen_by: Viewer | None) -> bool:
    """Say whether the viewer may enter directives."""
    return seen_by is not None and seen_by.role in WRITERS


def waiting_for(session: Session, seen_by: Viewer | None) -> int:
    """Return how many files wait for this viewer to be confirmed."""
    return incoming.waiting_count(session) if may_add(seen_by) else 0


def obligations_of(
    session: Session, row: Directive, seen_by: Viewer | None
) -> tuple[ObligationRow, ...]:
    """Return what a directive asks for, to officers only."""
    if seen_by is None:
        return ()
    return tuple(map(obligation_row, incoming.obligations_of(session, row)))


def filters_of(
    session: Session, seen_by: Viewer | None, only: queries.DirectiveFilter
) -> tuple[Filter, ...]:
    """Return the filters with the values this viewer's register holds."""
    choices = queries.directive_choices(session, seen_by)

    def values(name: str) -> tuple[tuple[str, str], ...]:
        return tuple((str(value), str(value)) for value in choices[name])

    year = str(only.year) if only.year else ""
    related = tuple(_named(session, only.related_to, seen_by))
    return (
        Filter("loai", "Hình thức", only.kind, values("kind")),
        Filter("co-quan", "Cơ quan ban hành", only.issuer, values("issuer")),
        Filter("nam", "Năm", year, values("year")),
        Filter("hieu-luc", "Hiệu lực", only.validity or "", _VALIDITIES),
        *(Filter("lien-quan", "Liên quan đến", one[0], (one,)) for one in related),
    )


def _named(
    session: Session, slug: str, seen_by: Viewer | None
) -> Iterator[tuple[str, str]]:
    """Yield the address of a document and what it is called, if the viewer sees it."""
    with suppress(NotFound):
        yield slug, citations.short(queries.directive(session, slug, seen_by))


def staff_of(
    session: Session, row: Directive, seen_by: Viewer | None
) -> StaffSide | None:
    """Return the working side of a directive, with the change that waits."""
    return staff_side(
        row,
        seen_by,
        published=_lines(session, _published(row)),
        proposed=_lines(session, directives.fields_of(row)),
    )


def _published(row: Directive) -> DirectiveFields:
    names = DirectiveFields.__dataclass_fields__.keys() - {"relations"}
    related = tuple(RelationFields(r.kind, r.to_id) for r in row.relations)
    return DirectiveFields(
        **{name: getattr(row, name) for name in names}, relations=related
    )


def _lines(session: Session, fields: DirectiveFields) -> Lines:
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
        ("Tệp", _file_name(session, fields.file_id)),
        ("Quan hệ", _related(session, fields.relations)),
    ]


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""


def _file_name(session: Session, file_id: str | None) -> str:
    file = session.get(StoredFile, file_id) if file_id else None
    return f"{file.name} ({file.sha256[:8]})" if file else ""


def _related(session: Session, relations: Sequence[RelationFields]) -> str:
    return "; ".join(
        sorted(
            f"{related.kind.label} {directives.get(session, related.target_id).number}"
            for related in relations
        )
    )
