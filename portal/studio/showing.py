"""A letter's page: its words and road on the left, what to do next on the right."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import ClassVar

from flask import Blueprint, url_for
from werkzeug.wrappers import Response

from documents import history, letters, outgoing, studio
from documents.errors import OutOfDate
from documents.letters import Block
from documents.models import Event, OutgoingLetter, SignedCopy
from documents.viewer import Viewer
from documents.vocabulary import LetterAction, LetterLink, LetterState
from portal import dress
from portal.forms import PortalForm
from portal.jinja import moment_vi
from portal.pages import Page
from portal.road import Stop
from portal.security import CASE_ROLES, acting, officers
from portal.studio.forms import CopyForm, LetterMove
from portal.studio.moves import Move, MoveView, views_of
from portal.studio.opened import Opened, opened_letter, reads_copies
from portal.trouble import NO_TROUBLE, Trouble
from portal.workbench.bench import BorrowedRow, borrowed_of
from portal.workbench.cited import OutdatedRow, outdated_of


@dataclass(frozen=True)
class Link:
    """A letter or case that this one has to do with."""

    label: str
    name: str
    url: str


@dataclass(frozen=True)
class CopyRow:
    """A signed copy as a line of the page."""

    name: str
    at: datetime
    by: str
    verdict: tuple[str, str, str]
    differences: int
    signatures: int
    sha256: str
    url: str


@dataclass(frozen=True)
class Ways:
    """Where one can go from here; "" is not open to who looks."""

    edit: str
    file: str
    versions: str
    again: str
    follow: tuple[tuple[str, str], ...]
    record: str
    copy: str


@dataclass(frozen=True, kw_only=True)
class LetterPage(Page):
    """A letter of the department."""

    template: ClassVar[str] = "studio/show.html"
    name: str
    about: str
    state: tuple[str, str, str]
    issued_on: date | None
    facts: tuple[tuple[str, str], ...]
    body: tuple[Block, ...]
    cited: tuple[OutdatedRow, ...]
    borrowed: tuple[BorrowedRow, ...]
    links: tuple[Link, ...]
    copies: tuple[CopyRow, ...]
    road: tuple[Stop, ...]
    waits: str
    missing: tuple[str, ...]
    primary: MoveView | None
    quiet: tuple[MoveView, ...]
    ways: Ways
    copy_form: CopyForm | None
    failed: PortalForm | None = None
    trouble: Trouble = field(default=NO_TROUBLE)


def add_to(blueprint: Blueprint) -> None:
    """Add the letter's page to the studio's blueprint."""
    blueprint.get("/cong-van/<id:letter_id>")(show)


@officers(*CASE_ROLES)
def show(letter_id: int) -> Response:
    """Show a letter with what the officer at work can do."""
    return shown(opened_letter(letter_id)).render()


def shown(
    opened: Opened,
    *,
    failed: tuple[Move, LetterMove] | None = None,
    conflict: OutOfDate | None = None,
    copy_form: CopyForm | None = None,
) -> LetterPage:
    """Return a letter's page; a form that failed is shown as it came."""
    letter, viewer = opened.letter, acting()
    moves = tuple(views_of(opened, failed))
    primary = next((move for move in moves if move.is_primary), None)
    can_write = studio.can_write(letter, viewer)
    receives = studio.can_receive(letter, viewer)
    broken = failed[1] if failed else copy_form
    return LetterPage(
        title=opened.name,
        name=opened.name,
        about=_about(letter),
        state=(letter.state.label, *dress.LETTER[letter.state]),
        issued_on=letter.issued_on,
        facts=tuple(_facts(letter)),
        body=letters.blocks(letter.content.get("body") or ""),
        cited=outdated_of(opened.session, letter),
        borrowed=borrowed_of(opened.session, letter),
        links=tuple(_links(letter)),
        copies=tuple(_copies(opened)),
        road=tuple(_road(opened)),
        waits="" if primary else _waits(letter),
        missing=_missing(letter) if can_write else (),
        primary=primary,
        quiet=tuple(move for move in moves if move is not primary),
        ways=_ways(letter, viewer),
        copy_form=(copy_form or CopyForm(formdata=None)) if receives else None,
        failed=broken if broken is not None and broken.errors else None,
        trouble=_trouble(conflict),
    )


def _about(letter: OutgoingLetter) -> str:
    if not letter.subject:
        return "Chưa có trích yếu"
    named = letters.KINDS[letter.book].named
    return letter.subject if named else f"V/v {letter.subject}"


def _ways(letter: OutgoingLetter, viewer: Viewer) -> Ways:
    def to(endpoint: str, *, when: bool = True) -> str:
        return url_for(f"studio.{endpoint}", letter_id=letter.id) if when else ""

    return Ways(
        edit=to("edit", when=studio.can_write(letter, viewer)),
        file=_file_url(letter),
        versions=to("versions"),
        again=to("again"),
        follow=tuple(_follow_urls(letter)),
        record=to("record", when=studio.can_be_published(letter, viewer)),
        copy=to("receive"),
    )


