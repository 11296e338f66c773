"""The pages in English: the hotline, how to send, tracking, the organisation."""

from portal.english.views import blueprint

__all__ = ["blueprint"]
