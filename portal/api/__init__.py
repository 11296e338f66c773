"""The API: what visitors read, for programs; it is described at /api/openapi.json."""

from portal.api.views import blueprint

__all__ = ["blueprint"]
