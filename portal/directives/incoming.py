"""Addresses of the inbox: drop files, confirm what was read of each, or discard it."""

from dataclasses import replace

from flask import Blueprint, flash, redirect, url_for
from sqlalchemy.orm import Session
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response as BaseResponse

from documents import incoming
from documents.deadlines import counting_start
from documents.errors import Invalid, TransitionRefused
from documents.incoming import Cited, Confirmation, Dropped
from documents.letters.incoming import Proposal
from documents.models import Directive, IncomingFile
from documents.sandbox import Unreadable
from documents.text import one_line
from documents.vocabulary import IncomingState
from portal import db, uploads, wiring
from portal.directives import incoming_pages as pages
from portal.directives.incoming_forms import ConfirmForm, DiscardForm, DropForm
from portal.directives.incoming_pages import FileResult, InboxPage, IncomingPage
from portal.forms import blame, checked
from portal.publishing import WRITERS
from portal.security import acting, officers


def add_to(blueprint: Blueprint) -> None:
    """Add the addresses of the inbox to the register's blueprint."""
    blueprint.get("/van-ban/tiep-nhan")(inbox)
    blueprint.post("/van-ban/tiep-nhan")(drop)
    blueprint.get("/van-ban/tiep-nhan/<id:incoming_id>")(review)
    blueprint.post("/van-ban/tiep-nhan/<id:incoming_id>")(confirm)
    blueprint.get("/van-ban/tiep-nhan/<id:incoming_id>/tep")(download_incoming)
    blueprint.post("/van-ban/tiep-nhan/<id:incoming_id>/bo")(discard)
    blueprint.post("/van-ban/tiep-nhan/<id:incoming_id>/mo-lai")(restore)


@officers(*WRITERS)
def inbox() -> BaseResponse:
    """Show where files are dropped, and what waits."""
    return _inbox(DropForm()).render()


@officers(*WRITERS)
def drop() -> BaseResponse:
    """Take the files that can be read; say of each other one why not."""
    form = DropForm()
    if not checked(form):
        return _inbox(form).render(status=422)
    # Files are read before the transaction begins: nobody waits for it meanwhile.
    looked = [_looked(upload) for upload in form.files.data]
    results = [_taken(found) for found in looked]
    if len(results) == 1 and results[0].tone == "success":
        return redirect(results[0].url, 303)
    refused = all(result.tone == "error" for result in results)
    return _inbox(form, results).render(status=422 if refused else 200)


def _looked(upload: FileStorage) -> Dropped | FileResult:
    name = one_line(upload.filename or "")
    try:
        content, name, media_type = uploads.read_upload(upload, field="files")
        return incoming.look(content, name=name, media_type=media_type)
    except (Invalid, Unreadable) as refusal:
        return FileResult(name, f"Không nhận: {refusal.message}", "error")


def _taken(found: Dropped | FileResult) -> FileResult:
    if isinstance(found, FileResult):
        return found
    wired = wiring.current()
    taken = incoming.take(
        db.session(), found, store=wired.store, by=acting(), now=wired.clock()
    )
    url = url_for("directives.review", incoming_id=taken.row.id)
    if taken.is_new:
        return FileResult(found.name, "Đã nhận, chờ xác nhận.", "success", url)
    label = taken.row.state.label.lower()
    words = f"Tệp này đã nhận trước đây ({taken.row.file.name}): {label}."
    return FileResult(found.name, words, "info", url)


def _inbox(form: DropForm, results: list[FileResult] | None = None) -> InboxPage:
    session = db.session()
    return InboxPage(
        title="Tiếp nhận văn bản đến",
        form=form,
        waiting=tuple(map(pages.row_of, incoming.waiting(session))),
        closed=tuple(map(pages.row_of, incoming.closed(session))),
        results=tuple(results or ()),
    )


@officers(*WRITERS)
def review(incoming_id: int) -> BaseResponse:
    """Show what was read of a file, as a record to confirm, beside its text."""
    session = db.session()
    return _review(session, incoming.get(session, incoming_id)).render()


