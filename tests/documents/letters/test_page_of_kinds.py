"""One letter of each kind, in both forms, of both agencies, measured on paper."""

from itertools import product

import pytest

from documents import letters
from documents.letters import FORMS, KINDS, Form, Letter, Signed
from documents.letters.masthead import MOTTO, NATION
from documents.letters.metrics import Face, width_mm
from tests.documents.letters.printed import Line, Sheet, centre, find, sheets, to_pdf
from tests.documents.letters.samples import begun

PROFILES = ("sgtvt-brvt", "sxd-tphcm")
EVERY = list(product(KINDS, FORMS, PROFILES))

Printed = dict[tuple[str, str, str], list[Sheet]]


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Printed:
    """Return the pages of every kind, form and agency."""
    folder = tmp_path_factory.mktemp("kinds")
    for kind, form, profile in EVERY:
        content = letters.render(begun(kind, profile=profile), FORMS[form])
        (folder / f"{kind}.{form}.{profile}.docx").write_bytes(content)
    to_pdf(folder, tmp_path_factory.mktemp("soffice"))
    return {key: sheets(folder / f"{'.'.join(key)}.pdf") for key in EVERY}


def of(key: tuple[str, str, str]) -> tuple[Letter, Form]:
    kind, form, profile = key
    return begun(kind, profile=profile), FORMS[form]


def rule_under(line: Line, sheet: Sheet) -> Line:
    """Return the drawn line nearest beneath a line of text."""
    below = [r for r in sheet.rules if 0 < r.down - line.down < 4]
    centred = [r for r in below if abs(centre(r) - centre(line)) < 1]
    assert centred, (line, sheet.rules)
    return min(centred, key=lambda r: r.down)


@pytest.mark.parametrize("key", EVERY, ids=".".join)
def test_the_nation_stands_on_one_line_in_the_right_half(
    printed: Printed, key: tuple[str, str, str]
) -> None:
    first = printed[key][0]
    nation, motto = find(first.lines, NATION), find(first.lines, MOTTO)
    assert nation.text == NATION
    assert nation.left > 210 * 0.4
    assert centre(nation) == pytest.approx(centre(motto), abs=0.5)
    rule = rule_under(motto, first)
    assert rule.right - rule.left == pytest.approx(motto.right - motto.left, abs=1)


@pytest.mark.parametrize("key", EVERY, ids=".".join)
def test_agency_and_number_are_centred_on_one_another(
    printed: Printed, key: tuple[str, str, str]
) -> None:
    letter, _ = of(key)
    first = printed[key][0]
    name = letter.profile.name.upper()
    issuer = next(line for line in first.lines if line.text == name)
    for parent in letter.profile.parent.upper().split("\n"):
        assert centre(find(first.lines, parent)) == pytest.approx(
            centre(issuer), abs=0.5
        )
    rule, width = rule_under(issuer, first), issuer.right - issuer.left
    assert width / 3 <= rule.right - rule.left <= width / 2
    if letter.kind.numbered:
        number = find(first.lines, letter.number_line)
        assert centre(number) == pytest.approx(centre(issuer), abs=0.5)
        assert number.down > issuer.down


@pytest.mark.parametrize("key", EVERY, ids=".".join)
def test_the_date_stands_on_the_line_of_the_number_under_the_motto(
    printed: Printed, key: tuple[str, str, str]
) -> None:
    letter, _ = of(key)
    lines = printed[key][0].lines
    dated = [line for line in lines if line.text == letter.place_and_date]
    assert len(dated) == letter.kind.dated
    for day in dated:
        assert centre(day) == pytest.approx(centre(find(lines, MOTTO)), abs=1)
        if letter.kind.numbered:
            number = find(lines, letter.number_line)
            assert day.down == pytest.approx(number.down, abs=0.3)


@pytest.mark.parametrize("key", EVERY, ids=".".join)
def test_a_named_kind_is_headed_in_the_middle_another_under_its_number(
    printed: Printed, key: tuple[str, str, str]
) -> None:
    letter, form = of(key)
    first = printed[key][0]
    if letter.kind.named:
        name = letter.kind.name.upper()
        heading = next(line for line in first.lines if line.text == name)
        assert centre(heading) == pytest.approx(30 + 82.5, abs=0.5)
        under = [r for r in first.rules if heading.down < r.down < heading.down + 25]
        assert under
    else:
        about = find(first.lines, "V/v ")
        number = find(first.lines, letter.number_line)
        assert centre(about) == pytest.approx(centre(number), abs=0.5)
        gap = (about.down - number.down) * 72 / 25.4 - form.sizes.about * 1.15
        assert gap == pytest.approx(form.lengths.about_gap, abs=1)


@pytest.mark.parametrize("key", EVERY, ids=".".join)
def test_the_signature_is_level_with_the_copies(
    printed: Printed, key: tuple[str, str, str]
) -> None:
    letter, _ = of(key)
    everything = [line for sheet in printed[key] for line in sheet.lines]
    labels = [line for line in everything if line.text == "Nơi nhận:"]
    if letter.kind.signed is Signed.NONE:
        assert labels == []
        return
    last = printed[key][-1].lines
    label = find(last, "Nơi nhận:")
    *_, position = (line for line in last if line.text == letter.signer.lines[0])
    name = find(last, letter.signer.name)
    assert centre(position) == pytest.approx(centre(name), abs=0.5)
    assert position.left > 105
    assert 25 <= name.down - position.down <= 40
    if letter.kind.signed is Signed.ONE:
        assert label.down == pytest.approx(position.down, abs=0.3)
        assert any(21 < line.down < label.down for line in last)
    else:
        secretary = find(last, "THƯ KÝ")
        assert secretary.down == pytest.approx(position.down, abs=0.1)
        assert centre(secretary) < 105
        assert label.down > name.down


@pytest.mark.parametrize("key", EVERY, ids=".".join)
def test_sheet_and_margins_are_the_forms(
    printed: Printed, key: tuple[str, str, str]
) -> None:
    letter, form = of(key)
    page = form.page_of(letter.kind)
    for place, sheet in enumerate(printed[key]):
        assert sheet.width == pytest.approx(page.width, abs=0.3)
        assert sheet.height == pytest.approx(page.height, abs=0.3)
        lines = sheet.lines
        if place > 0:
            numbers = [line for line in lines if line.text == str(place + 1)]
            lines = [line for line in lines if line not in numbers]
            assert len(numbers) == 1
            at_top = form.page_number is letters.ND30.page_number
            assert (numbers[0].down < page.top) == at_top
        for line in (*lines, *sheet.rules):
            assert page.left - 0.5 <= line.left
            assert line.right <= page.width - page.right + 0.5
            assert page.top - 0.5 <= line.down <= page.height - page.bottom + 0.5


def test_the_type_is_as_wide_as_we_reckon(printed: Printed) -> None:
    nation = find(printed["cong-van", "nd30", "sgtvt-brvt"][0].lines, NATION)
    reckoned = width_mm(NATION, size=12, face=Face.BOLD)
    assert nation.right - nation.left == pytest.approx(reckoned, abs=0.5)
