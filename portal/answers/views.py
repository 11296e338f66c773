"""Addresses of published answers: the list, and one of them."""

from dataclasses import dataclass
from typing import ClassVar

from flask import Blueprint, request, url_for
from werkzeug.wrappers import Response

from documents import queries
from documents.vocabulary import Field
from portal import db
from portal.pages import Page, kept
from portal.paging import Filter, Pages, narrowed, page_number
from portal.public_answers import AnswerView, answer_of, answer_view
from portal.security import public

blueprint = Blueprint("answers", __name__)


@dataclass(frozen=True, kw_only=True)
class AnswersPage(Page):
    """The answers, newest first; everybody sees what a visitor sees."""

    template: ClassVar[str] = "answers/index.html"
    rows: tuple[AnswerView, ...]
    total: int
    filters: tuple[Filter, ...]
    pages: Pages

    @property
    def count(self) -> str:
        """Say how many answers there are, in words."""
        return f"{self.total} câu trả lời{narrowed(self.filters)}"

    @property
    def is_narrowed(self) -> bool:
        """Say whether a field is chosen."""
        return any(filter.chosen for filter in self.filters)


@dataclass(frozen=True, kw_only=True)
class AnswerPage(Page):
    """One question and its answer."""

    template: ClassVar[str] = "answers/show.html"
    answer: AnswerView


@blueprint.get("/hoi-dap")
@public
@kept
def index() -> Response:
    """Show the answers, of one field or of all."""
    by_field = _by_field()
    field = Field(by_field.chosen) if by_field.chosen else None
    page = page_number(request.args.get("trang", ""))
    found = queries.answers(db.session(), field=field, page=page)
    query = {by_field.name: by_field.chosen}
    return AnswersPage(
        title="Hỏi đáp",
        rows=tuple(answer_view(row) for row in found.rows),
        total=found.total,
        filters=(by_field,),
        pages=Pages(found.page, found.last, url_for("answers.index"), query),
    ).render()


def _by_field() -> Filter:
    choices = tuple((it.field.value, it.label) for it in db.site().fields)
    typed = request.args.get("linh-vuc", "")
    chosen = typed if typed in dict(choices) else ""
    return Filter("linh-vuc", "Lĩnh vực", chosen, choices)


@blueprint.get("/hoi-dap/<code>")
@public
@kept
def show(code: str) -> Response:
    """Show one answer; what was taken down is not there."""
    answer = answer_of(db.session(), code)
    return AnswerPage(title=answer.title, answer=answer).render()
