"""Background work of mail: digests and word to senders, tried until they are taken."""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from email.message import EmailMessage
from typing import Final
from urllib.parse import urlsplit

from documents import digests, mailing, sender_mails
from documents.deadlines import local_day
from documents.digests import Sending
from documents.models import DigestMail, SenderMail
from documents.vault import VaultLocked
from portal.digest import digest_for, mail_of
from portal.failures import Trouble
from portal.mail import MailFailed, post_of, sender_of
from portal.sender_mail import mail_to_sender
from portal.wiring import Wiring

log = logging.getLogger(__name__)

LOOK: Final = 20.0
"""Seconds between two looks for mail that is due."""


@dataclass(frozen=True)
class Claimed:
    """A mail that is this process's to send: of which queue, and what it says.

    `compose` gives None if there is nothing to tell.
    """

    kind: mailing.Kind
    mail_id: int
    compose: Callable[[], EmailMessage | None]


class Mailer:
    """Queues digests and sends mail until told to stop; several may work at a time."""

    def __init__(self, wired: Wiring) -> None:
        self._wired = wired
        settings = wired.settings
        self._post = post_of(settings.mail_url)
        host = urlsplit(settings.public_url).hostname or "localhost"
        self._sender = sender_of(settings.mail_url, host)
        self._stopping = threading.Event()
        self._trouble = Trouble("mailer", self._stopping)

    def run(self) -> None:
        """Work until stopped; no failure of network or database ends it."""
        while not self._stopping.is_set():
            try:
                self.queue()
                is_busy = self.send_one()
                self._trouble.over()
            except Exception as error:  # noqa: BLE001 - it is told by Trouble
                self._trouble.pause(error)
            else:
                self._stopping.wait(0 if is_busy else LOOK)

    def queue(self) -> None:
        """Queue the digests of a working morning."""
        wired, now = self._wired, self._wired.clock()
        if not digests.is_morning(wired.calendar, now):
            return
        with wired.database.reading() as session:
            if not digests.is_anybody_without(session, now=now):
                return
        with wired.database.writing() as session, session.begin():
            digests.queue(session, now=now)

    def send_one(self) -> bool:
        """Send the next mail that is due; say whether one was."""
        claimed = self._to_officer() or self._to_sender()
        if claimed is None:
            return False
        try:
            message = claimed.compose()
            if message is not None:
                self._post(message)
        except MailFailed as failure:
            self._failed(claimed, str(failure), for_good=failure.for_good)
        except VaultLocked:
            self._failed(claimed, "không mở được thông tin người gửi", for_good=True)
        except ValueError:
            self._failed(claimed, "địa chỉ thư không dùng được", for_good=True)
        else:
            self._over(claimed, has_sent=message is not None)
        return True

    def _to_officer(self) -> Claimed | None:
        database, now = self._wired.database, self._wired.clock()
        with database.reading() as session:
            if not digests.is_due(session, now=now):
                return None
        with database.writing() as session, session.begin():
            sending = digests.claim(session, now=now)
        if sending is None:
            return None
        return Claimed(DigestMail, sending.digest_id, lambda: self._digest(sending))

    def _digest(self, sending: Sending) -> EmailMessage | None:
        wired, now = self._wired, self._wired.clock()
        with wired.database.reading() as session:
            if not digests.is_wanted(session, sending, now=now):
                return None
            digest = digest_for(session, sending.to, on=local_day(now))
        if not digest.parts:
            return None
        return mail_of(
            digest,
            sending.digest_id,
            email=sending.email,
            sender=self._sender,
            public_url=wired.settings.public_url,
            now=now,
        )

    def _to_sender(self) -> Claimed | None:
        database, now = self._wired.database, self._wired.clock()
        with database.reading() as session:
            if not sender_mails.is_due(session, now=now):
                return None
        with database.writing() as session, session.begin():
            mail_id = sender_mails.claim(session, now=now)
        if mail_id is None:
            return None
        return Claimed(SenderMail, mail_id, lambda: self._word(mail_id))

    def _word(self, mail_id: int) -> EmailMessage | None:
        wired = self._wired
        with wired.database.reading() as session:
            sending = sender_mails.sending_of(session, mail_id, vault=wired.vault)
        if sending is None:
            return None
        url, now = wired.settings.public_url, wired.clock()
        return mail_to_sender(sending, sender=self._sender, public_url=url, now=now)

    def _over(self, claimed: Claimed, *, has_sent: bool) -> None:
        settle = mailing.sent if has_sent else mailing.dropped
        now = self._wired.clock()
        with self._wired.database.writing() as session, session.begin():
            settle(session, claimed.kind, claimed.mail_id, now=now)

    def _failed(self, claimed: Claimed, fault: str, *, for_good: bool) -> None:
        kind, mail_id, told = claimed.kind, claimed.mail_id, mailing.plain(fault)
        log.warning("%s %d was not taken: %s", kind.__tablename__, mail_id, told)
        now = self._wired.clock()
        with self._wired.database.writing() as session, session.begin():
            mailing.failed(session, kind, mail_id, told, for_good=for_good, now=now)

    def stop(self) -> None:
        """End after the mail at hand."""
        self._stopping.set()


def start_mailer(wired: Wiring) -> Mailer | None:
    """Send mail in this process; the thread ends with it. None: nowhere to send."""
    if not wired.settings.mail_url:
        return None
    mailer = Mailer(wired)
    threading.Thread(target=mailer.run, name="mailer", daemon=True).start()
    return mailer
