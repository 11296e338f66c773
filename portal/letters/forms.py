"""The forms of the register: holding a number, using or voiding it, printing."""

from datetime import date
from typing import ClassVar, Final

from sqlalchemy.orm import Session
from wtforms import SelectField
from wtforms.validators import DataRequired, InputRequired, Length

from documents import letters, queries
from documents.models import BookEntry, OutgoingLetter
from documents.register import Reservation
from portal.forms import KeyedForm, Line, PortalForm, VietnameseDate, choice

OFFICE: Final = "VP"
"""The unit whose papers most numbers are held for."""


class ReserveForm(KeyedForm):
    """Holding the next number of a book."""

    kind = SelectField("Loại văn bản", validators=[InputRequired()])
    unit = SelectField("Phòng, đơn vị soạn thảo", validators=[InputRequired()])
    reason = Line(
        "Văn bản gì, vì sao giữ số",
        description="Ghi trong sổ cho đến khi số được dùng hoặc bị hủy.",
        validators=[DataRequired(), Length(max=500)],
    )

    def offer(self, session: Session) -> None:
        """Give the books and the units."""
        numbered = (kind for kind in letters.KINDS.values() if kind.numbered)
        self.kind.choices = [choice(kind.id, kind.name) for kind in numbered]
        units = queries.units(session)
        self.unit.choices = [choice(unit.code, unit.name) for unit in units]

    def start(self) -> None:
        """Make an empty form ready."""
        super().start()
        self.unit.data = OFFICE

    def reservation(self) -> Reservation:
        """Return what was typed; the same form sent twice names the same key."""
        return Reservation(
            kind=self.kind.data,
            unit=self.unit.data,
            reason=self.reason.data or "",
            key=self.content_key(),
        )


class VoidForm(PortalForm):
    """Voiding a held number, with the reason that the register will show."""

    void_reason = Line(
        "Lý do hủy",
        description="Số đã hủy vẫn ở trong sổ và không được cấp lại.",
        validators=[DataRequired(), Length(max=500)],
    )


class UseForm(PortalForm):
    """Issuing an approved letter under a held number.

    A choice names the letter and the version that was seen, of its case for a reply.
    """

    letter = SelectField("Văn bản đã phê duyệt", validators=[InputRequired()])
    issued_on = VietnameseDate("Ngày ban hành", validators=[InputRequired()])

    def offer(self, entry: BookEntry, waiting: list[OutgoingLetter]) -> None:
        """Give the letters that may bear the number."""
        same = [w for w in waiting if (w.book, w.symbol) == (entry.book, entry.symbol)]
        self.letter.choices = [choice(seen(w), _told(w)) for w in same]

    def suggest(self, entry: BookEntry) -> None:
        """Take the day under which the number was held."""
        self["issued_on"].data = entry.dated_on


def seen(letter: OutgoingLetter) -> str:
    """Return how a form names a letter as it was seen."""
    case = letter.case if letter.is_reply else None
    return f"{letter.id}.{case.version if case else letter.version}"


def _told(letter: OutgoingLetter) -> str:
    about = f" (hồ sơ {letter.case.code})" if letter.case else ""
    return letters.titled(letter.book, letter.subject) + about


class PeriodForm(PortalForm):
    """Of which days the register is printed, and as what; it changes nothing."""

    class Meta(PortalForm.Meta):
        """Stand in the address: there is nothing to protect."""

        csrf: ClassVar[bool] = False

    since = VietnameseDate("Từ ngày", name="tu", validators=[InputRequired()])
    until = VietnameseDate("Đến ngày", name="den", validators=[InputRequired()])

    def suggest(self, year: int) -> None:
        """Take a whole year."""
        self["since"].data = date(year, 1, 1)
        self["until"].data = date(year, 12, 31)
