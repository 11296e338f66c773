"""A portal with the seed's content, and people who read and edit it."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from documents import contacts, directives, officers
from documents.contacts import ContactFields, PhoneFields
from documents.database import Database
from documents.directives import DirectiveFields, RelationFields
from documents.models import Contact, Directive, PostingPlace, Unit
from documents.viewer import Viewer
from documents.vocabulary import (
    ContentAction,
    DirectiveRelationKind,
    IssuerLevel,
    Role,
    UnitKind,
)
from portal.config import Settings
from portal.searching import Searching
from portal.wiring import Wiring
from tests.apps import make_app

SEED = Path(__file__).parents[2] / "documents" / "demo"
NOW = datetime(2019, 12, 17, 2, 30, tzinfo=UTC)
PASSWORD = "một câu dài khó đoán 2019"
CANARY = "chimyenbaocao"
"""A word that stands only in what no visitor may see."""


class Site:
    """The application, its people, and its index when asked for."""

    def __init__(self, app: Flask, database: Database) -> None:
        self.app = app
        self.database = database
        self.people: dict[Role, Viewer] = {}

    @property
    def searching(self) -> Searching:
        wiring: Wiring = self.app.extensions["wiring"]
        assert isinstance(wiring.search, Searching)
        return wiring.search

    def index(self) -> None:
        """Bring the index up to date, as the indexer would a moment later."""
        self.searching.catch_up()

    @contextmanager
    def writing(self) -> Iterator[Session]:
        with self.database.writing() as session:
            yield session
            session.commit()

    def visitor(self) -> FlaskClient:
        return self.app.test_client()

    def officer(self, role: Role) -> FlaskClient:
        """Sign in through the one-time link, as a new officer does."""
        with self.writing() as session:
            officer = self.people[role].officer_id
            link = officers.issue_link(session, officer, now=datetime.now(UTC))
        client = self.app.test_client()
        path = f"/kich-hoat/{link}"
        page = client.get(path).get_data(as_text=True)
        names = re.findall(r'<input[^>]*type="?password"?[^>]*>', page)
        typed = {re.search(r'name="?([\w-]+)', tag)[1]: PASSWORD for tag in names}  # type: ignore[index]
        client.post(path, data={**typed, "csrf_token": token_in(page)})
        return client


def token_in(page: str) -> str:
    found = re.search(r'name="?csrf_token"?[^>]*value="([^"]+)"', page)
    assert found, "the page has no token"
    return found[1]


def post(client: FlaskClient, path: str, form_at: str, **typed: Any) -> Any:
    """Send a form the way a browser does: with the token of the page it is on."""
    page = client.get(form_at).get_data(as_text=True)
    return client.post(path, data={"csrf_token": token_in(page), **typed})


@pytest.fixture
def site(sqlite_database: Database, tmp_path: Path) -> Site:
    """Give the portal with the seed's contacts and directives published."""
    settings = Settings.from_environment(
        {
            "PORTAL_DATA_DIR": str(tmp_path / "data"),
            "PORTAL_DATABASE_URL": sqlite_database.url,
            "PORTAL_SECRET_KEY": "khóa bí mật chỉ dùng để thử, dài hơn 32 ký tự",
        }
    )
    site = Site(make_app(settings), sqlite_database)
    with site.writing() as session:
        site.people = _people(session)
        _contacts(session, site.people)
        _directives(session, site.people)
    return site


def _people(session: Session) -> dict[Role, Viewer]:
    session.add_all(
        Unit(code=code, name=name, kind=UnitKind.DIVISION, place=place)
        for place, (code, name) in enumerate([("VP", "Văn phòng"), ("KCHT", "Hạ tầng")])
    )
    session.flush()
    return {
        role: officers.viewer_of(
            officers.add(
                session,
                username=role.value,
                full_name=role.label,
                role=role,
                unit_code="KCHT" if role in {Role.HANDLER, Role.HEAD} else "VP",
                position="Giám đốc" if role is Role.DIRECTOR else "",
                now=NOW,
            )
        )
        for role in Role
    }


def _contacts(session: Session, people: dict[Role, Viewer]) -> None:
    told = yaml.safe_load((SEED / "contacts.yaml").read_text("utf-8"))
    for place, contact in enumerate(told["contacts"]):
        fields = ContactFields(
            position=contact["position"],
            name=contact["name"],
            email=contact["email"],
            place=place,
            phones=(
                *(PhoneFields(raw) for raw in contact["phones"]),
                PhoneFields(f"09870000{place}0", public=False),
            ),
        )
        row = contacts.add(session, fields, by=people[Role.CLERK], now=NOW)
        publish(session, row, people)
    for place, name in enumerate(told["posting_places"]):
        session.add(PostingPlace(name=name, place=place))


def _directives(session: Session, people: dict[Role, Viewer]) -> None:
    ids: dict[str, int] = {}
    for told in yaml.safe_load((SEED / "directives.yaml").read_text("utf-8")):
        public = told.get("public", True)
        fields = DirectiveFields(
            kind=told["kind"],
            number=told["number"],
            issuer=told["issuer"],
            issuer_level=IssuerLevel.PROVINCE,
            issued_on=told["issued_on"],
            abstract=told["abstract"] or ("" if public else CANARY),
            is_public=public,
            relations=tuple(
                RelationFields(DirectiveRelationKind.IMPLEMENTS, ids[number])
                for number in told.get("implements", [])
            ),
        )
        row = directives.add(session, fields, by=people[Role.CLERK], now=NOW)
        publish(session, row, people)
        ids[row.number] = row.id


def publish(
    session: Session, row: Contact | Directive, people: dict[Role, Viewer]
) -> None:
    verb: Any = contacts if isinstance(row, Contact) else directives
    verb.advance(
        session,
        row,
        ContentAction.PUBLISH,
        expected_version=row.version,
        by=people[Role.CVP],
        now=NOW,
    )


def draft(session: Session, people: dict[Role, Viewer], **typed: Any) -> Directive:
    """Enter a directive that nobody has published."""
    fields: dict[str, Any] = {
        "kind": "Công văn",
        "number": "77/NHAP",
        "issuer": "Cơ quan nháp",
        "issuer_level": IssuerLevel.DEPARTMENT,
        "issued_on": date(2019, 12, 1),
        "abstract": f"bản nháp {CANARY}",
    }
    return directives.add(
        session,
        DirectiveFields(**{**fields, **typed}),
        by=people[Role.CLERK],
        now=NOW,
    )
