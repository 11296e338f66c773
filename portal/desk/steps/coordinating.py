"""The steps of the units beside the lead unit: no moves of the case."""

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from sqlalchemy.orm import Session
from wtforms import SelectField
from wtforms.validators import DataRequired, InputRequired, Length

from documents.handling import coordinating
from documents.models import Case
from documents.viewer import Viewer
from portal import wiring
from portal.attaching import AttachmentsField
from portal.desk.forms import CHOOSE, Opened
from portal.desk.steps.asking_forms import AskingForm
from portal.desk.steps.step import Step, looking
from portal.forms import Prose, choice

COORDINATE: Final = "coordinate"
WAIVE: Final = "waive_unit"
JOIN: Final = "join_unit"


class CoordinateForm(AskingForm):
    """What a coordinating unit found and did (X09)."""

    stem = "coordinate"

    result = Prose(
        "Kết quả phối hợp của đơn vị",
        validators=[DataRequired(), Length(max=20_000)],
        render_kw={"rows": 5},
    )
    files = AttachmentsField("Tệp kèm kết quả")


class WaiveForm(AskingForm):
    """Letting a coordinating unit off (X09)."""

    stem = "waive"

    unit_id = SelectField("Đơn vị được miễn", validators=[InputRequired()])
    reason = Prose(
        "Lý do miễn phối hợp",
        validators=[DataRequired(), Length(max=2000)],
        render_kw={"rows": 3},
    )

    def offer(self, opened: Opened) -> None:
        """Give the units that are waited for."""
        self.unit_id.choices = [
            CHOOSE,
            *(
                choice(str(one.unit_id), one.unit.name)
                for one in coordinating.waited_for(opened.case)
            ),
        ]


class JoinForm(AskingForm):
    """Asking a unit, or one that was let off, to work with the lead unit (X08)."""

    stem = "join"

    unit_id = SelectField("Đơn vị phối hợp", validators=[InputRequired()])
    reason = Prose(
        "Phối hợp việc gì",
        validators=[DataRequired(), Length(max=2000)],
        render_kw={"rows": 3},
    )

    def offer(self, opened: Opened) -> None:
        """Give the units without a part in the round, and say who was let off."""
        found = coordinating.joinable(opened.session, opened.case, today=opened.today)
        off = {one.unit_id for one in opened.case.coordinating if one.waiver}
        self.unit_id.choices = [
            CHOOSE,
            *(
                choice(
                    str(unit.id),
                    f"{unit.name} (đã được miễn)" if unit.id in off else unit.name,
                )
                for unit in found
            ),
        ]


def offered(
    session: Session, case: Case, viewer: Viewer, *, today: date
) -> Iterator[str]:
    """Yield the steps of coordination that a viewer may take now."""
    if coordinating.owed_by(case, viewer) is not None:
        yield COORDINATE
    if coordinating.can_waive(case, viewer):
        yield WAIVE
    if coordinating.can_join(session, case, viewer, today=today):
        yield JOIN


def _coordinate(opened: Opened, form: CoordinateForm, told: dict[str, Any]) -> None:
    result, enclosed = form.result.data or "", form.files.enclosure()
    coordinating.report(opened.session, opened.case, result, enclosed=enclosed, **told)


def _waive(opened: Opened, form: WaiveForm, told: dict[str, Any]) -> None:
    unit, reason = int(form.unit_id.data), form.reason.data or ""
    coordinating.waive(opened.session, opened.case, unit, reason, **told)


def _join(opened: Opened, form: JoinForm, told: dict[str, Any]) -> None:
    unit, reason = int(form.unit_id.data), form.reason.data or ""
    calendar = wiring.current().calendar
    session, case = opened.session, opened.case
    coordinating.join(session, case, unit, reason, calendar=calendar, **told)


ALONGSIDE: Final = (
    Step(
        COORDINATE,
        "Nêu kết quả phối hợp",
        "Đã ghi kết quả phối hợp của đơn vị.",
        _coordinate,
        CoordinateForm,
        look=looking(coordinating.must_owe),
    ),
    Step(
        WAIVE,
        "Miễn phối hợp",
        "Đã miễn phối hợp cho đơn vị.",
        _waive,
        WaiveForm,
        hint="Hồ sơ đi tiếp mà không chờ kết quả của đơn vị này.",
        is_primary=False,
        look=looking(coordinating.must_waive),
    ),
    Step(
        JOIN,
        "Thêm đơn vị phối hợp",
        "Đã thêm đơn vị phối hợp.",
        _join,
        JoinForm,
        hint="Hồ sơ chờ kết quả của đơn vị này trước khi trình.",
        is_primary=False,
        look=looking(coordinating.must_join),
    ),
)
