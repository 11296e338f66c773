"""Administration: accounts, the calendar, terms; no case and no content."""

from portal.admin.views import blueprint

__all__ = ["blueprint"]
