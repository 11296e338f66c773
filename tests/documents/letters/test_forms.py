"""Which regulation a letter follows, and what differs between them."""

from datetime import date

import pytest
from docx.styles.style import ParagraphStyle

from documents import letters
from documents.letters import ND30, TT01, Form
from tests.documents.letters.samples import letter, opened


@pytest.mark.parametrize(
    ("dated", "form"),
    [
        ("2019-12", TT01),
        ("2020-03-04", TT01),
        ("2020-03-05", ND30),
        ("2020-03", ND30),
        ("2026-01-01", ND30),
        ("2010-05-01", TT01),
    ],
)
def test_the_letters_own_date_decides(dated: str, form: Form) -> None:
    asked = letters.form_of(letter(date=dated), on=date(2026, 3, 17))
    assert asked is form


@pytest.mark.parametrize(
    ("on", "form"), [(date(2020, 3, 4), TT01), (date(2020, 3, 5), ND30), (None, ND30)]
)
def test_an_undated_draft_follows_the_day_it_is_asked_on(
    on: date | None, form: Form
) -> None:
    assert letters.form_of(letter(date=None), on=on) is form


def test_render_takes_the_form_of_the_date_unless_told() -> None:
    seed = letter()
    assert letters.render(seed) == letters.render(seed, TT01)
    assert letters.render(seed) != letters.render(seed, ND30)


def test_the_circular_ends_its_grounds_with_a_comma_upright() -> None:
    assert grounds(TT01) == ([";", ";", ","], None)
    assert grounds(ND30) == ([";", ";", "."], True)


def grounds(form: Form) -> tuple[list[str], bool | None]:
    document = opened(letter("decision"), form)
    style = document.styles["Căn cứ"]
    assert isinstance(style, ParagraphStyle)
    texts = [p.text for p in document.paragraphs if p.style == style]
    return [text[-1] for text in texts], style.font.italic
