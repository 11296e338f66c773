"""Sheets of a file: the letter's, then one run of pages for each appendix."""

from typing import Final

from documents.letters.forms import Form, Page, PageNumber
from documents.letters.letter import Letter
from documents.letters.wordml import twips

PAGE_NUMBER_ID: Final = "rId3"
ADDRESS_ID: Final = "rId4"
NO_ADDRESS_ID: Final = "rId5"

_EDGE: Final = {PageNumber.TOP_CENTRE: "header", PageNumber.BOTTOM_RIGHT: "footer"}


def edge_of(form: Form) -> str:
    """Return which part carries the page number: header or footer."""
    return _EDGE[form.page_number]


def letter_pages(letter: Letter, form: Form) -> str:
    """Return the section of the letter itself."""
    first = ADDRESS_ID if letter.with_address else ""
    return _section(form.page_of(letter.kind), form, first_footer=first)


def appendix_pages(letter: Letter, form: Form, place: int) -> str:
    """Return an appendix's section: counted from 1, the address not repeated."""
    page = form.page_of_appendix(letter.appendices[place])
    first = NO_ADDRESS_ID if letter.with_address else ""
    counted = '<w:pgNumType w:start="1"/>'
    return _section(page, form, first_footer=first, counted=counted)


def _section(page: Page, form: Form, *, first_footer: str, counted: str = "") -> str:
    # The address stands inside the margins (box 13), the page number in them.
    inside = bool(first_footer) and form.page_number is PageNumber.TOP_CENTRE
    margins = {
        "top": page.top,
        "right": page.right,
        "bottom": page.bottom,
        "left": page.left,
        "header": page.edge,
        "footer": page.bottom if inside else page.edge,
        "gutter": 0,
    }
    told = " ".join(f'w:{side}="{twips(mm)}"' for side, mm in margins.items())
    footer = _reference("footer", "first", first_footer) if first_footer else ""
    lying = ' w:orient="landscape"' if page.lies else ""
    return (
        f"<w:sectPr>{_reference(edge_of(form), 'default', PAGE_NUMBER_ID)}{footer}"
        f'<w:pgSz w:w="{twips(page.width)}" w:h="{twips(page.height)}"{lying}/>'
        f"<w:pgMar {told}/>{counted}<w:titlePg/></w:sectPr>"
    )


def _reference(edge: str, pages: str, id: str) -> str:
    return f'<w:{edge}Reference w:type="{pages}" r:id="{id}"/>'
