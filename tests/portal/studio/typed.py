"""A form as a browser reads it from a page, and sends it back."""

from collections.abc import Mapping
from html.parser import HTMLParser


class _Form(HTMLParser):
    def __init__(self, id: str) -> None:
        super().__init__()
        self.id = id
        self.fields: dict[str, str] = {}
        self._inside = False
        self._text = ""
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._inside = told.get("id") == self.id
        if not self._inside:
            return
        if tag == "input":
            self._input(told)
        elif tag == "textarea":
            self._text = told["name"]
            self.fields[self._text] = ""
        elif tag == "select":
            self._select = told["name"]
        elif tag == "option" and self._chosen(told):
            self.fields[self._select] = told.get("value", "")

    def _chosen(self, told: Mapping[str, str]) -> bool:
        first = self._select not in self.fields
        return bool(self._select) and (first or "selected" in told)

    def _input(self, told: Mapping[str, str]) -> None:
        if told.get("type") == "checkbox" and "checked" not in told:
            return
        if "name" in told:
            self.fields[told["name"]] = told.get("value", "y")

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._text:
            # A browser drops the first line break of a textarea.
            told = self.fields[self._text].replace("\r\n", "\n")
            self.fields[self._text] = told.removeprefix("\n")
            self._text = ""
        elif tag == "select":
            self._select = ""
        elif tag == "form":
            self._inside = False

    def handle_data(self, data: str) -> None:
        if self._text:
            self.fields[self._text] += data


def form_in(page: str, id: str) -> dict[str, str]:
    """Return what a browser would send of the form with this id, untouched."""
    parser = _Form(id)
    parser.feed(page)
    assert parser.fields, f"the page has no form #{id}"
    return parser.fields
