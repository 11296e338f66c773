"""What stands in an address: `<id:…>` is the number of a row, and fits one."""

from typing import Final

from flask import Flask
from werkzeug.routing import IntegerConverter, Map

ENGLISH: Final = "/en/"
"""Where the addresses begin of pages that speak English."""

LARGEST: Final = 2**31 - 1
"""The largest number a row can have; a longer one in an address is no address."""


class RowNumber(IntegerConverter):
    """A number from 1 to what the databases can hold, in plain digits."""

    regex = "[0-9]+"

    def __init__(self, map: Map) -> None:
        super().__init__(map, min=1, max=LARGEST)


def init_app(app: Flask) -> None:
    """Let the addresses of the application say `<id:…>`."""
    app.url_map.converters["id"] = RowNumber
