"""Settings: read from the environment in one place, once, into a frozen value."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from portal import mail

SHORTEST_KEY: Final = 32
DEFAULT_PORT: Final = "8000"
_LOOPBACK: Final = frozenset({"127.0.0.1", "localhost", "[::1]", "::1"})
_ENGINES: Final = ("whoosh:", "tantivy:")


class SettingsRefused(Exception):
    """A setting under which the portal must not start; says which and why."""


@dataclass(frozen=True)
class Settings:
    """How this portal is set up (design.md §4)."""

    data_dir: Path
    database_url: str
    search_url: str
    secret_key: str
    public_url: str
    mail_url: str
    trusted_proxies: int
    reads_scans: bool = False

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> "Settings":
        """Return the settings of an environment; every one is optional.

        Makes the data directory, and the secret key in it when none is given.

        Raises:
            SettingsRefused: a weak key, an unsafe address, an unknown engine.
        """
        data_dir = Path(environment.get("PORTAL_DATA_DIR") or "instance").resolve()
        data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        settings = cls(
            data_dir=data_dir,
            database_url=environment.get("PORTAL_DATABASE_URL")
            or f"sqlite:///{data_dir / 'portal.sqlite3'}",
            search_url=environment.get("PORTAL_SEARCH_URL") or "whoosh:",
            secret_key=environment.get("PORTAL_SECRET_KEY") or _kept_key(data_dir),
            public_url=(
                environment.get("PORTAL_PUBLIC_URL")
                or f"http://127.0.0.1:{environment.get('PORT') or DEFAULT_PORT}"
            ).rstrip("/"),
            mail_url=environment.get("PORTAL_MAIL_URL", ""),
            trusted_proxies=_count(environment.get("PORTAL_TRUSTED_PROXIES") or "0"),
            reads_scans=_switch(environment.get("PORTAL_OCR") or "0", "PORTAL_OCR"),
        )
        _refuse_unsafe(settings)
        return settings

    @property
    def is_https(self) -> bool:
        """Say whether cookies may be Secure."""
        return self.public_url.startswith("https://")

    @property
    def hosts(self) -> list[str]:
        """Return the host names the portal answers to (security.md T11)."""
        host = urlsplit(self.public_url).hostname or ""
        return sorted({host, *_LOOPBACK} if host in _LOOPBACK else {host})


def load() -> Settings:
    """Return the settings of this process's environment."""
    return Settings.from_environment(os.environ)


def port() -> int:
    """Return the port `./run` serves on."""
    return _count(os.environ.get("PORT") or DEFAULT_PORT)


def _count(typed: str) -> int:
    if not typed.isdecimal():
        raise SettingsRefused(f"“{typed}” không phải là số.")
    return int(typed)


def _switch(typed: str, name: str) -> bool:
    if typed not in {"0", "1"}:
        raise SettingsRefused(f"{name} chỉ nhận 0 (tắt) hoặc 1 (bật).")
    return typed == "1"


def _kept_key(data_dir: Path) -> str:
    """Return the key kept in the data directory, made on first use, mode 0600."""
    path = data_dir / "secret.key"
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text("ascii").strip()
    with os.fdopen(handle, "w") as stream:
        stream.write(secrets.token_urlsafe(48))
        stream.flush()
        os.fsync(stream.fileno())
    return path.read_text("ascii").strip()


def _refuse_unsafe(settings: Settings) -> None:
    if len(settings.secret_key) < SHORTEST_KEY or len(set(settings.secret_key)) < 8:
        raise SettingsRefused(
            f"PORTAL_SECRET_KEY quá yếu: cần ít nhất {SHORTEST_KEY} ký tự ngẫu nhiên."
        )
    address = urlsplit(settings.public_url)
    if address.scheme not in {"http", "https"} or not address.hostname or address.path:
        raise SettingsRefused("PORTAL_PUBLIC_URL phải có dạng https://ten-mien.")
    if address.scheme == "http" and address.hostname not in _LOOPBACK:
        raise SettingsRefused(
            "PORTAL_PUBLIC_URL phải dùng https, trừ khi là địa chỉ của chính máy này."
        )
    if settings.mail_url and (wrong := mail.problem_of(settings.mail_url)):
        raise SettingsRefused(f"PORTAL_MAIL_URL {wrong}.")
    if not settings.search_url.startswith(_ENGINES):
        raise SettingsRefused(
            "PORTAL_SEARCH_URL phải bắt đầu bằng whoosh: hoặc tantivy:."
        )
