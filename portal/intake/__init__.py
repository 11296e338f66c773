"""Sending a request without an account (domain.md §5.2 X01), and the privacy notice."""

from portal.intake.views import blueprint

__all__ = ["blueprint"]
