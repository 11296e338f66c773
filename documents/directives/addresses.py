"""The permanent address of a directive, and those that it had before.

It is made of number and year. When one of them is corrected the address follows, and
the old one leads to it for good: no other document ever gets it.
"""

from sqlalchemy import delete, select, union_all
from sqlalchemy.orm import Session

from documents.directives.fields import DirectiveFields, slug_of
from documents.models import Directive, DirectiveAddress


def free_slug(
    session: Session, typed: DirectiveFields, mine: Directive | None = None
) -> str:
    """Return an address of number and year that is or was nobody else's."""
    base = slug_of(typed.number, typed.issued_on)
    own = mine.id if mine else 0
    taken = union_all(
        select(Directive.slug).where(
            Directive.slug.startswith(base), Directive.id != own
        ),
        select(DirectiveAddress.slug).where(
            DirectiveAddress.slug.startswith(base), DirectiveAddress.directive_id != own
        ),
    )
    found = set(session.scalars(taken))
    candidates = (base if n == 1 else f"{base}-{n}" for n in range(1, len(found) + 2))
    return next(slug for slug in candidates if slug not in found)


def follow(session: Session, directive: Directive, typed: DirectiveFields) -> None:
    """Give a directive the address of its corrected number; the old one leads on."""
    base = slug_of(typed.number, typed.issued_on)
    if base == slug_of(directive.number, directive.issued_on):
        return
    old, directive.slug = directive.slug, free_slug(session, typed, directive)
    once = DirectiveAddress.slug.in_([old, directive.slug])
    session.execute(delete(DirectiveAddress).where(once))
    session.add(DirectiveAddress(slug=old, directive_id=directive.id))
