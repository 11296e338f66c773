"""What a watcher is told when the database answers, and when it does not."""

import sqlite3
from pathlib import Path

from portal.config import Settings
from tests.apps import make_app
from tests.portal.feeds.publishing import get
from tests.portal.office import Office, office

__all__ = ["office"]


def test_a_watcher_is_told_that_all_is_well_and_nothing_else(office: Office) -> None:
    answer = get(office, "/healthz")
    assert (answer.status_code, answer.get_json()) == (200, {"database": "ok"})
    assert answer.headers["Cache-Control"] == "no-store"
    assert office.visitor().head("/healthz").status_code == 200


def test_a_database_that_is_away_is_told_at_once(office: Office) -> None:
    get(office, "/healthz")
    office.database.dispose()
    office.app.extensions["wiring"].database.dispose()
    path = Path(office.database.url.removeprefix("sqlite:///"))
    with sqlite3.connect(path) as connection:
        connection.execute("ALTER TABLE outbox RENAME TO away")
    answer = get(office, "/healthz")
    assert answer.status_code == 503
    assert answer.get_json() == {"database": "unreachable"}
    assert answer.headers["Retry-After"] == "10"
    assert str(path) not in answer.text


def test_a_database_of_another_schema_is_not_well(tmp_path: Path) -> None:
    app = make_app(Settings.from_environment({"PORTAL_DATA_DIR": str(tmp_path)}))
    answer = app.test_client().get("/healthz")
    assert answer.status_code == 503
