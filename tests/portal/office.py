"""A portal with the office of the factories in it, and the clock standing still."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from documents import officers
from documents.database import Database
from documents.models import Case
from documents.vocabulary import CaseState, Role
from portal.config import Settings
from tests import factories
from tests.apps import make_app
from tests.conftest import NOW
from tests.portal.public_site import Site, token_in

__all__ = ["office"]


AnyOffice = TypeVar("AnyOffice", bound="Office")


class Office(Site):
    """The site, with cases; who signed in once stays signed in."""

    def __init__(self, site: Site, files: Path) -> None:
        super().__init__(site.app, site.database)
        self.files = factories.store(files)
        self.clients: dict[Role, FlaskClient] = {}

    @contextmanager
    def reading(self) -> Iterator[Session]:
        with self.database.reading() as session:
            yield session

    def as_(self, role: Role) -> FlaskClient:
        if role not in self.clients:
            self.clients[role] = self._signed_in(role)
        return self.clients[role]

    def _signed_in(self, role: Role) -> FlaskClient:
        """Return a client that came through the door, without a password's price."""
        return self.signed_in(self.people[role].officer_id)

    def signed_in(self, officer_id: int) -> FlaskClient:
        with self.writing() as session:
            secret = officers.open_session(session, officer_id, "127.0.0.1", now=NOW)
        client = self.app.test_client()
        with client.session_transaction() as cookie:
            cookie["_user_id"] = secret
        return client

    def case(self, state: CaseState = CaseState.RECEIVED, **told: Any) -> str:
        """Make a case, take it to a state, return its address."""
        with self.writing() as session:
            case = factories.make_case(
                session, now=told.pop("now", NOW), by=self.people[Role.CLERK], **told
            )
            factories.advance_to(
                session, case, state, self.people, NOW, files=self.files
            )
            return f"/ho-so/{case.code}"

    def advance(self, path: str, state: CaseState) -> None:
        """Take a case that stands along its straight path until it is at a state."""
        with self.writing() as session:
            case = session.merge(self.row(path))
            factories.advance_to(
                session, case, state, self.people, NOW, files=self.files
            )

    def row(self, path: str) -> Case:
        with self.reading() as session:
            code = path.rsplit("/", 1)[-1]
            return session.scalars(select(Case).where(Case.code == code)).one()

    def get(self, role: Role, path: str) -> str:
        """Return a page as text; anything but 200 is a failure."""
        answer = self.as_(role).get(path)
        assert answer.status_code == 200, (path, answer.status_code)
        return answer.get_data(as_text=True)

    def post(self, role: Role, path: str, **typed: Any) -> TestResponse:
        """Send a form with the officer's own token, whether a page offers it or not."""
        client = self.as_(role)
        if "csrf_token" not in typed:
            typed["csrf_token"] = token_in(client.get("/ban-lam-viec").text)
        return client.post(path, data=typed)

    def move(self, role: Role, case: str, action: str, **typed: Any) -> TestResponse:
        """Make a move on the version of a case that stands now."""
        typed.setdefault("version", str(self.row(case).version))
        return self.post(role, f"{case}/{action}", **typed)


@pytest.fixture
def office(sqlite_database: Database, tmp_path: Path) -> Office:
    return peopled(Office(started(sqlite_database, tmp_path), tmp_path))


def started(database: Database, folder: Path) -> Site:
    """Return the portal on this database, its clock standing still."""
    settings = Settings.from_environment(
        {
            "PORTAL_DATA_DIR": str(folder),
            "PORTAL_DATABASE_URL": database.url,
            "PORTAL_SECRET_KEY": factories.SECRET,
        }
    )
    return Site(make_app(settings, clock=lambda: NOW), database)


def peopled(office: AnyOffice) -> AnyOffice:
    """Give an office its units, and one officer of every role."""
    with office.writing() as session:
        factories.make_units(session)
        office.people = factories.make_people(session, now=NOW)
    return office
