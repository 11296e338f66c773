"""The register of outgoing letters: what waits for a number, what was issued."""

from portal.letters.views import blueprint

__all__ = ["blueprint"]
