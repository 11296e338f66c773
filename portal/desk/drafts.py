"""Addresses of the drafting screen: writing result and reply, and its workbench."""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from flask import Blueprint, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from documents import borrowing, cases, drafting
from documents.errors import Invalid, NotFound, OutOfDate
from documents.models import OutgoingLetter
from portal import attaching, wiring
from portal.desk.case_page import empty
from portal.desk.draft_page import KeptPart, draft_page
from portal.desk.forms import DraftForm, Opened
from portal.desk.moves import opened_case
from portal.forms import blame, checked, version_in
from portal.security import CASE_ROLES, acting, officers
from portal.trouble import Trouble, overtaken
from portal.workbench import bench
from portal.workbench.cited import outdated_in, renewed

KEPT: Final = ("result", "subject", "body", "signer_id", "taken")
"""Fields that are kept while they are typed."""


def add_to(blueprint: Blueprint) -> None:
    """Add the drafting screen to the desk's blueprint."""
    blueprint.get("/ho-so/<code>/du-thao")(write_draft)
    blueprint.post("/ho-so/<code>/du-thao")(save_draft)
    blueprint.post("/ho-so/<code>/du-thao/nhap")(keep_draft)


@officers(*CASE_ROLES)
def write_draft(code: str) -> Response:
    """Show what was typed last, what stands, or what any reply begins and ends with."""
    opened = opened_case(code)
    _must_be_draftable(opened)
    form = empty(DraftForm, opened)
    restored_at = _restored(opened, form)
    _take_over(opened, form)
    return draft_page(opened, form, restored_at=restored_at)


def _must_be_draftable(opened: Opened) -> None:
    version = opened.case.version
    drafting.must_be_draftable(
        opened.session, opened.case, expected_version=version, by=acting()
    )


def _restored(opened: Opened, form: DraftForm) -> datetime | None:
    """Take what the officer typed and did not save; return when he did."""
    kept = drafting.unsaved(opened.session, opened.case, acting())
    if kept is None:
        return None
    for name in KEPT:
        form[name].data = kept.typed.get(name, "")
    form.version.data = str(kept.base_version)
    return kept.at


def _take_over(opened: Opened, form: DraftForm) -> None:
    """Take the answer of another case's reply, if the address names one."""
    code = request.args.get("mau", "")
    if not code:
        return
    case = cases.get(opened.session, code, viewer=acting())
    vault = wiring.current().vault
    source = borrowing.sources(opened.session, [case], vault=vault).get(case.id)
    if source is None:
        return
    frame = drafting.suggested_body(opened.session, opened.case)
    answer = [it for it in source.passages if not it.why_not and it.text not in frame]
    words = "\n\n".join(one.text for one in answer)
    form.body.data = drafting.suggested_body(opened.session, opened.case, answer=words)
    form.taken.data = " ".join(borrowing.mark(source, one) for one in answer)
    said = f"Lời văn của {source.name}, hồ sơ {case.code}."
    flash(f"{said} Hãy sửa cho đúng việc này rồi lưu.", "info")


@officers(*CASE_ROLES)
def save_draft(code: str) -> Response:
    """Write result and draft, or do to the typed text what a button says."""
    opened, form = opened_case(code), DraftForm()
    form.offer(opened)
    action, _, wanted = request.form.get("action", "save").partition(":")
    if action in _TOOLS:
        _must_be_draftable(opened)
        attaching.hold(form)
        return _TOOLS[action](opened, form, wanted)
    return _saved(opened, form, then=action)


def _saved(opened: Opened, form: DraftForm, *, then: str) -> Response:
    try:
        _check(opened, form)
        if not checked(form):
            return _refused(opened, form)
        letter = _save(opened, form)
    except Invalid as refusal:
        form.form_errors.extend(blame(form, refusal))
        return _refused(opened, form)
    except OutOfDate as refusal:
        return _conflict(opened, form, refusal)
    flash("Đã lưu kết quả xử lý và dự thảo.", "success")
    if then == "studio":
        return redirect(url_for("studio.edit", letter_id=letter.id), 303)
    return redirect(url_for("desk.show", code=opened.case.code), 303)


def _check(opened: Opened, form: DraftForm) -> None:
    expected, by = version_in(form.version), acting()
    drafting.must_be_draftable(
        opened.session, opened.case, expected_version=expected, by=by
    )


def _save(opened: Opened, form: DraftForm) -> OutgoingLetter:
    letter = drafting.draft(
        opened.session,
        opened.case,
        form.reply(),
        result=form.result.data or "",
        expected_version=version_in(form.version),
        by=acting(),
        now=wiring.current().clock(),
        enclosed=form.files.enclosure(),
    )
    bench.record(opened.session, letter, form.taken.data or "")
    attaching.release(form)
    return letter


def _refused(opened: Opened, form: DraftForm) -> Response:
    return draft_page(opened, form, trouble=Trouble(form=form), status=422)


def _conflict(opened: Opened, form: DraftForm, refusal: OutOfDate) -> Response:
    """Keep what was typed; saving again is then done knowingly."""
    trouble = overtaken(refusal, form.version, opened.case)
    attaching.hold(form)
    return draft_page(opened, form, trouble=trouble, status=409)


def _take(opened: Opened, form: DraftForm, wanted: str) -> Response:
    """Put a paragraph or a canned reply into the text; none of it is saved yet."""
    body, session = form.body.data or "", opened.session
    try:
        form.body.data, mark = bench.taken_into(session, opened.case, body, wanted)
    except (Invalid, NotFound) as refusal:
        form.body.errors = [bench.told(refusal)]
        return _refused(opened, form)
    form.taken.data = f"{form.taken.data or ''} {mark}".strip()
    flash("Đã chèn vào dự thảo; hãy sửa cho đúng việc này rồi lưu.", "info")
    return draft_page(opened, form)


def _renew(opened: Opened, form: DraftForm, wanted: str) -> Response:
    """Cite the document that took the place of one that no longer holds."""
    typed = {"subject": form.subject.data or "", "body": form.body.data or ""}
    content, said = renewed(opened.session, typed, wanted)
    form.subject.data, form.body.data = content["subject"], content["body"]
    flash(said, "info")
    return draft_page(opened, form)


def _forget(opened: Opened, _form: DraftForm, _wanted: str) -> Response:
    drafting.forget_unsaved(opened.session, opened.case, acting())
    flash("Đã bỏ phần chưa lưu.", "success")
    return redirect(url_for("desk.write_draft", code=opened.case.code), 303)


_TOOLS: Final[dict[str, Callable[[Opened, DraftForm, str], Response]]] = {
    "take": _take,
    "renew": _renew,
    "forget": _forget,
}
"""What a button does to the typed text; nothing is saved by it."""


@officers(*CASE_ROLES)
def keep_draft(code: str) -> Response:
    """Keep what was typed so far, for its typist alone; say what it cites."""
    opened, form, now = opened_case(code), DraftForm(), wiring.current().clock()
    typed = {name: form[name].data or "" for name in KEPT}
    drafting.keep_unsaved(
        opened.session,
        opened.case,
        typed,
        base_version=version_in(form.version),
        by=acting(),
        now=now,
    )
    cited = outdated_in(opened.session, (typed["subject"], typed["body"]))
    return KeptPart(title="Phần đang gõ", kept_at=now, cited=cited).render()
