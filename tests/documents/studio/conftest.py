"""The desk at which the tests of the studio write."""

from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from documents.files import FileStore
from tests.documents.letter_desk import LetterDesk
from tests.factories import People


@pytest.fixture
def desk(
    session: Session, people: People, files: FileStore, now: datetime
) -> LetterDesk:
    return LetterDesk(session, people, files, now)
