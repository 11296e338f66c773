"""A desk with a case, to which files are attached."""

from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from documents.files import FileStore
from tests.documents.case_files.attaching import CaseDesk
from tests.factories import People


@pytest.fixture
def desk(session: Session, people: People, files: FileStore, now: datetime) -> CaseDesk:
    return CaseDesk(session, people, files, now)
