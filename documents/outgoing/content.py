"""A letter's content: the letter file it is drafted as, and what it still lacks."""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from documents import letters
from documents.errors import Invalid
from documents.models import COMPLAINANT, Case
from documents.viewer import Viewer

Content = dict[str, Any]

OFFICE: Final = "VP"
"""The unit whose code stands in a letter of somebody who belongs to none."""

_FIRST: Final = ("subject", "body", "addressees", "recipients", "bases", "proposal")
"""Keys whose text an officer writes, in the order of the page."""

_WRITTEN: Final = (*_FIRST, "appendices")

_NAMED: Final = {
    "subject": "trích yếu",
    "body": "nội dung",
    "addressees": "kính gửi",
    "signer": "người ký",
    "appendices": "phụ lục",
    "recipients": "nơi nhận",
    "bases": "căn cứ",
    "proposal": "theo đề nghị",
    "secretary": "thư ký",
    "unit": "đơn vị soạn thảo",
    "address": "địa chỉ cơ quan",
    "archive": "nơi lưu",
}
"""What messages call the parts of a letter."""


@dataclass(frozen=True)
class ReplyDraft:
    """What an officer writes of a reply letter; the form supplies the rest."""

    subject: str
    body: str
    signer_id: int


def blank(kind: str, *, drafter: Viewer) -> Content:
    """Return the letter file of a letter that nothing is written of yet."""
    unit = drafter.unit_code or OFFICE
    return {
        "profile": letters.DEFAULT_PROFILE,
        "kind": kind,
        "unit": unit,
        "number": None,
        "date": None,
        "urgency": None,
        "circulation": None,
        "address": False,
        "subject": "",
        "addressees": [],
        "bases": [],
        "proposal": None,
        "body": "",
        "appendices": [],
        "signer": {"authority": None, "for": None, "position": "", "name": ""},
        "secretary": None,
        "recipients": [],
        "archive": {"units": ["VT", unit], "drafter": None, "copies": None},
    }


def reply_content(
    case: Case, draft: ReplyDraft, *, signature: Content, drafter: Viewer
) -> Content:
    """Return the letter file of a case's reply, number and day blank (T01, T02)."""
    recipients = [
        {"name": "Như trên"},
        {"name": "Ban Giám đốc Sở", "note": "để báo cáo"},
        {"name": "Văn phòng Sở", "note": f"hồ sơ {case.code}"},
    ]
    return blank("cong-van", drafter=drafter) | {
        "subject": draft.subject,
        "addressees": [COMPLAINANT],
        "body": draft.body,
        "signer": signature,
        "recipients": recipients,
    }


def content_sha256(content: Content) -> str:
    """Return the fingerprint of a letter file, however its keys are ordered."""
    plain = json.dumps(content, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(plain.encode()).hexdigest()


def symbol_of(content: Content) -> str:
    """Return what follows the number of a letter, finished or not."""
    return letters.symbol(
        letters.KINDS[content["kind"]],
        code=letters.profile(content["profile"]).code,
        unit=content["unit"],
    )


def names_complainant(content: Content) -> bool:
    """Say whether a complainant's name is filled in when it is issued."""
    return COMPLAINANT in json.dumps(content, ensure_ascii=False)


def shown_name(name: str) -> str:
    """Return an addressee as pages show him: a complainant is not named."""
    return name.replace(COMPLAINANT, "Người phản ánh")


def printed(content: Content, *, addressee: str) -> letters.Letter:
    """Return the letter with its complainant filled in, wherever he stands.

    Who approves a slip that nobody signs at the end is not printed on it.

    Raises:
        Invalid: the draft is not finished.
    """
    filled = naming(content, addressee)
    if letters.KINDS[content["kind"]].signed is letters.Signed.NONE:
        filled = {**filled, "signer": None}
    return letters.from_mapping(filled)


def naming(content: Content, name: str) -> Content:
    """Return a letter file with this name wherever its complainant stands."""
    filled: Content = _each(content, lambda text: text.replace(COMPLAINANT, name))
    return filled


def _each(told: Any, change: Callable[[str], str]) -> Any:
    if isinstance(told, str):
        return change(told)
    if isinstance(told, Mapping):
        return {key: _each(value, change) for key, value in told.items()}
    return [_each(value, change) for value in told] if _is_list(told) else told


def _is_list(told: Any) -> bool:
    return isinstance(told, list | tuple)


def missing(content: Content) -> dict[str, str]:
    """Return what keeps a draft from being handed in: field → Vietnamese message.

    Its kind needs something, or a place of its skeleton is still to be written.
    """
    wrong: dict[str, str] = {}
    try:
        printed(content, addressee="Ông (bà)")
    except Invalid as refusal:
        wrong |= {name.partition(".")[0]: m for name, m in refusal.fields.items()}
    for key in _WRITTEN:
        for blank_place in letters.unfilled("\n".join(_texts(content.get(key)))):
            wrong.setdefault(
                key, f"Hãy thay “{blank_place}” bằng nội dung của văn bản."
            )
    return wrong


def told_missing(content: Content) -> str:
    """Return what `missing` finds as one line to read; "" of a finished draft."""
    wrong = missing(content)
    return "; ".join(f"{_NAMED.get(k, k)} – {m.rstrip('.')}" for k, m in wrong.items())


def texts(content: Content) -> Iterator[str]:
    """Yield every text that an officer wrote into a letter, in the page's order."""
    for key in _WRITTEN:
        yield from _texts(content.get(key))


def changed(content: Content, change: Callable[[str], str]) -> Content:
    """Return a letter file with a change made in every text that an officer wrote."""
    return content | {
        key: _each(content[key], change) for key in _WRITTEN if key in content
    }


def _texts(told: Any) -> Iterator[str]:
    if isinstance(told, str):
        yield told
    elif isinstance(told, Mapping):
        yield from _texts(list(told.values()))
    elif _is_list(told):
        for part in told:
            yield from _texts(part)
