"""The help of the search page: every example of it finds something in the demo."""

import html
import re
from pathlib import Path

import pytest

from documents import demo, officers
from documents.database import Database
from documents.deadlines import Calendar
from documents.demo import Tools
from documents.models import Officer
from documents.vault import Vault
from documents.vocabulary import Role
from tests import factories
from tests.conftest import NOW
from tests.portal.office import Office, started
from tests.portal.test_find import found


@pytest.fixture
def shown(sqlite_database: Database, tmp_path: Path) -> Office:
    """Give the portal with its demo, found through its index."""
    office = Office(started(sqlite_database, tmp_path), tmp_path)
    with office.writing() as session:
        tools = Tools(Vault(factories.SECRET), Calendar(), office.files)
        demo.load(session, tools, now=NOW)
        named = {"username": "quantri", "full_name": "Quản trị", "position": ""}
        officers.add(session, **named, role=Role.ADMIN, unit_code="VP", now=NOW)
    office.index()
    return office


def examples(page: str) -> list[str]:
    panel = page.split('class="search-help ')[1].split("</details>")[0]
    return [html.unescape(url) for url in re.findall(r'<a href="([^"]+)"', panel)]


def test_the_help_is_folded_until_it_is_asked_for(shown: Office) -> None:
    page = shown.visitor().get("/tim-kiem").text
    assert re.search(r'<details class="search-help[^>]*>', page)
    assert not re.search(r'<details class="search-help[^>]* open', page)


@pytest.mark.parametrize(
    "role", [None, Role.CLERK, Role.FOCAL, Role.DIRECTOR, Role.ADMIN]
)
def test_every_example_finds_something(shown: Office, role: Role | None) -> None:
    client = shown.visitor()
    if role:
        with shown.reading() as session:
            officer = session.query(Officer).filter_by(role=role).first()
            assert officer is not None
            officer_id = officer.id
        client = shown.signed_in(officer_id)
    told = examples(client.get("/tim-kiem").text)
    assert len(told) > 15
    assert ("ql51" in str(told)) == (role not in {None, Role.ADMIN})
    for url in told:
        page = client.get(url).text
        assert found(page), url
        assert "những kết quả gần nhất" not in page, url
