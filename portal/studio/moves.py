"""The moves of a letter as its page offers them: button, form, verb."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from flask import url_for
from wtforms import SelectField
from wtforms.validators import InputRequired

from documents import queries, studio
from documents.vocabulary import LetterAction
from portal.forms import VietnameseDate, choice
from portal.security import acting
from portal.studio.forms import CommentMove, LetterMove
from portal.studio.opened import Opened

NEXT_NUMBER: Final = choice("", "Số tiếp theo của sổ")


class IssueForm(LetterMove):
    """Numbering: the day, and a number that was held or the next."""

    issued_on = VietnameseDate("Ngày ban hành", validators=[InputRequired()])
    reserved = SelectField("Số", default="")

    def offer(self, opened: Opened) -> None:
        """Give the numbers held for such a letter, and today."""
        letter = opened.letter
        held = queries.held_numbers(opened.session, letter)
        numbers = (
            choice(str(row.id), f"{row.printed_number}, giữ từ trước") for row in held
        )
        self.reserved.choices = [NEXT_NUMBER, *numbers]

    def suggest(self, opened: Opened) -> None:
        """Take today."""
        self["issued_on"].data = opened.today


@dataclass(frozen=True)
class Move:
    """One move: what its button says, what it asks, what it answers."""

    action: LetterAction
    done: str
    form: type[LetterMove] = LetterMove
    hint: str = ""
    is_primary: bool = True

    @property
    def label(self) -> str:
        """Return what the button says."""
        return self.action.label


MOVES: Final = (
    Move(
        LetterAction.SUBMIT,
        "Đã trình người ký duyệt.",
        hint="Trình rồi thì không sửa được, trừ khi rút về hoặc được trả lại.",
    ),
    Move(
        LetterAction.APPROVE,
        "Đã phê duyệt; văn thư sẽ cấp số.",
        hint="Bạn là người ký. Phê duyệt rồi thì dự thảo không sửa được nữa.",
    ),
    Move(LetterAction.ISSUE, "Đã cấp số và ban hành.", form=IssueForm),
    Move(
        LetterAction.RETURN,
        "Đã trả lại dự thảo kèm ý kiến.",
        form=CommentMove,
        is_primary=False,
    ),
    Move(
        LetterAction.RECALL,
        "Đã thu hồi phê duyệt.",
        form=CommentMove,
        is_primary=False,
    ),
    Move(LetterAction.TAKE_BACK, "Đã rút dự thảo về để sửa.", is_primary=False),
    Move(
        LetterAction.DISCARD,
        "Đã bỏ dự thảo; có thể khôi phục ở trang này.",
        hint="Dự thảo và mọi phiên bản vẫn được giữ, có thể khôi phục.",
        is_primary=False,
    ),
    Move(LetterAction.RESTORE, "Đã khôi phục dự thảo."),
)


@dataclass(frozen=True)
class MoveView:
    """A move with its form, as the page shows it."""

    action: str
    label: str
    hint: str
    url: str
    form: LetterMove
    is_primary: bool
    is_open: bool


def views_of(
    opened: Opened, failed: tuple[Move, LetterMove] | None
) -> Iterator[MoveView]:
    """Yield the moves that the officer at work may make now."""
    letter = opened.letter
    rows = studio.open_to(opened.session, letter, acting(), on=opened.today)
    offered = {row.action for row in rows}
    for move in MOVES:
        if move.action not in offered:
            continue
        came_back = failed[1] if failed is not None and failed[0] is move else None
        yield MoveView(
            action=move.action.value,
            label=move.label,
            hint=move.hint,
            url=url_for(
                "studio.advance", letter_id=letter.id, action=move.action.value
            ),
            form=came_back or _empty(opened, move),
            is_primary=move.is_primary,
            is_open=came_back is not None,
        )


def _empty(opened: Opened, move: Move) -> LetterMove:
    form = move.form(formdata=None)
    if isinstance(form, IssueForm):
        form.offer(opened)
        form.suggest(opened)
    form.version.data = str(opened.letter.version)
    return form
