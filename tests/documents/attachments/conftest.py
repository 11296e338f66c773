"""A desk whose files wait to be read."""

from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from documents.files import FileStore
from tests.documents.attachments.readers import FileDesk
from tests.factories import People


@pytest.fixture
def desk(session: Session, people: People, files: FileStore, now: datetime) -> FileDesk:
    return FileDesk(session, people, files, now)
