"""Questions that were answered, for everybody to read."""

from portal.answers.views import blueprint

__all__ = ["blueprint"]
