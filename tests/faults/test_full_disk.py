"""A full disk costs a commit and nothing else (security.md R5, M5)."""

from pathlib import Path

import pytest

from tests.faults.full_disk import limited_files, suffer
from tests.faults.harm import Portal, Tally


@pytest.mark.parametrize("engine", ["whoosh", "tantivy"])
def test_without_room_the_last_index_answers_and_nothing_is_lost(
    engine: str, tmp_path: Path
) -> None:
    portal, tally = Portal(tmp_path, engine), Tally()
    failed = [
        suffer(portal, tally, limited_files, room=room) for room in (100, 4_000, 16_000)
    ]
    assert all(failed)
    told = (tally.faults, tally.wrong, tally.missing, tally.duplicates)
    assert told == (0, 0, 0, 0), tally.notes
    assert tally.from_database == 0
    assert portal.searching.set_aside() == []
