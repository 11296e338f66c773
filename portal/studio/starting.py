"""Starting a letter: on its own, for a case, from a file, from a past letter."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from flask import Blueprint, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from documents import cases, letters, queries, studio
from documents.deadlines import local_day
from documents.errors import Invalid
from documents.models import Case, OutgoingLetter
from documents.sandbox import Unreadable
from documents.studio import Start, begin
from documents.vocabulary import LetterLink
from portal import db, wiring
from portal.forms import PortalForm, checked
from portal.pages import Page
from portal.security import CASE_ROLES, acting, officers
from portal.studio.forms import (
    MOST_APPENDICES,
    StartForm,
    UploadForm,
    papers_of_case,
)
from portal.studio.opened import opened_letter


@dataclass(frozen=True)
class Past:
    """A letter issued before, to start another one from."""

    number: str
    on: date | None
    about: str
    url: str
    copy_url: str


@dataclass(frozen=True, kw_only=True)
class StartPage(Page):
    """What a letter can start from."""

    template: ClassVar[str] = "studio/start.html"
    case: tuple[str, str, str] | None
    form: StartForm
    upload: UploadForm
    past: tuple[Past, ...]
    failed: PortalForm | None = None


def add_to(blueprint: Blueprint) -> None:
    """Add the addresses of beginnings to the studio's blueprint."""
    blueprint.get("/cong-van/soan")(start)
    blueprint.post("/cong-van/soan")(begin_letter)
    blueprint.post("/cong-van/soan/tu-tep")(from_file)
    blueprint.post("/cong-van/<id:letter_id>/dung-lam-mau")(again)
    blueprint.post("/cong-van/<id:letter_id>/dinh-chinh")(correct)
    blueprint.post("/cong-van/<id:letter_id>/thay-the")(replace)


@officers(*CASE_ROLES)
def start() -> Response:
    """Ask what the letter starts from."""
    return _page().render()


@officers(*CASE_ROLES)
def begin_letter() -> Response:
    """Begin a letter from a paper, filled with what its case tells."""
    form, case = StartForm(), _case()
    form.offer(papers_of_case() if case else studio.papers())
    if not checked(form):
        return _page(form=form).render(status=422)
    session, by, paper = db.session(), acting(), form.paper.data
    if case is not None:
        return _begun(studio.for_case(session, case, paper, by=by), case)
    today = local_day(wiring.current().clock())
    return _begun(studio.from_paper(session, paper, by=by, on=today))


@officers(*CASE_ROLES)
def from_file() -> Response:
    """Begin a letter with the words of somebody's file."""
    form = UploadForm()
    if not checked(form):
        return _page(upload=form).render(status=422)
    try:
        reading = letters.read(form.file.data.stream.read())
        _must_fit(reading.fields)
        started = studio.from_fields(reading.fields, by=acting())
    except (Unreadable, Invalid) as refusal:
        form.file.errors = [refusal.message]
        return _page(upload=form).render(status=422)
    if not reading.is_letter:
        flash(f"Tệp là {reading.nature.value}; hãy xem lại phần đã đọc.", "warning")
    return _begun(started)


def _must_fit(fields: Mapping[str, Any]) -> None:
    """Refuse what the desk has no room for, rather than drop some of it."""
    if len(fields.get("appendices") or ()) > MOST_APPENDICES:
        raise Invalid(
            {"file": f"Tệp có hơn {MOST_APPENDICES} phụ lục nên không đọc vào được."}
        )


@officers(*CASE_ROLES)
def again(letter_id: int) -> Response:
    """Begin a letter with the words of a past one."""
    source = opened_letter(letter_id).letter
    return _begun(studio.from_letter(source, by=acting()))


@officers(*CASE_ROLES)
def correct(letter_id: int) -> Response:
    """Begin the công văn that corrects an issued letter."""
    return _followed(letter_id, LetterLink.CORRECTS)


@officers(*CASE_ROLES)
def replace(letter_id: int) -> Response:
    """Begin the letter that takes an issued one's place."""
    return _followed(letter_id, LetterLink.REPLACES)


def _followed(letter_id: int, link: LetterLink) -> Response:
    opened, now = opened_letter(letter_id), wiring.current().clock()
    made = studio.follow(opened.session, opened.letter, link, by=acting(), now=now)
    return redirect(url_for("studio.edit", letter_id=made.id), 303)


def _begun(started: Start, case: Case | None = None) -> Response:
    now = wiring.current().clock()
    letter = begin(db.session(), started, case=case, by=acting(), now=now)
    return redirect(url_for("studio.edit", letter_id=letter.id), 303)


def _case() -> Case | None:
    code = request.values.get("ho-so", "")
    return cases.get(db.session(), code, viewer=acting()) if code else None


def _page(
    *, form: StartForm | None = None, upload: UploadForm | None = None
) -> StartPage:
    case = _case()
    if form is None:
        form = StartForm(formdata=None)
        form.offer(papers_of_case() if case else studio.papers())
    past = () if case else queries.recent_letters(db.session(), acting())
    return StartPage(
        title="Soạn văn bản",
        case=(case.code, case.title, url_for("desk.show", code=case.code))
        if case
        else None,
        form=form,
        upload=upload or UploadForm(formdata=None),
        past=tuple(map(_past, past)),
        failed=next(
            (it for it in (form, upload) if it is not None and it.errors), None
        ),
    )


def _past(letter: OutgoingLetter) -> Past:
    kind = letters.KINDS[letter.book]
    return Past(
        number=letter.printed_number,
        on=letter.issued_on,
        about=f"{kind.name}: {letter.subject}",
        url=url_for("studio.show", letter_id=letter.id),
        copy_url=url_for("studio.again", letter_id=letter.id),
    )
