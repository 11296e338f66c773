"""What machines read beside the API: feeds, the map of the site, its health."""

from portal.feeds.views import blueprint

__all__ = ["blueprint"]
