"""The letter file: a letter as a clerk or the portal writes it down.

YAML or a mapping in, a `Letter` out; every fault is named, in Vietnamese, with the
key it is at. Beside what every letter has, a file may say:

    circulation: luu-hanh-noi-bo        # or xem-xong-tra-lai
    address: true                       # the agency's address under the first page
    secretary: Đỗ Văn Đông              # who signs minutes beside the chair
    signer: {authority: TL, deputy_for: Chánh Văn phòng, position: …, name: …}
    appendices: [{title: …, body: …, landscape: false}]
"""

from collections.abc import Mapping
from typing import Any, Final

import yaml

from documents.errors import DomainError, Invalid
from documents.letters.fields import Fields
from documents.letters.kinds import CIRCULATIONS, KINDS, STAMPS
from documents.letters.letter import (
    AUTHORITIES,
    Appendix,
    Archive,
    Letter,
    Recipient,
    Signer,
)
from documents.letters.profiles import DEFAULT_PROFILE, Profile, profile, profiles

_KEYS: Final = (
    "profile",
    "kind",
    "unit",
    "number",
    "date",
    "urgency",
    "circulation",
    "address",
    "subject",
    "addressees",
    "bases",
    "proposal",
    "body",
    "appendices",
    "signer",
    "secretary",
    "recipients",
    "archive",
)
_DEFAULT_KIND: Final = "cong-van"
_FOR_THE_HEAD: Final = frozenset({"KT", "TL", "TUQ"})
_ITEM_END: Final = " ;,"


class LetterError(DomainError):
    """A letter file that cannot be read at all."""


def parse(text: str) -> Letter:
    """Return the letter in a letter file's text (YAML, so JSON too).

    Raises:
        LetterError: this is no YAML, or not a letter file.
        Invalid: keys are missing, unknown or wrong.
    """
    try:
        told = yaml.safe_load(text)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        where = f", dòng {mark.line + 1}" if mark else ""
        raise LetterError(f"Tệp không đúng cú pháp YAML{where}.") from error
    except (yaml.YAMLError, RecursionError) as error:
        raise LetterError("Tệp không đọc được dưới dạng YAML.") from error
    except ValueError as error:
        raise LetterError("Tệp có ngày tháng không có thật (date).") from error
    if not isinstance(told, Mapping):
        raise LetterError("Tệp không có các mục của một văn bản (subject, body …).")
    return from_mapping(told)


def from_mapping(mapping: Mapping[str, Any]) -> Letter:
    """Return the letter that a parsed letter file describes.

    Raises:
        Invalid: keys are missing, unknown or wrong; `fields` names each.
    """
    wrong: dict[str, str] = {}
    told = Fields(mapping, wrong, known=_KEYS)
    agency = _agency(told, mapping.get("profile"), wrong)
    parts: dict[str, Any] = {
        "kind": told.choice("kind", KINDS) or KINDS[_DEFAULT_KIND],
        "unit": told.text("unit"),
        "number": told.count("number"),
        "dated": told.day("date"),
        "urgency": told.choice("urgency", STAMPS),
        "circulation": told.choice("circulation", CIRCULATIONS),
        "with_address": told.flag("address"),
        "subject": told.text("subject"),
        "addressees": _items(told, "addressees"),
        "bases": told.texts("bases"),
        "proposal": told.text("proposal"),
        "body": told.paragraphs("body"),
        "appendices": _appendices(told),
        "signer": _signer(told, agency),
        "secretary": told.text("secretary"),
        "recipients": _recipients(told),
        "archive": _archive(told),
    }
    if wrong:
        raise Invalid(wrong)
    return Letter(profile=agency, **parts)


def _agency(told: Fields, given: Any, wrong: dict[str, str]) -> Profile:
    """Return the agency a letter comes from: named, or carried whole."""
    ours = profiles()[DEFAULT_PROFILE]
    if not isinstance(given, Mapping):
        return told.choice("profile", profiles()) or ours
    try:
        return profile(given)
    except Invalid as refusal:
        wrong |= refusal.fields
        return ours


def _items(told: Fields, key: str) -> tuple[str, ...]:
    return tuple(map(_item, told.texts(key)))


def _item(text: str) -> str:
    """Return a list's item without the dash and mark it may be typed with."""
    return text.removeprefix("- ").rstrip(_ITEM_END)


def _signer(told: Fields, agency: Profile) -> Signer:
    keys = ("authority", "for", "deputy_for", "position", "name")
    part = told.part("signer", known=keys)
    authority = part.choice("authority", {word: word for word in AUTHORITIES})
    head = agency.head if authority in _FOR_THE_HEAD else agency.name
    return Signer(
        position=part.text("position"),
        name=part.text("name"),
        authority=authority,
        behalf=part.text("for") or head,
        deputy_for=part.text("deputy_for"),
    )


def _appendices(told: Fields) -> tuple[Appendix, ...]:
    parts = told.parts("appendices", known=("title", "body", "landscape"))
    return tuple(
        Appendix(part.text("title"), part.paragraphs("body"), part.flag("landscape"))
        for part in parts
    )


def _recipients(told: Fields) -> tuple[Recipient, ...]:
    parts = told.parts("recipients", known=("name", "note"))
    named = ((_item(part.text("name")), part.text("note")) for part in parts)
    return tuple(Recipient(name, note) for name, note in named if name)


def _archive(told: Fields) -> Archive:
    part = told.part("archive", known=("units", "drafter", "copies"))
    unit = told.text("unit")
    units = _items(part, "units") or ("VT", *([unit] if unit else []))
    drafter = part.text("drafter").rstrip(" .")
    return Archive(units=units, drafter=drafter, copies=part.count("copies"))
