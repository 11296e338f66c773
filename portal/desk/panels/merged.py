"""The section of whoever sent a merged case: who was answered, who waits."""

from dataclasses import dataclass
from typing import Final

from flask import url_for
from wtforms import SelectField, SelectMultipleField
from wtforms.validators import InputRequired, Optional

from documents import merging, queries, standing
from documents.merging import Telling
from documents.models import MergedAnswer
from documents.vocabulary import SendChannel
from portal.desk.alike import OtherCase, other_case
from portal.desk.forms import Opened
from portal.desk.panels.panel import Panel, Place
from portal.desk.steps.asking_forms import AskingForm
from portal.forms import PortalForm, VietnameseDate, choice, choices_of
from portal.jinja import date_vi
from portal.security import acting


class TellForm(AskingForm):
    """How senders of merged cases got the answer of the main case."""

    stem = "tell"

    codes = SelectMultipleField("Hồ sơ gộp", validators=[InputRequired()])
    channel = SelectField(
        "Cách gửi", choices=choices_of(SendChannel), validators=[InputRequired()]
    )
    told_on = VietnameseDate(
        "Ngày gửi",
        description="Để trống khi không có địa chỉ.",
        validators=[Optional()],
    )

    def offer(self, opened: Opened) -> None:
        """Name the merged cases whose senders wait."""
        waiting = standing.untold(opened.session, opened.case)
        self.codes.choices = [
            choice(one.code, f"{one.code}: {one.title}") for one in waiting
        ]
        self.codes.default = [one.code for one in waiting]

    def suggest(self, opened: Opened) -> None:
        """Take everybody who waits, and today."""
        self.codes.data = self.codes.default
        self["told_on"].data = opened.today

    def telling(self) -> Telling:
        """Return what was typed, as the domain takes it."""
        return Telling(
            codes=tuple(self.codes.data or ()),
            channel=SendChannel(self.channel.data),
            told_on=self["told_on"].data,
        )


@dataclass(frozen=True)
class MergedView:
    """The merged cases with how each sender was answered; the form while any waits."""

    rows: tuple[OtherCase, ...]
    is_answered: bool
    form: TellForm | None
    url: str


def _merged(opened: Opened, came_back: PortalForm | None) -> MergedView | None:
    session, case, viewer = opened.session, opened.case, acting()
    found = queries.merged_into(session, case, viewer)
    if not found:
        return None
    is_answered = case.done_at is not None
    waits = any(answer is None for _, answer in found)
    may = is_answered and waits and viewer.role in merging.TELLERS
    return MergedView(
        rows=tuple(
            other_case(one, _how(answer, is_answered=is_answered))
            for one, answer in found
        ),
        is_answered=is_answered,
        form=_form(opened, came_back) if may else None,
        url=url_for("desk.tell_senders", code=case.code),
    )


def _form(opened: Opened, came_back: PortalForm | None) -> TellForm:
    if isinstance(came_back, TellForm):
        return came_back
    form = TellForm(formdata=None)
    form.offer(opened)
    form.suggest(opened)
    form.version.data = str(opened.case.version)
    return form


def _how(answer: MergedAnswer | None, *, is_answered: bool) -> str:
    if answer is None:
        return "Chờ trả lời người gửi" if is_answered else "Sẽ trả lời cùng hồ sơ này"
    if answer.told_on is None:
        return "Không có địa chỉ để trả lời"
    channel = answer.channel.label
    return f"Đã trả lời: {channel.lower()}, ngày {date_vi(answer.told_on)}"


MERGED: Final = Panel(Place.TOLD, "desk/panels/merged.html", _merged)
