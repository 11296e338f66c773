"""The other doors of search: lines while typing, feed, description, file, kept ones."""

from portal.searches.views import blueprint

__all__ = ["blueprint"]
