"""From a letter to a .docx: the parts of the page from top to bottom. Pure."""

from collections.abc import Iterator

from documents.letters import package
from documents.letters.ending import ending
from documents.letters.forms import Form, form_of
from documents.letters.letter import Letter
from documents.letters.masthead import empty, masthead
from documents.letters.passages import appendix, passages
from documents.letters.sections import appendix_pages, letter_pages
from documents.letters.wordml import NAMESPACES, NOTHING, Xml, join, paragraph, part


def render(letter: Letter, form: Form | None = None) -> bytes:
    """Return the letter as .docx; the same letter always gives the same bytes.

    Without a form it takes the one in force at its date.
    """
    form = form or form_of(letter)
    *above, last = _sections(letter, form)
    content = join((*_page(letter, form), *_appendices(letter, form, above)))
    document = part(
        f"<w:document {NAMESPACES}><w:body>{content}{last}</w:body></w:document>"
    )
    return package.packed(document, letter, form)


def _sections(letter: Letter, form: Form) -> Iterator[str]:
    yield letter_pages(letter, form)
    for place in range(len(letter.appendices)):
        yield appendix_pages(letter, form, place)


def _page(letter: Letter, form: Form) -> Iterator[Xml]:
    yield masthead(letter, form)
    yield from passages(letter, form)
    yield from ending(letter, form)


def _appendices(letter: Letter, form: Form, above: list[str]) -> Iterator[Xml]:
    """Return the appendices; before each one the section above it ends.

    Word wants a paragraph behind a table and one that ends a section; the one that
    does both takes no room.
    """
    for place, section in enumerate(above):
        yield paragraph("CuoiVanBan", NOTHING, properties=section)
        yield from appendix(letter, form, place)
    yield empty()
