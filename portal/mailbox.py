"""Where an officer gets mail: the form of his own page and of the administrator's."""

from dataclasses import dataclass
from typing import ClassVar

from wtforms import BooleanField
from wtforms.validators import Length

from documents import officers as accounts
from documents.errors import Invalid
from documents.models import Officer
from portal import db
from portal.forms import Line, PortalForm, blame, checked
from portal.pages import Page


class MailForm(PortalForm):
    """An address, and the wish for a digest each morning."""

    email = Line("Địa chỉ thư điện tử", validators=[Length(max=200)])
    wants_digest = BooleanField("Nhận thư báo việc mỗi sáng làm việc")


@dataclass(frozen=True, kw_only=True)
class MailPage(Page):
    """The form; whose it is, where it is not the reader's own."""

    template: ClassVar[str] = "mailbox.html"
    form: MailForm
    back: str
    of: str = ""


def form_of(row: Officer) -> MailForm:
    """Return the form with what stands."""
    return MailForm(formdata=None, email=row.email, wants_digest=row.wants_digest)


def kept(form: MailForm, officer_id: int) -> bool:
    """Keep what was typed for an account; say whether it could be taken."""
    if not checked(form):
        return False
    try:
        accounts.set_mail(
            db.session(),
            officer_id,
            email=form.email.data or "",
            wants_digest=bool(form.wants_digest.data),
        )
    except Invalid as refusal:
        blame(form, refusal)
        return False
    return True
