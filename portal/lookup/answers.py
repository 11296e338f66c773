"""What is answered to who looks up: the form again, or his own case."""

from werkzeug.wrappers import Response

from documents.deadlines import local_day
from documents.errors import NotFound, Throttled
from documents.own_case.offers import Offer
from documents.own_case.passes import Pass
from documents.sights import Sight
from portal import wiring
from portal.lookup.doors import seen_with
from portal.lookup.forms import LookupForm, OwnForm, RateForm, WriteForm
from portal.lookup.pages import TITLE, CasePage, LookupPage


def asked(
    form: LookupForm, status: int, why: str = "", *, retry_after: int = 0
) -> Response:
    """Ask for code and PIN, again or for the first time; a PIN is never sent back."""
    form.pin.data = ""
    if why:
        form.form_errors.append(why)
    response = LookupPage(title=TITLE, form=form).render(status=status)
    if retry_after:
        response.headers["Retry-After"] = str(retry_after)
    return response


def asked_anew(form: OwnForm, refusal: NotFound | Throttled) -> Response:
    """Ask for code and PIN because a pass is worth nothing; keep what was written."""
    anew = LookupForm(formdata=None)
    anew.text.data = form.text.data
    if isinstance(refusal, Throttled):
        wait = refusal.retry_after
        return asked(anew, 429, refusal.message, retry_after=wait)
    return asked(anew, 422, refusal.message)


def own_case(found: Sight, pass_: Pass | None, *, text: str = "") -> Response:
    """Show the case that was looked up, with what was written before that."""
    form = WriteForm(formdata=None)
    form.text.data = text
    if pass_ is None:
        return _page(found, Offer(), None, form).render()
    return own_page(pass_, form)


def own_page(
    pass_: Pass, form: OwnForm, *, done: str = "", why: str = "", status: int = 200
) -> Response:
    """Show a case to its sender; `done` or `why` not tell of what he sent.

    `form` is shown where it belongs, with what was written in it.
    """
    found, offer = seen_with(pass_)
    if why:
        form.form_errors.append(why)
    return _page(found, offer, pass_, form, done).render(status=status)


def _page(
    found: Sight, offer: Offer, pass_: Pass | None, form: OwnForm, done: str = ""
) -> CasePage:
    written = form if isinstance(form, WriteForm) else WriteForm(formdata=None)
    rating = form if isinstance(form, RateForm) else RateForm(formdata=None)
    if pass_ is not None:
        written.come_back(pass_)
        rating.come_back(pass_)
    return CasePage(
        title=TITLE,
        found=found,
        today=local_day(wiring.current().clock()),
        offer=offer,
        pass_=pass_,
        form=written,
        rating=rating,
        done=done,
    )
