"""Pictures and files of a page: chosen in its form, fetched by who may read it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from flask import Blueprint, request
from werkzeug.wrappers import Response
from wtforms import BooleanField
from wtforms.validators import Length

from documents import pages, queries, rich_text
from documents.case_files import format_named
from documents.errors import Invalid, TransitionRefused
from documents.models import PageFile, SitePage
from documents.pages import LONGEST_TOLD, Given
from portal import attaching, db, uploads, wiring
from portal.attaching import AttachmentsField
from portal.forms import Line, PortalForm, blame, checked
from portal.security import acting, public, viewer

ADD: Final = "them-tep"
TAKE_AWAY: Final = "bo-tep"
"""Names of the buttons, beside the one that saves, in the form of a page."""

_LIMITS: Final = (
    "Một ảnh (JPG, PNG, WebP, HEIC) để chèn vào nội dung, hoặc một tệp PDF, Word,"
    " Excel, .txt để kèm dưới trang; tối đa 10 MB. Ảnh được thu gọn, bỏ nơi chụp."
)


class FileForm(PortalForm):
    """A picture or a file for a page; of a picture, what it shows."""

    upload = AttachmentsField("Ảnh hoặc tệp", most=1, description=_LIMITS)
    told = Line(
        "Ảnh cho thấy gì",
        description="Người không nhìn thấy ảnh nghe câu này, ví dụ: Cầu Cỏ May nhìn từ"
        " phía Bà Rịa, hai làn xe thông suốt.",
        validators=[Length(max=LONGEST_TOLD)],
    )
    is_decoration = BooleanField("Ảnh chỉ để trang trí, không nói thêm điều gì")


@dataclass(frozen=True)
class Linked:
    """A file listed under a page: its kind in words, its size in bytes."""

    name: str
    url: str
    kind: str
    size: int


@dataclass(frozen=True)
class Offered:
    """A picture or a file that a page's form offers; `words` show a picture."""

    number: int
    told: str
    url: str
    words: str
    width: int
    height: int


@dataclass(frozen=True)
class FilesSide:
    """What the form of a page shows of its pictures and files."""

    form: FileForm
    pictures: tuple[Offered, ...]
    files: tuple[Offered, ...]
    added: int = 0
    """The number of what was added just now."""

    @property
    def is_refused(self) -> bool:
        """Say whether what was asked for of the files was not done."""
        return bool(self.form.errors)


def add_to(blueprint: Blueprint) -> None:
    """Add the address of files to the blueprint of pages."""
    blueprint.get("/tep/<digest>")(page_file)


@public
def page_file(digest: str) -> Response:
    """Send a picture or a file of a page; who has it already is told so."""
    now = wiring.current().clock()
    row = queries.page_file(db.session(), digest, viewer(), now=now)
    content, kind = wiring.current().store.read(row.file), row.file.media_type
    answer = (
        Response(content, mimetype=kind)
        if row.is_picture
        else uploads.download(content, name=row.file.name, media_type=kind)
    )
    answer.set_etag(digest)
    return answer.make_conditional(request.environ)


def linked(rows: Sequence[PageFile]) -> tuple[Linked, ...]:
    """Return files as they are listed under a page."""
    return tuple(
        Linked(
            row.file.name,
            pages.file_address(row.file.sha256),
            format_named(row.file.media_type).label,
            row.file.size,
        )
        for row in rows
    )


def is_asked_for() -> bool:
    """Say whether a page's form was sent for its files; one chosen is never lost."""
    chosen = any(one.filename for one in request.files.getlist("upload"))
    return chosen or ADD in request.form or TAKE_AWAY in request.form


def done(row: SitePage) -> FilesSide:
    """Do what a page's form asks for of its files; its form says what was refused."""
    form, taken = FileForm(), request.form.get(TAKE_AWAY, "")
    if not taken and not checked(form):
        return side_of(row, form)
    try:
        added = _taken_away(row, taken) if taken else _added(row, form)
    except Invalid as refusal:
        form.form_errors.extend(blame(form, refusal))
    except TransitionRefused as refusal:
        db.refused()
        form.form_errors.append(refusal.message)
    else:
        return side_of(row, added=added)
    return side_of(row, form)


def _taken_away(row: SitePage, typed: str) -> int:
    number = int(typed) if typed.isdecimal() and len(typed) < 10 else 0
    now = wiring.current().clock()
    pages.take_away(db.session(), row, number, by=acting(), now=now)
    return 0


def _added(row: SitePage, form: FileForm) -> int:
    files, wired = form.upload.enclosure().files, wiring.current()
    if not files:
        raise Invalid({"upload": "Hãy chọn một ảnh hoặc một tệp."})
    given = Given(
        files[0].content,
        files[0].name,
        files[0].format.media_type,
        told=form.told.data or "",
        is_decoration=bool(form.is_decoration.data),
    )
    now = wired.clock()
    added = pages.put(db.session(), row, given, store=wired.store, by=acting(), now=now)
    attaching.release(form)
    return added.id


def side_of(
    row: SitePage, form: FileForm | None = None, *, added: int = 0
) -> FilesSide:
    """Return what a page's form shows of its pictures and files."""
    every = pages.of_page(db.session(), row)
    return FilesSide(
        form=form or FileForm(formdata=None),
        pictures=tuple(_offered(one) for one in every if one.is_picture),
        files=tuple(_offered(one) for one in every if not one.is_picture),
        added=added,
    )


def _offered(row: PageFile) -> Offered:
    return Offered(
        number=row.id,
        told=row.told if row.is_picture else row.file.name,
        url=pages.file_address(row.file.sha256),
        words=rich_text.showing(row.id, row.told) if row.is_picture else "",
        width=row.width,
        height=row.height,
    )
