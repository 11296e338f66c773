"""The officers' desk: their queue, the list of cases, a case and its moves."""

from portal.desk.views import blueprint

__all__ = ["blueprint"]
