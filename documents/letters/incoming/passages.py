"""The text of a letter in the pieces that deadlines and citations are looked for in."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from documents.letters.incoming.proposal import resolved
from documents.text import fold

DATE: Final = (
    r"(?P<day>\d{1,2})(?:\s?[/.-]\s?(?P<month>\d{1,2})\s?[/.-]\s?(?P<year>\d{4})(?!\d)"
    r"|\s?/\s?(?P<month2>\d{1,2})(?!\s?[\d/.-]\d|\d|\s?/)"
    r"|\s+thang\s+(?P<month3>\d{1,2})(?!\d)(?:\s*,?\s+nam\s+(?P<year3>\d{4})(?!\d))?)"
)
"""A day in folded text: 22/12/2019, 22/12, 22 tháng 12 năm 2019, 22 tháng 12."""

LIKELY_YEARS: Final = range(1945, 2200)
"""Others are slips; the calendar knows no holidays of theirs."""

_LEAP_YEAR: Final = date(2020, 1, 1)
"""A year that has every day a text without a year may name."""

_LABEL: Final = re.compile(
    r"\s*(?:[-–+•]\s+|\d{1,2}(?:\.\d{1,2})*[.)]\s+|[a-zđ]\)\s+|[IVX]{1,5}\.\s+)"
)
_ROW: Final = re.compile(r"(?<!\\)\|")
_END: Final = re.compile(r"(?<=[.;!?])\s+")
_OPENS: Final = '“"(–-'
_SHORT: Final = re.compile(r"(?:^|[\s(])(?:[^\W\d_]{1,2}|\d{1,2}|ThS|PGS)\.$")


def same_length(text: str) -> str:
    """Return the text folded, each letter in its place: `fold` may drop some."""
    plain = fold(text)
    if len(plain) == len(text):
        return plain
    return "".join((fold(letter) or " ")[0] for letter in text)


def paragraphs(body: str) -> Iterator[str]:
    """Yield the paragraphs of a typed body without its marks, rows as one line."""
    for line in body.replace("**", "").split("\n"):
        if line.lstrip().startswith("|"):
            cells = (cell.strip() for cell in _ROW.split(line))
            line = " – ".join(cell for cell in cells if cell)
        if line.strip():
            yield " ".join(line.split())


def sentences(body: str) -> Iterator[str]:
    """Yield the sentences of a body, list labels left out."""
    for paragraph in paragraphs(body):
        label = _LABEL.match(paragraph)
        text, start = paragraph[label.end() if label else 0 :], 0
        for gap in _END.finditer(text):
            if _ends(text[start : gap.start()], text[gap.end() :][:1]):
                yield text[start : gap.start()]
                start = gap.end()
        yield text[start:]


def _ends(held: str, opens: str) -> bool:
    """Say whether a sentence ends here: "TP. Vũng Tàu" is one thing."""
    return (opens.isupper() or opens in _OPENS) and not _SHORT.search(held)


def iso_of(found: re.Match[str]) -> str:
    """Return a DATE as `2019-12-22`, `--12-22` without a year, "" if it is none."""
    month = found["month"] or found["month2"] or found["month3"]
    year, day = found["year"] or found["year3"], found["day"]
    told = f"{year or '-'}-{int(month):02}-{int(day):02}"
    likely = year is None or int(year) in LIKELY_YEARS
    return told if likely and resolved(told, _LEAP_YEAR) else ""
