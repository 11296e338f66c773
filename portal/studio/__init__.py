"""The letter studio in the browser: starting, writing, moving and keeping letters."""

from portal.studio.views import blueprint

__all__ = ["blueprint"]