@officers(*WRITERS)
def confirm(incoming_id: int) -> BaseResponse:
    """Enter the file as a draft of the register."""
    session, form = db.session(), ConfirmForm()
    row = incoming.get(session, incoming_id)
    form.offer(incoming.proposal_of(row))
    if not checked(form):
        return _review(session, row, form).render(status=422)
    try:
        directive = _confirmed(session, row, form)
    except Invalid as refusal:
        problems = blame(form, refusal)
        return _review(session, row, form, problems=problems).render(status=422)
    except TransitionRefused as refusal:
        return _review(session, row, told=refusal.message).render(status=409)
    return _entered(directive)


def _entered(directive: Directive) -> BaseResponse:
    flash("Đã đưa vào sổ dưới dạng bản nháp.", "success")
    return redirect(url_for("directives.show", slug=directive.slug), 303)


def _confirmed(session: Session, row: IncomingFile, form: ConfirmForm) -> Directive:
    wired, proposal = wiring.current(), incoming.proposal_of(row)
    typed = form.fields(session, file_id=row.file_id)
    cited = form.chosen_relations(incoming.cited(session, proposal))
    related = tuple(dict.fromkeys((*cited, *typed.relations)))
    told = Confirmation(
        replace(typed, relations=related),
        form.chosen_deadlines(proposal),
        received_on=counting_start(wired.calendar, row.taken_at),
    )
    return incoming.confirm(
        session,
        row,
        told,
        calendar=wired.calendar,
        by=acting(),
        now=wired.clock(),
    )


@officers(*WRITERS)
def discard(incoming_id: int) -> BaseResponse:
    """Put a file aside, and keep why."""
    session, form = db.session(), DiscardForm()
    row = incoming.get(session, incoming_id)
    if not checked(form):
        return _review(session, row, discarding=form).render(status=422)
    try:
        _discarded(session, row, form)
    except Invalid as refusal:
        blame(form, refusal)
        return _review(session, row, discarding=form).render(status=422)
    except TransitionRefused as refusal:
        return _review(session, row, told=refusal.message).render(status=409)
    flash(f"Đã bỏ tệp {row.file.name}.", "success")
    return redirect(url_for("directives.inbox"), 303)


def _discarded(session: Session, row: IncomingFile, form: DiscardForm) -> None:
    now, reason = wiring.current().clock(), form.reason.data or ""
    incoming.discard(session, row, reason=reason, by=acting(), now=now)


@officers(*WRITERS)
def restore(incoming_id: int) -> BaseResponse:
    """Let a discarded file wait again."""
    session = db.session()
    incoming.restore(session, incoming.get(session, incoming_id), by=acting())
    return redirect(url_for("directives.review", incoming_id=incoming_id), 303)


@officers(*WRITERS)
def download_incoming(incoming_id: int) -> BaseResponse:
    """Send the file as it came."""
    row = incoming.get(db.session(), incoming_id)
    return uploads.download(
        wiring.current().store.read(row.file),
        name=row.file.name,
        media_type=row.file.media_type,
    )


def _review(
    session: Session,
    row: IncomingFile,
    form: ConfirmForm | None = None,
    *,
    told: str = "",
    discarding: DiscardForm | None = None,
    problems: list[str] | None = None,
) -> IncomingPage:
    proposal = incoming.proposal_of(row)
    known = incoming.cited(session, proposal)
    form = form or _shown(proposal, known)
    twin, twin_url = pages.twin_of(session, proposal)
    waits = row.state is IncomingState.WAITING
    return IncomingPage(
        title=pages.row_of(row).title,
        row=pages.row_of(row),
        file_url=url_for("directives.download_incoming", incoming_id=row.id),
        directive_url=pages.directive_url(row),
        text=tuple(proposal.body.split("\n")) if proposal.body else (),
        unread=proposal.unread,
        nature=proposal.nature,
        told=told,
        twin=twin,
        twin_url=twin_url,
        is_discarded=row.state is IncomingState.DISCARDED,
        form=form if waits else None,
        discarding=(discarding or DiscardForm(formdata=None)) if waits else None,
        deadlines=pages.deadline_rows(row, form, wiring.current().calendar),
        citations=pages.citation_rows(known, form),
        problems=tuple(problems or ()),
    )


def _shown(proposal: Proposal, known: tuple[Cited, ...]) -> ConfirmForm:
    form = ConfirmForm(formdata=None)
    form.offer(proposal)
    form.show(proposal, known)
    return form
