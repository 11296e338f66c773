"""Telephone numbers as people write them: recognised, dialled, never repaired."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.phones import read
from documents.vocabulary import PhoneKind

LANDLINE, MOBILE = PhoneKind.LANDLINE, PhoneKind.MOBILE
SERVICE, UNKNOWN = PhoneKind.SERVICE, PhoneKind.UNKNOWN


@pytest.mark.parametrize(
    ("raw", "kind", "dialled"),
    [
        ("02543.727819", LANDLINE, "+842543727819"),
        ("(0254) 3 727 819", LANDLINE, "+842543727819"),
        ("0254-3727819", LANDLINE, "+842543727819"),
        ("+84 254 3727 819", LANDLINE, "+842543727819"),
        ("0903706338", MOBILE, "+84903706338"),
        ("090 370 63 38", MOBILE, "+84903706338"),
        ("+84 903 706 338", MOBILE, "+84903706338"),
        ("(+84) 903 706 338", MOBILE, "+84903706338"),
        ("+84 (0)903 706 338", MOBILE, "+84903706338"),
        ("0084903706338", MOBILE, "+84903706338"),
        ("088.8800.247", MOBILE, "+84888800247"),
        ("0912 345 678", MOBILE, "+84912345678"),
        ("0903008412", MOBILE, "+84903008412"),
        ("1900 1234", SERVICE, "19001234"),
        ("18001091", SERVICE, "18001091"),
        ("113", SERVICE, "113"),
        ("1022", SERVICE, "1022"),
    ],
)
def test_a_number_is_taken_for_what_it_is(
    raw: str, kind: PhoneKind, dialled: str
) -> None:
    phone = read(raw)
    assert (phone.kind, phone.dialled, phone.warning) == (kind, dialled, "")


def test_the_directors_number_of_twelve_digits_is_warned_of_and_left_alone() -> None:
    phone = read("02543.3727838")
    assert (phone.raw, phone.kind) == ("02543.3727838", UNKNOWN)
    assert phone.dialled == "025433727838"
    assert "12 chữ số" in phone.warning
    assert "Giữ nguyên như văn bản" in phone.warning


@pytest.mark.parametrize(
    "raw",
    ["", "không có", "090370633", "09037063380", "0403706338", "2019", "+1 555 010 0"],
)
def test_what_has_no_vietnamese_shape_is_warned_of(raw: str) -> None:
    phone = read(raw)
    assert phone.kind is UNKNOWN
    assert phone.warning


@given(st.text(max_size=40))
def test_a_number_is_shown_exactly_as_written(raw: str) -> None:
    phone = read(raw)
    assert phone.raw == raw
    assert phone.dialled.removeprefix("+").encode().isdigit() or not phone.dialled
