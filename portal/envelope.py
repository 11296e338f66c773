"""The head of every mail that the portal sends by itself."""

from collections.abc import Iterable
from datetime import datetime
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from urllib.parse import urlsplit


def letter_to(
    email: str,
    *,
    agency: str,
    subject: str,
    lines: Iterable[str],
    sender: str,
    message_id: str,
    public_url: str,
    now: datetime,
    full_name: str = "",
) -> EmailMessage:
    """Return a mail of plain text; `message_id` names it however often it is sent.

    It comes from the `agency`.

    Raises:
        ValueError: an address or a name that no head of a mail may carry.
    """
    message = EmailMessage()
    message["Subject"] = subject
    message["From"] = Address(agency, addr_spec=sender)
    try:
        message["To"] = Address(full_name, addr_spec=email)
    except MessageError as error:
        raise ValueError("no address") from error
    message["Date"] = format_datetime(now)
    host = urlsplit(public_url).hostname or "localhost"
    message["Message-ID"] = f"<{message_id}@{host}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content("\n".join(lines) + "\n")
    # Setting the content clears whatever was said of it before.
    message["Content-Language"] = "vi"
    return message
