"""Forms speak Vietnamese, and clean or refuse what later pages could not carry."""

import re
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
import wtforms
from werkzeug.datastructures import MultiDict
from wtforms import Form
from wtforms.validators import DataRequired, Length

from portal.form_words import Vietnamese
from portal.forms import ClockTime, Line, Prose, VietnameseDate

MESSAGE = re.compile(r'gettext\(\s*"([^"]+)"', re.MULTILINE)


class Typed(Form):
    class Meta:
        def get_translations(self, form: Form) -> Vietnamese:
            return Vietnamese()

    title = Line("Trích yếu", validators=[DataRequired(), Length(max=50)])
    content = Prose("Nội dung")
    on = VietnameseDate("Ngày")
    at = ClockTime("Giờ")


def fill(**typed: str) -> Typed:
    return Typed(MultiDict({"title": "Ổ gà", **typed}))


def test_every_message_of_the_library_has_its_vietnamese() -> None:
    root = Path(wtforms.__file__).parent
    messages = {
        found
        for path in root.rglob("*.py")
        for found in MESSAGE.findall(path.read_text("utf-8"))
    }
    assert len(messages) > 20
    untold = [told for told in messages if Vietnamese().gettext(told) == told]
    assert untold == []


@pytest.mark.parametrize(
    "trick", ["giá \u202e001", "từ" * 60_000, "a" + "\u0301" * 500, "x\u2066y"]
)
def test_text_that_would_mislead_or_break_is_refused_at_its_field(trick: str) -> None:
    form = fill(content=trick)
    assert not form.validate()
    assert list(form.errors) == ["content"]


def test_decomposed_text_and_control_characters_are_cleaned() -> None:
    form = fill(title="Đu\u031bo\u031b\u0300ng\x00\tdây", content="a\r\nb\x0bc\ufffe")
    assert form.validate()
    assert form.title.data == "Đường dây"
    assert form.content.data == "a\nbc"


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("22/11/2019", date(2019, 11, 22)),
        ("2/1/2020", date(2020, 1, 2)),
        ("22-11-2019", date(2019, 11, 22)),
        ("2019-11-22", date(2019, 11, 22)),
    ],
)
def test_a_day_is_read_as_people_write_it(typed: str, read: date) -> None:
    form = fill(on=typed)
    assert form.validate()
    assert form.on.data == read


@pytest.mark.parametrize(
    "typed", ["31/2/2019", "11/22/2019", "mai", "1/1/0001", "31/12/9999", "٣/٣/٢٠٢٠"]
)
def test_what_is_no_day_is_refused_and_stays_as_typed(typed: str) -> None:
    form = fill(on=typed)
    assert not form.validate()
    assert "ngày/tháng/năm" in form.on.errors[0]
    assert typed in str(form.on())


@pytest.mark.parametrize("typed", ["8:30", "08:30", "8h30", "8g30"])
def test_a_time_of_day_is_read_as_people_write_it(typed: str) -> None:
    form = fill(at=typed)
    assert form.validate()
    assert form.at.data == time(8, 30)


@pytest.mark.parametrize("typed", ["25:00", "tám giờ", "8:3x", "-1:00"])
def test_what_is_no_time_is_refused(typed: str) -> None:
    assert not fill(at=typed).validate()


def test_a_missing_or_long_text_is_told_in_vietnamese() -> None:
    told: Any = fill(title="")
    assert not told.validate()
    assert told.title.errors == ["Mục này cần được điền."]
    told = fill(title="chữ " * 30)
    assert not told.validate()
    assert told.title.errors == ["Không dài quá 50 ký tự."]
