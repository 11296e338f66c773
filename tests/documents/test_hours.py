"""When the hotline is answered, as editors type it, and as it is kept and told."""

import pytest

from documents import hours
from documents.errors import Invalid

WORKING = "Mo-Fr"


def test_hours_are_read_however_an_office_writes_them() -> None:
    usual = "Mo-Fr 07:30-11:30,13:30-17:00"
    for typed in (
        "7:30–11:30, 13:30–17:00",
        "07:30-11:30 và 13:30-17:00",
        "7h30 - 11h30; 13h30 - 17h",
        "từ 7g30 đến 11g30, từ 13.30 đến 17 giờ",
        " 7:30 — 11:30 ,13:30—17:00 ",
    ):
        told = hours.from_typed(WORKING, typed)
        assert told is not None
        assert told.notation == usual, typed
        assert told.words == "Thứ Hai đến thứ Sáu, 7:30–11:30, 13:30–17:00"
        assert hours.read(usual) == hours.from_typed(WORKING, told.typed) == told
    for typed in ("24/24", "24 / 7", "Cả ngày đêm", "0:00–24:00"):
        told = hours.from_typed("Mo-Su", typed)
        assert told is not None
        assert told.notation == "Mo-Su 00:00-24:00", typed
        assert told.words == "Mọi ngày, cả ngày đêm (24/24)"
        assert hours.read(told.notation) == hours.from_typed(told.days, told.typed)
    assert hours.from_typed("", " ") is hours.read("") is None


@pytest.mark.parametrize(
    ("days", "typed", "field"),
    [
        ("", "7:30–11:30", "open_days"),
        (WORKING, "", "hours"),
        (WORKING, "giờ hành chính", "hours"),
        (WORKING, "<b>7:30</b>", "hours"),
        (WORKING, "17:00–7:30", "hours"),
        (WORKING, "7:30–7:30", "hours"),
        (WORKING, "7:60–8:00", "hours"),
        (WORKING, "8:00–24:01", "hours"),
        (WORKING, "13:30–17:00, 7:30–11:30", "hours"),
        (WORKING, "7:00–9:00, 8:00–10:00", "hours"),
        (WORKING, "1-2,3-4,5-6,7-8,9-10", "hours"),
        (WORKING, ",", "hours"),
        (WORKING, "7:30–11:30 " * 9, "hours"),
    ],
)
def test_hours_that_nobody_could_follow_are_refused_in_words(
    days: str, typed: str, field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        hours.from_typed(days, typed)
    (told,) = refused.value.fields.items()
    assert told[0] == field
    assert told[1].endswith(".")
