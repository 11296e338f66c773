"""What stands in the form of a draft, as the content of a letter."""

from documents.outgoing import Content
from portal.studio.forms import LetterForm
from portal.studio.opened import Opened
from portal.studio.signing import signed_by


def content_of(opened: Opened, form: LetterForm) -> Content:
    """Return what was typed, signed by who was chosen."""
    content, letter = form.content(opened.letter.content), opened.letter
    return signed_by(opened.session, letter, content, form.signer_id.data)
