"""Looking one's own case up: code and PIN, sent by POST, in no address and no log."""

from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar, Final

from flask import Blueprint, request, url_for
from werkzeug.wrappers import Response
from wtforms import StringField
from wtforms.validators import DataRequired, Length

from documents import lookups, tries
from documents.deadlines import local_day
from documents.errors import NotFound, Throttled
from documents.lookups import LONGEST_TYPED
from documents.sights import Sight
from portal import db, wiring
from portal.forms import PortalForm, checked
from portal.jinja import date_vi
from portal.pages import Page
from portal.qr import qr_svg
from portal.road import Stop
from portal.security import public

blueprint = Blueprint("lookup", __name__)

TITLE: Final = "Tra cứu phản ánh"


class LookupForm(PortalForm):
    """What the sender was told when his case was taken down."""

    code = StringField(
        "Mã hồ sơ",
        description="Ví dụ DDN-2019-000123.",
        validators=[DataRequired(), Length(max=LONGEST_TYPED)],
    )
    pin = StringField(
        "Mã tra cứu",
        description="Tám chữ số, được cấp cùng mã hồ sơ.",
        validators=[DataRequired(), Length(max=LONGEST_TYPED)],
    )


@dataclass(frozen=True, kw_only=True)
class LookupPage(Page):
    """The form, and the case that was found with it."""

    template: ClassVar[str] = "lookup/index.html"
    form: LookupForm
    found: Sight | None = None
    today: date

    @property
    def road(self) -> tuple[Stop, ...]:
        """Return what happened and what comes, as a road shows it."""
        if self.found is None:
            return ()
        stops = [Stop(one.told, date_vi(one.on)) for one in self.found.stops]
        if self.found.expected is None:
            return tuple(stops)
        day, is_late = date_vi(self.found.expected), self.found.expected < self.today
        day = f"hạn ngày {day}, đã quá hạn" if is_late else f"chậm nhất ngày {day}"
        tone = "late" if is_late else "now"
        now = [replace(one, tone=tone) for one in stops[-1:]]
        return (*stops[:-1], *now, Stop("Trả lời", day, tone="next"))


@blueprint.get("/phan-anh/tra-cuu")
@public
def index() -> Response:
    """Ask for code and PIN."""
    return _page(LookupForm(formdata=None)).render()


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
        return _refused(form, 422)
    try:
        found = found_by(form.code.data or "", form.pin.data or "")
    except NotFound as refusal:
        form.form_errors.append(refusal.message)
        return _refused(form, 422)
    except Throttled as refusal:
        form.form_errors.append(refusal.message)
        return _refused(form, 429, retry_after=refusal.retry_after)
    form.pin.data = ""
    return _page(form, found).render()


def _page(form: LookupForm, found: Sight | None = None) -> LookupPage:
    today = local_day(wiring.current().clock())
    return LookupPage(title=TITLE, form=form, found=found, today=today)


def found_by(code: str, pin: str) -> Sight:
    """Look up; no transaction is open while the PIN is hashed.

    Raises:
        NotFound: the same for every cause. Throttled: too many tries.
    """
    wired, address = wiring.current(), request.remote_addr or ""
    about = lookups.about(code, wired.vault)
    with db.writing_apart() as apart:
        tries.take_a_try(apart, tries.LOOKUP, about, address, now=wired.clock())
    with db.reading_apart() as apart:
        found = lookups.look_up(apart, code, pin, wired.vault)
    with db.writing_apart() as apart:
        tries.forgive(apart, tries.LOOKUP, about, address)
    return found


def _refused(form: LookupForm, status: int, *, retry_after: int = 0) -> Response:
    form.pin.data = ""
    response = _page(form).render(status=status)
    if retry_after:
        response.headers["Retry-After"] = str(retry_after)
    return response
