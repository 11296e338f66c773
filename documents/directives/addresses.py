"""The permanent address of a directive, and those that it had before.

It is made of number and year. When one of them is corrected the address follows, and
the old one leads to it for good: no other document ever gets it.
"""

import itertools
from typing import Final

from sqlalchemy import delete, select, union_all
from sqlalchemy.orm import Session

from documents.directives.fields import DirectiveFields, slug_of
from documents.models import Directive, DirectiveAddress

_TRIED: Final = 10
"""Addresses looked up together: more documents of one number and year are rare."""


def free_slug(
    session: Session, typed: DirectiveFields, mine: Directive | None = None
) -> str:
    """Return an address of number and year that is or was nobody else's."""
    base, own = slug_of(typed.number, typed.issued_on), mine.id if mine else 0
    numbered = (base if n == 1 else f"{base}-{n}" for n in itertools.count(1))
    tried = iter(lambda: list(itertools.islice(numbered, _TRIED)), None)
    return next(slug for slugs in tried for slug in _free(session, slugs, own))


def _free(session: Session, slugs: list[str], own: int) -> list[str]:
    """Return those of the addresses that are and were no other document's."""
    here = select(Directive.slug).where(Directive.slug.in_(slugs), Directive.id != own)
    once = select(DirectiveAddress.slug).where(
        DirectiveAddress.slug.in_(slugs), DirectiveAddress.directive_id != own
    )
    taken = set(session.scalars(union_all(here, once)))
    return [slug for slug in slugs if slug not in taken]


def follow(session: Session, directive: Directive, typed: DirectiveFields) -> None:
    """Give a directive the address of its corrected number; the old one leads on."""
    base = slug_of(typed.number, typed.issued_on)
    if base == slug_of(directive.number, directive.issued_on):
        return
    old, directive.slug = directive.slug, free_slug(session, typed, directive)
    once = DirectiveAddress.slug.in_([old, directive.slug])
    session.execute(delete(DirectiveAddress).where(once))
    session.add(DirectiveAddress(slug=old, directive_id=directive.id))
