"""Past cases out of files: upload, a trial of the first rows, import, report."""

from portal.imports.views import blueprint

__all__ = ["blueprint"]
