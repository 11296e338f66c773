"""Addresses of the register's numbers: holding one, looking at it, using, voiding."""

from typing import Any

from flask import Blueprint, flash, redirect, url_for
from werkzeug.wrappers import Response

from documents import queries, register, replies, studio
from documents.errors import Invalid
from documents.models import BookEntry, OutgoingLetter
from documents.vocabulary import EntryState, Role
from portal import db, wiring
from portal.forms import blame, checked
from portal.letters.forms import ReserveForm, UseForm, VoidForm
from portal.letters.pages import REGISTER_ROLES, EntryPage, register_page, row_of
from portal.security import acting, officers


def add_to(blueprint: Blueprint) -> None:
    """Add the addresses of numbers to the register's blueprint."""
    blueprint.post("/cong-van/giu-so")(reserve)
    blueprint.get("/cong-van/so/<id:entry_id>")(show_entry)
    blueprint.post("/cong-van/so/<id:entry_id>/dung")(use)
    blueprint.post("/cong-van/so/<id:entry_id>/huy")(void)


@officers(Role.CLERK)
def reserve() -> Response:
    """Hold the next number; the same form sent twice holds one."""
    session, form = db.session(), ReserveForm()
    form.offer(session)
    if checked(form):
        try:
            entry = _reserved(form)
        except Invalid as refusal:
            form.form_errors.extend(blame(form, refusal))
        else:
            flash(f"Đã giữ số {entry.printed_number}.", "success")
            return redirect(url_for("letters.show_entry", entry_id=entry.id), 303)
    return register_page(session, acting(), reserving=form).render(status=422)


def _reserved(form: ReserveForm) -> BookEntry:
    now = wiring.current().clock()
    return register.reserve(db.session(), form.reservation(), by=acting(), now=now)


@officers(*REGISTER_ROLES)
def show_entry(entry_id: int) -> Response:
    """Show one number; to a clerk also what can be done with it."""
    return _page(queries.register_entry(db.session(), entry_id)).render()


@officers(Role.CLERK)
def use(entry_id: int) -> Response:
    """Issue an approved letter under a held number; twice issues it once."""
    entry = queries.register_entry(db.session(), entry_id)
    form = UseForm()
    form.offer(entry, queries.letters_waiting(db.session()))
    if entry.letter_id and (form.letter.data or "").startswith(f"{entry.letter_id}."):
        return _done(entry, "Đã ban hành số")
    if checked(form):
        try:
            _issue(entry, form)
        except Invalid as refusal:
            form.form_errors.extend(blame(form, refusal))
        else:
            return _done(entry, "Đã ban hành số")
    return _page(entry, using=form).render(status=422)


def _issue(entry: BookEntry, form: UseForm) -> None:
    wired, session = wiring.current(), db.session()
    letter_id, _, version = form.letter.data.partition(".")
    letter = session.get_one(OutgoingLetter, int(letter_id))
    told: dict[str, Any] = {
        "on": form["issued_on"].data,
        "expected_version": int(version),
        "by": acting(),
        "now": wired.clock(),
        "reserved": entry.id,
    }
    if letter.is_reply and letter.case is not None:
        vault, store = wired.vault, wired.store
        replies.issue(session, letter.case, vault=vault, store=store, **told)
    else:
        tools = studio.Tools(wired.vault, wired.store)
        studio.issue(session, letter, tools=tools, **told)


@officers(Role.CLERK)
def void(entry_id: int) -> Response:
    """Void a held number; the same reason sent twice voids it once."""
    session, form = db.session(), VoidForm()
    now, by = wiring.current().clock(), acting()
    entry = queries.register_entry(session, entry_id)
    if checked(form):
        reason = form.void_reason.data or ""
        try:
            register.void(session, entry.id, reason=reason, by=by, now=now)
        except Invalid as refusal:
            form.form_errors.extend(blame(form, refusal))
        else:
            return _done(entry, "Đã hủy số")
    return _page(entry, voiding=form).render(status=422)


def _done(entry: BookEntry, what: str) -> Response:
    flash(f"{what} {entry.printed_number}.", "success")
    return redirect(url_for("letters.show_entry", entry_id=entry.id), 303)


def _page(
    entry: BookEntry, *, using: UseForm | None = None, voiding: VoidForm | None = None
) -> EntryPage:
    acts = acting().role is Role.CLERK and entry.state is EntryState.RESERVED
    return EntryPage(
        title=f"Số {entry.printed_number}",
        entry=row_of(entry),
        using=(using or _using(entry)) if acts else None,
        voiding=(voiding or VoidForm(formdata=None)) if acts else None,
    )


def _using(entry: BookEntry) -> UseForm:
    form = UseForm(formdata=None)
    form.offer(entry, queries.letters_waiting(db.session()))
    form.suggest(entry)
    return form
