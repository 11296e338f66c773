"""Addresses of what a sender does about his own case: he writes, he asks for something.

Nothing of it stands in an address: the pass comes with each form, and what is sent is
kept before its answer is shown, once however often it is sent.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from flask import Blueprint, redirect, url_for
from werkzeug.wrappers import Response

from documents.errors import Invalid, NotFound, Throttled, TransitionRefused
from documents.own_case import passes, rating, wishing, words
from documents.vocabulary import CaseAction
from portal import attaching, db, wiring
from portal.forms import blame, checked
from portal.lookup.answers import asked_anew, own_page
from portal.lookup.doors import admit, take_a_turn
from portal.lookup.forms import OwnForm, RateForm, WishForm, WriteForm
from portal.lookup.pages import WishPage
from portal.security import public


@dataclass(frozen=True)
class Asking:
    """A wish as its page says it, and what is said once it was told."""

    action: CaseAction
    title: str
    lead: str
    label: str
    done: str
    endpoint: str


WITHDRAWING: Final = Asking(
    CaseAction.WITHDRAW,
    "Rút phản ánh",
    "Sở xem đề nghị của bạn, ghi nhận rồi kết thúc hồ sơ, không trả lời nữa. Rút rồi"
    " thì không mở lại được; khi cần, bạn gửi phản ánh mới.",
    "Xin rút phản ánh",
    "Đã gửi đề nghị rút. Hồ sơ kết thúc khi Sở ghi nhận.",
    "lookup.withdraw",
)
REOPENING: Final = Asking(
    CaseAction.REOPEN,
    "Đề nghị mở lại",
    "Dùng khi câu trả lời chưa đúng hoặc chưa đủ, hoặc sự việc lại xảy ra. Công chức"
    " đầu mối của Sở xem xét và quyết định; bạn đọc được kết quả ở trang tra cứu.",
    "Gửi đề nghị mở lại",
    "Đã gửi đề nghị mở lại. Hãy tra cứu lại sau vài ngày để xem kết quả.",
    "lookup.reopen",
)
_RATED: Final = "Cảm ơn bạn đã đánh giá."
_WRITTEN: Final = "Đã gửi. Sở đọc được ngay trong hồ sơ của bạn."


def add_to(blueprint: Blueprint) -> None:
    """Add the addresses to the blueprint of looking up."""
    for path, act in (
        ("bo-sung", write),
        ("rut", ask_to_withdraw),
        ("rut/gui", withdraw),
        ("mo-lai", ask_to_reopen),
        ("mo-lai/gui", reopen),
        ("danh-gia", rate),
    ):
        blueprint.post(f"/phan-anh/tra-cuu/{path}")(act)
        blueprint.get(f"/phan-anh/tra-cuu/{path}")(begin_anew)


@public
def begin_anew() -> Response:
    """Lead who loads such an address again to the form that asks for code and PIN."""
    return redirect(url_for("lookup.index"), 303)


@public
def write() -> Response:
    """Take an answer, or words in addition."""
    form = WriteForm()
    return _admitted(form, lambda: _written(form))


@public
def ask_to_withdraw() -> Response:
    """Ask why, and whether he is sure."""
    return _asked(WITHDRAWING)


@public
def withdraw() -> Response:
    """Let his wish stand on the case."""
    return _told(WITHDRAWING)


@public
def ask_to_reopen() -> Response:
    """Ask what is told again."""
    return _asked(REOPENING)


@public
def reopen() -> Response:
    """Let his wish stand on the case."""
    return _told(REOPENING)


@public
def rate() -> Response:
    """Keep how content he is with the answer."""
    form = RateForm()
    return _admitted(form, lambda: _rated(form))


def _admitted(form: OwnForm, act: Callable[[], Response]) -> Response:
    """Act for who has a good pass; ask others for code and PIN, and keep their text."""
    try:
        admit(form.pass_)
        return act()
    except (NotFound, Throttled) as refusal:
        return asked_anew(form, refusal)


def _written(form: WriteForm) -> Response:
    take_a_turn()
    if not checked(form):
        return own_page(form.pass_, form, status=422)
    try:
        _keep_words(form)
    except Invalid as refusal:
        form.form_errors.extend(blame(form, refusal))
        return own_page(form.pass_, form, status=422)
    except TransitionRefused as refusal:
        return own_page(form.pass_, form, why=refusal.message, status=409)
    attaching.release(form)
    return own_page(form.pass_, WriteForm(formdata=None), done=_WRITTEN)


def _keep_words(form: WriteForm) -> None:
    wired, now = wiring.current(), wiring.current().clock()
    calendar, told = wired.calendar, form.words()
    enclosed = form.files.enclosure(is_private=bool(form.is_private.data))
    with db.writing_apart() as apart:
        case = passes.opened(apart, form.pass_.text, wired.vault, now=now, writes=True)
        words.send(apart, case, told, calendar=calendar, enclosed=enclosed, now=now)


def _rated(form: RateForm) -> Response:
    take_a_turn()
    if not checked(form):
        return own_page(form.pass_, form, status=422)
    wired, now = wiring.current(), wiring.current().clock()
    score, comment = int(form.score.data), form.text.data or ""
    try:
        with db.writing_apart() as apart:
            text, vault = form.pass_.text, wired.vault
            case = passes.opened(apart, text, vault, now=now, writes=True)
            rating.rate(apart, case, score, comment, now=now)
    except TransitionRefused as refusal:
        return own_page(form.pass_, form, why=refusal.message, status=409)
    return own_page(form.pass_, WriteForm(formdata=None), done=_RATED)


def _asked(asking: Asking) -> Response:
    form = WishForm()
    return _admitted(form, lambda: _wish_page(asking, form))


def _told(asking: Asking) -> Response:
    form = WishForm()
    return _admitted(form, lambda: _wished(asking, form))


def _wished(asking: Asking, form: WishForm) -> Response:
    take_a_turn()
    if not checked(form):
        return _wish_page(asking, form, status=422)
    wired, now, told = wiring.current(), wiring.current().clock(), form.words()
    try:
        with db.writing_apart() as apart:
            text, vault = form.pass_.text, wired.vault
            case = passes.opened(apart, text, vault, now=now, writes=True)
            wishing.wish(apart, case, asking.action, told, now=now)
    except Invalid as refusal:
        form.form_errors.extend(blame(form, refusal))
        return _wish_page(asking, form, status=422)
    except TransitionRefused as refusal:
        return _kept_elsewhere(form, refusal)
    return own_page(form.pass_, WriteForm(formdata=None), done=asking.done)


def _kept_elsewhere(form: WishForm, refusal: TransitionRefused) -> Response:
    """Show the case with what was written for a wish that is not open any more."""
    other = WriteForm(formdata=None)
    other.text.data = form.text.data
    return own_page(form.pass_, other, why=refusal.message, status=409)


def _wish_page(asking: Asking, form: WishForm, *, status: int = 200) -> Response:
    pass_ = form.pass_
    form.come_back(pass_)
    return WishPage(
        title=asking.title,
        code=passes.code_in(pass_.text),
        lead=asking.lead,
        label=asking.label,
        url=url_for(asking.endpoint),
        pass_=pass_,
        form=form,
    ).render(status=status)
