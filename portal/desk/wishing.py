"""What senders wish: as lines of the desk, and the address of saying no."""

from collections.abc import Iterator

from flask import Blueprint, flash, redirect, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from documents import history, wishes
from documents.errors import Invalid, OutOfDate
from documents.lifecycles import TAKERS
from documents.viewer import Viewer
from portal import wiring
from portal.desk.case_page import case_page
from portal.desk.forms import Opened
from portal.desk.moves import opened_case
from portal.desk.panels.sender import SENDER, TITLES, RefuseWishForm
from portal.desk.proposed import DecisionRow
from portal.forms import blame, checked, version_in
from portal.security import acting, officers
from portal.trouble import Trouble, overtaken


def add_to(blueprint: Blueprint) -> None:
    """Add the address of answering a wish to the desk's blueprint."""
    blueprint.post("/ho-so/<code>/nguoi-gui/<id:word_id>")(refuse_wish)


def wishes_for(session: Session, viewer: Viewer) -> Iterator[DecisionRow]:
    """Yield what senders wish and this officer answers, the oldest first."""
    for word, case in wishes.to_answer(session, viewer):
        yield DecisionRow(
            url=f"{url_for('desk.show', code=case.code)}#nguoi-gui-viet",
            code=case.code,
            about=case.title,
            asked=TITLES[word.action],
            who=history.SENDER,
            at=word.at,
            due_on=case.due_on,
        )


@officers(*TAKERS)
def refuse_wish(code: str, word_id: int) -> Response:
    """Tell a sender why his wish is not carried out."""
    opened, form = opened_case(code), RefuseWishForm()
    try:
        if not checked(form):
            return _again(opened, form, Trouble(form=form), 422)
        _refuse(opened, form, word_id)
    except Invalid as refusal:
        form.form_errors.extend(blame(form, refusal))
        return _again(opened, form, Trouble(form=form), 422)
    except OutOfDate as refusal:
        return _again(opened, form, overtaken(refusal, form.version, opened.case), 409)
    flash("Đã trả lời đề nghị của người gửi.", "success")
    return redirect(url_for("desk.show", code=opened.case.code), 303)


def _refuse(opened: Opened, form: RefuseWishForm, word_id: int) -> None:
    wishes.refuse(
        opened.session,
        opened.case,
        word_id,
        form.reason.data or "",
        expected_version=version_in(form.version),
        by=acting(),
        now=wiring.current().clock(),
    )


def _again(
    opened: Opened, form: RefuseWishForm, trouble: Trouble, status: int
) -> Response:
    session, case = opened.session, opened.case
    page = case_page(session, case, trouble=trouble, came_back=(SENDER, form))
    return page.render(status=status)
