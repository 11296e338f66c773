"""Which regulation a letter follows, and what differs between them."""

import re
from datetime import date

import pytest
from docx.enum.section import WD_ORIENTATION
from docx.styles.style import ParagraphStyle

from documents import letters
from documents.letters import ND30, TT01, Form
from tests.documents.letters.samples import begun, letter, opened


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


@pytest.mark.parametrize("form", [ND30, TT01], ids=lambda form: form.id)
def test_every_measure_names_its_rule_and_keeps_it(form: Form) -> None:
    numbers = {"page.width": 210, "sizes.body": 14, "lengths.first_line": 12.7}
    assert numbers.items() <= {n: m.value for n, m in form.measures.items()}.items()
    for name, measure in form.measures.items():
        assert re.match(r"Điều \d+|Phụ lục [IV]+, |Thông lệ", measure.source), name
        least, most = measure.within or (measure.value, measure.value)
        assert least <= measure.value <= most, name


def test_both_forms_measure_the_same_things() -> None:
    assert ND30.measures.keys() == TT01.measures.keys()


@pytest.mark.parametrize("kind", ["phieu-chuyen", "phieu-tiep-nhan"])
def test_the_circular_prints_slips_on_half_a_sheet(kind: str) -> None:
    section = opened(begun(kind), TT01).sections[0]
    assert section.page_width is not None
    assert section.page_height is not None
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 148)
    assert section.orientation is WD_ORIENTATION.LANDSCAPE
    whole = opened(begun(kind), ND30).sections[0].page_height
    assert whole is not None
    assert round(whole.mm) == 297
