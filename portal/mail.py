"""Handing a mail over: to a server by SMTP, or into a folder for development."""

import os
import re
import smtplib
import ssl
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path
from typing import Final
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

Post = Callable[[EmailMessage], None]
"""Hands a mail over, or raises MailFailed."""

SCHEMES: Final = frozenset({"smtp", "smtps", "file"})
TIMEOUT: Final = 20.0
"""Seconds a server may take for an answer."""

_PORTS: Final = {"smtp": 25, "smtps": 465}
_LOOPBACK: Final = frozenset({"127.0.0.1", "localhost", "::1"})
_REFUSED: Final = range(500, 600)
"""Answers of a server that another try would not change (RFC 5321 §4.2.1)."""


class MailFailed(Exception):
    """A mail was not taken; `for_good` if trying again would not help."""

    def __init__(self, message: str, *, for_good: bool = False) -> None:
        super().__init__(message)
        self.for_good = for_good


def problem_of(url: str) -> str:
    """Say what is wrong with a setting of where mail goes; "" if nothing is."""
    parts = urlsplit(url)
    if parts.scheme not in SCHEMES:
        return "phải bắt đầu bằng smtp://, smtps:// hoặc file:/"
    if parts.scheme == "file":
        return (
            "" if parts.path.startswith("/") else "cần đường dẫn đầy đủ, như file:/thu"
        )
    try:
        port = parts.port
    except ValueError:
        return "có cổng không đúng"
    return "" if parts.hostname and port != 0 else "thiếu tên máy chủ thư"


def post_of(url: str) -> Post:
    """Return what hands mails over as a setting says; it has no problem."""
    parts = urlsplit(url)
    if parts.scheme == "file":
        return lambda message: _write(message, Path(parts.path))
    return lambda message: _send(message, parts)


def sender_of(url: str, host: str) -> str:
    """Return who mails come from: `?from=` of the setting, or one of the host's."""
    told = parse_qs(urlsplit(url).query).get("from", [""])[0]
    return told or f"duongdaynong@{host}"


def _write(message: EmailMessage, folder: Path) -> None:
    """Keep a mail as a file that mail programs open; the same mail twice is one."""
    name = re.sub(r"[^A-Za-z0-9.-]+", "_", message["Message-ID"]).strip("_")
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(
            folder / f"{name}.eml",
            os.O_WRONLY | os.O_CREAT | os.O_TRUNC,
            0o600,
        )
        with os.fdopen(handle, "wb") as stream:
            stream.write(message.as_bytes())
    except OSError as error:
        raise MailFailed(f"không ghi được thư vào thư mục: {error.strerror}") from error


def _send(message: EmailMessage, parts: SplitResult) -> None:
    try:
        with _connected(parts) as server:
            if parts.username:
                server.login(unquote(parts.username), unquote(parts.password or ""))
            server.send_message(message)
    except smtplib.SMTPRecipientsRefused as error:
        code, told = next(iter(error.recipients.values()))
        raise _answered(code, told) from error
    except smtplib.SMTPResponseException as error:
        raise _answered(error.smtp_code, error.smtp_error) from error
    except (smtplib.SMTPException, OSError) as error:
        what = type(error).__name__
        raise MailFailed(f"máy chủ thư không nhận: {what}") from error


def _connected(parts: SplitResult) -> smtplib.SMTP:
    """Return a connection that nobody on the way can read, wherever it can be had.

    Raises:
        MailFailed: a password would go in the clear over a network.
    """
    host, port = parts.hostname or "", parts.port or _PORTS[parts.scheme]
    secure = ssl.create_default_context()
    if parts.scheme == "smtps":
        return smtplib.SMTP_SSL(host, port, timeout=TIMEOUT, context=secure)
    server = smtplib.SMTP(host, port, timeout=TIMEOUT)
    server.ehlo()
    if server.has_extn("starttls"):
        server.starttls(context=secure)
        server.ehlo()
    elif parts.username and host not in _LOOPBACK:
        server.close()
        raise MailFailed(
            "máy chủ thư không mã hóa đường truyền nên không gửi mật khẩu",
            for_good=True,
        )
    return server


def _answered(code: int, told: bytes | str) -> MailFailed:
    words = told.decode("utf-8", "replace") if isinstance(told, bytes) else told
    return MailFailed(f"{code} {words}", for_good=code in _REFUSED)
