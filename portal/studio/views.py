"""The studio's addresses, put together."""

from flask import Blueprint

from portal.studio import (
    advancing,
    copies,
    editing,
    groups,
    keeping,
    listing,
    preview,
    rights,
    showing,
    starting,
    versions,
)

blueprint = Blueprint("studio", __name__)
for part in (
    starting,
    listing,
    groups,
    rights,
    showing,
    editing,
    keeping,
    preview,
    versions,
    copies,
    advancing,
):
    part.add_to(blueprint)
