"""The section of what the sender of a case wrote himself, and what he wishes."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from flask import url_for
from wtforms import HiddenField
from wtforms.validators import Length

from documents import ratings, wishes
from documents.models import Rating, SenderWord
from documents.vocabulary import CaseAction, Decision
from portal.desk.forms import Opened
from portal.desk.panels.panel import Panel, Place
from portal.forms import PortalForm, Prose, begin_ids
from portal.security import acting

TITLES: Final = {
    CaseAction.SUPPLEMENT: "Viết thêm",
    CaseAction.WITHDRAW: "Xin rút phản ánh",
    CaseAction.REOPEN: "Đề nghị mở lại",
}
"""What the sender did, in words for officers."""

_HOW: Final = {
    CaseAction.WITHDRAW: "Làm theo bằng thao tác “Người gửi rút” của hồ sơ.",
    CaseAction.REOPEN: "Làm theo bằng thao tác “Mở lại hồ sơ” (hoặc đề nghị mở lại).",
}


class RefuseWishForm(PortalForm):
    """Why a wish of the sender is not carried out; he reads it."""

    version = HiddenField()
    reason = Prose(
        "Lý do không làm theo",
        description="Người gửi đọc được lý do này khi tra cứu.",
        validators=[Length(max=500)],
        render_kw={"rows": 2},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        begin_ids(self, "wish")


@dataclass(frozen=True)
class WordRow:
    """What the sender wrote, and how a wish of his stands."""

    title: str
    at: datetime
    text: str
    stands: str
    is_standing: bool


@dataclass(frozen=True)
class RatingRow:
    """How content the sender was with the answer of a round, once in each."""

    title: str
    at: datetime
    told: str
    text: str


@dataclass(frozen=True)
class SenderView:
    """All of it, oldest first; where a wish is refused, for who answers it."""

    rows: tuple[WordRow, ...]
    ratings: tuple[RatingRow, ...]
    refuse_url: str
    how: str
    form: RefuseWishForm
    is_open: bool


def _read(opened: Opened, came_back: PortalForm | None) -> SenderView | None:
    words = wishes.words_of(opened.session, opened.case)
    rated = ratings.ratings_of(opened.session, opened.case)
    if not words and not rated:
        return None
    wish = wishes.standing(opened.session, opened.case)
    mine = wish is not None and wishes.may_answer(wish, acting())
    form = RefuseWishForm(formdata=None)
    if isinstance(came_back, RefuseWishForm):
        form = came_back
    form.version.data = form.version.data or str(opened.case.version)
    return SenderView(
        rows=tuple(map(_row, words)),
        ratings=tuple(map(_rating, rated)),
        refuse_url=_url(opened, wish) if wish is not None and mine else "",
        how=_HOW[wish.action] if wish is not None and mine else "",
        form=form,
        is_open=came_back is not None,
    )


def _url(opened: Opened, wish: SenderWord) -> str:
    return url_for("desk.refuse_wish", code=opened.case.code, word_id=wish.id)


def _row(word: SenderWord) -> WordRow:
    return WordRow(
        title=TITLES[word.action],
        at=word.at,
        text=word.text,
        stands=_stands(word),
        is_standing=word.is_standing,
    )


def _rating(row: Rating) -> RatingRow:
    label = ratings.SCORES[row.score]
    return RatingRow(
        title=f"Đánh giá lần trả lời {row.round}" if row.round > 1 else "Đánh giá",
        at=row.at,
        told=f"{row.score} trên {max(ratings.SCORES)}: {label.lower()}",
        text=row.comment,
    )


def _stands(word: SenderWord) -> str:
    if word.action is CaseAction.SUPPLEMENT:
        return ""
    if word.decision is None:
        return "Chờ trả lời"
    who = f" {word.settled_by.full_name}" if word.settled_by else ""
    if word.decision is Decision.APPROVED:
        return f"Đã làm theo.{who}"
    return f"Không làm theo: {word.answer}{who}"


SENDER: Final = Panel(Place.TOLD, "desk/panels/sender.html", _read)
