"""The section in which officers write to each other about a case."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from flask import url_for
from wtforms.validators import DataRequired, Length

from documents import comments
from documents.models import CaseComment
from portal import wiring
from portal.desk.forms import Opened
from portal.desk.panels.panel import Panel, Place
from portal.forms import KeyedForm, PortalForm, Prose
from portal.security import acting


class CommentForm(KeyedForm):
    """What an officer writes to the others who see a case."""

    text = Prose(
        "Viết cho đồng nghiệp",
        description="Chỉ cán bộ thấy hồ sơ này đọc được; không công khai.",
        validators=[
            DataRequired(),
            Length(min=comments.SHORTEST, max=comments.LONGEST),
        ],
        render_kw={"rows": 2, "maxlength": comments.LONGEST},
    )


@dataclass(frozen=True)
class CommentRow:
    """A comment: its words, or that it was taken back; `take_back` while it may be."""

    who: str
    role: str
    at: datetime
    text: str
    is_mine: bool
    take_back: str


@dataclass(frozen=True)
class Talk:
    """What was written, newest last, and the form for more."""

    rows: tuple[CommentRow, ...]
    form: PortalForm
    url: str


def _talk(opened: Opened, form: PortalForm | None) -> Talk:
    code = opened.case.code
    rows = comments.of(opened.session, opened.case)
    return Talk(
        rows=tuple(_row(one, code) for one in rows),
        form=form or _empty(),
        url=url_for("desk.say", code=code),
    )


def _row(one: CaseComment, code: str) -> CommentRow:
    viewer, now = acting(), wiring.current().clock()
    may = comments.can_take_back(one, viewer, now=now)
    return CommentRow(
        who=one.by.full_name,
        role=one.by.position or one.by.role.label,
        at=one.at,
        text=one.text,
        is_mine=one.by_id == viewer.officer_id,
        take_back=url_for("desk.take_back", code=code, comment_id=one.id)
        if may
        else "",
    )


def _empty() -> CommentForm:
    form = CommentForm(formdata=None)
    form.start()
    return form


TALK: Final = Panel(Place.LATER, "desk/panels/talk.html", _talk)
