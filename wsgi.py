"""What servers and the `flask` command import."""

from portal.app import create_app
from portal.config import load

app = create_app(load())
