"""Pages and news of the public site: reading, and the desk that writes them."""

from portal.content.views import blueprint

__all__ = ["blueprint"]
