"""Addresses of many cases at a time: choosing a step, and sending it."""

from collections.abc import Mapping
from urllib.parse import parse_qsl, urlencode

from flask import Blueprint, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from portal import db
from portal.desk.bulk.offered import bulk_step
from portal.desk.bulk.page import bulk_page, choice_page
from portal.desk.bulk.rows import filled
from portal.desk.bulk.sent import Refused, carry_out
from portal.desk.chosen import codes_among
from portal.desk.steps import Step
from portal.security import CASE_ROLES, officers


def add_to(blueprint: Blueprint) -> None:
    """Add the addresses to the desk's blueprint."""
    blueprint.get("/ho-so/cung-luc")(choose)
    blueprint.post("/ho-so/cung-luc")(send)


@officers(*CASE_ROLES)
def choose() -> Response:
    """Show the chosen cases: what can be done with them, or the form of one step."""
    codes, action = codes_among(request.args.getlist("ho-so")), request.args.get("viec")
    if not codes:
        return _nothing_chosen(request.args)
    session, back = db.session(), _back(request.args)
    if not action:
        return choice_page(session, codes, back).render()
    return bulk_page(session, bulk_step(action), codes, back=back).render()


@officers(*CASE_ROLES)
def send() -> Response:
    """Take a step for each case; show again, with its text, what was refused."""
    codes, back = codes_among(request.form.getlist("ho-so")), _back(request.form)
    step = bulk_step(request.form.get("viec", ""))
    if not codes:
        return _nothing_chosen(request.form)
    if "dien" in request.form:
        return _filled(step, codes, back)
    answers = dict(carry_out(step, codes, request.form))
    left = {code: refused for code, refused in answers.items() if refused}
    told = _told(step, len(answers) - len(left), left)
    if not left:
        flash(told, "success")
        return redirect(_list(back), 303)
    return _left(step, left, back, told)


def _filled(step: Step, codes: tuple[str, ...], back: str) -> Response:
    """Show the form with what was said for all in every empty place."""
    typed = filled(step, codes, request.form)
    with db.reading_apart() as session:
        page = bulk_page(session, step, codes, back=back, typed=typed)
    return page.render()


def _left(step: Step, left: Mapping[str, Refused], back: str, told: str) -> Response:
    with db.reading_apart() as session:
        page = bulk_page(
            session,
            step,
            tuple(left),
            back=back,
            typed=request.form,
            left=left,
            done=told,
        )
        return page.render(status=422)


def _told(step: Step, done: int, left: Mapping[str, Refused]) -> str:
    """Say how many were done, and why the others were not if one reason holds."""
    told = f"“{step.label}”: đã xong {done} hồ sơ"
    if not left:
        return f"{told}."
    reasons = {one.told for one in left.values()}
    why = " ".join(next(iter(reasons))) if len(reasons) == 1 else ""
    rest = f"{told}; {len(left)} hồ sơ chưa được"
    return f"{rest}: {why}" if why else f"{rest}, lý do ghi dưới đây."


def _nothing_chosen(typed: Mapping[str, str]) -> Response:
    flash("Hãy chọn ít nhất một hồ sơ.", "warning")
    return redirect(_list(_back(typed)), 303)


def _back(typed: Mapping[str, str]) -> str:
    """Return what the list was narrowed to, as its address says it."""
    return urlencode(parse_qsl(typed.get("ve", "")[:1000]))


def _list(back: str) -> str:
    return url_for("desk.listing") + (f"?{back}" if back else "")
