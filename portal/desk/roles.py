"""Who works on cases at all."""

from typing import Final

from documents.vocabulary import Role

CASE_ROLES: Final = tuple(role for role in Role if role is not Role.ADMIN)
"""An administrator sees no case (domain.md §6)."""
