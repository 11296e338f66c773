"""kill -9 of the indexer under writes leaves nothing out, nothing twice (R2)."""

import random
from pathlib import Path

import pytest

from tests.faults.harm import Tally
from tests.faults.killing import Killing

KILLS = 3


@pytest.mark.parametrize("engine", ["whoosh", "tantivy"])
def test_a_killed_indexer_comes_back_in_step(engine: str, tmp_path: Path) -> None:
    chance, tally = random.Random(9), Tally()  # noqa: S311 - the same moments
    killing = Killing(tmp_path, engine, chance)
    killing.kills(tally, times=KILLS)
    assert killing.writer.acknowledged
    assert (tally.wrong, tally.missing, tally.duplicates) == (0, 0, 0)
