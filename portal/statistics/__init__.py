"""Statistics: the figures of a period, on a page and as a spreadsheet."""

from portal.statistics.views import blueprint

__all__ = ["blueprint"]
