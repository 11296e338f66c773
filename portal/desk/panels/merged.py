"""The section of whoever sent a merged case: who was answered, who waits, the letter.

It stands on the page of the main case, and on that of the merged one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from flask import url_for
from sqlalchemy.orm import Session
from wtforms import SelectField, SelectMultipleField
from wtforms.validators import InputRequired, Optional

from documents import merging, queries, standing
from documents.merging import Telling
from documents.models import Case, MergedAnswer, OutgoingLetter
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
class MergedRow:
    """A merged case, how its sender was answered, and the letter to him.

    `write_url` begins the letter; "" for who does not write it, or once it is begun.
    """

    case: OtherCase
    letter: str
    letter_url: str
    write_url: str


@dataclass(frozen=True)
class MergedView:
    """The merged cases with how each sender was answered; the form while any waits.

    On the page of a merged case the only row names its main case.
    """

    heading: str
    rows: tuple[MergedRow, ...]
    form: TellForm | None
    url: str


@dataclass(frozen=True)
class _Answers:
    """What is known of the answers to a main case's senders."""

    is_answered: bool
    waiting: frozenset[int]
    letters: Mapping[int, OutgoingLetter]
    may_tell: bool


def _merged(opened: Opened, came_back: PortalForm | None) -> MergedView | None:
    session, case, viewer = opened.session, opened.case, acting()
    links = queries.links_of(session, case, viewer)
    if links.main is not None:
        return _of_merged(session, case, links.main)
    if not links.merged:
        return None
    answers = _answers(session, case)
    may = answers.may_tell and bool(answers.waiting)
    found = queries.merged_into(session, case, viewer)
    return MergedView(
        heading="Người gửi của hồ sơ gộp",
        rows=tuple(_row(one, one, answer, answers) for one, answer in found),
        form=_form(opened, came_back) if may else None,
        url=url_for("desk.tell_senders", code=case.code),
    )


def _of_merged(session: Session, case: Case, main: Case) -> MergedView:
    """Return the section of a merged case's own page."""
    found = dict(queries.merged_into(session, main, acting()))
    row = _row(case, main, found.get(case), _answers(session, main))
    return MergedView("Trả lời người gửi theo hồ sơ chính", (row,), None, "")


def _answers(session: Session, main: Case) -> _Answers:
    is_answered = main.done_at is not None
    return _Answers(
        is_answered=is_answered,
        waiting=frozenset(one.id for one in standing.untold(session, main)),
        letters=standing.merged_replies(session, main),
        may_tell=is_answered and acting().role in merging.TELLERS,
    )


def _row(
    case: Case, named: Case, answer: MergedAnswer | None, answers: _Answers
) -> MergedRow:
    letter = answers.letters.get(case.id)
    may_write = answers.may_tell and case.id in answers.waiting and letter is None
    url = url_for("desk.write_to_sender", code=case.code)
    return MergedRow(
        case=other_case(named, _how(answer, letter, answers)),
        letter=_named(letter) if letter else "",
        letter_url=url_for("studio.show", letter_id=letter.id) if letter else "",
        write_url=url if may_write else "",
    )


def _named(letter: OutgoingLetter) -> str:
    if letter.printed_number:
        return f"Văn bản số {letter.printed_number}"
    return f"Văn bản trả lời ({letter.state.label.lower()})"


def _form(opened: Opened, came_back: PortalForm | None) -> TellForm:
    if isinstance(came_back, TellForm):
        return came_back
    form = TellForm(formdata=None)
    form.offer(opened)
    form.suggest(opened)
    form.version.data = str(opened.case.version)
    return form


def _how(
    answer: MergedAnswer | None, letter: OutgoingLetter | None, answers: _Answers
) -> str:
    if answer is not None:
        return _told_how(answer)
    if letter is not None and letter.issued_on is not None:
        return f"Đã trả lời bằng văn bản ngày {date_vi(letter.issued_on)}"
    if answers.is_answered:
        return "Chờ trả lời người gửi"
    return "Sẽ trả lời cùng hồ sơ chính"


def _told_how(answer: MergedAnswer) -> str:
    if answer.told_on is None:
        return "Không có địa chỉ để trả lời"
    channel = answer.channel.label
    return f"Đã trả lời: {channel.lower()}, ngày {date_vi(answer.told_on)}"


MERGED: Final = Panel(Place.TOLD, "desk/panels/merged.html", _merged)
