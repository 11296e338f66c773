"""Addresses of a case's files: added, shown, sent, closed to units, taken back."""

from dataclasses import dataclass
from typing import Any, ClassVar, Final, Self

from flask import Blueprint, flash, redirect, url_for
from werkzeug.wrappers import Response
from wtforms import HiddenField
from wtforms.validators import DataRequired, Length

from documents import case_files
from documents.errors import Invalid
from documents.models import CaseFile
from documents.vocabulary import FileKind
from portal import attaching, uploads, wiring
from portal.desk.case_page import case_page
from portal.desk.forms import Opened
from portal.desk.moves import opened_case
from portal.desk.panels.files import FILES, AddFilesForm, FileRow, rows_of
from portal.forms import Line, PortalForm, blame, checked
from portal.pages import Page
from portal.security import CASE_ROLES, acting, officers
from portal.trouble import Trouble

_JPEG: Final = "image/jpeg"
_CLOSED: Final = "Từ nay chỉ Văn phòng và Lãnh đạo Sở mở được tệp này."
_OPENED: Final = "Từ nay đơn vị xử lý hồ sơ cũng mở được tệp này."


class WithdrawFileForm(PortalForm):
    """Why a file is taken back."""

    reason = Line(
        "Lý do rút tệp",
        description="Ví dụ: đính nhầm hồ sơ, ảnh lộ biển số, đã có bản rõ hơn.",
        validators=[DataRequired(), Length(max=300)],
    )


class AudienceForm(PortalForm):
    """Why others than before open a file; `is_private` is what the button says."""

    is_private = HiddenField()
    reason = Line(
        "Lý do",
        id="audience-reason",
        description="Đơn vị cũng đọc được lý do: không ghi tên, số điện thoại, địa chỉ"
        " của người gửi.",
        validators=[DataRequired(), Length(max=300)],
    )

    @classmethod
    def of(cls, row: CaseFile) -> Self:
        """Return an empty form that turns a file round."""
        form = cls(formdata=None)
        form.is_private.data = "" if row.is_private else "y"
        return form


@dataclass(frozen=True, kw_only=True)
class FilePage(Page):
    """A file, large: its picture or pages where there are any."""

    template: ClassVar[str] = "desk/file.html"
    code: str
    heading: str
    file: FileRow
    pages: tuple[str, ...]
    is_whole: bool
    before_url: str
    after_url: str
    deciding: AudienceForm | None
    audience_url: str
    withdrawing: WithdrawFileForm | None
    withdraw_url: str


def add_to(blueprint: Blueprint) -> None:
    """Add the addresses of files to the desk's blueprint."""
    every = "/ho-so/<code>/tep-dinh-kem"
    one = f"{every}/<id:case_file_id>"
    blueprint.post(every)(add_files)
    blueprint.get(one)(show_file)
    blueprint.get(f"{one}/tai-ve")(download_file)
    blueprint.get(f"{one}/nho.jpg")(small_picture)
    blueprint.get(f"{one}/trang/<id:number>")(page_picture)
    blueprint.post(f"{one}/nguoi-xem")(decide_audience)
    blueprint.post(f"{one}/rut")(withdraw_file)


@officers(*CASE_ROLES)
def add_files(code: str) -> Response:
    """Attach files to a case, or show it again with those that can be kept held."""
    opened, form = opened_case(code), AddFilesForm()
    case_files.must_add(opened.case, acting())
    form.offer(acting())
    try:
        if checked(form):
            _added(opened, form)
            flash("Đã thêm tệp vào hồ sơ.", "success")
            return redirect(_case_url(opened), 303)
    except Invalid as refusal:
        form.form_errors.extend(blame(form, refusal))
    page = case_page(
        opened.session, opened.case, trouble=Trouble(form=form), came_back=(FILES, form)
    )
    return page.render(status=422)


def _added(opened: Opened, form: AddFilesForm) -> None:
    told = form.data
    case_files.add(
        opened.session,
        opened.case,
        FileKind(form.kind.data),
        form.files.enclosure(
            is_private=bool(told.get("is_private")), note=form.note.data or ""
        ),
        by=acting(),
        now=wiring.current().clock(),
    )
    attaching.release(form)


def _case_url(opened: Opened) -> str:
    return f"{url_for('desk.show', code=opened.case.code)}#tep-dinh-kem"


@officers(*CASE_ROLES)
def show_file(code: str, case_file_id: int) -> Response:
    """Show a file large."""
    opened = opened_case(code)
    return _page(opened, _opened_file(opened, case_file_id)).render()


@officers(*CASE_ROLES)
def download_file(code: str, case_file_id: int) -> Response:
    """Send a file as a download."""
    file = _opened_file(opened_case(code), case_file_id).file
    content = wiring.current().store.read(file)
    return uploads.download(content, name=file.name, media_type=file.media_type)


