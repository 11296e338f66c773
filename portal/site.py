"""Whose portal this is, as every page's head and foot say it, and what of it varies.

Read once a revision: `documents.agency`, `documents.public_fields` and
`documents.site_look` tell it.
"""

from dataclasses import dataclass
from typing import Final

from documents import agency, letters, public_fields, site_look
from documents.database import Database
from documents.letters import Profile
from documents.public_fields import PublicField
from documents.site_look import Look
from documents.vocabulary import Field
from portal import palette

LOGO_HEIGHT: Final = 44
"""Pixels a logo is high in a page's head: those of the mark it stands for."""

NO_LOOK: Final = Look()


@dataclass(frozen=True)
class ShownLogo:
    """The logo as a page's head shows it, with the pixels it takes there."""

    url: str
    width: int
    height: int
    alt: str

    @classmethod
    def of(cls, look: Look) -> "ShownLogo | None":
        """Return the logo of a look, if it has one."""
        if look.logo is None:
            return None
        url = f"/bieu-trung/{look.logo.digest}.webp"
        share = min(1.0, LOGO_HEIGHT / look.logo.height)
        width, height = (
            round(it * share) for it in (look.logo.width, look.logo.height)
        )
        return cls(url, max(1, width), max(1, height), look.logo_alt)


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
    logo: ShownLogo | None = None
    accent: str = ""

    @classmethod
    def of(
        cls,
        profile: Profile,
        fields: tuple[PublicField, ...] = (),
        look: Look = NO_LOOK,
    ) -> "Site":
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
            logo=ShownLogo.of(look),
            accent=look.accent,
        )

    @property
    def styles(self) -> str:
        """Return the address of the bundle in the chosen colour; "" for none.

        It stands for the bundle as shipped, so a colour costs no request more.
        """
        return f"/giao-dien/{palette.digest(self.accent)}.css" if self.accent else ""

    @property
    def theme(self) -> str:
        """Return the colour of the browser's own frame."""
        return self.accent or palette.shipped()

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
                look = site_look.look_of(site_look.standing(session))
                site = Site.of(agency.current(session), fields, look)
            self._kept = (revision, site)
        return site
