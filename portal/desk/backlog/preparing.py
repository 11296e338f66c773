"""Preparing closing letters for chosen cases, handed in together (§8)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Final

from flask import Blueprint, flash, redirect, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response
from wtforms import SelectField
from wtforms.validators import InputRequired, Length, Optional

from documents import backlog
from documents.backlog import letters as closing
from documents.errors import DomainError
from documents.models import Case
from documents.vocabulary import Role
from portal import db, wiring
from portal.desk.backlog import many
from portal.desk.backlog.workbench import as_of_today
from portal.forms import Line, PortalForm, Prose, choice
from portal.pages import Page
from portal.security import acting, officers

_SETS: Final = {
    closing.NOTICE: "Thông báo kết thúc có lý do",
    closing.TRANSFER: "Công văn chuyển, trả và thông báo cho người gửi",
}


class PreparingForm(PortalForm):
    """Who signs all of them."""

    signer_id = SelectField("Người ký", validators=[InputRequired()])

    def offer(self, session: Session) -> None:
        """Give who may sign today."""
        who = closing.signers(session, now=wiring.current().clock())
        self.signer_id.choices = [
            choice(str(one.id), f"{one.position} {one.full_name}") for one in who
        ]


class LetterForm(PortalForm):
    """What the letters of one case say; its fields begin with the case's code."""

    papers = SelectField(
        "Văn bản", choices=[choice(id, name) for id, name in _SETS.items()]
    )
    agency = Line(
        "Cơ quan có thẩm quyền",
        description="Chỉ khi chuyển, trả.",
        validators=[Optional(), Length(max=200)],
    )
    reason = Prose(
        "Vì lý do",
        description="Đứng sau chữ “vì” trong văn bản; ít nhất 20 ký tự.",
        validators=[Length(max=2000)],
        render_kw={"rows": 2},
    )

    def __init__(self, code: str, **kwargs: Any) -> None:
        super().__init__(prefix=f"{code}-", meta={"csrf": False}, **kwargs)

    def wanted(self) -> closing.Wanted:
        """Return what was typed, as the domain takes it."""
        return closing.Wanted(
            papers=self.papers.data or "",
            reason=self.reason.data or "",
            agency=self.agency.data or "",
        )


@dataclass(frozen=True)
class LetterRow:
    """A case and what its letters will say."""

    case: Case
    form: LetterForm
    problem: str = ""

    @property
    def url(self) -> str:
        """Return where the case is."""
        return url_for("desk.show", code=self.case.code)


@dataclass(frozen=True, kw_only=True)
class PreparePage(Page):
    """The chosen cases, each with what its letters say."""

    template: ClassVar[str] = "desk/backlog/prepare.html"
    form: PreparingForm
    rows: tuple[LetterRow, ...]
    done: str = ""


def add_to(blueprint: Blueprint) -> None:
    """Add the addresses of preparing letters."""
    blueprint.get("/ho-so/ton-dong/van-ban")(backlog_letters)
    blueprint.post("/ho-so/ton-dong/van-ban")(prepare_letters)


@officers(Role.FOCAL)
def backlog_letters() -> Response:
    """Show what the letters of the chosen cases would say."""
    session = db.session()
    rows = tuple(_likely(session, many.chosen(session, request.args.getlist("ho-so"))))
    if not rows:
        flash("Hãy chọn ít nhất một hồ sơ.", "warning")
        return redirect(url_for("desk.backlog_list"), 303)
    return _page(session, PreparingForm(formdata=None), rows).render()


@officers(Role.FOCAL)
def prepare_letters() -> Response:
    """Draft and hand in the letters; what was refused stays with its text."""
    session, form = db.session(), PreparingForm()
    form.offer(session)
    chosen = many.chosen(session, request.form.getlist("ho-so"))
    rows = [LetterRow(case, LetterForm(case.code)) for case in chosen]
    if not form.validate_on_submit():
        return _page(session, form, rows).render(status=422)
    done, refused = backlog.each(session, rows, _preparing(session, form))
    said = f"Đã soạn và trình văn bản của {done} hồ sơ."
    if not refused:
        flash(said, "success")
        return redirect(url_for("desk.backlog_index"), 303)
    left = [_refused(row, why) for row, why in refused]
    page = _page(session, form, left, done=said if done else "")
    return page.render(status=many.status(done))


def _preparing(session: Session, form: PreparingForm) -> Any:
    signer_id, by, now = int(form.signer_id.data), acting(), wiring.current().clock()

    def prepare(row: LetterRow) -> None:
        many.must_be_typed_well(row.form)
        wanted = row.form.wanted()
        closing.prepare(session, row.case, wanted, signer_id=signer_id, by=by, now=now)

    return prepare


def _refused(row: LetterRow, refusal: DomainError) -> LetterRow:
    return LetterRow(row.case, row.form, many.told(row.form, refusal))


def _likely(session: Session, chosen: list[Case]) -> Iterator[LetterRow]:
    """Yield the cases with the letters that fit, and why as far as it is known."""
    found = backlog.situations(session, chosen, as_of_today())
    for case in chosen:
        form, situation = LetterForm(case.code, formdata=None), found[case.id]
        form.papers.data = closing.suggested(situation) or closing.NOTICE
        form.reason.data = closing.likely_reason(situation)
        if situation.proposal is not None:
            form.agency.data = situation.proposal.content.get("agency", "")
        yield LetterRow(case, form)


def _page(
    session: Session,
    form: PreparingForm,
    rows: Sequence[LetterRow],
    *,
    done: str = "",
) -> PreparePage:
    form.offer(session)
    title = "Soạn văn bản kết thúc hàng loạt"
    return PreparePage(title=title, form=form, rows=tuple(rows), done=done)
