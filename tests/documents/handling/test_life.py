"""Cases go any way that chance takes them, and never stand where no case may be."""

from pathlib import Path

import pytest

from documents.database import Database
from tests import factories
from tests.documents.handling.life.verbs import VERBS
from tests.documents.handling.life.walk import Seen, walk

STEPS = 2_000
"""Steps in the suite; `python -m bench.life --steps 50000` takes more of them."""

MOST_TURNS = 3
"""A changed rule changes every walk: other steps are taken until each row is walked."""


@pytest.mark.timeout(600)
def test_no_way_leads_a_case_where_none_may_stand(
    sqlite_database: Database, tmp_path: Path
) -> None:
    seen, files = Seen(), factories.store(tmp_path)
    for turn in range(MOST_TURNS):
        walk(sqlite_database, files, steps=STEPS, seen=seen, turn=turn)
        if not seen.never and seen.done.keys() == VERBS.keys():
            break
    assert seen.steps > STEPS * 0.9
    assert seen.never == [], seen
    assert seen.done.keys() == VERBS.keys()
    assert seen.most_rounds > 1
