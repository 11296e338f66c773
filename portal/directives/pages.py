"""What the templates of directives are given. No database row goes further."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Final

from flask import url_for
from sqlalchemy.orm import Session

from documents import citations, incoming, queries
from documents.deadlines import local_day
from documents.errors import NotFound
from documents.models import Directive, StoredFile
from documents.viewer import Viewer
from documents.vocabulary import ContentState, Validity
from portal import wiring
from portal.differing import Changed
from portal.directives.chain import Road, Warned, road_of, warnings_of
from portal.directives.distribution import Passed, passed_of
from portal.directives.forms import DirectiveForm
from portal.directives.obligations import ObligationRow
from portal.directives.obligations import row_of as obligation_row
from portal.directives.staff import Named, Side, side_of
from portal.directives.structured import legislation
from portal.forms import PortalForm
from portal.pages import Page
from portal.paging import Filter, Pages, narrowed
from portal.publishing import WRITERS, StaffSide

_TONES: Final = {
    Validity.NOT_YET: "blue",
    Validity.IN_FORCE: "green",
    Validity.PARTLY: "yellow",
    Validity.EXPIRED: "grey",
}


_VALIDITIES: Final = tuple((term.value, term.label) for term in Validity)
_STATES: Final = tuple((term.value, term.label) for term in ContentState)


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
    may_follow: bool
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
    staff: Side | None
    obligations: tuple[ObligationRow, ...]
    passed: Passed | None
    structured: dict[str, Any] | None


@dataclass(frozen=True, kw_only=True)
class DirectiveFormPage(Page):
    """Entering or changing a directive; `conflict` tells what others changed.

    `differing` is then what was typed against what stands.
    """

    template: ClassVar[str] = "directives/form.html"
    form: DirectiveForm
    item: Item | None
    staff: StaffSide | None
    conflict: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    differing: tuple[Changed, ...] = ()


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
    needed: Named = (),
) -> DirectivePage:
    """Return a directive's page; a form that `came_back` stands in it as typed.

    `needed` leads to it while it is being taken down.
    """
    return DirectivePage(
        title=f"{row.kind} số {row.number}",
        item=item_of(row),
        citation=row.citation,
        expires_on=row.expires_on,
        body=row.body,
        is_deadline_basis=row.is_deadline_basis,
        warnings=tuple(warnings_of(session, row, seen_by, on=today())),
        road=road_of(session, row, seen_by),
        staff=side_of(session, row, seen_by, needed=needed),
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
        *_staff_filters(seen_by, only),
        *(Filter("lien-quan", "Liên quan đến", one[0], (one,)) for one in related),
    )


def _staff_filters(
    seen_by: Viewer | None, only: queries.DirectiveFilter
) -> Iterator[Filter]:
    """Yield the filter of states, for who works on them."""
    if queries.is_content_staff(seen_by):
        yield Filter("trang-thai", "Trạng thái", only.state or "", _STATES)


def _named(
    session: Session, slug: str, seen_by: Viewer | None
) -> Iterator[tuple[str, str]]:
    """Yield the address of a document and what it is called, if the viewer sees it."""
    with suppress(NotFound):
        yield slug, citations.short(queries.directive(session, slug, seen_by))
