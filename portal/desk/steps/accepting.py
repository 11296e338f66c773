"""The form of taking a case: what it is to those that are very like it (X03)."""

from typing import Final

from flask import url_for
from wtforms import FieldList, FormField, HiddenField, RadioField, SelectField
from wtforms.validators import InputRequired, Length

from documents import likeness
from documents.handling import accepting
from documents.handling.accepting import Looked
from documents.likeness import Alike
from documents.vocabulary import LinkKind, SimilarCheck
from portal import wiring
from portal.desk.forms import CHOOSE, Opened
from portal.desk.steps.asking_forms import AskingForm
from portal.forms import Prose, RowForm, choice, choices_of
from portal.security import acting

_ASKED: Final = (SimilarCheck.NONE, SimilarCheck.KEPT_APART)


class MatchForm(RowForm):
    """What the case is to one that is very like it; the domain asks for it."""

    link: tuple[str, str] = ("", "")
    """Address and title of the other case."""

    code = HiddenField()
    kind = SelectField(choices=[CHOOSE, *choices_of(LinkKind)])

    def name(self, one: Alike) -> None:
        """Tell which case it is, and why it is like this one."""
        self.kind.label.text = f"Với {one.case.code}, hồ sơ này là"
        self.kind.description = f"{one.words[0].upper()}{one.words[1:]}."
        self.link = url_for("desk.show", code=one.case.code), one.case.title


class AcceptForm(AskingForm):
    """What came of looking for cases like this one (X03)."""

    stem = "accept"
    marks_optional = False

    answers = FieldList(
        FormField(MatchForm), label="Hồ sơ rất giống", max_entries=likeness.MOST
    )
    reason = Prose(
        "Vì sao không phải cùng việc",
        description="Cần nêu khi chọn “Không phải cùng việc”, ít nhất 10 ký tự.",
        validators=[Length(max=2000)],
        render_kw={"rows": 2},
    )
    similar = RadioField(
        "Đã tìm hồ sơ tương tự",
        choices=[choice(term.value, term.label) for term in _ASKED],
        validators=[InputRequired()],
    )

    def offer(self, opened: Opened) -> None:
        """Ask of every case that is very like this one; of none, whether any is."""
        now = wiring.current().clock()
        found = accepting.very_like(
            opened.session, opened.case, viewer=acting(), now=now
        )
        if found:
            del self.similar
            self._ask(found)
        else:
            del self.answers
            del self.reason

    def _ask(self, found: list[Alike]) -> None:
        """Leave a row for each, with what was answered."""
        typed = {row["code"]: row["kind"] for row in self.answers.data}
        while self.answers.entries:
            self.answers.pop_entry()
        for one in found:
            told = {"code": one.case.code, "kind": typed.get(one.case.code, "")}
            self.answers.append_entry(told).form.name(one)

    def looked(self) -> Looked:
        """Return what was answered, as the domain takes it."""
        if "similar" in self:
            return Looked(SimilarCheck(self.similar.data))
        rows = [row for row in self.answers.data if row["kind"]]
        answers = {row["code"]: LinkKind(row["kind"]) for row in rows}
        return Looked(answers=answers, reason=self.reason.data or "")
