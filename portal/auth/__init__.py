"""Signing in and out, one-time links, passwords. The only keeper of the cookie."""

from portal.auth.views import blueprint

__all__ = ["blueprint"]
