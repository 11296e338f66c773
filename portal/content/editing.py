"""Writing pages and news: add, change, move along their life, trash. Staff only."""

from dataclasses import dataclass
from typing import ClassVar

from flask import Blueprint, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from documents import pages, queries
from documents.errors import Invalid, OutOfDate
from documents.models import SitePage
from documents.studio.differing import Change, changes
from documents.vocabulary import ContentState, PageKind
from portal import db, wiring
from portal.content import files
from portal.content.files import FilesSide
from portal.content.forms import PageForm
from portal.forms import MoveForm, blame, checked, version_in
from portal.pages import Page
from portal.publishing import CONTENT_STAFF, WRITERS, action_of
from portal.security import acting, officers
from portal.trouble import NO_TROUBLE, Trouble, overtaken

NEWS: str = "tin-tuc"
"""What the address of the empty form calls news."""


@dataclass(frozen=True, kw_only=True)
class FormPage(Page):
    """The form of a page; `differing` is what was typed against what stands.

    A page that was never kept has no `files` yet.
    """

    template: ClassVar[str] = "content/form.html"
    form: PageForm
    kind: PageKind
    root: str
    back_url: str
    is_public: bool
    files: FilesSide | None
    trouble: Trouble = NO_TROUBLE
    problems: tuple[str, ...] = ()
    differing: tuple[Change, ...] = ()


def add_to(blueprint: Blueprint) -> None:
    """Add the editing addresses to the blueprint of pages."""
    blueprint.get("/noi-dung/them")(new)
    blueprint.post("/noi-dung/them")(add)
    blueprint.get("/noi-dung/<id:page_id>/sua")(edit)
    blueprint.post("/noi-dung/<id:page_id>/sua")(save)
    blueprint.post("/noi-dung/<id:page_id>/xoa")(trash)
    blueprint.post("/noi-dung/<id:page_id>/lay-lai")(take_out)
    blueprint.post("/noi-dung/<id:page_id>/<action>")(advance)


def _kind() -> PageKind:
    return PageKind.NEWS if request.args.get("loai") == NEWS else PageKind.PAGE


def _form(
    kind: PageKind, row: SitePage | None, side: FilesSide | None = None
) -> PageForm:
    form = PageForm()
    form.suit(kind, queries.possible_parents(db.session(), row))
    offered = [(one.number, one.told) for one in side.files] if side else []
    form.offer(offered, added=side.added if side else 0)
    return form


@officers(*WRITERS)
def new() -> Response:
    """Show an empty form."""
    return _form_page(_form(_kind(), None), _kind(), None).render()


@officers(*WRITERS)
def add() -> Response:
    """Begin a draft."""
    kind = _kind()
    form = _form(kind, None)
    if not checked(form):
        return _form_page(form, kind, None).render(status=422)
    try:
        now = wiring.current().clock()
        row = pages.add(db.session(), form.fields(kind), by=acting(), now=now)
    except Invalid as refusal:
        problems = blame(form, refusal)
        return _form_page(form, kind, None, problems=problems).render(status=422)
    return redirect(url_for("content.desk", page_id=row.id), 303)


@officers(*WRITERS)
def edit(page_id: int) -> Response:
    """Show the form with what stands, or with the change that waits."""
    row = pages.get(db.session(), page_id)
    form = _form(row.kind, row, files.side_of(row))
    form.show(pages.fields_of(row), version=row.version)
    return _form_page(form, row.kind, row).render()


@officers(*WRITERS)
def save(page_id: int) -> Response:
    """Change a draft, or leave a change waiting on what is published."""
    row = pages.get(db.session(), page_id)
    if files.is_asked_for():
        return _with_files(row)
    form = _form(row.kind, row, files.side_of(row))
    if not checked(form):
        return _form_page(form, row.kind, row).render(status=422)
    try:
        _save(row, form)
    except Invalid as refusal:
        problems = blame(form, refusal)
        return _form_page(form, row.kind, row, problems=problems).render(status=422)
    except OutOfDate as refusal:
        return _conflict(form, row, refusal)
    return redirect(url_for("content.desk", page_id=row.id), 303)


def _with_files(row: SitePage) -> Response:
    """Add or take away a file; what was typed stays in the form, and is not kept."""
    side = files.done(row)
    form = _form(row.kind, row, side)
    page = _form_page(form, row.kind, row, side=side)
    return page.render(status=422 if side.is_refused else 200)


def _save(row: SitePage, form: PageForm) -> None:
    pages.edit(
        db.session(),
        row,
        form.fields(row.kind),
        expected_version=version_in(form.version),
        by=acting(),
        now=wiring.current().clock(),
    )


def _conflict(form: PageForm, row: SitePage, refusal: OutOfDate) -> Response:
    """Keep what was typed beside what stands; saving again is then done knowingly."""
    trouble = overtaken(refusal, form.version, row)
    differing = tuple(changes(pages.fields_of(row).body, form.body.data))
    page = _form_page(form, row.kind, row, trouble=trouble, differing=differing)
    return page.render(status=409)


def _form_page(
    form: PageForm,
    kind: PageKind,
    row: SitePage | None,
    *,
    side: FilesSide | None = None,
    trouble: Trouble = NO_TROUBLE,
    problems: list[str] | None = None,
    differing: tuple[Change, ...] = (),
) -> FormPage:
    named = "tin" if kind is PageKind.NEWS else "trang"
    home = url_for("content.index", loai=kind.value if named == "tin" else None)
    return FormPage(
        title=f"Sửa {named}: {row.title}" if row else f"Thêm {named}",
        form=form,
        kind=kind,
        root=pages.ROOTS[kind],
        back_url=url_for("content.desk", page_id=row.id) if row else home,
        is_public=row is not None and row.state is ContentState.PUBLISHED,
        files=side or (files.side_of(row) if row else None),
        trouble=trouble,
        problems=tuple(problems or ()),
        differing=differing,
    )


@officers(*CONTENT_STAFF)
def advance(page_id: int, action: str) -> Response:
    """Submit, publish, return, archive or revive."""
    session, form = db.session(), MoveForm()
    pages.advance(
        session,
        pages.get(session, page_id),
        action_of(action),
        expected_version=version_in(form.version),
        by=acting(),
        now=wiring.current().clock(),
    )
    return redirect(url_for("content.desk", page_id=page_id), 303)


@officers(*WRITERS)
def trash(page_id: int) -> Response:
    """Put a page into the trash."""
    session, form = db.session(), MoveForm()
    row, now = pages.get(session, page_id), wiring.current().clock()
    version = version_in(form.version)
    pages.trash(session, row, expected_version=version, by=acting(), now=now)
    flash("Đã bỏ vào thùng rác; có thể lấy lại bất cứ lúc nào.", "success")
    return redirect(url_for("content.desk", page_id=page_id), 303)


@officers(*WRITERS)
def take_out(page_id: int) -> Response:
    """Take a page out of the trash."""
    session, form = db.session(), MoveForm()
    row, now = pages.get(session, page_id), wiring.current().clock()
    version = version_in(form.version)
    pages.take_out(session, row, expected_version=version, by=acting(), now=now)
    flash("Đã lấy lại từ thùng rác.", "success")
    return redirect(url_for("content.desk", page_id=page_id), 303)
