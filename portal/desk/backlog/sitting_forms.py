"""The forms of a sitting on the backlog: opened, ruling on a case, ended."""

from typing import Any

from sqlalchemy.orm import Session
from wtforms import HiddenField, RadioField, SelectField
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from documents.backlog import reviews
from documents.backlog.reviews import Ruling, Sitting
from documents.models import Officer
from documents.vocabulary import ReviewDecision
from portal.forms import Line, PortalForm, Prose, VietnameseDate, choice, choices_of


class SittingForm(PortalForm):
    """Where a sitting is, who chairs and writes, and who is there."""

    place = Line("Địa điểm", validators=[DataRequired(), Length(max=200)])
    chair_id = SelectField("Chủ trì", validators=[InputRequired()])
    secretary_id = SelectField("Thư ký ghi biên bản", validators=[InputRequired()])
    present = Prose(
        "Thành phần tham dự",
        description="Mỗi người, mỗi đơn vị một dòng.",
        validators=[DataRequired(), Length(max=4000)],
        render_kw={"rows": 4},
    )

    def offer(self, session: Session) -> None:
        """Give who may chair and who may write."""
        self.chair_id.choices = list(map(_person, reviews.chairs(session)))
        self.secretary_id.choices = list(map(_person, reviews.secretaries(session)))

    def sitting(self) -> Sitting:
        """Return what was typed, as the domain takes it."""
        return Sitting(
            place=self.place.data or "",
            present=self.present.data or "",
            chair_id=int(self.chair_id.data),
            secretary_id=int(self.secretary_id.data),
        )


def _person(officer: Officer) -> Any:
    named = f"{officer.position} {officer.full_name}".strip()
    return choice(str(officer.id), named)


class RulingForm(PortalForm):
    """What the sitting says of one case; its fields begin with the case's code."""

    decision = RadioField(
        "Kết luận", choices=choices_of(ReviewDecision), validators=[InputRequired()]
    )
    due_on = VietnameseDate(
        "Thời hạn mới",
        description="Chỉ khi đôn đốc; đơn vị thấy trên bàn làm việc.",
        validators=[Optional()],
    )
    said = Prose(
        "Lý do, yêu cầu",
        description="Ít nhất 10 ký tự.",
        validators=[DataRequired(), Length(max=2000)],
        render_kw={"rows": 2},
    )

    def __init__(self, code: str, **kwargs: Any) -> None:
        super().__init__(prefix=f"{code}-", meta={"csrf": False}, **kwargs)

    def ruling(self) -> Ruling:
        """Return what was typed, as the domain takes it."""
        return Ruling(
            decision=ReviewDecision(self.decision.data),
            said=self.said.data or "",
            due_on=self["due_on"].data,
        )


class EndForm(PortalForm):
    """The chair's conclusions; the sitting is frozen with them."""

    conclusions = Prose(
        "Kết luận của người chủ trì",
        description="Ít nhất 20 ký tự. Kết thúc rồi thì không sửa được nữa.",
        validators=[DataRequired(), Length(max=10_000)],
        render_kw={"rows": 5},
    )
    version = HiddenField()
