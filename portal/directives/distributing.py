"""Addresses of passing a directive on, and of a unit's answer: read, done."""

from flask import Blueprint, flash, redirect, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as BaseResponse

from documents import distributions, queries
from documents.errors import Invalid
from documents.models import Directive
from documents.vocabulary import Purpose
from portal import db, wiring
from portal.directives import pages
from portal.directives.distribution import DistributeForm, DoneForm, RecallForm
from portal.forms import PortalForm, blame, checked
from portal.publishing import CONTENT_STAFF
from portal.security import CASE_ROLES, acting, officers


def add_to(blueprint: Blueprint) -> None:
    """Add the addresses to the register's blueprint."""
    blueprint.post("/van-ban/<slug>/phan-phoi")(distribute)
    blueprint.post("/van-ban/<slug>/thu-hoi-phan-phoi")(recall)
    blueprint.post("/van-ban/<slug>/da-doc")(acknowledge)
    blueprint.post("/van-ban/<slug>/da-thuc-hien")(finish)


@officers(*CONTENT_STAFF)
def distribute(slug: str) -> BaseResponse:
    """Pass a directive on to the units that were chosen."""
    session, form = db.session(), DistributeForm()
    row = queries.directive(session, slug, acting())
    form.offer(session)
    if not checked(form):
        return _again(session, row, form)
    try:
        count = _passed_on(session, row, form)
    except Invalid as refusal:
        form.form_errors.extend(blame(form, refusal))
        return _again(session, row, form)
    flash(f"Đã chuyển văn bản đến {count} phòng, đơn vị.", "success")
    return redirect(f"{url_for('directives.show', slug=slug)}#phan-phoi", 303)


def _passed_on(session: Session, row: Directive, form: DistributeForm) -> int:
    rows = distributions.distribute(
        session,
        row,
        form.units.data or [],
        Purpose(form.purpose.data),
        note=form.note.data or "",
        by=acting(),
        now=wiring.current().clock(),
    )
    return len(rows)


@officers(*CONTENT_STAFF)
def recall(slug: str) -> BaseResponse:
    """Take it back from units that have not read it."""
    session, form = db.session(), RecallForm()
    row = queries.directive(session, slug, acting())
    form.offer(distributions.of(session, row))
    if not checked(form):
        return _again(session, row, form)
    try:
        count = _taken_back(session, row, form)
    except Invalid as refusal:
        form.form_errors.extend(blame(form, refusal))
        return _again(session, row, form)
    flash(f"Đã thu hồi văn bản từ {count} phòng, đơn vị.", "success")
    return redirect(f"{url_for('directives.show', slug=slug)}#phan-phoi", 303)


def _taken_back(session: Session, row: Directive, form: RecallForm) -> int:
    chosen, why = form.rows.data or [], form.why.data or ""
    now = wiring.current().clock()
    return len(distributions.recall(session, row, chosen, why, by=acting(), now=now))


@officers(*CASE_ROLES)
def acknowledge(slug: str) -> BaseResponse:
    """Note that the officer's unit has read it."""
    session = db.session()
    row = queries.directive(session, slug, acting())
    distributions.acknowledge(session, row, by=acting(), now=wiring.current().clock())
    flash("Đã ghi nhận đơn vị đã đọc văn bản.", "success")
    return redirect(f"{url_for('directives.show', slug=slug)}#phan-phoi", 303)


@officers(*CASE_ROLES)
def finish(slug: str) -> BaseResponse:
    """Note what the officer's unit has done about it."""
    session, form = db.session(), DoneForm()
    row = queries.directive(session, slug, acting())
    if not checked(form):
        return _again(session, row, form)
    told, now = form.result.data or "", wiring.current().clock()
    try:
        distributions.finish(session, row, told, by=acting(), now=now)
    except Invalid as refusal:
        form.form_errors.extend(blame(form, refusal))
        return _again(session, row, form)
    flash("Đã ghi kết quả thực hiện.", "success")
    return redirect(f"{url_for('directives.show', slug=slug)}#phan-phoi", 303)


def _again(session: Session, row: Directive, form: PortalForm) -> BaseResponse:
    page = pages.directive_page(session, row, acting(), came_back=form)
    return page.render(status=422)
