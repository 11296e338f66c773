"""Background work of mail: each morning's digests, tried until they are taken."""

import logging
import threading
from typing import Final
from urllib.parse import urlsplit

from documents import digests
from documents.deadlines import local_day
from documents.digests import Sending
from portal.digest import digest_for, mail_of
from portal.failures import Trouble
from portal.mail import MailFailed, post_of, sender_of
from portal.wiring import Wiring

log = logging.getLogger(__name__)

LOOK: Final = 20.0
"""Seconds between two looks for digests that are due."""


class Mailer:
    """Queues and sends digests until told to stop; several may work at a time."""

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
        """Send the next digest that is due; say whether one was."""
        sending = self._claimed()
        if sending is None:
            return False
        try:
            has_sent = self._send(sending)
        except MailFailed as failure:
            self._failed(sending, str(failure), for_good=failure.for_good)
        except ValueError:
            self._failed(sending, "địa chỉ thư không dùng được", for_good=True)
        else:
            self._over(sending, has_sent=has_sent)
        return True

    def _claimed(self) -> Sending | None:
        database, now = self._wired.database, self._wired.clock()
        with database.reading() as session:
            if not digests.is_due(session, now=now):
                return None
        with database.writing() as session, session.begin():
            return digests.claim(session, now=now)

    def _send(self, sending: Sending) -> bool:
        """Compose a digest and hand it over, if there is anything to tell."""
        wired, now = self._wired, self._wired.clock()
        with wired.database.reading() as session:
            if not digests.is_wanted(session, sending, now=now):
                return False
            digest = digest_for(session, sending.to, on=local_day(now))
        if not digest.parts:
            return False
        message = mail_of(
            digest,
            sending.digest_id,
            email=sending.email,
            sender=self._sender,
            public_url=wired.settings.public_url,
            now=now,
        )
        self._post(message)
        return True

    def _over(self, sending: Sending, *, has_sent: bool) -> None:
        settle = digests.sent if has_sent else digests.dropped
        now = self._wired.clock()
        with self._wired.database.writing() as session, session.begin():
            settle(session, sending.digest_id, now=now)

    def _failed(self, sending: Sending, fault: str, *, for_good: bool) -> None:
        log.warning("digest %d was not taken: %s", sending.digest_id, fault)
        now = self._wired.clock()
        with self._wired.database.writing() as session, session.begin():
            digests.failed(
                session, sending.digest_id, fault, for_good=for_good, now=now
            )

    def stop(self) -> None:
        """End after the mail at hand."""
        self._stopping.set()


def start_mailer(wired: Wiring) -> Mailer | None:
    """Send digests in this process; the thread ends with it. None: nowhere to send."""
    if not wired.settings.mail_url:
        return None
    mailer = Mailer(wired)
    threading.Thread(target=mailer.run, name="mailer", daemon=True).start()
    return mailer
