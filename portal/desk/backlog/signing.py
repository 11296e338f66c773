"""One approval for many closing letters, and one day for their numbers (§8).

Each letter is shown with its text and gets an approval, or a number, of its own.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Final

from flask import Blueprint, flash, redirect, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response
from wtforms.validators import InputRequired

from documents import backlog, letters, outgoing, studio
from documents.backlog import letters as closing
from documents.deadlines import local_day
from documents.models import Case, OutgoingLetter
from documents.viewer import Viewer
from documents.vocabulary import LetterAction, Role
from portal import db, wiring
from portal.desk.backlog import many
from portal.forms import PortalForm, VietnameseDate, checked
from portal.pages import Page
from portal.security import acting, officers

_TO: Final = "Người phản ánh"


class ApproveForm(PortalForm):
    """The one click; what it approves is chosen letter by letter."""


class NumberForm(PortalForm):
    """The day of all of them; each takes the book's next number."""

    issued_on = VietnameseDate("Ngày ban hành", validators=[InputRequired()])


@dataclass(frozen=True)
class LetterView:
    """A letter to be read: what it is, to whom, its text, what stands in its way."""

    id: int
    version: int
    title: str
    code: str
    case_title: str
    case_url: str
    url: str
    to: str
    body: tuple[letters.Block, ...]
    who: str
    is_chosen: bool
    problem: str = ""


@dataclass(frozen=True, kw_only=True)
class SigningPage(Page):
    """The closing letters that wait for one officer, each with its text."""

    template: ClassVar[str] = "desk/backlog/letters.html"
    form: PortalForm
    rows: tuple[LetterView, ...]
    lead: str
    label: str
    done: str = ""


@dataclass(frozen=True)
class AtOnce:
    """Where the letters that wait for an officer are read and done together."""

    label: str
    url: str


def at_once(session: Session, viewer: Viewer) -> AtOnce | None:
    """Return that place for who signs or numbers more than one closing letter."""
    match viewer.role:
        case Role.CLERK:
            told = "Cấp số cùng lúc", "desk.letters_to_number"
            count = len(closing.to_issue(session, viewer))
        case Role.CVP | Role.DIRECTOR:
            told = "Duyệt cùng lúc", "desk.letters_to_approve"
            count = len(closing.to_sign(session, viewer))
        case _:
            return None
    label, endpoint = told
    if count < 2:
        return None
    return AtOnce(f"{label} {count} văn bản kết thúc", url_for(endpoint))


def add_to(blueprint: Blueprint) -> None:
    """Add the addresses of approving and of numbering."""
    blueprint.get("/ho-so/ton-dong/duyet-van-ban")(letters_to_approve)
    blueprint.post("/ho-so/ton-dong/duyet-van-ban")(approve_letters)
    blueprint.get("/ho-so/ton-dong/cap-so")(letters_to_number)
    blueprint.post("/ho-so/ton-dong/cap-so")(number_letters)


@officers(Role.CVP, Role.DIRECTOR)
def letters_to_approve() -> Response:
    """Show the closing letters that wait for this officer's signature."""
    return _approving(ApproveForm(formdata=None)).render()


@officers(Role.CVP, Role.DIRECTOR)
def approve_letters() -> Response:
    """Approve the chosen letters, each for itself."""
    session, form = db.session(), ApproveForm()
    if not checked(form):
        return _approving(form).render(status=422)
    waiting = closing.to_sign(session, acting())
    done, refused = backlog.each(session, _chosen(waiting), _approve)
    said = f"Đã phê duyệt {done} văn bản; văn thư cấp số tiếp."
    if not refused:
        return _done(done, said, "desk.letters_to_approve")
    told = {letter.id: why.message for letter, why in refused}
    page = _approving(form, told=told, done=said if done else "")
    return page.render(status=many.status(done))


def _approve(letter: OutgoingLetter) -> None:
    studio.advance(
        db.session(),
        letter,
        LetterAction.APPROVE,
        expected_version=_seen(letter),
        by=acting(),
        now=wiring.current().clock(),
    )


