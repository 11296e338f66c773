"""Whatever happens to its files, no page tells what an index lost (R13, R14).

A small sample; `python -m bench.faults` does the same at volume.
"""

import random
import shutil
from functools import partial
from pathlib import Path

import pytest

from tests.faults.harm import QUESTIONS, Portal, Tally, cut, flipped

FLIPS = 8
MANIFEST = Path("manifest.json")


@pytest.fixture(params=["whoosh", "tantivy"])
def portal(request: pytest.FixtureRequest, tmp_path: Path) -> Portal:
    return Portal(tmp_path, request.param)


@pytest.fixture
def chance() -> random.Random:
    return random.Random(51)  # noqa: S311 - the same harm every time


def check(tally: Tally) -> None:
    told = (tally.faults, tally.wrong, tally.missing, tally.duplicates)
    assert told == (0, 0, 0, 0), tally.notes
    assert tally.pages == 2 * len(QUESTIONS) * tally.tries


def test_the_questions_have_answers_with_and_without_an_index(portal: Portal) -> None:
    assert all(portal.indexed.values())
    assert all(portal.plain.values())


@pytest.mark.parametrize("is_open", [False, True], ids=["closed", "open"])
def test_a_flipped_bit_never_shows_on_a_page(
    portal: Portal, chance: random.Random, is_open: bool
) -> None:
    tally = Tally()
    for name in chance.choices(portal.names(), k=FLIPS):
        portal.suffer(tally, partial(flipped, chance=chance), name, is_open=is_open)
    check(tally)
    assert tally.from_database


def test_a_file_cut_short_or_gone_never_shows_on_a_page(
    portal: Portal, chance: random.Random
) -> None:
    tally = Tally()
    for name in [*chance.sample(portal.names(), 4), MANIFEST]:
        for harm in (Path.unlink, partial(cut, chance=chance)):
            is_open = bool(chance.getrandbits(1))
            portal.suffer(tally, harm, name, is_open=is_open)
    portal.suffer(tally, shutil.rmtree, Path(), is_open=True)
    check(tally)
