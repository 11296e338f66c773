"""Whose portal this is, as every page's head and foot say it, and what of it varies.

Read once a revision: `documents.agency` and `documents.public_fields` tell it.
"""

from dataclasses import dataclass

from documents import agency, letters, public_fields
from documents.database import Database
from documents.letters import Profile
from documents.public_fields import PublicField
from documents.vocabulary import Field


@dataclass(frozen=True)
class Site:
    """The agency as pages name it; `profile` is all that is known of it."""

    profile: Profile
    parent_name: str
    agency_name: str
    address: str
    phone: str
    email: str
    website: str
    footer: tuple[str, ...]
    english_parent: str
    english_name: str
    fields: tuple[PublicField, ...] = ()

    @classmethod
    def of(cls, profile: Profile, fields: tuple[PublicField, ...] = ()) -> "Site":
        """Return an agency as pages name it."""
        return cls(
            profile=profile,
            parent_name=" ".join(profile.parent.split()),
            agency_name=profile.name,
            address=profile.address,
            phone=profile.phone,
            email=profile.email,
            website=profile.website,
            footer=tuple(filter(None, profile.footer.split("\n"))),
            english_parent=profile.english_parent,
            english_name=profile.english_name,
            fields=fields,
        )

    @property
    def offered(self) -> tuple[PublicField, ...]:
        """Return the fields a visitor may choose of, in their order."""
        return tuple(it for it in self.fields if it.words.is_offered)

    def label(self, field: Field) -> str:
        """Return what the public calls a field."""
        told = (it.label for it in self.fields if it.field is field)
        return next(told, field.label)


class KeptSite:
    """The agency as it stood at the newest revision seen.

    Two threads that meet a new revision both read it; either finds the same.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._kept = (-1, Site.of(letters.profile(letters.DEFAULT_PROFILE)))

    @property
    def last(self) -> Site:
        """Return what was seen last, asking nobody; at first what is shipped."""
        return self._kept[1]

    def at(self, revision: int) -> Site:
        """Return whose portal this is, of a revision that was just read."""
        known, site = self._kept
        if known != revision:
            with self._database.reading() as session:
                fields = public_fields.in_order(session)
                site = Site.of(agency.current(session), fields)
            self._kept = (revision, site)
        return site