@officers(Role.CLERK)
def letters_to_number() -> Response:
    """Show the approved closing letters that wait for their numbers."""
    form = NumberForm(formdata=None)
    form["issued_on"].data = local_day(wiring.current().clock())
    return _numbering(form).render()


@officers(Role.CLERK)
def number_letters() -> Response:
    """Issue the chosen letters on one day, each under its own number."""
    session, form = db.session(), NumberForm()
    if not checked(form):
        return _numbering(form).render(status=422)
    waiting, on = closing.to_issue(session, acting()), form["issued_on"].data
    done, refused = backlog.each(session, _chosen(waiting), lambda it: _issue(it, on))
    said = f"Đã cấp số, ban hành {done} văn bản."
    if not refused:
        return _done(done, said, "desk.letters_to_number")
    told = {letter.id: why.message for letter, why in refused}
    page = _numbering(form, told=told, done=said if done else "")
    return page.render(status=many.status(done))


def _issue(letter: OutgoingLetter, on: date) -> None:
    wired = wiring.current()
    studio.issue(
        db.session(),
        letter,
        on=on,
        tools=studio.Tools(wired.vault, wired.store),
        expected_version=_seen(letter),
        by=acting(),
        now=wired.clock(),
    )


def _chosen(waiting: Sequence[OutgoingLetter]) -> list[OutgoingLetter]:
    ticked = frozenset(request.form.getlist("van-ban"))
    return [letter for letter in waiting if str(letter.id) in ticked]


def _seen(letter: OutgoingLetter) -> int:
    """Return the version of a letter that was read; 0, which is none, for rubbish."""
    typed = request.form.get(f"v-{letter.id}", "")
    return int(typed) if typed.isdecimal() and len(typed) < 10 else 0


def _done(done: int, said: str, endpoint: str) -> Response:
    if done:
        flash(said, "success")
    else:
        flash("Hãy chọn ít nhất một văn bản.", "warning")
    return redirect(url_for(endpoint), 303)


def _approving(
    form: PortalForm, *, told: dict[int, str] | None = None, done: str = ""
) -> SigningPage:
    session = db.session()
    return SigningPage(
        title="Văn bản kết thúc chờ phê duyệt",
        form=form,
        rows=tuple(_views(closing.to_sign(session, acting()), told or {})),
        lead="Đọc từng văn bản, bỏ chọn văn bản chưa đồng ý, rồi phê duyệt một lần."
        " Mỗi văn bản vẫn có một lần phê duyệt riêng.",
        label="Phê duyệt các văn bản đã chọn",
        done=done,
    )


def _numbering(
    form: PortalForm, *, told: dict[int, str] | None = None, done: str = ""
) -> SigningPage:
    session = db.session()
    return SigningPage(
        title="Văn bản kết thúc chờ cấp số",
        form=form,
        rows=tuple(_views(closing.to_issue(session, acting()), told or {})),
        lead="Mỗi văn bản lấy số tiếp theo trong sổ của loại đó, theo thứ tự dưới đây.",
        label="Cấp số, ban hành các văn bản đã chọn",
        done=done,
    )


def _views(
    waiting: Sequence[OutgoingLetter], told: dict[int, str]
) -> Iterator[LetterView]:
    for letter in waiting:
        case, problem = letter.case, told.get(letter.id, "")
        if case is not None:
            yield _view(letter, case, problem, is_back=bool(told))


def _view(
    letter: OutgoingLetter, case: Case, problem: str, *, is_back: bool
) -> LetterView:
    content = outgoing.naming(letter.content, _TO)
    to = content["addressees"] or [row["name"] for row in content["recipients"]]
    return LetterView(
        id=letter.id,
        version=letter.version,
        title=letters.titled(letter.book, letter.subject),
        code=case.code,
        case_title=case.title,
        case_url=url_for("desk.show", code=case.code),
        url=url_for("studio.show", letter_id=letter.id),
        to="; ".join(to),
        body=letters.blocks(content["body"]),
        who=f"{letter.drafter.full_name} soạn; {letter.signer.full_name} ký",
        is_chosen=not is_back or bool(problem),
        problem=problem,
    )
