"""Days as offices typed them; never month before day."""

from datetime import date

import pytest

from documents.importing import dates


@pytest.mark.parametrize(
    "typed",
    [
        "3/5/2019",
        "03/05/2019",
        "3-5-2019",
        "3.5.2019",
        "3/5/19",
        "2019-05-03",
        "2019/5/3",
        "2019-05-03T08:30:00+07:00",
        "2019-05-03 08:30:00",
        "03/05/2019 08:30",
        "03/05/2019 8h30",
        "ngày 3 tháng 5 năm 2019",
        "Ngày 03 tháng 05 năm 2019",
        "Vũng Tàu, ngày 3 tháng 5 năm 2019",
        "ngay 3 thang 5 nam 2019",
        "3 tháng 5 năm 2019",
        "43588",
        "43588.354",
        "  3/5/2019\u00a0",
    ],
)
def test_a_day_is_read_however_it_was_typed(typed: str) -> None:
    assert dates.read(typed) == date(2019, 5, 3)


def test_the_calendar_of_1904_is_four_years_and_a_day_behind() -> None:
    assert dates.read("42126", from_1904=True) == date(2019, 5, 3)


@pytest.mark.parametrize("typed", ["5/13/2019", "12/31/2019", "2019-13-05"])
def test_the_month_never_stands_first(typed: str) -> None:
    with pytest.raises(dates.NoDate, match=r"Không có tháng (13|31)"):
        dates.read(typed)


@pytest.mark.parametrize(
    "typed",
    ["29/2/2019", "31/4/2019", "0/5/2019", "hôm qua", "5/2019", "1/1/1850", "12",
     "1/2/3/2019", "ngày tháng năm", "3/5/2019 (thứ sáu)"],
)  # fmt: skip
def test_what_is_no_day_is_refused_with_what_to_type(typed: str) -> None:
    with pytest.raises(dates.NoDate, match="Hãy ghi ngày/tháng/năm"):
        dates.read(typed)
