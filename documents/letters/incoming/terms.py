"""Deadlines that a text sets: dates before or by which, and terms in days.

All patterns read folded text. What only tells of the past is left out, as is a
standing rule that counts from something other than this letter.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from documents.deadlines import LONGEST_TERM
from documents.letters.incoming.passages import DATE, iso_of, same_length
from documents.letters.incoming.proposal import Deadline, resolved
from documents.vocabulary import DeadlineMode

MOST_DEADLINES: Final = 20
_LONGEST_TEXT: Final = 1_000
_BACK: Final = 80
_ENDING: Final = " .;,/"

_WEEKDAY: Final = (
    r"(?:(?:thu (?:hai|ba|tu|nam|sau|bay|[2-7])|chu nhat)[\s,]*(?:\(\s*)?)?"
)
_HOUR: Final = r"\d{1,2}\s?(?:gio|[hg:])\s?(?:\d{1,2}\s?(?:phut|p)?)?[\s,]*"
_NGAY: Final = rf"[\s,:(]*{_WEEKDAY}ngay[\s:]*{_WEEKDAY}"
_BEFORE: Final = re.compile(
    rf"\btruoc(?: thoi han)?(?:{_NGAY}|\s+(?=[\d]{{1,2}}/\d)){DATE}"
)
_LATEST: Final = r"(?:cham|muon|tre) nhat"
_UNTIL: Final = (
    r"\bthoi han(?:\s+\w+){0,5}?(?:\s*:|\s+la|\s+den)(?:\s+(?:la|den|het|truoc))*"
)
_BY: Final = tuple(
    re.compile(pattern)
    for pattern in (
        # Before an hour of the day is by the day.
        rf"\btruoc\s+(?:luc\s+)?{_HOUR}(?:cua\s+)?{_NGAY}{DATE}",
        rf"\b{_LATEST}(?:\s+(?:la|den|vao|trong|het))*\s+(?:{_HOUR})?{_NGAY}{DATE}",
        rf"\b(?:den\s+)?het\s+(?:{_HOUR})?{_NGAY}{DATE}",
        rf"\btrong{_NGAY}{DATE}",
        rf"\bhan\s+(?:cuoi|chot)(?:\s+cung)?(?:\s+(?:la|den|vao))*{_NGAY}{DATE}",
        rf"\bxong(?:\s+vao)?{_NGAY}{DATE}",
        rf"\bkhong\s+(?:qua|sau|(?:muon|tre|cham) hon){_NGAY}{DATE}",
        rf"{_UNTIL}\s+(?:ngay\s+)?{DATE}",
    )
)
_SPELLED: Final = {
    "mot": 1, "hai": 2, "ba": 3, "bon": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8,
    "chin": 9, "muoi": 10, "muoi lam": 15,
}  # fmt: skip
_COUNT: Final = rf"(?P<count>\d{{1,3}}|{'|'.join(sorted(_SPELLED, reverse=True))})"
_DAYS: Final = (
    rf"\s*{_COUNT}\s*(?:\(\s*\w+(?: \w+){{0,3}}\s*\)\s*)?ngay(?P<work> lam viec)?\b"
)
_AT_MOST: Final = r"(?:\s+(?:la|toi da|khong qua|cham nhat|nhieu nhat))*"
_TERM: Final = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\btrong\s+(?:thoi han|vong|thoi gian|han){_AT_MOST}{_DAYS}",
        rf"\b(?:thoi han|han)(?:\s+\w+){{0,4}}?(?:\s*:|\s+la){_AT_MOST}{_DAYS}",
        rf"\b{_LATEST}(?:\s+(?:la|sau|trong|vong|thoi han))*{_DAYS}",
        rf"\b(?:trong|khong qua|toi da){_DAYS}",
    )
)
_VAGUE: Final = _TERM[-1]
_SINCE: Final = re.compile(
    r"[\s,(]*(?:(?:tinh|ke)\s+)*tu\s+(?:(?:ngay|khi|luc|thoi diem)\s+)?"
)
_RECEIVED: Final = re.compile(r"(?:tiep )?nhan\b(?: duoc)?\s*")
_OTHERS: Final = re.compile(
    r"(?:du|day du|ho so|don|phan anh|kien nghi|y kien|ket qua|de nghi|bao cao|tin|"
    r"thong tin|yeu cau)\b"
)
_SIGNED: Final = re.compile(
    r"(?:ky|ban hanh|phat hanh|ra)\b|(?:(?:van ban|cong van|thong bao|quyet dinh|"
    r"ke hoach|chi thi|cong dien) nay\b)"
)
_DAY: Final = re.compile(DATE)
_GONE: Final = re.compile(r"\s+(?:qua|truoc|gan day|nghi)\b")
_PAST: Final = re.compile(
    r"(?:\btu|\bda(?: (?:duoc|bi|co))?(?: \w+){1,3}|\bco hieu luc(?: thi hanh)?"
    r"|\b(?:phat sinh|ton dong|ton tai))\s*$"
)
_SPAN: Final = re.compile(
    r"(?:\btu (?:ngay )?\d{1,2}[^;:]{1,24}|\btinh|\bhieu luc[^,;:]{0,20})\s*$"
)


def deadlines_in(texts: Iterable[str], *, dated: str = "") -> tuple[Deadline, ...]:
    """Return the deadlines of sentences, each once; `dated` is the letter's date.

    `2019-12` serves too: what lies before the letter is no deadline of it.
    """
    since = _earliest(dated)
    found: dict[tuple[object, ...], Deadline] = {}
    for text in texts:
        for deadline in _of(text, same_length(text)):
            stated = since and deadline.stated_on(since)
            if since and stated and stated < since:
                continue
            key = (deadline.mode, deadline.on, deadline.days, deadline.text)
            found.setdefault(key, deadline)
    return tuple(found.values())[:MOST_DEADLINES]


def _earliest(dated: str) -> date | None:
    whole = dated if len(dated) > len("2019-12") else f"{dated}-01"
    return resolved(whole, date.min) if dated else None


def _of(text: str, plain: str) -> Iterator[Deadline]:
    whole = text.rstrip(_ENDING)
    told = whole if len(whole) <= _LONGEST_TEXT else f"{whole[:_LONGEST_TEXT]}…"
    taken: list[range] = []
    for pattern, make in _PATTERNS:
        for match in pattern.finditer(plain):
            here = range(*match.span())
            if not any(here.start < t.stop and t.start < here.stop for t in taken):
                taken.append(here)
                yield from make(match, plain, told)


def _before(match: re.Match[str], plain: str, told: str) -> Iterator[Deadline]:
    on = iso_of(match)
    if on and not _PAST.search(_ahead(match, plain)):
        yield Deadline(DeadlineMode.BEFORE, told, on)


def _ahead(match: re.Match[str], plain: str) -> str:
    """Return the words before a date that may tell that it is none."""
    return plain[max(0, match.start() - _BACK) : match.start()]


def _by(match: re.Match[str], plain: str, told: str) -> Iterator[Deadline]:
    on, before = iso_of(match), _ahead(match, plain)
    if on and not (_PAST.search(before) or _SPAN.search(before)):
        yield Deadline(DeadlineMode.BY, told, on)


def _term(match: re.Match[str], plain: str, told: str) -> Iterator[Deadline]:
    """Yield the term, unless it counts from what is not this letter."""
    days = _SPELLED.get(match["count"]) or int(match["count"])
    after = plain[match.end() : match.end() + _BACK]
    since = _SINCE.match(after)
    if _GONE.match(after) or not 1 <= days <= LONGEST_TERM:
        return
    if match.re is _VAGUE and not (match["work"] or since):
        return
    mode = DeadlineMode.WITHIN if match["work"] else DeadlineMode.WITHIN_DAYS
    if since is None:
        yield Deadline(mode, told, days=days)
        return
    yield from _counted(Deadline(mode, told, days=days), after[since.end() :])


def _counted(term: Deadline, event: str) -> Iterator[Deadline]:
    """Yield the term with what it counts from."""
    received, dated = _RECEIVED.match(event), _DAY.match(event)
    if dated and iso_of(dated):
        yield Deadline(term.mode, term.text, iso_of(dated), term.days)
    elif received and not _OTHERS.match(event[received.end() :]):
        yield Deadline(term.mode, term.text, days=term.days, from_receipt=True)
    elif _SIGNED.match(event):
        yield term


_PATTERNS: Final = (
    (_BEFORE, _before),
    *((pattern, _by) for pattern in _BY),
    *((pattern, _term) for pattern in _TERM),
)
"""In this order: a place of the text is read once."""