def _trouble(conflict: OutOfDate | None) -> Trouble:
    if conflict is None:
        return NO_TROUBLE
    return Trouble(message=conflict.message, changed=conflict.changed)


def _facts(letter: OutgoingLetter) -> Iterator[tuple[str, str]]:
    content = letter.content
    signer = content.get("signer") or {}
    authority = f"{signer.get('authority')}. " if signer.get("authority") else ""
    yield "Ký hiệu", letter.symbol
    yield "Kính gửi", "; ".join(map(_named, content.get("addressees") or ()))
    yield "Người ký", f"{authority}{letter.signer.position} {letter.signer.full_name}"
    yield "Người soạn", letter.drafter.full_name
    yield (
        "Nơi nhận",
        "; ".join(_named(row["name"]) for row in content.get("recipients") or ()),
    )
    yield "Phụ lục", str(len(content.get("appendices") or ()) or "")


def _named(name: str) -> str:
    return outgoing.shown_name(name)


def _links(letter: OutgoingLetter) -> Iterator[Link]:
    if letter.case is not None:
        code = letter.case.code
        yield Link("Hồ sơ", code, url_for("desk.show", code=code))
    if letter.follows is not None and letter.follows_as is not None:
        yield _link(letter.follows_as.label, letter.follows)
    for later in letter.followed_by:
        if later.state is not LetterState.DISCARDED and later.follows_as is not None:
            yield _link(_passive(later.follows_as), later)
    if letter.directive is not None:
        slug = letter.directive.slug
        name = letter.directive.number
        yield Link("Trên trang", name, url_for("directives.show", slug=slug))


def _passive(link: LetterLink) -> str:
    corrected = link is LetterLink.CORRECTS
    return "Được đính chính bởi" if corrected else "Được thay thế bởi"


def _link(label: str, letter: OutgoingLetter) -> Link:
    name = letter.printed_number or f"dự thảo: {letter.subject}"
    return Link(label, name, url_for("studio.show", letter_id=letter.id))


def _copies(opened: Opened) -> Iterator[CopyRow]:
    if reads_copies(opened.letter):
        yield from map(_copy, studio.copies(opened.session, opened.letter))


def _copy(row: SignedCopy) -> CopyRow:
    return CopyRow(
        name=row.file.name,
        at=row.at,
        by=row.by.full_name,
        verdict=dress.VERDICT[row.verdict],
        differences=row.differences,
        signatures=len(row.signatures),
        sha256=row.file.sha256,
        url=url_for("studio.signed", letter_id=row.letter_id, copy_id=row.id),
    )


def _road(opened: Opened) -> Iterator[Stop]:
    letter = opened.letter
    for event in history.of(opened.session, letter):
        yield _stop(event)
    match letter.state:
        case LetterState.DRAFT | LetterState.PENDING | LetterState.APPROVED:
            yield Stop(letter.state.label, tone="now")
            yield Stop(LetterAction.ISSUE.label, tone="next")
        case _:
            return


def _stop(event: Event) -> Stop:
    return Stop(
        title=history.title(event),
        at=moment_vi(event.at),
        who=event.actor_name,
        note=event.note,
    )


def _missing(letter: OutgoingLetter) -> tuple[str, ...]:
    """Say what keeps the draft from being handed in."""
    own = letter.signer_id == letter.drafter_id and not letter.is_reply
    another = ("Người soạn không tự ký được; hãy chọn người ký khác.",) if own else ()
    return (*outgoing.missing(letter.content).values(), *another)


def _waits(letter: OutgoingLetter) -> str:
    """Say whose turn it is."""
    if letter.is_reply:
        return "Văn bản trả lời đi theo hồ sơ của nó."
    match letter.state:
        case LetterState.DRAFT:
            return f"Đang soạn: {letter.drafter.full_name}."
        case LetterState.PENDING:
            return f"Chờ {letter.signer.position} {letter.signer.full_name} phê duyệt."
        case LetterState.APPROVED if letters.KINDS[letter.book].numbered:
            return "Chờ văn thư cấp số và ban hành."
        case _:
            return f"{letter.state.label}."


def _file_url(letter: OutgoingLetter) -> str:
    """Return where its .docx is; a draft that lacks something has none yet."""
    if letter.state is not LetterState.ISSUED and outgoing.missing(letter.content):
        return ""
    return url_for("letters.download", letter_id=letter.id)


def _follow_urls(letter: OutgoingLetter) -> Iterator[tuple[str, str]]:
    if letter.state is LetterState.ISSUED:
        yield "Soạn công văn đính chính", url_for("studio.correct", letter_id=letter.id)
        yield "Soạn văn bản thay thế", url_for("studio.replace", letter_id=letter.id)
