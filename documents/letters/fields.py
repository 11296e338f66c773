"""Reading a mapping key by key, collecting every fault instead of the first.

Text is cleaned here, and what could mislead a reader is refused.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final, TypeVar

from documents.letters.letter import LetterDate
from documents.text import clean, one_line, problems

LONGEST_TEXT: Final = 200_000
"""Characters of one field; a letter of a hundred pages has fewer."""

LARGEST_NUMBER: Final = 999_999
EARLIEST_YEAR: Final = 1945

_DATE: Final = re.compile(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?")

Choice = TypeVar("Choice")


class Fields:
    """The keys of one mapping of a letter file."""

    def __init__(
        self,
        told: Mapping[Any, Any],
        wrong: dict[str, str],
        *,
        known: Iterable[str],
        at: str = "",
    ) -> None:
        self._told, self._wrong, self._at = told, wrong, at
        for key in set(told) - set(known):
            self._refuse(str(key)[:40], "Văn bản không có mục này.")

    def text(self, key: str) -> str:
        """Return a text on one line, "" when there is none."""
        return one_line(self._raw(key))

    def paragraphs(self, key: str) -> str:
        """Return a text of several lines."""
        return clean(self._raw(key))

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts; one text alone is a list of one."""
        given = self._told.get(key)
        items = [given] if isinstance(given, str) else self._items(key)
        each = Fields(
            {f"{key}.{place}": item for place, item in enumerate(items, start=1)},
            self._wrong,
            known=(f"{key}.{place}" for place in range(1, len(items) + 1)),
            at=self._at,
        )
        return tuple(text for text in map(each.text, each._told) if text)

    def count(self, key: str) -> int | None:
        """Return a whole number from one on, None when there is none."""
        given = self._told.get(key)
        if given is None:
            return None
        digits = "" if isinstance(given, bool) else str(given)
        number = int(digits) if re.fullmatch(r"[0-9]{1,6}", digits) else 0
        if not 1 <= number <= LARGEST_NUMBER:
            self._refuse(key, f"Phải là số nguyên từ 1 đến {LARGEST_NUMBER}.")
            return None
        return number

    def flag(self, key: str) -> bool:
        """Return yes or no, no when nothing is said."""
        given = self._told.get(key)
        if given is not None and not isinstance(given, bool):
            self._refuse(key, "Phải là true hoặc false.")
        return given is True

    def day(self, key: str) -> LetterDate | None:
        """Return a day, or a month with its day blank."""
        given = self._told.get(key)
        if given is None or given == "":
            return None
        if isinstance(given, datetime):
            given = given.date()
        found = _DATE.fullmatch(str(given).strip())
        year, month, day = map(int, found.groups("0")) if found else (0, 0, 0)
        try:
            date(year, month, day or 1)
        except ValueError:
            year = 0
        if year < EARLIEST_YEAR:
            self._refuse(
                key, "Phải là ngày dạng NNNN-TT-NN, hoặc NNNN-TT khi để trống ngày."
            )
            return None
        return LetterDate(year, month, day or None)

    def choice(self, key: str, options: Mapping[str, Choice]) -> Choice | None:
        """Return what a key word stands for, None when there is none."""
        word = self.text(key)
        if word and word not in options:
            self._refuse(key, f"Phải là một trong: {', '.join(options)}.")
        return options.get(word)

    def part(self, key: str, *, known: Iterable[str]) -> "Fields":
        """Return the keys of a mapping inside this one."""
        given = self._told.get(key)
        if given is not None and not isinstance(given, Mapping):
            self._refuse(key, "Phải gồm các mục con.")
        told = given if isinstance(given, Mapping) else {}
        return self._inside(told, key, known=known)

    def parts(self, key: str, *, known: Sequence[str]) -> list["Fields"]:
        """Return the keys of each mapping in a list; a text is its first key's."""
        found = []
        for place, item in enumerate(self._items(key), start=1):
            told = item if isinstance(item, Mapping) else {known[0]: item}
            found.append(self._inside(told, f"{key}.{place}", known=known))
        return found

    def _inside(
        self, told: Mapping[Any, Any], key: str, *, known: Iterable[str]
    ) -> "Fields":
        whole = _rejoined(told, known=tuple(known))
        at = f"{self._at}{key}."
        return Fields(whole, self._wrong, known=known, at=at)

    def _items(self, key: str) -> Sequence[Any]:
        given = self._told.get(key)
        if given is None:
            return ()
        if not isinstance(given, list | tuple):
            self._refuse(key, "Phải là một danh sách.")
            return ()
        return given

    def _raw(self, key: str) -> str:
        given = self._told.get(key)
        if given is None:
            return ""
        if isinstance(given, bool) or not isinstance(given, str | int | float):
            self._refuse(key, "Phải là chữ; hãy đặt trong dấu nháy kép.")
            return ""
        text = str(given)
        if len(text) > LONGEST_TEXT:
            self._refuse(key, f"Dài quá {LONGEST_TEXT} ký tự.")
            return ""
        for problem in problems(text)[:1]:
            self._refuse(key, problem)
        return text

    def _refuse(self, key: str, message: str) -> None:
        self._wrong.setdefault(f"{self._at}{key}", message)


def _rejoined(told: Mapping[Any, Any], *, known: Sequence[str]) -> dict[Any, Any]:
    """Undo YAML's reading of a comma that somebody typed in `{note: a, b}`.

    Without quotes YAML ends the value at the comma and takes the rest for a key
    without a value.
    """
    whole: dict[Any, Any] = {}
    last = None
    for key, value in told.items():
        held = whole.get(last)
        if value is None and key not in known and isinstance(held, str):
            whole[last] = f"{held}, {key}"
        else:
            whole[key], last = value, key
    return whole
