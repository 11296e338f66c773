"""The register of directives: list, pages, files, and its editing."""

from portal.directives.views import blueprint

__all__ = ["blueprint"]
