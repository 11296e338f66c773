"""The hotline's contacts: the public page, the vCards, and their editing."""

from portal.contacts.views import blueprint

__all__ = ["blueprint"]
