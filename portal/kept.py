"""What an officer keeps to ask again, as links for his desk and the search page."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from flask import url_for
from sqlalchemy.orm import Session

from documents import searches
from documents.models import SavedSearch
from documents.viewer import Viewer

SHOWN: Final = 8
"""Links beside other things; the whole list has a page of its own."""


@dataclass(frozen=True)
class KeptLink:
    """A kept search: its name and where it is asked."""

    name: str
    url: str


def links(session: Session, viewer: Viewer | None) -> tuple[KeptLink, ...]:
    """Return the last kept searches of an officer; a visitor keeps none."""
    if viewer is None:
        return ()
    rows = searches.kept_by(session, viewer)[:SHOWN]
    return tuple(KeptLink(row.name, address_of(row)) for row in rows)


def address_of(row: SavedSearch) -> str:
    """Return the address that asks a kept search now."""
    told: Mapping[str, str] = row.parameters
    kept = {name: value for name, value in told.items() if value}
    return f"{url_for('find.index')}?{urlencode(kept)}"
