"""Looking one's own case up by code and PIN, and what can be done about it then."""

from portal.lookup import acts
from portal.lookup.doors import found_by
from portal.lookup.views import blueprint

__all__ = ["blueprint", "found_by"]

acts.add_to(blueprint)