@officers(*CASE_ROLES)
def small_picture(code: str, case_file_id: int) -> Response:
    """Send a thumbnail."""
    row = _opened_file(opened_case(code), case_file_id)
    drawn = case_files.small(row, store=wiring.current().store)
    return Response(drawn, mimetype=_JPEG)


@officers(*CASE_ROLES)
def page_picture(code: str, case_file_id: int, number: int) -> Response:
    """Send one page as a picture that we have drawn; of an image, itself."""
    row = _opened_file(opened_case(code), case_file_id)
    drawn = case_files.page(row, number, store=wiring.current().store)
    is_own = row.file.media_type.startswith("image/")
    return Response(drawn, mimetype=row.file.media_type if is_own else _JPEG)


@officers(*CASE_ROLES)
def decide_audience(code: str, case_file_id: int) -> Response:
    """Close a file to the units, or open it to them."""
    opened, form = opened_case(code), AudienceForm()
    row = _opened_file(opened, case_file_id)
    try:
        if not checked(form):
            return _page(opened, row, deciding=form).render(status=422)
        _decided(opened, row, form)
    except Invalid as refusal:
        form.form_errors.extend(blame(form, refusal))
        return _page(opened, row, deciding=form).render(status=422)
    flash(_CLOSED if row.is_private else _OPENED, "success")
    here = url_for("desk.show_file", code=opened.case.code, case_file_id=row.id)
    return redirect(here, 303)


def _decided(opened: Opened, row: CaseFile, form: AudienceForm) -> None:
    case_files.decide(
        opened.session,
        row,
        form.reason.data or "",
        is_private=bool(form.is_private.data),
        by=acting(),
        now=wiring.current().clock(),
    )


@officers(*CASE_ROLES)
def withdraw_file(code: str, case_file_id: int) -> Response:
    """Take a file back."""
    opened, form = opened_case(code), WithdrawFileForm()
    row = _opened_file(opened, case_file_id)
    try:
        if not checked(form):
            return _page(opened, row, withdrawing=form).render(status=422)
        _withdrawn(opened, row, form)
    except Invalid as refusal:
        form.form_errors.extend(blame(form, refusal))
        return _page(opened, row, withdrawing=form).render(status=422)
    flash("Đã rút tệp; không ai mở hay tìm thấy tệp này nữa.", "success")
    return redirect(_case_url(opened), 303)


def _withdrawn(opened: Opened, row: CaseFile, form: WithdrawFileForm) -> None:
    wired = wiring.current()
    case_files.withdraw(
        opened.session,
        row,
        form.reason.data or "",
        store=wired.store,
        by=acting(),
        now=wired.clock(),
    )


def _opened_file(opened: Opened, case_file_id: int) -> CaseFile:
    return case_files.get(opened.session, opened.case, case_file_id, viewer=acting())


def _page(
    opened: Opened,
    row: CaseFile,
    *,
    deciding: AudienceForm | None = None,
    withdrawing: WithdrawFileForm | None = None,
) -> FilePage:
    told: dict[str, Any] = {"code": opened.case.code, "case_file_id": row.id}
    may_decide = case_files.can_decide(row, acting())
    may_withdraw = case_files.can_withdraw(row, acting())
    before_url, after_url = _beside(opened, row)
    return FilePage(
        title=f"{row.kind.label}, hồ sơ {opened.case.code}",
        code=opened.case.code,
        heading=opened.case.title,
        file=rows_of(opened, [row])[0],
        pages=tuple(
            url_for("desk.page_picture", number=number, **told)
            for number in range(1, row.pages + 1)
        ),
        is_whole=row.pages < case_files.MOST_PAGES,
        before_url=before_url,
        after_url=after_url,
        deciding=(deciding or AudienceForm.of(row)) if may_decide else None,
        audience_url=url_for("desk.decide_audience", **told),
        withdrawing=(withdrawing or WithdrawFileForm(formdata=None))
        if may_withdraw
        else None,
        withdraw_url=url_for("desk.withdraw_file", **told),
    )


def _beside(opened: Opened, row: CaseFile) -> tuple[str, str]:
    """Return the addresses of the files before and after one; "" where none is."""
    files = case_files.of_case(opened.session, opened.case)
    ids = [it.id for it in files if case_files.can_open(it, acting())]
    place = ids.index(row.id)
    before, after = ids[place - 1 : place] if place else [], ids[place + 1 : place + 2]
    found = [
        url_for("desk.show_file", code=opened.case.code, case_file_id=one[0])
        if one
        else ""
        for one in (before, after)
    ]
    return found[0], found[1]
