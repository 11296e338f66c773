"""Addresses of looking up: code and PIN, sent by POST, in no address and no log."""

from flask import Blueprint, url_for
from werkzeug.wrappers import Response

from documents.errors import NotFound, Throttled
from portal import wiring
from portal.forms import checked
from portal.lookup.answers import asked, own_case
from portal.lookup.doors import found_by, pass_to
from portal.lookup.forms import LookupForm
from portal.qr import qr_svg
from portal.security import public

blueprint = Blueprint("lookup", __name__)


@blueprint.get("/phan-anh/tra-cuu")
@public
def index() -> Response:
    """Ask for code and PIN."""
    return asked(LookupForm(formdata=None), 200)


@blueprint.get("/phan-anh/tra-cuu.svg")
@public
def qr_code() -> Response:
    """Draw the address of the form as a QR code, for slips."""
    here = f"{wiring.current().settings.public_url}{url_for('lookup.index')}"
    return Response(qr_svg(here.encode()), mimetype="image/svg+xml")


@blueprint.post("/phan-anh/tra-cuu")
@public
def look_up() -> Response:
    """Show the case on this answer only; whatever is wrong, the answer is one."""
    form = LookupForm()
    if not checked(form):
        return asked(form, 422)
    try:
        found = found_by(form.code.data or "", form.pin.data or "")
    except NotFound as refusal:
        return asked(form, 422, refusal.message)
    except Throttled as refusal:
        return asked(form, 429, refusal.message, retry_after=refusal.retry_after)
    return own_case(found, pass_to(found), text=form.text.data or "")
