"""Numbers under load: many processes, one killed in the middle, no gap.

`python -m bench.register` does the same with 2,000 letters and eight processes.
"""

from pathlib import Path

from documents.database import Database
from tests.documents.issuing import approve_letters, numbers_of, start

LETTERS = 200
PROCESSES = 4


def address(database: Database) -> str:
    return database.engine.url.render_as_string(hide_password=False)


def test_four_processes_number_two_hundred_letters_without_gap_or_duplicate(
    database: Database, tmp_path: Path
) -> None:
    approve_letters(database, LETTERS)
    url = address(database)
    running = [start(url, tmp_path, n, PROCESSES) for n in range(PROCESSES)]
    told = [process.communicate()[0] for process in running]
    assert [process.returncode for process in running] == [0] * PROCESSES
    acknowledged = sorted(int(line) for out in told for line in out.split())
    assert acknowledged == list(range(1, LETTERS + 1))
    assert numbers_of(database) == acknowledged


def test_kill_9_in_the_middle_of_issuing_leaves_no_gap(
    database: Database, tmp_path: Path
) -> None:
    approve_letters(database, 40)
    acknowledged: list[int] = []
    for stop_after in (3, 5, 4):
        process = start(address(database), tmp_path, 0, 1)
        assert process.stdout
        acknowledged += [int(process.stdout.readline()) for _ in range(stop_after)]
        process.kill()
        # What it had said before it died counts too.
        acknowledged += [int(line) for line in process.stdout.read().split()]
        process.stdout.close()
        process.wait()
    last = start(address(database), tmp_path, 0, 1)
    acknowledged += [int(line) for line in last.communicate()[0].split()]
    assert last.returncode == 0
    assert numbers_of(database) == list(range(1, 41))
    assert len(acknowledged) == len(set(acknowledged))
    assert 40 - 3 <= len(acknowledged) <= 40
