"""A case on the page of many: its own fields, and what stands in its way."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from wtforms import Field

from documents.errors import DomainError
from portal.desk import steps
from portal.desk.bulk.offered import own_names
from portal.desk.bulk.sent import Refused, Typed, form_of, own_name
from portal.desk.case_page import empty
from portal.desk.forms import Opened, StepForm
from portal.desk.proposed import Proposed, proposed_of
from portal.desk.rows import CaseRow
from portal.desk.steps import Step
from portal.security import acting

ALL: Final = "chung"
"""What the fields are called that fill those of every case."""


@dataclass(frozen=True)
class Row:
    """A case on the page: what it says itself, and what stands in its way."""

    case: CaseRow
    proposed: Proposed | None
    version: str
    fields: tuple[Field, ...]
    told: tuple[str, ...]
    changed: tuple[str, ...]
    is_open: bool


def form_as(step: Step, opened: Opened, typed: Typed | None) -> StepForm:
    """Return the form of a case as it was typed; untyped, with what is likely."""
    if typed is None:
        return empty(step.form, opened)
    return form_of(step, opened, typed)


def row_of(
    step: Step,
    opened: Opened,
    form: StepForm,
    line: CaseRow,
    refused: Refused | None,
    *,
    is_back: bool,
) -> Row:
    """Return a case with its form; one that came `back` stays open, whatever it is."""
    closed = "" if is_back else _closed(step, opened, form)
    refused = refused or Refused(told=(closed,) if closed else ())
    own = {name: form[name] for name in own_names(step) if name in form}
    told = [*refused.told]
    for name, messages in refused.errors.items():
        if name in own:
            own[name].errors = list(messages)
        else:
            label = form[name].label.text if name in form else ""
            told += [f"{label}: {message}" for message in messages]
    for name, one in own.items():
        one.name = one.id = own_name(line.code, name)
    version = str(opened.case.version)
    return Row(
        case=line,
        proposed=_proposed(step, opened),
        version=version if refused.is_stale else form.version.data or version,
        fields=tuple(own.values()),
        told=tuple(told),
        changed=refused.changed,
        is_open=not closed,
    )


def _proposed(step: Step, opened: Opened) -> Proposed | None:
    """Return what a decision is about; the other steps are about nothing proposed."""
    if step.words is None:
        return None
    return proposed_of(opened.session, opened.case, acting())


def _closed(step: Step, opened: Opened, form: StepForm) -> str:
    """Say why a step may not be taken for a case; "" if it may."""
    try:
        steps.must_be_open(step, opened, form)
    except DomainError as refusal:
        return refusal.message
    return ""


def filled(step: Step, codes: Sequence[str], typed: Typed) -> Typed:
    """Return what was typed, with what was said for all in what was left empty."""
    told = typed.copy()
    for name in own_names(step):
        common = typed.get(f"{ALL}-{name}", "")
        for code in codes:
            if not typed.get(own_name(code, name), "").strip():
                told[own_name(code, name)] = common
    return told


def told_once(
    step: Step, left: Mapping[str, Refused]
) -> tuple[Mapping[str, Refused], Mapping[str, Sequence[str]]]:
    """Part what is wrong with what was said for all from what is wrong with a case."""
    own, each = own_names(step), list(left.values())
    if not each:
        return left, {}
    everywhere = {
        name: messages
        for name, messages in each[0].errors.items()
        if name not in own and all(one.errors.get(name) == messages for one in each)
    }
    apart = {
        code: replace(
            one,
            errors={
                name: messages
                for name, messages in one.errors.items()
                if name not in everywhere
            },
        )
        for code, one in left.items()
    }
    return apart, everywhere
