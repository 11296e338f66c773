"""Where the notice hangs: places, who hung up which one and when, with a photograph."""

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Final

from flask import Blueprint, Response, flash, redirect, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as BaseResponse
from wtforms import SelectField
from wtforms.validators import InputRequired, Length

from documents import contact_sets, postings
from documents.case_files import Found
from documents.deadlines import local_day
from documents.errors import Invalid, NotFound
from documents.models import Posting, StoredFile
from documents.postings import Hanging
from portal import attaching, db, wiring
from portal.attaching import AttachmentsField
from portal.contacts.notice import Stamp, stamp_of
from portal.forms import Line, PortalForm, VietnameseDate, blame, checked, choice
from portal.pages import Page
from portal.publishing import CONTENT_STAFF, WRITERS
from portal.security import acting, officers

_HERE: Final = "/duong-day-nong/niem-yet-tai"
_SETS: Final = 5
"""Notices to choose from: who notes it late may have hung up one before the last."""


class PostingForm(PortalForm):
    """That a notice was hung up."""

    place = SelectField("Nơi niêm yết", validators=[InputRequired()])
    stamp = SelectField("Bản niêm yết", validators=[InputRequired()])
    posted_on = VietnameseDate("Ngày niêm yết", validators=[InputRequired()])
    photo = AttachmentsField(
        "Ảnh chụp tại chỗ", description="Một ảnh tờ niêm yết đã dán, tối đa 10 MB."
    )

    def offer(self, session: Session, today: date) -> None:
        """Offer the places, and the last notices."""
        places = [one.place for one in postings.hanging(session, on=today)]
        self.place.choices = [choice(str(it.id), it.name) for it in places]
        sets = contact_sets.latest(session, on=today, most=_SETS)
        stamps = list({one.name: one for one in map(stamp_of, sets)}.values())
        self.stamp.choices = [choice(it.name, _named(it)) for it in stamps]


class PlaceForm(PortalForm):
    """One more place."""

    name = Line("Tên nơi niêm yết", validators=[InputRequired(), Length(max=120)])


@dataclass(frozen=True)
class PostingRow:
    """A notice that was hung up; `photo_url` is "" without a photograph."""

    place: str
    stamp: str
    posted_on: date
    posted_by: str
    photo_url: str


@dataclass(frozen=True)
class PlaceRow:
    """A place, and whether what hangs there still holds."""

    name: str
    holds: bool
    last: PostingRow | None


@dataclass(frozen=True, kw_only=True)
class PostingsPage(Page):
    """Every place with what hangs there, and the last notices hung up."""

    template: ClassVar[str] = "contacts/postings.html"
    places: tuple[PlaceRow, ...]
    rows: tuple[PostingRow, ...]
    recording: PostingForm | None
    adding: PlaceForm | None


def add_to(blueprint: Blueprint) -> None:
    """Add the addresses of postings to the blueprint of contacts."""
    blueprint.get(_HERE)(posted)
    blueprint.post(_HERE)(record_posting)
    blueprint.post(f"{_HERE}/noi")(add_place)
    blueprint.get(f"{_HERE}/<id:posting_id>/anh")(photograph)


@officers(*CONTENT_STAFF)
def posted() -> BaseResponse:
    """Show where the notice hangs."""
    return _page().render()


@officers(*WRITERS)
def record_posting() -> BaseResponse:
    """Note that a notice was hung up."""
    form = PostingForm()
    form.offer(db.session(), _today())
    if not checked(form):
        return _page(recording=form).render(status=422)
    try:
        _recorded(form)
    except Invalid as refusal:
        form.form_errors.extend(blame(form, refusal))
        return _page(recording=form).render(status=422)
    flash("Đã ghi lần niêm yết.", "success")
    return redirect(url_for("contacts.posted"), 303)


def _recorded(form: PostingForm) -> None:
    session, told = db.session(), form.data
    photo = _kept(session, form.photo.enclosure().files)
    postings.record(
        session,
        int(told["place"]),
        contact_sets.by_stamp(session, told["stamp"], on=_today()),
        told["posted_on"],
        photo=photo,
        by=acting(),
        now=wiring.current().clock(),
    )
    attaching.release(form)


def _kept(session: Session, files: tuple[Found, ...]) -> StoredFile | None:
    """Keep the photograph, drawn anew as it was looked at."""
    if not files:
        return None
    first, wired = files[0], wiring.current()
    if len(files) > 1 or not first.format.media_type.startswith("image/"):
        raise Invalid({"photo": "Chỉ kèm một ảnh chụp (JPEG, PNG, HEIC)."})
    return wired.store.keep(
        session,
        first.content,
        name=first.name,
        media_type=first.format.media_type,
        by=acting(),
        now=wired.clock(),
    )


@officers(*WRITERS)
def add_place() -> BaseResponse:
    """Let notices hang at one more place."""
    form, now = PlaceForm(), wiring.current().clock()
    if not checked(form):
        return _page(adding=form).render(status=422)
    try:
        postings.add_place(db.session(), form.name.data or "", by=acting(), now=now)
    except Invalid as refusal:
        form.form_errors.extend(blame(form, refusal))
        return _page(adding=form).render(status=422)
    flash("Đã thêm nơi niêm yết.", "success")
    return redirect(url_for("contacts.posted"), 303)


@officers(*CONTENT_STAFF)
def photograph(posting_id: int) -> Response:
    """Send the photograph of a notice on its wall."""
    file = postings.get(db.session(), posting_id).photo
    if file is None:
        raise NotFound("Lần niêm yết này không có ảnh.")
    return Response(wiring.current().store.read(file), mimetype=file.media_type)


def _today() -> date:
    return local_day(wiring.current().clock())


def _page(
    *, recording: PostingForm | None = None, adding: PlaceForm | None = None
) -> PostingsPage:
    session, today = db.session(), _today()
    may_write = acting().role in WRITERS
    hanging = postings.hanging(session, on=today)
    return PostingsPage(
        title="Niêm yết Đường dây nóng",
        places=tuple(map(_place_row, hanging)),
        rows=tuple(map(_row, postings.recent(session))),
        recording=(recording or _empty(session, today)) if may_write else None,
        adding=(adding or PlaceForm(formdata=None)) if may_write else None,
    )


def _empty(session: Session, today: date) -> PostingForm:
    form = PostingForm(formdata=None)
    form.offer(session, today)
    form.posted_on.process_data(today)
    return form


def _place_row(one: Hanging) -> PlaceRow:
    return PlaceRow(one.place.name, one.holds, _row(one.last) if one.last else None)


def _row(row: Posting) -> PostingRow:
    photo: dict[str, Any] = {"posting_id": row.id}
    return PostingRow(
        place=row.place.name,
        stamp=_named(stamp_of(row.shown)),
        posted_on=row.posted_on,
        posted_by=row.posted_by.full_name,
        photo_url=url_for("contacts.photograph", **photo) if row.photo_id else "",
    )


def _named(stamp: Stamp) -> str:
    return f"Bản ngày {stamp.starts_on:%d/%m/%Y}, mã {stamp.digest}"
