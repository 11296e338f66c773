"""Sending a letter's file to whoever may have it."""

from werkzeug.wrappers import Response

from documents import outgoing
from documents.deadlines import local_day
from documents.models import OutgoingLetter
from portal import uploads, wiring
from portal.security import acting


def send_letter(letter: OutgoingLetter) -> Response:
    """Send a letter as the officer at work may have it."""
    wired = wiring.current()
    content, name = outgoing.file_for(
        acting(), letter, store=wired.store, today=local_day(wired.clock())
    )
    return uploads.download(content, name=name, media_type=outgoing.DOCX)
