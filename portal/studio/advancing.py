"""Addresses that move a letter along its life."""

from flask import Blueprint, flash, redirect, url_for
from werkzeug.wrappers import Response

from documents import studio
from documents.errors import Invalid, NotFound, OutOfDate
from portal import wiring
from portal.forms import blame, checked, version_in
from portal.security import CASE_ROLES, acting, officers
from portal.studio.forms import CommentMove, LetterMove
from portal.studio.moves import MOVES, IssueForm, Move
from portal.studio.opened import Opened, opened_letter
from portal.studio.showing import shown


def add_to(blueprint: Blueprint) -> None:
    """Add the moves to the studio's blueprint."""
    blueprint.post("/cong-van/<id:letter_id>/buoc/<action>")(advance)


@officers(*CASE_ROLES)
def advance(letter_id: int, action: str) -> Response:
    """Make a move, or show the letter again with what stands in its way."""
    opened, move = opened_letter(letter_id), _named(action)
    form = _form(opened, move)
    try:
        _must_be_open(opened, move, form)
        if not checked(form):
            return shown(opened, failed=(move, form)).render(status=422)
        _make(opened, move, form)
    except Invalid as refusal:
        form.form_errors.extend(blame(form, refusal))
        return shown(opened, failed=(move, form)).render(status=422)
    except OutOfDate as refusal:
        return _conflict(opened, move, form, refusal)
    flash(move.done, "success")
    return redirect(url_for("studio.show", letter_id=letter_id), 303)


def _form(opened: Opened, move: Move) -> LetterMove:
    form = move.form()
    if isinstance(form, IssueForm):
        form.offer(opened)
    return form


def _conflict(
    opened: Opened, move: Move, form: LetterMove, refusal: OutOfDate
) -> Response:
    """Keep what was typed; sending it again is then done knowingly."""
    form.version.data = str(opened.letter.version)
    page = shown(opened, failed=(move, form), conflict=refusal)
    return page.render(status=409)


def _named(action: str) -> Move:
    found = next((move for move in MOVES if move.action.value == action), None)
    if found is None:
        raise NotFound("Không có thao tác này.")
    return found


def _must_be_open(opened: Opened, move: Move, form: LetterMove) -> None:
    studio.must_be_open(
        opened.session,
        opened.letter,
        move.action,
        expected_version=version_in(form.version),
        by=acting(),
        now=wiring.current().clock(),
    )


def _make(opened: Opened, move: Move, form: LetterMove) -> None:
    wired, version = wiring.current(), version_in(form.version)
    if isinstance(form, IssueForm):
        held = form.reserved.data or ""
        studio.issue(
            opened.session,
            opened.letter,
            on=form["issued_on"].data,
            tools=studio.Tools(wired.vault, wired.store),
            expected_version=version,
            by=acting(),
            now=wired.clock(),
            reserved=int(held) if held else None,
        )
        return
    studio.advance(
        opened.session,
        opened.letter,
        move.action,
        comment=form.comment.data or "" if isinstance(form, CommentMove) else "",
        expected_version=version,
        by=acting(),
        now=wired.clock(),
    )
