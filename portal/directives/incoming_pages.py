"""What the templates of the inbox are given. No database row goes further."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import ClassVar, Final

from flask import url_for
from sqlalchemy.orm import Session

from documents import incoming
from documents.deadlines import Calendar, counting_start
from documents.incoming import Cited
from documents.letters.incoming import Deadline, Proposal
from documents.models import IncomingFile
from documents.vocabulary import IncomingState
from portal.directives.incoming_forms import ConfirmForm, DiscardForm, DropForm
from portal.directives.obligations import date_words, day_words, mode_words
from portal.jinja import moment_vi
from portal.pages import Page

_STATES: Final = {
    IncomingState.WAITING: ("clock", "grey"),
    IncomingState.CONFIRMED: ("check", "green"),
    IncomingState.DISCARDED: ("stop", "outline"),
}
_FROM_RECEIPT: Final = "ngày nhận"
_FROM_ISSUE: Final = "ngày ban hành"


@dataclass(frozen=True)
class FileResult:
    """What became of a file that was dropped: taken, known, or refused and why."""

    name: str
    words: str
    tone: str
    url: str = ""


@dataclass(frozen=True)
class IncomingRow:
    """A file of the inbox as a line of its list."""

    url: str
    name: str
    title: str
    abstract: str
    issuer: str
    gaps: str
    taken: str
    state: str
    icon: str
    tone: str
    closing: str


@dataclass(frozen=True)
class DeadlineRow:
    """A deadline that was found; `due` is "" while its day cannot be computed."""

    place: int
    text: str
    mode: str
    due: str
    is_chosen: bool


@dataclass(frozen=True)
class CitationRow:
    """A document that is cited; `url` is "" when the register does not have it."""

    place: int
    name: str
    url: str
    is_chosen: bool


@dataclass(frozen=True, kw_only=True)
class InboxPage(Page):
    """Where files are dropped, and those that wait."""

    template: ClassVar[str] = "directives/incoming.html"
    form: DropForm
    waiting: tuple[IncomingRow, ...]
    closed: tuple[IncomingRow, ...]
    results: tuple[FileResult, ...] = ()


@dataclass(frozen=True, kw_only=True)
class IncomingPage(Page):
    """One file: the record that was read beside its text; no form once it is closed."""

    template: ClassVar[str] = "directives/incoming_file.html"
    row: IncomingRow
    file_url: str
    text: tuple[str, ...]
    unread: dict[str, str]
    nature: str = ""
    told: str = ""
    twin: str = ""
    twin_url: str = ""
    directive_url: str = ""
    is_discarded: bool = False
    form: ConfirmForm | None = None
    discarding: DiscardForm | None = None
    deadlines: tuple[DeadlineRow, ...] = ()
    citations: tuple[CitationRow, ...] = ()
    problems: tuple[str, ...] = ()

    @property
    def is_scan(self) -> bool:
        """Say whether nothing at all was read."""
        return not self.text and bool(self.unread)


def row_of(row: IncomingFile) -> IncomingRow:
    """Return a file as a line of the inbox."""
    proposal = incoming.proposal_of(row)
    icon, tone = _STATES[row.state]
    known = row.directive or proposal
    numbered = f"{known.kind} số {known.number}" if known.number else ""
    return IncomingRow(
        url=url_for("directives.review", incoming_id=row.id),
        name=row.file.name,
        title=numbered or proposal.kind or "Chưa rõ văn bản",
        abstract=proposal.abstract,
        issuer=proposal.issuer,
        gaps=", ".join(incoming.lacking(proposal).values()),
        taken=_who(row.taken_by.full_name if row.taken_by else "", row.taken_at),
        state=row.state.label,
        icon=icon,
        tone=tone,
        closing=_closing(row),
    )


def _closing(row: IncomingFile) -> str:
    if row.closed_at is None:
        return f"Trước đây đã bỏ: {row.reason}" if row.reason else ""
    who = _who(row.closed_by.full_name if row.closed_by else "", row.closed_at)
    discarded = row.state is IncomingState.DISCARDED
    return f"Bỏ: {who}. Lý do: {row.reason}" if discarded else f"Vào sổ: {who}"


def _who(name: str, at: datetime) -> str:
    return f"{name or 'Nhập bằng lệnh'}, {moment_vi(at)}"


def deadline_rows(
    row: IncomingFile, form: ConfirmForm, calendar: Calendar
) -> tuple[DeadlineRow, ...]:
    """Return the deadlines that were found, each with the day it comes to."""
    proposal, issued_on = incoming.proposal_of(row), form.issued()
    received_on = counting_start(calendar, row.taken_at)
    chosen = set(form.deadlines.data or ())

    def due(deadline: Deadline) -> tuple[str, str]:
        return _due(deadline, calendar, issued_on=issued_on, received_on=received_on)

    return tuple(
        DeadlineRow(place, deadline.text, *due(deadline), is_chosen=place in chosen)
        for place, deadline in enumerate(proposal.deadlines)
    )


def _due(
    deadline: Deadline, calendar: Calendar, *, issued_on: date | None, received_on: date
) -> tuple[str, str]:
    """Return how a deadline says when, and its day as far as it can be computed."""
    words = partial(mode_words, deadline.mode, days=deadline.days)
    start = _FROM_RECEIPT if deadline.from_receipt else _FROM_ISSUE
    yearless = f"{deadline.on[5:7]}/{deadline.on[2:4]}"
    if issued_on is None and deadline.needs_issue:
        return words(day=yearless, start=start), ""
    found = incoming.due_of(
        deadline, calendar, issued_on=issued_on or received_on, received_on=received_on
    )
    if found is None:
        return words(day=yearless), ""
    start = f"ngày {date_words(found.counted_from)}"
    told = words(day=date_words(found.stated_on), start=start)
    return told, day_words(found.due_on)


def citation_rows(known: Sequence[Cited], form: ConfirmForm) -> tuple[CitationRow, ...]:
    """Return what is cited, each with its page in the register."""
    chosen = set(form.cited.data or ())
    return tuple(
        CitationRow(
            place=place,
            name=_cited(cited),
            url=_address(cited),
            is_chosen=place in chosen,
        )
        for place, cited in enumerate(known)
    )


def _cited(cited: Cited) -> str:
    citation = cited.citation
    day = f" ngày {citation.on:%d/%m/%Y}" if citation.on else ""
    return f"{citation.kind} số {citation.number}{day}"


def _address(cited: Cited) -> str:
    row = cited.directive
    return url_for("directives.show", slug=row.slug) if row else ""


def directive_url(row: IncomingFile) -> str:
    """Return the page of the directive that a file became, "" while it is none."""
    if row.directive is None:
        return ""
    if row.directive.trashed_at is not None:
        return url_for("directives.in_trash")
    return url_for("directives.show", slug=row.directive.slug)


def twin_of(session: Session, proposal: Proposal) -> tuple[str, str]:
    """Return the name and page of the directive that this document is already."""
    if not (proposal.number and proposal.issuer and proposal.issued_on):
        return "", ""
    row = incoming.twin(
        session,
        proposal.number,
        issued_on=proposal.issued_on,
        issuer=proposal.issuer,
    )
    if row is None:
        return "", ""
    if row.trashed_at is not None:
        return f"{row.citation} (trong thùng rác)", url_for("directives.in_trash")
    return row.citation, url_for("directives.show", slug=row.slug)
