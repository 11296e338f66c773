"""The forms at the door."""

from wtforms import HiddenField, PasswordField
from wtforms.validators import DataRequired, EqualTo, Length

from portal.forms import Line, PortalForm


class SignInForm(PortalForm):
    """Name and password; `tiep` is where the officer was going."""

    tiep = HiddenField()
    username = Line("Tên đăng nhập", validators=[DataRequired(), Length(max=64)])
    password = PasswordField("Mật khẩu", validators=[DataRequired(), Length(max=800)])


class NewPasswordForm(PortalForm):
    """A password chosen for the first time, through a one-time link."""

    password = PasswordField(
        "Mật khẩu mới", validators=[DataRequired(), Length(max=800)]
    )
    again = PasswordField(
        "Nhập lại mật khẩu mới",
        validators=[DataRequired(), EqualTo("password")],
    )


class ChangePasswordForm(NewPasswordForm):
    """A password chosen in the place of the one in use."""

    old = PasswordField(
        "Mật khẩu hiện tại", validators=[DataRequired(), Length(max=800)]
    )
