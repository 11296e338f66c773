"""Many letters issued by many processes, as clerks do who press the button at once.

`python -m tests.documents.issuing URL FOLDER FIRST STEP` is one such process: it
issues every STEP-th approved letter from the FIRST on, and prints each number once
the database has it.
"""

import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from documents import outgoing
from documents.database import Database
from documents.models import Officer, OutgoingLetter
from documents.officers import viewer_of
from documents.vocabulary import LetterState, Role
from tests import factories

AT: Final = datetime(2019, 12, 17, 2, 30, tzinfo=UTC)
ROOT: Final = Path(__file__).parents[2]
_CONTENT: Final = {
    "profile": "sgtvt-brvt",
    "kind": "cong-van",
    "unit": "VP",
    "subject": "trả lời phản ánh về Quốc lộ 51",
    "addressees": ["Ông Trần Văn Mẫu"],
    "body": "Sở đã cho vá toàn bộ ổ gà.",
    "signer": {"position": "GIÁM ĐỐC", "name": "Nguyễn Văn Mẫu"},
    "recipients": [{"name": "Như trên"}],
    "archive": {"units": ["VT", "VP"]},
}


def approve_letters(database: Database, count: int) -> None:
    """Leave this many approved letters that wait for their number."""
    with database.writing() as session:
        factories.make_units(session)
        people = factories.make_people(session, now=AT)
        session.add_all(
            OutgoingLetter(
                state=LetterState.APPROVED,
                content=_CONTENT,
                subject=str(_CONTENT["subject"]),
                symbol="SGTVT-VP",
                book="cong-van",
                drafter_id=people[Role.HANDLER].officer_id,
                drafted_at=AT,
                signer_id=people[Role.DIRECTOR].officer_id,
            )
            for _ in range(count)
        )
        session.commit()


def start(url: str, folder: Path, first: int, step: int) -> subprocess.Popen[str]:
    """Start a process that issues the letters FIRST, FIRST + STEP and so on."""
    command = [sys.executable, "-m", "tests.documents.issuing"]
    return subprocess.Popen(
        [*command, url, str(folder), str(first), str(step)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )


def numbers_of(database: Database) -> list[int | None]:
    """Return the numbers as the letters bear them, in the order of numbers."""
    with database.reading() as session:
        rows = select(OutgoingLetter.number).order_by(OutgoingLetter.number)
        return list(session.scalars(rows))


def _issue(database: Database, folder: Path, letter_id: int) -> int | None:
    """Issue one letter in one transaction; None when somebody has."""
    with database.writing() as session:
        clerk = session.scalars(select(Officer).where(Officer.role == Role.CLERK)).one()
        letter = session.get_one(OutgoingLetter, letter_id)
        if letter.state is LetterState.ISSUED:
            return None
        outgoing.freeze(
            session,
            letter,
            addressee="",
            on=AT.date(),
            store=factories.store(folder),
            by=viewer_of(clerk),
            now=AT,
        )
        session.commit()
        return letter.number


def main(url: str, folder: str, first: str, step: str) -> None:
    database = Database(url)
    with database.reading() as session:
        waiting = list(session.scalars(select(OutgoingLetter.id).order_by("id")))
    for letter_id in waiting[int(first) :: int(step)]:
        while True:
            try:
                number = _issue(database, Path(folder), letter_id)
            except OperationalError as busy:
                # The page says "busy", and the clerk presses the button again.
                if "locked" not in str(busy.orig):
                    raise
                time.sleep(0.1)
                continue
            break
        if number is not None:
            print(number, flush=True)  # noqa: T201 - what the tests read
    database.dispose()


if __name__ == "__main__":
    main(*sys.argv[1:])
