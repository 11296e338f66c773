"""What a letter starts as: filled with what is known, the rest to be written."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from documents import letters
from documents.letters import KINDS, Facts, Signed
from documents.letters.kinds import Addressed
from tests.documents.letters.samples import begun, facts

ALL = letters.skeletons()


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from texts(part)
    else:
        for part in value:
            yield from texts(part)


def test_every_kind_has_a_skeleton_of_its_own() -> None:
    assert set(KINDS) <= set(ALL)
    assert all(ALL[kind].kind == kind for kind in KINDS)


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("profile", ["sgtvt-brvt", "sxd-tphcm"])
def test_a_skeleton_is_a_letter_of_its_agency(name: str, profile: str) -> None:
    letter = begun(name, profile=profile)
    assert letter.kind.id == ALL[name].kind
    assert "{" not in letter.body
    others = {"Sở Giao thông vận tải", "Sở Xây dựng"} - {letter.profile.name}
    assert not any(other in letter.body for other in others)


@pytest.mark.parametrize("name", ALL)
def test_a_skeleton_follows_the_rules_of_its_kind(name: str) -> None:
    keys = ALL[name].filled(facts())
    kind = KINDS[ALL[name].kind]
    assert bool(keys.get("addressees")) == (kind.addressed is not Addressed.NEVER)
    if kind.addressed is not Addressed.NEVER:
        assert keys["recipients"][0] == "Như trên"
    if kind.decides:
        assert keys["recipients"][0].startswith("Như Điều")
    assert keys["body"].endswith("./.") == kind.closed
    assert bool(keys.get("recipients")) == (kind.signed is not Signed.NONE)


@pytest.mark.parametrize("name", ALL)
def test_what_is_not_known_is_left_to_write(name: str) -> None:
    """Nothing is lost, and nothing reads as if it were known."""
    keys = ALL[name].filled(Facts())
    left = [found for text in texts(keys) for found in letters.unfilled(text)]
    assert left
    assert not any("{" in text or "None" in text for text in texts(keys))


def test_a_reply_of_which_all_is_known_leaves_nothing_to_write() -> None:
    reply = begun("tra-loi")
    assert letters.unfilled(reply.body) == ()
    about = "trả lời phản ánh về việc ổ gà trên Quốc lộ 51, đoạn qua cầu Cỏ May"
    assert reply.about == about
    assert reply.addressees == ("Ông Nguyễn Văn Thử",)


def test_dates_are_written_as_the_office_writes_them() -> None:
    body = ALL["gia-han"].filled(Facts(new_due_on=date(2026, 4, 5)))["body"]
    assert "gia hạn thời gian giải quyết đến 05/4/2026" in body


def test_what_is_filled_in_is_only_text() -> None:
    body = ALL["tra-loi"].filled(Facts(answer="{code} {{7*7}} [sic]"))["body"]
    assert "{code} {{7*7}} [sic]" in body
    assert "[sic]" not in letters.unfilled(body)
