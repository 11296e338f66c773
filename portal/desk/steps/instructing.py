"""The steps of what leaders want done: no moves of the case."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from sqlalchemy.orm import Session
from wtforms import SelectField
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from documents.handling import instructing
from documents.handling.instructing import Order
from documents.models import Case, Instruction
from documents.viewer import Viewer
from portal import wiring
from portal.desk.forms import CHOOSE, Opened
from portal.desk.steps.asking_forms import AskingForm
from portal.desk.steps.step import Step, looking
from portal.forms import Prose, VietnameseDate, choice
from portal.security import acting

INSTRUCT: Final = "instruct"
CARRY_OUT: Final = "carry_out"
TAKE_BACK: Final = "take_back"
_WORDS_OF_A_CHOICE: Final = 80
"""Characters of an instruction in a list to choose from."""


class InstructForm(AskingForm):
    """What a leader wants done, by whom, until when (T19)."""

    stem = "instruct"

    text = Prose(
        "Ý kiến chỉ đạo",
        validators=[DataRequired(), Length(max=2000)],
        render_kw={"rows": 3},
    )
    unit_id = SelectField("Đơn vị thực hiện", validators=[Optional()])
    due_on = VietnameseDate("Hạn thực hiện", validators=[Optional()])

    def offer(self, opened: Opened) -> None:
        """Give the units that have a part in the case."""
        units = instructing.addressed(opened.case)
        self.unit_id.choices = [
            choice("", "Công chức đầu mối"),
            *(choice(str(unit.id), unit.name) for unit in units),
        ]

    def suggest(self, opened: Opened) -> None:
        """Take the unit that leads."""
        lead = opened.case.lead_unit_id
        self.unit_id.data = str(lead) if lead else ""

    def order(self) -> Order:
        """Return what was typed, as the domain takes it."""
        unit = int(self.unit_id.data) if self.unit_id.data else None
        return Order(self.text.data or "", unit, self["due_on"].data)


class CarryOutForm(AskingForm):
    """What was done about an instruction."""

    stem = "carry-out"

    instruction_id = SelectField("Ý kiến chỉ đạo", validators=[InputRequired()])
    result = Prose(
        "Kết quả thực hiện",
        validators=[DataRequired(), Length(max=5000)],
        render_kw={"rows": 4},
    )

    def offer(self, opened: Opened) -> None:
        """Give the instructions that wait for this officer's answer."""
        owed = instructing.owed_by(opened.session, opened.case, acting())
        _name(self.instruction_id, owed)

    def suggest(self, opened: Opened) -> None:
        """Take the only one, if there is but one."""
        owed = instructing.owed_by(opened.session, opened.case, acting())
        _take_only(self.instruction_id, owed)


class TakeBackForm(AskingForm):
    """Taking back what was told to be done, and why."""

    stem = "take-back"

    instruction_id = SelectField("Ý kiến chỉ đạo", validators=[InputRequired()])
    reason = Prose(
        "Lý do thu hồi",
        validators=[DataRequired(), Length(max=2000)],
        render_kw={"rows": 2},
    )

    def offer(self, opened: Opened) -> None:
        """Give the instructions of this leader that nobody has carried out."""
        given = instructing.given_by(opened.session, opened.case, acting())
        _name(self.instruction_id, given)

    def suggest(self, opened: Opened) -> None:
        """Take the only one, if there is but one."""
        given = instructing.given_by(opened.session, opened.case, acting())
        _take_only(self.instruction_id, given)


def _name(field: SelectField, given: Iterable[Instruction]) -> None:
    """Let one of the instructions be chosen."""
    named = (choice(str(one.id), _short(one.text)) for one in given)
    field.choices = [CHOOSE, *named]


def _take_only(field: SelectField, given: Sequence[Instruction]) -> None:
    """Choose the only one, if there is but one."""
    if len(given) == 1:
        field.data = str(given[0].id)


def _short(text: str) -> str:
    line = " ".join(text.split())
    if len(line) <= _WORDS_OF_A_CHOICE:
        return line
    return f"{line[:_WORDS_OF_A_CHOICE].rsplit(' ', 1)[0]} …"


def offered(session: Session, case: Case, viewer: Viewer) -> Iterator[str]:
    """Yield the steps of instructions that a viewer may take now."""
    if instructing.can_instruct(case, viewer):
        yield INSTRUCT
    if instructing.owed_by(session, case, viewer):
        yield CARRY_OUT
    if instructing.given_by(session, case, viewer):
        yield TAKE_BACK


def _instruct(opened: Opened, form: InstructForm, told: dict[str, Any]) -> None:
    instructing.instruct(
        opened.session,
        opened.case,
        form.order(),
        calendar=wiring.current().calendar,
        **told,
    )


def _carry_out(opened: Opened, form: CarryOutForm, told: dict[str, Any]) -> None:
    which, result = int(form.instruction_id.data), form.result.data or ""
    instructing.carry_out(opened.session, opened.case, which, result, **told)


def _take_back(opened: Opened, form: TakeBackForm, told: dict[str, Any]) -> None:
    which, reason = int(form.instruction_id.data), form.reason.data or ""
    instructing.take_back(opened.session, opened.case, which, reason, **told)


INSTRUCTING: Final = (
    Step(
        CARRY_OUT,
        "Nêu kết quả thực hiện chỉ đạo",
        "Đã ghi kết quả thực hiện ý kiến chỉ đạo.",
        _carry_out,
        CarryOutForm,
        is_primary=False,
        look=looking(instructing.must_owe),
    ),
    Step(
        INSTRUCT,
        "Cho ý kiến chỉ đạo",
        "Đã ghi ý kiến chỉ đạo.",
        _instruct,
        InstructForm,
        hint="Hồ sơ vẫn ở bước này; ý kiến hiện trên bàn làm việc của người thực hiện.",
        is_primary=False,
        look=looking(instructing.must_instruct),
    ),
    Step(
        TAKE_BACK,
        "Thu hồi ý kiến chỉ đạo",
        "Đã thu hồi ý kiến chỉ đạo.",
        _take_back,
        TakeBackForm,
        hint="Ý kiến rời bàn làm việc của người thực hiện; lý do còn trong diễn biến.",
        is_primary=False,
        look=looking(instructing.must_have_given),
    ),
)
