"""Whose portal this is: the profile that pages, letters and feeds take their words of.

The shipped profile (`letters.DEFAULT_PROFILE`) holds until an administrator changed
it (`documents.agency_editing`), and for papers of before.
"""

from dataclasses import fields
from datetime import datetime
from typing import Final

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from documents import letters
from documents.letters import Profile
from documents.models import AgencyProfile
from documents.remembering import remembered

NAMES: Final = tuple(field.name for field in fields(Profile) if field.name != "id")
"""What a profile says, in the order of `letters.Profile`."""


@remembered
def current(session: Session) -> Profile:
    """Return the agency's profile as it stands."""
    return profile_of(standing(session))


def standing(session: Session) -> AgencyProfile | None:
    """Return the row that holds; None while nobody has changed what is shipped."""
    return session.scalars(_newest()).first()


def at(session: Session, moment: datetime) -> Profile:
    """Return the profile as it stood at a moment."""
    then = _newest().where(AgencyProfile.since <= moment)
    return profile_of(session.scalars(then).first())


def offered(session: Session) -> dict[str, Profile]:
    """Return the agencies a letter of today may come from, by their ids."""
    ours = current(session)
    return {**letters.profiles(), ours.id: ours}


def profile_of(row: AgencyProfile | None) -> Profile:
    """Return a row as letters and pages take it; None is what is shipped."""
    if row is None:
        return letters.profile(letters.DEFAULT_PROFILE)
    told = {name: getattr(row, name) for name in NAMES}
    return Profile(id=letters.DEFAULT_PROFILE, **told)


def _newest() -> Select[AgencyProfile]:
    return select(AgencyProfile).order_by(AgencyProfile.id.desc()).limit(1)
