"""One step for many cases: as many single decisions, each with its own words.

Every case is its own transaction on its own version, by the verb of the single step;
what fails stays on the page with its message and its text.
"""

from portal.desk.bulk.views import add_to

__all__ = ["add_to"]
