"""The forms around what visitors read of a case."""

from collections.abc import Sequence
from typing import Final

from wtforms import HiddenField, SelectMultipleField
from wtforms.validators import DataRequired, Length

from documents.publications import Finding, Words
from portal.forms import Line, MoveForm, Prose, choice

PLACES: Final = {"title": "tiêu đề", "content": "nội dung", "answer": "trả lời"}
"""Where a finding stands, as the form calls it."""


class PublicForm(MoveForm):
    """The text for everybody, and what in it was looked at and stays."""

    title = Line("Tiêu đề, bản công khai", validators=[DataRequired(), Length(max=300)])
    content = Prose(
        "Nội dung phản ánh, bản công khai",
        validators=[DataRequired(), Length(max=20_000)],
    )
    answer = Prose(
        "Trả lời, bản công khai", validators=[DataRequired(), Length(max=60_000)]
    )
    kept = SelectMultipleField("Đã xem, giữ lại", validate_choice=False)
    kept_why = Line("Lý do giữ lại", validators=[Length(max=500)])

    def words(self) -> Words:
        """Return what was typed, as the domain takes it."""
        told = (self[name].data or "" for name in PLACES)
        return Words(*told)

    def suggest(self, words: Words) -> None:
        """Fill the form with words to begin from."""
        for name, text in words.named():
            self[name].data = text

    def offer(self, findings: Sequence[Finding]) -> None:
        """Offer to keep what looks like a person's and is not the sender's."""
        told = {one.key: _named(one) for one in findings if not one.is_senders}
        self.kept.choices = [choice(key, label) for key, label in told.items()]


def _named(one: Finding) -> str:
    return f"“{one.text}” ({one.kind.label.lower()}, trong {PLACES[one.place]})"


class WhyForm(MoveForm):
    """Sending a text back, or taking it down."""

    why = Prose(
        "Lý do",
        validators=[DataRequired(), Length(max=1000)],
        render_kw={"rows": 2},
    )


class OptForm(MoveForm):
    """That the sender agrees to publication, or does not, and how he said so."""

    opted_out = HiddenField()
    note = Line(
        "Người gửi nói thế nào, lúc nào",
        validators=[DataRequired(), Length(max=500)],
    )
