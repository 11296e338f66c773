"""`flask officers`: accounts from the command line, as before anybody signs in."""

import click
from flask.cli import AppGroup

from documents import officers as accounts
from documents.errors import Invalid
from documents.text import one_line, username_of
from documents.vocabulary import Role
from portal import wiring
from portal.wiring import Wiring

group = AppGroup("officers", help="Tài khoản cán bộ.")


@group.command("add")
@click.argument("name")
@click.option("--role", required=True, type=click.Choice([role.value for role in Role]))
@click.option("--unit", default=None, help="Mã phòng, đơn vị, ví dụ KCHT.")
@click.option("--username", default=None, help="Mặc định lấy theo họ tên.")
@click.option("--position", default="", help="Chức vụ, ví dụ Phó Giám đốc.")
def add(
    name: str, *, role: str, unit: str | None, username: str | None, position: str
) -> None:
    """Tạo tài khoản cho NAME và in đường dẫn kích hoạt dùng một lần."""
    wired, full_name = wiring.current(), one_line(name)
    try:
        with wired.database.writing() as session, session.begin():
            now = wired.clock()
            officer = accounts.add(
                session,
                username=username or username_of(full_name),
                full_name=full_name,
                role=Role(role),
                unit_code=unit,
                position=one_line(position),
                now=now,
            )
            secret = accounts.issue_link(session, officer.id, now=now)
            known_as = officer.username
    except Invalid as refusal:
        raise click.ClickException(refusal.message) from refusal
    click.echo(f"Tài khoản: {known_as} ({Role(role).label})")
    click.echo(f"Đường dẫn kích hoạt, dùng một lần trong 24 giờ: {link(wired, secret)}")


def link(wired: Wiring, secret: str) -> str:
    """Return the address at which a one-time secret is used."""
    return f"{wired.settings.public_url}/kich-hoat/{secret}"
