"""The section that tells whether a sender can look his case up, and gives him a PIN."""

from dataclasses import dataclass
from typing import Final

from flask import url_for
from wtforms import HiddenField
from wtforms.validators import Length

from documents import lookups
from documents.models import CasePin
from portal.desk.forms import Opened
from portal.desk.panels.panel import Panel, Place
from portal.forms import Line, PortalForm
from portal.jinja import moment_vi
from portal.security import acting


class PinForm(PortalForm):
    """Why a case gets another PIN."""

    version = HiddenField()
    reason = Line(
        "Lý do cấp lại",
        description="Ví dụ: người gửi quên mã, đã hỏi đúng họ tên và số gọi đến.",
        validators=[Length(max=300)],
    )


@dataclass(frozen=True)
class PinView:
    """When a PIN was given and by whom, "" for never, and the form for another."""

    given: str
    url: str
    form: PinForm
    is_open: bool


def _read(opened: Opened, came_back: PortalForm | None) -> PinView | None:
    if not lookups.may_give(opened.case, acting()):
        return None
    row = lookups.given(opened.session, opened.case)
    form = came_back if isinstance(came_back, PinForm) else PinForm(formdata=None)
    form.version.data = form.version.data or str(opened.case.version)
    given = f"{moment_vi(row.given_at)}, {_giver(row)}" if row else ""
    return PinView(
        given=given,
        url=url_for("desk.give_pin", code=opened.case.code),
        form=form,
        is_open=came_back is not None,
    )


def _giver(row: CasePin) -> str:
    return row.given_by.full_name if row.given_by else "cấp tự động khi gửi"


PIN: Final = Panel(Place.ABOUT, "desk/panels/pin.html", _read)
