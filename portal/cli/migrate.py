"""`flask migrate`: bring the database to the schema of this release."""

import click
from flask.cli import with_appcontext

from portal import wiring


@click.command("migrate")
@with_appcontext
def command() -> None:
    """Nâng cơ sở dữ liệu lên đúng phiên bản của phần mềm này."""
    wiring.current().database.migrate()
    click.echo("Cơ sở dữ liệu đã ở phiên bản mới nhất.")
