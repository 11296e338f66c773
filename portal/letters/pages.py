"""What the template of the register is given."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Final

from flask import url_for
from sqlalchemy.orm import Session

from documents import queries
from documents.models import OutgoingLetter
from documents.viewer import Viewer
from documents.vocabulary import Role
from portal import wiring
from portal.due import Due, due_of, local_day
from portal.pages import Page
from portal.paging import Filter, Pages, narrowed

REGISTER_ROLES: Final = (Role.CLERK, Role.FOCAL, Role.CVP, Role.DIRECTOR)
"""Who reads the whole register: those who see every case (domain.md §6)."""


@dataclass(frozen=True)
class LetterRow:
    """A letter as a line of the register; its addressee is not on it."""

    number: str
    issued_on: date | None
    subject: str
    signer: str
    file_url: str
    case_code: str
    case_url: str


@dataclass(frozen=True)
class WaitingRow:
    """An approved letter without a number, and how its case stands."""

    subject: str
    symbol: str
    signer: str
    case_code: str
    case_url: str
    due: Due


@dataclass(frozen=True, kw_only=True)
class RegisterPage(Page):
    """The register of issued letters (NĐ 30/2020, Điều 15)."""

    template: ClassVar[str] = "letters/index.html"
    rows: tuple[LetterRow, ...]
    waiting: tuple[WaitingRow, ...]
    may_number: bool
    total: int
    filters: tuple[Filter, ...]
    pages: Pages

    @property
    def count(self) -> str:
        """Say how many letters there are, in words."""
        return f"{self.total} văn bản đã ban hành{narrowed(self.filters)}"

    @property
    def is_narrowed(self) -> bool:
        """Say whether any filter is set."""
        return any(filter.chosen for filter in self.filters)


def register_page(
    session: Session, viewer: Viewer, *, year: str, page: int
) -> RegisterPage:
    """Return a page of the register, narrowed to a year it holds."""
    years = [str(known) for known in queries.register_years(session)]
    chosen = year if year in years else ""
    listing = queries.issued_letters(
        session, year=int(chosen) if chosen else None, page=page
    )
    return RegisterPage(
        title="Sổ công văn đi",
        rows=tuple(_row(letter) for letter in listing.rows),
        waiting=tuple(_waiting(session)),
        may_number=viewer.role is Role.CLERK,
        total=listing.total,
        filters=(Filter("nam", "Năm", chosen, tuple((y, y) for y in years)),),
        pages=Pages(
            page=listing.page,
            last=listing.last,
            path=url_for("letters.index"),
            query={"nam": chosen},
        ),
    )


def _row(letter: OutgoingLetter) -> LetterRow:
    return LetterRow(
        number=letter.printed_number,
        issued_on=letter.issued_on,
        subject=letter.subject,
        signer=letter.signer.full_name,
        file_url=url_for("letters.download", letter_id=letter.id),
        case_code=letter.case.code if letter.case else "",
        case_url=url_for("desk.show", code=letter.case.code) if letter.case else "",
    )


def _waiting(session: Session) -> list[WaitingRow]:
    wired = wiring.current()
    today = local_day(wired.clock())
    return [
        WaitingRow(
            subject=letter.subject,
            symbol=letter.symbol,
            signer=letter.signer.full_name,
            case_code=letter.case.code,
            case_url=url_for("desk.show", code=letter.case.code),
            due=due_of(letter.case, wired.calendar, today=today),
        )
        for letter in queries.letters_waiting(session)
        if letter.case is not None
    ]
