"""A full disk costs a commit and nothing else (security.md R5, M5)."""

import random
from pathlib import Path

import pytest

from tests.faults.full_disk import limited_files, suffer
from tests.faults.harm import Portal, Tally


@pytest.mark.parametrize("engine", ["whoosh", "tantivy"])
def test_without_room_the_last_index_answers_and_nothing_is_lost(
    engine: str, tmp_path: Path
) -> None:
    portal, tally = Portal(tmp_path, engine), Tally()
    chance = random.Random(5)  # noqa: S311 - the same room every time
    failed = [suffer(portal, tally, limited_files, chance=chance) for _ in range(3)]
    assert any(failed)
    told = (tally.faults, tally.wrong, tally.missing, tally.duplicates)
    assert told == (0, 0, 0, 0), tally.notes
    assert tally.from_database == 0
    assert portal.searching.set_aside() == []
