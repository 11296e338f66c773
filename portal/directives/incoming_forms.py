"""The forms of what comes in: the files, the record that was read, why it is none."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from flask_wtf.file import FileRequired, MultipleFileField
from wtforms import FieldList, FormField, SelectField, SelectMultipleField
from wtforms.validators import DataRequired, Length, ValidationError

from documents.directives import RelationFields
from documents.incoming import Cited
from documents.letters.incoming import Deadline, Proposal
from documents.vocabulary import DirectiveRelationKind
from portal.directives.forms import RecordForm
from portal.forms import Line, PortalForm, RowForm, choices_of

MOST_FILES: Final = 20
_READ: Final = (
    "kind", "number", "issuer", "issuer_level", "issued_on", "abstract", "body",
)  # fmt: skip


class DropForm(PortalForm):
    """The files that came in."""

    files = MultipleFileField(
        "Tệp văn bản đến (.docx, .pdf)",
        description=f"Chọn được nhiều tệp, tối đa {MOST_FILES} tệp và 20 MB một lần.",
        validators=[FileRequired("Hãy chọn ít nhất một tệp .docx hoặc .pdf.")],
        render_kw={"accept": ".docx,.pdf"},
    )

    def validate_files(self, field: MultipleFileField) -> None:
        """Refuse more files than are read in the time of one request."""
        if len(field.data) > MOST_FILES:
            raise ValidationError(f"Mỗi lần chỉ nhận tối đa {MOST_FILES} tệp.")


class CitedForm(RowForm):
    """How the document stands to one that it cites."""

    relation = SelectField("Quan hệ", choices=choices_of(DirectiveRelationKind))


class ConfirmForm(RecordForm):
    """The record as it was read, the deadlines that count, the documents it cites.

    Deadlines and citations are named by their place in the proposal.
    """

    deadlines = SelectMultipleField("Thời hạn nêu trong văn bản", coerce=int)
    cited = SelectMultipleField("Văn bản được viện dẫn", coerce=int)
    cited_as = FieldList(FormField(CitedForm))

    def offer(self, proposal: Proposal) -> None:
        """Let what the proposal holds be chosen, and nothing else."""
        self.deadlines.choices = [
            (place, deadline.text) for place, deadline in enumerate(proposal.deadlines)
        ]
        self.cited.choices = [
            (place, citation.number)
            for place, citation in enumerate(proposal.citations)
        ]
        self._name_relations(proposal)

    def show(self, proposal: Proposal, known: Sequence[Cited]) -> None:
        """Fill the form with what was read; all that was found is chosen."""
        for name in _READ:
            self[name].data = getattr(proposal, name)
        self.deadlines.data = list(range(len(proposal.deadlines)))
        self.cited.data = [
            place for place, cited in enumerate(known) if cited.directive is not None
        ]
        for cited in known:
            self.cited_as.append_entry({"relation": cited.citation.relation.value})
        self._name_relations(proposal)
        self.add_lines()

    def _name_relations(self, proposal: Proposal) -> None:
        """Tell the choices of a relation apart for who hears them."""
        for entry, citation in zip(self.cited_as, proposal.citations, strict=False):
            entry.form.relation.label.text = f"Quan hệ với {citation.number}"

    def chosen_deadlines(self, proposal: Proposal) -> tuple[Deadline, ...]:
        """Return the deadlines that count."""
        return tuple(proposal.deadlines[place] for place in self.deadlines.data or ())

    def chosen_relations(self, known: Sequence[Cited]) -> tuple[RelationFields, ...]:
        """Return the relations to what is cited and stands in the register."""
        return tuple(
            RelationFields(self.relation_at(place, known[place]), directive.id)
            for place in self.cited.data or ()
            if (directive := known[place].directive) is not None
        )

    def relation_at(self, place: int, cited: Cited) -> DirectiveRelationKind:
        """Return the relation that was chosen, or that was read."""
        if place < len(self.cited_as.entries):
            return DirectiveRelationKind(self.cited_as.entries[place].data["relation"])
        return cited.citation.relation

    def issued(self) -> date | None:
        """Return the day of issue as far as it is typed."""
        found: date | None = self["issued_on"].data
        return found


class DiscardForm(PortalForm):
    """Why a file is put aside."""

    reason = Line(
        "Lý do bỏ tệp này",
        description="Ví dụ: không phải văn bản chỉ đạo, gửi nhầm, đã có bản khác.",
        validators=[DataRequired(), Length(max=300)],
    )
