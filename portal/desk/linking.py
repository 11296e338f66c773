"""Addresses of what a case has to do with others, and of who sent a merged one."""

from typing import Any, Final

from flask import Blueprint, flash, redirect, url_for
from werkzeug.wrappers import Response

from documents import linking, merged_replies, merging
from documents.errors import Invalid, OutOfDate
from documents.vocabulary import LetterState, LinkKind
from portal import wiring
from portal.desk.case_page import case_page
from portal.desk.forms import Opened, StepForm
from portal.desk.moves import opened_case
from portal.desk.panels import Panel
from portal.desk.panels.links import LINKS, LinkForm, UnlinkForm
from portal.desk.panels.merged import MERGED, TellForm
from portal.forms import blame, checked, version_in
from portal.security import acting, officers
from portal.trouble import Trouble, overtaken

_LINKERS: Final = tuple(linking.LINKERS)
_TELLERS: Final = tuple(merging.TELLERS)
_MERGING: Final = (
    "Đã ghi là trùng. Công chức đầu mối đề nghị gộp ở mục “Việc tiếp theo”."
)


def add_to(blueprint: Blueprint) -> None:
    """Add the addresses to the desk's blueprint."""
    blueprint.post("/ho-so/<code>/lien-quan")(link)
    blueprint.post("/ho-so/<code>/bo-lien-quan")(unlink)
    blueprint.post("/ho-so/<code>/nguoi-gui-ho-so-gop")(tell_senders)
    blueprint.post("/ho-so/<code>/van-ban-tra-loi-gop")(write_to_sender)


@officers(*_LINKERS)
def link(code: str) -> Response:
    """Say what a case is to another one."""
    opened, form = opened_case(code), LinkForm()
    try:
        linking.must_be_linkable(opened.session, opened.case, **_seen(form))
        if not checked(form):
            return _again(opened, LINKS, form)
        other, kind = form.code.data or "", LinkKind(form.kind.data)
        linking.link(opened.session, opened.case, other, kind, **_told(form))
    except (Invalid, OutOfDate) as refusal:
        return _refused(opened, LINKS, form, refusal)
    is_same = kind is LinkKind.DUPLICATE
    flash(_MERGING if is_same else "Đã ghi hồ sơ liên quan.", "success")
    return _back(opened, "lien-quan")


@officers(*_LINKERS)
def unlink(code: str) -> Response:
    """Loosen what ties a case to another one."""
    opened, form = opened_case(code), UnlinkForm()
    form.offer(opened)
    try:
        linking.must_be_linkable(opened.session, opened.case, **_seen(form))
        if not checked(form):
            return _again(opened, LINKS, form)
        other, why = form.other.data, form.reason.data or ""
        linking.unlink(opened.session, opened.case, other, why, **_told(form))
    except (Invalid, OutOfDate) as refusal:
        return _refused(opened, LINKS, form, refusal)
    flash("Đã bỏ gắn; lý do còn trong diễn biến của cả hai hồ sơ.", "success")
    return _back(opened, "lien-quan")


@officers(*_TELLERS)
def tell_senders(code: str) -> Response:
    """Note how senders of merged cases got the answer."""
    opened, form = opened_case(code), TellForm()
    form.offer(opened)
    try:
        merging.must_be_tellable(opened.session, opened.case, **_seen(form))
        if not checked(form):
            return _again(opened, MERGED, form)
        telling = form.telling()
        merging.tell_senders(opened.session, opened.case, telling, **_told(form))
    except (Invalid, OutOfDate) as refusal:
        return _refused(opened, MERGED, form, refusal)
    flash("Đã ghi việc trả lời người gửi của hồ sơ gộp.", "success")
    return _back(opened, "ho-so-gop")


@officers(*_TELLERS)
def write_to_sender(code: str) -> Response:
    """Begin the letter to a merged case's sender, or go on with it."""
    opened, wired = opened_case(code), wiring.current()
    letter = merged_replies.prepare(
        opened.session, opened.case, vault=wired.vault, by=acting(), now=wired.clock()
    )
    is_draft = letter.state is LetterState.DRAFT
    page = "studio.edit" if is_draft else "studio.show"
    return redirect(url_for(page, letter_id=letter.id), 303)


def _seen(form: StepForm) -> dict[str, Any]:
    return {"expected_version": version_in(form.version), "by": acting()}


def _told(form: StepForm) -> dict[str, Any]:
    return {**_seen(form), "now": wiring.current().clock()}


def _back(opened: Opened, section: str) -> Response:
    url = url_for("desk.show", code=opened.case.code)
    return redirect(f"{url}#{section}", 303)


def _refused(
    opened: Opened, panel: Panel, form: StepForm, refusal: Invalid | OutOfDate
) -> Response:
    """Show the form again; on a case that others changed, with what they did."""
    if isinstance(refusal, Invalid):
        form.form_errors.extend(blame(form, refusal))
        return _again(opened, panel, form)
    trouble = overtaken(refusal, form.version, opened.case)
    page = case_page(
        opened.session, opened.case, trouble=trouble, came_back=(panel, form)
    )
    return page.render(status=409)


def _again(opened: Opened, panel: Panel, form: StepForm) -> Response:
    page = case_page(
        opened.session, opened.case, trouble=Trouble(form=form), came_back=(panel, form)
    )
    return page.render(status=422)
