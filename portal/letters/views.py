"""Addresses of the register of outgoing letters: its list and its files."""

from flask import Blueprint, request
from werkzeug.wrappers import Response

from documents import queries
from portal import db
from portal.letters.pages import REGISTER_ROLES, register_page
from portal.paging import page_number
from portal.security import CASE_ROLES, acting, officers
from portal.sending import send_letter

blueprint = Blueprint("letters", __name__)


@blueprint.get("/cong-van/")
@officers(*REGISTER_ROLES)
def index() -> Response:
    """Show the register, newest number first; what waits for a number on top."""
    return register_page(
        db.session(),
        acting(),
        year=request.args.get("nam", ""),
        page=page_number(request.args.get("trang", "")),
    ).render()


@blueprint.get("/cong-van/<id:letter_id>.docx")
@officers(*CASE_ROLES)
def download(letter_id: int) -> Response:
    """Send a letter as the officer may have it; NotFound for another unit's."""
    return send_letter(queries.letter(db.session(), letter_id, acting()))
