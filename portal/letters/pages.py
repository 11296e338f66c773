"""What the templates of the register are given."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Final

from flask import url_for
from sqlalchemy.orm import Session

from documents import letters, queries, register, standing
from documents.deadlines import local_day
from documents.models import BookEntry, OutgoingLetter
from documents.viewer import Viewer
from documents.vocabulary import EntryState, Role
from portal import wiring
from portal.due import Due, due_of
from portal.letters.forms import PeriodForm, ReserveForm, UseForm, VoidForm
from portal.pages import Page
from portal.paging import Filter, Pages, narrowed

REGISTER_ROLES: Final = (Role.CLERK, Role.FOCAL, Role.CVP, Role.DIRECTOR)
"""Who reads the whole register: those who see every case (domain.md §6)."""

_DRESS: Final = {
    EntryState.ISSUED: ("check-circle", "green"),
    EntryState.RESERVED: ("clock", "yellow"),
    EntryState.VOIDED: ("stop", "grey"),
}
"""Icon and tone of what became of a number; the word is the label."""


@dataclass(frozen=True)
class EntryRow:
    """A number as a line of the register; an addressee is not on it."""

    number: str
    dated_on: date
    about: str
    notes: tuple[str, ...]
    icon: str
    label: str
    tone: str
    signer: str
    url: str
    letter_url: str
    file_url: str
    case_code: str
    case_url: str


@dataclass(frozen=True)
class WaitingRow:
    """An approved letter without a number, and how its case stands."""

    about: str
    symbol: str
    signer: str
    url: str
    case_code: str
    due: Due | None


@dataclass(frozen=True, kw_only=True)
class RegisterPage(Page):
    """The register: every number given (NĐ 30/2020, Điều 15)."""

    template: ClassVar[str] = "letters/index.html"
    rows: tuple[EntryRow, ...]
    waiting: tuple[WaitingRow, ...]
    may_number: bool
    total: int
    filters: tuple[Filter, ...]
    pages: Pages
    printing: PeriodForm
    reserving: ReserveForm | None

    @property
    def count(self) -> str:
        """Say how many numbers there are, in words."""
        return f"{self.total} số trong sổ{narrowed(self.filters)}"

    @property
    def is_narrowed(self) -> bool:
        """Say whether any filter is set."""
        return any(filter.chosen for filter in self.filters)


@dataclass(frozen=True, kw_only=True)
class EntryPage(Page):
    """One number: what became of it, and what a clerk can do with it."""

    template: ClassVar[str] = "letters/entry.html"
    entry: EntryRow
    using: UseForm | None
    voiding: VoidForm | None


def register_page(
    session: Session,
    viewer: Viewer,
    *,
    chosen: tuple[str, str] = ("", ""),
    page: int = 1,
    reserving: ReserveForm | None = None,
) -> RegisterPage:
    """Return a page of the register, narrowed to a (year, state) it holds."""
    filters = _filters(session, *chosen)
    year, state = (filter.chosen for filter in filters)
    found = queries.register_entries(
        session,
        year=int(year) if year else None,
        state=EntryState(state) if state else None,
        page=page,
    )
    return RegisterPage(
        title="Sổ công văn đi",
        rows=tuple(row_of(entry) for entry in found.rows),
        waiting=tuple(_waiting(session)),
        may_number=viewer.role is Role.CLERK,
        total=found.total,
        filters=filters,
        pages=Pages(
            page=found.page,
            last=found.last,
            path=url_for("letters.index"),
            query={filter.name: filter.chosen for filter in filters},
        ),
        printing=_printing(year),
        reserving=reserving or _reserving(session, viewer),
    )


def _filters(session: Session, year: str, state: str) -> tuple[Filter, Filter]:
    years = [str(known) for known in queries.register_years(session)]
    states = [(state.value, state.label) for state in EntryState]
    return (
        Filter("nam", "Năm", _known(year, years), tuple((y, y) for y in years)),
        Filter(
            "tinh-trang",
            "Tình trạng",
            _known(state, list(EntryState)),
            tuple(states),
        ),
    )


def _known(typed: str, known: list[str] | list[EntryState]) -> str:
    return typed if typed in known else ""


def _printing(year: str) -> PeriodForm:
    form = PeriodForm(formdata=None)
    form.suggest(int(year) if year else local_day(wiring.current().clock()).year)
    return form


def _reserving(session: Session, viewer: Viewer) -> ReserveForm | None:
    if viewer.role is not Role.CLERK:
        return None
    form = ReserveForm(formdata=None)
    form.offer(session)
    form.start()
    return form


def row_of(entry: BookEntry) -> EntryRow:
    """Return a number as a line of the register."""
    letter, (icon, tone) = entry.letter, _DRESS[entry.state]
    shown = None if register.is_sealed(entry) else letter
    case = shown.case if shown else None
    return EntryRow(
        number=entry.printed_number,
        dated_on=entry.dated_on,
        about=register.about(entry),
        notes=tuple(register.notes(entry)),
        icon=icon,
        label=entry.state.label,
        tone=tone,
        signer=letter.signer.full_name if letter else "",
        url=url_for("letters.show_entry", entry_id=entry.id),
        letter_url=url_for("studio.show", letter_id=shown.id) if shown else "",
        file_url=url_for("letters.download", letter_id=shown.id) if shown else "",
        case_code=case.code if case else "",
        case_url=url_for("desk.show", code=case.code) if case else "",
    )


def _waiting(session: Session) -> list[WaitingRow]:
    wired = wiring.current()
    today, waiting = local_day(wired.clock()), queries.letters_waiting(session)
    cases = [letter.case for letter in waiting if letter.case is not None]
    paused = standing.paused_since(session, cases)

    def row(letter: OutgoingLetter) -> WaitingRow:
        case = letter.case
        return WaitingRow(
            about=letters.titled(letter.book, letter.subject),
            symbol=letter.symbol,
            signer=letter.signer.full_name,
            url=_place_of(letter),
            case_code=case.code if case else "",
            due=due_of(
                case,
                wired.calendar,
                today=today,
                paused_since=paused.get(case.id),
            )
            if case
            else None,
        )

    return [row(letter) for letter in waiting]


def _place_of(letter: OutgoingLetter) -> str:
    """Return where a letter is numbered: with its case if it is the reply."""
    if letter.is_reply and letter.case is not None:
        return url_for("desk.show", code=letter.case.code) + "#viec-can-lam"
    return url_for("studio.show", letter_id=letter.id) + "#viec-can-lam"
