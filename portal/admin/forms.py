"""The form of an account."""

from collections.abc import Sequence

from wtforms import SelectField
from wtforms.validators import DataRequired, Length

from documents.models import Unit
from documents.vocabulary import Role
from portal.forms import Line, PortalForm, choice, choices_of


class OfficerForm(PortalForm):
    """What an administrator types of a new account."""

    full_name = Line("Họ và tên", validators=[DataRequired(), Length(max=120)])
    username = Line("Tên đăng nhập", validators=[Length(max=32)])
    position = Line("Chức vụ", validators=[Length(max=120)])
    email = Line("Thư điện tử", validators=[Length(max=200)])
    role = SelectField("Vai trò", choices=choices_of(Role))
    unit_code = SelectField("Phòng, đơn vị")

    def offer(self, units: Sequence[Unit]) -> "OfficerForm":
        """Give the form its units, and return it."""
        self.unit_code.choices = [
            choice("", "Không thuộc phòng, đơn vị nào"),
            *(choice(unit.code, unit.name) for unit in units),
        ]
        return self
