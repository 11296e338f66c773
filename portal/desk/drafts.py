"""Writing the unit's result and the draft of the reply, on a screen of its own."""

from dataclasses import dataclass
from typing import ClassVar

from flask import Blueprint, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from documents import cases, drafting, standing
from documents.errors import Invalid, OutOfDate
from documents.vocabulary import Decision, LetterState
from portal import wiring
from portal.desk.case_page import empty
from portal.desk.forms import DraftForm, Opened, StepForm
from portal.desk.moves import opened_case
from portal.desk.telling import Told
from portal.due import Due, due_of
from portal.forms import blame, checked, version_in
from portal.pages import Page
from portal.security import CASE_ROLES, acting, officers
from portal.trouble import NO_TROUBLE, Trouble


@dataclass(frozen=True, kw_only=True)
class DraftPage(Page):
    """The request above, result and draft side by side below."""

    template: ClassVar[str] = "desk/draft.html"
    code: str
    heading: str
    content: str
    due: Due
    returned: tuple[Told, ...]
    form: StepForm
    trouble: Trouble


def add_to(blueprint: Blueprint) -> None:
    """Add the drafting screen to the desk's blueprint."""
    blueprint.get("/ho-so/<code>/du-thao")(write_draft)
    blueprint.post("/ho-so/<code>/du-thao")(save_draft)


@officers(*CASE_ROLES)
def write_draft(code: str) -> Response:
    """Show what stands, or what any reply begins and ends with."""
    opened = opened_case(code)
    drafting.must_be_draftable(
        opened.session,
        opened.case,
        expected_version=opened.case.version,
        by=acting(),
    )
    form = empty(DraftForm, opened)
    _take_over(opened, form)
    return _page(opened, form)


def _take_over(opened: Opened, form: DraftForm) -> None:
    """Take the words of another case's issued reply, if the address names one."""
    code = request.args.get("mau", "")
    if not code:
        return
    source = cases.get(opened.session, code, viewer=acting())
    letter = standing.current_letter(opened.session, source)
    if letter is not None and letter.state is LetterState.ISSUED:
        form.body.data = letter.content["body"]
        said = f"Lời văn của văn bản số {letter.printed_number}, hồ sơ {source.code}."
        flash(f"{said} Hãy sửa cho đúng việc này rồi lưu.", "info")


@officers(*CASE_ROLES)
def save_draft(code: str) -> Response:
    """Write, or write over, result and draft."""
    opened, form = opened_case(code), DraftForm()
    form.offer(opened)
    try:
        _check(opened, form)
        if not checked(form):
            return _page(opened, form, trouble=Trouble(form=form), status=422)
        _save(opened, form)
    except Invalid as refusal:
        form.form_errors.extend(blame(form, refusal))
        return _page(opened, form, trouble=Trouble(form=form), status=422)
    except OutOfDate as refusal:
        return _conflict(opened, form, refusal)
    flash("Đã lưu kết quả xử lý và dự thảo.", "success")
    return redirect(url_for("desk.show", code=opened.case.code), 303)


def _check(opened: Opened, form: DraftForm) -> None:
    expected, by = version_in(form.version), acting()
    drafting.must_be_draftable(
        opened.session, opened.case, expected_version=expected, by=by
    )


def _save(opened: Opened, form: DraftForm) -> None:
    drafting.draft(
        opened.session,
        opened.case,
        form.reply(),
        result=form.result.data or "",
        expected_version=version_in(form.version),
        by=acting(),
        now=wiring.current().clock(),
    )


def _conflict(opened: Opened, form: DraftForm, refusal: OutOfDate) -> Response:
    """Keep what was typed; saving again is then done knowingly."""
    form.version.data = str(opened.case.version)
    trouble = Trouble(message=refusal.message, changed=refusal.changed)
    return _page(opened, form, trouble=trouble, status=409)


def _page(
    opened: Opened,
    form: StepForm,
    *,
    trouble: Trouble = NO_TROUBLE,
    status: int = 200,
) -> Response:
    case, wired = opened.case, wiring.current()
    return DraftPage(
        title=f"Kết quả và dự thảo, hồ sơ {case.code}",
        code=case.code,
        heading=case.title,
        content=case.content,
        due=due_of(
            case,
            wired.calendar,
            today=opened.today,
            paused_since=standing.paused_since(opened.session, [case]).get(case.id),
        ),
        returned=_returned(opened),
        form=form,
        trouble=trouble,
    ).render(status=status)


def _returned(opened: Opened) -> tuple[Told, ...]:
    """Return what leaders asked to have changed, newest first."""
    rows = standing.approvals(opened.session, opened.case)
    return tuple(
        Told(row.comment, row.by.full_name, row.at)
        for row in reversed(rows)
        if row.decision is Decision.RETURNED and row.round == opened.case.round
    )
