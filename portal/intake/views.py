"""Addresses of sending: the form, the work a machine does for it, the notice."""

from typing import Final

from flask import Blueprint, jsonify, request, url_for
from werkzeug.wrappers import Response

from documents import privacy, tries
from documents.deadlines import local_day
from documents.errors import Invalid, Throttled
from documents.vocabulary import Field
from portal import attaching, db, proof, wiring
from portal.forms import blame, checked
from portal.intake.form import SendForm
from portal.intake.keeping import becomes_case, held, proof_key, sent
from portal.intake.pages import HeldPage, NoticePage, SendPage, SentPage
from portal.pages import kept
from portal.public_answers import AnswerView, answers_like
from portal.security import PRIVATE, public

blueprint = Blueprint("intake", __name__)

MOST_LIKE: Final = 3
"""Published answers that somebody is shown before he sends."""

_LOST: Final = "Trang đã mở quá lâu. Hãy xem lại rồi gửi lần nữa."
_DOOR: Final = "intake"


@blueprint.get("/phan-anh/gui")
@public
def new() -> Response:
    """Show an empty form."""
    form = SendForm(formdata=None).offer(db.site().offered)
    form.start()
    return _page(form)


@blueprint.get("/phan-anh/gui/thu-thach")
@public
def challenge() -> Response:
    """Give a browser the work that it does for a form."""
    answer: Response = jsonify(
        proof.challenge(proof_key(), now=wiring.current().clock())
    )
    answer.headers["Cache-Control"] = PRIVATE
    return answer


@blueprint.post("/phan-anh/gui")
@public
def send() -> Response:
    """Keep a request and show its code and PIN, on this answer only."""
    form = SendForm().offer(db.site().offered)
    try:
        _take_a_try()
    except Throttled as refusal:
        form.form_errors.append(refusal.message)
        return _page(form, status=429, retry_after=refusal.retry_after)
    if not checked(form):
        return _page(form, status=422)
    if like := _like(form):
        form.looked.data = "1"
        return _page(form, like=like)
    return _sent(form)


@blueprint.get("/quyen-rieng-tu")
@public
@kept
def notice() -> Response:
    """Show the notice that holds today."""
    return _notice(privacy.in_force(local_day(wiring.current().clock())))


@blueprint.get("/quyen-rieng-tu/<version>")
@public
@kept
def notice_of_before(version: str) -> Response:
    """Show one version of the notice, whether it still holds or not."""
    return _notice(privacy.get(version))


def _take_a_try() -> None:
    """Count a form before its files are looked at; raises Throttled."""
    address, now = request.remote_addr or "", wiring.current().clock()
    with db.writing_apart() as session:
        tries.take_a_try(session, tries.SENDING, _DOOR, address, now=now)


def _like(form: SendForm) -> tuple[AnswerView, ...]:
    """Return published answers that the sender has not been shown yet."""
    if form.looked.data:
        return ()
    matter = f"{form.title.data} {form.location.data or ''}"
    field = Field(form.field.data)
    with db.reading_apart() as session:
        return answers_like(session, matter, field=field, most=MOST_LIKE)


def _sent(form: SendForm) -> Response:
    if not form.is_known:
        form.form_errors.append(_LOST)
        return _page(form, status=422)
    try:
        page = _kept(form) if becomes_case(form) else _held(form)
    except Invalid as refusal:
        form.form_errors.extend(blame(form, refusal))
        return _page(form, status=422)
    except Throttled as refusal:
        form.form_errors.append(refusal.message)
        return _page(form, status=429, retry_after=refusal.retry_after)
    attaching.release(form)
    return page.render()


def _kept(form: SendForm) -> SentPage:
    return SentPage(title="Đã gửi phản ánh", slip=sent(form))


def _held(form: SendForm) -> HeldPage:
    """Hold apart what came without a browser's work (security.md T24)."""
    reference, pin = held(form)
    url = f"{wiring.current().settings.public_url}{url_for('lookup.index')}"
    return HeldPage(
        title="Đã nhận, chờ kiểm tra", reference=reference, pin=pin, lookup_url=url
    )


def _page(
    form: SendForm,
    *,
    status: int = 200,
    like: tuple[AnswerView, ...] = (),
    retry_after: int = 0,
) -> Response:
    form.come_back()
    page = SendPage(title="Gửi phản ánh, kiến nghị", form=form, like=like)
    response = page.render(status=status)
    if retry_after:
        response.headers["Retry-After"] = str(retry_after)
    return response


def _notice(shown: privacy.Notice) -> Response:
    holds = privacy.in_force(local_day(wiring.current().clock()))
    return NoticePage(
        title="Thông báo về dữ liệu cá nhân",
        notice=shown,
        others=tuple(one for one in privacy.notices() if one is not shown),
        is_in_force=shown is holds,
    ).render()
