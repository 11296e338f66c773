"""Addresses of the register of outgoing letters: its list, its paper, its files."""

from datetime import date
from typing import Final

from flask import Blueprint, request
from werkzeug.wrappers import Response

from documents import agency, letters, queries, register
from documents.errors import Invalid
from documents.models import OutgoingLetter
from portal import db, uploads
from portal.letters import checking, entries
from portal.letters.forms import PeriodForm
from portal.letters.pages import REGISTER_ROLES, register_page
from portal.paging import page_number
from portal.security import CASE_ROLES, acting, officers
from portal.sending import send_letter

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

blueprint = Blueprint("letters", __name__)
checking.add_to(blueprint)
entries.add_to(blueprint)


@blueprint.get("/cong-van/")
@officers(*REGISTER_ROLES)
def index() -> Response:
    """Show the register, newest number first; what waits for a number on top."""
    return register_page(
        db.session(),
        acting(),
        chosen=(request.args.get("nam", ""), request.args.get("tinh-trang", "")),
        page=page_number(request.args.get("trang", "")),
    ).render()


@blueprint.get("/cong-van/so-dang-ky")
@officers(*REGISTER_ROLES)
def printed() -> Response:
    """Send the register of a span of days, as a document or as a spreadsheet."""
    since, until = _period()
    session = db.session()
    found = queries.register_between(session, since, until)
    ours = agency.current(session)
    ledger = register.ledger(found, of=ours, since=since, until=until)
    name = f"So-dang-ky-van-ban-di_{since:%Y-%m-%d}_{until:%Y-%m-%d}"
    if request.args.get("dang") == "xlsx":
        made, kind, ending = register.render_sheet(ledger), XLSX, "xlsx"
    else:
        made, kind, ending = letters.render_ledger(ledger), uploads.DOCX, "docx"
    return uploads.download(made, name=f"{name}.{ending}", media_type=kind)


def _period() -> tuple[date, date]:
    """Return the days that the address names; raises Invalid."""
    form = PeriodForm(formdata=request.args)
    if not form.validate():
        raise Invalid(
            {f.label.text: f"{f.label.text}: {f.errors[0]}" for f in form if f.errors}
        )
    since, until = form["since"].data, form["until"].data
    if until < since:
        raise Invalid({"until": "Ngày cuối của sổ phải từ ngày đầu trở đi."})
    return since, until


@blueprint.get("/cong-van/<id:letter_id>.docx")
@officers(*CASE_ROLES)
def download(letter_id: int) -> Response:
    """Send a letter as the officer may have it; NotFound for another unit's."""
    letter: OutgoingLetter = queries.letter(db.session(), letter_id, acting())
    return send_letter(letter)
