"""Sittings on the backlog: opened, written down, ended, and their minutes (T38)."""

from collections.abc import Callable
from typing import Final

from flask import Blueprint, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from documents import backlog
from documents.backlog import minutes, reviews
from documents.errors import Invalid
from documents.models import BacklogReview, Case
from documents.outgoing import DOCX
from documents.vocabulary import Role
from portal import db, uploads, wiring
from portal.desk.backlog import many
from portal.desk.backlog.sitting_forms import EndForm, RulingForm, SittingForm
from portal.desk.backlog.sitting_pages import (
    left_of,
    sitting_page,
    sittings_page,
    to_rule,
)
from portal.desk.backlog.workbench import as_of_today
from portal.forms import blame, checked, version_in
from portal.security import acting, officers

_KEEPERS: Final = (Role.FOCAL, Role.CVP)


def add_to(blueprint: Blueprint) -> None:
    """Add the addresses of the sittings."""
    at = "/ho-so/ton-dong/ra-soat"
    blueprint.get(at, endpoint="reviews")(sittings)
    blueprint.post(at)(begin_review)
    blueprint.get(f"{at}/<id:review_id>")(review)
    blueprint.post(f"{at}/<id:review_id>")(rule_in_review)
    blueprint.post(f"{at}/<id:review_id>/ket-thuc")(end_review)
    blueprint.get(f"{at}/<id:review_id>/bien-ban.docx")(review_minutes)


@officers(*reviews.READERS)
def sittings() -> Response:
    """Show every sitting, and open one."""
    session, form = db.session(), SittingForm(formdata=None)
    form.secretary_id.data = str(acting().officer_id)
    return sittings_page(session, form).render()


@officers(*_KEEPERS)
def begin_review() -> Response:
    """Open a sitting with the figures of this moment."""
    session, form = db.session(), SittingForm()
    form.offer(session)
    if not checked(form):
        return sittings_page(session, form).render(status=422)
    now, as_of = wiring.current().clock(), as_of_today()
    try:
        made = reviews.open_sitting(
            session, form.sitting(), as_of, by=acting(), now=now
        )
    except Invalid as refusal:
        form.form_errors.extend(blame(form, refusal))
        return sittings_page(session, form).render(status=422)
    flash("Đã mở phiên rà soát; hãy chọn hồ sơ từ danh sách tồn đọng.", "success")
    return redirect(url_for("desk.review", review_id=made.id), 303)


@officers(*reviews.READERS)
def review(review_id: int) -> Response:
    """Show a sitting; chosen cases stand ready to be ruled on."""
    session = db.session()
    found = reviews.get(session, review_id)
    chosen = many.chosen(session, request.args.getlist("ho-so"))
    return sitting_page(session, found, to_rule(session, chosen)).render()


@officers(*_KEEPERS)
def rule_in_review(review_id: int) -> Response:
    """Write down what the sitting says of each case; what was refused stays."""
    session = db.session()
    found = reviews.get(session, review_id)
    chosen = many.chosen(session, request.form.getlist("ho-so"))
    forms = [(case, RulingForm(case.code)) for case in chosen]
    done, refused = backlog.each(session, forms, _ruling(found))
    said = f"Đã ghi kết luận cho {done} hồ sơ."
    if not refused:
        flash(said, "success")
        return redirect(url_for("desk.review", review_id=review_id), 303)
    left = left_of(session, refused)
    page = sitting_page(session, found, left, done=said if done else "")
    return page.render(status=many.status(done))


def _ruling(found: BacklogReview) -> Callable[[tuple[Case, RulingForm]], object]:
    """Return what writes down one ruling of a sitting."""
    session, as_of = db.session(), as_of_today()
    wired, by = wiring.current(), acting()
    calendar, now = wired.calendar, wired.clock()

    def rule(one: tuple[Case, RulingForm]) -> None:
        case, form = one
        many.must_be_typed_well(form)
        ruling = form.ruling()
        reviews.decide(
            session, found, case, ruling, as_of, calendar=calendar, by=by, now=now
        )

    return rule


@officers(Role.CVP)
def end_review(review_id: int) -> Response:
    """End a sitting: its closing figures are taken, nothing changes after."""
    session, form = db.session(), EndForm()
    found = reviews.get(session, review_id)
    if not checked(form):
        return sitting_page(session, found, (), end_form=form).render(status=422)
    try:
        _end(found, form)
    except Invalid as refusal:
        form.form_errors.extend(blame(form, refusal))
        return sitting_page(session, found, (), end_form=form).render(status=422)
    flash("Đã kết thúc phiên rà soát; biên bản đã sẵn sàng.", "success")
    return redirect(url_for("desk.review", review_id=review_id), 303)


def _end(found: BacklogReview, form: EndForm) -> None:
    reviews.end(
        db.session(),
        found,
        form.conclusions.data or "",
        as_of_today(),
        expected_version=version_in(form.version),
        by=acting(),
        now=wiring.current().clock(),
    )


@officers(*reviews.READERS)
def review_minutes(review_id: int) -> Response:
    """Send the minutes of a sitting that has ended."""
    session = db.session()
    found = reviews.get(session, review_id)
    content = minutes.render(session, found)
    name = f"DU-THAO_bien-ban-ra-soat-ton-dong-{found.on:%Y-%m-%d}.docx"
    return uploads.download(content, name=name, media_type=DOCX)
