"""What the pages of many have in common: who is chosen, what is told of refusals."""

from collections.abc import Iterable, Sequence
from typing import Any

from flask import url_for
from sqlalchemy.orm import Session

from documents import queries
from documents.errors import DomainError, Invalid
from documents.models import Case
from portal.desk.chosen import codes_among
from portal.forms import PortalForm, is_typed_well, place
from portal.security import acting


def chosen(session: Session, typed: Iterable[str]) -> list[Case]:
    """Return the chosen cases that the officer sees, each once; none that is sealed."""
    found = queries.chosen_cases(session, acting(), codes_among(typed))
    return [case for case in found if not case.sealed]


def step_url(action: str = "", codes: Sequence[str] = ()) -> str:
    """Return where a step is taken for many cases at once, each by its own words."""
    told: dict[str, Any] = {"viec": action or None, "ho-so": list(codes)}
    return url_for("desk.choose", **told)


def status(done: int) -> int:
    """Return what a page answers on which some were refused: what was done is kept."""
    return 200 if done else 422


def must_be_typed_well(form: PortalForm) -> None:
    """Raise Invalid if the form of one of many was not typed well."""
    if not is_typed_well(form):
        raise Invalid({})


def told(form: PortalForm, refusal: DomainError) -> str:
    """Put a refusal beside the fields it names; return the rest in one line."""
    if isinstance(refusal, Invalid):
        return " ".join((*map(str, form.form_errors), *place(form, refusal)))
    return refusal.message
