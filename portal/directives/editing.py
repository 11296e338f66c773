"""Editing the register of directives: add, change, publish. Staff only."""

from flask import Blueprint, redirect, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as BaseResponse

from documents import directives
from documents.directives import DirectiveFields
from documents.errors import Invalid, OutOfDate, StillNeeded
from documents.models import Directive
from portal import db, wiring
from portal.differing import Changed, changed_between
from portal.directives import pages
from portal.directives.forms import DirectiveForm, KnowingForm
from portal.directives.staff import lines_of, named, staff_of
from portal.forms import blame, checked, version_in
from portal.publishing import CONTENT_STAFF, WRITERS, action_of
from portal.security import acting, officers
from portal.trouble import overtaken
from portal.uploads import read_upload


def add_to(blueprint: Blueprint) -> None:
    """Add the editing addresses to the register's blueprint."""
    blueprint.get("/van-ban/them")(new)
    blueprint.post("/van-ban/them")(add)
    blueprint.get("/van-ban/<slug>/sua")(edit)
    blueprint.post("/van-ban/<slug>/sua")(save)
    blueprint.post("/van-ban/<slug>/<action>")(advance)


@officers(*WRITERS)
def new() -> BaseResponse:
    """Show an empty form."""
    form = DirectiveForm()
    form.add_lines()
    return _form_page(form, None).render()


@officers(*WRITERS)
def add() -> BaseResponse:
    """Enter a draft."""
    session, form = db.session(), DirectiveForm()
    if not checked(form):
        return _form_page(form, None).render(status=422)
    try:
        typed = _typed(session, form, None)
        row = directives.add(session, typed, by=acting(), now=wiring.current().clock())
    except Invalid as refusal:
        return _form_page(form, None, problems=blame(form, refusal)).render(status=422)
    return redirect(url_for("directives.show", slug=row.slug), 303)


@officers(*WRITERS)
def edit(slug: str) -> BaseResponse:
    """Show the form with what stands, or with the change that waits."""
    session, form = db.session(), DirectiveForm()
    row = directives.by_slug(session, slug)
    form.show(session, directives.fields_of(row), version=row.version)
    return _form_page(form, row).render()


@officers(*WRITERS)
def save(slug: str) -> BaseResponse:
    """Change a draft, or leave a change waiting on what is published."""
    session, form = db.session(), DirectiveForm()
    row = directives.by_slug(session, slug)
    if not checked(form):
        return _form_page(form, row).render(status=422)
    try:
        _save(session, row, form)
    except Invalid as refusal:
        return _form_page(form, row, problems=blame(form, refusal)).render(status=422)
    except OutOfDate as refusal:
        return _conflict(form, row, refusal)
    return redirect(url_for("directives.show", slug=row.slug), 303)


def _save(session: Session, row: Directive, form: DirectiveForm) -> None:
    directives.edit(
        session,
        row,
        _typed(session, form, directives.fields_of(row).file_id),
        expected_version=version_in(form.version),
        by=acting(),
        now=wiring.current().clock(),
    )


def _typed(
    session: Session, form: DirectiveForm, standing: str | None
) -> DirectiveFields:
    """Return what was typed; a new file takes the place of the standing one."""
    typed = form.fields(session, file_id=None if form.drop_file.data else standing)
    if not form.file.data:
        return typed
    content, name, media_type = read_upload(form.file.data, field="file")
    file = wiring.current().store.keep(
        session,
        content,
        name=name,
        media_type=media_type,
        by=acting(),
        now=wiring.current().clock(),
    )
    return form.fields(session, file_id=file.id)


def _conflict(form: DirectiveForm, row: Directive, refusal: OutOfDate) -> BaseResponse:
    """Keep what was typed; saving again is then done knowingly."""
    session = db.session()
    typed = form.fields(session, file_id=directives.fields_of(row).file_id)
    told = overtaken(refusal, form.version, row)
    theirs, mine = lines_of(session, [directives.fields_of(row), typed])
    labels = {label: label for label, _ in theirs}
    page = _form_page(
        form,
        row,
        problems=[told.message],
        conflict=told.changed,
        differing=changed_between(dict(theirs), dict(mine), labels),
    )
    return page.render(status=409)


def _form_page(
    form: DirectiveForm,
    row: Directive | None,
    *,
    problems: list[str] | None = None,
    conflict: tuple[str, ...] = (),
    differing: tuple[Changed, ...] = (),
) -> pages.DirectiveFormPage:
    return pages.DirectiveFormPage(
        title=f"Sửa {row.kind} số {row.number}" if row else "Thêm văn bản",
        form=form,
        item=pages.item_of(row) if row else None,
        staff=staff_of(db.session(), row, acting()) if row else None,
        problems=tuple(problems or ()),
        conflict=conflict,
        differing=differing,
    )


@officers(*CONTENT_STAFF)
def advance(slug: str, action: str) -> BaseResponse:
    """Submit, publish, return, archive or revive."""
    session, form = db.session(), KnowingForm()
    row = directives.by_slug(session, slug)
    try:
        _advance(session, row, form, action)
    except StillNeeded:
        db.refused()
        needed = named(directives.leading_to(session, row))
        page = pages.directive_page(session, row, acting(), needed=needed)
        return page.render(status=409)
    return redirect(url_for("directives.show", slug=row.slug), 303)


def _advance(session: Session, row: Directive, form: KnowingForm, action: str) -> None:
    directives.advance(
        session,
        row,
        action_of(action),
        expected_version=version_in(form.version),
        by=acting(),
        now=wiring.current().clock(),
        knowing=bool(form.knowing.data),
    )
