"""Addresses of the terms: how long each step may take, and on what basis."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, TypeVar

from flask import Blueprint, flash, redirect, url_for
from werkzeug.wrappers import Response
from wtforms import IntegerField, SelectField
from wtforms.validators import DataRequired, InputRequired, Length

from documents import rules
from documents.deadlines import DEFAULTS, SHIPPED_BASIS, Rule, local_day
from documents.errors import Invalid
from documents.models import SlaRule
from documents.rules import NewRule
from documents.vocabulary import CaseKind, Role, Source, Term, TermUnit, TimedStep
from documents.vocabulary import Urgency as Pace
from portal import db, wiring
from portal.forms import (
    Line,
    PortalForm,
    VietnameseDate,
    blame,
    checked,
    choice,
    choices_of,
)
from portal.pages import Page
from portal.security import acting, officers

Chosen = TypeVar("Chosen", bound=Term)


def _any_of(label: str, terms: type[Term]) -> SelectField:
    return SelectField(label, choices=[choice("", "Tất cả"), *choices_of(terms)])


class RuleForm(PortalForm):
    """A term of the department's own (domain.md §7)."""

    step = SelectField("Việc", choices=choices_of(TimedStep))
    amount = IntegerField("Thời hạn", validators=[InputRequired()])
    unit = SelectField("Tính theo", choices=choices_of(TermUnit))
    source = _any_of("Đường dây nóng", Source)
    urgency = _any_of("Mức độ", Pace)
    kind = _any_of("Loại", CaseKind)
    basis = Line(
        "Căn cứ",
        description="Điều, khoản của quy chế hoặc số, ngày của văn bản.",
        validators=[DataRequired(), Length(max=300)],
    )
    valid_from = VietnameseDate("Áp dụng từ ngày", validators=[InputRequired()])

    def rule(self) -> NewRule:
        """Return what was typed, as the domain takes it."""
        return NewRule(
            step=TimedStep(self.step.data),
            amount=self.amount.data or 0,
            unit=TermUnit(self.unit.data),
            valid_from=self["valid_from"].data,
            basis=self.basis.data or "",
            source=_chosen(Source, self.source.data),
            urgency=_chosen(Pace, self.urgency.data),
            kind=_chosen(CaseKind, self.kind.data),
        )


def _chosen(terms: type[Chosen], value: str) -> Chosen | None:
    return terms(value) if value else None


@dataclass(frozen=True)
class RuleRow:
    """A term as a line of the list; `state` is (word, icon, tone).

    Without a basis of its own it has the one that is told above the list.
    """

    step: str
    words: str
    about: str
    basis: str
    span: str
    state: tuple[str, str, str]
    end_url: str


@dataclass(frozen=True, kw_only=True)
class RulesPage(Page):
    """The department's own terms, then those that hold where it has none."""

    template: ClassVar[str] = "admin/rules.html"
    own: tuple[RuleRow, ...]
    shipped: tuple[RuleRow, ...]
    shipped_basis: str
    form: RuleForm | None


def add_to(blueprint: Blueprint) -> None:
    """Add the addresses of the terms to the blueprint of administration."""
    blueprint.get("/quan-tri/thoi-han")(terms)
    blueprint.post("/quan-tri/thoi-han")(add_term)
    blueprint.post("/quan-tri/thoi-han/<id:rule_id>/ket-thuc")(end_term)


@officers(Role.ADMIN, Role.CVP)
def terms() -> Response:
    """Show how long each step may take."""
    form = RuleForm(formdata=None) if acting().role is Role.ADMIN else None
    return _page(form).render()


@officers(Role.ADMIN)
def add_term() -> Response:
    """Add a term; what it is narrower or newer than gives way to it."""
    form = RuleForm()
    if not checked(form):
        return _page(form).render(status=422)
    try:
        row = rules.add(
            db.session(), form.rule(), by=acting(), now=wiring.current().clock()
        )
    except Invalid as refusal:
        form.form_errors.extend(blame(form, refusal))
        return _page(form).render(status=422)
    flash(f"Đã thêm thời hạn “{row.step.label}”.", "success")
    return redirect(url_for("admin.terms"), 303)


@officers(Role.ADMIN)
def end_term(rule_id: int) -> Response:
    """Let a term hold up to and with today."""
    now = wiring.current().clock()
    try:
        rules.end(db.session(), rule_id, last_day=local_day(now), by=acting(), now=now)
    except Invalid as refusal:
        flash(" ".join(refusal.fields.values()), "error")
    else:
        flash("Thời hạn này hết áp dụng sau hôm nay.", "success")
    return redirect(url_for("admin.terms"), 303)


def _page(form: RuleForm | None) -> RulesPage:
    today = local_day(wiring.current().clock())
    return RulesPage(
        title="Thời hạn",
        own=tuple(
            _own(row, today, may_end=form is not None)
            for row in rules.own(db.session())
        ),
        shipped=tuple(_shipped(rule) for rule in DEFAULTS),
        shipped_basis=SHIPPED_BASIS,
        form=form,
    )


def _own(row: SlaRule, today: date, *, may_end: bool) -> RuleRow:
    until = f"đến {row.valid_to:%d/%m/%Y}" if row.valid_to else ""
    ended = row.ended_at is not None
    if row.valid_to is not None and row.valid_to < today:
        state = ("Đã hết", "history", "grey")
    elif row.valid_from > today:
        state = ("Chưa đến ngày", "clock", "yellow")
    else:
        state = ("Đang áp dụng", "check-circle", "green")
    return RuleRow(
        step=row.step.label,
        words=f"{row.amount} {row.unit.label.lower()}",
        about=_about(row.source, row.urgency, row.kind),
        basis=row.basis,
        span=f"từ {row.valid_from:%d/%m/%Y} {until}".strip(),
        state=state,
        end_url=url_for("admin.end_term", rule_id=row.id)
        if may_end and not ended
        else "",
    )


def _shipped(rule: Rule) -> RuleRow:
    return RuleRow(
        step=rule.step.label,
        words=rule.words,
        about=_about(rule.source, rule.urgency, rule.kind),
        basis="" if rule.basis == SHIPPED_BASIS else rule.basis,
        span="",
        state=("Mặc định", "info", "outline"),
        end_url="",
    )


def _about(*narrowed: Term | None) -> str:
    told = [one.label for one in narrowed if one is not None]
    return ", ".join(told) or "Mọi hồ sơ"
