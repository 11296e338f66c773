"""Where each rule stands, in the form the letter is held against.

Most topics are measures of `forms.yaml`, which carries their source; the others are
here. TT 01/2011's places are from memory but for those its form names.
"""

from typing import Final

from documents.letters.forms import Form

_ND30: Final = "Phụ lục I, Phần I, Mục"
_OTHERS: Final = {
    "font": {"nd30": f"{_ND30} I.4", "tt01": "Điều 4"},
    "page number": {"nd30": f"{_ND30} I.7", "tt01": "Điều 15"},
    "components": {"nd30": "Điều 8 khoản 2", "tt01": "Điều 1"},
    "addressees": {"nd30": f"{_ND30} II.9", "tt01": "Điều 14"},
    "capitals": {"nd30": "Phụ lục II", "tt01": "Phụ lục VI"},
    "appendix": {"nd30": f"{_ND30} III.1", "tt01": "Điều 15"},
    "scope": {"nd30": "Điều 1, Điều 2", "tt01": "Điều 1"},
    "custom": {},
}
CUSTOM: Final = "Thông lệ trình bày, quy định không nêu"


def article(topic: str, form: Form) -> str:
    """Return the regulation and the place in it."""
    measure = form.measures.get(topic)
    source = measure.source if measure else _OTHERS[topic].get(form.id, "")
    return f"{form.title}, {source}" if source else CUSTOM
